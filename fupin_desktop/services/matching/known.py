"""Everybody the office knows, by number and by name, for lists that are held against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fupin_desktop.db import matching as stored
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.codes import LeaveReason, Relation
from fupin_desktop.domain.lists import HouseholdLine

PORTION = 500


class Known(NamedTuple):
    """One person of the office, as stored."""

    id: int
    household_id: int
    name: str
    id_number: str
    village: str
    left_on: str | None
    leave_reason: str | None
    relation: str | None

    @property
    def relation_label(self) -> str:
        return Relation.of(self.relation).label if self.relation else ""

    @property
    def left(self) -> str:
        """减少: the day and the reason, blank for who is here."""
        if not self.left_on:
            return ""
        reason = LeaveReason.of(self.leave_reason).label if self.leave_reason else ""
        return f"{self.left_on}{reason}"


class Register:
    """The people by number and by name; who is here stands before who has left."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.by_number: dict[str, list[Known]] = {}
        self.by_name: dict[str, list[Known]] = {}
        for each in people:
            if each.id_number:
                self.by_number.setdefault(each.id_number, []).append(each)
            self.by_name.setdefault(plain_name(each.name), []).append(each)

    @classmethod
    def of(cls, unit: Unit) -> Register:
        """Everybody, read once."""
        return cls(map(Known._make, stored.everybody(unit)))

    def named(self, name: str) -> Sequence[Known]:
        """All of a name."""
        return self.by_name.get(plain_name(name), ()) if name else ()


def plain_name(name: str) -> str:
    """A name without what lists write differently: the dot, blanks."""
    return name if name.isalpha() else name.replace("·", "").replace(" ", "")


def household_lines(store: Store, ids: Iterable[int]) -> dict[int, HouseholdLine]:
    """What lists show of households, by id, read in portions."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, HouseholdLine] = {}
    with store.read() as unit:
        for first in range(0, len(wanted), PORTION):
            found |= unit.lines(wanted[first : first + PORTION])
    return found
