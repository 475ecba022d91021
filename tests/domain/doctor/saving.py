"""Puts clean and spoilt households into an office, with everything that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.cadre import Pairing, Post
from fupin_desktop.domain.lines import DEFAULT_LINES
from fupin_desktop.domain.plan import Plan
from fupin_desktop.services.office import Office
from tests.domain.doctor.builders import CleanHousehold


def fill(office: Office, homes: Sequence[CleanHousehold]) -> None:
    """Save households with their neighbours as one act, and the lines of poverty."""
    with office.store.write("建立测试农户") as unit:
        for line in DEFAULT_LINES:
            unit.poverty_lines.save(line)
        cadres: dict[int, int] = {}
        for home in homes:
            keep(unit, home, cadres)
        for home in homes:
            for neighbour in home.neighbours:
                keep(unit, neighbour, cadres)


def keep(unit: Unit, home: CleanHousehold, cadres: dict[int, int]) -> int:
    """Save one household under new ids and give its own; ``cadres`` maps the ids of cadres that are there already."""
    id = unit.households.save(replace(home.household, id=None)).id or 0
    people = {
        each.id: unit.people.save(replace(each, id=None, household_id=id)).id or 0 for each in home.people
    }

    def mine(records: Sequence[Any], **more: Any) -> list[Any]:
        """The records as this household's, and its people's, under their new ids."""
        kept = []
        for each in records:
            links = {"id": None, "household_id": id, **more}
            if hasattr(each, "person_id"):
                links["person_id"] = people[each.person_id]
            kept.append(replace(each, **links))
        return kept

    unit.person_years.add_many(mine([each for each in [*home.years, *home.past] if each is not None]))
    unit.household_years.add_many(mine(home.surveys))
    unit.standings.add_many(mine([home.standing] if home.standing else []))
    unit.income_items.add_many(mine(home.items))
    unit.monitorings.add_many(mine(home.monitorings))
    unit.work_spells.add_many(mine(home.spells))
    unit.relocations.add_many(mine(home.relocations))
    unit.corrections.add_many(mine(home.corrections))
    for house in mine(home.renovations):
        new = unit.renovations.save(house).id
        unit.stages.add_many(mine(home.stages, renovation_id=new))
        unit.subsidies.add_many(mine(home.subsidies, renovation_id=new))
    if home.measures:
        plan = unit.plans.save(Plan(household_id=id, year=home.on.year))
        unit.measures.add_many(mine(home.measures, plan_id=plan.id))
    for cadre in home.cadres:
        old = cadre.id or 0
        if old not in cadres:
            cadres[old] = unit.cadres.save(replace(cadre, id=None)).id or 0
        since = date(home.on.year, 1, 1)
        unit.pairings.save(Pairing(household_id=id, cadre_id=cadres[old], post=Post.A, since=since))
    return id
