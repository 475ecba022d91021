"""Holds two sides against each other: movers, changes field by field, counts by village."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.exchange.layouts import field_of
from fupin_desktop.exchange.rows import Rows
from fupin_desktop.services.comparing.outcome import (
    MOVED_IN,
    MOVED_OUT,
    Change,
    Compared,
    Home,
    Mover,
    VillageCount,
)
from fupin_desktop.services.comparing.pairing import NOBODY, Pairs, pair
from fupin_desktop.services.comparing.sides import Side
from fupin_desktop.services.comparing.wording import sentence
from fupin_desktop.services.tasks import Watch

STEP = 20_000
_LEFT_OUT = (
    "village.", "sheet.", "person.id_kind", "person.disability_card", "person.join", "person.left_on",
    "person.leave_reason", "household.ended_on", "household.number",
)  # fmt: skip
_DERIVED = ("person.birth", "person.sex")
Shared = list[tuple[str, int, int]]
"""Fields on both sides: key, place on the old, place on the new."""


def hold(old: Side, new: Side, watch: Watch) -> Compared:
    """Compare two sides wholly."""
    people = old.has_people and new.has_people
    found = Compared(
        old.name, new.name, old.day, new.day, people, _size(old), _size(new),
        "old" if old.office else "new" if new.office else "",
    )  # fmt: skip
    pairs = pair(old, new)
    _Holding(old, new, pairs, found, watch).hold()
    found.villages = _by_village(old, new, found)
    found.remarks = list(_remarks(old, new, found))
    found.sentence = sentence(found)
    return found


def _size(side: Side) -> tuple[int, int]:
    return len(side.households), len(side.people)


class _Card:
    """How one side's households and people are named."""

    def __init__(self, side: Side) -> None:
        self.side, rows = side, side.rows
        self._village = _at(rows.household_keys, "household.village")
        self._head = _at(rows.household_keys, "household.head")
        self._name = _at(rows.person_keys, "person.name")
        self._id = _at(rows.person_keys, "person.id_number")
        self._relation = _at(rows.person_keys, "person.relation")
        self.sizes = [0] * len(rows.households)
        for place in side.people:
            self.sizes[rows.owners[place]] += 1

    def home(self, place: int) -> tuple[str, str, str]:
        """Village, number and head of a household."""
        household = self.side.rows.households[place]
        return _of(household, self._village), self.side.numbers[place], _of(household, self._head)

    def row(self, place: int) -> int:
        return 0 if self.side.office else self.side.rows.household_rows[place]

    def whole(self, place: int) -> Home:
        return Home(*self.home(place), self.sizes[place], self.row(place), f"household:{place}")

    def name(self, place: int) -> str:
        return _of(self.side.rows.people[place], self._name)

    def mover(self, place: int, whole: bool, why: str) -> Mover:
        rows, person = self.side.rows, self.side.rows.people[place]
        village, number, head = self.home(rows.owners[place])
        relation = person[self._relation] if self._relation is not None else None
        shown = show_plain(field_of("person.relation"), relation) if relation else ""
        return Mover(
            village, number, head, _of(person, self._name), _of(person, self._id), shown, whole, why,
            rows.person_rows[place], f"person:{place}",
        )  # fmt: skip


class _Holding:
    """One comparison under way."""

    def __init__(self, old: Side, new: Side, pairs: Pairs, found: Compared, watch: Watch) -> None:
        self.old, self.new, self.pairs, self.found, self.watch = old, new, pairs, found, watch
        self.before, self.after = _Card(old), _Card(new)
        self.gone = set(old.households).difference(pairs.homes.values())
        self.lenient = old.office or new.office

    def hold(self) -> None:
        found, pairs = self.found, self.pairs
        found.came = [self.after.whole(place) for place in self.new.households if place not in pairs.homes]
        found.went = [self.before.whole(place) for place in self.old.households if place in self.gone]
        found.renumbered = [self.after.whole(place) for place in sorted(pairs.renumbered)]
        self._households()
        if found.people:
            self._people()
            self._leavers()

    def _households(self) -> None:
        shared = _shared(self.old.rows, self.new.rows, person=False)
        before, after = self.old.rows.households, self.new.rows.households
        for count, (place, was) in enumerate(self.pairs.homes.items()):
            if count % STEP == 0:
                self.watch.step(count, len(self.pairs.homes), "比较农户")
            home = self.after.home(place)
            if place in self.pairs.renumbered:
                self._note(home, "", "户编号", self.old.numbers[was], home[1], place, "household")
            for label, one, two in self._differences(shared, before[was], after[place]):
                self._note(home, "", label, one, two, place, "household")

    def _people(self) -> None:
        rows, before = self.new.rows, self.old.rows
        shared = _shared(before, rows, person=True)
        extras = any(before.extras) and any(rows.extras)
        was, homes = self.pairs.was, self.pairs.homes
        for count, place in enumerate(self.new.people):
            if count % STEP == 0:
                self.watch.step(count, len(self.new.people), "比较成员")
            owner, past = rows.owners[place], was[place]
            if past == NOBODY:
                self.found.joined.append(self.after.mover(place, owner not in homes, self._why_came(place)))
                continue
            if homes.get(owner) != before.owners[past]:
                self._moved(place, past)
            one, two = before.people[past], rows.people[place]
            if one != two or before.person_keys != rows.person_keys:
                for label, old, new in self._differences(shared, one, two):
                    self._note(
                        self.after.home(owner), self.after.name(place), label, old, new, place, "person"
                    )
            if extras and before.extras[past] != rows.extras[place]:
                for label, old, new in _extras(before.extras[past], rows.extras[place]):
                    self._note(
                        self.after.home(owner), self.after.name(place), label, old, new, place, "person"
                    )

    def _moved(self, place: int, past: int) -> None:
        owner, source = self.new.rows.owners[place], self.old.rows.owners[past]
        self.found.joined.append(self.after.mover(place, owner not in self.pairs.homes, MOVED_IN))
        self.found.left.append(self.before.mover(past, source in self.gone, MOVED_OUT))
        home = self.after.home(owner)
        self._note(home, self.after.name(place), "户编号", self.old.numbers[source], home[1], place, "person")

    def _leavers(self) -> None:
        for past in self.old.people:
            if self.pairs.now[past] == NOBODY:
                whole = self.old.rows.owners[past] in self.gone
                self.found.left.append(
                    self.before.mover(past, whole, _why(self.old, past, self.new.why_left))
                )

    def _why_came(self, place: int) -> str:
        """Born between the two days, or what the list itself says."""
        birth = _at(self.new.rows.person_keys, "person.birth")
        day = self.new.rows.people[place][birth] if birth is not None else None
        if day and self.old.day and self.old.day.isoformat() < str(day):
            return "出生"
        return _why(self.new, place, self.new.why_came)

    def _note(
        self, home: tuple[str, str, str], name: str, label: str, old: str, new: str, place: int, level: str
    ) -> None:
        rows = self.new.rows
        row = (
            0
            if self.new.office
            else (rows.household_rows if level == "household" else rows.person_rows)[place]
        )
        self.found.changes.append(Change(*home, name, label, old, new, row, f"{level}:{place}"))

    def _differences(
        self, shared: Shared, was: tuple[Plain, ...], now: tuple[Plain, ...]
    ) -> Iterator[tuple[str, str, str]]:
        for key, one, two in shared:
            old, new = was[one], now[two]
            if old == new or (old in _BLANK and new in _BLANK):
                continue
            if self.lenient and self._says_nothing(old, new):
                continue
            spec = field_of(key)
            yield spec.label, show_plain(spec, old), show_plain(spec, new)

    def _says_nothing(self, old: Plain, new: Plain) -> bool:
        """A blank or hidden cell of the file against what the office knows."""
        if not (old in _BLANK or new in _BLANK or _hidden(old, new)):
            return False
        return not ((old in _BLANK and self.old.office) or (new in _BLANK and self.new.office))


_BLANK = ("", None)


def _hidden(old: Plain, new: Plain) -> bool:
    """Does one of the two hide what the other shows (6590…****1234)?"""
    return "*" in str(old) or "*" in str(new)


def _why(side: Side, place: int, told: Mapping[Plain, str]) -> str:
    return next((told[key] for key in side.keys_of(place) if key in told), "") if told else ""


def _at(keys: Sequence[str], key: str) -> int | None:
    return keys.index(key) if key in keys else None


def _of(values: Sequence[Plain], place: int | None) -> str:
    return str(values[place] or "") if place is not None else ""


def _shared(before: Rows, after: Rows, *, person: bool) -> Shared:
    """The fields that both sides were asked for; what only follows from the ID number is left out."""
    one, two = (rows.person_keys if person else rows.household_keys for rows in (before, after))
    told = [{each.key for each in rows.columns} for rows in (before, after) if rows.columns]
    return [
        (key, one.index(key), place)
        for place, key in enumerate(two)
        if key in one
        and not key.startswith(_LEFT_OUT)
        and not (key in _DERIVED and any(key not in keys for keys in told))
    ]


def _extras(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Columns that nobody knows: where both files have one under the same heading."""
    was, now = (json.loads(text) if text else {} for text in (old, new))
    for heading in dict.fromkeys((*was, *now)):
        if was.get(heading, "") != now.get(heading, ""):
            yield heading, was.get(heading, ""), now.get(heading, "")


def _by_village(old: Side, new: Side, found: Compared) -> list[VillageCount]:
    """A line for each village, in the order of the new list; the sums are those of the whole."""
    before, after = _counts(old), _counts(new)
    names = [*after, *(name for name in before if name not in after)]
    came, went = _homes(found.came), _homes(found.went)
    joined, left = found.within
    changed: dict[str, int] = {}
    for each in found.changes:
        changed[each.village] = changed.get(each.village, 0) + 1
    nobody = (0, 0)
    return [
        VillageCount(
            name, before.get(name, nobody), after.get(name, nobody), came.get(name, nobody), went.get(name, nobody),
            sum(each.village == name for each in joined), sum(each.village == name for each in left),
            changed.get(name, 0),
        )
        for name in names
    ]  # fmt: skip


def _counts(side: Side) -> dict[str, tuple[int, int]]:
    card = _Card(side)
    found: dict[str, tuple[int, int]] = {}
    for place in side.households:
        village = card.home(place)[0]
        households, people = found.get(village, (0, 0))
        found[village] = households + 1, people + card.sizes[place]
    return found


def _homes(homes: Sequence[Home]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for each in homes:
        households, people = found.get(each.village, (0, 0))
        found[each.village] = households + 1, people + each.people
    return found


def _remarks(old: Side, new: Side, found: Compared) -> Iterator[str]:
    if old.day and new.day and old.day > new.day:
        yield f"“{old.name}”的数据日期{old.day}晚于“{new.name}”的{new.day}，两个文件可能选反了，请核对"
    for one, other in ((old, new), (new, old)):
        lacking = sorted(one.villages - other.villages) if other.villages else []
        if lacking and one.villages & other.villages:
            names = "、".join(lacking[:5]) + ("等" if len(lacking) > 5 else "")
            yield f"{names}{len(lacking)}个村只在“{one.name}”里有，请确认“{other.name}”是不是全乡镇的"
    if not found.people and (old.has_people or new.has_people):
        yield "其中一份名单没有姓名一列，只比较了户，没有比较成员"
    for side in (old, new):
        if side.rows.refused:
            yield f"“{side.name}”有{len(side.rows.refused)}行读不成，没有参加比较：{_refused(side)}"


def _refused(side: Side) -> str:
    every = [f"第{each.row}行{each.name}" for each in side.rows.refused[:5]]
    return "、".join(every) + ("等" if len(side.rows.refused) > 5 else "")
