"""测算: who would pass at another line. Nothing is kept of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from fupin_desktop.db import exits
from fupin_desktop.db import notice as lists
from fupin_desktop.db.store import Store
from fupin_desktop.domain.assessment import Facts, Item, Result, judge
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.income import above
from fupin_desktop.domain.lines import pick
from fupin_desktop.domain.procedure import Numbers
from fupin_desktop.domain.procedure.exit import Standard
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.values import show_money
from fupin_desktop.services import assessment
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

_PORTION = 500
_HIGHEST = Decimal(100000)
BEFORE, AFTER, GAINED, LOST, UNKNOWN = "before", "after", "gained", "lost", "unknown"
LISTS = (BEFORE, AFTER, GAINED, LOST, UNKNOWN)


class Scope(Enum):
    """Who is asked: those still poor against the whole standard of exit, or everybody on the register by income alone."""

    EXIT = "exit"
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class Seen:
    """One household: whether it passes at the line as it is, and at the other one; None: its income is not known."""

    household_id: int
    number: str
    village: str
    group: str
    head: str
    people: int
    income: Decimal | None
    income_year: int
    before: bool | None
    after: bool | None
    unmet: tuple[str, ...] = ()

    def on(self, name: str) -> bool:
        """Whether it stands on one of ``LISTS``."""
        match name:
            case "before":
                return self.before is True
            case "after":
                return self.after is True
            case "gained":
                return self.after is True and self.before is False
            case "lost":
                return self.before is True and self.after is False
        return self.after is None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be at another line. ``line`` None: the office has none for the year."""

    on: date
    scope: Scope
    line: Decimal | None
    other: Decimal
    villages: tuple[str, ...]
    seen: tuple[Seen, ...]

    def those(self, name: str, village: str | None = None) -> list[Seen]:
        """The households of one list, of one village or all."""
        return [each for each in self.seen if village in (None, each.village) and each.on(name)]

    def count(self, name: str, village: str | None = None) -> Count:
        mine = self.those(name, village)
        return Count(len(mine), sum(each.people for each in mine))

    def asked(self, village: str | None = None) -> Count:
        """Everybody who was asked."""
        mine = [each for each in self.seen if village in (None, each.village)]
        return Count(len(mine), sum(each.people for each in mine))


class WhatIf:
    """Holds the office's own data against a line that is not."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    def line(self, on: date) -> Decimal | None:
        """The line as it is: of the day's year, else of the year before."""
        found = self._lines(on)
        return found.get(on.year) or found.get(on.year - 1)

    def read(self, said: str, on: date) -> Decimal:
        """3500, +500, -200: a line, or how far from the line as it is. Raises Refused."""
        text = (
            said.strip()
            .replace(",", "")
            .replace("，", "")
            .replace("＋", "+")
            .replace("－", "-")
            .removesuffix("元")
        )
        if not re.fullmatch(r"[+-]?\d+(\.\d{1,2})?", text):
            raise _wrong(f"测算的标准线应写成金额（如3500）或比现在增减多少（如+500、-200），现在是“{said}”")
        amount = Decimal(text)
        if text[0] in "+-":
            now = self.line(on)
            if now is None:
                raise _wrong(f"没有{on.year}年的标准线，不能按增减测算，请直接写金额，或在“设置”里填写标准线")
            amount += now
        if not 0 < amount <= _HIGHEST:
            raise _wrong(f"测算的标准线应大于0、不超过{show_money(_HIGHEST)}元，现在是{show_money(amount)}元")
        return amount

    def scope(self, on: date) -> Scope:
        """Whom one would ask on a day: after 2020 nobody exits any more."""
        return Scope.REGISTERED if monitoring(on) else Scope.EXIT

    def at(
        self,
        other: Decimal,
        *,
        on: date,
        village: str | None = None,
        scope: Scope | None = None,
        watch: Watch = NOBODY,
    ) -> Outcome:
        """Who passes at the line as it is, and who would at another. Raises Trouble for a village that is not there."""
        names = [each.name for each in self._settings.villages()]
        if village is not None and village not in names:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")
        asked, lines = scope or self.scope(on), self._lines(on)
        with self._store.read() as unit:
            items = _items(Numbers(unit.procedure_numbers.all()), on.year) if asked is Scope.EXIT else ()
            ids = (lists.still_poor if asked is Scope.EXIT else exits.on_register)(unit, on, village)
            seen: list[Seen] = []
            for first in range(0, len(ids), _PORTION):
                watch.step(first, len(ids), "测算")
                known = assessment.facts(unit, ids[first : first + _PORTION], on, lines)
                seen += (_seen(each, other, items) for each in known)
            watch.step(len(ids), len(ids), "测算")
        places = {name: place for place, name in enumerate(names)}
        seen.sort(key=lambda each: (places.get(each.village, 999), each.group, each.head))
        shown = tuple(name for name in names if village in (None, name))
        return Outcome(on, asked, self.line(on), other, shown, tuple(seen))

    def _lines(self, on: date) -> dict[int, Decimal | None]:
        """The line of each year: of poverty, and of monitoring where there is no other any more."""
        kept, region = self._settings.lines(), self._settings.facts().region
        found: dict[int, Decimal | None] = {}
        for year in {each.year for each in kept}:
            line = pick(kept, year, region, LineKind.POVERTY)
            if line is None and monitoring(on):
                line = pick(kept, year, region, LineKind.MONITORING)
            found[year] = line.amount if line else None
        return found


def _items(numbers: Numbers, year: int) -> tuple[Item, ...]:
    return (Standard.FIVE_FOUR if numbers.whole("exit.standard", year) == 2 else Standard.TWO_THREE).items


def _seen(facts: Facts, other: Decimal, items: Sequence[Item]) -> Seen:
    household = facts.household
    return Seen(
        household_id=household.id or 0, number=household.number, village=household.village, group=household.group,
        head=household.head, people=len(facts.members), income=facts.income.value, income_year=facts.number,
        before=_passes(facts, facts.line, items), after=_passes(facts, other, items), unmet=tuple(_unmet(facts, other, items)),
    )  # fmt: skip


def _passes(facts: Facts, line: Decimal | None, items: Sequence[Item]) -> bool | None:
    """Above the line and nothing of the standard unmet, as notices of exit propose; None where it cannot be said."""
    side = above(facts.income, line)
    if side is None or not facts.members:
        return None
    return side > 0 and not any(_unmet(facts, line, items))


def _unmet(facts: Facts, line: Decimal | None, items: Sequence[Item]) -> Iterator[str]:
    for each in judge(replace(facts, line=line), items):
        if each.result is Result.UNMET:
            yield each.item.label


def _wrong(sentence: str) -> Refused:
    return Refused([Problem("line", sentence)])
