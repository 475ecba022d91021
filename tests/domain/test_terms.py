from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain import terms
from fupin_desktop.domain.comparison import compared
from fupin_desktop.domain.terms import Term, money_in_words, numeral, ordinal_quarter, said


def test_a_paper_of_2018_says_poor_household_and_one_of_2026_says_monitored() -> None:
    assert said(terms.POOR, date(2018, 5, 8)) == "贫困户"
    assert said(terms.POOR, date(2026, 5, 8)) == "防止返贫监测对象"
    assert said(terms.REGISTERED, date(2018, 5, 8)) == "建档立卡贫困户"
    assert said(terms.REGISTERED, date(2026, 5, 8)) == "脱贫户"


def test_the_office_changed_its_name_on_the_first_of_june_2021() -> None:
    assert said(terms.OFFICE, date(2021, 5, 31)) == "扶贫开发办公室"
    assert said(terms.OFFICE, date(2021, 6, 1)) == "乡村振兴办公室"


def test_an_offices_own_name_goes_before_the_usual_one_while_it_is_used() -> None:
    own = [Term(terms.OFFICE, "党建和乡村振兴办公室", since=date(2023, 8, 1)), Term(terms.HOTLINE, "12345")]
    assert said(terms.OFFICE, date(2023, 7, 31), own) == "乡村振兴办公室"
    assert said(terms.OFFICE, date(2024, 1, 1), own) == "党建和乡村振兴办公室"
    assert said(terms.HOTLINE, date(2018, 1, 1), own) == "12345"
    assert said(terms.HOTLINE, date(2018, 1, 1)) == "12317"


def test_of_two_own_names_the_later_one_counts() -> None:
    own = [Term(terms.OFFICE, "新", since=date(2024, 1, 1)), Term(terms.OFFICE, "旧", since=date(2022, 1, 1))]
    assert said(terms.OFFICE, date(2025, 1, 1), own) == "新"


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_usual_name_covers_every_day_exactly_once(on: date) -> None:
    for key in {term.key for term in terms.DEFAULT_TERMS}:
        assert sum(term.key == key and term.used(on) for term in terms.DEFAULT_TERMS) == 1


def test_a_name_nobody_knows_is_a_bug() -> None:
    with pytest.raises(KeyError):
        said("no such thing", date(2018, 1, 1))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("10000", "人民币壹万元整"),
        ("0", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("10", "人民币壹拾元整"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("100010.00", "人民币壹拾万零壹拾元整"),
        ("899000", "人民币捌拾玖万玖仟元整"),
        ("200000005", "人民币贰亿零伍元整"),
        ("1000000000000", "人民币壹万亿元整"),
        ("-20.005", "人民币负贰拾元零壹分"),
    ],
)
def test_money_is_written_as_on_a_voucher(amount: str, words: str) -> None:
    assert money_in_words(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
     (1002, "一千零二"), (10010, "一万零一十"), (115000, "十一万五千")],
)  # fmt: skip
def test_headings_count_in_chinese(number: int, words: str) -> None:
    assert numeral(number) == words


def test_quarters_have_their_number() -> None:
    assert ordinal_quarter(2018, 2) == "第二季度"


def test_a_figure_is_compared_in_official_words() -> None:
    assert compared(221, 218).words == "较上月增加3户"
    assert compared(216, 218, "户").words == "较上月减少2户"
    assert compared(218, 218, than="上季度").words == "与上季度持平"
    assert compared(Decimal("3950.00"), Decimal("3637.60"), "元", "上年").words == "较上年增加312.40元"


def test_a_first_period_has_nothing_to_compare_with_and_says_so() -> None:
    first = compared(218, None)
    assert (first.change, first.percent, first.words) == (None, None, "上期无数据")
    assert first.words_with_percent == "上期无数据"


def test_percentages_are_given_to_one_decimal_and_only_of_something() -> None:
    assert compared(221, 218).words_with_percent == "较上月增加3户，增长1.4%"
    assert compared(109, 218).words_with_percent == "较上月减少109户，下降50.0%"
    assert compared(5, 0).words_with_percent == "较上月增加5户"


def test_a_term_counts_on_its_first_and_last_day() -> None:
    term = Term("a", "甲", date(2018, 1, 1), date(2018, 12, 31))
    assert term.used(date(2018, 1, 1))
    assert term.used(date(2018, 12, 31))
    assert not term.used(date(2018, 12, 31) + timedelta(days=1))
