"""Which sheet of a workbook is the list, and what its columns are: by known words, by a layout the office kept, by shape."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange import layouts
from fupin_desktop.exchange.grouping import can_group
from fupin_desktop.exchange.headings import Found, find_heading_row, normal
from fupin_desktop.exchange.oddities import column_letters, column_number
from fupin_desktop.exchange.rows import ColumnMeaning
from fupin_desktop.exchange.sheet import Sheet, listed
from fupin_desktop.exchange.workbook import Workbook

if TYPE_CHECKING:
    from fupin_desktop.exchange.guessing import Proposal

LOOKED_AT = 200
"""So many rows of data are looked at for what a column may be."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A layout that the office mapped once: its name, its list, its year, and what each heading means ("": kept as is)."""

    name: str
    list: str = "people"
    year: int | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        return f"本办版式“{self.name}（{self.year}年）”" if self.year else f"本办版式“{self.name}”"

    @property
    def of_people(self) -> bool:
        """Is it of households and people? Other lists have keys of their own."""
        return self.list in ("people", "households")

    def nearness(self, headings: Sequence[str]) -> float:
        """How much this is the layout of these headings: 0 below the least share, 1 when all are the same."""
        mine = {normal(heading) for heading, _ in self.columns}
        common = len(mine & layouts.spellings(headings))
        if not mine or common < layouts.ENOUGH * len(mine):
            return 0.0
        return common / (len(mine) + len(headings) - common)


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows of sheets beforehand: its kept layouts, the newest first, and the names of its villages."""

    kept: tuple[Kept, ...] = ()
    villages: frozenset[str] = frozenset()


@dataclass(slots=True)
class Recognised:
    """A sheet and what its columns are. ``kept`` is the office's own layout that it is in."""

    sheet: Sheet
    found: Found[str]
    layout: str
    list_key: str
    kept: Kept | None = None
    remarks: list[str] = field(default_factory=list)


def recognise(book: Workbook, known: Known) -> Recognised:
    """The sheet with the list (visible ones first). Raises Trouble when there is no heading."""
    of_people = [each for each in reversed(known.kept) if each.of_people]
    words = {heading: key for each in of_people for heading, key in each.columns if key}
    words |= layouts.vocabulary()
    found: list[tuple[Sheet, Found[str]]] = []
    wrong: Trouble | None = None
    for sheet in sorted(book.sheets, key=lambda each: not each.visible):
        try:
            found.append(
                (sheet, find_heading_row(sheet.first(), words, layouts.needs, book.path.name, sheet.merged))
            )
        except Trouble as trouble:
            wrong = wrong or trouble
        if found and sheet.height and sheet.height > 20_000:
            break  # a second look at other sheets would read a large one twice
    if not found:
        found = [_by_shape(book, known, wrong or Trouble(f"“{book.path.name}”里没有工作表。"))]
    sheet, heading = found[0]
    others = [f"“{other.name}”" for other, _ in found[1:]]
    remarks = [f"还有{len(others)}张表也像名单（{listed(others)}），没有读取"] if others else []
    return _in_layout(sheet, heading, known, remarks)


def _in_layout(sheet: Sheet, found: Found[str], known: Known, remarks: list[str]) -> Recognised:
    """Name the layout, and read the columns as the office once said when it is a kept one."""
    headings = list(found.headings.values())
    national = layouts.recognised(headings)
    kept = max(known.kept, key=lambda each: each.nearness(headings), default=None)
    if kept and (near := kept.nearness(headings)) and near >= layouts.nearness(national, headings):
        return Recognised(sheet, _as_kept(found, kept), kept.said, kept.list, kept, remarks)
    said = layouts.recognise(headings)
    return Recognised(sheet, found, said, national.list if national else "people", None, remarks)


def _as_kept(found: Found[str], kept: Kept) -> Found[str]:
    """The columns as a kept layout has them; columns that it does not know as the words say."""
    waiting: dict[str, list[str]] = {}
    for heading, key in kept.columns:
        waiting.setdefault(normal(heading), []).append(key)
    told: dict[int, str] = {}
    for column, heading in found.headings.items():
        keys = waiting.get(normal(heading)) or waiting.get(normal(heading.rpartition("/")[2]))
        if keys:
            told[column] = keys.pop(0)
    own = {column: key for column, key in found.columns.items() if column not in told and kept.of_people}
    taken = set(told.values())
    columns = {
        column: key for column, key in {**own, **told}.items() if key and not (column in own and key in taken)
    }
    unknown = {column: heading for column, heading in found.headings.items() if column not in columns}
    return replace(found, columns=columns, unknown=unknown, duplicates={}, first_of={})


def _by_shape(book: Workbook, known: Known, wrong: Trouble) -> tuple[Sheet, Found[str]]:
    """A heading found by the shape of the sheet, where names or ID numbers stand below. Raises the given Trouble."""
    from fupin_desktop.exchange.guessing import has_people
    from fupin_desktop.exchange.structure import read_table

    try:
        table = read_table(book)
    except Trouble:
        raise wrong from None
    headings = {each.column: each.text for each in table.headings}
    if any(map(_of_somebody, headings.values())):
        raise wrong  # the heading was cut off: its first line is somebody's
    columns: dict[int, str] = {}
    for column, heading in headings.items():
        key = layouts.vocabulary().get(normal(heading)) or layouts.vocabulary().get(
            normal(heading.rpartition("/")[2])
        )
        if key and key not in columns.values():
            columns[column] = key
    unknown = {column: heading for column, heading in headings.items() if column not in columns}
    found = Found(table.data_from - 1, columns, unknown, {}, table.titles, headings)
    told = any(each.nearness(list(headings.values())) for each in known.kept)
    if not told and not has_people(_below(table.sheet, found.data_from, headings)):
        raise wrong
    return table.sheet, found


_of_somebody = re.compile(r"[1-9]\d{11}(?:\d{2,9}[\dXx]?)?").fullmatch
"""The number of a household or a person."""


def _below(sheet: Sheet, data_from: int, headings: Iterable[int]) -> list[list[Cell]]:
    """The first values of some columns, blanks left out."""
    rows = list(itertools.islice(sheet.filled(data_from), LOOKED_AT))
    return [
        [row[column] for row in rows if column < len(row) and row[column] not in ("", None)]
        for column in headings
    ]


def meanings(here: Recognised, mapping: Mapping[str, str], known: Known) -> tuple[ColumnMeaning, ...]:
    """What each column is taken for, after the clerk's corrections (letter → key, "" to leave one unknown).

    Raises Refused for a key that there is not.
    """
    found = here.found
    keys = dict(found.columns)
    for letter, key in mapping.items():
        column = column_number(letter)
        if key and key.partition("#")[0] not in layouts.fields():
            raise Refused([Problem(letter, f"没有“{key}”这个字段，请从列表里选择")])
        for other in [each for each, kept in keys.items() if kept == key]:
            del keys[other]
        keys[column] = key
    heads = None if mapping else _heads_that_are_members(keys)
    if heads is not None:
        keys[heads] = "person.name"
        here.remarks.append(f"“{found.headings[heads]}”一列每人一行，按姓名读取")
    shown = [
        column for column in sorted(found.headings) if column not in found.duplicates or keys.get(column)
    ]
    below = dict(zip(shown, _below(here.sheet, found.data_from, shown), strict=True))
    guessed = _proposals(found, keys, below, known) if any(not keys.get(column) for column in shown) else {}
    return tuple(
        ColumnMeaning(
            column_letters(column),
            found.headings[column],
            keys.get(column, ""),
            tuple(str(cell).strip() for cell in below[column][:SHOWN]),
            guessed.get(column, ()),
        )
        for column in shown
    )


def _heads_that_are_members(keys: Mapping[int, str]) -> int | None:
    """The column 户主姓名 of a list with 与户主关系 and ID numbers and no 姓名: it holds each member's name (H8)."""
    here = set(keys.values())
    if "person.name" in here or not {"person.relation", "person.id_number", "household.head"} <= here:
        return None
    return next(column for column, key in keys.items() if key == "household.head")


def _proposals(
    found: Found[str], keys: Mapping[int, str], below: Mapping[int, Sequence[Cell]], known: Known
) -> dict[int, tuple[Proposal, ...]]:
    from fupin_desktop.exchange.guessing import proposals

    taken = {key for key in keys.values() if key}
    return {
        column: proposals(found.headings[column], values, known.villages, taken)
        for column, values in below.items()
        if not keys.get(column)
    }


def asks(file: str, columns: Sequence[ColumnMeaning]) -> tuple[str, ...]:
    """What is missing before the rows can be read: somebody's name, and something to tell households apart by."""
    keys = {each.key for each in columns if each.key}
    if not keys & {"person.name", "household.head"}:
        return (
            f"“{file}”的列名没有见过，不知道哪一列是姓名；请核对各列的对应（fupin layouts keep，或在页面上指定），记住后下次自动认出",
        )
    if "household.number" in keys or can_group(keys):
        return ()
    return (
        f"“{file}”里没有“户编号”一列，也没有“与户主关系”或“户主姓名”，不知道谁和谁是一户；请在导出时选上户编号，或在页面上指定这一列。",
    )
