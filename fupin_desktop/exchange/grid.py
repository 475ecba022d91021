"""The first rows of a sheet as texts with their joined cells, and which of them are one heading of several levels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.sheet import Merged, Row

LOOKED_AT = 30
"""So many rows are looked at for headings; notes above them may be long."""
LEVELS = 4
"""Rows that a heading of three levels may take (its lowest level is often joined over two rows)."""
LONGEST = 60
WHOLE = 0.9
"""A cell joined over this share of the width is a title, not a group of columns."""

_BLANKS = re.compile(
    r"(?<![A-Za-z]) +| +(?![A-Za-z])|[\u3000\s\u00ad\u200b-\u200f\u2060\ufeff]*[\u3000\n\r\t\u00a0\u200b-\u200f\ufeff][\u3000\s]*"
)
_DATA = re.compile(
    r"[+\-]?[\d,]+(\.\d+)?%?|(19|20)\d\d[-./年]\d{1,2}([-./月](\d{1,2}日?)?)?( .*)?|#[A-Z/0!?]+|.*\d{6,}.*"
).fullmatch
_YEAR = re.compile(r"(?:19[5-9]|20[0-9])\d(?:\.0)?年?").fullmatch
_DATED = re.compile(
    r"(?:19|20)\d\d(?:[-./]\d{1,2}(?:[-./]\d{1,2})?|年(?:\d{1,2}月.*|第?.季度.*|[上下]半年.*)?)$"
)
_NOTE = re.compile(r"[(（]?(?:填表|填报|填写)?(?:说明|须知|提示|注|备注)[)）]?\d*[：:]")
_MARK = re.compile(r"\{\{?\.?|\$\{|#\{")
_ASIDE = re.compile(r"[(（]?(?:计量)?单位[)）]?(?:[:：].*)?$|.*[(（](?:盖章|公章|签章|签字|签名)[)）]$")
_ORDER = frozenset("甲乙丙丁戊己ABCDEabcde") | {
    "栏次",
    "列号",
    "行次",
    "序号",
    "代码",
    "栏号",
    "—",
    "-",
    "——",
}
KNOWN = frozenset(
    {"序号", "姓名", "户主", "户主姓名", "身份证号", "身份证号码", "证件号码", "公民身份号码", "户编号", "人编号", "家庭编号", "行政村",
     "村名", "村", "乡镇", "乡(镇)", "镇", "组", "自然村", "备注", "联系电话", "电话", "手机号", "性别", "年龄", "民族", "出生日期",
     "与户主关系", "人口", "人数", "金额", "编号", "代码", "项目", "单位", "数量", "村名称", "镇名称", "贫困户数", "帮扶单位",
     "帮扶责任人", "家庭人口", "家庭住址", "住址", "是否户主", "文化程度", "健康状况"}
)  # fmt: skip
"""Words that stand in headings and nowhere else."""


def tidy(cell: Cell) -> str:
    """A heading's cell as text: no line breaks and full-width blanks, a blank only between Latin words."""
    return "" if cell is None or cell == "" else _BLANKS.sub("", str(cell)).strip()


def plain(cell: Cell) -> str:
    """A cell as text, as it stands."""
    return "" if cell is None else str(cell).strip()


class Grid:
    """The rows among which the heading stands. Rows and columns count from nought."""

    def __init__(
        self, rows: Iterable[Row], merged: Iterable[Merged] = (), read: Callable[[Cell], str] = tidy
    ) -> None:
        self.cells = [[read(cell) for cell in row] for row in rows]
        self.width = max(map(len, self.cells), default=0)
        self.boxes: dict[tuple[int, int], Merged] = {}
        if len(self.cells) < LOOKED_AT:  # joined headings may reach below the last filled row
            merged = tuple(merged)
            last = max((each.bottom for each in merged if each.top < len(self.cells)), default=0)
            self.cells += [[] for _ in range(len(self.cells), min(last + 1, LOOKED_AT))]
        self.cells = [row + [""] * (self.width - len(row)) for row in self.cells]
        for each in merged:
            if each.top < len(self.cells) and each.left < self.width and self.cells[each.top][each.left]:
                self._note(each)

    def _note(self, box: Merged) -> None:
        for row in range(box.top, min(box.bottom + 1, len(self.cells))):
            for column in range(box.left, min(box.right + 1, self.width)):
                self.boxes[row, column] = box

    def narrowed(self, width: int) -> Grid:
        """The same rows with the first columns only."""
        other = Grid(())
        other.width, other.cells = width, [row[:width] for row in self.cells]
        other.boxes = {place: box for place, box in self.boxes.items() if place[1] < width}
        return other

    def value(self, row: int, column: int) -> str:
        """The text of a cell, or of the joined cells it belongs to."""
        box = self.boxes.get((row, column))
        return self.cells[box.top][box.left] if box else self.cells[row][column]

    def covered(self, row: int) -> int:
        """Over how many columns something stands in a row."""
        return sum(1 for column in range(self.width) if self.value(row, column))

    def texts(self, row: int) -> list[str]:
        """The filled cells of a row."""
        return [cell for cell in self.cells[row] if cell]

    def wide(self, row: int, column: int) -> bool:
        """Is this a cell joined over several columns, but not a title over all of them?"""
        box = self.boxes.get((row, column))
        return box is not None and box.right > box.left and not self._is_title(box)

    def _is_title(self, box: Merged) -> bool:
        return self.width > 3 and box.right - box.left + 1 >= self.width * WHOLE

    def joins(self, first: int, last: int) -> bool:
        """Do joined cells say in these rows which columns belong together?"""
        boxes = {self.boxes[place] for place in self.boxes if first <= place[0] <= last}
        return any(not self._is_title(box) for box in boxes)

    def reach(self, first: int, last: int) -> int:
        """The row down to which the joined cells of these rows reach (a low one of at most four rows)."""
        boxes = {self.boxes[place] for place in self.boxes if first <= place[0] <= last}
        return max((b.bottom for b in boxes if b.bottom - b.top < LEVELS and b.top >= first), default=last)


def is_label(text: str) -> bool:
    """Could this be the name of a column: short, and no number, day or error?"""
    return len(text) <= LONGEST and (bool(_YEAR(text)) or not _DATA(text)) and not _MARK.match(text)


def is_note(text: str) -> bool:
    """An instruction or a note, not a name."""
    return len(text) > LONGEST or bool(_NOTE.match(text))


def is_mark(text: str) -> bool:
    """A place to be filled: ``{.name}``."""
    return bool(_MARK.match(text))


def label_row(grid: Grid, row: int, share: float = 0.6, least: int = 2) -> bool:
    """Could the row be one of names of columns?"""
    texts = grid.texts(row)
    if len(texts) < least or any(map(is_note, texts)) or is_number_row(grid, row):
        return False
    return sum(map(is_label, texts)) >= len(texts) * share


def is_number_row(grid: Grid, row: int) -> bool:
    """A row of column numbers under the heading: 1 2 3 … or 甲 乙 1 2 …, at least four in all."""
    texts = [text.strip("()（）[]").removesuffix(".0") for text in grid.texts(row)]
    words = 0
    while words < len(texts) and texts[words] in _ORDER:
        words += 1
    numbers = texts[words:]
    counted = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return (counted and len(texts) >= 4 and bool(numbers)) or (words == len(texts) >= 3 and texts[0] == "甲")


def is_meta(grid: Grid, row: int) -> bool:
    """A row with the unit that reports, a day or a measure: not a row of groups."""
    texts = grid.texts(row)
    dated = [text for text in texts if _DATED.search(text)]
    few = len(dated) == 1 or len(dated) < len(texts) - 1
    return any("：" in text or ":" in text or _ASIDE.match(text) for text in texts) or (bool(dated) and few)


def first_row(grid: Grid, bottom: int) -> int:
    """The highest row of the heading whose lowest row is ``bottom``."""
    first = bottom
    while first > 0 and bottom - first < LEVELS - 1 and _belongs(grid, first - 1, first, bottom):
        first -= 1
    return first


def _belongs(grid: Grid, row: int, first: int, bottom: int) -> bool:
    """Is the row above a heading its upper level?"""
    texts = grid.texts(row)
    if not texts or any(map(is_note, texts)) or any(map(is_mark, texts)) or is_number_row(grid, row):
        return False
    if grid.reach(row, row) >= first and any(
        grid.boxes[row, c].bottom >= first for c in range(grid.width) if (row, c) in grid.boxes
    ):
        return True
    if len(texts) < 2 or is_meta(grid, row) or not label_row(grid, row):
        return False
    if grid.joins(row, bottom):
        return any(grid.wide(row, c) and grid.value(first, c) for c in range(grid.width))
    return _spreads(grid, row, first, bottom)


def _spreads(grid: Grid, row: int, first: int, bottom: int) -> bool:
    """Without joined cells: names that stand alone, or fewer groups than names below that they reach over."""
    up = [c for c in range(grid.width) if grid.cells[row][c]]
    low = {c for c in range(grid.width) for r in range(first, bottom + 1) if grid.cells[r][c]}
    more = len(low.difference(up))
    return bool(more) and (not low.issuperset(up) or (more >= len(up) and up[0] <= min(low)))


def last_row(grid: Grid, first: int) -> int:
    """The lowest row of the heading that begins with (or has among its rows) ``first``."""
    bottom = first
    while bottom - first < LEVELS - 1:
        reach = grid.reach(first, bottom)
        if reach > bottom:
            bottom = min(reach, len(grid.cells) - 1, first + LEVELS - 1)
        elif bottom + 1 < len(grid.cells) and _continues(grid, first, bottom):
            bottom += 1
        else:
            break
    return bottom


def _continues(grid: Grid, first: int, bottom: int) -> bool:
    """Does the row below hold a lower level of the heading?"""
    below = bottom + 1
    if not label_row(grid, below) or _like_next(grid, below):
        return False
    columns = range(grid.width)
    low = {c for c in columns if grid.cells[below][c]}
    if grid.joins(first, bottom):
        under = {c for c in columns if grid.wide(bottom, c) and grid.boxes[bottom, c].bottom == bottom}
        beside = {c for c in columns if grid.value(bottom, c)} - under
        return len(low & under) >= max(2, len(under) * 0.5) and len(low & beside) <= len(beside) * 0.2
    up = {c for c in columns if grid.cells[bottom][c]}
    more, both = len(low - up), len(low & up)
    return label_row(grid, below, 1.0) and (more >= max(both, 2) or bool(up - low and more * 2 >= both > 0))


def _like_next(grid: Grid, row: int) -> bool:
    """Rows of data repeat what stands above them (the same township, 是, 否); headings do not."""
    if row + 1 >= len(grid.cells):
        return False
    pairs = zip(grid.cells[row], grid.cells[row + 1], strict=True)
    return any(one == two != "" for one, two in pairs)


def parts(grid: Grid, first: int, bottom: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each column with the levels of its heading from above; columns without one are left out."""
    levels = _joined(grid, first, bottom) if grid.joins(first, bottom) else _spread(grid, first, bottom)
    for column, found in enumerate(levels):
        kept: list[str] = []
        for text in found:
            if text and (not kept or kept[-1] != text):
                kept.append(text)
        named = [text for text in kept[:-1] if is_label(text)] + kept[-1:]
        if named:
            yield column, tuple(named)


def _joined(grid: Grid, first: int, bottom: int) -> Iterator[Sequence[str]]:
    rows = range(first, bottom + 1)
    for column in range(grid.width):
        seen = dict.fromkeys(
            (grid.boxes.get((row, column), row), grid.value(row, column)) for row in rows
        )  # a cell joined over two rows is one level
        yield [text for _, text in seen]


def _spread(grid: Grid, first: int, bottom: int) -> Iterator[Sequence[str]]:
    """Without joined cells a group reaches to the right until the next one, over columns that have names below."""
    carried = [""] * (bottom - first + 1)
    for column in range(grid.width):
        own = [grid.cells[row][column] for row in range(first, bottom + 1)]
        lowest = max((level for level, text in enumerate(own) if text), default=-1)
        filled = [level for level, text in enumerate(own) if text]
        highest = filled[0] if filled else 0
        found = [carried[level] if level < highest else own[level] for level in range(lowest + 1)]
        for level in range(len(carried)):
            if level > highest or not filled:
                carried[level] = ""
            if level in filled:
                carried[level] = own[level] if level < lowest else ""
        yield found
