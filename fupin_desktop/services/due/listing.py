"""What is due laid in heaps and narrowed, for a page that has to show very many things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from fupin_desktop.domain.due import RULES, Due, DueKind, Group, group_of, week_end
from fupin_desktop.domain.due.items import OFFICE

FIRST = frozenset({DueKind.REPORT, DueKind.NOTICE, DueKind.FLAG})
"""What an office looks at before the long lists of households."""


class By(Enum):
    """How things are laid together."""

    RULE = "rule"
    VILLAGE = "village"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is to hold; what is None or empty narrows nothing."""

    group: Group | None = None
    kind: str = ""
    village: str | None = None
    words: str = ""

    def takes(self, on: date) -> tuple[date, date]:
        """The first and last last-day wanted."""
        sunday = week_end(on)
        if self.group is Group.OVERDUE:
            return date.min, date.fromordinal(on.toordinal() - 1)
        if self.group is Group.WEEK:
            return on, sunday
        if self.group is Group.LATER:
            return date.fromordinal(sunday.toordinal() + 1), date.max
        return date.min, date.max


@dataclass(slots=True)
class Heap:
    """Things of one kind, village or person, with how many are overdue, of this week, later."""

    key: str
    label: str
    items: list[Due] = field(default_factory=list)
    counts: Counter[Group] = field(default_factory=Counter)


def narrowed(items: Iterable[Due], on: date, asked: Asked) -> list[Due]:
    """The things asked for, in their order."""
    first, last = asked.takes(on)
    kinds = {key for key, rule in RULES.items() if asked.kind in ("", rule.kind.value)}
    words = asked.words.strip()
    return [
        each
        for each in items
        if first <= each.due <= last
        and each.rule in kinds
        and (asked.village is None or each.village == asked.village)
        and (not words or _says(each, words))
    ]


def _says(item: Due, words: str) -> bool:
    return (
        words in item.head
        or words in item.person
        or words in item.what
        or words in item.number
        or words in RULES[item.rule].label
    )


def heaps(items: Sequence[Due], on: date, by: By, villages: Sequence[str] = ()) -> list[Heap]:
    """All things as the first heap, then the heaps: rules and villages in their order, people by what is overdue."""
    every = Heap("", f"全部 {len(items):,}项", list(items))
    found: dict[str, Heap] = {}
    groups: dict[date, Group] = {}
    for each in items:
        group = groups.get(each.due) or groups.setdefault(each.due, group_of(each.due, on))
        key, label = _key(each, by)
        heap = found.get(key) or found.setdefault(key, Heap(key, label))
        heap.items.append(each)
        heap.counts[group] += 1
        every.counts[group] += 1
    return [every, *sorted(found.values(), key=_order(by, villages))]


def _key(item: Due, by: By) -> tuple[str, str]:
    if by is By.RULE:
        return item.rule, RULES[item.rule].label
    said = item.village if by is By.VILLAGE else item.person
    return said or "-", said or (OFFICE if by is By.VILLAGE else "没有责任人")


def _order(by: By, villages: Sequence[str]) -> Callable[[Heap], tuple[Any, ...]]:
    rules, places = {key: at for at, key in enumerate(RULES)}, {name: at for at, name in enumerate(villages)}

    def rank(heap: Heap) -> tuple[Any, ...]:
        if by is By.RULE:
            return (rules[heap.key],)
        if by is By.VILLAGE:
            return (-1 if heap.key == "-" else places.get(heap.key, len(places)), heap.label)
        return (heap.key == "-", -heap.counts[Group.OVERDUE], -len(heap.items), heap.label)

    return rank


def foremost(items: Iterable[Due], on: date, most: int) -> list[Due]:
    """A few things for the first page: overdue or of this week, the office's own affairs before those of households."""
    sunday = week_end(on)
    near = [each for each in items if each.due <= sunday]
    return sorted(near, key=lambda each: (each.kind not in FIRST, each.due < on, each.due, each.place))[:most]
