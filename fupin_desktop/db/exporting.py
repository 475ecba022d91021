"""What an export asks of the database: households and people with the facts of a day, as they are stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fupin_desktop.db.store import Unit

Stored = tuple[Any, ...]

_LETTERS = {
    "household": "h", "person": "p", "household_year": "y", "person_year": "q", "standing": "s", "monitoring": "m",
    "village": "v",
}  # fmt: skip
_FROM = """
FROM household h LEFT JOIN village v ON v.name = h.village
LEFT JOIN household_year y ON y.household_id = h.id
  AND y.year = (SELECT max(x.year) FROM household_year x WHERE x.household_id = h.id AND x.year <= :year)
  AND (y.year = :year OR h.ended_on IS NULL OR h.ended_on > :day)
LEFT JOIN standing s ON s.household_id = h.id
  AND s.since = (SELECT max(t.since) FROM standing t WHERE t.household_id = h.id AND t.since <= :day)
LEFT JOIN monitoring m ON m.id = (SELECT e.id FROM monitoring e WHERE e.household_id = h.id
  ORDER BY coalesce(e.identified_on, e.found_on) DESC, e.id DESC LIMIT 1)
"""
_PEOPLE = """
LEFT JOIN person p ON p.household_id = h.id {present}
LEFT JOIN person_year q ON q.person_id = p.id
  AND q.year = (SELECT max(z.year) FROM person_year z WHERE z.person_id = p.id AND z.year <= :year)
  AND (q.year = :year OR p.left_on IS NULL OR p.left_on > :day)
"""
"""Of who is gone an older survey is not shown: it would come back as one of this year."""
_PRESENT = "AND (p.joined_on IS NULL OR p.joined_on <= :day) AND (p.left_on IS NULL OR p.left_on > :day)"
_REGISTERED = "AND s.id IS NOT NULL AND (h.ended_on IS NULL OR h.ended_on > :day)"
_ORDER = 'ORDER BY coalesce(v.place, 9999), h.village, h."group", h.number'


def people(
    unit: Unit, keys: Sequence[str], day: str, year: int, village: str | None, everybody: bool
) -> Iterator[Stored]:
    """The household's id, the person's id and extra, then the asked columns; the head of each household first.

    ``everybody``: also who has left, who has not come yet, ended households, applicants, households without people.
    """
    present = "" if everybody else _PRESENT
    where = "" if everybody else f"{_REGISTERED} AND p.id IS NOT NULL"
    said = (
        f"SELECT h.id, p.id, p.extra, {_columns(keys)} {_FROM} {_PEOPLE.format(present=present)} "
        f"WHERE (:village IS NULL OR h.village = :village) {where} "
        f"{_ORDER}, coalesce(p.relation, '') <> 'head', p.id"
    )
    return _rows(unit, said, day, year, village)


def households(
    unit: Unit, keys: Sequence[str], day: str, year: int, village: str | None, everybody: bool
) -> Iterator[Stored]:
    """The household's id, then the asked columns."""
    where = "" if everybody else _REGISTERED
    said = f"SELECT h.id, {_columns(keys)} {_FROM} WHERE (:village IS NULL OR h.village = :village) {where} {_ORDER}"
    return _rows(unit, said, day, year, village)


def extras(unit: Unit) -> Iterator[str]:
    """The kept columns of all people, each text once."""
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute("SELECT DISTINCT extra FROM person WHERE extra <> ''")
    return (str(row[0]) for row in cursor)


def _columns(keys: Sequence[str]) -> str:
    parts = (key.partition("#")[0].partition(".") for key in keys)
    return ", ".join(
        f'{_LETTERS[table]}."{name}"' if table in _LETTERS else "NULL" for table, _, name in parts
    )


def _rows(unit: Unit, said: str, day: str, year: int, village: str | None) -> Iterator[Stored]:
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute(said, {"day": day, "year": year, "village": village})
    return iter(cursor)


def senders(unit: Unit) -> dict[int, tuple[str, str]]:
    """Of each act that let a list out: who did it, and when (ISO)."""
    said = "SELECT id, person, at FROM act WHERE id IN (SELECT version FROM outgoing)"
    return {act: (person, at) for act, person, at in unit.rows(said)}
