"""How wide the columns of a table are and which size of type it takes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fupin_desktop.reports.document import Cell, Kind, Table
from fupin_desktop.reports.faces import Absent, Role, measure
from fupin_desktop.reports.layout.shape import longest_atom, name_parts

SIDE = 0.4  # room at each side of a cell, in em
_EASY = 12.0  # a column of text is not cramped from this width on, in em
_LEAST_TEXT = 4.0
_SHORT = 6.0  # a word of this length is not broken
_FIGURE = re.compile(r"[+\-−]?[\d,]+(?=\.|%|％|‰|$)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The size of type and the columns' widths in points, without the room at their sides counted off."""

    size: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Wants:
    """What each column needs at least, needs for its cells to stand on one line, and would like, in em of its type."""

    least: tuple[float, ...]
    whole: tuple[float, ...]
    liked: tuple[float, ...]

    def times(self, blocks: int) -> Wants:
        return Wants(self.least * blocks, self.whole * blocks, self.liked * blocks)

    def fits(self, width: float, size: float) -> bool:
        return sum(self.least) <= self._room(width, size)

    def is_easy(self, width: float, size: float) -> bool:
        return sum(self.whole) <= self._room(width, size)

    def _room(self, width: float, size: float) -> float:
        return width / size - 2 * SIDE * len(self.least)

    def spread(self, width: float, size: float) -> Columns:
        """The columns in a table of `width` points."""
        room = self._room(width, size)
        least, whole, liked = sum(self.least), sum(self.whole), sum(self.liked)
        if liked <= room:
            share = (room - liked) / (liked + 2 * len(self.liked))
            ems = [each + (each + 2) * share for each in self.liked]
        elif whole < room:
            ems = _between(self.whole, self.liked, (room - whole) / (liked - whole))
        elif least < room:
            ems = _between(self.least, self.whole, (room - least) / (whole - least))
        else:
            ems = [max(each * room / least, 0.5) for each in self.least]
        return Columns(size, tuple((each + 2 * SIDE) * size for each in ems))


def _between(low: Sequence[float], high: Sequence[float], share: float) -> list[float]:
    return [a + (b - a) * share for a, b in zip(low, high, strict=True)]


@lru_cache(maxsize=32)
def wants(table: Table) -> Wants:
    """Measure every cell once. Raises Absent, naming the row, for a character that no face has."""
    try:
        return _wants(table)
    except Absent as wrong:
        rows = ("　".join(filter(None, map(_text, row))) for row in (*table.head_rows, *table.rows))
        raise Absent(next((row for row in rows if wrong.text in row), wrong.text)) from None


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _wants(table: Table) -> Wants:
    columns = [_column(table, column, kind) for column, kind in enumerate(table.kinds)]
    least, whole, liked = zip(*columns, strict=True) if columns else ((), (), ())
    return Wants(least, whole, liked)


def _column(table: Table, column: int, kind: Kind) -> tuple[float, float, float]:
    least, whole, liked = _head_wants(table, column)
    for role, text in set(_cells(table, column, kind)):
        width = max(measure(role, part) for part in text.split("\n"))
        liked = max(liked, width)
        whole = max(whole, min(width, _EASY) if kind is Kind.TEXT else width)
        least = max(least, _least(kind, role, text, width))
    if is_figures(kind):
        room = sum(around_point(table, column))
        least, whole, liked = max(least, room), max(whole, room), max(liked, room)
    if table.widths:
        liked = max(least, table.widths[column])
        whole = min(whole, liked)
    return least, whole, liked


def is_figures(kind: Kind) -> bool:
    """Whether a column's cells stand with their decimal points below each other."""
    return kind in (Kind.NUMBER, Kind.MONEY)


def whole_part(text: str) -> str:
    """What of a figure stands before its decimal point or percent sign; "" when it is no figure."""
    found = _FIGURE.match(text)
    return found[0] if found else ""


def around_point(table: Table, column: int) -> tuple[float, float]:
    """The room that the figures of a column, totals among them, take before and after their decimal points, in em."""
    before = after = 0.0
    for role, text in set(_cells(table, column, table.kinds[column])):
        if whole := whole_part(text):
            before = max(before, measure(role, whole))
            after = max(after, measure(role, text[len(whole) :]))
    return before, after


def choose(found: Wants, width: float, sizes: Sequence[float]) -> float:
    """The largest size in which the table reads easily, else the largest in which it fits, else the smallest."""
    easy = (size for size in sizes if found.is_easy(width, size))
    fits = (size for size in sizes if found.fits(width, size))
    return next(easy, next(fits, sizes[-1]))


def _cells(table: Table, column: int, kind: Kind) -> Iterator[tuple[Role, str]]:
    body = len(table.rows) - table.totals
    plain = Role.HEI if kind is Kind.LABEL else Role.FANG
    for number, row in enumerate(table.rows):
        role = plain if number < body else Role.HEI
        if len(row) == len(table.kinds):
            cell = row[column]
            if isinstance(cell, str):
                yield role, cell
        else:
            yield from _among_wide(table, number, column, role)


def _among_wide(table: Table, number: int, column: int, role: Role) -> Iterator[tuple[Role, str]]:
    at = 0
    for cell in table.rows[number]:
        if at == column and isinstance(cell, str):
            yield role, cell
        at += 1 if isinstance(cell, str) else cell.across


def _least(kind: Kind, role: Role, text: str, width: float) -> float:
    if kind in (Kind.NUMBER, Kind.MONEY):
        return width
    if kind in (Kind.CENTRE, Kind.LABEL):
        return width if width <= _SHORT else max(measure(role, part) for part in name_parts(text))
    return min(width, max(_LEAST_TEXT, longest_atom(role, text)))


def _head_wants(table: Table, column: int) -> tuple[float, float, float]:
    """A heading may stand on two lines, at need on three; one of four characters likes to stand on one."""
    if not table.head_rows:
        return 0.0, 0.0, 0.0
    text = table.head_rows[-1][column]
    width, unbroken = measure(Role.HEI, text.replace("\n", "")), longest_atom(Role.HEI, text)
    if width <= 3:
        return width, width, width
    name, _, unit = text.partition("（")
    half = max(math.ceil(width / 2), unbroken)
    if unit:
        half = max(half, measure(Role.HEI, name.replace("\n", "")))  # 人均纯收入/（元）
    return max(2.0, unbroken, math.ceil(width / 3)), half, width if width <= 4 else half
