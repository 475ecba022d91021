"""What the import of a list would do, shown before anything is saved; it has the face of the draft of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.reading import ListRows, Meaning
from fupin_desktop.exchange.rows import REFUSED, RowProblem
from fupin_desktop.services.importing.draft import TOLD
from fupin_desktop.services.importing.items import FieldChange, Item, Items, item_json
from fupin_desktop.services.importing.outcome import CHANGED, CONFLICT, KINDS, NEW, TURNED_AWAY
from fupin_desktop.services.importing.refusals import Refusal
from fupin_desktop.services.lists.words import values_of

Counts = Mapping[str, int]
ABOUT = 4
"""So many values say what a new record is."""


@dataclass(slots=True, eq=False)
class Change:
    """One field that would change, or one record below that would be added (``name`` is "").

    ``node`` is the file's, ``into`` the office's record (None: it is new with its parent). ``asks``: the clerk decides,
    by default the office's value stays: it corrected the value (``correction``), or a running pairing would end.
    """

    node: Node
    into: Node | None
    name: str
    old: Plain
    new: Plain
    label: str
    was: str = ""
    now: str = ""
    correction: int = 0
    asks: bool = False
    place: int = 0
    ends: Node | None = None
    """The running pairing that ends when this one is taken."""

    @property
    def key(self) -> str:
        """How the clerk's choice names it."""
        id = self.into.id if self.into is not None else 0
        return f"{self.node.table}:{id}:{self.name or f'+{self.place}'}"


@dataclass(slots=True, eq=False)
class Lot:
    """One record of the file with all below it, and what becomes of it."""

    node: Node
    owner: int | str
    level: str
    number: str
    name: str
    file: str = ""
    state: int = NEW
    into: Node | None = None
    changes: list[Change] = field(default_factory=list)
    household: int = 0


@dataclass(slots=True)
class ListDraft:
    """A list that was read and held against the office. Nothing of it is saved yet."""

    rows: ListRows
    files: tuple[str, ...]
    sha256: str
    layout: str
    data_day: date | None
    year: int | None
    blank: str
    asks: list[str] = field(default_factory=list)
    lots: list[Lot] | None = None
    missing: list[str] = field(default_factory=list)
    new_villages: list[str] = field(default_factory=list)
    village_changes: list[Change] = field(default_factory=list)
    agreed: list[int] = field(default_factory=list)
    restated: dict[int, str] = field(default_factory=dict)
    kept_count: int = 0
    seen_act: int = 0
    token: str = ""

    @property
    def list_key(self) -> str:
        """The key of the list."""
        return self.rows.spec.key

    @property
    def outcome(self) -> object | None:
        """None until it was held against the office."""
        return self.lots

    @property
    def sheet(self) -> str:
        return self.rows.sheet

    @property
    def header_row(self) -> int:
        return self.rows.header_row

    @property
    def mapping(self) -> tuple[Meaning, ...]:
        """What each column is taken for."""
        return self.rows.columns

    def choices(self) -> dict[str, str]:
        """Key → heading of everything a column of this list can mean."""
        return {each.key: each.heading for each in self.rows.spec.columns}

    @property
    def remarks(self) -> list[str]:
        return self.rows.remarks

    @property
    def problems(self) -> list[RowProblem]:
        return self.rows.problems

    def refusals(self) -> list[Refusal]:
        """Every row that does not go in, and why."""
        said: dict[tuple[str, int | None], list[str]] = {}
        for each in self.problems:
            if each.severity == REFUSED:
                said.setdefault((each.file, each.row), []).append(each.text)
        return [
            Refusal(
                each.file, each.row, each.number, each.name, "；".join(said.get((each.file, each.row), ()))
            )
            for each in self.rows.refused
        ]

    @property
    def units(self) -> tuple[str, str]:
        """What is counted in ``households`` and in ``people``."""
        return ("村" if self.rows.spec.subject == "village" else "条", "条")

    @property
    def unknown_columns(self) -> list[str]:
        return self.rows.unknown_columns

    @property
    def gone(self) -> Sequence[Any]:
        """Nobody is asked to come off a register because of a list."""
        return ()

    @property
    def entries(self) -> Counts:
        """How many records of the list are new, changed, unchanged, refused, in conflict."""
        return self._counts("")

    @property
    def households(self) -> Counts:
        """The same where the list speaks of households or villages."""
        return self._counts("household")

    @property
    def people(self) -> Counts:
        """The same where it speaks of people."""
        return self._counts("person")

    def _counts(self, level: str) -> Counts:
        found = dict.fromkeys(KINDS, 0)
        mine = "person" if self.rows.spec.subject == "person" else "household"
        if level and level != mine:
            return found
        for lot in self.lots or ():
            found[KINDS[lot.state]] += 1
        found["refused"] += len(self.rows.refused)
        return found

    @property
    def totals(self) -> str:
        """«务工月监测：文件 12条／本办 30条»."""
        return f"{self.rows.spec.title}：文件 {len(self.rows.rows) + len(self.rows.refused)}行／本办 {self.kept_count}条"

    @property
    def changes_anything(self) -> bool:
        """Is there anything to apply (what the clerk has to decide apart)?"""
        if self.lots is None:
            return False
        sure = any(
            lot.state == NEW or any(not change.asks for change in lot.changes)
            for lot in self.lots
            if lot.state != TURNED_AWAY
        )
        return bool(sure or self.agreed or self.restated or self.village_changes)

    @property
    def sentence(self) -> str:
        """The draft in one sentence."""
        if self.lots is None:
            return "；".join(self.asks)
        words = {"new": "新增", "changed": "变更", "unchanged": "未变", "refused": "拒绝", "conflict": "冲突"}
        told = "、".join(
            f"{word}{self.entries[kind]}条" for kind, word in words.items() if self.entries[kind]
        )
        gone = f"；本次未出现{len(self.missing)}条" if self.missing else ""
        return f"{self.totals}。{told or '没有内容'}{gone}"

    @property
    def items(self) -> Items:
        return self.of()

    def of(self, *kinds: str, level: str = "") -> Items:
        """The items of some kinds (new, changed, unchanged, refused, conflict); of all without any."""
        wanted = {KINDS.index(kind) for kind in kinds} or set(range(len(KINDS)))
        lots = self.lots or []
        levels = {lot.level for lot in lots}
        if level:
            levels &= {level} if level == "person" else levels - {"person"}
        found = [place for place, lot in enumerate(lots) if lot.state in wanted and lot.level in levels]
        if TURNED_AWAY in wanted:
            found += range(len(lots), len(lots) + len(self.rows.refused))
        return Items(self, found)

    def at(self, place: int) -> Item:
        """One item by where it stands; refused rows come after all others."""
        lots = self.lots or []
        if place >= len(lots):
            row = self.rows.refused[place - len(lots)]
            level = "person" if self.rows.spec.subject == "person" else "household"
            return Item("refused", level, row.number, row.name, row.row, (), self.key_at(place), row.file)
        lot = lots[place]
        changes = tuple(
            FieldChange(each.label, each.was, each.now, each.key, each.asks) for each in lot.changes
        )
        if lot.state == NEW:
            changes = (*values_of(lot.node), *changes)
        return Item(
            KINDS[lot.state], lot.level, lot.number, lot.name, lot.node.row, changes, self.key_at(place),
            lot.file if len(self.files) > 1 else "",
        )  # fmt: skip

    def key_at(self, place: int) -> str:
        lots = self.lots or []
        return f"{lots[place].level if place < len(lots) else 'row'}:{place}"

    def called(self, place: int) -> tuple[str, str]:
        lots = self.lots or []
        found = lots[place] if place < len(lots) else self.rows.refused[place - len(lots)]
        return found.number, found.name

    def about(self, key: str) -> str:
        """What a record of the file says, in a few words, by the key of its item."""
        place = int(key.partition(":")[2])
        if key.startswith("row:") or not self.lots:
            return ""
        said = list(values_of(self.lots[place].node))
        return "，".join(f"{each.label}{each.new}" for each in said[:ABOUT]) + (
            "…" if len(said) > ABOUT else ""
        )

    def conflicts(self) -> Items:
        return self.of(KINDS[CONFLICT])

    @property
    def clashes(self) -> int:
        """How many values wait for the clerk's word."""
        return sum(1 for lot in self.lots or () for change in lot.changes if change.asks)

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line (contract.md, ``import``)."""
        return {
            "batch": None,
            "staged": self.token or None,
            "list": self.list_key,
            "file": list(self.files),
            "layout": self.layout,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "data_day": self.data_day.isoformat() if self.data_day else None,
            "year": self.year,
            "households": dict(self.households),
            "people": dict(self.people),
            "entries": dict(self.entries),
            "problems": [each.as_json() for each in self.problems],
            "unknown_columns": self.unknown_columns,
            "remarks": self.remarks,
            "new_villages": self.new_villages,
            "missing": self.missing,
            "conflicts": [item_json(item, "office", "national", asks=True) for item in self.conflicts()],
            "changes": [
                {**item_json(item, "old", "new", asks=False), "row": item.row}
                for item in self.of("changed")[:TOLD]
            ],
            "asks": self.asks,
            "totals": self.totals,
            "sentence": self.sentence,
        }


def state_of(changes: Sequence[Change]) -> int:
    """What a record that the office has already becomes with these changes."""
    if not changes:
        return KINDS.index("unchanged")
    return CONFLICT if any(each.asks for each in changes) else CHANGED
