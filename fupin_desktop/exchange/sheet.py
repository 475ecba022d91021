"""One sheet of other people's cells: its rows as a stream, and what is odd about them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.oddities import column_letters

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells joined into one; first and last row and column, counted from nought."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top + 1}:{column_letters(self.right)}{self.bottom + 1}"


class Sheet:
    """One sheet of cells. Rows and columns count from nought, messages count as Excel does."""

    def __init__(self, name: str, visible: bool = True) -> None:
        self.name = name
        self.visible = visible

    def rows(self) -> Iterator[Row]:
        """All rows from the first, read as they are asked for; an empty cell is ''."""
        raise NotImplementedError

    def first(self, count: int = 15) -> list[Row]:
        """The first rows, among which the heading stands."""
        return list(itertools.islice(self.rows(), count))

    @property
    def height(self) -> int | None:
        """How many rows there are, None where only reading tells."""
        return None

    @property
    def hidden_rows(self) -> frozenset[int] | None:
        """The hidden rows, None where the format does not let us know."""
        return frozenset()

    @property
    def hidden_columns(self) -> frozenset[int]:
        """The hidden columns, as far as the format lets us know."""
        return frozenset()

    @property
    def filtered(self) -> str:
        """The cells (A3:AB848) of which a filter shows a part, "" when none does."""
        return ""

    @property
    def merged(self) -> tuple[Merged, ...]:
        """The joined cells."""
        return ()

    @property
    def unvalued(self) -> dict[tuple[int, int], str]:
        """Cells that look empty and are not: (row, column) → formula without a value, or error (#N/A)."""
        return {}

    def data_merged(self, data_from: int) -> list[Merged]:
        """The joined cells among the data, which go over several rows."""
        return [each for each in self.merged if each.bottom >= data_from and each.bottom > each.top]

    def filled(self, data_from: int) -> Iterator[Row]:
        """The rows from ``data_from`` on, the value of joined cells standing in every row they cover."""
        rows = itertools.islice(self.rows(), data_from, None)
        joined = self.data_merged(data_from)
        return _filled(rows, joined, data_from) if joined else rows

    def remarks(self, data_from: int) -> list[str]:
        """What the clerk should know before this sheet is used."""
        said = [] if self.visible else [f"工作表“{self.name}”是隐藏的"]
        if re.search(r"[(（]\d+[)）]\s*$", self.name):
            said.append(f"工作表名“{self.name}”像是复制出来的副本，请确认导入的是这一张")
        if self.hidden_rows is None:
            said.append("旧版.xls看不出有没有隐藏的行，所有行都会读取")
        elif hidden := sorted(row for row in self.hidden_rows if row >= data_from):
            said.append(f"有{len(hidden)}行被隐藏（{listed(f'第{row + 1}行' for row in hidden)}），也已读取")
        if self.hidden_columns:
            columns = listed(column_letters(column) for column in sorted(self.hidden_columns))
            said.append(f"有{len(self.hidden_columns)}列被隐藏（{columns}列），也已读取")
        if self.filtered:
            said.append(f"工作表正在筛选（{self.filtered}），筛掉的行也已读取")
        if joined := self.data_merged(data_from):
            said.append(
                f"数据区有{len(joined)}处合并单元格（{listed(map(str, joined))}），合并的各行按同一个值读取"
            )
        if odd := sorted(place for place in self.unvalued if place[0] >= data_from):
            places = listed(f"{column_letters(column)}{row + 1}" for row, column in odd)
            said.append(
                f"有{len(odd)}个单元格的公式没有值或是错误值（{places}），请在Excel里打开并保存一次再导入"
            )
        return said


def listed(words: Iterator[str] | Sequence[str], most: int = 5) -> str:
    every = list(words)
    return "、".join(every[:most]) + ("等" if len(every) > most else "")


def _filled(rows: Iterator[Row], joined: list[Merged], start: int) -> Iterator[Row]:
    opening: dict[int, list[Merged]] = {}
    for each in joined:
        opening.setdefault(max(each.top, start), []).append(each)
    open_now: list[tuple[Merged, Cell]] = []
    for number, row in enumerate(rows, start):
        open_now = [(each, value) for each, value in open_now if each.bottom >= number]
        open_now += [(each, row[each.left]) for each in opening.get(number, ()) if each.left < len(row)]
        if open_now:
            whole = list(row)
            for each, value in open_now:
                whole[each.left] = value
            yield whole
        else:
            yield row
