"""Finds the heading row of a sheet by the words in it, never by position, and the day its data belong to."""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.values import Unreadable, read_day, read_month
from fupin_desktop.exchange.grid import Grid, first_row, parts, plain
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.sheet import Merged, Row

LOOKED_AT = 15  # rows: exports have the heading in row 1, 3 or 4, forms from above a little lower
LEAST = 4

Key = TypeVar("Key", bound=Hashable)

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide not in (0xFF0C, 0xFF1A, 0xFF1B)}
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_UNITS = (
    "亩|元|万元|月|个月|年|岁|天|次|㎡|m2|m²|平方米|平米|公里|千米|km|米|m|个|人|户|只|头|匹|千瓦|吨|公斤|斤|%"
    "|元/年|元/月|元/人|元/亩|人/户|是/否|必填|选填|单选|多选|下拉选择|yyyymm|yyyymmdd|yyyy-mm-dd|文本格式"
)
_UNIT = re.compile(rf"(?:\((?:单位[：:]?)?(?:{_UNITS})\)|\*)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """A heading as it is compared: no blanks, half-width brackets, no unit and no star at its end."""
    text = _BLANKS.sub("", heading).translate(_WIDE).lstrip("*")
    while (shorter := _UNIT.sub("", text)) != text and shorter:
        text = shorter
    return text


def unit(heading: str) -> str:
    """The unit that a heading names, which ``normal`` drops: 村级集体经济收入（万元） → 万元."""
    found = _UNIT.search(_BLANKS.sub("", heading).translate(_WIDE).rstrip("*"))
    return re.sub(r"^\((?:单位[：:]?)?|\)$", "", found[0]) if found else ""


_SAME = {
    "m2": "平方米",
    "m²": "平方米",
    "㎡": "平方米",
    "平米": "平方米",
    "千米": "公里",
    "km": "公里",
    "m": "米",
}
_FACTORS = {("万元", "元"): Decimal(10000), ("米", "公里"): Decimal("0.001"), ("公里", "米"): Decimal(1000)}
_MEASURES = frozenset({"亩", "平方米", "公里", "米", "元", "万元", "公斤", "斤", "吨"})


def factor(heading: str, ours: str) -> Decimal | None:
    """What a number under a heading is multiplied by to be in our unit; None when nobody can say."""
    theirs = _SAME.get(unit(heading).lower(), unit(heading))
    if theirs == ours or theirs not in _MEASURES or ours not in _MEASURES:
        return Decimal(1)
    return _FACTORS.get((theirs, ours))


@dataclass(frozen=True, slots=True)
class Found(Generic[Key]):
    """Where the heading stands and what its columns mean; rows and columns count from nought."""

    row_index: int
    columns: dict[int, Key]
    unknown: dict[int, str] = field(default_factory=dict)
    duplicates: dict[int, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    headings: dict[int, str] = field(default_factory=dict)
    first_of: dict[int, int] = field(default_factory=dict)

    @property
    def data_from(self) -> int:
        """The first row of data."""
        return self.row_index + 1

    @property
    def remarks(self) -> list[str]:
        """Which of the columns that mean the same is read."""
        said = []
        for column, heading in self.duplicates.items():
            first = self.first_of[column]
            again = "重复" if self.headings[first] == heading else f"与“{self.headings[first]}”意思相同"
            said.append(
                f"表头“{heading}”{again}（第{column_letters(column)}列），以第{column_letters(first)}列为准"
            )
        return said


def find_heading_row(
    rows: Iterable[Row],
    vocabulary: Mapping[str, Key],
    needs: Callable[[set[Key]], bool] = bool,
    name: str = "",
    merged: Iterable[Merged] = (),
) -> Found[Key]:
    """The row among the first with the most known headings, with the group titles above it (up to three levels).

    ``merged`` says which columns a group title covers; without it a title reaches to the right until the next.
    Raises Trouble when no row will do.
    """
    grid = Grid(itertools.islice(rows, LOOKED_AT), merged, plain)
    known = {normal(heading): key for heading, key in vocabulary.items()}
    best: Found[Key] | None = None
    for index in range(len(grid.cells)):
        found = _try_row(grid, index, known)
        if len(found.columns) >= LEAST and needs(set(found.columns.values())) and _beats(found, best):
            best = found
    if best is None:
        raise Trouble(
            f"“{name}”里没有找到表头：前{LOOKED_AT}行中没有同时出现姓名和证件号码（或户编号）等至少{LEAST}个列名。"
            "请确认选的是导出的名单，表头没有被删掉或改名。"
        )
    return best


def _beats(found: Found[Key], best: Found[Key] | None) -> bool:
    return best is None or len(found.columns) > len(best.columns)


def _try_row(grid: Grid, index: int, known: Mapping[str, Key]) -> Found[Key]:
    """Read one row as the lowest of the heading, together with the group titles above it."""
    first = first_row(grid, index)
    titles = tuple(cell for row in range(first) for cell in grid.texts(row))
    found: Found[Key] = Found(index, {}, titles=titles)
    firsts: dict[Key, int] = {}
    for column, levels in parts(grid, first, index):
        found.headings[column] = shown = "/".join(levels)
        key = _key(levels, known)
        if key is None:
            found.unknown[column] = shown
        elif key in firsts:
            found.duplicates[column] = shown
            found.first_of[column] = firsts[key]
        else:
            found.columns[column] = key
            firsts[key] = column
    return found


def _key(levels: Sequence[str], known: Mapping[str, Key]) -> Key | None:
    """户主 over 姓名 means 户主姓名, so the levels together are asked first."""
    for start in range(len(levels)):
        for text in ("/".join(levels[start:]), "".join(levels[start:])):
            if (key := known.get(normal(text))) is not None:
                return key
    return None


_LABEL = r"(?:数据|统计|填报|填表|制表|导出|截至|截止)(?:日期|时间|截至|截止)?(?:至|到|于)?"
_labelled = re.compile(rf"{_LABEL}\s*[:：]?\s*(\d{{4}}[-./年\d月日]*)")
_LONGEST = 60  # longer texts above a heading are instructions, and the dates in them examples
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d(?:[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)日?|[01]\d[0-3]\d(?!\d)))")
# A day that is none (4月31日) does not stand for its month or year.
_NO_DAY = r"(?![-./月]\d{1,2}(?!\d))"
_MONTH = re.compile(rf"(?<!\d)((?:19|20)\d\d(?:[-./年]\d{{1,2}}(?!\d){_NO_DAY}月?|[01]\d(?!\d)))")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?![-./年]\d{1,2}[-./月]\d{1,2}(?!\d))")


def data_day(titles: Sequence[str], file_name: str) -> date | None:
    """The day the data stand for, from a title row (数据日期：…) or the file's name; never the clock.

    A month means its last day, a year its 31 December. None when neither says anything.
    """
    titles = [title for title in titles if len(title) <= _LONGEST]
    labelled = [found[1] for title in titles for found in _labelled.finditer(title)]
    for texts, patterns in (
        (labelled, (_DAY, _MONTH)),
        ([file_name], (_DAY,)),
        (titles, (_DAY, _MONTH)),
        ([file_name], (_MONTH,)),
        ([*labelled, *(title for title in titles if "年" in title)], (_YEAR,)),
        ([file_name], (_YEAR,)),
    ):
        for pattern in patterns:
            if day := _first_day(texts, pattern):
                return day
    return None


def _first_day(texts: Iterable[str], pattern: re.Pattern[str]) -> date | None:
    for text in texts:
        for found in pattern.finditer(text.translate(_WIDE)):
            try:
                return _last_day(found[1], pattern)
            except Unreadable:
                continue
    return None


def _last_day(text: str, pattern: re.Pattern[str]) -> date:
    if pattern is _DAY:
        return read_day(text)
    if pattern is _YEAR:
        return date(int(text), 12, 31)
    month = read_month(text)
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
