"""Periods are read, named and checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Count, Figures, VillageFigures
from fupin_desktop.domain.period import (
    Half,
    HouseProgress,
    Month,
    Movement,
    Period,
    PlanProgress,
    Quarter,
    Report,
    Sender,
    Span,
    Wanting,
    Week,
    Year,
    mismatches,
    read_half,
    read_month,
    read_quarter,
    read_week,
    read_year,
    span_of,
    year_before,
)


@pytest.mark.parametrize("text", ["2018-05", "2018-5", "2018年5月", " 2018.05 "])
def test_a_month_is_read_as_clerks_write_it(text: str) -> None:
    assert read_month(text) == Month(2018, 5)


@pytest.mark.parametrize("text", ["2018Q2", "2018q2", "2018年第二季度", "2018-Q2", "2018第2季度"])
def test_a_quarter_is_read_as_clerks_write_it(text: str) -> None:
    assert read_quarter(text) == Quarter(2018, 2)


@pytest.mark.parametrize("text", ["2018-13", "五月", "2018", "0000-05"])
def test_what_is_no_month_is_answered_with_the_form_to_write(text: str) -> None:
    with pytest.raises(Trouble, match=rf"“{text}”不是月份，请写成2018-05的样子"):
        read_month(text)


def test_what_is_no_quarter_is_answered_with_the_form_to_write() -> None:
    with pytest.raises(Trouble, match="“2018Q5”不是季度，请写成2018Q2的样子"):
        read_quarter("2018Q5")


def test_periods_know_their_days_and_neighbours() -> None:
    assert (Month(2018, 1).before, Month(2018, 12).after) == (Month(2017, 12), Month(2019, 1))
    assert (Quarter(2018, 1).before, Quarter(2018, 4).after) == (Quarter(2017, 4), Quarter(2019, 1))
    assert Month(2020, 2).last == date(2020, 2, 29)
    assert (Quarter(2018, 2).first, Quarter(2018, 2).last) == (date(2018, 4, 1), date(2018, 6, 30))
    assert (Month(2018, 5).words, Quarter(2018, 2).words) == ("2018年5月", "2018年第二季度")


def a_report(now: VillageFigures, before: VillageFigures | None, movement: Movement) -> Report:
    def figures(village: VillageFigures) -> Figures:
        return Figures(date(2018, 5, 31), True, None, None, "", (village,))

    return Report(
        Sender(unit="扶贫办", township="星星镇"), Month(2018, 5), date(2018, 5, 31), None, figures(now),
        figures(before) if before else None, movement, PlanProgress(2018), HouseProgress(), Wanting(),
    )  # fmt: skip


def test_totals_that_agree_are_passed_in_silence() -> None:
    village = VillageFigures(village="水村", all=Count(9, 42), poor=Count(4, 20), lifted=Count(5, 22))
    before = replace(village, all=Count(9, 40), poor=Count(4, 18))
    report = a_report(village, before, Movement(came={"birth": 3}, left={"death": 1}))
    assert mismatches(report) == []


def test_the_typing_error_of_42_households_is_pointed_out() -> None:
    village = VillageFigures(village="水村", all=Count(42, 9), poor=Count(9, 42))
    assert mismatches(a_report(village, None, Movement())) == [
        "水村在册42户9人，未脱贫与已脱贫合计9户42人，两者不一致，请核对脱贫标志",
        "水村户数42多于人数9，请核对家庭成员",
    ]


def test_an_end_that_does_not_follow_from_the_beginning_is_said() -> None:
    before = VillageFigures(village="水村", all=Count(9, 40), poor=Count(9, 40))
    now = replace(before, all=Count(10, 44), poor=Count(10, 44))
    report = a_report(now, before, Movement(joined=Count(1, 3)))
    assert mismatches(report) == [
        "上期末40人，本期增加3人、减少0人，推算为43人，与期末44人不一致，请核对增减记录"
    ]


def test_half_years_years_and_weeks_are_read_as_clerks_write_them() -> None:
    assert read_half("2018H1") == read_half("2018年上半年") == Half(2018, 1)
    assert read_half(" 2018h2 ") == read_half("2018下半年") == Half(2018, 2)
    assert read_year("2018") == read_year("2018年") == read_year("2018年度") == Year(2018)
    assert read_week("2018W19") == read_week("2018年第19周") == read_week("2018-05-08") == Week(2018, 19)


@pytest.mark.parametrize(
    ("read", "text", "answer"),
    [
        (read_half, "2018H3", "“2018H3”不是半年，请写成2018H1（上半年）或2018H2（下半年）的样子"),
        (read_year, "18年", "“18年”不是年度，请写成2018的样子"),
        (read_week, "2018W54", "“2018W54”不是周，请写成2018W19或周内某日2018-05-08的样子"),
        (read_week, "上周", "“上周”不是周，请写成2018W19或周内某日2018-05-08的样子"),
    ],
)
def test_what_is_no_period_is_answered_with_the_form_to_write(
    read: Callable[[str], Period], text: str, answer: str
) -> None:
    with pytest.raises(Trouble, match=re.escape(answer)):
        read(text)


@pytest.mark.parametrize(
    ("period", "words", "key", "first", "last"),
    [
        (Half(2018, 1), "2018年上半年", "2018H1", date(2018, 1, 1), date(2018, 6, 30)),
        (Half(2018, 2), "2018年下半年", "2018H2", date(2018, 7, 1), date(2018, 12, 31)),
        (Year(2018), "2018年", "2018", date(2018, 1, 1), date(2018, 12, 31)),
        (Week(2018, 19), "2018年第19周", "2018W19", date(2018, 5, 7), date(2018, 5, 13)),
        (Week(2020, 53), "2020年第53周", "2020W53", date(2020, 12, 28), date(2021, 1, 3)),
    ],
)
def test_each_period_knows_its_name_days_and_neighbours(
    period: Period, words: str, key: str, first: date, last: date
) -> None:
    assert (period.words, period.key, period.first, period.last) == (words, key, first, last)
    assert period.before.after == period.after.before == period
    assert period.before.last + timedelta(days=1) == first
    assert year_before(period).year == period.year - 1


def test_a_span_ends_where_the_data_end() -> None:
    assert span_of(Month(2018, 5), date(2018, 5, 8)) == Span(
        date(2018, 4, 30), date(2018, 5, 8), date(2018, 6, 30)
    )
