"""Gathers households as the doctor looks at them: from the office, in portions."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db import doctor as stored
from fupin_desktop.db import visits
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import LineKind, School
from fupin_desktop.domain.doctor.case import Around, Case, Member, Schooling, VillageCase, Where
from fupin_desktop.domain.household import HouseholdYear, IncomeItem, PersonYear
from fupin_desktop.domain.lines import pick
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.services.settings import NOTICE_DAYS

PORTION = 2000


def around(
    unit: Unit, on: date, region: str, *, household: int | None = None, unkept: frozenset[str] = frozenset()
) -> Around:
    """What lies around the office's households on a day, or around one ``household`` alone, which is quick."""
    poverty, monitoring = lines(unit, region)
    return Around(
        on=on,
        lines=poverty,
        monitoring_lines=monitoring,
        ids=_where(stored.shared_ids(unit, on.isoformat(), household)),
        phones=_where(stored.shared_phones(unit, on.isoformat(), household)),
        helpers={each.name: each.phone for each in unit.cadres.all()},
        pairings=_grouped_pairs(stored.paired(unit, on.isoformat(), household)),
        notice_days=_notice_days(unit),
        unkept=unkept,
        listed={
            village: date.fromisoformat(day)
            for village, day in stored.listed_days(unit, on.isoformat(), household).items()
        },
    )


def _grouped_pairs(rows: Iterable[tuple[Any, ...]]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for cadre, household in rows:
        found[cadre].append(household)
    return found


def _notice_days(unit: Unit) -> Mapping[str, int]:
    kept = unit.settings.find(key="notice_days")
    return {**NOTICE_DAYS, **(json.loads(kept.value) if kept else {})}


def lines(unit: Unit, region: str) -> tuple[Mapping[int, Decimal], Mapping[int, Decimal]]:
    """The lines of poverty and of monitoring by income year, in yuan."""
    kept = unit.poverty_lines.all()
    return _of_kind(kept, region, LineKind.POVERTY), _of_kind(kept, region, LineKind.MONITORING)


def _of_kind(lines: Sequence[PovertyLine], region: str, kind: LineKind) -> Mapping[int, Decimal]:
    years = {line.year for line in lines}
    found = {year: pick(lines, year, region, kind) for year in years}
    return {year: line.amount for year, line in found.items() if line is not None}


def _where(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, Sequence[Where]]:
    found: dict[str, list[Where]] = defaultdict(list)
    for value, *where in rows:
        found[value].append(Where(*where))
    return {value: places for value, places in found.items() if len(places) > 1}


def cases(unit: Unit, ids: Sequence[int], about: Around) -> Iterator[Case]:
    """The households with these ids, whole. Ended ones and applicants are the caller's to leave out."""
    for first in range(0, len(ids), PORTION):
        yield from _portion(unit, ids[first : first + PORTION], about)


def _grouped(records: Iterable[Any], by: str = "household_id") -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[getattr(record, by)].append(record)
    return found


def _portion(unit: Unit, ids: Sequence[int], about: Around) -> Iterator[Case]:
    on = about.on
    of: Callable[[str], Mapping[int, list[Any]]] = lambda name: _grouped(  # noqa: E731
        getattr(unit, name).of(ids, "household_id")
    )
    people, spells, standings, monitorings = (
        of("people"),
        of("work_spells"),
        of("standings"),
        of("monitorings"),
    )
    renovations, stages, subsidies, relocations = (
        of("renovations"), of("stages"), of("subsidies"), of("relocations")
    )  # fmt: skip
    surveyed, past = _person_surveys(unit, ids, on.year)
    years = _household_surveys(unit, ids, on.year)
    items = _items(unit, ids, years)
    measures = _grouped(unit.measures.of(stored.newest_plans(unit, ids, on.year), "plan_id"))
    corrections = _grouped(unit.corrections.all(household_id=tuple(ids), agreed_on=None))
    pairings = [each for each in unit.pairings.of(ids, "household_id")
                if each.since <= on and (each.until is None or each.until > on)]  # fmt: skip
    cadres = unit.cadres.some({each.cadre_id for each in pairings})
    helpers = _grouped(pairings)
    for id, household in unit.households.some(ids).items():
        worked = _grouped(spells[id], "person_id") if id in spells else {}
        known = [each for each in standings.get(id, ()) if each.since <= on]
        yield Case(
            household=household, around=about,
            members=[
                Member(each, surveyed.get(each.id), on, past.get(each.id, ()), worked.get(each.id, ()))
                for each in people.get(id, ()) if each.present(on)
            ],
            standing=max(known, key=lambda each: each.since) if known else None,
            years=years.get(id, ()), items=items.get(id, ()),
            monitorings=sorted(monitorings.get(id, ()), key=lambda e: (e.identified_on or e.found_on or date.min, e.id), reverse=True),
            measures=measures.get(id, ()), helpers=[cadres[each.cadre_id] for each in helpers.get(id, ())],
            renovations=renovations.get(id, ()), stages=stages.get(id, ()), subsidies=subsidies.get(id, ()),
            relocations=relocations.get(id, ()), corrections=corrections.get(id, ()),
        )  # fmt: skip


def _person_surveys(
    unit: Unit, ids: Sequence[int], year: int
) -> tuple[Mapping[int | None, PersonYear], Mapping[int | None, list[Schooling]]]:
    """By person the newest survey up to a year, and what earlier ones say of school (that is all that rules ask)."""
    newest: dict[int, int] = {}
    past: dict[int | None, list[Schooling]] = defaultdict(list)
    for person_id, id, of_year, school in stored.person_surveys(unit, ids, year):
        if person_id in newest:
            past[person_id].append(Schooling(of_year, _SCHOOLS[school]))
        else:
            newest[person_id] = id
    return {each.person_id: each for each in unit.person_years.of(newest.values(), "id")}, past


_SCHOOLS: Mapping[str | None, School | None] = {None: None, "": None} | {each.value: each for each in School}


def _household_surveys(unit: Unit, ids: Sequence[int], year: int) -> Mapping[int, list[HouseholdYear]]:
    """By household its two newest surveys up to a year, the newest first."""
    found = list(unit.household_years.of(stored.household_surveys(unit, ids, year), "id"))
    return _grouped(sorted(found, key=lambda each: -each.year))


def _items(
    unit: Unit, ids: Sequence[int], years: Mapping[int, list[HouseholdYear]]
) -> Mapping[int, list[IncomeItem]]:
    """By household the income items of its newest survey's year."""
    newest = {id: found[0].year for id, found in years.items()}
    asked = unit.income_items.all(household_id=tuple(ids), year=tuple(set(newest.values())))
    return _grouped(each for each in asked if newest.get(each.household_id) == each.year)


def village_cases(unit: Unit, about: Around, villages: Sequence[str]) -> Iterator[VillageCase]:
    """The villages with what their households sum up to."""
    sums = {row[0]: row[1:] for row in stored.village_sums(unit, about.on.isoformat(), about.on.year)}
    years = _grouped(unit.village_years.all(), "village")
    notices = _grouped(unit.printed.some(stored.posted(unit, about.on.isoformat())).values(), "village")
    unvisited = _unvisited(unit, about.on) if unit.visits.count() else None
    for village in unit.villages.all(order=("place",)):
        if villages and village.name not in villages:
            continue
        mine = [each for each in years.get(village.name, ()) if each.year <= about.on.year]  # type: ignore[call-overload]
        households, people, land, unsafe = sums.get(village.name, (0, 0, 0, 0))
        yield VillageCase(
            village=village, around=about, year=max(mine, key=lambda each: each.year, default=None),
            households=households, people=people, land=Decimal(land or 0).scaleb(-3), unsafe=unsafe or 0,
            notices=notices.get(village.name, ()),  # type: ignore[call-overload]
            unvisited=None if unvisited is None else unvisited.get(village.name, (0, 0)),
        )  # fmt: skip


def _unvisited(unit: Unit, on: date) -> dict[str, tuple[int, int]]:
    """By village how many households nobody visited in a day's month, and in its year, up to that day."""
    months, years = (
        Counter(str(each.key) for each in visits.by_village(unit, since, on, "[]") if not each.visits)
        for since in (on.replace(day=1), on.replace(month=1, day=1))
    )
    return {village: (months[village], years[village]) for village in months}
