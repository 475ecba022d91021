"""What a public notice may show, and what it may not."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.fields import Privacy
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.housing import Applicant, StageKind
from fupin_desktop.domain.notice import (
    KINDS,
    Column,
    committee,
    hidden_minor,
    housing_procedure,
    notice_kind,
    private_numbers,
    shown_applicants,
    shown_head,
)

ON = date(2018, 5, 8)


def a_person(name: str, birth: date, relation: Relation = Relation.HEAD, guardian: str = "") -> Person:
    return Person(name=name, birth=birth, relation=relation, guardian=guardian)


def test_no_kind_of_notice_has_a_column_of_hidden_privacy() -> None:
    for kind in KINDS.values():
        assert {column.field.privacy for column in kind.columns} <= {Privacy.OPEN, Privacy.NAME}


@pytest.mark.parametrize("name", ["phone", "account", "cause", "address", "bank", "cause_note"])
def test_a_hidden_field_cannot_be_made_a_column(name: str) -> None:
    with pytest.raises(ValueError, match="must not appear"):
        Column(Household.fields[name], "")


def test_a_head_under_18_prints_with_the_surname_and_the_guardian() -> None:
    home = Household(number="1", village="水村", head="李小明")
    child = a_person("李小明", date(2003, 6, 1), guardian="李大山")
    assert shown_head(home, [child], ON).text == "李某某，监护人：李大山"


def test_without_a_noted_guardian_the_eldest_adult_stands_in() -> None:
    home = Household(number="1", village="水村", head="李小明")
    family = [
        a_person("李小明", date(2003, 6, 1)),
        a_person("李奶奶", date(1950, 1, 1), Relation.GRANDMOTHER),
        a_person("李姐姐", date(1999, 1, 1), Relation.SIBLING),
    ]
    assert shown_head(home, family, ON).text == "李某某，监护人：李奶奶"


def test_a_child_without_anybody_is_told_before_writing() -> None:
    home = Household(number="6590", village="水村", head="李小明")
    shown = shown_head(home, [a_person("李小明", date(2003, 6, 1))], ON)
    assert shown.problem == "水村李小明户（户编号6590）户主未满18周岁，请先填写监护人"


def test_on_the_eighteenth_birthday_the_name_is_printed() -> None:
    home = Household(number="1", village="水村", head="李小明")
    assert shown_head(home, [a_person("李小明", date(2000, 5, 8))], ON).text == "李小明"


def test_a_household_without_a_head_is_told_before_writing() -> None:
    shown = shown_head(Household(number="6590", village="水村"), [], ON)
    assert shown.problem == "户编号6590没有户主，请先在农户资料里定好户主"


@pytest.mark.parametrize(
    ("name", "hidden"), [("李明", "李某某"), ("欧阳小明", "欧阳某某"), ("阿依古丽·买买提", "阿某某")]
)
def test_a_minors_name_is_hidden_whatever_its_length(name: str, hidden: str) -> None:
    assert hidden_minor(name) == hidden


def test_a_kind_that_reveals_a_disability_is_said_by_what_else_the_household_is() -> None:
    kinds = [(Applicant.ALLOWANCE, True), (Applicant.DISABLED, True)]
    assert shown_applicants(kinds, ON) == ["低保户", "建档立卡贫困户"]


def test_where_nothing_else_is_known_the_whole_list_is_said_in_one_word() -> None:
    kinds = [(Applicant.ALLOWANCE, True), (Applicant.DISABLED, False)]
    assert shown_applicants(kinds, ON) == ["四类重点对象", "四类重点对象"]
    assert shown_applicants(kinds, date(2022, 5, 8)) == ["六类重点对象", "六类重点对象"]


def test_a_registered_household_is_called_what_it_is_called_in_its_time() -> None:
    kinds = [(Applicant.REGISTERED, True), (Applicant.DISABLED, True)]
    assert shown_applicants(kinds, ON) == ["建档立卡贫困户", "建档立卡贫困户"]
    assert shown_applicants(kinds, date(2026, 5, 8)) == ["脱贫户", "脱贫户"]


def test_a_private_number_is_found_and_quoted_masked() -> None:
    text = "标题\n1 | 一组 | 王五11010519491231002X | 4\n监督电话：13812345678\n"
    assert private_numbers(text, ["138 1234 5678"]) == [
        "有像证件号码的数字（110*************2X），在“1 | 一组 | 王五”之后"
    ]
    assert [said[:8] for said in private_numbers(text, [])] == ["有像证件号码的数", "有像手机号码的数"]


def test_a_number_broken_over_two_lines_is_found() -> None:
    assert private_numbers("王五 110105194912\n31002X", [])


def test_only_steps_that_every_house_has_taken_are_named() -> None:
    one = {StageKind.APPLIED, StageKind.REVIEWED, StageKind.APPRAISED}
    other = {StageKind.APPLIED, StageKind.REVIEWED}
    assert housing_procedure([one, other]) == "本人申请、村民代表会议民主评议"
    assert housing_procedure([set(), one]) == "本人申请"


@pytest.mark.parametrize(
    ("village", "signs"),
    [("月亮村", "月亮村村民委员会"), ("东湖社区", "东湖社区居民委员会"), ("西村村委会", "西村村委会")],
)
def test_villages_sign_by_their_committee(village: str, signs: str) -> None:
    assert committee(village) == signs


def test_an_unknown_kind_is_answered_with_those_there_are() -> None:
    from fupin_desktop.domain.errors import Trouble

    with pytest.raises(
        Trouble, match="没有名为“火箭”的公示，可以生成的有：identification（识别初选名单公示）"
    ):
        notice_kind("火箭")
