"""What was surveyed of each invented household and person, year by year since 2014."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.codes import Education, Fuel, Grade, Health, Road, School, Skill, WorkPlace
from fupin_desktop.domain.household import HouseholdYear, PersonYear
from fupin_desktop.services.demo.codes import coded
from fupin_desktop.services.demo.families import Someone, grade
from fupin_desktop.services.demo.income import sheet
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import TODAY, Member, Story

NOW = TODAY.year


def survey(piles: Piles, story: Story, people_since: int) -> None:
    """Keep every year of a household, and the years of its people from one on."""
    home = _home(story)
    for year in story.years:
        end = min(date(year, 12, 31), TODAY)
        members = story.present(end)
        listed = len(members) or None
        money, items = sheet(story, year, len(members))
        piles.household_years.put(
            HouseholdYear(
                household_id=story.id, year=year, people_listed=listed, closed=year < NOW - 1,
                **_state(story, home, year), **money,
            )
        )  # fmt: skip
        for item in items:
            piles.income_items.put(item)
        for member in members if year >= people_since else ():
            piles.person_years.put(person_year(story.id, member.id, member, year, story.chance.random()))


def _area(story: Story, chance: float, most: int) -> Decimal | None:
    """亩 to the tenth; some have none, and of some nobody asked."""
    if story.chance.random() < 0.03:
        return None
    return (
        Decimal(story.chance.randrange(5, most * 10)) / 10 if story.chance.random() < chance else Decimal(0)
    )


def _home(story: Story) -> dict[str, Any]:
    """What does not change from year to year: land, road, house."""
    chance = story.chance
    farmland = _area(story, 0.93, 18)
    return {
        "farmland": farmland, "irrigated": farmland, "forest": _area(story, 0.2, 6),
        "returned_forest": _area(story, 0.15, 5), "orchard": _area(story, 0.3, 4),
        "pasture": _area(story, 0.4, 120), "water_area": Decimal(0),
        "road_km": Decimal(chance.randrange(1, 38)) / 10,
        "road": chance.choices([Road.MUD, Road.GRAVEL, Road.CONCRETE, Road.ASPHALT], [6, 24, 50, 20])[0],
        "fuel": chance.choices([Fuel.WOOD, Fuel.COAL, Fuel.CLEAN], [20, 65, 15])[0],
        "house_area": Decimal(chance.randrange(40, 121)),
    }  # fmt: skip


def _blank(story: Story, likely: float, unknown: float = 0.02) -> bool | None:
    """Yes, no, or nobody asked."""
    drawn = story.chance.random()
    return None if drawn < unknown else drawn < unknown + likely


def _state(story: Story, home: dict[str, Any], year: int) -> dict[str, Any]:
    """The year's answers; what the export of 2018 states of water and house is stated here as well."""
    now, chance = year == NOW, story.chance
    water = True if now else chance.random() < 0.8 + 0.05 * (year - 2014)
    return {
        **home, "road_hard": home["road"] in (Road.CONCRETE, Road.ASPHALT) if year >= 2016 else None,
        "water_safe": water, "water_hard": not water, "power": _blank(story, 0.985 if year > 2015 else 0.93, 0.01),
        "broadcast": _blank(story, 0.95), "toilet": _blank(story, 0.35 + 0.1 * (year - 2014)),
        "production_power": _blank(story, 0.75), "cooperative": chance.random() < 0.1 * (year - 2013),
        "company_led": chance.random() < 0.08, "leader_led": chance.random() < 0.05 * (year - 2013),
        "unsafe": unsafe(story, year), "house_grade": _grade(story, year),
        "enough_food": _blank(story, 0.975, 0.025), "enough_clothes": _blank(story, 0.975, 0.025),
        "survey_note": "入户核查" if now and chance.random() < 0.2 else "",
    }  # fmt: skip


def renovated_in(story: Story) -> int | None:
    """The year of an earlier renovation (2016 or 2017): every thirteenth lifted household whose house is safe."""
    place = int(story.family.number[2:])
    if story.family.unsafe or story.relocated or story.family.poor or place % 13:
        return None
    return 2016 if place % 2 else 2017


def unsafe(story: Story, year: int) -> bool:
    """Whether the house was unsafe that year."""
    earlier = renovated_in(story)
    return story.family.unsafe or (earlier is not None and year <= earlier)


def _grade(story: Story, year: int) -> Grade | None:
    if unsafe(story, year):
        return Grade.D if int(story.family.number[2:]) % 3 else Grade.C
    return (Grade.B if story.chance.random() < 0.4 else Grade.A) if story.chance.random() < 0.6 else None


def person_year(household_id: int, person_id: int, member: Member, year: int, drawn: float) -> PersonYear:
    """One person's year. ``drawn`` (0 to 1) decides the rare things: nobody asked, not insured."""
    who, age = member.who, member.who.age - (NOW - year)
    school, education = _schooling(who, age, year)
    works = bool(who.work_place) and (year == NOW or drawn < 0.85) and age >= 16
    return PersonYear(
        household_id=household_id, person_id=person_id, year=year, education=coded(Education, education),
        school=coded(School, school), health=(Health.read(who.health),) if year == NOW else _health(who, year),
        skill=coded(Skill, who.skill) if age >= 16 or year == NOW else Skill.NONE,
        work_place=coded(WorkPlace, who.work_place) if works else None,
        work_months=_months(who, year, works),
        post="保洁员" if works and drawn > 0.96 else "",
        resident_medical=None if drawn < 0.004 else not 0.5 < drawn < 0.506,
        employee_medical=False, serious_illness=True,
        resident_pension=_pension(who, age, drawn), employee_pension=False if age >= 16 else None,
        allowance=who.allowance and year >= 2016, destitute=False,
        mandarin=None if age < 6 or drawn < 0.05 else age < 50 or drawn < 0.6,
    )  # fmt: skip


def _months(who: Someone, year: int, works: bool) -> int:
    if year == NOW:
        return who.work_months
    return max(1, who.work_months - (NOW - year)) if works else 0


def _pension(who: Someone, age: int, drawn: float) -> bool | None:
    if age < 16 or who.pupil:
        return None
    return None if 0.3 < drawn < 0.315 else not 0.6 < drawn < 0.62


def _schooling(who: Someone, age: int, year: int) -> tuple[str, str]:
    """在校生状况 and 文化程度; whoever is a pupil now was one before."""
    if year == NOW:
        return who.school, who.education
    if 6 <= age <= 15 or (who.pupil and age >= 16):
        return grade(age), ""
    return "非在校生", "学龄前儿童" if age < 6 else who.education or "初中"


def _health(who: Someone, year: int) -> tuple[Health, ...]:
    """Illness of the old began some years ago; disability is older than the register."""
    if who.health == "长期慢性病" and who.birth.day % 4 > year - 2014:
        return (Health.HEALTHY,)
    return (Health.read(who.health),)
