"""What an import would do, shown before anything is saved."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.domain.plain import show_plain
from fupin_desktop.exchange.layouts import fields
from fupin_desktop.exchange.rows import ColumnMeaning, RowProblem, Rows
from fupin_desktop.services.importing.items import FieldChange, Item, Items, item_json
from fupin_desktop.services.importing.outcome import CONFLICT, KINDS, TURNED_AWAY, Change, Gone, Outcome
from fupin_desktop.services.importing.refusals import Refusal, refusals

Counts = Mapping[str, int]
TOLD = 2000
"""At most so many changed households and people are listed in the answer of the command line."""


LEVELS = ("household", "person", "row")
"""Households, people, and rows that were refused before they became either."""


@dataclass(slots=True)
class Draft:
    """A file that was read and held against the office. Nothing of it is saved yet."""

    rows: Rows
    files: tuple[str, ...]
    sha256: str
    layout: str
    data_day: date | None
    year: int | None
    blank: str
    asks: list[str] = field(default_factory=list)
    outcome: Outcome | None = None
    office: tuple[int, int] = (0, 0)
    seen_act: int = 0
    token: str = ""
    """Under what it is kept among what was read and not yet imported; "" if it is not."""
    _numbers: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        return self.rows.sheet

    @property
    def header_row(self) -> int:
        return self.rows.header_row

    @property
    def mapping(self) -> tuple[ColumnMeaning, ...]:
        """What each column is taken for; ``choices()`` has what it could be instead."""
        return self.rows.columns

    @staticmethod
    def choices() -> dict[str, str]:
        """Key → label of everything a column can mean."""
        return {key: spec.label for key, spec in fields().items()}

    @property
    def remarks(self) -> list[str]:
        return self.rows.remarks

    @property
    def problems(self) -> list[RowProblem]:
        return self.rows.problems

    def refusals(self) -> list[Refusal]:
        """Every row that does not go in, and why."""
        return refusals(self.rows, self.outcome)

    @property
    def units(self) -> tuple[str, str]:
        """What is counted in ``households`` and in ``people``."""
        return ("户", "人")

    @property
    def unknown_columns(self) -> list[str]:
        return self.rows.unknown_columns

    @property
    def missing(self) -> list[str]:
        """Households and people of the file's villages that the office has and the file has not (本次未出现)."""
        return [each.words for each in self.gone]

    @property
    def gone(self) -> Sequence[Gone]:
        """The same as values: each asks whether it is 自然减少、迁出 or 漏报; nothing happens to it by itself."""
        return self.outcome.gone if self.outcome else ()

    @property
    def new_villages(self) -> list[str]:
        return self.outcome.villages if self.outcome else []

    @property
    def households(self) -> Counts:
        """How many households are new, changed, unchanged, refused, in conflict."""
        states = self.outcome.household_states if self.outcome else b""
        there = self.rows.numbers
        lost = {each.number for each in self.rows.refused if each.number and each.number not in there}
        return _counts(states, len(lost))

    @property
    def people(self) -> Counts:
        """The same of people."""
        return _counts(self.outcome.person_states if self.outcome else b"", len(self.rows.refused))

    @property
    def totals(self) -> str:
        """«文件 218户845人／本办 0户»."""
        here = f"{self.office[0]}户" + (f"{self.office[1]}人" if self.office[0] else "")
        return f"文件 {len(self.rows.households)}户{len(self.rows.people)}人／本办 {here}"

    @property
    def changes_anything(self) -> bool:
        """Is there anything to apply (conflicts apart)?"""
        out = self.outcome
        if out is None:
            return False
        kept = any(not change.correction for each in out.household_changes.values() for change in each)
        kept = kept or any(not change.correction for each in out.person_changes.values() for change in each)
        return bool(kept or out.agreed or out.restated or self.households["new"] or self.people["new"])

    @property
    def sentence(self) -> str:
        """The draft in one sentence."""
        if self.outcome is None:
            return "；".join(self.asks)
        told = f"农户{_said(self.households)}；成员{_said(self.people)}"
        away = sum(1 for each in self.outcome.gone if each.level == "household")
        alone = len(self.outcome.gone) - away
        gone = [f"{away}户"] * bool(away) + [f"{'另有' if away else ''}{alone}人"] * bool(alone)
        return f"{self.totals}。{told}" + (f"；本次未出现{'、'.join(gone)}" if gone else "")

    @property
    def items(self) -> Items:
        """Everything, household by household, refused rows last."""
        return self.of()

    def of(self, *kinds: str, level: str = "") -> Items:
        """The items of some kinds (new, changed, unchanged, refused, conflict); of all without any."""
        wanted = {KINDS.index(kind) for kind in kinds} or set(range(len(KINDS)))
        places = array("q")
        out, owners = self.outcome, self.rows.owners
        if out and level != "person":
            places.extend(p * 3 for p, state in enumerate(out.household_states) if state in wanted)
        if out and level != "household":
            several = bool(places)
            places.extend(p * 3 + 1 for p, state in enumerate(out.person_states) if state in wanted)
            if several:  # a household, then its people; both runs are in order already
                key = lambda code: code if code % 3 == 0 else owners[code // 3] * 3 + 1  # noqa: E731
                places = array("q", sorted(places, key=key))
        if TURNED_AWAY in wanted and level != "household":
            places.extend(p * 3 + 2 for p in range(len(self.rows.refused)))
        return Items(self, places)

    def at(self, place: int) -> Item:
        """One item by its place among all: place * 3 + level."""
        return self.item(LEVELS[place % 3], place // 3)

    def key_at(self, place: int) -> str:
        return f"{LEVELS[place % 3]}:{place // 3}"

    def called(self, place: int) -> tuple[str, str]:
        return self.names(LEVELS[place % 3], place // 3)

    def names(self, level: str, place: int) -> tuple[str, str]:
        """The household's number and the name of an item, by where it stands."""
        if level == "row":
            return self.rows.refused[place].number, self.rows.refused[place].name
        if not self._numbers:
            self._numbers = list(self.rows.numbers)
        if level == "household":
            return self._numbers[place], self._head(place)
        name = self.rows.people[place][self.rows.person_keys.index("person.name")]
        return self._numbers[self.rows.owners[place]], str(name)

    def item(self, level: str, place: int) -> Item:
        """One item by where it stands."""
        number, name = self.names(level, place)
        key = f"{level}:{place}"
        if level == "row":
            refused = self.rows.refused[place]
            return Item("refused", "person", number, name, refused.row, (), key, refused.file)
        assert self.outcome is not None
        out, rows = self.outcome, self.rows
        if level == "household":
            state, changes, id = out.household_states, out.household_changes, out.household_ids[place]
            row = rows.household_rows[place]
        else:
            state, changes, id = out.person_states, out.person_changes, out.person_ids[place]
            row = rows.person_rows[place]
        shown = tuple(_shown(change, id) for change in changes.get(place, ()))
        file = rows.part_of(level, place).file if rows.parts else ""
        return Item(KINDS[state[place]], level, number, name, row, shown, key, file)

    def home_of(self, key: str) -> str:
        """The key of the household that a person's item belongs to; "" for others."""
        level, _, place = key.partition(":")
        return f"household:{self.rows.owners[int(place)]}" if level == "person" else ""

    def about(self, key: str) -> str:
        """Where a household lives, or who a person is in it: 水村1组; 之子 2010-01-01."""
        if key.startswith("household:"):
            return "".join(self._told(key, ("household.village", "household.group")).values())
        return " ".join(self._told(key, ("person.relation", "person.birth")).values())

    def values_of(self, key: str) -> list[FieldChange]:
        """Everything that the file says of an item, for one that is new."""
        specs = fields()
        return [FieldChange(specs[name].label, "", text) for name, text in self._told(key).items() if text]

    def _told(self, key: str, only: Collection[str] = ()) -> dict[str, str]:
        """What the file says of an item, by field, as a person reads it; blanks left out."""
        level, _, place = key.partition(":")
        if level not in ("household", "person"):
            return {}
        rows, specs = self.rows, fields()
        names, values = (
            (rows.household_keys, rows.households[int(place)])
            if level == "household"
            else (rows.person_keys, rows.people[int(place)])
        )
        return {
            name: show_plain(specs[name], value)
            for name, value in zip(names, values, strict=True)
            if value not in (None, "") and name in specs and (not only or name in only)
        }

    def _head(self, place: int) -> str:
        keys = self.rows.household_keys
        return (
            str(self.rows.households[place][keys.index("household.head")]) if "household.head" in keys else ""
        )

    def conflicts(self) -> Items:
        return self.of(KINDS[CONFLICT])

    @property
    def clashes(self) -> int:
        """How many values the office corrected that the file has otherwise."""
        if self.outcome is None:
            return 0
        every = (*self.outcome.household_changes.values(), *self.outcome.person_changes.values())
        return sum(1 for changes in every for change in changes if change.correction)

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line (contract.md, ``import``)."""
        return {
            "batch": None,
            "staged": self.token or None,
            "file": list(self.files),
            "layout": self.layout,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "data_day": self.data_day.isoformat() if self.data_day else None,
            "year": self.year,
            "households": dict(self.households),
            "people": dict(self.people),
            "problems": [each.as_json() for each in self.problems],
            "refused": [each.as_json() for each in self.refusals()],
            "unknown_columns": self.unknown_columns,
            "remarks": self.remarks,
            "new_villages": self.new_villages,
            "missing": self.missing,
            "conflicts": [item_json(item, "office", "national", asks=True) for item in self.conflicts()],
            "changes": [_change_json(item) for item in self.of("changed")[:TOLD]],
            "asks": self.asks,
            "totals": self.totals,
            "sentence": self.sentence,
        }


def _shown(change: Change, owner: int) -> FieldChange:
    label, old, new = change.shown()
    return FieldChange(label, old, new, change.key(owner), bool(change.correction))


def _change_json(item: Item) -> dict[str, Any]:
    changes = [{"field": each.label, "old": each.old, "new": each.new} for each in item.changes]
    return {"household": item.household, "name": item.name, "row": item.row, "changes": changes}


def _counts(states: Sequence[int], refused: int) -> Counts:
    found = {kind: bytes(states).count(code) for code, kind in enumerate(KINDS)}
    found["refused"] += refused
    return found


_WORDS = {"new": "新增", "changed": "变更", "unchanged": "未变", "refused": "拒绝", "conflict": "冲突"}


def _said(counts: Counts) -> str:
    return "、".join(f"{word}{counts[kind]}" for kind, word in _WORDS.items() if counts[kind]) or "0"
