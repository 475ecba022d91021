from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from fupin_desktop.domain.assessment import (
    FIVE_AND_FOUR,
    TWO_AND_THREE,
    Facts,
    Item,
    Judgement,
    Result,
    Verdict,
    judge,
    overall,
)
from fupin_desktop.domain.codes import Dropout, Education, Grade, Relation, School, Skill
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring, Person, PersonYear
from fupin_desktop.domain.income import Income

ON = date(2018, 12, 31)
HOME = Household(number="6590990001", village="月亮村")


def an_income(yuan: str) -> Income:
    return Income(Decimal(yuan), Fraction(yuan), "recorded", "")


def a_member(name: str, birth: date | None, relation: Relation | None = None, **year: Any) -> Any:
    kept = {"resident_medical": True, "employee_medical": False, "serious_illness": True, "allowance": False,
            "resident_pension": True, "employee_pension": False, "destitute": False, **year}  # fmt: skip
    return Person(name=name, birth=birth, relation=relation), PersonYear(year=2018, **kept)


def a_father(**year: Any) -> Any:
    return a_member("王大山", date(1975, 3, 1), Relation.HEAD, skill=Skill.ORDINARY, **year)


def a_child(born: int = 2008, **year: Any) -> Any:
    return a_member("王小河", date(born, 3, 1), Relation.SON, skill=Skill.NONE, resident_pension=None, **year)


def a_household(*members: Any, year: Any = None, **more: Any) -> Facts:
    kept: dict[str, Any] = {
        "enough_food": True, "enough_clothes": True, "water_safe": True, "power": True, "broadcast": True,
        "unsafe": False, **(year or {}),
    }  # fmt: skip
    facts: dict[str, Any] = {"income": an_income("4200.00"), "line": Decimal(2995), **more}
    return Facts(
        household=HOME,
        on=ON,
        year=HouseholdYear(year=2018, **kept),
        people=members or (a_father(), a_child(school=School.PRIMARY)),
        **facts,
    )


def of(facts: Facts, item: Item) -> Judgement:
    return next(each for each in judge(facts) if each.item is item)


def said(facts: Facts, item: Item) -> tuple[Result, str]:
    found = of(facts, item)
    return found.result, found.reason


def test_a_household_with_everything_meets_both_sets() -> None:
    judged = judge(a_household())
    assert [each.item for each in judged] == [*TWO_AND_THREE, *FIVE_AND_FOUR]
    assert overall(each for each in judged if each.item in TWO_AND_THREE) is Result.MET
    assert overall(each for each in judged if each.item in FIVE_AND_FOUR) is Result.MET


def test_blank_data_are_unknown_and_never_unmet() -> None:
    nothing = Facts(household=HOME, on=ON, year=HouseholdYear(year=2018), people=[
        (Person(name="王大山", birth=date(1975, 3, 1)), PersonYear(year=2018)),
        (Person(name="王小河", birth=date(2008, 3, 1)), None),
    ])  # fmt: skip
    assert {each.result for each in judge(nothing)} == {Result.UNKNOWN}
    assert {each.result for each in judge(Facts(household=HOME, on=ON))} == {Result.UNKNOWN}
    assert overall(judge(nothing)) is Result.UNKNOWN
    assert overall([]) is Result.UNKNOWN


def test_every_judgement_has_a_reason() -> None:
    for facts in (a_household(), Facts(household=HOME, on=ON)):
        assert all(each.reason for each in judge(facts))


def test_pupils_are_counted() -> None:
    three = [a_child(2008, school=School.PRIMARY), a_child(2010, school=School.PRIMARY)]
    facts = a_household(a_father(), *three, a_child(2004, school=School.GRADE_8))
    assert said(facts, Item.SCHOOLING) == (Result.MET, "6至15周岁3人全部在校")


@pytest.mark.parametrize(
    ("born", "due"),
    [
        (date(2012, 8, 31), True),
        (date(2012, 9, 1), False),
        (date(2002, 9, 1), True),
        (date(2002, 8, 31), False),
    ],
)
def test_school_age_is_taken_on_the_last_day_of_august(born: date, due: bool) -> None:
    facts = a_household(a_father(), a_member("王小河", born, Relation.SON, school=School.PRIMARY))
    assert (of(facts, Item.SCHOOLING).result is Result.MET) is due


def test_the_age_comes_from_the_id_number_where_there_is_one() -> None:
    child = Person(name="王小河", id_number="11010519491231002X", birth=date(2008, 1, 1))
    facts = a_household((child, PersonYear(year=2018)))
    assert said(facts, Item.SCHOOLING) == (Result.NONE, "没有6至15周岁成员")


def test_a_dropout_is_named_with_the_reason() -> None:
    facts = a_household(a_father(), a_child(2005, school=School.NOT, dropout=Dropout.UNWILLING))
    assert said(facts, Item.SCHOOLING) == (Result.UNMET, "成员王小河（13岁）未在校：厌学")
    assert overall(judge(facts)) is Result.UNMET


def test_a_child_too_ill_to_study_does_not_fail_the_household_but_needs_proof() -> None:
    facts = a_household(
        a_father(),
        a_child(2005, school=School.NOT, dropout=Dropout.DISABILITY),
        a_child(school=School.PRIMARY),
    )
    assert said(facts, Item.SCHOOLING) == (
        Result.MET,
        "6至15周岁2人：1人在校，1人不具备学习条件（须有医院证明或送教上门记录）",
    )


def test_who_finished_junior_school_at_fifteen_is_no_dropout() -> None:
    facts = a_household(a_father(), a_child(2003, school=School.NOT, education=Education.JUNIOR))
    assert said(facts, Item.SCHOOLING) == (Result.MET, "6至15周岁1人：1人已完成义务教育")


def test_a_blank_school_or_a_preschool_child_of_nine_is_to_be_checked() -> None:
    for school in (None, School.KINDERGARTEN, School.BEFORE):
        assert (
            of(a_household(a_father(), a_child(2009, school=school)), Item.SCHOOLING).result is Result.UNKNOWN
        )


def test_a_member_without_a_birth_date_leaves_schooling_open() -> None:
    facts = a_household(a_father(), a_member("王小河", None, Relation.SON))
    assert said(facts, Item.SCHOOLING) == (Result.UNKNOWN, "成员王小河没有出生日期，无法判断是否适龄")
    assert of(facts, Item.PENSION).result is Result.UNKNOWN


def test_who_has_left_is_not_judged() -> None:
    gone = Person(name="王小河", birth=date(2008, 1, 1), left_on=date(2018, 3, 1))
    facts = a_household(a_father(), (gone, PersonYear(year=2018, school=School.NOT)))
    assert of(facts, Item.SCHOOLING).result is Result.NONE


def test_medical_asks_for_serious_illness_insurance_and_health_does_not() -> None:
    facts = a_household(a_father(serious_illness=False))
    assert said(facts, Item.MEDICAL) == (Result.UNMET, "成员王大山未参加大病保险")
    assert said(facts, Item.HEALTH) == (Result.MET, "1人全部参加基本医疗保险")


def test_employees_insurance_counts_for_both() -> None:
    facts = a_household(a_father(resident_medical=False, employee_medical=True, serious_illness=None))
    assert of(facts, Item.MEDICAL).result is Result.MET
    assert of(facts, Item.MEDICAL).reason == "1人全部参加基本医疗保险和大病保险"


def test_one_kind_refused_and_the_other_blank_is_unknown() -> None:
    facts = a_household(a_father(resident_medical=False, employee_medical=None))
    assert said(facts, Item.HEALTH) == (Result.UNKNOWN, "成员王大山的基本医疗保险情况未填全")


def test_a_pupil_and_a_destitute_person_need_no_pension_insurance() -> None:
    facts = a_household(
        a_member("王大山", date(1950, 3, 1), Relation.HEAD, destitute=True, resident_pension=False),
        a_member("王小河", date(2001, 3, 1), Relation.SON, school=School.SENIOR_2, resident_pension=False),
    )
    assert said(facts, Item.PENSION) == (Result.NONE, "没有应参加养老保险的成员")


def test_an_adult_without_pension_insurance_is_named() -> None:
    facts = a_household(a_father(resident_pension=False))
    assert said(facts, Item.PENSION) == (Result.UNMET, "成员王大山未参加基本养老保险")


@pytest.mark.parametrize(
    ("year", "done", "expected"),
    [
        ({"unsafe": True, "house_grade": Grade.D}, None,
         (Result.UNMET, "没有危房改造验收记录，房屋为危房（D级）")),
        ({"unsafe": True}, False, (Result.UNMET, "危房改造尚未验收，房屋为危房")),
        ({"unsafe": True, "house_grade": Grade.D}, True, (Result.MET, "危房改造已验收")),
        ({"unsafe": None, "house_grade": Grade.B}, None, (Result.MET, "房屋鉴定为B级")),
        ({"unsafe": None, "house_grade": Grade.C}, None,
         (Result.UNMET, "没有危房改造验收记录，房屋为危房（C级）")),
        ({"unsafe": False, "house_grade": Grade.C}, None,
         (Result.UNKNOWN, "“危房户”填“否”，但等级为C级，请核对")),
        ({"unsafe": False}, False, (Result.UNKNOWN, "“危房户”填“否”，但危房改造尚未验收，请核对")),
        ({"unsafe": None}, None, (Result.UNKNOWN, "“危房户”未填写，也没有鉴定等级")),
    ],
)  # fmt: skip
def test_the_house_is_judged_with_its_renovation(year: Any, done: bool | None, expected: Any) -> None:
    facts = a_household(year=year, renovation_done=done)
    assert said(facts, Item.HOUSE) == expected
    assert said(facts, Item.SAFE_HOUSE) == expected


@pytest.mark.parametrize(
    ("safe", "hard", "result"),
    [
        (True, None, Result.MET),
        (True, True, Result.UNMET),
        (False, None, Result.UNMET),
        (None, False, Result.UNKNOWN),
    ],
)
def test_water_must_be_safe_and_near(safe: bool | None, hard: bool | None, result: Result) -> None:
    facts = a_household(year={"water_safe": safe, "water_hard": hard})
    assert of(facts, Item.WATER).result is of(facts, Item.SAFE_WATER).result is result


def test_income_below_the_line_says_how_much_is_missing() -> None:
    facts = a_household(income=an_income("2682.60"))
    assert said(facts, Item.INCOME) == (Result.UNMET, "人均纯收入距标准线还差 312.40 元")


def test_without_a_line_nothing_is_claimed() -> None:
    assert said(a_household(line=None), Item.INCOME) == (
        Result.UNKNOWN,
        "没有这一年度的标准线，请在设置中填写",
    )


def test_a_household_that_needs_no_allowance_is_not_failed_for_having_none() -> None:
    assert said(a_household(), Item.ALLOWANCE) == (Result.NONE, "没有需要兜底保障的成员")
    poor_but_able = a_household(a_father(), income=an_income("1000"))
    assert of(poor_but_able, Item.ALLOWANCE).result is Result.NONE


def test_who_gets_the_allowance_is_counted() -> None:
    facts = a_household(a_father(allowance=True), a_child(destitute=True))
    assert said(facts, Item.ALLOWANCE) == (Result.MET, "1人享受低保、1人特困供养")


def test_a_household_without_any_labour_and_without_allowance_fails() -> None:
    old = a_member("王老汉", date(1940, 1, 1), Relation.HEAD, skill=Skill.LOST)
    facts = a_household(old, income=an_income("1000"))
    assert said(facts, Item.ALLOWANCE) == (Result.UNMET, "整户无劳动能力，未享受低保或特困供养")
    blank = a_member("王老汉", date(1940, 1, 1), Relation.HEAD, skill=Skill.LOST, allowance=None)
    assert of(a_household(blank, income=an_income("1000")), Item.ALLOWANCE).result is Result.UNKNOWN


def test_a_monitored_household_marked_without_labour_needs_support() -> None:
    facts = a_household(monitoring=[Monitoring(no_labour=True, identified_on=date(2018, 1, 1))])
    assert of(facts, Item.ALLOWANCE).result is Result.UNMET
    over = a_household(monitoring=[Monitoring(no_labour=True, removed=True)])
    assert of(over, Item.ALLOWANCE).result is Result.NONE


def test_what_the_office_found_goes_first_and_the_data_are_still_said() -> None:
    found = Verdict(year=2018, item=Item.HOUSE, result=Result.MET, evidence="2018年鉴定报告", on=ON)
    facts = a_household(year={"unsafe": True}, verdicts=[found])
    judged = of(facts, Item.HOUSE)
    assert (judged.result, judged.decided_by, judged.evidence) == (Result.MET, "office", "2018年鉴定报告")
    assert judged.reason == "本办认定达标（按数据为未达标：没有危房改造验收记录，房屋为危房）"
    assert of(facts, Item.SAFE_HOUSE).decided_by == "data"


def test_the_latest_verdict_of_the_same_year_counts() -> None:
    verdicts = [
        Verdict(year=2018, item=Item.FOOD, result=Result.MET, on=date(2018, 9, 1)),
        Verdict(year=2018, item=Item.FOOD, result=Result.UNMET, on=date(2018, 3, 1)),
        Verdict(year=2017, item=Item.FOOD, result=Result.UNMET, on=date(2018, 10, 1)),
    ]
    assert of(a_household(verdicts=verdicts), Item.FOOD).result is Result.MET


def test_one_open_item_leaves_the_whole_open() -> None:
    assert overall(judge(a_household(year={"broadcast": None}))) is Result.UNKNOWN
    assert overall(judge(a_household(year={"broadcast": None, "power": False}))) is Result.UNMET
