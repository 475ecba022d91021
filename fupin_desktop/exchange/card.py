"""A card: a sheet with one household, read by where its labels stand (户情档案, 一户一档), not by columns.

A label's value stands right of it, below it where labels stand side by side, or after its colon. The members stand in a
table of their own within the sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.fields import Kind
from fupin_desktop.domain.values import Cell, Unreadable
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import RECORDS, field_of, recognised, vocabulary
from fupin_desktop.exchange.sheet import Merged, Sheet

TALLEST, MOST_MEMBERS = 120, 40
LABELS = 3
"""So many labels outside a table make a sheet a card."""
DAY = "建档/更新日期"
_OWN_LABELS = (
    "家庭类型", "农户星级", "家庭住房情况", "承包土地情况", "主要收入来源", "户情状态", "各级走访慰问情况", "有关情况说明", DAY,
    "建档日期", "更新日期", "家庭收入情况", "户籍性质", "从业及地址", "主要产业", "享受政策情况", "帮扶措施", "帮扶责任人",
)  # fmt: skip
"""Labels of cards without a field here; what they say is kept among the other columns (其他列)."""

_PLACES = frozenset(
    {"village.county", "village.township", "household.village", "household.group", "household.number", DAY}
)
_inline = re.compile(
    r"([^：:；;\s]{1,14})\s*[：:]\s*([^；;：:]*?)(?=\s*(?:[；;]|$|\s{2,}|　|[^：:；;\s]{1,14}\s*[：:]))"
)
_of_village = re.compile(r"(?:村|村\(社区\)|社区)$")
_left_open = re.compile(r"[xX×_＿\s]*|无").fullmatch
_file = re.compile(
    r"(?P<serial>\d+)[-－—_](?P<kind>[^-－—_]+)[-－—_](?P<head>[^-－—_]+)[-－—_](?P<people>\d+)人?[-－—_]"
    r"(?P<place>[^-－—_]+)(?:[-－—_](?P<party>党员))?"
).fullmatch
_place = re.compile(r"(?P<village>.+?(?:村|社区))(?P<group>.*)|(?P<only>.+)").fullmatch


class Spot(NamedTuple):
    """A value and where it stands; row and column count from nought, -1 for one from the file's name."""

    label: str
    value: Cell
    row: int
    column: int


class Label(NamedTuple):
    """A label outside the members' table; ``beside``: others stand beside it and its value is below."""

    key: str
    row: int
    beside: bool


@dataclass(slots=True)
class Card:
    """One household as its card tells it: by key (or by label, where there is no field), and its members, row by row."""

    file: str
    sheet: str
    household: dict[str, Spot] = field(default_factory=dict)
    members: dict[int, dict[str, Spot]] = field(default_factory=dict)
    columns: dict[str, Spot] = field(default_factory=dict)
    """The headings of the members' table, by key."""
    labels: set[Label] = field(default_factory=set)
    day: Cell = ""

    @property
    def blank(self) -> bool:
        """A form that nobody filled in."""
        return not self.members and not self.household.get("household.head")


def find_card(sheet: Sheet, file: str) -> Card | None:
    """The card on a sheet, or None where it is a table."""
    if sheet.height is not None and sheet.height > TALLEST:
        return None
    grid = _Grid(sheet)
    if len(grid.rows) > TALLEST:
        return None
    card = _Reading(grid, file, sheet.name).read()
    return card if _is_card(card) else None


def _is_card(card: Card) -> bool:
    """Labels over several rows, which say more than the place, and no second head among the members."""
    with_table = "person.name" in card.columns
    layout = recognised(spot.label for spot in card.columns.values())
    if layout is not None and layout.key != "H9":
        return False
    labels = {each for each in card.labels if with_table or not each.beside}
    telling = [each for each in labels if each.key not in _PLACES]
    heads = [each for each in card.members.values() if _leads(each.get("person.relation"))]
    named = with_table or any(each.key in ("household.head", "person.name") for each in labels)
    enough = len({each.key for each in labels}) >= LABELS and len({each.row for each in labels}) > 1
    return named and enough and bool(telling) and len(heads) < 2 and len(card.members) <= MOST_MEMBERS


def _leads(spot: Spot | None) -> bool:
    return (
        spot is not None
        and _is_value("person.relation", spot.value)
        and (field_of("person.relation").read(spot.value) == Relation.HEAD)
    )


def told_by_name(file: str) -> dict[str, str]:
    """What a file's name says: 12-脱贫户-王平-4-月亮村1组-党员.xlsx; nothing when it is written otherwise."""
    found = _file(PurePath(file).stem.strip())
    if found is None:
        return {}
    place = _place(found["place"])
    told = {
        "household.head": found["head"],
        "户类": found["kind"],
        "household_year.people_listed": found["people"],
    }
    if place is not None:
        told["household.village"] = place["village"] or place["only"] or ""
        told["household.group"] = place["group"] or ""
    if found["party"]:
        told["党员户"] = "是"
    return {key: value for key, value in told.items() if value}


@cache
def _labels() -> dict[str, str]:
    """Label → key, or the label itself where there is no field."""
    own = {normal(each): each for each in _OWN_LABELS}
    return own | {
        name: key for name, key in vocabulary().items() if not key.startswith("sheet.") and "#" not in key
    }


def _label(cell: Cell) -> str:
    """The key (or label) that a cell's text means, "" for none."""
    return (
        _labels().get(normal(str(cell).rstrip("：: ")), "") if isinstance(cell, str) and cell.strip() else ""
    )


class _Grid:
    """The cells of a small sheet with their joined neighbours."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = sheet.first(TALLEST + 1)
        self.width = max(map(len, self.rows), default=0)
        self._filled: dict[int, list[tuple[int, Cell]]] = {}
        self._boxes: dict[tuple[int, int], Merged] = {
            (row, column): each
            for each in sheet.merged
            if each.bottom <= TALLEST and each.right < self.width + 50
            for row in range(each.top, each.bottom + 1)
            for column in range(each.left, each.right + 1)
        }

    def box(self, row: int, column: int) -> Merged:
        return self._boxes.get((row, column)) or Merged(row, column, row, column)

    def cell(self, row: int, column: int) -> Cell:
        """A cell's value; every cell of joined ones has theirs."""
        here = self.box(row, column)
        if here.top < len(self.rows) and here.left < len(self.rows[here.top]):
            value = self.rows[here.top][here.left]
            return value.strip() if isinstance(value, str) else value
        return ""

    def filled(self, row: int) -> list[tuple[int, Cell]]:
        """The cells of a row that hold something and begin there, from the left."""
        known = self._filled.get(row)
        if known is None:
            known = self._filled[row] = [
                (column, value.strip() if isinstance(value, str) else value)
                for column, value in enumerate(self.rows[row])
                if value not in ("", None) and self._begins(row, column)
            ]
        return known

    def _begins(self, row: int, column: int) -> bool:
        box = self._boxes.get((row, column))
        return box is None or (box.top, box.left) == (row, column)


class _Reading:
    """The reading of one card."""

    def __init__(self, grid: _Grid, file: str, sheet: str) -> None:
        self.grid = grid
        self.card = Card(file, sheet)
        self.used: set[tuple[int, int]] = set()

    def read(self) -> Card:
        rows = range(len(self.grid.rows))
        head = max(rows, key=self._member_headings, default=None)
        table = (
            self._read_members(head)
            if head is not None and self._member_headings(head) >= LABELS
            else range(0)
        )
        for row in rows:
            if row in table:
                continue
            beside = self._side_by_side(row)
            for column, cell in self.grid.filled(row):
                if (row, column) in self.used:
                    continue
                if not self._read_inline(row, column, cell):
                    self._read_label(row, column, cell, beside)
        self._add_what_the_name_tells()
        return self.card

    def _member_headings(self, row: int) -> int:
        keys = {_label(cell) for _, cell in self.grid.filled(row)}
        return (
            sum(key.startswith(("person.", "person_year.")) for key in keys) if "person.name" in keys else 0
        )

    def _read_members(self, head: int) -> range:
        """The table of members; gives its rows."""
        columns: dict[int, str] = {}
        for column, cell in self.grid.filled(head):
            key = _label(cell) or str(cell)
            if _of_household(key):
                key = (
                    "person.phone"
                    if key == "household.phone"
                    else "person.remark"
                    if key == "household.remark"
                    else str(cell)
                )
            if key not in columns.values():
                columns[column] = key
                self.card.columns[key] = Spot(str(cell), cell, head, column)
        name = next(column for column, key in columns.items() if key == "person.name")
        last = head
        for row in range(head + 1, len(self.grid.rows)):
            if self._ends(row, columns):
                break
            last = row
            found = {
                key: Spot(self.card.columns[key].label, self.grid.cell(row, column), row, column)
                for column, key in columns.items()
                if self.grid.cell(row, column) not in ("", None)
            }
            if not _left_open(str(self.grid.cell(row, name) or "")):
                self.card.members[row] = found
        return range(head, last + 1)

    def _ends(self, row: int, columns: dict[int, str]) -> bool:
        """Does something else begin here: a label of the household where a member would stand?"""
        for column, cell in self.grid.filled(row):
            key = _label(cell)
            if key and columns.get(column) != "person.relation" and _of_household(key):
                return True
        return bool(self._side_by_side(row))

    def _side_by_side(self, row: int) -> bool:
        """Do labels stand next to each other here, so that their values are below?"""
        for column, cell in self.grid.filled(row):
            right = self.grid.box(row, column).right + 1
            if _label(cell) and right < self.grid.width and self._is_label(row, right, _label(cell)):
                return True
        return False

    def _is_label(self, row: int, column: int, after: str) -> bool:
        """Is a cell a label, and not the value (户主) of the label left of it?"""
        cell = self.grid.cell(row, column)
        return bool(_label(cell)) and not _is_value(after, cell)

    def _read_inline(self, row: int, column: int, cell: Cell) -> bool:
        """Labels with their values within one cell: 乡镇：星星镇；村（社区）：月亮村."""
        if not isinstance(cell, str) or ("：" not in cell and ":" not in cell):
            return False
        found = False
        for said in _inline.finditer(cell):
            label, value = said[1], said[2].strip()
            key = _label(label) or ("household.village" if _of_village.search(normal(label)) else "")
            if key:
                found = True
                self.card.labels.add(Label(key, row, False))
                self._put(key, Spot(label, value, row, column))
        return found

    def _read_label(self, row: int, column: int, cell: Cell, beside: bool) -> None:
        key = _label(cell)
        here = self.grid.box(row, column)
        if not key and not (beside and here.bottom == here.top) and not self._is_pair(row, column):
            return
        right, below = (row, here.right + 1), (here.bottom + 1, column)
        if beside and here.bottom > here.top and not key:
            return  # a joined cell at the left names a group of rows
        if key:
            self.card.labels.add(Label(key, row, beside))
        place = below if beside or right[1] >= self.grid.width else right
        value = self.grid.cell(*place) if place[0] < len(self.grid.rows) else ""
        if value in ("", None) or (_label(value) and not _is_value(key, value)):
            return
        self.used.add((self.grid.box(*place).top, self.grid.box(*place).left))
        self._put(key or str(cell), Spot(str(cell), value, *place))

    def _is_pair(self, row: int, column: int) -> bool:
        """An unknown word with something right of it, as known labels of this row have."""
        cell, right = self.grid.cell(row, column), self.grid.box(row, column).right + 1
        if not isinstance(cell, str) or len(cell) > 12 or re.search(r"\d", cell) or right >= self.grid.width:
            return False
        return self.grid.cell(row, right) not in ("", None) and not self._is_label(row, right, "")

    def _put(self, key: str, spot: Spot) -> None:
        if isinstance(spot.value, str) and _left_open(spot.value):
            return
        if key in (DAY, "建档日期", "更新日期"):
            self.card.day = self.card.day or spot.value
        if not key.startswith("person"):
            self.card.household.setdefault(key, spot)
        elif key == "person.name":
            self.card.household.setdefault("household.head", spot)

    def _add_what_the_name_tells(self) -> None:
        for key, value in told_by_name(self.card.file).items():
            self.card.household.setdefault(key, Spot(key, value, -1, -1))


def _of_household(key: str) -> bool:
    table = key.partition(".")[0]
    return key in _OWN_LABELS or table == "village" or (table in RECORDS and not table.startswith("person"))


def _is_value(key: str, cell: Cell) -> bool:
    """Can a cell be what a label of codes asks for?"""
    if not key or key.partition(".")[0] not in RECORDS or "." not in key:
        return False
    spec = field_of(key)
    if spec.kind not in (Kind.CHOICE, Kind.CHOICES, Kind.FLAG):
        return False
    try:
        return spec.read(cell) is not None
    except Unreadable:
        return False
