"""Writes tables as .xlsx: codes stay text, the heading stays in sight, a file is whole or not there."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.values import Cell

MOST_ROWS = 1_048_576
_control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_bad_in_name = re.compile(r"[\[\]:*?/\\]")


CODES = "代码"
HEADING = "DCE6F1"
"""The colour behind headings."""
_WIDEST = 220
"""Sheets of so many characters across are printed on the width of one page; wider ones would become unreadable."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be written in a column: offered as a drop-down, listed on a sheet 代码.

    ``several``: the words are offered, and other texts are taken too (因病,因残).
    """

    name: str
    words: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet to write: title rows, one heading row, then the rows. Columns count from nought."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    titles: Sequence[str] = ()
    text_columns: frozenset[int] = frozenset()
    widths: Sequence[float] = field(default=())
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Cells that lead somewhere when pressed: (row among the data, column) → 'sheet'!C7; in sheets added to a patched workbook."""
    choices: Mapping[int, Choice] = field(default_factory=dict)
    """Columns with a drop-down."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """What a heading says when the pointer rests on it."""


def write_table(path: str | Path, sheets: Sequence[SheetOut]) -> int:
    """Write the sheets, return how many rows. Raises Trouble when it cannot; the old file stays."""
    path = Path(path)
    with written_whole(path) as place:
        return _write(place, sheets)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A place beside ``path`` to write to; what was written there takes the place of ``path`` at the end."""
    try:
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".导出-", dir=path.parent)
        os.close(handle)
        place = Path(name)
        try:
            yield place
            place.replace(path)
        finally:
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
    except OSError as wrong:
        raise Trouble(_why_not_written(path, wrong)) from wrong


def _why_not_written(path: Path, wrong: OSError) -> str:
    if wrong.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return f"磁盘空间不足，“{path.name}”没有写成，请清理磁盘或换一个位置再导出。"
    if long := disk.too_long(wrong, path):
        return f"“{path.name}”没有写成：{long}。"
    if isinstance(wrong, FileNotFoundError | NotADirectoryError):
        return f"文件夹“{path.parent}”不存在，“{path.name}”没有写成，请换一个位置。"
    if isinstance(wrong, IsADirectoryError):
        return f"“{path.name}”是文件夹，请换一个文件名。"
    if isinstance(wrong, PermissionError) and path.exists():
        return f"“{path.name}”写不进去，可能正在Excel或WPS里打开，请关闭后再导出。"
    if isinstance(wrong, PermissionError) or wrong.errno == errno.EROFS:
        return f"文件夹“{path.parent}”不能写入，请换一个位置导出“{path.name}”。"
    return f"“{path.name}”没有写成（{disk.why(wrong, path)}），请检查磁盘或换一个位置再导出。"


def _write(place: Path, sheets: Sequence[SheetOut]) -> int:
    from openpyxl import Workbook  # slow to import, and needed only here

    book = Workbook(write_only=True)
    total = 0
    names: list[str] = []
    codes = list(dict.fromkeys(choice for out in sheets for choice in out.choices.values()))
    try:
        for out in sheets:
            names.append(sheet_name(out.name, [*names, CODES] if codes else names))
            total += _write_sheet(book.create_sheet(names[-1]), out, codes)
        if codes:
            _write_codes(book.create_sheet(CODES), codes)
    finally:
        for sheet in book.worksheets:  # also after a stop: its half-written file is closed and thrown away
            sheet.close()
    book.save(place)
    return total


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have and that no other one has."""
    base = _bad_in_name.sub("_", wanted).strip("'")[:31] or "Sheet"
    name, number = base, 2
    here = {each.casefold() for each in taken}
    while name.casefold() in here:
        ending = f" ({number})"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    return name


def _write_codes(sheet: Any, codes: Sequence[Choice]) -> None:
    """Each list of words in a column under its name."""
    for column, choice in enumerate(codes):
        sheet.column_dimensions[_letters(column)].width = max(map(len, (choice.name, *choice.words))) * 2 + 2
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, choice.name) for choice in codes])
    for row in itertools.zip_longest(*(choice.words for choice in codes)):
        sheet.append(row)


def _offer(sheet: Any, out: SheetOut, codes: Sequence[Choice], first: int) -> None:
    """The drop-downs, from the first row of data to the last that a sheet may have."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, choice in out.choices.items():
        place = _letters(codes.index(choice))
        offered = DataValidation(
            "list", f"'{CODES}'!${place}$2:${place}${len(choice.words) + 1}", allow_blank=True,
            showErrorMessage=not choice.several, errorTitle=choice.name, error=f"请从下拉列表里选择{choice.name}"[:225],
        )  # fmt: skip
        offered.add(f"{_letters(column)}{first}:{_letters(column)}{MOST_ROWS}")
        sheet.data_validations.append(offered)


def _write_sheet(sheet: Any, out: SheetOut, codes: Sequence[Choice] = ()) -> int:
    head_row = len(out.titles) + 1
    sheet.freeze_panes = f"A{head_row + 1}"
    _shape_columns(sheet, out)
    _shape_print(sheet, out, head_row)
    _offer(sheet, out, codes, head_row + 1)
    for title in out.titles:
        sheet.append([_bold(sheet, title)])
    sheet.append(
        [_noted(_heading(sheet, head), out.notes.get(place)) for place, head in enumerate(out.heads)]
    )
    cells = _Cells(sheet, out.text_columns)
    count = 0
    for count, row in enumerate(out.rows, 1):
        if count > MOST_ROWS - head_row:
            raise Trouble(f"一张工作表最多{MOST_ROWS}行，数据太多，请分村导出。")
        sheet.append(cells.dressed(row))
    return count


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))


def _shape_print(sheet: Any, out: SheetOut, head_row: int) -> None:
    """On paper: across, the heading on each page, one page wide unless that is too small to read."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = f"{head_row}:{head_row}"
    across = sum(out.widths[column] if column < len(out.widths) else 12 for column in range(len(out.heads)))
    if across <= _WIDEST:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0


def _shape_columns(sheet: Any, out: SheetOut) -> None:
    for column in range(len(out.heads)):
        shape = sheet.column_dimensions[_letters(column)]
        shape.width = out.widths[column] if column < len(out.widths) else 12
        if column in out.text_columns:
            shape.number_format = "@"  # what a clerk types below stays text, too


def _noted(cell: Any, note: str | None) -> Any:
    from openpyxl.comments import Comment

    if note:
        cell.comment = Comment(note, "乡镇扶贫工作台", width=260, height=80)
    return cell


def _bold(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="center")
    return cell


def _heading(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Alignment, PatternFill

    cell = _bold(sheet, text)
    cell.fill = PatternFill("solid", fgColor=HEADING)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


class _Cells:
    """Dressed cells, used again for every row: to make one for each value costs more than to write it."""

    def __init__(self, sheet: Any, text_columns: frozenset[int]) -> None:
        self._sheet = sheet
        self._text_columns = text_columns
        self._text: dict[int, Any] = {}
        self._plain: dict[int, Any] = {}

    def dressed(self, row: Sequence[Cell]) -> list[Any]:
        return [
            self._as_text(column, value)
            if column in self._text_columns
            and value not in ("", None)  # the column itself says @ for blank cells
            else self._string(column, value)
            if isinstance(value, str)
            else value
            for column, value in enumerate(row)
        ]

    def _as_text(self, column: int, value: Cell) -> Any:
        cell = self._text.get(column)
        if cell is None:
            cell = self._text[column] = self._new()
            cell.number_format = "@"
        return _set(cell, str(value))

    def _string(self, column: int, text: str) -> Any:
        if text[:1] not in ("=", "#") and not _control.search(text):
            return text or None
        return _set(self._plain.setdefault(column, self._new()), text)

    def _new(self) -> Any:
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self._sheet)


def printable(text: str) -> str:
    """A text without the characters that a workbook cannot hold."""
    return _control.sub("", text)


def _set(cell: Any, text: str) -> Any:
    cell.value = printable(text)
    cell.data_type = "s"  # a text that begins with = is a text, never a formula
    return cell
