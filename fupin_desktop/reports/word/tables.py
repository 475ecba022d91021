"""A document's tables as Word's: the same columns, sizes and rules as on the printed page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fupin_desktop.reports.document import Cell, Kind, Table
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.columns import SIDE, is_figures, whole_part
from fupin_desktop.reports.layout.sheet import Sheet
from fupin_desktop.reports.layout.table import FRAME, INNER, LEAD, Plan, parts, plan
from fupin_desktop.reports.word import pieces

_TENFOLD = 10.0  # pages: a row that is higher than one is not cut in pieces here, Word does that


def blocks_of(table: Table, sheet: Sheet) -> int:
    """How many blocks stand side by side."""
    return max(1, min(sheet.abreast, table.abreast, len(table.rows)))


def table_xml(table: Table, sheet: Sheet) -> str:
    """The table itself; its caption and unit stand above it, in paragraphs of their own."""
    blocks = blocks_of(table, sheet)
    most = sheet.text_height * _TENFOLD
    measured = plan(table, sheet.text_width, sheet.tables, sheet.pad, most, blocks)
    columns = [b - a for a, b in pairwise(measured.edges)]
    rows = [*_heads(measured, columns, blocks), *_body(table, measured, columns, blocks)]
    size = measured.size
    return pieces.table(
        rows,
        columns * blocks,
        borders=pieces.box(FRAME, INNER),
        pad=sheet.pad * size,
        side=SIDE * size / 2,
    )


def _heads(measured: Plan, columns: Sequence[float], blocks: int) -> Iterator[str]:
    for at, head in enumerate(measured.heads):
        cells = []
        for box in _covering(measured, at):
            width = sum(columns[box.column : box.column + box.across])
            merge = "" if box.down == 1 else "restart" if box in head.boxes else "continue"
            words = "" if merge == "continue" else "\n".join(box.lines)
            cells.append(
                pieces.cell(
                    _words(words, Role.HEI, measured.size, "center"), width, across=box.across, merge=merge
                )
            )
        yield pieces.row(cells * blocks, head=True)


def _covering(measured: Plan, at: int) -> list:  # type: ignore[type-arg]
    """The boxes that a row of the heading passes through, from left to right."""
    found = [
        box
        for number, head in enumerate(measured.heads[: at + 1])
        for box in head.boxes
        if number + box.down > at
    ]
    return sorted(found, key=lambda box: box.column)


def _body(table: Table, measured: Plan, columns: Sequence[float], blocks: int) -> Iterator[str]:
    """The rows, those of a table in blocks read from left to right."""
    total = len(table.rows) - table.totals
    points = measured.points
    least = table.least if isinstance(table.least, tuple) else (table.least,) * len(table.rows)
    made = [
        list(_cells(row, table.kinds, columns, points, measured, number >= total))
        for number, row in enumerate(table.rows)
    ]
    lead = LEAD * measured.size
    for first in range(math.ceil(len(made) / blocks)):
        part = made[first * blocks : first * blocks + blocks]
        empty = [pieces.cell(_words("", Role.FANG, measured.size), width) for width in columns]
        cells = [each for row in part for each in row] + empty * (blocks - len(part))
        height = max(least[first * blocks : first * blocks + blocks], default=0.0)
        yield pieces.row(cells, least=height * lead)


def _cells(
    row: Sequence[Cell],
    kinds: Sequence[Kind],
    columns: Sequence[float],
    points: Sequence[float],
    measured: Plan,
    total: bool,
) -> Iterator[str]:
    for at, across, text, role, kind in parts(row, kinds, total):
        width = sum(columns[at : at + across])
        if is_figures(kind) and across == 1 and (whole := whole_part(text)):
            after = measure(role, text[len(whole) :]) * measured.size
            room = measured.edges[at + 1] - points[at] - after - SIDE * measured.size / 2
            words = _words(text, role, measured.size, "right", max(room, 0.0))
        else:
            words = _words(text, role, measured.size, "left" if kind is Kind.TEXT else "center")
        yield pieces.cell(words, width, across=across)


def _words(text: str, role: Role, size: float, align: str = "left", right: float = 0.0) -> str:
    return pieces.paragraph(pieces.run(text, role, size), LEAD * size, align=align, right=right)
