"""What charts show beyond the figures of a day, as plain numbers. Each is counted as of ``on``; shares are of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.period import Month
from fupin_desktop.domain.schedule import TaskState

BAND, OLDEST = 5, 85
"""Years in a band of ages, and the age from which on there is one band."""


def age_bands() -> list[str]:
    """0～4岁 … 85岁以上, the youngest first."""
    return [*(f"{low}～{low + BAND - 1}岁" for low in range(0, OLDEST, BAND)), f"{OLDEST}岁以上"]


def age_band(age: int) -> int:
    """Which band an age belongs to."""
    return min(age, OLDEST) // BAND


@dataclass(frozen=True, slots=True)
class Ages:
    """People by band of ages (see ``age_bands``); ``unknown`` have no sex or no birth date."""

    on: date
    men: tuple[int, ...]
    women: tuple[int, ...]
    unknown: int = 0

    @property
    def empty(self) -> bool:
        return not any(self.men) and not any(self.women)


@dataclass(frozen=True, slots=True)
class Healths:
    """People by 健康状况 (code, "" where it is not filled in); one may be counted under several."""

    on: date
    people: int
    counts: Mapping[str, int]

    @property
    def empty(self) -> bool:
        return not any(code and number for code, number in self.counts.items())


@dataclass(frozen=True, slots=True)
class Labour:
    """People by 劳动技能 (code, ""): those who work away from home and the others; who works, by 务工区域."""

    on: date
    skills: Mapping[str, tuple[int, int]]
    places: Mapping[str, int]

    @property
    def empty(self) -> bool:
        return not any(self.skills)


@dataclass(frozen=True, slots=True)
class VillageChange:
    """人均纯收入 (yuan, weighed by people) of the households whose income is known in both years; ``up`` of them have more."""

    village: str
    households: int
    up: int
    before: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class IncomeChange:
    """Income in two years, by village and altogether; ``years`` is None when no two years can be compared."""

    on: date
    years: tuple[int, int] | None
    villages: tuple[VillageChange, ...]
    everyone: VillageChange | None = None

    @property
    def empty(self) -> bool:
        return self.years is None


@dataclass(frozen=True, slots=True)
class MeasureStates:
    """The measures of a year's plans by kind (code, ""), each by how far it is."""

    on: date
    kinds: Mapping[str, Mapping[TaskState, int]]

    @property
    def empty(self) -> bool:
        return not self.kinds


@dataclass(frozen=True, slots=True)
class Activity:
    """Month by month, the last one to ``on``: notices put up, entries in the diaries of measures, households they are of."""

    on: date
    months: tuple[tuple[Month, int, int, int], ...]

    @property
    def empty(self) -> bool:
        return not any(any(counts) for _, *counts in self.months)
