"""What the rules on identity say, and which mends they offer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.codes import IdKind, Pending, Relation, Sex
from fupin_desktop.domain.doctor.rule import Mend, rules
from fupin_desktop.domain.household import Person
from tests.domain.doctor.builders import (
    DAUGHTER,
    FATHER,
    HEAD,
    NEW,
    OLD,
    SON,
    WIFE,
    around,
    case,
    clean_household,
    examined,
    found,
    said,
)
from tests.domain.doctor.planting import PLANTS

STANDARD = "11010519491231002X"  # the standard's own sample: a woman born on 31 December 1949
WRONG = "659099194912310021"


def of_wife(**values: Any) -> list[str]:
    """What is said when only the wife is different: an old woman whose number is the standard's sample."""
    home = clean_household()
    home.person(
        WIFE, **{"relation": Relation.OTHER, "id_number": STANDARD, "birth": date(1949, 12, 31), **values}
    )
    return said(home, only="A")


def test_a_wrong_check_character_is_pointed_out_and_a_right_one_never_proposed() -> None:
    home = clean_household()
    home.person(WIFE, relation=Relation.OTHER, id_number=WRONG, birth=date(1949, 12, 31))
    [finding] = examined(home, only="A")
    assert (finding.rule, finding.severity.label, finding.household_id, finding.person_id, finding.name) == (
        "A003", "错误", 1, 11, "李秀英",
    )  # fmt: skip
    assert finding.text == "李秀英：证件号码第18位应核对：与前17位不符（659099********0021）"
    assert rules()["A003"].mend(case(home, around([home], OLD)), 11) is None


def test_a_number_of_the_wrong_length_says_how_many_digits_it_has() -> None:
    assert of_wife(id_number=STANDARD[:17]) == [
        "李秀英：证件号码应为18位，这里是17位（110105*******1002），请核对"
    ]


def test_a_number_with_a_day_that_does_not_exist_says_which_digits_are_wrong() -> None:
    assert of_wife(id_number="65909919490231002X")[-1] == (
        "李秀英：证件号码第7至14位“19490231”不是有效日期（659099********002X），请核对"
    )


def test_birth_and_sex_are_held_against_the_number() -> None:
    assert of_wife(birth=date(1950, 1, 1), sex=Sex.MALE) == [
        "李秀英：出生日期填1950年1月1日，证件号码中是1949年12月31日（110105********002X），请核对",
        "李秀英：性别填男，与证件号码不符（110105********002X），请核对",
    ]


def test_a_number_of_somebody_else_says_who_and_where() -> None:
    home, neighbour = clean_household(1), clean_household(2)
    neighbour.change(village="月亮村")
    neighbour.person(SON, id_number=home.people[SON].id_number)
    home.neighbours = [neighbour]
    assert said(home) == [
        "王学文：证件号码与月亮村王学文相同（659099********0017），请核对是号码有误还是一人登记了两次"
    ]
    home.neighbours = []
    home.person(DAUGHTER, id_number=home.people[SON].id_number, pending=None)
    assert (
        "王小芳：证件号码与本户王学文相同（659099********0017），请核对是号码有误还是一人登记了两次"
        in said(home)
    )


def test_a_disability_card_in_the_place_of_the_number_is_the_same_person_s_number() -> None:
    home, neighbour = clean_household(1), clean_household(2)
    neighbour.person(FATHER, id_number=home.people[FATHER].id_number + "34", id_kind=IdKind.DISABLED)
    home.neighbours = [neighbour]
    assert found(home) == ["A001b"]


def test_without_a_number_the_reason_is_asked_for_and_then_waited_for() -> None:
    assert of_wife(id_number="") == ["李秀英：没有证件号码，也没有写明待补原因，请补录"]
    home = clean_household()
    home.person(DAUGHTER, id_number="", pending=Pending.NEWBORN)
    [finding] = examined(home)
    assert (finding.severity.label, finding.text) == (
        "提示", "王小芳：待补证件（新生儿未上户口），办好后请补录证件号码",
    )  # fmt: skip


def test_masked_and_temporary_numbers_are_doubts() -> None:
    assert of_wife(id_number="659099********1224") == ["李秀英：证件号码被遮盖（659099********1224），请补全"]
    assert of_wife(id_number="999999194912310021") == [
        "李秀英：证件号码是临时号码（99999开头），请核实后更换"
    ]


def test_a_card_says_what_is_wrong_with_it() -> None:
    assert of_wife(disability_card=STANDARD + "85") == [
        "李秀英：残疾人证号第19位（残疾类别）应为1至7，这里是8；残疾人证号第20位（残疾等级）应为1至4，这里是5，"
        "请核对残疾人证（110105**********2X85）"
    ]
    assert of_wife(disability_card="第12号") == [
        "李秀英：残疾人证号应为20或22位数字，请核对残疾人证（第12号）"
    ]


def test_a_wrong_number_is_told_once_where_the_card_repeats_it() -> None:
    assert of_wife(id_number=WRONG, disability_card=WRONG + "34") == [
        "李秀英：证件号码第18位应核对：与前17位不符（659099********0021）"
    ]


def test_the_kind_of_paper_is_held_against_the_length() -> None:
    assert of_wife(id_kind=IdKind.DISABLED) == [
        "李秀英：证件类型是“残疾人证”，号码却是18位，请更正证件类型或补录残疾人证号"
    ]
    assert of_wife(id_number=STANDARD + "34")[0] == (
        "李秀英：证件类型是“居民身份证”，号码却是残疾人证号（20位），请更正证件类型"
    )


def test_relations_say_what_does_not_fit() -> None:
    home = clean_household()
    home.person(SON, relation=Relation.DAUGHTER)
    assert said(home) == ["王学文：与户主关系是“之女”，性别是“男”，请核对"]


def test_heads_and_spouses_are_counted_by_name() -> None:
    home = clean_household()
    home.person(WIFE, relation=Relation.HEAD)
    assert said(home) == ["有2名户主（王大山、李秀英），请只保留一名"]
    home.person(HEAD, relation=Relation.OTHER)
    home.person(WIFE, relation=Relation.OTHER)
    assert said(home)[0] == "没有户主，请确定一名成员为户主"


def test_who_has_left_is_not_counted() -> None:
    home = clean_household()
    home.person(SON, left_on=date(2018, 5, 1))
    assert said(home) == ["2018年度人数填5人，在册成员4人，请核对"]


def test_generations_say_both_ages() -> None:
    home = clean_household()
    home.aged(HEAD, 61)
    assert said(home) == ["王老石：与户主关系是“之父”，本人72岁，户主61岁，请核对关系和出生日期"]


@pytest.mark.parametrize(
    ("name", "sign"), [("王?", "?"), ("王×文", "×"), ("王5", "5"), ("王□", "□"), ("张*", "*")]
)
def test_signs_in_the_place_of_a_character_are_shown(name: str, sign: str) -> None:
    home = clean_household()
    home.person(SON, name=name)
    assert f"{name}：姓名中有“{sign}”，请按户口簿改为正确的字" in said(home)


def test_a_foreign_name_may_have_an_x() -> None:
    home = clean_household()
    home.person(SON, name="Maxim")
    assert found(home) == []


def test_phones_that_two_households_have_say_whose() -> None:
    home, neighbour = clean_household(1), clean_household(2)
    neighbour.change(phone=home.household.phone, head="赵六", village="月亮村")
    home.neighbours = [neighbour]
    assert said(home) == ["户联系电话与月亮村赵六相同，请核对"]


def test_a_file_says_nothing_of_helpers() -> None:
    home = clean_household()
    home.cadres = []
    about = around([home], OLD)
    looked = case(home, type(about)(on=OLD, complete=False))
    assert rules()["A018"].of_household(looked, {}) is None  # type: ignore[misc]


@pytest.mark.parametrize(
    ("key", "place", "expected"),
    [
        ("A002b", WIFE, lambda person: Mend("person.id_number", person.id_number.replace(" ", ""))),
        ("A005", FATHER, lambda _: Mend("person.id_kind", IdKind.RESIDENT)),
        ("A007", WIFE, lambda person: Mend("person.birth", date(1974, 3, 5))),
        ("A007a", WIFE, lambda person: Mend("person.birth", date(1974, 3, 5))),
        ("A008", SON, lambda _: Mend("person.sex", Sex.MALE)),
        ("A020", SON, lambda _: Mend("person.sex", Sex.MALE)),
        ("A016a", SON, lambda _: Mend("person.name", "阿依古丽·买买提")),
    ],
)
def test_certain_mends_are_offered_and_put_the_fault_right(key: str, place: int, expected: Any) -> None:
    home = clean_household()
    PLANTS[key].fault(home)
    looked = case(home, around([home], OLD))
    person: Person = home.people[place]
    mend = rules()[key].mend(looked, person.id)
    assert mend == expected(person)
    assert mend is not None
    home.person(place, **{mend.field.removeprefix("person."): mend.value})
    assert key not in found(home)


def test_an_old_number_becomes_the_eighteen_digits_it_stands_for() -> None:
    home, right = clean_household(), clean_household().people[FATHER].id_number
    PLANTS["A002a"].fault(home)
    looked = case(home, around([home], OLD))
    assert rules()["A002a"].mend(looked, home.people[FATHER].id) == Mend("person.id_number", right)


def test_a_phone_with_blanks_and_country_code_becomes_eleven_digits() -> None:
    home = clean_household()
    home.change(phone="+86 139-0000 0001")
    assert said(home) == ["户联系电话“+86 139-0000 0001”不是11位手机号，请核对"]
    assert rules()["A021a"].mend(case(home, around([home], OLD))) == Mend("household.phone", "13900000001")


def test_a_landline_has_no_certain_mend() -> None:
    home = clean_household()
    PLANTS["A021a"].fault(home)
    assert rules()["A021a"].mend(case(home, around([home], OLD))) is None


def test_limits_of_the_office_go_before_the_rules_own() -> None:
    home = clean_household(on=NEW)
    assert found(home, limits={"A019": {"most": 70}}) == ["A019"]
    assert found(home, limits={"A015": {"most": 5}}) == ["A015"]


@given(st.one_of(st.from_regex(r"[0-9]{11,24}[0-9Xx]?", fullmatch=True), st.text(max_size=40)))
def test_no_finding_shows_a_full_number(number: str) -> None:
    for text in of_wife(id_number=number, disability_card=number, birth=date(1950, 1, 1)):
        assert not re.search(r"\d{11,}", text)
