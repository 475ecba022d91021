from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.codes import (
    Cause,
    Grade,
    Health,
    IdKind,
    Pending,
    Relation,
    School,
    Sex,
    Skill,
)
from fupin_desktop.domain.findings import RULES, Finding, Severity, findings
from fupin_desktop.domain.household import Household, HouseholdYear, Person, PersonYear
from fupin_desktop.domain.id_number import mask_number

ON = date(2018, 11, 1)
STANDARD = "11010519491231002X"  # the standard's own sample: a woman born on 31 December 1949
WRONG = "659099194912310021"


def a_household(**more: Any) -> Household:
    return Household(**{"id": 7, "number": "6590990001", "village": "月亮村", **more})


def a_person(**more: Any) -> Person:
    kept = {"id": 1, "name": "王秀英", "relation": Relation.HEAD, "sex": Sex.FEMALE, "id_number": STANDARD}
    return Person(**{**kept, **more})


def a_child(**more: Any) -> Person:
    kept = {"id": 2, "name": "王小河", "relation": Relation.SON, "sex": Sex.MALE, "pending": Pending.NEWBORN,
            "id_number": "", "birth": date(2008, 1, 1)}  # fmt: skip
    return a_person(**{**kept, **more})


def found(
    *people: Person, household: Household | None = None, year: Any = None, of: Sequence[PersonYear] = ()
) -> list[Finding]:
    years = [HouseholdYear(year=2018, **year)] if year else []
    return findings(household or a_household(), people, of, years, ON)


def texts(*people: Person, **more: Any) -> list[str]:
    return [finding.text for finding in found(*people, **more)]


def rules(*people: Person, **more: Any) -> list[str]:
    return [finding.rule for finding in found(*people, **more)]


def test_a_sound_household_has_no_findings() -> None:
    assert found(a_person(birth=date(1949, 12, 31)), year={"people_listed": 1, "unsafe": False}) == []


def test_a_household_without_a_head() -> None:
    assert texts(a_person(relation=Relation.MOTHER)) == ["没有户主，请确定一名成员为户主"]


def test_a_household_with_two_heads_names_both() -> None:
    second = a_person(id=2, name="王大山", sex=Sex.MALE, id_number="", pending=Pending.LOST)
    assert texts(a_person(), second) == [
        "有2名户主（王秀英、王大山），请只保留一名",
        "王大山：待补证件（证件遗失待补）",
    ]


def test_a_household_whose_people_have_all_left_is_empty() -> None:
    assert rules(a_person(left_on=date(2018, 1, 1))) == ["empty_household"]


def test_a_household_that_was_closed_is_not_looked_at() -> None:
    assert found(household=a_household(ended_on=date(2018, 1, 1))) == []


def test_the_number_of_people_is_held_against_the_members_present() -> None:
    gone = a_child(left_on=date(2018, 5, 1))
    assert texts(a_person(), gone, year={"people_listed": 2}) == ["2018年度人数填2人，在册成员1人"]


def test_a_wrong_check_character_is_pointed_out_and_a_right_one_never_proposed() -> None:
    [finding] = found(a_person(id_number=WRONG))
    assert (finding.rule, finding.severity, finding.household_id, finding.person_id) == (
        "id_check",
        Severity.ERROR,
        7,
        1,
    )
    assert finding.text == "王秀英：证件号码第18位应核对：与前17位不符（659099********0021）"


def test_a_number_of_the_wrong_length_is_wrong() -> None:
    assert texts(a_person(id_number=STANDARD[:17])) == [
        "王秀英：证件号码应为18位，这里是17位（110105*******1002）"
    ]


def test_birth_and_sex_are_held_against_the_number() -> None:
    assert texts(a_person(birth=date(1950, 1, 1), sex=Sex.MALE)) == [
        "王秀英：出生日期填1950年1月1日，证件号码中是1949年12月31日（110105********002X）",
        "王秀英：性别填男，与证件号码不符（110105********002X）",
    ]


def test_a_daughter_cannot_be_a_man() -> None:
    assert texts(a_person(), a_child(relation=Relation.DAUGHTER, pending=None, id_kind=IdKind.OTHER)) == [
        "王小河：没有证件号码，也没有写明待补原因",
        "王小河：与户主关系是“之女”，性别是“男”",
    ]
    assert "relation_sex" not in rules(a_person(), a_child(relation=Relation.SIBLING))


def test_a_masked_and_a_temporary_number_are_doubts() -> None:
    masked = a_person(id_number="659099********1224")
    assert texts(masked) == ["王秀英：证件号码被遮盖（659099********1224），请补全"]
    assert texts(a_person(id_number="999999194912310021")) == [
        "王秀英：证件号码是临时号码（99999开头），请核实后更换"
    ]
    assert found(masked)[0].severity.label == "疑点"


def test_who_waits_for_papers_is_a_hint() -> None:
    [finding] = found(a_person(), a_child())
    assert (finding.severity.label, finding.text) == ("提示", "王小河：待补证件（新生儿未上户口）")


def test_another_kind_of_paper_is_not_measured_as_an_id_number() -> None:
    assert found(a_person(id_number="军字第1234567号", id_kind=IdKind.OTHER)) == []


def test_causes_are_at_most_two_and_none_twice() -> None:
    three = (Cause.SKILL, Cause.FUNDS, Cause.LAND)
    assert rules(a_person(), household=a_household(cause=Cause.ILLNESS, other_causes=three)) == [
        "too_many_causes"
    ]
    assert texts(a_person(), household=a_household(cause=Cause.SKILL, other_causes=three[:2])) == [
        "“缺技术”既是主要致贫原因，又是其他致贫原因"
    ]
    assert rules(a_person(), household=a_household(other_causes=(Cause.LAND, Cause.LAND))) == ["cause_twice"]


def test_an_unsafe_house_needs_a_grade_and_a_grade_an_unsafe_house() -> None:
    assert texts(a_person(), year={"unsafe": True}) == ["2018年度是危房户，但没有危房级别"]
    assert rules(a_person(), year={"unsafe": False, "house_grade": Grade.D}) == ["grade_not_unsafe"]
    assert rules(a_person(), year={"unsafe": True, "house_grade": Grade.D}) == []


def of_head(**year: Any) -> list[PersonYear]:
    return [PersonYear(person_id=1, year=2018, **year)]


def test_disability_and_its_card_go_together() -> None:
    assert rules(a_person(), of=of_head(health=(Health.DISABLED,))) == ["disabled_no_card"]
    assert rules(a_person(disability_card=STANDARD + "43"), of=of_head(health=(Health.DISABLED,))) == []
    assert rules(a_person(id_number=STANDARD + "43"), of=of_head(health=(Health.HEALTHY,))) == [
        "card_healthy"
    ]


def test_children_have_no_labour_and_pupils_do_not_work_away() -> None:
    year = PersonYear(person_id=2, year=2018, skill=Skill.ORDINARY, school=School.PRIMARY, work_months=3)
    assert texts(a_person(), a_child(pending=Pending.UNREGISTERED), of=[year])[1:] == [
        "王小河：10周岁，劳动技能是“普通劳动力”",
        "王小河：在校（小学），但务工3个月",
    ]


def test_months_of_work_stay_within_a_year() -> None:
    assert texts(a_person(), of=of_head(work_months=13)) == ["王秀英：务工时间填13个月，应在0到12之间"]


def test_the_newest_year_up_to_the_day_is_looked_at() -> None:
    years = [
        PersonYear(person_id=1, year=2019, work_months=14),
        PersonYear(person_id=1, year=2018, work_months=6),
        PersonYear(person_id=1, year=2017, work_months=13),
    ]
    assert rules(a_person(), of=years) == []


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("659099199001011234", "659099********1234"),
        ("659099900101123", "659099*****1123"),
        ("1234567890", "1234567890"),
    ],
)
def test_numbers_are_masked_in_the_middle(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@given(st.one_of(st.from_regex(r"[0-9]{11,24}[0-9Xx]?", fullmatch=True), st.text(max_size=40)))
def test_no_finding_shows_a_full_number(number: str) -> None:
    for text in texts(a_person(id_number=number, birth=date(1950, 1, 1))):
        assert not re.search(r"\d{11,}", text)


def test_every_rule_has_a_name_and_a_weight() -> None:
    assert all(rule.key == key and rule.title for key, rule in RULES.items())
    assert [each.label for each in Severity] == ["错误", "疑点", "提示"]
