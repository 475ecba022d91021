"""Cells of an export as plain values (分, ISO days, codes): each spelling is read once, faults are kept as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from fupin_desktop.domain.codes import IdKind
from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.id_number import IdNumber, read_id_number, read_plain
from fupin_desktop.domain.id_number import Kind as IdSort
from fupin_desktop.domain.plain import Plain, blanks, to_plain
from fupin_desktop.domain.values import (
    SPOILT,
    Cell,
    Unreadable,
    clean_name,
    quoted,
    read_month,
    spoilt,
)
from fupin_desktop.exchange.layouts import MEASURES, RECORDS

REMEMBERED = 200_000
"""So many spellings of a column are kept; a column with more is one of numbers that do not return."""

NUMBERS = frozenset(
    {"household.number", "person.number", "person.id_number", "household.account", "person.disability_card"}
)
NAMES = frozenset({"person.name", "household.head", "person.guardian"})
MONTHS = frozenset(
    {"household.registered_on", "person.registered_on", "monitoring.identified_on", "monitoring.removed_on",
     "monitoring.found_on"}
)  # fmt: skip
"""Days that the national system often gives as a month (201404): the first of it."""

_plain_amount = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?").fullmatch
_scientific = re.compile(r"[+-]?\d(?:\.\d*)?[eE]\+?\d+").fullmatch
_GENTLE = (Kind.CHOICE, Kind.CHOICES, Kind.FLAG)


class Bad:
    """A cell that cannot be taken as it is. ``refuses``: its whole row cannot."""

    __slots__ = ("refuses", "text")

    def __init__(self, text: str, refuses: bool) -> None:
        self.text, self.refuses = text, refuses


class Column(dict[Cell, Any]):
    """Reads the cells of one column; what a spelling means is looked up from the second time on."""

    def __init__(self, key: str, field: Field, factor: Decimal = Decimal(1)) -> None:
        super().__init__()
        self.key, self.field, self.factor = key, field, factor
        self.blank = blank_of(key, field)
        self.doubtful = False
        self._unique = key in ("person.number", "person.name")
        easy = field.kind is Kind.TEXT and not field.checks
        self._amount = field.kind is Kind.MONEY and not field.most and not field.checks and factor == 1
        self._easy = re.compile(
            rf"[0-9\u4e00-\u9fff]{{1,{field.longest or 400}}}" if easy else "(?!)"
        ).fullmatch

    def read(self, cells: Iterable[Cell]) -> list[Any]:
        """Plain values, ``Bad`` where a cell cannot be read (then ``doubtful`` is set)."""
        if self._unique:
            easy, read = self._easy, self._read
            return [cell if type(cell) is str and easy(cell) else read(cell) for cell in cells]
        return list(map(self.__getitem__, cells))

    def __missing__(self, cell: Cell) -> Any:
        value = self._read(cell)
        if len(self) < REMEMBERED:
            self[cell] = value
        return value

    def _read(self, cell: Cell) -> Any:
        if type(cell) is str:
            if self._easy(cell):
                return cell
            if self._amount and (found := _plain_amount(cell)):
                return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
        if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
            return self.blank
        try:
            value = self._value(cell if self.factor == 1 else scaled(cell, self.factor))
        except Unreadable as wrong:
            return self._bad(str(wrong), self.field.kind not in _GENTLE)
        if self.field.kind is Kind.MONEY and value is not None and value < 0:
            return self._bad(f"{self.field.label}为负数，请核对", True)
        if value and (said := self.field.problem(value)) and self.field.kind is not Kind.CHOICES:
            return self._bad(said, True)
        return to_plain(self.field, value)

    def _value(self, cell: Cell) -> Any:
        if self.field.kind is Kind.TEXT:
            return self._text(cell)
        if self.key in MONTHS:
            try:
                return self.field.read(cell)
            except Unreadable as wrong:
                if "只有年月" not in str(wrong) and isinstance(cell, str):
                    raise
                return read_month(cell)
        return self.field.read(cell)

    def _text(self, cell: Cell) -> str:
        if spoilt(cell) or (self.key in NUMBERS and isinstance(cell, str) and _scientific(cell.strip())):
            shown = f"{cell:.6G}" if isinstance(cell, int | float) else cell
            raise Unreadable(f"{self.field.label}{quoted(shown)}{SPOILT}")
        if self.key in NAMES and isinstance(cell, str):
            return clean_name(cell)
        text: str = self.field.read(cell)
        return text

    def _bad(self, text: str, refuses: bool) -> Bad:
        self.doubtful = True
        return Bad(text, refuses)


YES = "是"
_NOT = frozenset({"否", "无", "没有", "未", "0", "/", "-", "—", "未实施", "尚未实施", "未享受", "不享受"})
_ALL_TOLD = frozenset({"是", "有", "√", "✓", "1", "已实施", "享受", "已享受"})


class Measure(Column):
    """One of the 14 columns of measures: "" for none, 是 for one without more, else what is written of it."""

    def _read(self, cell: Cell) -> Any:
        said = "" if cell is None else self.field.show(cell).strip()
        return "" if said in _NOT else YES if said in _ALL_TOLD else said


def reader(key: str, field: Field, factor: Decimal = Decimal(1)) -> Column:
    """The reader of a column."""
    return Measure(key, field) if key.startswith(f"{MEASURES}#") else Column(key, field, factor)


def scaled(cell: Cell, factor: Decimal) -> Cell:
    """A number in the unit of its heading as a number in ours; anything else as it is."""
    try:
        return f"{(Decimal(str(cell).strip().replace(',', '')) * factor).normalize():f}"
    except InvalidOperation:
        return cell


def blank_of(key: str, field: Field) -> Plain:
    """What a blank cell of a column is in plain form."""
    table, _, name = key.partition("#")[0].partition(".")
    usual = blanks(RECORDS[table]).get(name) if table in RECORDS else None
    if usual is not None:
        return usual
    return "" if field.kind in (Kind.TEXT, Kind.CHOICES) else None


_NOTHING = IdNumber("", IdSort.OTHER)
_KINDS = {
    IdSort.RESIDENT: str(IdKind.RESIDENT),
    IdSort.OLD: str(IdKind.RESIDENT),
    IdSort.DISABLED: str(IdKind.DISABLED),
}


class IdColumn:
    """Reads ID numbers, and what follows from them: birth, sex, kind, the card of a disabled person."""

    def __init__(self, field: Field) -> None:
        self.field = field

    def read(self, cells: Sequence[Cell]) -> tuple[dict[str, list[Any]], dict[int, IdNumber]]:
        """The columns by key (``Bad`` for a spoilt number), and the numbers that are not plain ones, by place."""
        plain = list(map(read_plain, cells))  # type: ignore[arg-type]
        numbers: list[Any] = list(cells)
        births: list[str | None] = [each[0] if each else None for each in plain]
        sexes: list[str | None] = [each[1] if each else None for each in plain]
        cards, kinds = [""] * len(cells), cast("list[str | None]", [str(IdKind.RESIDENT)] * len(cells))
        odd: dict[int, IdNumber] = {}
        for place in (place for place, each in enumerate(plain) if each is None):
            read = odd[place] = self._read(cells[place])
            numbers[place] = self._spoilt(cells[place]) or read.number18 or read.text
            cards[place] = read.text if read.kind is IdSort.DISABLED else ""
            kinds[place] = _KINDS.get(read.kind)
            births[place], sexes[place] = read.birth.isoformat() if read.birth else None, read.sex
        columns = {
            "person.id_number": numbers, "person.disability_card": cards, "person.id_kind": kinds,
            "person.birth": births, "person.sex": sexes,
        }  # fmt: skip
        return columns, odd

    def _read(self, cell: Cell) -> IdNumber:
        read = read_id_number(cell if isinstance(cell, str | int | float) else str(cell or ""))
        return read if read.text else _NOTHING

    def _spoilt(self, cell: Cell) -> Bad | None:
        if spoilt(cell) or (isinstance(cell, str) and _scientific(cell.strip())):
            shown = f"{cell:.6G}" if isinstance(cell, int | float) else cell
            return Bad(f"{self.field.label}{quoted(shown)}{SPOILT}", True)
        return None
