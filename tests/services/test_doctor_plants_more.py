"""A clean office has no findings; with one fault for each rule D to H in it, the doctor finds exactly those."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.domain.village import Village
from fupin_desktop.services.office import Office
from tests.domain.doctor.builders import CleanHousehold, clean_household
from tests.domain.doctor.planting_more import PLANTS, VILLAGE_PLANTS, clean_village
from tests.domain.doctor.saving import fill

OF_SUMS = ("H102", "H110")
"""Rules on villages that add up what is on the register."""


def _found(office: Office, on: date) -> set[tuple[str, str]]:
    """(household's number or village, rule) of all findings."""
    return {(each.household or each.village, each.rule) for each in office.doctor.examine(on=on).findings}


def _spoilt(on: date) -> tuple[list[CleanHousehold], set[tuple[str, str]]]:
    """A household for each fault of an era, and what must be found."""
    homes, wanted = [], set()
    for serial, key in enumerate((key for key, each in PLANTS.items() if each.on == on), 1):
        home = clean_household(serial, on)
        PLANTS[key].fault(home)
        homes.append(home)
        wanted |= {(home.household.number, rule) for rule in {key, *PLANTS[key].also}}
    return homes, wanted


@pytest.mark.parametrize("on", sorted({each.on for each in PLANTS.values()}))
def test_exactly_the_planted_faults_are_found(office: Office, on: date) -> None:
    homes, wanted = _spoilt(on)
    clean = [clean_household(serial, on) for serial in range(200, 203)]
    fill(office, [*clean, *homes])
    office.doctor.book.decide("E070b", on=True)  # a local rule that is off by itself
    assert _found(office, on) == wanted


def test_a_clean_office_has_no_findings(office: Office) -> None:
    on = date(2018, 11, 1)
    fill(office, [clean_household(serial, on) for serial in range(1, 21)])
    checked = office.doctor.examine(on=on)
    assert checked.findings == []
    assert checked.result.households == 20


def test_exactly_the_planted_faults_of_villages_are_found(office: Office) -> None:
    on = date(2018, 11, 1)
    fill(office, [clean_household(serial, on) for serial in range(1, 4)])  # 15 people, 24 mu
    wanted = set()
    with office.store.write("行政村信息") as unit:
        for place, (key, fault) in enumerate(VILLAGE_PLANTS.items(), 2):
            spoilt = fault(clean_village(on))
            assert spoilt.year is not None
            village, year = f"{key}村", spoilt.year
            if key in OF_SUMS:
                village, year = "水村", replace(clean_village(on).year or year, land=Decimal(23), people=14)
            else:
                unit.villages.save(Village(name=village, place=place))
            if unit.village_years.find(village=village) is None:
                unit.village_years.save(replace(year, village=village))
            unit.printed.add_many([replace(each, village=village, period=key) for each in spoilt.notices])
            wanted.add((village, key))
    assert _found(office, on) == wanted
