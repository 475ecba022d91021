"""Counts what a report says, in three looks at one moment of the database side by side: SQLite counts on both cores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from fupin_desktop.db import charting, judging
from fupin_desktop.db import reporting as counts
from fupin_desktop.db.figures import earlier, prepare
from fupin_desktop.domain.period import Quarter
from fupin_desktop.domain.traces import Number
from fupin_desktop.services.reporting import numbers

if TYPE_CHECKING:
    from fupin_desktop.db.store import Store, Unit
    from fupin_desktop.domain.charting import MeasureStates
    from fupin_desktop.domain.figures import Count, Figures
    from fupin_desktop.domain.period import HouseProgress, Movement, Period, PlanProgress, Span, Wanting

T = TypeVar("T")
Lines = Mapping[int, Decimal | None]
Spans = Mapping[str, "Span"]


@dataclass(frozen=True, slots=True)
class Register:
    """The count of the period's end, and of the times it is compared with (None: before there were data, or to come)."""

    now: Figures
    then: Mapping[str, Figures | None]
    states: MeasureStates | None = None


@dataclass(frozen=True, slots=True)
class Homes:
    """What is wanting in the homes, how members are insured and at work, who looks after whom."""

    wanting: Wanting
    said: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Events:
    """What happened within the period."""

    moved: Movement
    lifted: Count  # since the beginning of the year
    plans: PlanProgress
    done_before: int
    houses: HouseProgress
    day: date | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that was counted."""

    register: Register
    homes: Homes
    events: Events

    @property
    def numbers(self) -> dict[str, Number]:
        """All figures by name."""
        register, events = self.register, self.events
        said: dict[str, Number] = {
            **numbers.of_figures(register.now),
            **numbers.of_plans(events.plans),
            **numbers.of_houses(events.houses),
            **numbers.of_wanting(self.homes.wanting),
            **numbers.of_movement(events.moved, events.lifted),
            **self.homes.said,
            "measures.done_now~before": events.done_before,
        }
        for when, figures in register.then.items():
            said |= numbers.of_figures(figures, when) if figures else {}
        return said


class Counting:
    """Counts, and keeps the last few counts: a report is looked at, then saved, then printed."""

    MOST = 4

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[Any, Counted] = {}

    def counted(self, period: Period, spans: Spans, lines: Lines) -> Counted:
        """Count everything, unless nothing was changed since it was counted.

        Of a register without data only ``Register.now`` is worth reading.
        """
        key = self._key(period, spans, lines)
        if key not in self._kept:
            found = _counted(self._store, period, spans, lines)
            while len(self._kept) >= self.MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = found
        return self._kept[key]

    def kept(self, period: Period, spans: Spans, lines: Lines) -> Counted | None:
        """The same where it was counted already."""
        return self._kept.get(self._key(period, spans, lines))

    def _key(self, period: Period, spans: Spans, lines: Lines) -> Any:
        with self._store.read() as unit:
            return counts.moment(unit), period, tuple(spans.items()), tuple(lines.items())


def _counted(store: Store, period: Period, spans: Spans, lines: Lines) -> Counted:
    register = partial(_register, period=period, spans=spans, lines=lines)
    homes = partial(_homes, span=spans[""])
    events = partial(_events, spans=spans)
    while True:
        with ThreadPoolExecutor(max_workers=2, thread_name_prefix="count") as pool:
            first, second, third = (
                pool.submit(_look, store, register), pool.submit(_look, store, homes), pool.submit(_look, store, events),
            )  # fmt: skip
            (a, of_register), (b, of_homes), (c, of_events) = first.result(), second.result(), third.result()
        if a == b == c:  # else an act came between, and all is counted anew
            return Counted(of_register, of_homes, of_events)


def _look(store: Store, task: Callable[[Unit], T]) -> tuple[int, T]:
    with store.read() as unit:
        return counts.moment(unit), task(unit)


def _register(unit: Unit, *, period: Period, spans: Spans, lines: Lines) -> Register:
    until = spans[""].until
    now = unit.figures(until, lines.get(until.year))
    if not now.known:
        return Register(now, {"before": None})
    whens: Sequence[str] = ("before", "ago", "m1", "m2", "m3") if isinstance(period, Quarter) else ("before",)
    then = {when: _figures(unit, spans[when], now, lines) for when in whens}
    return Register(now, then, charting.measures(unit, until) if isinstance(period, Quarter) else None)


def _figures(unit: Unit, span: Span, now: Figures, lines: Lines) -> Figures | None:
    if span.until <= span.after:
        return None
    found = earlier(unit.connection, now, span.until, lines.get(span.until.year))
    return found if found.known else None


def _homes(unit: Unit, *, span: Span) -> Homes:
    prepare(unit.connection, span.until, None)
    judging.prepare(unit, span)
    return Homes(judging.wanting(unit), {**judging.folk(unit), **counts.looked_after(unit, span)})


def _events(unit: Unit, *, spans: Spans) -> Events:
    span = spans[""]
    return Events(
        moved=counts.movement(unit, span),
        lifted=counts.lifted(unit, spans["year"]),
        plans=counts.plans(unit, span),
        done_before=counts.done_now(unit, spans["before"]),
        houses=counts.houses(unit, span),
        day=counts.data_day(unit, span.until),
    )
