"""Any sheet as a table: titles above, headings of one to three levels joined as 上级/下级, rows, and what stands below.

This asks for no vocabulary: it finds the heading by the shape of the sheet. ``find_heading_row`` knows the words of the
national lists and is asked first where such a list is expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.sheet import Row, Sheet


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading. ``column`` counts from nought; ``parts`` are the levels from above, blanks at ends dropped."""

    column: int
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The levels joined: 有劳动能力/低保对象(户)."""
        return "/".join(self.parts)


@dataclass(eq=False)
class Table:
    """One sheet understood. Rows count from nought as in the sheet; ``header`` is the first and the last heading row.

    ``said`` is what is odd about the heading, ``width`` how many columns belong to the table (None: all).
    """

    file: str
    sheet: Sheet
    titles: tuple[str, ...]
    header: tuple[int, int]
    headings: tuple[Heading, ...]
    said: tuple[str, ...] = ()
    width: int | None = None

    @property
    def data_from(self) -> int:
        """The first row below the heading."""
        return self.header[1] + 1

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the clerk should know: of the heading, then of the sheet (hidden rows, joined cells, formulas)."""
        return (*self.said, *self.sheet.remarks(self.data_from))

    @cached_property
    def footers(self) -> tuple[int, ...]:
        """Rows below or among the data that are no data: sums, 填表人, notes, repeated headings. Reads the whole sheet."""
        return tuple(number for number, _, data in self._sorted() if not data)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The data rows with their row numbers (from nought), as a stream; blank rows and footers are left out."""
        return ((number, row) for number, row, data in self._sorted() if data)

    def _sorted(self) -> Iterator[tuple[int, Row, bool]]:
        """The filled rows below the heading, and whether each is data."""
        from fupin_desktop.exchange.footers import Footers

        is_data = Footers([(each.column, each.parts[-1]) for each in self.headings]).is_data
        width = self.width
        for number, whole in enumerate(self.sheet.filled(self.data_from), self.data_from):
            row = whole if width is None else whole[:width]
            data = is_data(row)
            if data is not None:
                yield number, row, data

    def column(self, text: str) -> int | None:
        """Where a heading stands, by its joined or its last words."""
        from fupin_desktop.exchange.headings import normal

        wanted = normal(text)
        return next(
            (each.column for each in self.headings if wanted in (normal(each.text), normal(each.parts[-1]))),
            None,
        )


def cell_of(row: Sequence[Cell], column: int | None) -> Cell:
    """A cell of a row that may be shorter."""
    return row[column] if column is not None and column < len(row) else ""
