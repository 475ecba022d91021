"""One thing that is due, worded only when somebody reads it: a list may have hundreds of thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from fupin_desktop.domain.due.rules import RULES, DueKind
from fupin_desktop.domain.fields import Code
from fupin_desktop.domain.values import show_day

OFFICE = "本办"


class Group(Code):
    """期限"""

    OVERDUE = "overdue", "逾期"
    WEEK = "week", "本周"
    LATER = "later", "以后"


class Due(NamedTuple):
    """One thing that is due. Things sort by last day, village and rule.

    ``base`` is the day it counts from, ``what`` the words that its rule's sentence needs, ``record`` the id of the
    record it comes from, ``period`` what a mark of it is kept under. ``household`` None: of a village, or (``village``
    "") of the office.
    """

    due: date
    place: int
    village: str
    rule: str
    household: int | None
    number: str
    head: str
    person: str
    what: str
    base: date
    record: int | None = None
    period: str = ""

    @property
    def kind(self) -> DueKind:
        return RULES[self.rule].kind

    @property
    def subject(self) -> str:
        """The head of the household, else the village, else the office."""
        return self.head or self.village or OFFICE

    @property
    def text(self) -> str:
        """The sentence."""
        return RULES[self.rule].says.format(
            what=self.what, due=show_short(self.due, self.base), base=show_short(self.base, self.due)
        )

    def days_left(self, on: date) -> int:
        """Days to the last day; negative: overdue."""
        return (self.due - on).days

    def as_json(self, on: date) -> dict[str, Any]:
        """The item as the command line gives it (see the contract)."""
        return {
            "due": self.due.isoformat(),
            "days_left": (self.due - on).days,
            "kind": RULES[self.rule].kind.value,
            "subject": self.subject,
            "text": self.text,
            "rule": self.rule,
            "village": self.village,
            "household": self.number,
            "person": self.person,
            "record": self.record,
            "period": self.period,
        }


def show_short(day: date, other: date) -> str:
    """5月8日, with the year where the two days of a sentence are of two years."""
    return f"{day.month}月{day.day}日" if day.year == other.year else show_day(day)


def days_words(days_left: int) -> str:
    """逾期3天, 今天, 还有2天."""
    if days_left < 0:
        return f"逾期{-days_left}天"
    return f"还有{days_left}天" if days_left else "今天"


def week_end(on: date) -> date:
    """The Sunday of the week of a day."""
    return on + timedelta(days=6 - on.weekday())


def group_of(due: date, on: date) -> Group:
    """Overdue, this week (to Sunday), or later."""
    if due < on:
        return Group.OVERDUE
    return Group.WEEK if due <= week_end(on) else Group.LATER


def counted(items: Iterable[Due], on: date) -> Mapping[Group, int]:
    """How many are overdue, of this week, later."""
    sunday = week_end(on)
    days = Counter(each.due for each in items)
    found = Counter[Group]()
    for due, count in days.items():
        found[Group.OVERDUE if due < on else Group.WEEK if due <= sunday else Group.LATER] += count
    return {each: found[each] for each in Group}
