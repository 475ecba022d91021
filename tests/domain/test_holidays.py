"""A notice period ends on a working day."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.holidays import is_day_off, known, notice_end, typed_in, working_days


def test_the_day_of_posting_is_not_counted() -> None:
    assert notice_end(date(2018, 5, 8), 7) == date(2018, 5, 15)


@pytest.mark.parametrize(
    ("posted", "last"),
    [
        (date(2018, 4, 24), date(2018, 5, 2)),  # the last day is Labour Day
        (date(2018, 9, 25), date(2018, 10, 8)),  # the week of the National Day
        (date(2018, 5, 5), date(2018, 5, 14)),  # a Saturday
    ],
)
def test_a_last_day_off_moves_to_the_next_working_day(posted: date, last: date) -> None:
    assert notice_end(posted, 7) == last


def test_a_saturday_that_is_worked_is_no_day_off() -> None:
    assert not is_day_off(date(2018, 4, 28))
    assert is_day_off(date(2018, 5, 1))


def test_working_days_skip_holidays_on_the_way() -> None:
    assert notice_end(date(2018, 4, 27), 2, working=True) == date(2018, 5, 2)


def test_without_a_published_calendar_only_weekends_are_days_off() -> None:
    assert not known(2099)
    assert known(2018)
    assert not is_day_off(date(2099, 10, 1))
    assert is_day_off(date(2099, 10, 3))


NEXT_YEAR = typed_in(
    [
        {"since": "2099-10-01", "until": "2099-10-07", "kind": "off"},
        {"since": "2099-10-10", "until": "2099-10-10", "kind": "work"},
    ]
)


def test_a_year_that_was_typed_in_is_known_and_its_days_count() -> None:
    assert known(2099, NEXT_YEAR)
    assert is_day_off(date(2099, 10, 1), NEXT_YEAR)
    assert not is_day_off(date(2099, 10, 10), NEXT_YEAR)  # a Saturday that is worked
    assert notice_end(date(2099, 9, 25), 7, own=NEXT_YEAR) == date(2099, 10, 8)


def test_an_offices_own_holiday_counts_beside_the_published_ones() -> None:
    own = typed_in([{"since": "2018-08-22", "until": "2018-08-22", "kind": "off"}])
    assert notice_end(date(2018, 8, 15), 7, own=own) == date(2018, 8, 23)
    assert working_days(date(2018, 8, 20), date(2018, 8, 24), own) == 3
