"""A notice period ends on a working day."""

from __future__ import annotations

from datetime import date

import pytest

from fupin_desktop.domain.holidays import is_day_off, known, notice_end


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
