"""Boards into a PDF of A0 to A4, each on one sheet or cut into tiles for a smaller printer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports.faces import Role, face, measure, runs
from fupin_desktop.reports.layout.sheet import MM
from fupin_desktop.reports.poster.board import Board, Box, Line, Words
from fupin_desktop.reports.saving import save
from fupin_desktop.reports.shades import INK

SIZES = {"A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297)}
"""Millimetres, upright (GB/T 148)."""
BLANK, OVERLAP = 10.0, 10.0
"""Millimetres at each edge of a tile that printers leave white, and that neighbours have in common to be glued."""
_MARK = 5.0  # length of a cut mark in mm
_HATCH = 3.2  # points on A4 between the lines of a hatch


def write_boards(
    boards: Sequence[Board], paper: str, out: Path, *, sheet: str | None = None, author: str = ""
) -> int:
    """Write boards at the size `paper`, cut into tiles of `sheet` when that is smaller. Gives the pages.

    Raises Trouble when the sheet is larger than the poster, a character is in no face or the file cannot be written.
    """
    if sheet and list(SIZES).index(sheet) < list(SIZES).index(paper):
        raise Trouble(f"打印纸{sheet}比挂图{paper}大，不用拼接，请把打印纸改为{paper}或更小")
    brush = _Brush(boards[0].title, author)
    pages = 0
    for board in boards:
        width, height = _size(paper, board.lying)
        if not sheet or sheet == paper:
            brush.page(width, height)
            brush.board(board, width, height)
            pages += 1
            continue
        tiles = list(tiling(width, height, sheet))
        for tile in tiles:
            brush.tile(board, tile, width, height, f"{paper}挂图“{board.title}”")
        pages += len(tiles)
    save(out, brush.finished())
    return pages


def _size(paper: str, lying: bool) -> tuple[float, float]:
    short, long = SIZES[paper]
    return (long * MM, short * MM) if lying else (short * MM, long * MM)


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet of a tiled poster: its place from 0, and the window of the poster it shows, in points from the top left."""

    row: int
    column: int
    rows: int
    columns: int
    x: float
    y: float
    live: tuple[float, float]
    page: tuple[float, float]

    @property
    def name(self) -> str:
        number = self.row * self.columns + self.column + 1
        return f"第{number}张 第{self.row + 1}行第{self.column + 1}列（共{self.rows}行{self.columns}列）"


def tiling(width: float, height: float, sheet: str) -> Iterator[Tile]:
    """The tiles of a poster, row by row, the sheets lying or upright, whichever needs fewer."""
    page = min(
        (_size(sheet, lying) for lying in (False, True)),
        key=lambda each: _count(width, each[0]) * _count(height, each[1]),
    )
    columns, rows = _count(width, page[0]), _count(height, page[1])
    step_x, step_y = (side - (2 * BLANK + OVERLAP) * MM for side in page)
    for row in range(rows):
        for column in range(columns):
            x, y = column * step_x, row * step_y
            live = min(step_x + OVERLAP * MM, width - x), min(step_y + OVERLAP * MM, height - y)
            yield Tile(row, column, rows, columns, x, y, live, page)


def _count(length: float, side: float) -> int:
    return max(1, ceil((length - OVERLAP * MM - 0.01) / (side - (2 * BLANK + OVERLAP) * MM)))


class _Brush:
    """One PDF while it is painted, the same bytes for the same boards."""

    def __init__(self, title: str, author: str) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0
        self._buffer = io.BytesIO()
        self._first = face("NotoSerifSC-Regular").name  # Helvetica is not embedded
        self._canvas: Any = Canvas(
            self._buffer, invariant=1, pageCompression=1, initialFontName=self._first, lang="zh-CN"
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject("")
        self._canvas.setCreator("")
        self._begun = False

    def page(self, width: float, height: float) -> None:
        if self._begun:
            self._canvas.showPage()
        self._begun = True
        self._canvas.setPageSize((width, height))

    def board(self, board: Board, width: float, height: float, window: Tile | None = None) -> None:
        """Paint what can be seen; the origin is the poster's upper left corner with y upwards."""
        scale = min(width / board.width, height / board.height)
        canvas = self._canvas
        canvas.saveState()
        if window is None:
            canvas.translate(0, height)
        canvas.translate((width - board.width * scale) / 2, -(height - board.height * scale) / 2)
        canvas.scale(scale, scale)
        for item in board.items:
            if window is None or _seen(item, window, scale):
                self._item(item)
        canvas.restoreState()

    def _item(self, item: Words | Box | Line) -> None:
        match item:
            case Words():
                self._words(item)
            case Box():
                self._box(item)
            case Line():
                self._stroke(item)

    def _words(self, words: Words) -> None:
        canvas, x = self._canvas, words.x
        canvas.setFillColor(words.colour)
        for name, text in runs(words.role, words.text):
            canvas.setFont(name, words.size)
            canvas.drawString(x, -words.y, text)
            x += measure(words.role, text) * words.size

    def _box(self, box: Box) -> None:
        canvas = self._canvas
        canvas.setFillColor(box.shade.colour)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(box.edge)
        canvas.rect(box.x, -box.y - box.height, box.width, box.height, stroke=0, fill=1)
        if box.shade.hatch:
            self._hatch(box)
        if box.edge:
            canvas.rect(box.x, -box.y - box.height, box.width, box.height, stroke=1, fill=0)

    def _hatch(self, box: Box) -> None:
        """Slanting lines, crossed ones or dots, as the hatch says, kept within the box."""
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(box.x, -box.y - box.height, box.width, box.height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.4)
        if "." in box.shade.hatch:
            canvas.setDash(0.5, _HATCH)
            for place in range(int(box.height / _HATCH) + 1):
                y = -box.y - (place + 0.5) * _HATCH
                canvas.line(box.x + (place % 2) * _HATCH / 2, y, box.x + box.width, y)
        else:
            for place in range(int((box.width + box.height) / _HATCH) + 1):
                x = box.x - box.height + place * _HATCH
                canvas.line(x, -box.y - box.height, x + box.height, -box.y)
                if "x" in box.shade.hatch:
                    canvas.line(x, -box.y, x + box.height, -box.y - box.height)
        canvas.restoreState()

    def _stroke(self, line: Line) -> None:
        canvas = self._canvas
        canvas.setStrokeColor(line.colour)
        canvas.setLineWidth(line.weight)
        canvas.setDash(*((3, 2) if line.dashed else ()))
        canvas.line(line.x0, -line.y0, line.x1, -line.y1)
        canvas.setDash()

    def tile(self, board: Board, tile: Tile, width: float, height: float, name: str) -> None:
        """One sheet of a poster: its window, cut marks, where the next sheet is glued, its number."""
        self.page(*tile.page)
        canvas, (wide, tall), blank = self._canvas, tile.live, BLANK * MM
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(blank, tile.page[1] - blank - tall, wide, tall)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.translate(blank - tile.x, tile.page[1] - blank + tile.y)
        self.board(board, width, height, tile)
        canvas.restoreState()
        self._marks(tile)
        self._words(Words(blank + _MARK * MM, -blank / 2 + 3, Role.SONG, 8, f"{name}　{tile.name}", INK))

    def _marks(self, tile: Tile) -> None:
        """Where to cut, at the corners; where the next sheet begins, dashed at the edges that are glued."""
        canvas, (wide, tall), blank, long = self._canvas, tile.live, BLANK * MM, _MARK * MM
        left, right, top = blank, blank + wide, tile.page[1] - blank
        foot = top - tall
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.4)
        for x, out in ((left, -1), (right, 1)):
            for y, away in ((foot, -1), (top, 1)):
                canvas.line(x + out * 2, y, x + out * (2 + long), y)
                canvas.line(x, y + away * 2, x, y + away * (2 + long))
        canvas.setDash(3, 3)
        if tile.column < tile.columns - 1:
            x = right - OVERLAP * MM
            canvas.line(x, foot - long, x, foot - 2)
            canvas.line(x, top + 2, x, top + long)
        if tile.row < tile.rows - 1:
            y = foot + OVERLAP * MM
            canvas.line(left - long, y, left - 2, y)
            canvas.line(right + 2, y, right + long, y)
        canvas.setDash()

    def finished(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()


def _seen(item: Words | Box | Line, tile: Tile, scale: float) -> bool:
    """Whether something of an item falls within a tile."""
    left, top, right, bottom = _extent(item)
    wide, tall = tile.live
    slack = 4 * MM  # the poster is centred on its paper to a fraction of a millimetre
    return (
        right * scale >= tile.x - slack
        and left * scale <= tile.x + wide + slack
        and bottom * scale >= tile.y - slack
        and top * scale <= tile.y + tall + slack
    )


def _extent(item: Words | Box | Line) -> tuple[float, float, float, float]:
    match item:
        case Words(x, y, role, size, text):
            return x, y - size, x + measure(role, text) * size, y + size * 0.3
        case Box(x, y, width, height):
            return x, y, x + width, y + height
        case Line(x0, y0, x1, y1):
            return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
