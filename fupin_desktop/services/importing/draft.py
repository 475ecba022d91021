"""What an import would do, shown before anything is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.exchange.layouts import fields
from fupin_desktop.exchange.rows import ColumnMeaning, RowProblem, Rows
from fupin_desktop.services.importing.outcome import CONFLICT, KINDS, TURNED_AWAY, Change, Outcome

Counts = Mapping[str, int]
TOLD = 2000
"""At most so many changed households and people are listed in the answer of the command line."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, old and new as shown text. ``conflict``: the office corrected it, and the file says otherwise."""

    label: str
    old: str
    new: str
    key: str = ""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One household or person of the file, and what becomes of it."""

    kind: str
    level: str
    household: str
    name: str
    row: int
    changes: tuple[FieldChange, ...] = ()
    key: str = ""


class Items(Sequence[Item]):
    """The items of a draft, made when looked at. ``of`` narrows them to some kinds."""

    def __init__(self, draft: Draft, places: Sequence[tuple[str, int]]) -> None:
        self._draft, self._places = draft, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Items(self._draft, self._places[place])
        level, index = self._places[place]
        return self._draft.item(level, index)

    def __iter__(self) -> Iterator[Item]:
        return (self._draft.item(level, place) for level, place in self._places)


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

    @property
    def unknown_columns(self) -> list[str]:
        return self.rows.unknown_columns

    @property
    def missing(self) -> list[str]:
        """Households and people of the file's villages that the office has and the file has not (本次未出现)."""
        return self.outcome.missing if self.outcome else []

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
        gone = self.outcome.households_missing, self.outcome.people_missing
        return f"{self.totals}。{told}" + (f"；本次未出现{gone[0]}户、另有{gone[1]}人" if any(gone) else "")

    @property
    def items(self) -> Items:
        """Everything, household by household, refused rows last."""
        return self.of()

    def of(self, *kinds: str, level: str = "") -> Items:
        """The items of some kinds (new, changed, unchanged, refused, conflict); of all without any."""
        wanted = {KINDS.index(kind) for kind in kinds} or set(range(len(KINDS)))
        places: list[tuple[str, int]] = []
        out = self.outcome
        if out and level != "person":
            places += [("household", p) for p, state in enumerate(out.household_states) if state in wanted]
        if out and level != "household":
            places += [("person", p) for p, state in enumerate(out.person_states) if state in wanted]
        if TURNED_AWAY in wanted and level != "household":
            places += [("row", p) for p in range(len(self.rows.refused))]
        return Items(self, places)

    def item(self, level: str, place: int) -> Item:
        """One item by where it stands."""
        if level == "row":
            row = self.rows.refused[place]
            return Item("refused", "person", row.number, row.name, row.row)
        assert self.outcome is not None
        if not self._numbers:
            self._numbers = list(self.rows.numbers)
        if level == "household":
            states, changes = self.outcome.household_states, self.outcome.household_changes
            number, name, row_number = (
                self._numbers[place],
                self._head(place),
                self.rows.household_rows[place],
            )
        else:
            states, changes = self.outcome.person_states, self.outcome.person_changes
            number, row_number = self._numbers[self.rows.owners[place]], self.rows.person_rows[place]
            name = str(self.rows.people[place][self.rows.person_keys.index("person.name")])
        shown = tuple(_shown(change) for change in changes.get(place, ()))
        return Item(KINDS[states[place]], level, number, name, row_number, shown, f"{level}:{place}")

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
            "file": list(self.files),
            "layout": self.layout,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "data_day": self.data_day.isoformat() if self.data_day else None,
            "year": self.year,
            "households": dict(self.households),
            "people": dict(self.people),
            "problems": [each.as_json() for each in self.problems],
            "unknown_columns": self.unknown_columns,
            "remarks": self.remarks,
            "new_villages": self.new_villages,
            "missing": self.missing,
            "conflicts": [_item_json(item) for item in self.conflicts()],
            "changes": [_change_json(item) for item in self.of("changed")[:TOLD]],
            "asks": self.asks,
            "totals": self.totals,
            "sentence": self.sentence,
        }


def _shown(change: Change) -> FieldChange:
    label, old, new = change.shown()
    key = f"{change.table}:{change.row_id}:{change.name}"
    return FieldChange(label, old, new, key, bool(change.correction))


def _item_json(item: Item) -> dict[str, Any]:
    changes = [
        {"field": each.label, "office": each.old, "national": each.new}
        for each in item.changes
        if each.conflict
    ]
    return {"key": item.key, "household": item.household, "name": item.name, "changes": changes}


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
