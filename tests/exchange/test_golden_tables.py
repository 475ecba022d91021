"""Every file of the shared data is read to the cell it should be.

What is invented (``exports``) stands in full in ``tests/golden/tables``; of what carries no licence (``real``,
``layouts``) only measures and a digest of what was read, so that nothing of it is copied. To look: ``rendered(path)``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.structure import read_table
from fupin_desktop.exchange.table import Table
from fupin_desktop.exchange.workbook import Workbook, open_workbook
from tests.exports import SHARED

GOLDEN = Path(__file__).parents[1] / "golden" / "tables"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not here")


def rendered(path: Path) -> str:
    """All sheets of a file as text: titles, headings, the first and last rows, what is no data, what is remarked."""
    with open_workbook(path) as book:
        return "\n".join(line for sheet in book.sheets for line in _sheet(book, sheet.name))


def _sheet(book: Workbook, name: str) -> Iterator[str]:
    try:
        table = read_table(book, name)
    except Trouble:
        yield f"工作表{name!r}：没有表头"
        return
    rows = list(table.rows())
    yield f"工作表{name!r}：表头第{table.header[0] + 1}到{table.header[1] + 1}行，{len(table.headings)}列，数据{len(rows)}行"
    yield from (f"题 {title}" for title in table.titles)
    yield from (f"{column_letters(each.column)} {each.text}" for each in table.headings)
    for number, row in rows if len(rows) <= 120 else rows[:3] + rows[-2:]:
        yield f"{number + 1}: " + " | ".join(map(_cell, row))
    yield f"非数据行 {[number + 1 for number in table.footers]}"
    yield from (f"提示 {said}" for said in (*book.remarks, *table.remarks))


def _cell(cell: Cell) -> str:
    return cell if isinstance(cell, str) else repr(cell)


def measures(path: Path) -> Iterator[str]:
    """One line a sheet: where the heading stands, how much there is, and a digest of every cell that was read."""
    with open_workbook(path) as book:
        for sheet in book.sheets:
            lines = list(_sheet(book, sheet.name))
            digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
            table = _table(book, sheet.name)
            told = (
                f"{table.header[0] + 1}-{table.header[1] + 1} {len(table.headings)} {sum(1 for _ in table.rows())} "
                f"{len(table.footers)} {max(len(each.parts) for each in table.headings)}"
                if table
                else "-"
            )
            yield f"{path.name} {told} {digest}"


def _table(book: Workbook, name: str) -> Table | None:
    try:
        return read_table(book, name)
    except Trouble:
        return None


def held_against(text: str, name: str) -> None:
    golden = GOLDEN / name
    assert text == golden.read_text("utf-8"), f"{golden.name} differs"


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "exports").glob("*[!n]")), ids=lambda path: path.name)
def test_an_invented_export_is_read_to_the_cell(path: Path) -> None:
    held_against(rendered(path) + "\n", f"{path.name}.txt")


@needs_shared
@pytest.mark.parametrize("folder", ["real", "layouts"])
def test_what_others_published_is_read_as_it_was_looked_at(folder: str) -> None:
    """Columns: file, heading rows, headings, data rows, rows that are no data, levels, digest."""
    lines = [line for path in sorted((SHARED / folder).iterdir()) for line in measures(path)]
    held_against("\n".join(lines) + "\n", f"{folder}.txt")
