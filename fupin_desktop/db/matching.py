"""Who a roster is held against: everybody the office knows, in bulk and as stored."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from fupin_desktop.db.store import Unit

Stored = tuple[Any, ...]
FEW = 500


def everybody(unit: Unit) -> Iterator[Stored]:
    """Each person: id, household's id, name, ID number, village, day and reason of leaving, relation."""
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute(
        "SELECT p.id, p.household_id, p.name, p.id_number, h.village, p.left_on, p.leave_reason, p.relation "
        "FROM person p JOIN household h ON h.id = p.household_id"
    )
    return iter(cursor)


def numbers(unit: Unit) -> Iterator[str]:
    """Everybody's ID number."""
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute("SELECT id_number FROM person WHERE id_number <> ''")
    return (row[0] for row in cursor)


def homes(unit: Unit, ids: Set[int]) -> Iterator[Stored]:
    """Households of some ids as lists show them: id, number, village, group, head, status, 脱贫年度, type,
    attribute, monitoring, end."""
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute(
        'SELECT household_id, number, village, "group", head, status, lifted_year, household_type, attribute, monitor, ended_on '
        "FROM household_line"
        + (f" WHERE household_id IN ({', '.join('?' * len(ids))})" if len(ids) <= FEW else ""),
        tuple(ids) if len(ids) <= FEW else (),
    )
    return (row for row in cursor if row[0] in ids)


def anybody(unit: Unit) -> bool:
    """Does the office know anybody at all?"""
    return unit.connection.exec_driver_sql("SELECT 1 FROM person LIMIT 1").first() is not None


def closed(unit: Unit, households: Set[int], year: int) -> set[int]:
    """The households (by id) whose survey of a year is closed."""
    found = unit.connection.exec_driver_sql(
        "SELECT household_id FROM household_year WHERE year = ? AND closed = 1", (year,)
    ).scalars()
    return set(found) & households


def registered_people(unit: Unit, day: str) -> Iterator[tuple[int, int]]:
    """Present people of registered households on a day: (person's id, household's id)."""
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute(
        "SELECT p.id, p.household_id FROM person p JOIN household h ON h.id = p.household_id "
        "WHERE (p.joined_on IS NULL OR p.joined_on <= ?1) AND (p.left_on IS NULL OR p.left_on > ?1) "
        "AND (h.ended_on IS NULL OR h.ended_on > ?1) "
        "AND EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1)",
        (day,),
    )
    return iter(cursor)
