"""Any list of people from another office: where its numbers and names stand is seen from the cells themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import IdNumber, Kind, read_id_number, read_plain
from fupin_desktop.domain.values import Cell, clean_name, spoilt
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.sheet import Row, Sheet
from fupin_desktop.exchange.structure import read_table
from fupin_desktop.exchange.table import cell_of
from fupin_desktop.exchange.workbook import Workbook, open_workbook

LOOKED_AT = 400
"""So many rows show where the numbers and the names stand."""
NUMBERED = (Kind.RESIDENT, Kind.OLD, Kind.DISABLED, Kind.MASKED, Kind.TEMPORARY)
_NAMES = (
    "姓名",
    "名字",
    "成员姓名",
    "家庭成员姓名",
    "学生姓名",
    "死者姓名",
    "参保人姓名",
    "人员姓名",
    "户主姓名",
    "户主",
)
_OWNERS = re.compile(
    r"车主|所有人|所有权人|产权人|权利人|经营者|投资人|股东|法人|法定代表人|负责人|购房人|参保人|学生|死者"
)
"""How lists of cars, houses, businesses and others call the person where no heading says 姓名."""
_VILLAGES = ("行政村", "村", "村名", "社区", "嘎查村", "村(社区)", "村居", "所在村", "所属村")
_OTHERS = re.compile(r"户主|监护|配偶|父|母|代理|申请|联系|经办|法人|法定")
"""Words in a heading that tell of somebody else than the person the row is about."""
_inside = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")
_named = re.compile(r"[\u3400-\u9fff·•．・\s]{2,25}").fullmatch


class RosterRow(NamedTuple):
    """One row: its number in the file (from nought), what the number's cell says, the number people are known by
    ("" where it cannot be told), name and village."""

    row: int
    said: str
    key: str
    name: str
    village: str

    @property
    def number(self) -> IdNumber | None:
        """The number as it is read; None for a blank cell."""
        return number_in(self.said)

    @property
    def shown(self) -> str:
        """The number as it was understood, else as it stands."""
        read = self.number
        return read.text if read and read.kind in NUMBERED else self.said


@dataclass(slots=True)
class Roster:
    """A list understood. Columns and rows count from nought; ``header`` None: the list has no heading."""

    file: str
    sheet: str
    header: int | None
    width: int
    headings: dict[int, str]
    id_column: int | None
    name_column: int | None
    village_column: int | None
    rows: list[RosterRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def id_letter(self) -> str | None:
        return column_letters(self.id_column) if self.id_column is not None else None


def read_roster(path: str | Path, sheet: str | None = None) -> Roster:
    """Read a list of people. Raises Trouble when it cannot be read or has neither numbers nor names."""
    with open_workbook(path) as book:
        found = _understood(book, sheet)
        roster, rows = found
        roster.rows = [_row(roster, number, row) for number, row in rows]
        roster.remarks = list(dict.fromkeys([*book.remarks, *roster.remarks]))
    if not roster.rows:
        raise Trouble(f"“{roster.file}”里没有一行数据，请确认选的是要比对的名单。")
    return roster


def _understood(book: Workbook, name: str | None) -> tuple[Roster, Iterator[tuple[int, Row]]]:
    try:
        table = read_table(book, name)
    except Trouble:
        headless = _headless(book, name)
        if headless is None:
            raise
        return headless
    first = next(iter(_top(table.sheet, table.header[1])), ())
    if any(_is_number(cell) for cell in first):
        headless = _headless(book, name or table.sheet.name)
        if headless is not None:
            return headless
    rows = table.rows()
    top = list(itertools.islice(rows, LOOKED_AT))
    headings = {each.column: each.text for each in table.headings}
    roster = _columns(table.file, table.sheet, table.header[1], headings, [row for _, row in top])
    roster.remarks += table.remarks
    return roster, itertools.chain(top, rows)


def _top(sheet: Sheet, row: int) -> Iterator[Row]:
    return itertools.islice(sheet.rows(), row, row + 1)


def _headless(book: Workbook, name: str | None) -> tuple[Roster, Iterator[tuple[int, Row]]] | None:
    """A list that begins at once with people: its numbers say that it is one."""
    for sheet in sorted(book.sheets, key=lambda each: not each.visible):
        if name is not None and sheet.name != name:
            continue
        top = list(itertools.islice(sheet.rows(), LOOKED_AT))
        start = next((place for place, row in enumerate(top) if any(_is_number(cell) for cell in row)), None)
        if start is not None and not _has_words(top[:start]):
            roster = _columns(book.path.name, sheet, None, {}, top[start:])
            filled = ((number, row) for number, row in enumerate(sheet.filled(start), start)
                      if any(cell not in ("", None) for cell in row))  # fmt: skip
            return roster, filled
    return None


def _has_words(rows: Sequence[Row]) -> bool:
    return any(sum(1 for cell in row if cell not in ("", None)) > 1 for row in rows)


def _columns(
    file: str, sheet: Sheet, header: int | None, headings: dict[int, str], rows: Sequence[Row]
) -> Roster:
    width = max([len(row) for row in rows] + [column + 1 for column in headings], default=0)
    numbers = _number_column(headings, rows, width)
    names = _name_column(headings, rows, width, numbers)
    villages = next(
        (column for column, text in headings.items() if normal(text.rpartition("/")[2]) in _VILLAGES), None
    )
    if numbers is None and names is None:
        raise Trouble(f"“{file}”里没有找到证件号码列，也没有姓名列，没法比对；请确认选的是人员名单。")
    roster = Roster(file, sheet.name, header, width, headings, numbers, names, villages)
    roster.remarks = sheet.remarks((header or 0) + 1)
    if numbers is None:
        roster.remarks.append("没有找到证件号码列，只能按姓名比对：同名的列入“号码可疑”，不算命中")
    return roster


def _is_number(cell: Cell) -> bool:
    return cell not in ("", None) and _weight(cell) > 0


def _weight(cell: Cell) -> float:
    """How much a cell looks like the number of a person, 0 to 1."""
    if isinstance(cell, bool) or cell in ("", None):
        return 0.0
    if isinstance(cell, int | float) and spoilt(cell):
        return 0.8 if 1e17 <= abs(cell) < 1e18 else 0.0
    read = number_in(cell)
    if read is None:
        return 0.0
    if read.kind in NUMBERED:
        told = read.birth is not None or read.kind in (Kind.TEMPORARY, Kind.MASKED)
        return 1.0 if told and not (read.kind is Kind.OLD and isinstance(cell, int | float)) else 0.3
    return 0.5 if re.fullmatch(r"[1-9]\d{16}[\dX]?\d?", read.text) else 0.0


def number_in(cell: Cell) -> IdNumber | None:
    """The number that a cell holds, also inside other words; None for a blank cell."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return read_id_number(cell)
    text = str(cell).strip()
    if not text:
        return None
    read = read_id_number(text)
    if read.kind is Kind.OTHER and (found := _inside.search(text)):
        return read_id_number(found[0])
    return read


def _number_column(headings: dict[int, str], rows: Sequence[Row], width: int) -> int | None:
    """The column with the most numbers; of two as good the one that is about the person, and tells most apart."""
    best: tuple[float, bool, int, int] | None = None
    for column in range(width):
        cells = [cell_of(row, column) for row in rows]
        weight = sum(_weight(cell) for cell in cells)
        filled = sum(1 for cell in cells if cell not in ("", None))
        if weight < 1 and not (weight and filled <= 3):
            continue
        if weight < 0.3 * filled:
            continue
        other = bool(_OTHERS.search(headings.get(column, "")))
        rank = (round(weight / max(len(rows), 1), 1), not other, len(set(cells)), -column)
        if best is None or rank > best:
            best = rank
    if best is not None:
        return -best[3]
    return next((column for column, text in headings.items() if _says_number(text)), None)


def _says_number(heading: str) -> bool:
    return bool(re.search(r"身份证|证件号|公民身份|身份号码", normal(heading)))


def _name_column(
    headings: dict[int, str], rows: Sequence[Row], width: int, numbers: int | None
) -> int | None:
    """By its heading, nearest to the numbers; without a heading by cells that look like names."""
    about_head = numbers is not None and "户主" in headings.get(numbers, "")
    called = [column for column, text in headings.items() if normal(text.rpartition("/")[2]) in _NAMES]
    called = called or [column for column, text in headings.items() if "姓名" in text]
    called = called or [column for column, text in headings.items()
                        if column != numbers and _OWNERS.search(text) and _names_in(rows, column)]  # fmt: skip
    if called:
        near = numbers if numbers is not None else 0
        return min(
            called,
            key=lambda column: (("户主" in headings[column]) != about_head, abs(column - near)),
        )
    if headings:
        return None
    found = [
        (
            sum(1 for row in rows if _is_name(cell_of(row, column))),
            len({cell_of(row, column) for row in rows}),
            -column,
        )
        for column in range(width)
        if column != numbers
    ]
    found = [each for each in found if each[0] >= 0.7 * len(rows)]
    return -max(found, key=lambda each: (each[1], each[0], each[2]))[2] if found else None


def _names_in(rows: Sequence[Row], column: int) -> bool:
    """Do most of the filled cells look like names?"""
    filled = [cell for row in rows if (cell := cell_of(row, column)) not in ("", None)]
    return sum(1 for cell in filled if _is_name(cell)) > 0.5 * len(filled)


def _is_name(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and bool(_named(cell.strip()))
        and not cell.strip().endswith(("村", "组", "县", "镇", "乡"))
    )


def _row(roster: Roster, number: int, row: Row) -> RosterRow:
    said = _text(cell_of(row, roster.id_column))
    name = cell_of(row, roster.name_column)
    village = cell_of(row, roster.village_column)
    return RosterRow(
        number,
        said,
        said if read_plain(said) else _key(said),
        clean_name(str(name)) if name not in ("", None) else "",
        str(village or "").strip(),
    )


def _key(said: str) -> str:
    read = number_in(said)
    if read is None or read.kind is Kind.MASKED:
        return ""
    return read.number18 or read.text


def _text(cell: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.14E}" if spoilt(cell) else f"{cell:.0f}"
    return "" if cell is None else str(cell).strip()
