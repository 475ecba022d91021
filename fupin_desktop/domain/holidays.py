"""Which days are statutory days off, and when a notice period ends (by analogy with 民法典 201 and 203)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

SATURDAY = 5
_LONGEST = 60
"""A run of days off that is typed in is no longer than this."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off and days to work that the office typed in: of years not yet published, or of its own region."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


NOTHING = DaysOff()


def typed_in(lines: Iterable[Mapping[str, str]]) -> DaysOff:
    """The days of a table of ``{"since": ISO day, "until": ISO day, "kind": "off" | "work"}``."""
    found: dict[str, set[date]] = {"off": set(), "work": set()}
    for line in lines:
        first, last = date.fromisoformat(line["since"]), date.fromisoformat(line["until"])
        found[line["kind"]].update(
            first + timedelta(days=each) for each in range(min((last - first).days, _LONGEST) + 1)
        )
    return DaysOff(frozenset(found["off"]), frozenset(found["work"]))


def is_day_off(day: date, own: DaysOff = NOTHING) -> bool:
    """Weekends and holidays; in years without a published calendar what was typed in, else only the weekends."""
    if day in own.off or day in own.work:
        return day in own.off
    return _official(day) if day.year in _years() else day.weekday() >= SATURDAY


def known(year: int, own: DaysOff = NOTHING) -> bool:
    """Is the State Council's calendar of this year at hand, or was it typed in?"""
    return year in _years() or any(day.year == year for day in own.off)


def notice_end(posted: date, days: int, working: bool = False, own: DaysOff = NOTHING) -> date:
    """The last day of a notice: the day of posting is not counted, a last day off moves on.

    ``working``: count working days only, as some procedures ask.
    """
    day = posted
    if working:
        for _ in range(days):
            day = _working_day(day + timedelta(days=1), own)
        return day
    return _working_day(posted + timedelta(days=days), own)


def working_days(first: date, last: date, own: DaysOff = NOTHING) -> int:
    """How many working days there are after ``first`` up to ``last``."""
    days = (first + timedelta(days=each + 1) for each in range((last - first).days))
    return sum(not is_day_off(day, own) for day in days)


def days_between(first: date, last: date, working: bool, own: DaysOff = NOTHING) -> int:
    """How many days a notice hangs that is posted on ``first`` and ends on ``last``, counted as it is to be counted."""
    return working_days(first, last, own) if working else (last - first).days


def _working_day(day: date, own: DaysOff) -> date:
    while is_day_off(day, own):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def _official(day: date) -> bool:
    return bool(_calendar().is_holiday(day))


@lru_cache(maxsize=1)
def _years() -> range:
    holidays = _calendar().constants.holidays
    return range(min(holidays).year, max(holidays).year + 1)


def _calendar() -> Any:
    import chinese_calendar  # its tables load only when a day is asked for

    return chinese_calendar
