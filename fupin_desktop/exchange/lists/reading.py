"""Reads one sheet of a list: its columns by their headings, its rows as plain values. Nothing is looked up here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Kind, Problem
from fupin_desktop.domain.values import Cell, Unreadable, read_decimal
from fupin_desktop.exchange.cells import Bad
from fupin_desktop.exchange.headings import data_day, factor, normal
from fupin_desktop.exchange.lists import layout_of, recognise_list, spec_of, vocabulary
from fupin_desktop.exchange.lists.cells import BLANK, ListCells
from fupin_desktop.exchange.lists.spec import Column, ListSpec, RowIn
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.rows import FINDING, REFUSED, RefusedRow, RowProblem
from fupin_desktop.exchange.sheet import Row
from fupin_desktop.exchange.structure import open_table
from fupin_desktop.exchange.table import Heading, Table, cell_of

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column of the file is taken for; ``key`` is "" for one that nobody knows."""

    letter: str
    heading: str
    key: str
    label: str


@dataclass(slots=True)
class ListRows:
    """What was read from the sheets of one list."""

    file: str
    sheet: str
    header_row: int
    spec: ListSpec
    layout: str
    columns: tuple[Meaning, ...]
    titles: tuple[str, ...]
    data_day: date | None = None
    remarks: list[str] = field(default_factory=list)
    rows: list[RowIn] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    @property
    def unknown_columns(self) -> list[str]:
        return [each.heading for each in self.columns if not each.key]

    def letter(self, key: str) -> str:
        return next((each.letter for each in self.columns if each.key == key), "")

    def say(self, row: RowIn | None, key: str, severity: str, text: str, value: object = "") -> None:
        """Note something odd about a row, or about the whole sheet."""
        label = next((each.label for each in self.columns if each.key == key), "") if key else ""
        file = row.file if row is not None else self.file
        number = row.row if row is not None else None
        self.problems.append(
            RowProblem(file, self.sheet, number, self.letter(key), label, severity, text, str(value))
        )

    def turn_away(self, row: RowIn, text: str, key: str = "", value: object = "") -> None:
        """Refuse a row, with its reason."""
        self.say(row, key, REFUSED, text, value)
        number = row.word("home.number")
        self.refused.append(
            RefusedRow(row.row, number, row.word("member.name") or row.word("home.head"), row.file)
        )

    def join(self, more: ListRows) -> None:
        """Put the rows of a further file behind these. Raises Refused when it is another list or of another day."""
        if more.spec.key != self.spec.key:
            text = f"“{more.file}”是{more.spec.title}，“{self.file}”是{self.spec.title}，请分别导入"
            raise Refused([Problem("file", text)])
        if more.data_day != self.data_day:
            raise Refused([Problem("file", f"“{more.file}”的数据日期与“{self.file}”不一样，请分别导入")])
        self.rows += more.rows
        self.problems += more.problems
        self.refused += more.refused
        self.remarks += [f"{more.file}：{each}" for each in more.remarks if each not in self.remarks]


def list_of(path: Path) -> str:
    """Which list a file is, "" when it is none of these or cannot be understood."""
    try:
        book, table = open_table(path)
    except Trouble:
        return ""
    with book:
        return recognise_list([each.text for each in table.headings])


def read_list(
    path: Path,
    key: str = "",
    mapping: Mapping[str, str] | None = None,
    step: Step | None = None,
    *,
    clear: bool = False,
) -> ListRows:
    """Read one file as a list. ``mapping`` corrects columns: letter → key, "" to leave one unknown.

    With ``clear`` blank cells clear. Raises Trouble when the file cannot be read or is no list, Refused for a bad
    mapping.
    """
    book, table = open_table(path)
    with book:
        heads = [each.text for each in table.headings]
        key = key or recognise_list(heads)
        if not key:
            raise Trouble(f"“{path.name}”看不出是哪一种名单，请核对表头，或用 --list 指定名单。")
        spec = spec_of(key)
        columns = _columns(spec, table, mapping or {})
        rows = ListRows(
            path.name, table.sheet.name, table.header[1] + 1, spec, layout_of(key, heads),
            tuple(_meaning(heading, column) for heading, column in columns), table.titles,
            data_day(table.titles, path.name),
        )  # fmt: skip
        rows.remarks = [*book.remarks, *table.remarks, *_say_unknown(spec, columns)]
        _Reading(rows, table, columns, clear).read(step)
    if not (rows.rows or rows.refused):
        raise Trouble(f"“{path.name}”里只有表头，没有一行数据，请确认内容后重新导出。")
    return rows


Columns = list[tuple[Heading, Column | None]]


def _columns(spec: ListSpec, table: Table, mapping: Mapping[str, str]) -> Columns:
    known = vocabulary(spec.key)
    keys = {each.key: each for each in spec.columns}
    wrong = [key for key in mapping.values() if key and key not in keys]
    if wrong:
        raise Refused([Problem("mapping", f"{spec.title}没有“{wrong[0]}”这一项，请从列表里选择")])
    taken: set[str] = set()
    found: Columns = []
    for heading in table.headings:
        letter = column_letters(heading.column)
        column = known.get(normal(heading.text)) or known.get(normal(heading.parts[-1]))
        if letter in mapping:
            column = keys.get(mapping[letter])
        elif column is not None and (column.key in mapping.values() or column.key in taken):
            column = None
        if column is not None:
            taken.add(column.key)
        found.append((heading, column))
    return _with_own_items(found, table) if spec.key == "income" else found


def _with_own_items(columns: Columns, table: Table) -> Columns:
    """Unknown columns of amounts among the known ones of an income sheet are sub-items that its makers added."""
    from fupin_desktop.exchange.lists.income import own_item, takes

    places = [place for place, (_, column) in enumerate(columns) if column and column.key.startswith("item.")]
    if not places:
        return columns
    between = range(places[0], places[-1])
    top = [row for _, (_, row) in zip(range(200), table.rows(), strict=False)]
    return [
        (heading, own_item(heading.text))
        if column is None
        and place in between
        and takes(heading.text)
        and _are_amounts(cell_of(row, heading.column) for row in top)
        else (heading, column)
        for place, (heading, column) in enumerate(columns)
    ]


def _are_amounts(cells: Iterable[Cell]) -> bool:
    said = False
    for cell in cells:
        if cell in ("", None):
            continue
        try:
            read_decimal(cell)
        except Unreadable:
            return False
        said = True
    return said


def _meaning(heading: Heading, column: Column | None) -> Meaning:
    label = column.heading if column else ""
    return Meaning(column_letters(heading.column), heading.text, column.key if column else "", label)


def _say_unknown(spec: ListSpec, columns: Columns) -> list[str]:
    said = []
    own = [each.text for each, column in columns if column and column.key.startswith("item.") and
           normal(column.heading) not in vocabulary(spec.key)]  # fmt: skip
    if own:
        said.append(f"“{'”“'.join(own)}”不在68列之内，按转移性收入的自定义项目读入，请核对")
    unknown = [each.text for each, column in columns if column is None]
    if unknown and not spec.keeps:
        said.append(f"不认识的列没有采用，也没有保留：{'、'.join(unknown)}")
    return said


class _Reading:
    """The reading of one sheet."""

    def __init__(self, rows: ListRows, table: Table, columns: Columns, clear: bool) -> None:
        self.rows, self.table, self.clear = rows, table, clear
        self.cells = [
            (each.column, column, ListCells(column, self._factor(each, column)))
            for each, column in columns
            if column is not None and not column.key.startswith("aside.户联系")
        ]
        self.kept = self._kept(columns) if rows.spec.keeps else []

    def _kept(self, columns: Columns) -> list[tuple[int, str]]:
        found: dict[str, int] = {}
        for heading, column in columns:
            if column is None:
                name, number = heading.text, 2
                while name in found:
                    name, number = f"{heading.text}（{number}）", number + 1
                found[name] = heading.column
        return [(place, name) for name, place in found.items()]

    def _factor(self, heading: Heading, column: Column) -> Decimal:
        ours = column.field.unit
        found = factor(heading.text, ours) if column.field.kind in (Kind.MONEY, Kind.DECIMAL) else Decimal(1)
        if found is None:
            raise Trouble(
                f"“{self.rows.file}”的“{heading.text}”与本办的单位（{ours}）不同，无法换算；请把这一列换算成{ours}再导入。"
            )
        if found != 1:
            self.rows.remarks.append(f"“{heading.text}”已换算成{ours}")
        return found

    def read(self, step: Step | None) -> None:
        for count, (number, row) in enumerate(self.table.rows(), 1):
            if step and count % 2000 == 0:
                step(count, 0)
            if _are_marks(row):
                continue
            made = RowIn(number + 1, {}, file=self.rows.file)
            bad = self._read_cells(made, row)
            made.extra |= {
                head: text for place, head in self.kept if (text := _written(cell_of(row, place)).strip())
            }
            if bad:
                key, _, value = bad[0]
                self.rows.turn_away(made, "；".join(text for _, text, _ in bad), key, value)
            elif made.cells or made.extra:
                self.rows.rows.append(made)

    def _read_cells(self, made: RowIn, row: Row) -> list[tuple[str, str, str]]:
        """Fill the row; gives what refuses it: key, sentence, what stands in the cell."""
        bad: list[tuple[str, str, str]] = []
        for place, column, cells in self.cells:
            cell = cell_of(row, place)
            value = cells[cell]
            if value is BLANK:
                if self.clear and not column.field.required and "." in column.key:
                    made.cells[column.key] = None
            elif not isinstance(value, Bad):
                made.cells[column.key] = value
            elif value.refuses:
                bad.append((column.key, value.text, _written(cell)))
            else:
                kept = "，原样保留在“其他列”" if self.rows.spec.keeps else "，没有采用"
                self.rows.say(made, column.key, FINDING, value.text + kept, cell)
                if self.rows.spec.keeps:
                    made.extra[column.heading] = _written(cell)
        return bad


def _are_marks(row: Row) -> bool:
    """Only marks of a form that fills itself ({.name}): nobody is in it yet."""
    filled = [cell for cell in row if cell not in ("", None)]
    return bool(filled) and all(isinstance(cell, str) and cell.strip().startswith("{") for cell in filled)


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
