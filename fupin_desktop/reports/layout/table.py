"""Tables on pages: headings repeated, no row split, figures aligned on the decimal point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from fupin_desktop.reports.document import Cell, Kind, Table
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.columns import (
    SIDE,
    Wants,
    around_point,
    choose,
    is_figures,
    wants,
    whole_part,
)
from fupin_desktop.reports.layout.page import Ink, Page, Rule, Spot
from fupin_desktop.reports.layout.shape import MIDDLE, fit, fit_evenly

LEAD = 1.3  # distance of lines within a cell, in em
FRAME, INNER = 1.0, 0.5  # weights of rules


class Box(NamedTuple):
    """A cell: where it begins, how many columns and rows it takes, and its lines."""

    column: int
    across: int
    down: int
    role: Role
    kind: Kind
    lines: tuple[str, ...]
    row: int = -1  # in the table's body


class Row(NamedTuple):
    height: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A table measured for one width: rows with their heights, and where columns begin."""

    size: float
    edges: tuple[float, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    points: tuple[float, ...]  # for each column of figures, where the decimal point stands
    blocks: int = 1
    traces: Mapping[tuple[int, int], str] = field(default_factory=dict)  # by row and column of the table

    @property
    def head_height(self) -> float:
        return sum(row.height for row in self.heads)


class _Measured(NamedTuple):
    """What does not depend on the room above and below the lines."""

    size: float
    edges: tuple[float, ...]
    heads: tuple[tuple[Box, ...], ...]
    rows: tuple[tuple[Box, ...], ...]
    points: tuple[float, ...]


@lru_cache(maxsize=32)
def _measured(table: Table, width: float, sizes: tuple[float, ...], blocks: int) -> _Measured:
    found = wants(table)
    all_blocks = found.times(blocks)
    size = choose(all_blocks, width, sizes)
    columns = all_blocks.spread(width, size).widths[: len(table.kinds)]
    total = len(table.rows) - table.totals
    rows = tuple(
        tuple(_boxes(number, cells, table.kinds, columns, size, number >= total))
        for number, cells in enumerate(table.rows)
    )
    edges = (0.0, *accumulate(columns))
    return _Measured(
        size, edges, tuple(_heads(table, columns, size)), rows, _points(table, found, edges, size)
    )


@lru_cache(maxsize=16)
def plan(
    table: Table, width: float, sizes: tuple[float, ...], pad: float, most: float, blocks: int = 1
) -> Plan:
    """Measure a table. `pad` is the room above and below a line in em, `most` the height a row may have."""
    size, edges, head_boxes, row_boxes, points = _measured(table, width, sizes, blocks)
    heads = tuple(_row(boxes, size, pad) for boxes in head_boxes)
    most -= sum(row.height for row in heads)
    room = (most / size - 2 * pad) / LEAD
    least = table.least if isinstance(table.least, tuple) else (table.least,) * len(row_boxes)
    rows = tuple(
        part
        for boxes, lines in zip(row_boxes, least, strict=True)
        for part in _cut(_row(boxes, size, pad, min(lines, room)), most, size, pad)
    )
    traces = {(trace.row, trace.column): trace.key for trace in table.traces}
    return Plan(size, edges, heads, rows, points, traces=traces)


def abreast(measured: Plan, blocks: int, rows: Sequence[Row], deep: int) -> Plan:
    """The rows set side by side, `deep` rows in each block, the first block filled first."""
    columns = len(measured.edges) - 1
    width = measured.edges[-1]
    edges = tuple(block * width + edge for block in range(blocks) for edge in measured.edges[:-1])
    heads = tuple(Row(row.height, tuple(_moved(columns, [row] * blocks))) for row in measured.heads)
    merged = []
    for line in range(deep):
        across = [rows[at] if (at := line + block * deep) < len(rows) else None for block in range(blocks)]
        height = max(row.height for row in across if row)
        merged.append(Row(height, tuple(_moved(columns, across))))
    points = tuple(block * width + point for block in range(blocks) for point in measured.points)
    return Plan(
        measured.size, (*edges, blocks * width), heads, tuple(merged), points, blocks, measured.traces
    )


def _moved(columns: int, rows: Sequence[Row | None]) -> Iterator[Box]:
    """The cells of rows that stand side by side; a block that has run out is empty."""
    for block, row in enumerate(rows):
        if row is None:
            empty = range(columns)
            yield from (Box(block * columns + at, 1, 1, Role.FANG, Kind.TEXT, ("",)) for at in empty)
        else:
            yield from (box._replace(column=box.column + block * columns) for box in row.boxes)


def _heads(table: Table, columns: Sequence[float], size: float) -> Iterator[tuple[Box, ...]]:
    rows = table.head_rows
    taken: set[tuple[int, int]] = set()
    for at, texts in enumerate(rows):
        boxes = []
        for column, text in enumerate(texts):
            if (at, column) in taken:
                continue
            down, across = _extent(rows, at, column)
            taken.update((r, c) for r in range(at, at + down) for c in range(column, column + across))
            room = sum(columns[column : column + across]) / size - 2 * SIDE
            boxes.append(Box(column, across, down, Role.HEI, Kind.CENTRE, fit_evenly(Role.HEI, text, room)))
        yield tuple(boxes)


def _extent(rows: Sequence[Sequence[str]], at: int, column: int) -> tuple[int, int]:
    """How many rows and columns a heading covers: equal words below it, and beside it in an upper row."""
    text, down, across = rows[at][column], 1, 1
    while at + down < len(rows) and rows[at + down][column] == text:
        down += 1
    upper = at + down < len(rows)
    while upper and column + across < len(rows[at]) and rows[at][column + across] == text:
        across += 1
    return down, across


class Part(NamedTuple):
    """A cell as it was given: its first column, how many it takes, its words, face and kind."""

    column: int
    across: int
    text: str
    role: Role
    kind: Kind


def parts(cells: Sequence[Cell], kinds: Sequence[Kind], total: bool) -> Iterator[Part]:
    """The cells of a row, from left to right; ``total`` rows are set in 黑体."""
    at = 0
    for cell in cells:
        text, across = (cell, 1) if isinstance(cell, str) else (cell.text, cell.across)
        kind = kinds[at] if isinstance(cell, str) or cell.kind is None else cell.kind
        role = Role.HEI if total or kind is Kind.LABEL else Role.FANG
        yield Part(at, across, text, role, kind)
        at += across


def _boxes(
    number: int,
    cells: Sequence[Cell],
    kinds: Sequence[Kind],
    columns: Sequence[float],
    size: float,
    total: bool,
) -> Iterator[Box]:
    for at, across, text, role, kind in parts(cells, kinds, total):
        width = columns[at] if across == 1 else sum(columns[at : at + across])
        yield Box(at, across, 1, role, kind, fit(role, text, width / size - 2 * SIDE), number)


def _row(boxes: tuple[Box, ...], size: float, pad: float, least: float = 0.0) -> Row:
    lines = max((len(box.lines) for box in boxes if box.down == 1), default=1)
    return Row((max(lines, least) * LEAD + 2 * pad) * size, boxes)


def _cut(row: Row, most: float, size: float, pad: float) -> tuple[Row, ...]:
    """A row as it is; only one that is higher than a page goes on in further rows, since nothing may be lost."""
    return (row,) if row.height <= most else tuple(_parts(row, most, size, pad))


def _parts(row: Row, most: float, size: float, pad: float) -> Iterator[Row]:
    lines = max(int((most / size - 2 * pad) / LEAD), 1)
    for start in range(0, max(len(box.lines) for box in row.boxes), lines):
        part = tuple(box._replace(lines=box.lines[start : start + lines] or ("",)) for box in row.boxes)
        yield _row(part, size, pad)


def _points(table: Table, found: Wants, edges: Sequence[float], size: float) -> tuple[float, ...]:
    """Where the decimal points of each column stand, so that its figures are in the middle as a block."""
    return tuple(
        _point(table, column, size, edges[column + 1] - edges[column]) + edges[column]
        if is_figures(kind)
        else 0.0
        for column, kind in enumerate(table.kinds[: len(found.least)])
    )


def _point(table: Table, column: int, size: float, width: float) -> float:
    before, after = around_point(table, column)
    return (width + (before - after) * size) / 2


def draw(page: Page, measured: Plan, rows: Sequence[Row], x: float, y: float) -> None:
    """Set the heading and `rows` at (x, y)."""
    every = [*measured.heads, *rows]
    tops = [y, *accumulate((row.height for row in every), initial=y)][1:]
    for at, row in enumerate(every):
        for box in row.boxes:
            bottom = tops[at + box.down]
            page.inks.extend(_inks(measured, box, x, tops[at], bottom))
        if measured.traces:
            page.spots.extend(_spots(measured, row, x, tops[at], tops[at + 1]))
    page.rules.extend(_rules(measured, every, x, tops))


def _spots(measured: Plan, row: Row, x: float, top: float, foot: float) -> Iterator[Spot]:
    """The places of a row that lead somewhere: cells, and the whole row as one."""
    columns = (len(measured.edges) - 1) // measured.blocks
    whole: dict[int, list[float]] = {}
    for box in row.boxes:
        left, right = x + measured.edges[box.column], x + measured.edges[box.column + box.across]
        whole.setdefault(box.row, [left, right])[1] = right
        if key := measured.traces.get((box.row, box.column % columns)):
            yield Spot(left, top, right, foot, key)
    for number, (left, right) in whole.items():
        if key := measured.traces.get((number, -1)):
            yield Spot(left, top, right, foot, key)


def _inks(measured: Plan, box: Box, x: float, top: float, bottom: float) -> Iterator[Ink]:
    size = measured.size
    lead = LEAD * size
    line_y = (top + bottom - len(box.lines) * lead) / 2 + lead / 2 + MIDDLE * size
    left, right = x + measured.edges[box.column], x + measured.edges[box.column + box.across]
    for text in box.lines:
        if text:
            yield Ink(_place(measured, box, text, x, left, right), line_y, box.role, size, text)
        line_y += lead


def _place(measured: Plan, box: Box, text: str, x: float, left: float, right: float) -> float:
    size = measured.size
    if box.kind is Kind.TEXT:
        return left + SIDE * size
    if is_figures(box.kind) and box.across == 1 and (whole := whole_part(text)):
        return x + measured.points[box.column] - measure(box.role, whole) * size
    return (left + right - measure(box.role, text) * size) / 2


def _rules(measured: Plan, rows: Sequence[Row], x: float, tops: Sequence[float]) -> Iterator[Rule]:
    edges = [x + edge for edge in measured.edges]
    yield Rule(edges[0], tops[0], edges[-1], tops[0], FRAME)
    yield Rule(edges[0], tops[-1], edges[-1], tops[-1], FRAME)
    yield Rule(edges[0], tops[0], edges[0], tops[-1], FRAME)
    yield Rule(edges[-1], tops[0], edges[-1], tops[-1], FRAME)
    yield from _across(measured, rows, edges, tops)
    yield from _upright(measured, rows, edges, tops)


def _across(
    measured: Plan, rows: Sequence[Row], edges: Sequence[float], tops: Sequence[float]
) -> Iterator[Rule]:
    for at in range(1, len(rows)):
        if at >= len(measured.heads):
            yield Rule(edges[0], tops[at], edges[-1], tops[at], INNER)
            continue
        covered = {
            column
            for number, row in enumerate(rows[:at])
            for box in row.boxes
            if number + box.down > at
            for column in range(box.column, box.column + box.across)
        }
        for column in sorted(set(range(len(edges) - 1)) - covered):
            yield Rule(edges[column], tops[at], edges[column + 1], tops[at], INNER)


def _upright(
    measured: Plan, rows: Sequence[Row], edges: Sequence[float], tops: Sequence[float]
) -> Iterator[Rule]:
    inner = len(edges) - 2
    begun: dict[int, int] = {}
    for at, row in enumerate(rows):
        shut = set() if len(row.boxes) == inner + 1 else _shut(rows, at)
        for column in range(1, inner + 1):
            if column in shut:
                if column in begun:
                    yield _stroke(measured, edges, tops, column, begun.pop(column), at)
            else:
                begun.setdefault(column, at)
    for column, start in begun.items():
        yield _stroke(measured, edges, tops, column, start, len(rows))


def _shut(rows: Sequence[Row], at: int) -> set[int]:
    """The boundaries of columns that lie inside a cell of this row, or of one above that reaches down to it."""
    return {
        column
        for number in range(at + 1)
        for box in rows[number].boxes
        if number + box.down > at
        for column in range(box.column + 1, box.column + box.across)
    }


def _stroke(
    measured: Plan, edges: Sequence[float], tops: Sequence[float], column: int, start: int, end: int
) -> Rule:
    between_blocks = measured.blocks > 1 and column % ((len(edges) - 1) // measured.blocks) == 0
    return Rule(edges[column], tops[start], edges[column], tops[end], FRAME if between_blocks else INNER)
