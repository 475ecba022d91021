"""Collects invented records of every kind and keeps them together; each knows its id before it is kept."""

from __future__ import annotations

from typing import Generic, TypeVar

from fupin_desktop.db.repository import Repository
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Record

R = TypeVar("R", bound=Record)


class Pile(Generic[R]):
    """Records of one kind that wait to be kept."""

    def __init__(self, kept: Repository[R]) -> None:
        self._kept = kept
        self._waiting: list[R] = []
        self._next = kept.next_id()

    def put(self, record: R) -> int:
        """Add a record; gives the id it will have."""
        self._waiting.append(record)
        self._next += 1
        return self._next - 1

    def keep(self) -> None:
        """Insert what waits."""
        self._kept.add_many(self._waiting)
        self._waiting = []


class Piles:
    """A pile for each kind that the demo invents, kept parents first."""

    def __init__(self, unit: Unit) -> None:
        self.cadres = Pile(unit.cadres)
        self.households = Pile(unit.households)
        self.people = Pile(unit.people)
        self.standings = Pile(unit.standings)
        self.monitorings = Pile(unit.monitorings)
        self.household_years = Pile(unit.household_years)
        self.person_years = Pile(unit.person_years)
        self.income_items = Pile(unit.income_items)
        self.renovations = Pile(unit.renovations)
        self.stages = Pile(unit.stages)
        self.subsidies = Pile(unit.subsidies)
        self.plans = Pile(unit.plans)
        self.measures = Pile(unit.measures)
        self.measure_funds = Pile(unit.measure_funds)
        self.progress = Pile(unit.progress)
        self.pairings = Pile(unit.pairings)

    def keep(self) -> None:
        """Insert all that waits."""
        for pile in vars(self).values():
            pile.keep()
