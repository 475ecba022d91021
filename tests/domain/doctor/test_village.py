"""What the rules on villages, papers and the national system say."""

from __future__ import annotations

import pytest

from fupin_desktop.domain.doctor.rule import rules
from tests.domain.doctor.builders import clean_household, found, said
from tests.domain.doctor.planting_more import PLANTS, said_of

SENTENCES = {
    "H100": "是出列村，2018年度是否通客运班车为空或为0，请核实",
    "H101": "2018年度到乡镇没有通沥青（水泥）路，请核实",
    "H101a": "2018年度未实现饮水安全99户和危房2户之和，超过总户数100户，请核对",
    "H102": "村土地面积899.9亩，小于各户耕地之和900亩，请核对",
    "H103": "2018年危房改造2018年8月1日竣工，没有登记验收，请核实",
    "H103a": "2018年危房改造已登记入住，没有登记竣工时间，请补填",
    "H103b": "2018年危房改造2018年7月1日竣工，没有登记补助资金，请核实",
    "H103c": "D级房屋登记为修缮加固，请核对（D级一般拆除重建）",
    "H103d": "2018年危房改造补助35,001.00元，超过35,000元，请核对",
    "H105": "公示天数不足：“水村拟脱贫户公示”2018年5月1日至2018年5月7日只有6天，应为7天，请重新公示",
    "H105a": "“水村拟脱贫户公示”应公示到2018年5月8日，2018年5月7日就撤下了，请重新公示",
    "H107": "帮扶责任人陈干部1的联系电话没有填写，请补填",
    "H107a": "帮扶责任人陈干部1结对11户，超过10户，请核对",
    "H109": "户编号是本办编的，上级系统还没有这户，请核对是否已录入",
    "H109a": "2018年10月8日的国扶导出中没有这户，请核对：自然减少、迁出还是漏报",
    "H109b": "李秀英：2018年10月8日的国扶导出中，这户没有这名成员，请核对是本办新增还是系统已减少",
    "H109c": "国扶系统还没有改：住房面积（系统“80”，本办“100”），请在系统中更正",
    "H109d": "与国扶系统不同：姓名（系统“李秀莹”，本办“李秀英”），请核实后在系统中更正",
    "H106": "11月还有3户没有走访，2018年还有1户一次也没有走访，名单见“走访”的“覆盖”",
    "H110": "2018年度总人口数79人小于在册明细80人，请核对",
    "H110a": "工资性收入按1个项目合计18,000.00元，未采用直接填写的18,001.00元，请核对",
    "H110b": "2018年危房改造总造价50,000.00元，不等于补助30,000.00元加自筹20,001.00元，请核对",
}


@pytest.mark.parametrize("key", SENTENCES)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str) -> None:
    assert said_of(key) == SENTENCES[key]


def test_what_the_office_keeps_nothing_of_is_listed_as_waiting() -> None:
    waiting = {key: rule.waits for key, rule in rules().items() if rule.waits and key[0] == "H"}
    assert set(waiting) == {"H104", "H108"}
    assert all("还没有登记的地方" in said for said in waiting.values())


def test_a_cadre_with_too_many_households_is_told_of_once() -> None:
    home = clean_household(serial=5)
    PLANTS["H107a"].fault(home)
    first = home.neighbours[0]
    first.neighbours = [home, *home.neighbours[1:]]
    assert found(home, only="H107") == ["H107a"]
    home.neighbours[0].neighbours = []
    assert found(first, only="H107") == []


def test_a_helper_without_phone_and_unit_is_one_finding() -> None:
    home = clean_household()
    home.cadres = [type(home.cadres[0])(id=1, name="陈干部", unit="")]
    assert said(home, only="H107") == ["帮扶责任人陈干部的联系电话和单位没有填写，请补填"]
