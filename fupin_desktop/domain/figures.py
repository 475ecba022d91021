"""The office's own count as of a day, as plain numbers that charts, reports and 总览 share.

Definitions (口径): a household counts when it is on the register that day (a standing since then, not ended);
people are members present that day; ``lifted`` includes ``stable``; ``by_village`` counts all registered
households; ``unsafe_houses`` is the year's task, finished or not; ``targeted`` are those whose plan of the year says
this year as 计划脱贫年度, ``target_met`` the ones of them that are lifted; yearly facts are the newest up to that year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from fupin_desktop.domain.terms import monitoring

_EDGES = (2000, 3000, 4000, 6000, 8000)
_LATER_EDGES = (6000, 8000, 10000, 15000, 20000)


def income_bands(on: date) -> list[tuple[int | None, str]]:
    """The bands that incomes are counted in, the lowest first: the yuan at which each ends (None: open), its name."""
    edges = _LATER_EDGES if monitoring(on) else _EDGES
    between = [(high, f"{low}～{high}元") for low, high in pairwise(edges)]
    return [(edges[0], f"{edges[0]}元以下"), *between, (None, f"{edges[-1]}元以上")]


@dataclass(frozen=True, slots=True)
class Count:
    """户 and 人."""

    households: int = 0
    people: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.households + other.households, self.people + other.people)

    def __sub__(self, other: Count) -> Count:
        return Count(self.households - other.households, self.people - other.people)


@dataclass(frozen=True, slots=True)
class VillageFigures:
    """One village's count. ``stages`` counts renovations by the stage they have reached (code or ``none``)."""

    village: str
    all: Count = Count()
    poor: Count = Count()
    lifted: Count = Count()
    stable: Count = Count()
    returned: Count = Count()
    monitored: Count = Count()
    at_risk: Count = Count()
    allowance: Count = Count()
    unsafe_houses: int = 0
    houses_started: int = 0
    houses_finished: int = 0
    houses_moved_in: int = 0
    pupils: int = 0
    targeted: Count = Count()
    target_met: Count = Count()
    below_line: Count = Count()
    population: int | None = None
    key_village: bool = False
    causes: Mapping[str, int] = field(default_factory=dict)
    stages: Mapping[str, int] = field(default_factory=dict)
    income_bands: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """The township's count as of ``on``; ``known`` is False before the first day that data speak of."""

    on: date
    known: bool
    first_day: date | None
    last_day: date | None
    source: str
    villages: tuple[VillageFigures, ...]
    line: Decimal | None = None

    def total(self, name: str) -> Any:
        """The sum over the villages of one figure (a Count or a number)."""
        kept = [getattr(each, name) for each in self.villages]
        start: Any = Count() if kept and isinstance(kept[0], Count) else 0
        return sum((value for value in kept if value is not None), start)

    def tally(self, name: str) -> dict[str, int]:
        """The sum over the villages of a figure that counts by code."""
        found: dict[str, int] = {}
        for village in self.villages:
            for code, number in getattr(village, name).items():
                found[code] = found.get(code, 0) + number
        return found


COUNTED = tuple(each.name for each in fields(VillageFigures))
