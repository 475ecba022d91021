"""What wall charts show, as plain values. Nothing of health, disability, ID numbers or accounts is among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.domain.charting import MeasureStates
from fupin_desktop.domain.figures import Figures, VillageFigures
from fupin_desktop.domain.schedule import Task, TaskState
from fupin_desktop.domain.village import Village


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is done for one village (or all of them): measures by state, cadres that are paired, their units."""

    measures: Mapping[TaskState, int] = field(default_factory=dict)
    cadres: int = 0
    units: tuple[str, ...] = ()

    @property
    def planned(self) -> int:
        return sum(self.measures.values())

    @property
    def done(self) -> int:
        return self.measures.get(TaskState.DONE, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Whose board it is, by the names of the day. A ``public`` copy leaves out causes."""

    on: date
    unit: str
    place: str  # the township
    work: str  # 脱贫攻坚
    public: bool = False
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipFacts:
    head: Masthead
    figures: Figures
    measures: MeasureStates
    works: Mapping[str, Work]  # by village
    cadres: int  # of the township; one may be paired in several villages


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRow:
    """One household on its village's sheet. ``status`` is what it is in words, ``house`` the stage of its house or ""."""

    group: str
    head: str
    people: int
    status: str
    target_year: int | None
    unit: str
    cadre: str
    house: str
    measures: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFacts:
    head: Masthead
    village: Village
    figures: VillageFigures
    work: Work
    households: tuple[HouseholdRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleFacts:
    """The tasks of one village, or of the township (``village`` "")."""

    head: Masthead
    village: str
    tasks: tuple[Task, ...]
