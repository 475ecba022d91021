"""How wide the columns of a table are and which size of type it takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fupin_desktop.reports.document import Kind, Table
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.shape import longest_atom

SIDE = 0.4  # room at each side of a cell, in em
_EASY = 14.0  # a column of text is not cramped from this width on, in em
_LEAST_TEXT = 4.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The size of type and the columns' widths in points, without the room at their sides counted off."""

    size: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Wants:
    """What each column needs at least and would like, in em of its type."""

    least: tuple[float, ...]
    liked: tuple[float, ...]

    def times(self, blocks: int) -> Wants:
        return Wants(self.least * blocks, self.liked * blocks)

    def fits(self, width: float, size: float) -> bool:
        return sum(self.least) <= self._room(width, size)

    def is_easy(self, width: float, size: float) -> bool:
        pairs = zip(self.least, self.liked, strict=True)
        return sum(max(least, min(liked, _EASY)) for least, liked in pairs) <= self._room(width, size)

    def _room(self, width: float, size: float) -> float:
        return width / size - 2 * SIDE * len(self.least)

    def spread(self, width: float, size: float) -> Columns:
        """The columns in a table of `width` points."""
        room = self._room(width, size)
        least, liked = sum(self.least), sum(self.liked)
        if liked <= room:
            share = (room - liked) / (liked + 2 * len(self.liked))
            ems = [each + (each + 2) * share for each in self.liked]
        elif least < room:
            share = (room - least) / (liked - least)
            ems = [low + (high - low) * share for low, high in zip(self.least, self.liked, strict=True)]
        else:
            ems = [max(each * room / least, 0.5) for each in self.least]
        return Columns(size, tuple((each + 2 * SIDE) * size for each in ems))


def wants(table: Table) -> Wants:
    """Measure every cell once."""
    least, liked = [], []
    for column, kind in enumerate(table.kinds):
        low, high = _head_wants(table, column)
        for role, text in _cells(table, column, kind):
            width = measure(role, text) if "\n" not in text else max(map(len, text.split("\n")))
            high = max(high, width)
            if width > low:
                low = max(low, _least(kind, role, text, width))
        if table.widths:
            high = max(low, table.widths[column])
        least.append(low)
        liked.append(high)
    return Wants(tuple(least), tuple(liked))


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
    if kind in (Kind.CENTRE, Kind.LABEL) and width <= 6:
        return width
    return min(width, max(_LEAST_TEXT, longest_atom(role, text)))


def _head_wants(table: Table, column: int) -> tuple[float, float]:
    """A heading may stand on two lines, at need on three."""
    if not table.head_rows:
        return 0.0, 0.0
    text = table.head_rows[-1][column]
    width, whole = measure(Role.HEI, text.replace("\n", "")), longest_atom(Role.HEI, text)
    if width <= 3:
        return width, width
    return max(2.0, whole, math.ceil(width / 3)), max(width if width <= 4 else math.ceil(width / 2), whole)
