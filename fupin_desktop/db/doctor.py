"""What the doctor asks of the database: who is on the register, which numbers stand twice, what villages sum up to."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from fupin_desktop.db.journal import MERE_NOTES
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import Household, HouseholdYear, Person, PersonYear

Stored = tuple[Any, ...]

_PRESENT = "(p.joined_on IS NULL OR p.joined_on <= ?1) AND (p.left_on IS NULL OR p.left_on > ?1)"
_RUNNING = "(h.ended_on IS NULL OR h.ended_on > ?1)"


def household_ids(unit: Unit, day: str, village: str | None) -> array[int]:
    """Households that have not ended, in the order of villages and numbers; those that only applied are left out."""
    rows = unit.rows(
        "SELECT h.id FROM household h LEFT JOIN village v ON v.name = h.village "
        f'WHERE {_RUNNING} AND (?2 IS NULL OR h.village = ?2) AND (h.applied_on IS NULL OR EXISTS (SELECT 1 FROM '
        'standing s WHERE s.household_id = h.id AND s.since <= ?1)) ORDER BY coalesce(v.place, 9999), h.village, h."group", h.number',
        day, village,
    )  # fmt: skip
    return array("q", (row[0] for row in rows))


def shared_ids(unit: Unit, day: str, household: int | None = None) -> list[Stored]:
    """Present people whose ID number stands more than once, whoever has the other: (number, household's id, its number,
    village, person's id, name). Of one ``household`` only the numbers that its people have."""
    asked = (
        "AND id_number IN (SELECT o.id_number FROM person o WHERE o.household_id = ?2)" if household else ""
    )
    return unit.rows(
        "SELECT p.id_number, h.id, h.number, h.village, p.id, p.name FROM person p JOIN household h ON h.id = p.household_id "
        f"WHERE {_PRESENT} AND {_RUNNING} AND p.id_number IN (SELECT id_number FROM person WHERE id_number <> '' {asked} "
        "GROUP BY id_number HAVING count(*) > 1) AND p.id_number NOT LIKE '99999%' AND p.id_number NOT LIKE '%*%' ORDER BY p.id",
        day, *([household] if household else []),
    )  # fmt: skip


def shared_phones(unit: Unit, day: str, household: int | None = None) -> list[Stored]:
    """Running households whose phone stands more than once: (phone, household's id, its number, village, 0, head).

    Of one ``household`` only its own phone.
    """
    asked = "AND phone = (SELECT o.phone FROM household o WHERE o.id = ?2)" if household else ""
    return unit.rows(
        f"SELECT h.phone, h.id, h.number, h.village, 0, h.head FROM household h WHERE {_RUNNING} AND h.phone IN "
        f"(SELECT phone FROM household WHERE phone <> '' {asked} GROUP BY phone HAVING count(*) > 1) ORDER BY h.id",
        day, *([household] if household else []),
    )  # fmt: skip


_FILLED: Mapping[str, type[Record]] = {
    "household": Household,
    "person": Person,
    "household_year": HouseholdYear,
    "person_year": PersonYear,
}


def never_filled(unit: Unit) -> set[str]:
    """The national fields that not one record of the office has anything in (``person_year.employer``)."""
    found = set()
    for table, kind in _FILLED.items():
        names = [name for name, field in kind.fields.items() if field.national]
        asked = ", ".join(f'max("{name}" IS NOT NULL AND "{name}" <> \'\')' for name in names)
        [row] = unit.rows(f'SELECT {asked} FROM "{table}"')
        found |= {f"{table}.{name}" for name, filled in zip(names, row, strict=True) if not filled}
    return found


def village_sums(unit: Unit, day: str, year: int) -> list[Stored]:
    """By village: households, present people, land of the newest survey (thousandths of 亩), unsafe houses."""
    return unit.rows(
        "SELECT h.village, count(*), sum((SELECT count(*) FROM person p WHERE p.household_id = h.id AND "
        f"{_PRESENT})), sum(coalesce(y.farmland, 0)), sum(y.unsafe) FROM household h LEFT JOIN household_year y "
        "ON y.household_id = h.id AND y.year = (SELECT max(x.year) FROM household_year x WHERE x.household_id = h.id "
        f"AND x.year <= ?2) WHERE {_RUNNING} GROUP BY h.village",
        day, year,
    )  # fmt: skip


def paired(unit: Unit, day: str, household: int | None = None) -> list[Stored]:
    """(cadre's id, household's id) of the pairings that run on a day, households that have ended left out.

    Of one ``household`` only those of its cadres.
    """
    asked = (
        "AND g.cadre_id IN (SELECT o.cadre_id FROM pairing o WHERE o.household_id = ?2)" if household else ""
    )
    return unit.rows(
        "SELECT DISTINCT g.cadre_id, h.id FROM pairing g JOIN household h ON h.id = g.household_id "
        f"WHERE g.since <= ?1 AND (g.until IS NULL OR g.until > ?1) AND {_RUNNING} {asked} ORDER BY g.cadre_id, h.id",
        day, *([household] if household else []),
    )  # fmt: skip


def listed_days(unit: Unit, day: str, household: int | None = None) -> dict[str, str]:
    """By village the newest day of a national export that, with later ones, held more than half of its households.

    Of one ``household`` only its own village.
    """
    asked = "AND h.village = (SELECT o.village FROM household o WHERE o.id = ?2)" if household else ""
    rows = unit.rows(
        "SELECT village, imported_on, seen, every FROM (SELECT village, imported_on, sum(count(*)) OVER "
        "(PARTITION BY village ORDER BY imported_on DESC) seen, sum(count(*)) OVER (PARTITION BY village) every "
        f"FROM household h WHERE {_RUNNING} {asked} GROUP BY village, imported_on) "
        "WHERE imported_on IS NOT NULL AND imported_on <= ?1 AND seen * 2 > every ORDER BY imported_on",
        day, *([household] if household else []),
    )  # fmt: skip
    return {village: listed for village, listed, *_ in rows}


def posted(unit: Unit, day: str) -> list[int]:
    """The records of notices posted by a day, the newest edition of each."""
    rows = unit.rows(
        "SELECT max(id) FROM printed WHERE kind LIKE 'notice:%' AND posted_on <= ?1 "
        "GROUP BY kind, village, period, posted_on ORDER BY 1",
        day,
    )
    return [row[0] for row in rows]


_AMONG = "household_id IN (SELECT value FROM json_each(?1))"


def person_surveys(unit: Unit, ids: Sequence[int], year: int) -> list[Stored]:
    """(person's id, survey's id, year, 在校生状况 as a code) of households' people up to a year, the newest first."""
    return unit.rows(
        f"SELECT person_id, id, year, school FROM person_year WHERE {_AMONG} AND year <= ?2 ORDER BY person_id, year DESC",
        json.dumps(list(ids)), year,
    )  # fmt: skip


def household_surveys(unit: Unit, ids: Sequence[int], year: int) -> list[int]:
    """The ids of each household's two newest surveys up to a year; those nobody has verified yet come last."""
    rows = unit.rows(
        "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY household_id ORDER BY unverified, year DESC) place "
        f"FROM household_year WHERE {_AMONG} AND year <= ?2) WHERE place <= 2",
        json.dumps(list(ids)), year,
    )  # fmt: skip
    return [row[0] for row in rows]


def newest_plans(unit: Unit, ids: Sequence[int], year: int) -> list[int]:
    """The id of each household's newest plan up to a year."""
    rows = unit.rows(
        f"SELECT id, max(year) FROM plan WHERE {_AMONG} AND year <= ?2 GROUP BY household_id",
        json.dumps(list(ids)), year,
    )  # fmt: skip
    return [row[0] for row in rows]


def last_act(unit: Unit) -> int:
    """The number of the newest act, 0 when nothing was ever done."""
    return int(unit.rows("SELECT coalesce(max(id), 0) FROM act")[0][0])


def changed_households(unit: Unit, act: int, most: int) -> set[int] | None:
    """The households that acts after this one touched; None when they are more, or when something of no household changed."""
    unseen = f'act_id > ?1 AND "table" NOT IN {MERE_NOTES}'
    if unit.rows(
        f"SELECT 1 FROM change WHERE {unseen} AND (household_id IS NULL OR last_id IS NOT NULL) LIMIT 1", act
    ):
        return None
    rows = unit.rows(
        f"SELECT household_id FROM change WHERE {unseen} UNION SELECT json_extract(before, '$.household_id') FROM change "
        f"WHERE {unseen} AND json_type(before, '$.household_id') IS NOT NULL LIMIT ?2",
        act, most + 1,
    )  # fmt: skip
    found = {int(row[0]) for row in rows if row[0] is not None}
    return found if len(rows) <= most else None
