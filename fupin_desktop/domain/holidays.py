"""Which days are statutory days off, and when a notice period ends (by analogy with 民法典 201 and 203)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

SATURDAY = 5


def is_day_off(day: date) -> bool:
    """Weekends and holidays; in years without a published calendar only the weekends are known."""
    return _official(day) if known(day.year) else day.weekday() >= SATURDAY


def known(year: int) -> bool:
    """Is the State Council's calendar of this year at hand?"""
    return year in _years()


def notice_end(posted: date, days: int, working: bool = False) -> date:
    """The last day of a notice: the day of posting is not counted, a last day off moves on.

    ``working``: count working days only, as some procedures ask.
    """
    day = posted
    if working:
        for _ in range(days):
            day = _working_day(day + timedelta(days=1))
        return day
    return _working_day(posted + timedelta(days=days))


def _working_day(day: date) -> date:
    while is_day_off(day):
        day += timedelta(days=1)
    return day


def _official(day: date) -> bool:
    return bool(_calendar().is_holiday(day))


@lru_cache(maxsize=1)
def _years() -> range:
    holidays = _calendar().constants.holidays
    return range(min(holidays).year, max(holidays).year + 1)


def _calendar() -> Any:
    import chinese_calendar  # its tables load only when a day is asked for

    return chinese_calendar
