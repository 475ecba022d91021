"""Judges many households at once: what notices of exit and periodic reports ask of the whole register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.assessment import Facts
from fupin_desktop.services.household import HouseholdFile, facts_of

_PORTION = 500
Lines = dict[int, Decimal | None]


_LASTING = ("people", "standings", "monitorings", "renovations", "stages")
_YEARLY = ("household_years", "person_years", "income_items", "verdicts")


def facts(unit: Unit, ids: Sequence[int], on: date, lines: Lines) -> Iterator[Facts]:
    """What judgements need of each household on a day, by its newest survey of this year or the year before.

    A year that was opened and is not verified yet gives way. What was surveyed earlier says nothing of today.
    ``lines`` are the lines of poverty by year.
    """
    for first in range(0, len(ids), _PORTION):
        yield from _portion(unit, ids[first : first + _PORTION], on, lines)


def _portion(unit: Unit, ids: Sequence[int], on: date, lines: Lines) -> Iterator[Facts]:
    years = (on.year, on.year - 1)
    parts = {name: _grouped(getattr(unit, name).of(ids, "household_id")) for name in _LASTING}
    for name in _YEARLY:
        parts[name] = _grouped(getattr(unit, name).all(household_id=tuple(ids), year=years))
    for id, household in unit.households.some(ids).items():
        mine = {name: part.get(id, ()) for name, part in parts.items()}
        file = HouseholdFile(
            household=household,
            members=tuple(mine["people"]),
            standings=tuple(mine["standings"]),
            monitorings=tuple(mine["monitorings"]),
            years=tuple(mine["household_years"]),
            person_years=tuple(mine["person_years"]),
            items=tuple(mine["income_items"]),
            verdicts=tuple(mine["verdicts"]),
        )
        known = [each for each in file.years if each.year <= on.year]
        newest = max(known, key=lambda each: (not each.unverified, each.year), default=None)
        year = newest.year if newest else on.year
        stages = [each for each in mine["stages"] if each.on <= on]
        yield facts_of(file, year, on, lines.get(year), mine["renovations"], stages)


def _grouped(records: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[record.household_id].append(record)
    return found
