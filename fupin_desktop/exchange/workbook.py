"""Opens .xlsx, .xls and .csv by their content, streams their rows, and remarks what is odd about them."""

from __future__ import annotations

import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from xml.etree.ElementTree import ParseError

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.values import spoilt
from fupin_desktop.exchange import oddities
from fupin_desktop.exchange.bounds import refuse_endless
from fupin_desktop.exchange.content import Content, damaged, protected, reading, recognise
from fupin_desktop.exchange.oddities import Oddities
from fupin_desktop.exchange.sheet import Merged, Row, Sheet, listed
from fupin_desktop.exchange.text_table import TextTable, open_text

__all__ = ["Merged", "Row", "Sheet", "Workbook", "open_workbook", "shared_copy", "spoilt"]

SHEET_ENDINGS = (".xlsx", ".xls", ".csv", ".xlsb", ".ods", ".et", ".txt", ".xlsm")


class _Tables:
    """A file that calamine holds open; only the last sheet asked for is kept, large ones fill the memory."""

    def __init__(self, source: Path, content: Content, name: str) -> None:
        self.source = source
        self.name = name
        self._book = _open_calamine(source, content, name)
        self._last: tuple[str, Any] = ("", None)

    def metadata(self) -> Any:
        return self._book.sheets_metadata

    def table(self, sheet: str) -> Any:
        if self._last[1] is None or self._last[0] != sheet:
            self._last = ("", None)
            self._last = (sheet, _read(self._book.get_sheet_by_name, sheet, self.name))
        return self._last[1]

    def close(self) -> None:
        self._last = ("", None)
        self._book.close()


class _BookSheet(Sheet):
    """A sheet read by calamine; its XML is looked through meanwhile, on the other core."""

    def __init__(self, tables: _Tables, name: str, visible: bool, part: str | None) -> None:
        super().__init__(name, visible)
        self._tables = tables
        self._part = part
        self._looked: Future[Oddities] | None = None

    def rows(self) -> Iterator[Row]:
        table = self._table
        left = table.start[1] if table.start else 0
        rows: Iterator[Row] = table.iter_rows()
        return ([""] * left + list(row) for row in rows) if left else rows

    @property
    def height(self) -> int:
        end = self._table.end
        return int(end[0]) + 1 if end else 0

    @property
    def hidden_rows(self) -> frozenset[int] | None:
        return frozenset(self._odd.hidden) if self._part else None

    @property
    def hidden_columns(self) -> frozenset[int]:
        return frozenset(self._odd.hidden_columns) if self._part else frozenset()

    @property
    def filtered(self) -> str:
        return self._odd.filtered if self._part else ""

    @property
    def merged(self) -> tuple[Merged, ...]:
        ranges = self._table.merged_cell_ranges or ()
        return tuple(Merged(top, left, bottom, right) for (top, left), (bottom, right) in ranges)

    @property
    def unvalued(self) -> dict[tuple[int, int], str]:
        return self._odd.unvalued if self._part else {}

    @property
    def _table(self) -> Any:
        self._look()
        return self._tables.table(self.name)

    def _look(self) -> None:
        """Begin to look through the XML; unpacking leaves the other thread free to read the cells."""
        if self._part and self._looked is None:
            crew = ThreadPoolExecutor(max_workers=1)
            self._looked = crew.submit(oddities.inspect, self._tables.source, self._part)
            crew.shutdown(wait=False)

    @cached_property
    def _odd(self) -> Oddities:
        self._look()
        assert self._looked is not None
        try:
            return self._looked.result()
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError):
            raise damaged(self._tables.name) from None

    def settle(self) -> None:
        """Wait until nobody reads the file any more."""
        if self._looked is not None:
            self._looked.exception()


class _TextSheet(Sheet):
    """A text file is a single sheet without any dress."""

    def __init__(self, table: TextTable) -> None:
        super().__init__(Path(table.name).stem)
        self._table = table

    def rows(self) -> Iterator[Row]:
        return self._table.rows()


@dataclass(eq=False)
class Workbook:
    """An opened file: its sheets, and remarks about the file as such. Close it, or use ``with``."""

    path: Path
    content: Content
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()
    encoding: str | None = None
    _tables: _Tables | None = None

    def close(self) -> None:
        """Let the file go."""
        for sheet in self.sheets:
            if isinstance(sheet, _BookSheet):
                sheet.settle()
        if self._tables is not None:
            self._tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()


def open_workbook(path: str | Path) -> Workbook:
    """Open a table file. Raises Trouble with what to do when it is none, is locked, damaged or empty."""
    path = Path(path)
    _refuse_lock_file(path)
    with reading(path.name):
        if path.is_dir():
            raise IsADirectoryError
        held = _is_held(path)
        source = shared_copy(path) if held else path
    try:
        content = recognise(source, path.name)
        book = (_open_text if content is Content.TEXT else _open_book)(path, source, content)
    except Trouble:
        if held:
            source.unlink(missing_ok=True)
        raise
    book.remarks = (*_name_remarks(path, content, held), *book.remarks)
    if held:
        weakref.finalize(book, source.unlink, missing_ok=True)
    if not any(_has_data(sheet) for sheet in book.sheets):
        book.close()
        raise Trouble(f"“{path.name}”里没有任何数据，请确认导出的内容后重新导出。")
    return book


def _has_data(sheet: Sheet) -> bool:
    return any(any(cell != "" for cell in row) for row in sheet.rows())


def shared_copy(path: Path) -> Path:
    """A copy to read from while Excel or WPS holds the file open (they let others read, not write)."""
    with tempfile.NamedTemporaryFile(suffix=path.suffix, delete=False) as copy, path.open("rb") as held:
        shutil.copyfileobj(held, copy)
    return Path(copy.name)


def _refuse_lock_file(path: Path) -> None:
    if path.name.startswith(("~$", ".~")):
        raise Trouble(
            f"“{path.name}”是Excel或WPS打开文件时留下的临时文件，请选择“{path.name.lstrip('.~$')}”本身。"
        )


def _is_held(path: Path) -> bool:
    """Has Excel or WPS put its lock file beside it?"""
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}")
    return any((path.parent / mark).exists() for mark in marks)


def _name_remarks(path: Path, content: Content, held: bool) -> Iterator[str]:
    ending = path.suffix.lower()
    if held:
        yield "文件正被Excel或WPS打开，读取的是最近一次保存的内容"
    if len(path.suffixes) > 1 and path.suffixes[-2].lower() in SHEET_ENDINGS:
        yield f"文件名有两个后缀（{path.suffixes[-2]}{path.suffix}），已按内容（{content.value}）读取"
    elif ending != content.value and not (content is Content.TEXT and ending == ".txt"):
        known = {(".et", Content.XLS), (".xlsm", Content.XLSX), (".et", Content.XLSX)}
        if (ending, content) not in known:
            yield f"文件名是{ending or '没有后缀'}，内容其实是{content.value}，已按内容读取"


def _open_text(path: Path, source: Path, content: Content) -> Workbook:
    table = open_text(source, path.name)
    return Workbook(path, content, (_TextSheet(table),), table.remarks, table.encoding.removesuffix("-sig"))


def _open_book(path: Path, source: Path, content: Content) -> Workbook:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    inside = _look_inside(source, content, path.name)
    tables = _Tables(source, content, path.name)
    parts = _parts(source, content, path.name)
    sheets = tuple(
        _BookSheet(tables, sheet.name, sheet.visible == SheetVisibleEnum.Visible, parts.get(sheet.name))
        for sheet in tables.metadata()
        if sheet.typ == SheetTypeEnum.WorkSheet
    )
    hidden = [f"“{sheet.name}”" for sheet in sheets if not sheet.visible]
    if not sheets:
        tables.close()
        raise Trouble(f"“{path.name}”里只有图表，没有工作表，请选择有数据的那个文件。")
    said = (f"有{len(hidden)}张隐藏的工作表：{listed(hidden)}",) if hidden else ()
    return Workbook(path, content, sheets, (*inside, *said), None, tables)


def _look_inside(source: Path, content: Content, name: str) -> list[str]:
    """Refuse what would unfold without end; say what is in the file and will not be run."""
    if content is Content.XLS:
        return []
    try:
        with reading(name):
            refuse_endless(source, name)
            with zipfile.ZipFile(source) as archive:
                members = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise damaged(name) from None
    said = []
    if any(each.endswith("vbaProject.bin") for each in members):
        said.append("文件里有宏，没有运行")
    if any(each.startswith("xl/externalLinks/") for each in members):
        said.append("有的公式引用别的文件，没有去打开那些文件，按表里保存的值读取")
    return said


def _open_calamine(source: Path, content: Content, name: str) -> Any:
    from python_calamine import CalamineWorkbook

    if source.suffix.lower() == content.value:
        return _read(CalamineWorkbook.from_path, source, name)
    with reading(name), source.open("rb") as file:  # from_path would believe the name
        return _read(CalamineWorkbook.from_filelike, file, name)


def _parts(source: Path, content: Content, name: str) -> dict[str, str]:
    if content is not Content.XLSX:
        return {}
    try:
        return oddities.sheet_parts(source)
    except (KeyError, ParseError, zipfile.BadZipFile):
        raise damaged(name) from None


def _read(read: Any, what: Any, name: str) -> Any:
    from python_calamine import CalamineError, PasswordError

    with reading(name):
        try:
            return read(what)
        except PasswordError:
            raise protected(name) from None
        except CalamineError:
            raise damaged(name) from None
