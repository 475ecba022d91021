"""A board as a list of what is drawn on it, and words that never leave their room.

Lengths are points on A4, from the top left corner; the writer enlarges. What is set in `LEAST` here is 24 pt high on A1,
which is read from two metres.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from fupin_desktop.reports.document import Align
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.shape import fit
from fupin_desktop.reports.layout.sheet import PAPERS
from fupin_desktop.reports.shades import INK, PLAIN, Shade

LEAST = 8.5
LEADING = 1.16
MARGIN = 24.0
RED, FAINT, BAND = "#a3161b", "#8a8a8a", "#eef2f6"
_STEP = 0.5
_FIGURE = re.compile(r"[\d/.%户人项 ]+")  # is never cut: half a figure is a wrong one
_SMALLEST = 4.0
_RATHER = 0.72  # of its size, in which words rather stand on one line
_SWATCH = 18.0
_LINES = 3  # in a cell of a table
_RISE = 0.36  # from the middle of a line of Han characters to its baseline, in em


class Words(NamedTuple):
    """A piece of text at its baseline."""

    x: float
    y: float
    role: Role
    size: float
    text: str
    colour: str


class Box(NamedTuple):
    """A filled rectangle; `edge` is the weight of its outline, 0 for none."""

    x: float
    y: float
    width: float
    height: float
    shade: Shade
    edge: float


class Line(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    colour: str
    dashed: bool


@dataclass(slots=True)
class Board:
    """One board, lying or upright. Things are painted in the order in which they were put."""

    title: str
    lying: bool = True
    items: list[Words | Box | Line] = field(default_factory=list)

    @property
    def width(self) -> float:
        return PAPERS["A4"][1 if self.lying else 0]

    @property
    def height(self) -> float:
        return PAPERS["A4"][0 if self.lying else 1]

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    def box(
        self, x: float, y: float, width: float, height: float, shade: Shade = PLAIN, edge: float = 0.5
    ) -> None:
        self.items.append(Box(x, y, max(width, 0.0), max(height, 0.0), shade, edge))

    def line(
        self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.5, colour: str = INK, *, dashed: bool = False
    ) -> None:  # fmt: skip
        self.items.append(Line(x0, y0, x1, y1, weight, colour, dashed))

    def words(
        self, x: float, y: float, width: float, text: str, size: float = LEAST, *, role: Role = Role.SONG,
        align: Align = Align.LEFT, colour: str = INK, least: float = LEAST,
    ) -> None:  # fmt: skip
        """One line whose middle is at `y`, smaller when `width` asks for it, at last cut with an ellipsis."""
        text = text.replace("\n", " ").strip()
        wide = measure(role, text)
        if wide * size > width:
            size = max(_SMALLEST if _FIGURE.fullmatch(text) else least, min(size, width / wide))
            text = cut(role, text, width / size)
        free = width - measure(role, text) * size
        shift = {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[align]
        if text:
            self.items.append(Words(x + shift, y + _RISE * size, role, size, text, colour))

    def block(
        self, x: float, y: float, width: float, height: float, text: str, size: float, *, role: Role = Role.SONG,
        align: Align = Align.LEFT, colour: str = INK,
    ) -> None:  # fmt: skip
        """Words in a box, about its middle, in as many lines as it has room for; what is too much is cut."""
        size, lines = settle(role, text, size, width, height)
        top = y + (height - len(lines) * size * LEADING) / 2
        for place, each in enumerate(lines):
            wide = max(width, measure(role, each) * size)  # a mark may hang over the edge
            self.words(x, top + (place + 0.5) * size * LEADING, wide, each, size, role=role, align=align,
                       colour=colour, least=size)  # fmt: skip


def settle(role: Role, text: str, size: float, width: float, height: float) -> tuple[float, list[str]]:
    """The largest type up to `size` in which a text fits a box, and its lines; in the least type it is cut.

    One line in somewhat smaller type goes before two.
    """
    wide = measure(role, text.replace("\n", " "))
    if _FIGURE.fullmatch(text):
        return max(_SMALLEST, min(size, width / wide if wide else size)), [text]
    if wide and "\n" not in text and (single := width / wide) >= max(LEAST, _RATHER * size):
        return min(size, single), [text]
    while True:
        lines = list(fit(role, text, width / size)) if text else []
        most = max(1, int(height / (size * LEADING) + 1e-6))
        if len(lines) <= most and all(measure(role, each) * size <= width + 0.6 * size for each in lines):
            return size, lines
        if size <= LEAST:
            last = "".join(lines[most - 1 :])
            return size, [*lines[: most - 1], cut(role, last, width / size)]
        size = max(LEAST, size - _STEP)


def cut(role: Role, text: str, limit: float) -> str:
    """The beginning of a text that fits `limit` em, with an ellipsis when some of it is left off."""
    if measure(role, text) <= limit + 1e-6:
        return text
    while text and measure(role, text + "…") > limit:
        text = text[:-1]
    return text + "…" if measure(role, "…") <= limit else ""


class Bar(NamedTuple):
    """A bar in a cell: parts of a whole (their share of 1) one after another, with words beside it."""

    parts: Sequence[tuple[Shade, float]]
    words: str = ""
    room: float = 0.42  # the share of the width that the words take


class Column(NamedTuple):
    """A column of a board's table: its heading, its share of the width."""

    head: str
    share: float
    align: Align = Align.CENTRE


Cell = str | Bar


def table(
    board: Board, x: float, y: float, width: float, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], height: float,
    *, totals: int = 0,
) -> float:  # fmt: skip
    """A table of rows of one `height`, its heading a little taller, the last `totals` rows in 黑体. Gives where it ends."""
    whole = sum(each.share for each in columns)
    edges = [x]
    for each in columns:
        edges.append(edges[-1] + width * each.share / whole)
    head = head_height(height)
    size = min(12.0, max(LEAST, height * 0.5))
    board.box(x, y, width, head, Shade(BAND), 0)
    for column, (left, right) in zip(columns, pairwise(edges), strict=True):
        board.block(
            left + 2,
            y,
            right - left - 4,
            head,
            column.head,
            min(size, 10.5),
            role=Role.HEI,
            align=Align.CENTRE,
        )
    top = y + head
    spans = [(left + 3, right - left - 6) for left, right in pairwise(edges)]
    sizes = [_column_size([row[n] for row in rows], size, wide, height) for n, (_, wide) in enumerate(spans)]
    for place, row in enumerate(rows):
        bold = place >= len(rows) - totals
        if bold:
            board.box(x, top, width, height, Shade(BAND), 0)
        for cell, column, (left, wide), type_size in zip(row, columns, spans, sizes, strict=True):
            if isinstance(cell, Bar):
                bar(board, left, top + height * 0.2, wide, height * 0.6, cell)
            else:
                role = Role.HEI if bold else Role.SONG
                board.block(left, top, wide, height, cell, type_size, role=role, align=column.align)
        top += height
    for place in range(len(rows) + 2):
        at = y + (head if place else 0) + max(place - 1, 0) * height
        board.line(x, at, x + width, at, 0.8 if place < 2 or place > len(rows) else 0.3)
    for edge in edges:
        board.line(edge, y, edge, top, 0.8 if edge in (edges[0], edges[-1]) else 0.3)
    return top


def least_height(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: float) -> float:
    """The height of rows in which nothing of a table must be cut, as far as three lines in a cell do."""
    whole = sum(each.share for each in columns)
    lines = 1
    for row in rows:
        for cell, column in zip(row, columns, strict=True):
            if isinstance(cell, str) and cell and not _FIGURE.fullmatch(cell):
                room = width * column.share / whole - 6
                lines = max(lines, len(fit(Role.HEI, cell, room / LEAST)))
    return min(lines, _LINES) * LEAST * LEADING + 2


def row_height(room: float, rows: int, least: float, tallest: float) -> tuple[int, float]:
    """How many rows of at least a height fit a room below their heading, and how tall those of a table then are."""
    fits = max(1, int((room - head_height(least)) / least + 1e-6))
    here = min(rows, fits)
    return fits, max(least, min(tallest, (room - head_height(tallest)) / max(here, 1)))


def head_height(height: float) -> float:
    """How tall the heading of a table is whose rows have this height."""
    return max(height, LEAST * LEADING * 2 + 3)


def _column_size(cells: Sequence[Cell], size: float, width: float, height: float) -> float:
    """The size of type in which all but a tenth of a column's cells fit; those few are set smaller."""
    found = sorted(settle(Role.HEI, each, size, width, height)[0] for each in cells if isinstance(each, str))
    return found[len(found) // 10] if found else size


def bar(board: Board, x: float, y: float, width: float, height: float, drawn: Bar) -> None:
    """A bar with its words at its right, for which room is kept."""
    size = min(10.5, max(LEAST, height * 0.9))
    taken = max(width * drawn.room, measure(Role.SONG, drawn.words) * LEAST + 4) if drawn.words else 0.0
    long = max(width - taken, width * 0.2)
    board.box(x, y, long, height, PLAIN, 0.5)
    at = x
    for shade, part in drawn.parts:
        if part > 0:
            board.box(at, y, long * part, height, shade, 0.5)
        at += long * part
    if drawn.words:
        board.words(x + long + 3, y + height / 2, width - long - 3, drawn.words, size)


def heading(board: Board, x: float, y: float, width: float, text: str) -> float:
    """The name of a part of the board, on a red line. Gives where the part begins."""
    board.words(x, y + 8, width, text, 13, role=Role.HEI, colour=RED)
    board.line(x, y + 18, x + width, y + 18, 1.2, RED)
    return y + 24


def masthead(board: Board, title: str, left: str, right: str) -> float:
    """The title over two lines, and a line of small words below it. Gives where the board begins."""
    board.words(
        MARGIN,
        MARGIN + 15,
        board.room,
        title,
        30 if board.lying else 27,
        role=Role.TITLE,
        align=Align.CENTRE,
        colour=RED,
    )
    board.line(MARGIN, MARGIN + 38, MARGIN + board.room, MARGIN + 38, 2, RED)
    board.line(MARGIN, MARGIN + 41, MARGIN + board.room, MARGIN + 41, 0.6, RED)
    half = board.room / 2
    board.words(MARGIN, MARGIN + 50, half, left, 9.5)
    board.words(MARGIN + half, MARGIN + 50, half, right, 9.5, align=Align.RIGHT)
    return MARGIN + 62


def key(board: Board, x: float, y: float, width: float, entries: Sequence[tuple[Shade, str]]) -> None:
    """What the shades mean, one after another; the last line's middle is at `y`, further lines stand above it."""
    rows: list[list[tuple[Shade, str, float]]] = [[]]
    left = 0.0
    for shade, words in entries:
        step = _SWATCH + 4 + measure(Role.SONG, words) * 9 + 10
        if left + step - 10 > width and rows[-1]:
            rows.append([])
            left = 0.0
        rows[-1].append((shade, words, left))
        left += step
    for place, row in enumerate(reversed(rows)):
        for shade, words, at in row:
            board.box(x + at, y - place * 14 - 4.5, _SWATCH, 9, shade, 0.5)
            board.words(x + at + _SWATCH + 4, y - place * 14, width - at - _SWATCH - 4, words, 9)
