"""Reads one sheet of an export: which it is, what its columns are, and then its rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.headings import data_day
from fupin_desktop.exchange.lists import OtherList, recognise_list
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.recognising import Known, Recognised, asks, meanings, recognise
from fupin_desktop.exchange.rows import Rows
from fupin_desktop.exchange.sheet_reading import Step, read_sheet
from fupin_desktop.exchange.workbook import Workbook, open_workbook

__all__ = ["Step", "look_into", "read_book", "read_rows"]


def read_rows(
    path: str | Path,
    mapping: Mapping[str, str] | None = None,
    step: Step | None = None,
    known: Known = Known(),  # noqa: B008
) -> Rows:
    """Read one file. ``mapping`` corrects columns: letter → key, "" to leave one unknown.

    Raises Trouble when the file cannot be read, also where the clerk has to say first what its columns are, Refused
    when the mapping is impossible.
    """
    with open_workbook(path) as book:
        rows = read_book(book, mapping, step, known)
    if rows.asks:
        raise Trouble("".join(rows.asks))
    return rows


def read_book(book: Workbook, mapping: Mapping[str, str] | None, step: Step | None, known: Known) -> Rows:
    """The same for an open workbook; where the clerk has to say first what the columns are, the rows ``ask`` and are
    empty."""
    rows, here = _open(book, mapping, known)
    if rows.asks:
        return rows
    read_sheet(rows, here.sheet, here.found.data_from, step)
    if not (rows.households or rows.refused):
        raise Trouble(f"“{book.path.name}”里只有表头，没有一行数据，请确认导出的内容后重新导出。")
    return rows


def look_into(book: Workbook, mapping: Mapping[str, str] | None, known: Known) -> Rows:
    """What the columns of a list are taken for, without reading its rows. Raises as ``read_rows``."""
    return _open(book, mapping, known)[0]


def _open(book: Workbook, mapping: Mapping[str, str] | None, known: Known) -> tuple[Rows, Recognised]:
    """The sheet with the list, and the rows that will be read from it, still empty. Raises OtherList."""
    here = recognise(book, known)
    found, sheet = here.found, here.sheet
    if here.kept is not None and not here.kept.of_people:
        told = {column_letters(column): key for column, key in found.columns.items()}
        raise OtherList(book.path.name, here.kept.list, here.layout, told)
    if here.kept is None and (key := recognise_list(found.headings.values())):
        raise OtherList(book.path.name, key)
    columns = meanings(here, mapping or {}, known)
    rows = Rows(
        book.path.name, sheet.name, found.row_index + 1, here.layout, columns, found.titles,
        list_key=here.list_key, kept=here.kept.name if here.kept else "", asks=asks(book.path.name, columns),
    )  # fmt: skip
    rows.remarks = [*book.remarks, *sheet.remarks(found.data_from), *found.remarks, *here.remarks]
    rows.data_day = data_day(found.titles, book.path.name)
    return rows, here
