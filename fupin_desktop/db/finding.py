"""Which household of the office somebody means who gives no 户编号: by ID numbers, or by village and head."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from fupin_desktop.db.store import Unit

_PORTION = 500


class Home(NamedTuple):
    """A household that is not struck off, with its head's ID number."""

    number: str
    office_number: bool
    village: str
    group: str
    head: str
    head_id: str


_HOME = (
    'SELECT h.number, h.office_number, h.village, h."group", h.head, coalesce((SELECT q.id_number FROM person q '
    "WHERE q.household_id = h.id AND q.left_on IS NULL AND q.relation = 'head' LIMIT 1), '')"
)


def homes_of_people(unit: Unit, id_numbers: Collection[str]) -> dict[str, list[Home]]:
    """By ID number the households in which such people live now."""
    found: dict[str, list[Home]] = {}
    every = sorted(id_numbers)
    for first in range(0, len(every), _PORTION):
        part = tuple(every[first : first + _PORTION])
        rows = unit.connection.exec_driver_sql(
            f"{_HOME}, p.id_number FROM person p JOIN household h ON h.id = p.household_id WHERE p.left_on IS NULL "
            f"AND h.ended_on IS NULL AND p.id_number IN ({', '.join('?' * len(part))}) ORDER BY h.id",
            part,
        )
        for row in rows:
            home = _home(row)
            homes = found.setdefault(str(row[6]), [])
            if home not in homes:
                homes.append(home)
    return found


def homes_of_heads(unit: Unit, villages: Collection[str]) -> dict[tuple[str, str], list[Home]]:
    """By village and head's name the households of some villages."""
    found: dict[tuple[str, str], list[Home]] = {}
    for village in sorted(villages):
        rows = unit.connection.exec_driver_sql(
            f"{_HOME} FROM household h WHERE h.ended_on IS NULL AND h.village = ? ORDER BY h.id", (village,)
        )
        for home in map(_home, rows):
            found.setdefault((home.village, home.head), []).append(home)
    return found


def _home(row: Sequence[Any]) -> Home:
    return Home(str(row[0]), bool(row[1]), str(row[2]), str(row[3]), str(row[4]), str(row[5]))
