"""Many files as one import: cards, one household each, or lists of the same columns; a folder means the files in it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.values import Cell, Unreadable, read_day
from fupin_desktop.exchange import layouts
from fupin_desktop.exchange.card import TALLEST, Card, find_card
from fupin_desktop.exchange.oddities import column_letters, column_number
from fupin_desktop.exchange.reading import look_into, read_book
from fupin_desktop.exchange.recognising import Known
from fupin_desktop.exchange.rows import REFUSED, REMARK, ColumnMeaning, RowProblem, Rows
from fupin_desktop.exchange.sheet import Row, Sheet
from fupin_desktop.exchange.sheet_reading import read_sheet
from fupin_desktop.exchange.workbook import SHEET_ENDINGS, Workbook, open_workbook

CARDS = "卡片（一户一张，按标签读取）"
Told = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is."""


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files; for a folder the tables in it and below, by name. Raises Trouble for a folder without any."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            each
            for each in path.rglob("*")
            if each.suffix.lower() in SHEET_ENDINGS
            and not each.name.startswith(("~$", "."))
            and each.is_file()
        )
        if not inside:
            raise Trouble(f"“{path.name}”是文件夹，请选择里面的表格文件。")
        found += inside
    return found


def read_files(paths: Sequence[Path], mapping: Mapping[str, str] | None, told: Told, known: Known) -> Rows:
    """Read files as one. Among cards a file that cannot be read is a problem that names it, and the rest goes on;
    otherwise Trouble is raised for it, and Refused for lists of other columns or days."""
    delivery = _Delivery(mapping, known)
    for number, path in enumerate(paths):
        if len(paths) == 1:
            delivery.read(path, told)
            continue
        told("读取文件", number, len(paths))
        try:
            delivery.read(path)
        except Trouble as trouble:
            delivery.wrong[path.name] = trouble
    return delivery.rows()


class _Delivery:
    """What is found in the files, one after the other."""

    def __init__(self, mapping: Mapping[str, str] | None, known: Known) -> None:
        self.mapping, self.known = mapping, known
        self.cards: list[Card] = []
        self.lists: list[Rows] = []
        self.wrong: dict[str, Trouble] = {}

    def read(self, path: Path, told: Told | None = None) -> None:
        """Read one file as cards, else as a list. Raises Trouble."""

        def step(done: int, total: int) -> None:
            if told:
                told(f"读取{path.name}", done, total)

        with open_workbook(path) as book:
            if cards := _cards(book):
                self.cards += cards
            elif self.cards:
                raise Trouble(f"“{path.name}”不是卡片，没有读取，请单独导入。")
            elif self.wrong:
                return  # the first file that could not be read stops lists; nothing more is needed of them
            else:
                self.lists.append(read_book(book, self.mapping, step, self.known))

    def rows(self) -> Rows:
        """All as one. Raises Trouble or Refused when they cannot be."""
        if self.cards and self.lists:
            said = f"“{self.lists[0].file}”是名单，“{self.cards[0].file}”是卡片，请分别导入"
            raise Refused([Problem("file", said)])
        if self.cards:
            return rows_of(self.cards, {file: str(trouble) for file, trouble in self.wrong.items()})
        if self.wrong:
            raise next(iter(self.wrong.values()))
        if not self.lists:
            raise Refused([Problem("file", "没有选择文件，请选择国扶系统导出的名单")])
        first, *more = self.lists
        for each in more:
            first.join(each)
        return first


def look_at(path: Path, mapping: Mapping[str, str] | None, known: Known) -> Rows:
    """What the columns of a list, or the labels of cards, are taken for. Raises as ``read_files``."""
    with open_workbook(path) as book:
        cards = _cards(book)
        return rows_of(cards, {}) if cards else look_into(book, mapping, known)


def _cards(book: Workbook) -> list[Card]:
    """The cards of a workbook; one with a long sheet is a list, and nothing more of it is looked at."""
    found: list[Card] = []
    for sheet in book.sheets:
        if (sheet.height or 0) > TALLEST:
            return found
        card = find_card(sheet, book.path.name)
        if card is not None:
            found.append(card)
    return found


def rows_of(cards: Sequence[Card], wrong: Mapping[str, str]) -> Rows:
    """Cards as the rows of one import. Raises Trouble when all of them are blank."""
    filled = [card for card in cards if not card.blank]
    if not filled:
        raise Trouble(f"“{cards[0].file}”是空白的卡片，没有填写姓名，请选择填好的卡片。")
    order = _columns(filled)
    day = max((each for card in filled if (each := _day(card.day))), default=None)
    rows: Rows | None = None
    for card in filled:
        more = _read_card(card, order)
        more.data_day = day
        if rows is None:
            rows = more
        else:
            rows.join(more)
    assert rows is not None
    rows.remarks = list(dict.fromkeys(rows.remarks))
    for card in cards:
        if card.blank:
            said = f"“{card.file}”是空白的卡片，没有读取"
            rows.problems.append(RowProblem(card.file, card.sheet, None, "", "", REMARK, said))
    rows.problems += [RowProblem(file, "", None, "", "", REFUSED, said) for file, said in wrong.items()]
    return rows


def _columns(cards: Sequence[Card]) -> dict[str, str]:
    """All columns that any of the cards has: key (or label) → how it is written."""
    order: dict[str, str] = {}
    for card in cards:
        for key, spot in card.household.items():
            order.setdefault(key, spot.label)
    for card in cards:
        for key, spot in card.columns.items():
            order.setdefault(key, spot.label)
    return order


def _read_card(card: Card, order: Mapping[str, str]) -> Rows:
    known = layouts.fields()
    headings = {key: _heading(card, key, label) for key, label in order.items()}
    columns = tuple(
        ColumnMeaning(column_letters(place), headings[key], key if key.partition("#")[0] in known else "")
        for place, key in enumerate(order)
    )
    found = layouts.recognised([spot.label for spot in card.columns.values()])
    rows = Rows(card.file, card.sheet, 1, found.said if found and found.key == "H9" else CARDS, columns, ())
    read_sheet(rows, _CardSheet(card, list(order)), 0)
    rows.layout = found.said if found and found.key == "H9" else CARDS
    _put_in_place(rows, card, list(order))
    return rows


def _heading(card: Card, key: str, label: str) -> str:
    own = card.household.get(key) or card.columns.get(key)
    return own.label if own else label


class _CardSheet(Sheet):
    """A card as a table: each member a row, at its place in the card, with what is said of the household."""

    def __init__(self, card: Card, keys: Sequence[str]) -> None:
        super().__init__(card.sheet)
        self._card, self._keys = card, keys

    def rows(self) -> Iterator[Row]:
        card = self._card
        told = {key: spot.value for key, spot in card.household.items()}
        known = {key: value for key, value in told.items() if key in layouts.fields()}
        members: Mapping[int, Mapping[str, Cell]] = {
            row: {key: spot.value for key, spot in member.items()} for row, member in card.members.items()
        } or {0: {}}
        first = min(members)
        for number in range(max(members) + 1):
            member = members.get(number)
            of_all = told if number == first else known  # what has no field is kept once
            yield [] if member is None else [member.get(key, of_all.get(key, "")) for key in self._keys]


def _put_in_place(rows: Rows, card: Card, keys: Sequence[str]) -> None:
    """Problems and columns name the cell of the card that they are about."""

    def place(each: RowProblem) -> RowProblem:
        spot = card.household.get(keys[column_number(each.column)]) if each.column else None
        if spot is not None:
            row, letter = (spot.row + 1, column_letters(spot.column)) if spot.row >= 0 else (None, "")
            return replace(each, row=row, column=letter)
        heading = card.columns.get(keys[column_number(each.column)]) if each.column else None
        return replace(each, column=column_letters(heading.column) if heading else "")

    rows.problems = [place(each) for each in rows.problems]
    spots = {**card.columns, **card.household}
    rows.columns = tuple(
        replace(
            each, letter=column_letters(spot.column) if (spot := spots.get(key)) and spot.column >= 0 else ""
        )
        for each, key in zip(rows.columns, keys, strict=True)
    )
    first = min((spot.row for spot in card.household.values() if spot.row >= 0), default=0)
    if not card.members:
        rows.household_rows = array("l", (first + 1 for _ in rows.household_rows))


def _day(cell: Cell) -> date | None:
    try:
        return read_day(cell) if cell not in ("", None) else None
    except Unreadable:
        return None
