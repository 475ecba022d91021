"""The words of the time: what the register's labels are called in the window of an office of today."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.terms import monitoring, reworded

_day = date(2018, 1, 1)


def live_on(day: date) -> None:
    """The window speaks the words of a day from now on."""
    global _day  # noqa: PLW0603  one window, one time
    _day = day


def words(text: str) -> str:
    """A label as it is said on that day."""
    return reworded(text, _day) if "贫困" in text else text


def over() -> bool:
    """Whether 脱贫攻坚 is over, so that nobody is called 贫困户 any more."""
    return monitoring(_day)
