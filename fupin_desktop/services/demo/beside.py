"""Who stands beside the register: applicants of a new identification, and households proposed for monitoring."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from fupin_desktop.domain.codes import Cause, MonitoringKind, Risk
from fupin_desktop.domain.household import Household, HouseholdYear, Monitoring
from fupin_desktop.services.demo.codes import coded
from fupin_desktop.services.demo.families import VILLAGES, Someone, grade, make_unique, someone
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.register import person
from fupin_desktop.services.demo.story import TODAY, Member, Story
from fupin_desktop.services.demo.years import person_year

_FAMILIES = (
    (46, 44, 17, 12), (63, 61), (38, 36, 9, 5, 66), (52,), (41, 39, 14), (35, 33, 6, 3), (58, 55, 24), (70,),
    (49, 20, 15), (16, 68), (44, 42, 19, 13, 8), (39, 37, 11, 64),
)  # fmt: skip
"""A dozen applicants by the ages of their members; the tenth head is a minor who lives with his grandmother."""


class Applied(NamedTuple):
    """An applicant: whether it is poor, and what its application says."""

    household: int
    village: str
    on: date
    poor: bool
    told: Mapping[str, Any]


_GROUNDS = ("因病", "因灾", "缺技术", "缺劳力", "因学", "缺资金")


def applicants(piles: Piles, seed: int, taken: set[str]) -> list[Applied]:
    """A dozen households that applied this spring and are not on the register."""
    found = []
    chance = random.Random(f"{seed}:applicants")
    numbers: dict[str, int] = {}
    for place, ages in enumerate(_FAMILIES):
        village = VILLAGES[place % len(VILLAGES)]
        numbers[village] = numbers.get(village, 0) + 1
        office = f"本{VILLAGES.index(village):02d}-{numbers[village]:05d}"
        people = _people(chance, ages, taken)
        cause = _GROUNDS[place % len(_GROUNDS)]
        applied = date(2018, 4, 2) + timedelta(days=2 * place + chance.randrange(2))
        id = piles.households.put(
            Household(
                number=office, office_number=True, village=village, group=f"{chance.randrange(1, 7)}组",
                head=people[0].name, phone=f"138{chance.randrange(10**8):08d}", cause=coded(Cause, cause), applied_on=applied,
            )
        )  # fmt: skip
        told = {
            "labour": sum(16 <= each.age < 60 for each in people),
            "people": len(people),
            "cause": coded(Cause, cause),
        }
        found.append(
            Applied(id, village, applied, place not in (3, 6), {**told, "grounds": "收入低，生活困难"})
        )
        piles.household_years.put(_year(chance, id, len(people), poor=place not in (3, 6)))
        for member_place, who in enumerate(people, 1):
            member = Member(who)
            record = person(id, "", member_place, member, None)
            guardian = people[1].name if who.age < 18 and who is people[0] else ""
            member.id = piles.people.put(dataclasses.replace(record, guardian=guardian))
            piles.person_years.put(person_year(id, member.id, member, 2018, chance.random()))
    return found


def _people(chance: random.Random, ages: Sequence[int], taken: set[str]) -> list[Someone]:
    found: list[Someone] = []
    for place, age in enumerate(ages):
        relation, male = _relation(place, age, ages[0], chance)
        surname = found[0].name[0] if found and relation in ("之子", "之女", "之父") else None
        who = someone(chance, relation, age, male, chance.randrange(499), surname)
        if who.age <= 18 and who.age >= 6:
            who.school, who.education = grade(age), ""
        who.education = who.education or ("学龄前儿童" if age < 6 else "" if who.pupil else "初中")
        make_unique(who, taken)
        found.append(who)
    return found


def _relation(place: int, age: int, head: int, chance: random.Random) -> tuple[str, bool]:
    if place == 0:
        return "户主", True
    if age > head + 15:
        return ("之祖母", False) if head < 18 else ("之母", False)
    if place == 1 and abs(age - head) < 10:
        return "配偶", False
    male = chance.random() < 0.5
    return ("之子" if male else "之女"), male


def _year(chance: random.Random, id: int, people: int, poor: bool) -> HouseholdYear:
    income = Decimal(
        chance.randrange(160_000, 285_000) if poor else chance.randrange(330_000, 420_000)
    ).scaleb(-2)
    return HouseholdYear(
        household_id=id, year=2018, people_listed=people, income_recorded=income, water_safe=True, water_hard=False,
        power=True, broadcast=True, unsafe=poor and chance.random() < 0.2, enough_food=True, enough_clothes=True,
        farmland=Decimal(chance.randrange(10, 60)) / 10, survey_note="入户核实",
    )  # fmt: skip


_RISKS = (
    (MonitoringKind.UNSTABLE, (Risk.ILLNESS,)), (MonitoringKind.UNSTABLE, (Risk.WORK,)),
    (MonitoringKind.SUDDEN, (Risk.ACCIDENT,)), (MonitoringKind.UNSTABLE, (Risk.INDUSTRY, Risk.LABOUR)),
    (MonitoringKind.SUDDEN, (Risk.DISASTER,)), (MonitoringKind.UNSTABLE, (Risk.SCHOOLING,)),
)  # fmt: skip
PROPOSED = len(_RISKS)


def proposed(piles: Piles, told: Sequence[Story]) -> None:
    """Six lifted households whose incomes are the lowest, found this spring and not yet on the list."""
    lifted = [each for each in told if each.lifted and not each.stable and not each.ended]
    lowest = sorted(lifted, key=lambda each: (each.family.income, each.family.number))
    for place, (story, (kind, risks)) in enumerate(zip(lowest, _RISKS, strict=False)):
        piles.monitor(
            Monitoring(
                household_id=story.id, kind=kind, risks=risks, found_on=TODAY - timedelta(days=24 - 4 * place),
                remark="入户排查发现",
            ),
            story.family.village,
        )  # fmt: skip
