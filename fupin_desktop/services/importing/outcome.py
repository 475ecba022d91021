"""What would become of each household and person of a file, in plain values."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.exchange.layouts import RECORDS
from fupin_desktop.exchange.rows import Rows

NEW, CHANGED, UNCHANGED, TURNED_AWAY, CONFLICT = range(5)
KINDS = ("new", "changed", "unchanged", "refused", "conflict")

Pick = Callable[[Sequence[Any]], tuple[Any, ...]]


class Change(NamedTuple):
    """One field that would change. ``row_id`` 0: the row is new; ``correction``: it is in conflict with that one."""

    table: str
    row_id: int
    name: str
    old: Plain
    new: Plain
    correction: int = 0

    def shown(self) -> tuple[str, str, str]:
        """Label, old and new as a person reads them."""
        if self.name == "household_id":
            return "户编号", str(self.old), str(self.new)
        if self.name == "extra":
            return "其他列", str(self.old or ""), str(self.new or "")
        spec = RECORDS[self.table].fields[self.name]
        return spec.label, show_plain(spec, self.old), show_plain(spec, self.new)


@dataclass(slots=True)
class Outcome:
    """What would become of each household and person of the file, by its place there."""

    household_ids: array[int]
    household_states: bytearray
    person_ids: array[int]
    person_states: bytearray
    household_changes: dict[int, list[Change]] = field(default_factory=dict)
    person_changes: dict[int, list[Change]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    standings: dict[int, tuple[int, tuple[Plain, ...]]] = field(default_factory=dict)
    agreed: list[int] = field(default_factory=list)
    restated: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    households_missing: int = 0
    people_missing: int = 0
    villages: list[str] = field(default_factory=list)
    full: bool = False

    @classmethod
    def of(cls, rows: Rows) -> Outcome:
        households, people = len(rows.households), len(rows.people)
        return cls(
            array("q", bytes(8 * households)),
            bytearray(households),
            array("q", bytes(8 * people)),
            bytearray(people),
        )


def picker(places: Sequence[int]) -> Pick:
    """Takes the values at some places of a tuple, always as a tuple."""
    if len(places) == 0:
        return _nothing
    if len(places) == 1:
        place = places[0]
        return lambda values: (values[place],)
    return itemgetter(*places)


def _nothing(_: Sequence[Any]) -> tuple[Any, ...]:
    return ()


def state_of(changes: Sequence[Change]) -> int:
    """What a household or person with these changes is."""
    if not changes:
        return UNCHANGED
    return CONFLICT if any(change.correction for change in changes) else CHANGED
