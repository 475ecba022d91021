"""Villages with one fault for each of their rules: the doctor finds exactly those (households: test_doctor_plants)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fupin_desktop.domain.village import Village
from fupin_desktop.domain.visit import Visit
from fupin_desktop.services.office import Office
from tests.domain.doctor.builders import clean_household
from tests.domain.doctor.planting_more import VILLAGE_PLANTS, clean_village
from tests.domain.doctor.saving import fill

OF_SUMS = ("H102", "H110")
"""Rules on villages that add up what is on the register."""


def _found(office: Office, on: date) -> set[tuple[str, str]]:
    """(household's number or village, rule) of all findings."""
    return {(each.household or each.village, each.rule) for each in office.doctor.examine(on=on).findings}


def test_exactly_the_planted_faults_of_villages_are_found(office: Office) -> None:
    on = date(2018, 11, 1)
    fill(office, [clean_household(serial, on) for serial in range(1, 4)])  # 15 people, 24 mu
    wanted = set()
    with office.store.write("行政村信息") as unit:
        for place, (key, fault) in enumerate(VILLAGE_PLANTS.items(), 2):
            spoilt = fault(clean_village(on))
            assert spoilt.year is not None
            village, year = f"{key}村", spoilt.year
            if key == "H106":  # of three households one was not visited
                village = "水村"
                unit.visits.add_many(
                    [Visit(household_id=id, on=on, who="李干部", talk="看住房") for id in (1, 2)]
                )
                wanted.add((village, key))
                continue
            if key in OF_SUMS:
                village, year = "水村", replace(clean_village(on).year or year, land=Decimal(23), people=14)
            else:
                unit.villages.save(Village(name=village, place=place))
            if unit.village_years.find(village=village) is None:
                unit.village_years.save(replace(year, village=village))
            unit.printed.add_many([replace(each, village=village, period=key) for each in spoilt.notices])
            wanted.add((village, key))
    assert _found(office, on) == wanted
