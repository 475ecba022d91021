"""What an import asks of the database in bulk: rows as they are stored, streamed to be held against a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from fupin_desktop.db import bulk
from fupin_desktop.db.journal import MERE_NOTES
from fupin_desktop.db.store import Unit

Stored = tuple[Any, ...]

STANDING = ("status", "attribute", "household_type")


def _cursor(unit: Unit) -> Any:
    return unit.connection.connection.cursor()


def _named(letter: str, names: Sequence[str]) -> list[str]:
    return [f'{letter}."{name}"' for name in names]


def households(
    unit: Unit, day: str, year: int, names: Sequence[str], of_year: Sequence[str], newest: bool = False
) -> Iterator[Stored]:
    """Each household: id, number, ended_on, year's id, closed, standing's id, since and three states, village, head,
    then the asked fields of the household and of its year; ``newest``: of its newest year up to that one."""
    year_is = (
        "y.year = (SELECT max(x.year) FROM household_year x WHERE x.household_id = h.id AND x.year <= ?2)"
        if newest else "y.year = ?2"
    )  # fmt: skip
    columns = ", ".join(
        [
            *_named("h", ("id", "number", "ended_on")), "y.id", "y.closed", "s.id", "s.since",
            *_named("s", STANDING), "h.village", "h.head", *_named("h", names), *_named("y", of_year),
        ]
    )  # fmt: skip
    cursor = _cursor(unit)
    cursor.execute(
        f"SELECT {columns} FROM household h LEFT JOIN household_year y ON y.household_id = h.id AND {year_is} "
        "LEFT JOIN standing s ON s.household_id = h.id AND s.since = "
        "(SELECT max(t.since) FROM standing t WHERE t.household_id = h.id AND t.since <= ?1)",
        (day, year),
    )
    return iter(cursor)


def people(
    unit: Unit, year: int, names: Sequence[str], of_year: Sequence[str], newest: bool = False
) -> Iterator[Stored]:
    """Each person: id, household's id, left_on, year's id, extra, number, ID number, name, then the asked fields
    of the person and of that year; ``newest``: of the newest year up to that one."""
    year_is = (
        "y.year = (SELECT max(x.year) FROM person_year x WHERE x.person_id = p.id AND x.year <= ?1)"
        if newest else "y.year = ?1"
    )  # fmt: skip
    columns = ", ".join(
        [
            *_named("p", ("id", "household_id", "left_on")), "y.id",
            *_named("p", ("extra", "number", "id_number", "name", *names)), *_named("y", of_year),
        ]
    )  # fmt: skip
    cursor = _cursor(unit)
    cursor.execute(
        f"SELECT {columns} FROM person p LEFT JOIN person_year y ON y.person_id = p.id AND {year_is} "
        f"WHERE NOT ({_PARTED} AND EXISTS (SELECT 1 FROM person s WHERE {_FOLLOWS}))",
        (year,),
    )
    return iter(cursor)


_PARTED = "coalesce(p.leave_reason, '') IN ('split', 'merge') AND p.left_on IS NOT NULL"
_FOLLOWS = (
    "s.left_on IS NULL AND s.id <> p.id "
    "AND (s.number = p.number AND s.number <> '' OR s.id_number = p.id_number AND s.id_number <> '')"
)
"""Person ``s`` is person ``p`` in the household that he came to by 分户 or 并户."""


def parted(unit: Unit) -> dict[tuple[int, int], tuple[str, str]]:
    """Who came by 分户 or 并户: (person's id, the household that he left) → the day, and the number of his household now."""
    found = unit.rows(
        "SELECT s.id, p.household_id, p.left_on, h.number FROM person p CROSS JOIN person s "
        f"JOIN household h ON h.id = s.household_id WHERE {_PARTED} AND {_FOLLOWS}"
    )
    return {(int(id), int(home)): (str(day), str(number)) for id, home, day, number in found}


def monitorings(unit: Unit, names: Sequence[str]) -> Iterator[Stored]:
    """Each episode: id, household's id, then the asked fields; the newest of a household last."""
    columns = ", ".join(
        ["id", "household_id", "identified_on", "removed_on", *(f'"{name}"' for name in names)]
    )
    cursor = _cursor(unit)
    cursor.execute(
        f"SELECT {columns} FROM monitoring ORDER BY household_id, coalesce(identified_on, found_on), id"
    )
    return iter(cursor)


def last_act(unit: Unit, before: int | None = None) -> int:
    """The number of the newest act (before another one) that changed data: that a list was exported meanwhile is none."""
    cursor = _cursor(unit).execute(
        "SELECT a.id FROM act a WHERE (?1 IS NULL OR a.id < ?1) AND EXISTS (SELECT 1 FROM change c "
        f'WHERE c.act_id = a.id AND c."table" NOT IN {MERE_NOTES}) ORDER BY a.id DESC LIMIT 1',
        (before,),
    )
    found = cursor.fetchone()
    return int(found[0]) if found else 0


def totals(unit: Unit, day: str) -> tuple[int, int]:
    """How many households are on the register that day, and how many of their people are there. No applicants."""
    registered = (
        "(ended_on IS NULL OR ended_on > ?1) AND EXISTS "
        "(SELECT 1 FROM standing s WHERE s.household_id = household.id AND s.since <= ?1)"
    )
    cursor = _cursor(unit)
    cursor.execute(f"SELECT count(*) FROM household WHERE {registered}", (day,))
    households = int(cursor.fetchone()[0])
    cursor.execute(
        "SELECT count(*) FROM person WHERE (joined_on IS NULL OR joined_on <= ?1) AND (left_on IS NULL OR left_on > ?1) "
        f"AND household_id IN (SELECT id FROM household WHERE {registered})",
        (day,),
    )
    return households, int(cursor.fetchone()[0])


def numbered_here(unit: Unit) -> list[tuple[str, str]]:
    """Whose household still has a number of the office's own: (ID number, the household's number)."""
    cursor = _cursor(unit)
    cursor.execute(
        "SELECT p.id_number, h.number FROM household h JOIN person p ON p.household_id = h.id "
        "WHERE h.office_number AND h.ended_on IS NULL AND p.left_on IS NULL AND length(p.id_number) = 18 "
        "AND p.id_number NOT LIKE '%*%' AND p.id_number NOT LIKE '99999%' ORDER BY h.id, p.id"
    )
    return [(str(id_number), str(number)) for id_number, number in cursor]


def last_data_day(unit: Unit) -> tuple[str, str] | None:
    """The newest data day of all imports of households and people, and the file it came from."""
    said = (
        "SELECT data_day, file FROM import_batch WHERE list IN ('people', 'households') "
        "ORDER BY data_day DESC, id DESC LIMIT 1"
    )
    row = _cursor(unit).execute(said).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def shift_people(unit: Unit, moved: Iterable[tuple[int, int]]) -> None:
    """The yearly rows of people who now belong to another household: (household's id, person's id)."""
    act = unit.act
    _cursor(unit).executemany(
        f"UPDATE person_year SET household_id = ?1, version = {act} WHERE person_id = ?2 AND household_id <> ?1",
        moved,
    )


def with_people(unit: Unit) -> Iterator[int]:
    """The ids of households that have anybody."""
    cursor = _cursor(unit)
    cursor.execute("SELECT DISTINCT household_id FROM person")
    return (row[0] for row in cursor)


def roomy(unit: Unit, households: int, people: int) -> AbstractContextManager[None]:
    """While so many new households and people are put in: indexes are made at the end."""
    more = {"household": households, "household_year": households, "standing": households}
    return bulk.without_indexes(unit.connection, {**more, "person": people, "person_year": people})
