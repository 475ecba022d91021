"""Counts what a report says, in three looks at one moment of the database side by side: SQLite counts on both cores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from fupin_desktop.db import charting, judging
from fupin_desktop.db import reporting as counts
from fupin_desktop.db.figures import earlier, prepare
from fupin_desktop.domain.period import Quarter
from fupin_desktop.domain.traces import Number
from fupin_desktop.services.reporting import numbers

if TYPE_CHECKING:
    from fupin_desktop.db.store import Store, Unit
    from fupin_desktop.domain.charting import MeasureStates
    from fupin_desktop.domain.figures import Figures
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

    moved: Mapping[str, Movement]
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
            **numbers.of_figures(register.now), **numbers.of_plans(events.plans), **numbers.of_houses(events.houses),
            **numbers.of_wanting(self.homes.wanting), **self.homes.said, "measures.done_now~before": events.done_before,
        }  # fmt: skip
        for when, figures in register.then.items():
            said |= numbers.of_figures(figures, when) if figures else {}
        for when, movement in events.moved.items():
            said |= numbers.of_movement(movement, when)
        return said


def counted(store: Store, period: Period, spans: Spans, lines: Lines) -> Counted:
    """Count everything; of a register without data only ``Register.now`` is worth reading."""
    register, homes, events = (
        partial(_register, period=period, spans=spans, lines=lines),
        partial(_homes, span=spans[""]),
        partial(_events, spans=spans),
    )
    if store.file is None:  # a database in memory is seen by one connection only
        with store.read() as unit:
            return Counted(register(unit), homes(unit), events(unit))
    while True:
        with ThreadPoolExecutor(max_workers=2, thread_name_prefix="count") as pool:
            looks = [pool.submit(_look, store, task) for task in (register, homes, events)]
            moments = {look.result()[0] for look in looks}
        if len(moments) == 1:  # else an act came between, and all is counted anew
            return Counted(*(look.result()[1] for look in looks))


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
        moved={when: counts.movement(unit, spans[when]) for when in ("", "year")},
        plans=counts.plans(unit, span),
        done_before=counts.done_now(unit, spans["before"]),
        houses=counts.houses(unit, span),
        day=counts.data_day(unit, span.until),
    )
