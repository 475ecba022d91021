"""What the rules on schooling say, in both eras."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fupin_desktop.domain.codes import Dropout, Education, Health, School
from tests.domain.doctor.builders import DAUGHTER, NEW, SON, WIFE, clean_household, found, said
from tests.domain.doctor.planting import PLANTS


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("C037", "王学文：在校生状况是“普通高中二年级”，又填了文化程度“初中”，在校生请只填在校生状况"),
        ("C037a", "李秀英：文化程度和在校生状况都没有填，也没有未上学原因，请补录"),
        ("C038", "李秀英：是非在校生，没有填文化程度，请补录"),
        ("C038a", "李秀英：没有填在校生状况（不在校请填“非在校生”），请补录"),
        ("C039", "王小芳：10岁，不在校（厌学），请劝返复学"),
        ("C040", "王学文：15岁，在校生状况是“小学”，请核对出生日期和在校生状况"),
        ("C040a", "王学文：11岁，在校生状况是“七年级”，请核对出生日期和在校生状况"),
        ("C040b", "王学文：14岁，在校生状况是“普通高中一年级”，请核对出生日期和在校生状况"),
        ("C040c", "王学文：17岁，在校生状况是“高职高专一年级”，请核对出生日期和在校生状况"),
        ("C040d", "王学文：19岁，在校生状况是“硕士生及以上”，请核对出生日期和在校生状况"),
        ("C041", "王学文：7岁，在校生状况仍是“学前教育”，请核对"),
        ("C042", "王学文：13岁，文化程度是“高中”，请核对"),
        ("C042b", "王学文：17岁，文化程度是“小学”，请核实是否完成义务教育"),
        ("C043", "王学文：31岁，在校生状况是“本科四年级”，请核对"),
        ("C045", "王学文：在校（普通高中二年级），劳动技能却是“普通劳动力”，请核对"),
        ("C046", "王学文：2016至2018年度在校生状况都是“普通高中二年级”，请核对年级"),
        ("C047", "王小芳：未上学原因是“因病”，健康状况却是“健康”，请核对"),
        ("C048", "王学文：在校（中职二年级），未享受雨露计划，请核实是否应享未享"),
        ("C049", "王学文：享受雨露计划，在校生状况却是“普通高中二年级”，请核对"),
    ],
)
def test_each_rule_says_what_stands_there_and_what_to_do(key: str, sentence: str) -> None:
    home = clean_household(on=PLANTS[key].on)
    PLANTS[key].fault(home)
    assert said(home) == [sentence]


def test_a_pupil_who_works_is_told_with_grade_and_months() -> None:
    home = clean_household()
    PLANTS["C044"].fault(home)
    assert "王学文：在校（普通高中二年级），但务工3个月，请核对" in said(home)


def test_a_blank_is_out_of_school_since_2019_and_a_gap_before() -> None:
    home = clean_household(on=NEW)
    assert found(home) == []
    home = clean_household()
    home.year(WIFE, school=None)
    assert found(home) == ["C038a"]


def test_a_blank_child_may_have_dropped_out() -> None:
    home = clean_household(on=NEW)
    home.year(DAUGHTER, school=None)
    assert said(home) == [
        "王小芳：文化程度和在校生状况都没有填，也没有未上学原因，请补录",
        "王小芳：10岁，没有在校，也没有填未上学原因，请核实是否失学辍学",
    ]


@pytest.mark.parametrize(
    ("birth", "expected"),
    [(date(2012, 8, 31), ["C039"]), (date(2012, 9, 1), [])],
)
def test_compulsory_school_begins_with_six_on_31_august(birth: date, expected: list[str]) -> None:
    home = clean_household()
    home.person(DAUGHTER, birth=birth, id_number="", pending=None)
    home.year(DAUGHTER, school=School.NOT)
    assert found(home, only="C") == expected


def test_in_spring_the_school_year_is_the_one_that_began_in_autumn() -> None:
    home = clean_household(on=date(2018, 5, 1))
    home.person(DAUGHTER, birth=date(2012, 3, 1), id_number="")
    home.year(DAUGHTER, school=School.NOT)
    assert found(home, only="C") == []


def test_a_child_that_finished_nine_years_or_cannot_go_has_not_dropped_out() -> None:
    home = clean_household()
    home.aged(DAUGHTER, 15)
    home.year(DAUGHTER, school=School.NOT, education=Education.JUNIOR)
    assert found(home, only="C") == []
    home.year(DAUGHTER, education=None, dropout=Dropout.DISABILITY, health=(Health.DISABLED,))
    assert "C039" not in found(home)


def test_a_gap_between_the_years_says_nothing_of_the_grade() -> None:
    home = clean_household()
    PLANTS["C046"].fault(home)
    home.past = [home.past[0]]
    assert found(home) == []


def test_primary_school_lasts_six_years() -> None:
    home = clean_household()
    PLANTS["C046"].fault(home)
    home.aged(SON, 10)
    home.year(SON, school=School.PRIMARY)
    home.past = [replace(each, school=School.PRIMARY) for each in home.past]
    assert found(home) == []
