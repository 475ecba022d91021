"""Collects invented records of every kind and keeps them together; each knows its id before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from fupin_desktop.db.repository import Repository
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import Monitoring

R = TypeVar("R", bound=Record)


class Pile(Generic[R]):
    """Records of one kind that wait to be kept."""

    def __init__(self, kept: Repository[R], move: Callable[[R], R]) -> None:
        self._kept, self._move = kept, move
        self._waiting: list[R] = []
        self._next = kept.next_id()

    def put(self, record: R) -> int:
        """Add a record; gives the id it will have."""
        self._waiting.append(self._move(record))
        self._next += 1
        return self._next - 1

    def keep(self) -> None:
        """Insert what waits."""
        self._kept.add_many(self._waiting)
        self._waiting = []


class Piles:
    """A pile for each kind that the demo invents, kept parents first. ``move`` brings records into another era."""

    def __init__(self, unit: Unit, move: Callable[[Any], Any]) -> None:
        self.cadres = Pile(unit.cadres, move)
        self.households = Pile(unit.households, move)
        self.people = Pile(unit.people, move)
        self.standings = Pile(unit.standings, move)
        self.monitorings = Pile(unit.monitorings, move)
        self.household_years = Pile(unit.household_years, move)
        self.person_years = Pile(unit.person_years, move)
        self.income_items = Pile(unit.income_items, move)
        self.renovations = Pile(unit.renovations, move)
        self.stages = Pile(unit.stages, move)
        self.subsidies = Pile(unit.subsidies, move)
        self.photos = Pile(unit.photos, move)
        self.plans = Pile(unit.plans, move)
        self.measures = Pile(unit.measures, move)
        self.measure_funds = Pile(unit.measure_funds, move)
        self.progress = Pile(unit.progress, move)
        self.pairings = Pile(unit.pairings, move)
        self.relocations = Pile(unit.relocations, move)
        self.quotas = Pile(unit.quotas, move)
        self.procedure_numbers = Pile(unit.procedure_numbers, move)
        self.windows = Pile(unit.windows, move)
        self.meetings = Pile(unit.meetings, move)
        self.passages = Pile(unit.passages, move)
        self.steps = Pile(unit.steps, move)
        self.visits = Pile(unit.visits, move)
        self.reminders = Pile(unit.reminders, move)
        self.episodes: list[tuple[Monitoring, int, str]] = []

    def monitor(self, episode: Monitoring, village: str) -> None:
        """Keep an episode, and remember it: its road is told later."""
        self.episodes.append((episode, self.monitorings.put(episode), village))

    def keep(self) -> None:
        """Insert all that waits."""
        for pile in vars(self).values():
            if isinstance(pile, Pile):
                pile.keep()
