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

    def key(self, owner: int) -> str:
        """How a clerk's choice names this field; ``owner`` is the id of the household or person it belongs to."""
        return f"{self.table}:{self.row_id or f'of{owner}'}:{self.name}"

    def shown(self) -> tuple[str, str, str]:
        """Label, old and new as a person reads them."""
        if self.name == "household_id":
            return "户编号", str(self.old), str(self.new)
        if self.name == "extra":
            return "其他列", str(self.old or ""), str(self.new or "")
        spec = RECORDS[self.table].fields[self.name]
        return spec.label, show_plain(spec, self.old), show_plain(spec, self.new)


class Gone(NamedTuple):
    """A household or person of the file's villages that the office has and the file has not (本次未出现)."""

    level: str
    id: int
    household: str
    village: str
    name: str

    @property
    def key(self) -> str:
        return f"gone:{self.level}:{self.id}"

    @property
    def words(self) -> str:
        """«水村 李顺（户编号650000000002）», a person without the village."""
        place = f"{self.village} " if self.level == "household" else ""
        return f"{place}{self.name}（户编号{self.household}）"


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
    standings: dict[int, tuple[int, int, tuple[Plain, ...]]] = field(default_factory=dict)
    """By household: the id of the standing to change (0: one begins), of the one before it (0: none), and its values."""
    agreed: list[int] = field(default_factory=list)
    restated: dict[int, str] = field(default_factory=dict)
    gone: list[Gone] = field(default_factory=list)
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
