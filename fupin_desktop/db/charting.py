"""The counts behind charts: ages, health, labour, incomes of two years, measures, what was done month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from fupin_desktop.db.figures import INCOME, prepare
from fupin_desktop.db.schedule import MEASURE_STATE
from fupin_desktop.domain.ages import age_of
from fupin_desktop.domain.charting import (
    Activity,
    Ages,
    Healths,
    IncomeChange,
    Labour,
    MeasureStates,
    VillageChange,
    age_band,
    age_bands,
)
from fupin_desktop.domain.codes import Health, Sex, Skill, WorkPlace
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.id_number import age
from fupin_desktop.domain.period import Month
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.schedule import TaskState

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

MONTHS = 12
_PRESENT = "(p.joined_on IS NULL OR p.joined_on <= ?1) AND (p.left_on IS NULL OR p.left_on > ?1)"
_THIS_YEAR = (
    "LEFT JOIN person_year q ON q.person_id = p.id "
    "AND q.year = (SELECT max(z.year) FROM person_year z WHERE z.person_id = p.id AND z.year <= ?2)"
)


def ages(unit: Unit, on: date, village: str | None = None) -> Ages:
    """People by age and sex. A sound ID number overrules a typed birth date, as everywhere (see domain.ages)."""
    prepare(unit.connection, on, village)
    men, women = [0] * len(age_bands()), [0] * len(age_bands())
    unknown = 0
    for sex, years, number in _by_age(unit, on):
        if years is None or years < 0 or sex is None:
            unknown += number
        else:
            (men if sex == Sex.MALE else women)[age_band(years)] += number
    return Ages(on, tuple(men), tuple(women), unknown)


def _by_age(unit: Unit, on: date) -> Iterator[tuple[str | None, int | None, int]]:
    """Those whose number and birth date agree are counted by date, the few others one by one."""
    agree = "(p.id_number = '' OR substr(p.id_number, 7, 8) = replace(p.birth, '-', ''))"
    people = f"FROM f_now f JOIN person p ON p.household_id = f.id WHERE {_PRESENT}"
    day = on.isoformat()
    said = f"SELECT p.sex, p.birth, count(*) {people} AND p.birth IS NOT NULL AND {agree} GROUP BY 1, 2"
    for sex, birth, number in unit.rows(said, day):
        yield sex, age(date.fromisoformat(birth), on), number
    said = f"SELECT p.sex, p.birth, p.id_number {people} AND (p.birth IS NULL OR NOT {agree})"
    for sex, birth, number in unit.rows(said, day):
        known = Person(name="", birth=date.fromisoformat(birth) if birth else None, id_number=number)
        yield sex, age_of(known, on), 1


def health(unit: Unit, on: date, village: str | None = None) -> Healths:
    """People by 健康状况."""
    found: Counter[str] = Counter()
    people = 0
    for codes, number in _people(unit, ("coalesce(q.health, '')",), on, village):
        people += number
        found.update({code: number for code in codes.split(",")})
    return Healths(on, people, _ordered(found, Health))


def labour(unit: Unit, on: date, village: str | None = None) -> Labour:
    """People by 劳动技能 and 务工区域; who works had months of work or a place of it in the year."""
    away = "(coalesce(q.work_months, 0) > 0 OR q.work_place IN ('township', 'county', 'province', 'outside'))"
    asked = ("coalesce(q.skill, '')", away, f"CASE WHEN {away} THEN coalesce(q.work_place, '') END")
    skills: dict[str, list[int]] = {}
    places: Counter[str] = Counter()
    for skill, works, place, number in _people(unit, asked, on, village):
        skills.setdefault(skill, [0, 0])[0 if works else 1] += number
        if works:
            places[place] += number
    return Labour(
        on, {code: (a, b) for code, (a, b) in _ordered(skills, Skill).items()}, _ordered(places, WorkPlace)
    )


def _people(unit: Unit, asked: Sequence[str], on: date, village: str | None) -> list[tuple[Any, ...]]:
    """Members present, counted by what their newest year says."""
    prepare(unit.connection, on, village)
    said = (
        f"SELECT {', '.join(asked)}, count(*) FROM f_now f JOIN person p ON p.household_id = f.id {_THIS_YEAR} "
        f"WHERE {_PRESENT} GROUP BY {', '.join(asked)}"
    )
    return unit.rows(said, on.isoformat(), on.year)


def _ordered(counts: Any, codes: Any) -> dict[str, Any]:
    """In the order of the code list, what is not filled in last."""
    order = [*(each.value for each in codes), ""]
    return {code: counts[code] for code in order if code in counts}


def income_change(unit: Unit, on: date, village: str | None = None) -> IncomeChange:
    """The two newest years in which incomes of the same households are known, at most five years back."""
    prepare(unit.connection, on, village)
    for year in range(on.year, on.year - 5, -1):
        if found := _two_years(unit, year - 1, year):
            households, up = sum(n[1] for n in found), sum(n[2] for n in found)
            before, now = (sum(n[place] for n in found) for place in (3, 4))
            people = sum(n[5] for n in found)
            everyone = VillageChange("全镇", households, up, _yuan(before, people), _yuan(now, people))
            return IncomeChange(on, (year - 1, year), tuple(map(_change, found)), everyone)
    return IncomeChange(on, None, ())


def _two_years(unit: Unit, before: int, now: int) -> list[tuple[Any, ...]]:
    """By village: households, how many have more, the incomes of both years times people, people."""
    income = f"(SELECT {INCOME} FROM household_year y WHERE y.household_id = f.id AND y.year = {{}})"
    said = (
        "SELECT t.village, count(*), sum(t.b > t.a), sum(t.a * t.n), sum(t.b * t.n), sum(t.n) FROM "
        f"(SELECT f.village, {income.format('?1')} AS a, {income.format('?2')} AS b, max(f.people, 1) AS n FROM f_now f) t "
        "LEFT JOIN village v ON v.name = t.village "
        "WHERE t.a IS NOT NULL AND t.b IS NOT NULL GROUP BY t.village ORDER BY v.place, v.id"
    )
    return unit.rows(said, before, now)


def _change(row: tuple[Any, ...]) -> VillageChange:
    village, households, up, before, now, people = row
    return VillageChange(village, households, up, _yuan(before, people), _yuan(now, people))


def _yuan(fen: float, people: int) -> Decimal:
    return (Decimal(fen) / people / 100).quantize(Decimal(1), ROUND_HALF_UP)


def measures(unit: Unit, on: date, village: str | None = None) -> MeasureStates:
    """The measures of the plans of the year, by kind."""
    prepare(unit.connection, on, village)
    found: dict[str, dict[TaskState, int]] = {}
    said = (
        f"SELECT coalesce(m.kind, ''), {MEASURE_STATE} AS state, count(*) FROM f_now f JOIN plan g ON g.household_id = f.id "
        "AND g.year = ?2 JOIN measure m ON m.plan_id = g.id GROUP BY 1, 2"
    )
    for kind, state, number in unit.rows(said, on.isoformat(), on.year):
        found.setdefault(kind, {})[TaskState.of(state)] = number
    return MeasureStates(on, _ordered(found, MeasureKind))


def activity(unit: Unit, on: date, village: str | None = None) -> Activity:
    """Twelve months up to ``on``: notices recorded as put up (printed again is once), and entries in the diaries of measures."""
    month = Month(on.year, on.month)
    months = [month]
    while len(months) < MONTHS:
        months.insert(0, months[0].before)
    days = (months[0].first.isoformat(), on.isoformat(), village)
    posted = unit.rows(
        'SELECT substr(day, 1, 7), count(*), 0 FROM (SELECT DISTINCT kind, village, period, coalesce(posted_on, "on") AS day '
        "FROM printed WHERE kind LIKE 'notice:%' AND kind NOT LIKE '%:web') WHERE day BETWEEN ?1 AND ?2 "
        "AND (?3 IS NULL OR village = ?3) GROUP BY 1",
        *days,
    )
    noted = unit.rows(
        'SELECT substr(e."on", 1, 7), count(*), count(DISTINCT e.household_id) FROM progress e JOIN household h '
        'ON h.id = e.household_id WHERE e."on" BETWEEN ?1 AND ?2 AND (?3 IS NULL OR h.village = ?3) GROUP BY 1',
        *days,
    )
    put_up = {name: number for name, number, _ in posted}
    entries = {name: (number, households) for name, number, households in noted}
    return Activity(
        on,
        tuple(
            (each, put_up.get(key := f"{each.year}-{each.number:02}", 0), *entries.get(key, (0, 0)))
            for each in months
        ),
    )
