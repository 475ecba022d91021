"""Reads an empty form from above, and writes it filled: fonts, joined cells and print set-up stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.filling import FilledRow
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.dressed import patched
from fupin_desktop.exchange.sheet import Row
from fupin_desktop.exchange.structure import read_table
from fupin_desktop.exchange.table import Table
from fupin_desktop.exchange.workbook import open_workbook
from fupin_desktop.exchange.writing import SheetOut

if TYPE_CHECKING:
    from fupin_desktop.exchange.patching import Patch

_MARK = re.compile(r"\{\.?([A-Za-z_]\w*)\}")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计)$")
_LABEL = re.compile(r"^\s*([^：:]{2,12})[：:]\s*(.*?)\s*$")
_MOST_ROOM = 5000
_LONGEST = 60
"""Characters: a longer text is an instruction, no label."""


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column of a form: its heading's levels joined, and the mark in its model row."""

    column: int
    heading: str
    parts: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """An empty form. Rows and columns count from nought. ``labels`` are 填报单位： and the like, ``pairs`` label cells with
    an empty cell at their right, ``named`` rows whose first cells are written already (village names)."""

    file: str
    sheet: str
    columns: tuple[BlankColumn, ...]
    model: int
    room: int
    total: int | None
    notes: tuple[str, ...]
    labels: tuple[tuple[int, int, str], ...]
    pairs: tuple[tuple[int, int, str], ...]
    named: dict[int, tuple[str, ...]]


def read_form(path: str | Path, sheet: str | None = None) -> BlankForm:
    """Understand a form. Raises Trouble when the file cannot be read or has no heading."""
    with open_workbook(path) as book:
        table = read_table(book, sheet)
        rows = [list(row) for _, row in zip(range(_MOST_ROOM), table.sheet.rows(), strict=False)]
    return _understood(book.path.name, table, rows)


def _understood(file: str, table: Table, rows: Sequence[Row]) -> BlankForm:
    columns = [each.column for each in table.headings]
    first = table.data_from
    model = first
    while (
        model < len(rows)
        and not _filled(rows[model], columns)
        and model + 1 < len(rows)
        and _marks(rows[model + 1])
    ):
        model += 1  # a blank row that belongs to the heading, above the row of marks
    marks = _marks(rows[model]) if model < len(rows) else {}
    named: dict[int, tuple[str, ...]] = {}
    end = model
    total = None
    while end < len(rows):
        texts = [_text(cell) for cell in rows[end]]
        if any(_TOTAL.match(text) for text in texts[:3]):
            total = end
            break
        if _is_note(texts):
            break
        if not marks and any(texts):
            named[end] = tuple(texts)
        end += 1
    below = rows[end:]
    return BlankForm(
        file, table.sheet.name,
        tuple(BlankColumn(each.column, each.text, each.parts, marks.get(each.column, "")) for each in table.headings),
        model, max(0, end - model), total, tuple(_notes(below)),
        tuple(_labels([*enumerate(rows[: table.header[0]]), *enumerate(below, end)])), (), named,
    )  # fmt: skip


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _filled(row: Row, columns: Sequence[int]) -> bool:
    return any(_text(row[column]) for column in columns if column < len(row))


def _marks(row: Row) -> dict[int, str]:
    found = {}
    for column, cell in enumerate(row):
        said = _MARK.search(_text(cell))
        if said:
            found[column] = said[1]
    return found


def _is_note(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    if not filled:
        return False
    first = filled[0]
    return first.startswith(("注", "说明", "备注：", "填表说明")) or (
        len(filled) <= 4 and bool(_LABEL.match(first))
    )


def _notes(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            if len(_text(cell)) > 4:
                yield _text(cell)


def _labels(rows: Sequence[tuple[int, Row]]) -> Iterator[tuple[int, int, str]]:
    """填报单位：, 填表人：, 填报日期：, with nothing written behind them yet."""
    for number, row in rows:
        for column, cell in enumerate(row):
            text = _text(cell)
            said = _LABEL.match(text) if len(text) <= _LONGEST else None
            if said and not said[2].strip("＿_ 　年月日"):
                yield number, column, said[1].strip()


@dataclass(frozen=True, slots=True)
class Written:
    """What is written into a form: its rows, what goes behind labels, the sums of its 合计 row."""

    rows: Sequence[FilledRow]
    places: Sequence[int]
    labels: Sequence[tuple[int, int, str]]
    totals: dict[int, Cell]
    sources: SheetOut | None = None


def write_form(source: Path, form: BlankForm, filled: Written, out: Path) -> Path:
    """Write a filled copy of a form. More rows than stand ready are put in, in the look of its model row.

    ``places`` are the rows to write to, as they stand in the empty form; those beyond are put in. Gives the path, with
    the ending that the file must have. Raises Trouble when it cannot be written.
    """
    with patched(source) as patch:
        if form.sheet not in patch.sheets:
            raise Trouble(f"“{form.file}”里没有名为“{form.sheet}”的工作表，请核对。")
        shift = _make_room(patch, form, filled)
        _put_rows(patch, form, filled)
        for row, column, text in filled.labels:
            below = row >= form.model + form.room
            patch.put(form.sheet, row + (shift if below else 0), column, text)
        if form.total is not None:
            for column, value in filled.totals.items():
                if not patch.has_formula(form.sheet, form.total + shift, column):
                    patch.put(form.sheet, form.total + shift, column, _written(value))
        if filled.sources is not None:
            patch.add_sheet(filled.sources)
        out = out.with_suffix(patch.ending) if out.suffix.lower() != patch.ending else out
        patch.save(out)
    return out


def _make_room(patch: Patch, form: BlankForm, filled: Written) -> int:
    """Put in the rows that the form has not. Gives by how many what is below went down."""
    room = max(form.room, 1)  # a form that ends with its heading, or with one row below it
    if filled.places or len(filled.rows) <= room:
        return 0
    more = len(filled.rows) - room
    patch.insert_rows(form.sheet, form.model + room, more, form.model + room - 1)
    return more


def _put_rows(patch: Patch, form: BlankForm, filled: Written) -> None:
    marks = [each.column for each in form.columns if each.mark]
    for number, row in enumerate(filled.rows):
        place = filled.places[number] if filled.places else form.model + number
        for column in marks if place == form.model else ():
            patch.put(form.sheet, place, column, "")
        for column, value in row.cells.items():
            if not patch.has_formula(form.sheet, place, column):
                patch.put(form.sheet, place, column, _written(value))


def _written(value: Cell) -> Cell:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
