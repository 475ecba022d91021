"""What the rules on standing, houses, water and monitored households say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.domain.ages import months_after, months_between
from fupin_desktop.domain.codes import Attribute, Removal, Status
from fupin_desktop.domain.doctor.examine import Examiner
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.plan import Measure, MeasureKind
from tests.domain.doctor.builders import NEW, OLD, around, case, clean_household, found, said
from tests.domain.doctor.planting_more import said_of

SENTENCES = {
    "E061": "贫困户属性没有填写，请核实后填写",
    "E061a": "脱贫标志是“已脱贫”，贫困户属性是“一般贫困户”，应为低保户、五保户、一般农户之一",
    "E062": "主要致贫原因没有填写，请核实后填写",
    "E062a": "“缺资金”既是主要致贫原因，又是其他致贫原因，请删去一处",
    "E062b": "其他致贫原因有3项，最多2项，请保留最主要的",
    "E063": "主要致贫原因是“因病”，但全家健康状况都是“健康”，请核对",
    "E063a": "主要致贫原因是“因残”，但没有健康状况为“残疾”的成员，请核对",
    "E063b": "主要致贫原因是“因学”，但没有高中（中职）及以上的在校生，请核对",
    "E064": "致贫返贫风险有“因残”，但没有健康状况为“残疾”的成员，请核对",
    "E064a": "致贫返贫风险有“因病”，但没有患长期慢性病或大病的成员，请核对",
    "E064b": "致贫返贫风险有“因学”，但没有在校的成员，请核对",
    "E064c": "致贫返贫风险有“因安全住房”，但2026年度“危房户”填“否”，请核对",
    "E064d": "致贫返贫风险有“因安全饮水”，但2026年度饮水安全填“是”，请核对",
    "E065": "致贫返贫风险有“因自然灾害”，但没有填子项（洪涝、干旱、地震等），请补填",
    "E065a": "致贫返贫风险有“其他”，但没有填备注，请补填具体风险",
    "E066": "是监测对象，但没有填致贫返贫风险，请补填",
    "E067": "脱贫户，2018年度仍住危房，请核实并落实住房安全",
    "E067a": "脱贫户，2018年度饮水困难，请核实并落实饮水保障",
    "E067b": "脱贫户，2018年度饮水不安全，请核实并落实饮水保障",
    "E067c": "脱贫户，2018年度没有通生活用电，请核实",
    "E068": "风险已消除，但住房损毁或仍是危房户，请核实是否重新纳入监测",
    "E068a": "风险已消除，但饮水设施损毁或饮水不安全，请核实是否重新纳入监测",
    "E068b": "风险已消除，但填有义务教育阶段儿童失学辍学，请核实",
    "E068c": "风险已消除，但填有家庭成员未参加基本医疗保险，请核实并督促参保",
    "E069": "2018年度是危房户，但没有危房级别，请填写鉴定等级",
    "E069a": "2018年度危房级别为C级，但“危房户”填“否”，请改正其中一项",
    "E070": "住房面积只有9.9平方米，请核对",
    "E070a": "住房面积填500平方米，请核对",
    "E070b": "人均住房面积12.98平方米，不到13平方米，请核对",
    "E071": "住房面积填0，请核实后改正",
    "E072": "主要燃料类型没有填写，请入户核实后补填",
    "E073": "风险与帮扶措施不匹配：“因病”应有健康帮扶或社会帮扶，请核对",
    "E074": "有劳动力，纳入监测已20个月，没有产业、就业、金融或公益岗位帮扶，请补充",
    "E074a": "已登记开发式帮扶措施，但“实施开发式帮扶措施情况”填“尚未实施”，请核对",
    "E075": "有劳动力，但帮扶措施只有综合保障一项，请核实能否增加产业或就业帮扶",
    "E076": "2025年识别，却登记搬迁措施，请核对",
    "E077": "2025年3月1日识别，2025年8月31日消除，不足6个月，请核对",
    "E078": "风险已消除，但消除后的理赔收入没有填写，请补填",
    "E078a": "风险已消除，但信息采集人联系电话没有填写，请补填",
    "E079": "整户无劳动能力，风险却已消除，请核实是否应暂不消除",
    "E079a": "风险消除方式是“帮扶消除”，但没有登记任何帮扶措施，请补登",
    "E079b": "2026年9月30日纳入监测，已1个月，没有登记帮扶措施，请补登",
    "E079c": "风险已消除，但没有对应的帮扶措施：“因病”应有健康帮扶或社会帮扶，请核对",
}


@pytest.mark.parametrize("key", SENTENCES)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str) -> None:
    assert said_of(key) == SENTENCES[key]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 3, 1), date(2025, 8, 31), 5),
        (date(2025, 3, 1), date(2025, 9, 1), 6),
        (date(2025, 3, 31), date(2025, 4, 30), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 11, 15), date(2026, 2, 15), 15),
        (date(2024, 11, 15), date(2026, 2, 14), 14),
        (date(2025, 9, 1), date(2025, 3, 1), -6),
    ],
)
def test_months_are_counted_by_the_calendar(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


def test_months_later_is_the_same_day_or_the_last_of_the_month() -> None:
    assert months_after(date(2018, 5, 8), 6) == date(2018, 11, 8)
    assert months_after(date(2018, 8, 31), 6) == date(2019, 2, 28)
    assert months_after(date(2018, 12, 31), 12) == date(2019, 12, 31)


def test_a_risk_that_went_by_itself_is_not_asked_for_what_help_brought() -> None:
    home = clean_household(on=NEW)
    home.monitored(removed=True, removed_on=date(2025, 3, 2), removal=Removal.NATURAL, measures=())
    assert found(home) == []


def test_no_attribute_is_asked_since_2021() -> None:
    home = clean_household(on=NEW)
    home.stand(attribute=None)
    assert found(home) == []
    home = clean_household(on=OLD)
    home.stand(attribute=None)
    assert found(home) == ["E061"]


@pytest.mark.parametrize(
    ("status", "fitting"),
    [
        (Status.POOR, {Attribute.GENERAL, Attribute.ALLOWANCE_POOR, Attribute.DESTITUTE_POOR}),
        (Status.RETURNED, {Attribute.GENERAL, Attribute.ALLOWANCE_POOR, Attribute.DESTITUTE_POOR}),
        (Status.LIFTED, {Attribute.ALLOWANCE, Attribute.DESTITUTE, Attribute.ORDINARY}),
        (Status.STABLE, {Attribute.ALLOWANCE, Attribute.DESTITUTE, Attribute.ORDINARY}),
    ],
)
def test_attributes_go_with_the_flag_of_poverty(status: Status, fitting: set[Attribute]) -> None:
    silent = set()
    for attribute in Attribute:
        home = clean_household()
        home.stand(status=status, attribute=attribute)
        if not found(home, only="E061a"):
            silent.add(attribute)
    assert silent == fitting


def test_blank_and_nought_of_the_house_are_told_apart() -> None:
    home = clean_household()
    home.survey(house_area=None)
    assert said(home, only="E07") == ["住房面积没有填写，请核实后填写"]
    home.survey(house_area=Decimal(0))
    assert said(home, only="E07") == ["住房面积填0，请核实后改正"]


def test_everything_that_is_blank_after_removal_is_one_sentence() -> None:
    home = clean_household(on=NEW)
    home.monitored(removed=True, removed_on=date(2025, 12, 1), removal=Removal.HELPED)
    assert said(home) == ["风险已消除，但消除后的收入、三保障和饮水都没有填写，请补填"]


def test_what_the_register_asks_since_2021_is_not_asked_of_earlier_removals() -> None:
    home = clean_household(on=OLD)
    home.monitored(removed=True, removed_on=date(2018, 5, 1), removal=Removal.HELPED, collector="")
    assert found(home) == []


def test_measures_of_the_plan_count_where_the_register_lists_none() -> None:
    home = clean_household(on=NEW)
    home.monitored(measures=())
    assert found(home) == ["E079b"]
    home.measures = [Measure(household_id=1, plan_id=1, kind=MeasureKind.INDUSTRY, content="养羊")]
    assert found(home) == []


def test_a_proposed_household_is_not_monitored_yet() -> None:
    home = clean_household(on=NEW)
    home.monitored(identified_on=None, found_on=date(2026, 8, 1), measures=(), risks=())
    about = around([home], NEW)
    examiner = Examiner(rules(), about)
    examiner.look(case(home, about))
    assert examiner.result.findings == []
    assert examiner.result.applicable["E066"] == examiner.result.applicable["E079b"] == 0
