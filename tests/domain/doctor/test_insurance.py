"""What the rules on insurance, pensions and allowances say."""

from __future__ import annotations

import pytest

from fupin_desktop.domain.codes import HouseholdType, MonitoringKind, Status
from fupin_desktop.domain.doctor.examine import Examiner
from fupin_desktop.domain.doctor.rule import rules
from tests.domain.doctor.builders import FATHER, WIFE, around, case, clean_household, found
from tests.domain.doctor.planting_more import said_of

SENTENCES = {
    "D050": "李秀英：是否参加大病保险没有填写，请核实后填写",
    "D050a": "李秀英：没有参加大病保险，请核实并督促参保",
    "D051": "李秀英：城乡居民医保和城镇职工医保都没有填写，请核实后填写",
    "D051a": "李秀英：城乡居民医保和城镇职工医保都填“是”，请核实后只保留一项",
    "D051b": "李秀英：城乡居民医保和城镇职工医保都填“否”，请核实并督促参保",
    "D052": "李秀英：没有参加基本医保，却填接受医疗救助，请核对",
    "D053": "李秀英：城乡居民医保填“否”，城镇职工医保没有填写，请核实是否参保",
    "D054": "李秀英：44周岁，两项养老保险都没有填写，请核实后填写",
    "D054a": "王老石已满60周岁，收入项目中没有养老金，请核实",
    "D054b": "有养老金1,320.00元，但全家没有满60周岁的成员，请核对",
    "D054c": "养老金只有69.00元，低于70元，请核对",
    "D055": "同时有特困供养（五保）金3,000.00元和低保金3,000.00元，请核对只能享受一项",
    "D056": "贫困户属性是“低保户”，但没有成员享受低保，请核对",
    "D056a": "贫困户属性是“低保户”，但收入项目中没有低保金，请核对",
    "D056b": "有低保金3,000.00元，但不是低保户，也没有成员享受低保，请核对",
    "D057": "贫困户属性是“五保户”，但收入项目中只有99.00元的特困供养（五保）金，请核对",
    "D057a": "有特困供养（五保）金3,000.00元，但不是五保户，也没有特困供养人员，请核对",
    "D058": "贫困户属性是“一般农户”，但李秀英享受低保，请核对",
    "D059": "王老石享受低保或特困供养，但帮扶措施没有登记综合保障，请补登",
    "D059a": "帮扶措施写有“低保”，但没有成员享受，请核对",
    "D060": "王老石：残疾等级二级，但帮扶措施没有残疾人补贴，请核实是否应享未享",
}


@pytest.mark.parametrize("key", SENTENCES)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str) -> None:
    assert said_of(key) == SENTENCES[key]


def test_without_items_of_income_nothing_is_said_of_pensions_and_allowances() -> None:
    home = clean_household()
    home.items = []
    about = around([home], home.on)
    examiner = Examiner(rules(), about)
    examiner.look(case(home, about))
    asked = ("D054a", "D054b", "D054c", "D055", "D056a", "D056b", "D057", "D057a")
    assert {examiner.result.applicable[key] for key in asked} == {0}


def test_serious_illness_insurance_is_asked_of_lifted_and_monitored_households_by_their_own_rule() -> None:
    home = clean_household()
    home.year(WIFE, serious_illness=False)
    assert found(home) == ["D050a"]
    home.stand(status=None, household_type=HouseholdType.ORDINARY, attribute=None)
    assert found(home, only="D") == ["D053"]
    home.monitored(kind=MonitoringKind.MARGINAL)
    assert found(home, only="D") == ["D050a"]


def test_a_pension_of_an_employee_may_begin_before_sixty() -> None:
    home = clean_household()
    home.items = [each for each in home.items if each.name != "养老金"]
    home.without(FATHER)
    home.earn(home.items[0].head.TRANSFER, "职工养老保险金", 30000)
    assert found(home, only="D054") == []


def test_who_is_lifted_without_policies_is_still_a_lifted_household() -> None:
    home = clean_household()
    home.stand(status=Status.LIFTED_OFF)
    home.year(WIFE, serious_illness=None)
    assert found(home, only="D050") == ["D050"]
