"""两不愁三保障 of every household at once: the rules of ``domain.assessment`` as one statement, for reports.

``judge`` of the domain gives reasons, household by household; this gives only results, for a hundred thousand households
in a breath. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.db.reporting import LIFTED, POOR, days, here
from fupin_desktop.domain.ages import birth_from
from fupin_desktop.domain.assessment import TWO_AND_THREE
from fupin_desktop.domain.assessment.people import ELDERS, FINISHED
from fupin_desktop.domain.period import Span, Wanting

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

FOLK: Mapping[str, str] = {
    "insured": "q.resident_medical OR q.employee_medical",
    "uninsured": "q.resident_medical = 0 AND q.employee_medical = 0",
    "insured_unknown": (
        "p.id IS NOT NULL AND NOT coalesce(q.resident_medical, 0) AND NOT coalesce(q.employee_medical, 0) "
        "AND (q.resident_medical IS NULL OR q.employee_medical IS NULL)"
    ),
    "illness_insured": "q.employee_medical OR q.serious_illness",
    "pension": "q.resident_pension OR q.employee_pension",
    "destitute": "q.destitute",
    "working": "q.work_months > 0 OR q.work_place IN ('township', 'county', 'province', 'outside')",
    "working_far": "q.work_place IN ('province', 'outside')",
    "posts": "q.post <> ''",
}
"""Which members ``p`` are counted how, by the survey ``q`` of the year that is judged."""


def _codes(codes: Collection[str]) -> str:
    return "(" + ", ".join(f"'{code}'" for code in sorted(codes)) + ")"


_BIRTH = "CASE WHEN replace(p.birth, '-', '') = substr(p.id_number, 7, 8) THEN p.birth ELSE birth_from(p.id_number, p.birth) END"
_AGELESS = f"p.birth IS NULL AND coalesce(p.relation, '') NOT IN {_codes(ELDERS)} AND birth_from(p.id_number, NULL) IS NULL"
_GROWN = "p.birth < h.grown AND substr(p.id_number, 7, 8) <= h.grown_digits"
"""Who is 16 or older on 31 August by both dates: of these, most of all, no birth need be read."""
_CHILD = f"({_BIRTH}) BETWEEN h.grown AND h.starting"
_SIX = f"({_BIRTH}) > (h.number - 7) || '-08-31'"
_EXCUSED = "coalesce(q.dropout, '') IN ('illness', 'disability')"
_DONE_SCHOOL = f"coalesce(q.education, '') IN {_codes(FINISHED)}"
_OUT = (
    "(q.school IS NULL OR q.school = 'not') AND NOT "
    f"{_EXCUSED} AND (q.dropout IS NOT NULL OR (q.school = 'not' AND NOT {_DONE_SCHOOL}))"
)
_BLANK = (
    f"q.id IS NULL OR q.school = 'before' OR (q.school = 'kindergarten' AND NOT ({_SIX})) "
    f"OR (q.school IS NULL AND q.dropout IS NULL AND NOT {_DONE_SCHOOL})"
)
_MANY = 1000
"""Members are counted in one number: those in order, those unknown in thousands, those wanting in millions;
a member without any birth date makes a milliard."""
_SCHOOLING = (
    f"CASE WHEN p.id IS NULL OR ({_GROWN}) THEN 0 WHEN {_AGELESS} THEN {_MANY**3} WHEN {_CHILD} IS NOT TRUE THEN 0 "
    f"WHEN {_OUT} THEN {_MANY**2} WHEN {_BLANK} THEN {_MANY} ELSE 1 END"
)
_MEDICAL = (
    "CASE WHEN p.soldier OR p.id IS NULL THEN 0 "
    f"WHEN q.id IS NULL THEN {_MANY} "
    "WHEN q.employee_medical THEN 1 "
    f"WHEN q.serious_illness = 0 OR (q.resident_medical = 0 AND q.employee_medical = 0) THEN {_MANY**2} "
    f"WHEN q.resident_medical AND q.serious_illness THEN 1 ELSE {_MANY} END"
)
_HOMES = """
INSERT INTO r_home SELECT f.id, f.village, f.status, f.people, coalesce(y.year, :year), y.id, y.enough_food,
  y.enough_clothes, y.water_safe, y.water_hard, y.unsafe, y.house_grade,
  (coalesce(y.year, :year) - 16) || '-09-01', (coalesce(y.year, :year) - 16) || '0831',
  (coalesce(y.year, :year) - 6) || '-08-31',
  (SELECT max(EXISTS (SELECT 1 FROM stage g WHERE g.renovation_id = r.id AND g."on" <= :end
      AND g.kind IN ('accepted', 'moved_in')))
    FROM renovation r WHERE r.household_id = f.id AND r.plan_year <= coalesce(y.year, :year))
FROM f_now f LEFT JOIN household_year y ON y.id = f.year_id AND y.year >= :year - 1
"""
_COLUMNS = (
    "id INTEGER PRIMARY KEY, village, status, people, number, survey, enough_food, enough_clothes, water_safe, water_hard, "
    "unsafe, house_grade, grown, grown_digits, starting, done"
)


def _flag(name: str) -> str:
    return f"CASE {name} WHEN 1 THEN 'met' WHEN 0 THEN 'unmet' ELSE 'unknown' END"


_RULES: Mapping[str, str] = {
    "food": _flag("enough_food"),
    "clothes": _flag("enough_clothes"),
    "schooling": (
        f"CASE WHEN NOT people OR schooling >= {_MANY**3} THEN 'unknown' WHEN schooling >= {_MANY**2} THEN 'unmet' "
        f"WHEN schooling >= {_MANY} THEN 'unknown' WHEN schooling THEN 'met' ELSE 'none' END"
    ),
    "medical": (
        f"CASE WHEN medical >= {_MANY**2} THEN 'unmet' WHEN medical >= {_MANY} OR NOT medical THEN 'unknown' ELSE 'met' END"
    ),
    "house": (
        "CASE WHEN done THEN 'met' WHEN survey IS NULL THEN 'unknown' "
        "WHEN unsafe = 0 THEN CASE WHEN house_grade IN ('C', 'D') OR done = 0 THEN 'unknown' ELSE 'met' END "
        "WHEN unsafe OR house_grade IN ('C', 'D') THEN 'unmet' "
        "WHEN house_grade IS NOT NULL THEN 'met' ELSE 'unknown' END"
    ),
    "water": (
        "CASE WHEN water_safe = 0 OR water_hard THEN 'unmet' WHEN water_safe THEN 'met' ELSE 'unknown' END"
    ),
}
MEMBERS = (
    f"r_home h LEFT JOIN person p ON p.household_id = h.id AND {here(':end')} "
    "LEFT JOIN person_year q ON q.person_id = p.id AND q.year = h.number"
)


def _judged() -> str:
    results = ", ".join(f"{rule} AS {name}" for name, rule in _RULES.items())
    sums = ", ".join(f"count(CASE WHEN {condition} THEN 1 END) AS {name}" for name, condition in FOLK.items())
    return (
        f"CREATE TEMP TABLE r_judged AS SELECT id, village, status, people, number, {results}, {', '.join(FOLK)} "
        f"FROM (SELECT h.*, sum({_SCHOOLING}) AS schooling, sum({_MEDICAL}) AS medical, {sums} "
        f"FROM {MEMBERS} GROUP BY h.id)"
    )


def prepare(unit: Unit, span: Span) -> None:
    """Make ``r_home`` and ``r_judged`` from ``f_now`` (see ``db.figures.prepare``), the households as of the span's end."""
    connection = unit.connection
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.create_function("birth_from", 2, _birth, deterministic=True)
    for name in ("r_judged", "r_home"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
    connection.exec_driver_sql(f"CREATE TEMP TABLE r_home ({_COLUMNS})")
    connection.exec_driver_sql(_HOMES, days(span))
    connection.exec_driver_sql(_judged(), days(span))
    connection.exec_driver_sql("CREATE UNIQUE INDEX temp.ix_r_judged ON r_judged (id)")
    for item in TWO_AND_THREE:  # what the office itself found goes before the data
        connection.exec_driver_sql(
            f"UPDATE r_judged SET {item} = v.result FROM verdict v "
            f"WHERE v.item = '{item}' AND v.household_id = r_judged.id AND v.year = r_judged.number"
        )


def _birth(number: str, kept: str | None) -> str | None:
    found = birth_from(number, date.fromisoformat(kept) if kept else None)
    return found.isoformat() if found else None


def folk(unit: Unit) -> dict[str, int]:
    """The members counted by ``FOLK``. ``prepare`` comes first."""
    said = f"SELECT {', '.join(f'total({name})' for name in FOLK)} FROM r_judged"
    return dict(zip(FOLK, map(int, unit.rows(said)[0]), strict=True))


UNVERIFIED = " OR ".join(f"{item} = 'unknown'" for item in TWO_AND_THREE)


def wanting(unit: Unit) -> Wanting:
    """How many households do not meet each item. ``prepare`` comes first."""
    unmet = ", ".join(f"total({item} = 'unmet')" for item in TWO_AND_THREE)
    poor, lifted = (
        {item.value: int(number) for item, number in zip(TWO_AND_THREE, row, strict=True) if number}
        for of in (POOR, LIFTED)
        for row in unit.rows(f"SELECT {unmet} FROM r_judged WHERE status IN {of}")
    )
    return Wanting(poor, lifted, unit.rows(f"SELECT count(*) FROM r_judged WHERE {UNVERIFIED}")[0][0])
