"""What lists ask of the database in bulk: whose rows are, as they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fupin_desktop.db.store import Unit

Stored = tuple[Any, ...]


def homes(unit: Unit) -> Iterator[Stored]:
    """Every household: id, number, village, group, head, the day it ended."""
    return iter(unit.rows('SELECT id, number, village, "group", head, ended_on FROM household ORDER BY id'))


def members(unit: Unit) -> Iterator[Stored]:
    """Everybody: id, household's id, number, ID number, name, the day of leaving."""
    return iter(
        unit.rows("SELECT id, household_id, number, id_number, name, left_on FROM person ORDER BY id")
    )


def heads(unit: Unit) -> dict[int, str]:
    """The ID number of each household's head, by the household's id."""
    said = "SELECT household_id, id_number FROM person WHERE relation = 'head' AND left_on IS NULL ORDER BY id DESC"
    return {int(row[0]): str(row[1]) for row in unit.rows(said)}


def last_data_day(unit: Unit, key: str) -> tuple[str, str] | None:
    """The newest data day of the imports of a list, and the file it came from."""
    found = unit.rows(
        "SELECT data_day, file FROM import_batch WHERE list = ? ORDER BY data_day DESC, id DESC LIMIT 1", key
    )
    return (str(found[0][0]), str(found[0][1])) if found else None
