"""Writes back the rows of a file with a column 问题, so that it can be mended where it came from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.rows import FINDING, REFUSED, Rows
from fupin_desktop.exchange.workbook import open_workbook
from fupin_desktop.exchange.writing import SheetOut, write_table

_WORDS = {REFUSED: "拒绝", FINDING: "疑点"}


def annotate(source: str | Path, path: str | Path, rows: Rows) -> int:
    """A copy of a sheet with what is odd beside each row, and a list of all problems. Gives their number."""
    said: dict[int, list[str]] = {}
    for each in rows.problems:
        if each.row is not None:
            said.setdefault(each.row, []).append(each.text)
    with open_workbook(source) as book:
        sheet = next(each for each in book.sheets if each.name == rows.sheet)
        top = list(itertools.islice(sheet.rows(), rows.header_row))
        heads = [_text(cell) for cell in top[-1]] if top else []
        titles = ["　".join(_text(cell) for cell in row if _text(cell)) for row in top[:-1]]

        def noted() -> Iterator[list[Cell]]:
            stream = itertools.islice(sheet.rows(), rows.header_row, None)
            for number, row in enumerate(stream, rows.header_row + 1):
                cells = [*row, *[""] * (len(heads) - len(row))][: len(heads)]
                yield ["；".join(said.get(number, [])), *cells]

        columns = frozenset(range(1, len(heads) + 1))
        listed = [
            (each.row, each.column, each.field, _WORDS.get(each.severity, "提示"), each.text, each.value)
            for each in rows.problems
        ]
        out = [
            SheetOut(rows.sheet, ["问题", *heads], noted(), titles, columns, [40]),
            SheetOut(
                "问题清单", ["行", "列", "字段", "程度", "问题", "原值"], listed, widths=[6, 6, 14, 8, 60, 24]
            ),
        ]
        write_table(path, out)
    return len(rows.problems)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
