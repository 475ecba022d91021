"""What the rules on income and what it is earned with say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.domain.doctor.examine import Examiner
from fupin_desktop.domain.doctor.rule import rules
from tests.domain.doctor.builders import HEAD, NEW, CleanHousehold, around, case, clean_household, found, said
from tests.domain.doctor.planting_more import PLANTS, said_of

SENTENCES = {
    "F080": "脱贫户，2018年人均纯收入2,200.00元，低于标准线2,995.00元，没有纳入监测，请核实",
    "F081": "未脱贫户，2018年人均纯收入22,200.00元，高于20000元，请核对",
    "F082": "人均纯收入只有500.00元，请核对",
    "F082a": "人均纯收入30,000.20元，高于30000元，请核对",
    "F082b": "人均纯收入0.00元，不合常理，请核对是否填错单位或漏填",
    "F083": "一般贫困户，人均纯收入4,200.00元高于标准线2,995.00元，主要致贫原因是“缺资金”，请核对",
    "F084": "风险消除后人均纯收入5,999.99元，低于2021年监测范围6,000.00元，请核实",
    "F085": "工资性收入只有99.00元，请核对",
    "F085a": "生产经营性收入只有99.00元，请核对",
    "F085b": "财产性收入只有99.00元，请核对",
    "F086": "有工资性收入18,000.00元，但没有成员有务工时间，请核对",
    "F086a": "王大山有务工时间，但工资性收入只有100.00元，请核对",
    "F086b": "王大山：务工6个月，没有填务工地点，请补填",
    "F086c": "王大山：务工6个月，没有填务工企业，请补填（零工写用工人或工种）",
    "F087": "王大山：务工时间填13个月，应在0到12之间，请改正",
    "F088": "王大山：务工月收入填99.99元，请核对",
    "F088a": "王大山：务工月收入填399.00元，请核对",
    "F088b": "王大山：务工月收入填30,000.01元，请核对",
    "F089": "有生产经营性收入50,000.00元，但没有生产经营性支出，请核对",
    "F090": "享受产业帮扶后消除风险，但没有生产经营性收入，请核对",
    "F090a": "享受就业或公益岗位帮扶后消除风险，但没有工资性收入，请核对",
    "F090b": "王老石享受低保或特困供养，但转移性收入为0，请核对",
    "F091": "家庭纯收入填63,822.00元，四类收入减支出是63,820.00元，请核对",
    "F091a": "人均纯收入填12,765.01元，纯收入63,820.00元÷核算人口5人是12,764.00元，请核对",
    "F091b": "风险消除后家庭纯收入填63,818.00元，各项收入减支出是63,820.00元，请核对",
    "F092": "致贫返贫风险有“因病”，但合规自付支出为0，请核对",
    "F093": "人均纯收入2017年6,381.99元，2018年12,764.00元，增长100.0%，请核实",
}


@pytest.mark.parametrize("key", SENTENCES)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str) -> None:
    assert said_of(key) == SENTENCES[key]


def _with_income(year: int, income: str) -> CleanHousehold:
    """A 脱贫户 whose newest survey is of this year, looked at on 1 November 2018 or, later, 2026."""
    home = clean_household(on=date(2018, 11, 1) if year <= 2018 else NEW)
    home.survey(year=year, income_recorded=Decimal(income), net_recorded=None)
    home.items = []
    return home


@pytest.mark.parametrize(
    ("year", "income", "below"),
    [
        (2018, "2994.99", True),
        (2018, "2995.00", False),
        (2017, "2951.99", True),  # the line of the income year, not of the year of looking
        (2017, "2952.00", False),
        (2021, "5999.99", True),  # since 2021 the 监测范围
        (2021, "6000.00", False),
    ],
)
def test_an_income_is_held_against_the_line_of_its_own_year(year: int, income: str, below: bool) -> None:
    assert found(_with_income(year, income), only="F080") == (["F080"] if below else [])


def test_a_year_without_a_line_is_not_judged() -> None:
    home = _with_income(2026, "10.00")
    about = around([home], home.on)
    examiner = Examiner(rules(), about)
    examiner.look(case(home, about))
    assert examiner.result.applicable["F080"] == 0


def test_an_income_below_the_line_is_right_where_the_household_is_monitored() -> None:
    home = _with_income(2018, "2000.00")
    home.monitored(identified_on=date(2018, 3, 1))
    assert found(home, only="F080") == []


def test_the_office_own_worksheet_counts_instead_of_the_register() -> None:
    home = clean_household()
    home.survey(income_recorded=Decimal(9000))
    assert found(home, only="F091a") == ["F091a"]
    home.survey(worksheet_done=True)
    assert found(home, only="F091a") == []


def test_the_sentence_says_which_number_of_people_was_divided_by() -> None:
    home = clean_household()
    home.survey(head_count=None, people_listed=4)
    assert said(home, only="F091a") == [
        "人均纯收入填12,764.00元，纯收入63,820.00元÷人数4人是15,955.00元，请核对"
    ]


@pytest.mark.parametrize(
    ("before", "back", "sentence"),
    [
        ("25529.00", 1, "人均纯收入2017年25,529.00元，2018年12,764.00元，下降50.0%，请核实"),
        ("25528.00", 1, ""),
        ("1000.00", 2, ""),  # not the year before
        ("0.00", 1, ""),
    ],
)
def test_incomes_are_compared_with_the_year_before_alone(before: str, back: int, sentence: str) -> None:
    home = clean_household()
    now = home.surveys[0]
    home.surveys.append(
        replace(now, year=now.year - back, income_recorded=Decimal(before), net_recorded=None)
    )
    assert said(home, only="F093") == ([sentence] if sentence else [])


def test_limits_of_a_year_move_the_line_of_what_is_doubtful() -> None:
    home = clean_household()
    assert found(home, only="F082a") == []
    assert found(home, only="F082a", limits={"F082a": {"most": Decimal(12000)}}) == ["F082a"]


@pytest.mark.parametrize("months", [0, None])
def test_wages_need_months_of_work_and_a_blank_is_none(months: int | None) -> None:
    home = clean_household()
    home.year(HEAD, work_months=months)
    assert found(home) == ["F086"]
    home.year(HEAD, post="护林员", post_months=12)
    assert found(home) == []


def test_planned_work_is_not_judged_as_work() -> None:
    home = clean_household()
    PLANTS["F088"].fault(home)
    home.spells = [replace(each, working=None, planned=True) for each in home.spells]
    assert found(home) == []


def test_an_employer_may_stand_with_the_months_of_work() -> None:
    home = clean_household()
    home.year(HEAD, employer="")
    assert found(home) == ["F086c"]
