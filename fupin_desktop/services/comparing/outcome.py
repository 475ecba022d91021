"""What came of a comparison: who came, who went, who changed, by village and by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


class Mover(NamedTuple):
    """A person on one list and not on the other, or in another household. ``household``: its number.

    ``whole``: the household came or went with its people. ``why`` is what the lists say: 出生, 死亡, 由其他户转入 …
    ``row`` counts as Excel does, 0 on the office's side; ``item`` is the key of the person in an import (person:PLACE).
    """

    village: str
    household: str
    head: str
    name: str
    id_number: str
    relation: str
    whole: bool
    why: str
    row: int
    item: str = ""


class Home(NamedTuple):
    """A household that came or went, with how many people."""

    village: str
    household: str
    head: str
    people: int
    row: int
    item: str = ""


class Change(NamedTuple):
    """One field that differs, old and new as a person reads them. ``name`` is empty for a household's field."""

    village: str
    household: str
    head: str
    name: str
    label: str
    old: str
    new: str
    row: int
    item: str = ""


class VillageCount(NamedTuple):
    """One village: [户, 人] of both lists, and what lies between them."""

    village: str
    before: tuple[int, int]
    after: tuple[int, int]
    came: tuple[int, int]
    went: tuple[int, int]
    joined: int
    left: int
    changed: int


@dataclass(slots=True)
class Compared:
    """Two lists held against each other. ``people`` is False for lists of households alone."""

    old: str
    new: str
    old_day: date | None
    new_day: date | None
    people: bool
    before: tuple[int, int]
    after: tuple[int, int]
    office: str = ""
    """Which side the office is: "old", "new" or none."""
    came: list[Home] = field(default_factory=list)
    went: list[Home] = field(default_factory=list)
    joined: list[Mover] = field(default_factory=list)
    left: list[Mover] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    renumbered: list[Home] = field(default_factory=list)
    villages: list[VillageCount] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    sentence: str = ""

    @property
    def changed(self) -> dict[str, int]:
        """How often each field differs, the most frequent first."""
        counts: dict[str, int] = {}
        for each in self.changes:
            counts[each.label] = counts.get(each.label, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: -item[1]))

    @property
    def within(self) -> tuple[list[Mover], list[Mover]]:
        """户内增减: who joined and who left a household that is on both lists."""
        return [each for each in self.joined if not each.whole], [
            each for each in self.left if not each.whole
        ]

    @property
    def added(self) -> int:
        """People who were on no household of the old list."""
        return sum(1 for each in self.joined if each.why != MOVED_IN)

    @property
    def removed(self) -> int:
        """People who are on no household of the new list."""
        return sum(1 for each in self.left if each.why != MOVED_OUT)

    @property
    def nothing(self) -> bool:
        """Are the two lists the same?"""
        return not (self.came or self.went or self.joined or self.left or self.changes or self.renumbered)

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line (contract.md, ``compare``)."""
        joined, left = self.within
        return {
            "added": self.added,
            "removed": self.removed,
            "changed": self.changed,
            "sentence": self.sentence,
            "households_added": len(self.came),
            "households_removed": len(self.went),
            "joined": len(joined),
            "left": len(left),
            "moved": sum(1 for each in self.joined if each.why == MOVED_IN),
            "renumbered": len(self.renumbered),
            "before": list(self.before),
            "after": list(self.after),
            "by_village": {each.village: each._asdict() for each in self.villages},
            "old_day": self.old_day.isoformat() if self.old_day else None,
            "new_day": self.new_day.isoformat() if self.new_day else None,
            "remarks": self.remarks,
        }


MOVED_IN, MOVED_OUT = "由其他户转入", "转到其他户"


def reasons(movers: Iterable[Mover]) -> dict[str, int]:
    """How many people came or went for each reason that the lists give."""
    counts: dict[str, int] = {}
    for each in movers:
        if each.why:
            counts[each.why] = counts.get(each.why, 0) + 1
    return counts
