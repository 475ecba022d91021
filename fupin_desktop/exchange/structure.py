"""Finds headings by the shape of a sheet: rows of short texts above rows of values, joined cells spreading over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.grid import (
    KNOWN,
    LOOKED_AT,
    Grid,
    first_row,
    is_meta,
    is_number_row,
    label_row,
    last_row,
    parts,
    plain,
)
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.sheet import Sheet, listed
from fupin_desktop.exchange.table import Heading, Table
from fupin_desktop.exchange.workbook import Workbook, open_workbook

__all__ = ["LOOKED_AT", "find_heading", "open_table", "read_table"]

LARGE = 20_000
"""Beyond so many rows the other sheets of a workbook are not looked into: only one is kept in memory."""


def read_table(book: Workbook, name: str | None = None) -> Table:
    """The (named, else the fullest visible) sheet as a table. Raises Trouble when no row can be a heading."""
    file = book.path.name
    if name is not None:
        sheet = next((each for each in book.sheets if each.name.strip() == name.strip()), None)
        if sheet is None:
            there = listed([f"“{each.name}”" for each in book.sheets])
            raise Trouble(f"“{file}”里没有名为“{name}”的工作表，有的是{there}，请核对。")
        table = _table(file, sheet)
        if table is None:
            raise Trouble(f"“{file}”的工作表“{name}”里没有找到表头：{_NO_HEADING}")
        return table
    found = _tables(book)
    if not found:
        raise Trouble(f"“{file}”里没有找到表头：{_NO_HEADING}")
    best = max(found, key=lambda table: (table.sheet.visible, (table.sheet.height or 0) - table.data_from))
    best.said = (*best.said, *_others(best, found))
    return best


def open_table(path: str | Path, sheet: str | None = None) -> tuple[Workbook, Table]:
    """Open a file and understand a sheet; the caller closes the workbook."""
    book = open_workbook(path)
    try:
        return book, read_table(book, sheet)
    except Trouble:
        book.close()
        raise


_NO_HEADING = f"前{LOOKED_AT}行没有一行像列名，请确认选的是一张表，列名没有被删掉。"


def _tables(book: Workbook) -> list[Table]:
    found = []
    for sheet in sorted(book.sheets, key=lambda each: not each.visible):
        table = _table(book.path.name, sheet)
        if table is not None:
            found.append(table)
            if (sheet.height or 0) > LARGE:
                break
    return [table for table in found if len(table.headings) > 1] or found  # one column of text is a note


def _others(best: Table, found: Iterable[Table]) -> Iterable[str]:
    same = [each.text for each in best.headings]
    others = [each for each in found if each is not best]
    copies = [each for each in others if [h.text for h in each.headings] == same]
    for each in copies:
        yield f"工作表“{each.sheet.name}”与“{best.sheet.name}”的表头相同，像是副本，没有读取"
    rest = [f"“{each.sheet.name}”" for each in others if each not in copies]
    if rest:
        yield f"还有{len(rest)}张工作表也有表头（{listed(rest)}），没有读取"


def _table(file: str, sheet: Sheet) -> Table | None:
    rows = sheet.first(LOOKED_AT)
    grid = Grid(rows, sheet.merged)
    bounds = find_heading(grid)
    if bounds is None:
        return None
    first, last, width = bounds
    aside = width < grid.width
    if aside:
        grid = grid.narrowed(width)
    headings = tuple(Heading(column, levels) for column, levels in parts(grid, first, last))
    if not headings:
        return None
    titles = tuple(text for row in rows[:first] for cell in row[:width] if (text := plain(cell)))
    said = []
    if aside:
        said.append(f"{column_letters(width)}列起隔着空列另有内容，没有当作这张表的列")
    numbers = last + 1 < len(grid.cells) and is_number_row(grid, last + 1)
    if numbers:
        last += 1
        said.append(f"第{last + 1}行是列号，没有当作数据")
    return Table(file, sheet, titles, (first, last), headings, tuple(said), width if aside else None)


def find_heading(grid: Grid) -> tuple[int, int, int] | None:
    """First and last row of the heading, and how many columns the table has; None when no row will do.

    Columns behind a blank one that go on above the heading belong to another list (places to choose from).
    """
    blocks = _blocks(grid)
    if len(blocks) > 1 and blocks[0][1] > blocks[0][0]:
        part = grid.narrowed(blocks[0][1] + 1)
        row = _anchor(part)
        if row is not None:
            first, last = first_row(part, row), last_row(part, row)
            side = next((other for other in blocks[1:] if _is_aside(grid, other, first, last)), None)
            if side is not None:
                return first, last, side[0]
    row = _anchor(grid)
    if row is None:
        return None
    last = last_row(grid, row)
    return first_row(grid, last), last, grid.width


def _blocks(grid: Grid) -> list[tuple[int, int]]:
    """The runs of columns between wholly blank ones; cells joined over several columns do not tie them together."""
    used = [any(cells[column] for cells in grid.cells) for column in range(grid.width)]
    for row, column in grid.boxes:
        used[column] = used[column] or grid.wide(row, column)
    blocks: list[tuple[int, int]] = []
    for column, filled in enumerate(used):
        if filled and column and used[column - 1] and blocks:
            blocks[-1] = blocks[-1][0], column
        elif filled:
            blocks.append((column, column))
    return blocks


def _is_aside(grid: Grid, block: tuple[int, int], first: int, last: int) -> bool:
    """Columns that are as full above the heading as in it."""
    columns = range(block[0], block[1] + 1)
    above = sum(1 for column in columns if first > 0 and grid.value(first - 1, column))
    here = sum(1 for column in columns if grid.value(last, column))
    return len(columns) > 1 and above >= 2 and above >= here * 0.6


def _anchor(grid: Grid) -> int | None:
    """A row that surely belongs to the heading: the first wide one of names, preferably of well-known ones."""
    width = max(map(grid.covered, range(len(grid.cells))), default=0)
    if width == 1:
        return _only_column(grid)
    rows = [row for row in range(len(grid.cells)) if label_row(grid, row)]
    wide = [row for row in rows if _spanned(grid, row) >= max(2, width * 0.6)]
    for row in rows:
        if _known(grid.texts(row)) >= 2 and grid.covered(row) >= width * 0.4:
            return row
    free = [row for row in wide if not is_meta(grid, row)]
    return next(iter(free or wide), None)


def _spanned(grid: Grid, row: int) -> int:
    """Over how many columns the heading that begins with a row stands."""
    rows = range(row, last_row(grid, row) + 1)
    return sum(1 for column in range(grid.width) if any(grid.value(each, column) for each in rows))


def _only_column(grid: Grid) -> int | None:
    """A list of one column: the last name above the values, or the row with a well-known word."""
    filled = [row for row in range(len(grid.cells)) if grid.texts(row)]
    for row in filled:
        if _known(grid.texts(row)):
            return row
    above = None
    for row in filled:
        if not label_row(grid, row, least=1):
            return above
        above = row
    return filled[0] if filled else None


def _known(texts: Sequence[str]) -> int:
    return sum(1 for text in texts if normal(text) in KNOWN)
