"""The people now on the register, as the search for doubles needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from fupin_desktop.db.store import Unit

_SAID = (
    'SELECT p.id, p.name, p.birth, p.id_number, p.household_id, h.village, h."group" FROM person p '
    "JOIN household h ON h.id = p.household_id WHERE p.left_on IS NULL AND h.ended_on IS NULL"
)


class Member(NamedTuple):
    """Somebody on the register. ``birth`` is an ISO day or None."""

    id: int
    name: str
    birth: str | None
    id_number: str
    household: int
    village: str
    group: str


def members(unit: Unit, village: str | None = None) -> Iterator[Member]:
    """Everybody who has not left, in the order of their records; of one village or all."""
    cursor: Any = unit.connection.connection.cursor()
    cursor.execute(f"{_SAID} AND (?1 IS NULL OR h.village = ?1) ORDER BY p.id", (village,))
    return map(Member._make, cursor)


def decided(unit: Unit) -> Collection[tuple[int, int]]:
    """The pairs that are not the same person, the smaller id first."""
    return {(int(one), int(other)) for one, other in unit.rows("SELECT one, other FROM distinct_pair")}
