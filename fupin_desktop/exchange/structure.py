"""Finds headings by the shape of a sheet: rows of short texts above rows of values, joined cells spreading over them."""

from __future__ import annotations

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.sheet import Sheet
from fupin_desktop.exchange.table import Heading, Table
from fupin_desktop.exchange.workbook import Workbook

LOOKED_AT = 15


def understand(book: Workbook, name: str | None = None) -> Table:
    """The sheet as a table. Raises Trouble when no row can be a heading."""
    sheets = [each for each in book.sheets if name is None or each.name == name]
    if not sheets:
        raise Trouble(f"“{book.path.name}”里没有名为“{name}”的工作表，请核对。")
    sheets.sort(key=lambda each: not each.visible)
    for sheet in sheets:
        table = _table(book.path.name, sheet)
        if table is not None:
            return table
    raise Trouble(f"“{book.path.name}”里没有找到表头：前{LOOKED_AT}行没有一行像列名，请确认选的是一张表。")


def _table(file: str, sheet: Sheet) -> Table | None:
    top = [[str(cell or "").strip() for cell in row] for row in sheet.first(LOOKED_AT)]
    counts = [sum(1 for cell in row if cell and not cell.isdigit()) for row in top]
    if not counts or max(counts) < 2:
        return None
    row = next(index for index, count in enumerate(counts) if count >= max(2, max(counts) * 0.6))
    titles = tuple(cell for above in top[:row] for cell in above if cell)
    headings = tuple(Heading(column, (cell,)) for column, cell in enumerate(top[row]) if cell)
    return Table(file, sheet, titles, (row, row), headings)
