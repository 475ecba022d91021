"""The tables of a document as sheets of a workbook, for those who go on counting; codes stay text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.reports.document import (
    Cell,
    Document,
    Figure,
    Footer,
    Heading,
    Kind,
    Note,
    Style,
    Table,
    typed,
)
from fupin_desktop.reports.saving import save

_NUMBER = re.compile(r"[-−+]?\d{1,3}(?:,?\d{3})*(?:\.(\d+))?(%?)|[-−+]?\d{1,14}(?:\.(\d+))?(%?)")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FIRST_HEAD = 3  # below title and unit


def write_xlsx(document: Document | Sequence[Document], path: str | Path) -> int:
    """Write documents as sheets and give their number. Raises Trouble when the file cannot be written.

    Reports and notices give a sheet for each table; a form (Style.TABLE) stays together on one sheet.
    """
    from openpyxl import Workbook

    documents = [document] if isinstance(document, Document) else list(document)
    book = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for each in documents:
        if each.style is Style.TABLE:
            _stack(book.create_sheet(_name(_tab(each, len(documents)), names)), each)
            continue
        for table, notes in _tables(each):
            sheet = book.create_sheet(_name(table.caption or each.title, names))
            _fill(sheet, table, notes, table.caption or each.title.replace("\n", ""))
    if not book.worksheets:
        _fill(
            book.create_sheet(_name(documents[0].title, names)),
            Table([documents[0].title], []),
            [],
            documents[0].title,
        )
    book.properties.creator = documents[0].author
    book.properties.title = documents[0].title.replace("\n", "")
    buffer = io.BytesIO()
    book.save(buffer)
    save(Path(path), buffer.getvalue())
    return len(book.worksheets)


def _tab(document: Document, of: int) -> str:
    """What a form's sheet is called: its title, or where there are many, whose it is."""
    if document.part or of == 1 or not document.running:
        return f"{document.part} {document.title}".strip()
    return document.running.replace("　", " ")


def _stack(sheet: Any, document: Document) -> None:
    """A whole form on one sheet, its blocks one below the other."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    tables = [block for block in document.blocks if isinstance(block, Table)]
    columns = max((table.columns for table in tables), default=1)
    last = get_column_letter(max(columns, 6))
    row = 1
    for text, size in ((document.title.replace("\n", ""), 16), (document.subtitle, 11)):
        if text:
            _put(sheet.cell(row, 1), text, Kind.TEXT)
            sheet.cell(row, 1).font = Font(bold=size == 16, size=size)
            sheet.cell(row, 1).alignment = Alignment(horizontal="center")
            sheet.merge_cells(f"A{row}:{last}{row}")
            row += 1
    for block in document.blocks:
        if isinstance(block, Table):
            row = _stack_table(sheet, block, row)
            continue
        for line in filter(None, typed(block).split("\n")):
            _put(sheet.cell(row, 1), line.lstrip("#").strip(" "), Kind.TEXT)
            sheet.cell(row, 1).font = Font(bold=isinstance(block, Heading))
            sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.merge_cells(f"A{row}:{last}{row}")
            row += 1
    for column in range(columns):
        widest = max((_column_width(table, column) for table in tables if column < table.columns), default=8)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(widest + 2, 6), 28)
    _one_page_wide(sheet, columns)


def _stack_table(sheet: Any, table: Table, row: int) -> int:
    """Put a table from a row on and give the row below it."""
    above = "".join([table.caption, f"（单位：{table.unit}）" if table.unit else ""])
    if above:
        _put(sheet.cell(row, 1), above, Kind.TEXT)
        row += 1
    if table.heads:
        _fill_heads(sheet, table, row)
        row += len(table.head_rows)
    for number, cells in enumerate(table.rows):
        _fill_row(sheet, row + number, cells, table.kinds, number >= len(table.rows) - table.totals)
    return row + len(table.rows) + 1


def _tables(document: Document) -> Iterator[tuple[Table, list[str]]]:
    """Each table with the remarks that stand below it; the block at the foot belongs to all."""
    foot = [
        f"{name}：{value}"
        for block in document.blocks
        if isinstance(block, Footer)
        for name, value in block.items
    ]
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            notes = []
            for after in document.blocks[at + 1 :]:
                if isinstance(after, Table | Figure):
                    break
                if isinstance(after, Note):
                    notes.append(after.text)
            yield block, [*notes, *foot]


def _name(wish: str, taken: set[str]) -> str:
    """A name that a workbook allows: no brackets or slashes, 31 characters, each once."""
    plain = _FORBIDDEN.sub("", wish.replace("\n", "")).strip("'").strip()[:31] or "表"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: 31 - len(f'（{number}）')]}（{number}）"
    taken.add(name.lower())
    return name


def _fill(sheet: Any, table: Table, notes: Sequence[str], title: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    columns = max(table.columns, 1)
    last = get_column_letter(columns)
    sheet["A1"] = title
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    sheet.merge_cells(f"A1:{last}1")
    if table.unit:
        sheet[f"{last}2"] = f"单位：{table.unit}"
        sheet[f"{last}2"].alignment = Alignment(horizontal="right")
    _fill_heads(sheet, table, _FIRST_HEAD)
    row = _FIRST_HEAD + len(table.head_rows)
    for number, cells in enumerate(table.rows):
        _fill_row(sheet, row + number, cells, table.kinds, number >= len(table.rows) - table.totals)
    for number, note in enumerate(notes):
        _put(sheet.cell(row + len(table.rows) + number, 1), note, Kind.TEXT)
    _set_up(sheet, table, row)


def _fill_heads(sheet: Any, table: Table, top: int) -> None:
    from openpyxl.styles import Alignment, Font

    rows = table.head_rows
    for at, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cell = sheet.cell(top + at, column + 1, text)
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _fill_row(sheet: Any, row: int, cells: Sequence[Cell], kinds: Sequence[Kind], total: bool) -> None:
    from openpyxl.styles import Font

    column = 0
    for cell in cells:
        text, across = (cell, 1) if isinstance(cell, str) else (cell.text, cell.across)
        place = sheet.cell(row, column + 1)
        _put(place, text, kinds[column] if across == 1 else Kind.TEXT)
        if total:
            place.font = Font(bold=True)
        if across > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=column + 1, end_column=column + across)
        column += across


def _put(place: Any, text: str, kind: Kind) -> None:
    """A figure as a number with its own decimals; anything else, also what only looks like a number, as text."""
    found = _NUMBER.fullmatch(text) if kind in (Kind.NUMBER, Kind.MONEY) else None
    if found is None:
        place.value = text
        place.data_type = "s"  # a name that begins with = is no formula
        place.number_format = "@"
        return
    decimals = len(found[1] or found[3] or "")
    percent = bool(found[2] or found[4])
    value = float(text.replace(",", "").replace("−", "-").rstrip("%"))
    places = "0." + "0" * decimals if decimals else "0"
    place.value = value / 100 if percent else (value if decimals else int(value))
    place.number_format = places + "%" if percent else ("#,##0.00" if kind is Kind.MONEY else places)


def _set_up(sheet: Any, table: Table, first: int) -> None:
    """Widths, headings that stay in sight and on every printed page, one page wide."""
    from openpyxl.utils import get_column_letter

    for column in range(table.columns):
        width = min(max(_column_width(table, column) + 2, 6), 50)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    sheet.freeze_panes = f"A{first}"
    if table.heads:
        sheet.print_title_rows = f"{_FIRST_HEAD}:{first - 1}"
    _one_page_wide(sheet, table.columns)


def _column_width(table: Table, column: int) -> int:
    """The widest cell of a column, a Han character counted as two."""
    texts = [row[column] for row in table.head_rows[-1:]]
    texts += [
        cell for row in table.rows if len(row) == table.columns and isinstance(cell := row[column], str)
    ]
    return max((sum(2 if ord(sign) > 0xFF else 1 for sign in text) for text in texts), default=8)


def _one_page_wide(sheet: Any, columns: int) -> None:
    sheet.page_setup.orientation = "landscape" if columns > 8 else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
