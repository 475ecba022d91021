"""Looks into a packed workbook before it is opened: one that unfolds without end is refused within a second.

A .xlsx is a packed folder. Its parts may claim to be small and be gigabytes, may hold a stray value in the last row of a million empty ones
(every cell between is kept in memory), or may define words that unfold into each other. Honest exports unfold about 13 times.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.oddities import column_letters, column_number

MEMBERS = 20_000
TOTAL = 4 << 30
"""Bytes that all parts together may unfold to; an export of 390,000 people takes 0.7 GB."""
RATIO = 100
LARGE = 48 << 20
"""From this size on a part may not unfold more than ``RATIO`` times."""
READ_WHOLE = 128 << 20
"""Parts up to this size, and those that unfold more than 20 times, are looked through to the end before they are opened."""
CELLS = 20_000_000
"""So many cells fit into a few hundred megabytes."""
EMPTY = 40
"""How many times larger than what stands in it a sheet may be."""
SILENT = 96 << 20
"""Bytes of a sheet without a single value."""

_BLOCK = 1 << 20
_three_letters = re.compile(rb'r="[A-Z]{3}\d')
_two_letters = re.compile(rb'r="[A-Z]{2}\d')
_far_column = re.compile(rb'<c [^>]*?r="([A-Z]{3})\d+"(?:[^>]*[^/])?>')
_row_of = re.compile(rb'r="[A-Z]+(\d+)"')
_row = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_cell = re.compile(rb"<table:table-cell\b([^>]*)(/?)>")
_repeated = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def refuse_endless(path: Path, name: str) -> None:
    """Raises Trouble when a packed workbook would fill the memory. ``zipfile.BadZipFile`` when it is damaged."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS or sum(each.file_size for each in members) > TOTAL:
            raise _endless(name, sum(each.file_size for each in members))
        for each in members:
            if each.file_size > LARGE and each.file_size > RATIO * each.compress_size:
                raise _endless(name, each.file_size)
        for each in members:
            if each.filename.endswith((".xml", ".rels", ".bin")) and each.file_size:
                _look_into(archive, path, each, name)


def _look_into(archive: zipfile.ZipFile, path: Path, member: zipfile.ZipInfo, name: str) -> None:
    with archive.open(member) as file:
        start = file.read(4096).upper()
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Trouble(
            f"“{name}”里夹带了正常表格没有的定义（DOCTYPE），可能是恶意文件，没有打开；请让发来的人重新导出一份。"
        )
    small = member.file_size <= READ_WHOLE
    if not small and member.file_size <= 20 * member.compress_size and not _monotonous(path, member):
        return
    with archive.open(member) as file:
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            _refuse_empty(file, name)
        elif member.filename == "content.xml":
            _refuse_repeated(file, name)
        elif not small or member.compress_size * RATIO > LARGE:
            for _ in _blocks(file):  # a part that is longer than it says fails here
                pass


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _refuse_empty(file: IO[bytes], name: str) -> None:
    """A sheet whose last value stands far from all others, or with room for millions of cells and nothing in them."""
    rest, last, valued, far, wide, silent = b"", b"", 0, 0, False, 0
    for block in _blocks(file):
        text = rest + block
        here = block.count(b"</c>")
        valued, silent = valued + here, 0 if here else silent + len(block)
        if silent > SILENT:
            raise _mostly_empty(name, "有上百万个设了格式却没有内容的单元格")
        if here:
            end = text.rfind(b"</c>")
            last = text[text.rfind(b"<c ", 0, end) : end]
        if _three_letters.search(text):
            far = max([far, *(column_number(each[1].decode()) + 1 for each in _far_column.finditer(text))])
        wide = wide or bool(_two_letters.search(text))
        rest = block[-512:]
    found = _row_of.search(last)
    rows, columns = int(found[1]) if found else 0, far or (702 if wide else 26)
    slack = EMPTY * (702 // 26 if columns == 702 else 1)  # of columns with two letters the widest is assumed
    if rows * columns > CELLS and rows * columns > slack * max(valued, 1):
        column = f"、{column_letters(far - 1)}列" if far else ""
        raise _mostly_empty(name, f"一直写到第{rows}行{column}，中间几乎全是空的")


def _refuse_repeated(file: IO[bytes], name: str) -> None:
    """A sheet of LibreOffice says once how often a cell and a row come again."""
    area = 0
    for text in _whole_rows(file):
        for row in _row.finditer(text):
            cells = sum(_times(cell[1]) for cell in _cell.finditer(row[2]) if b"office:value" in cell[1])
            area += cells * _times(row[1])
            if area > CELLS * 4:
                raise _mostly_empty(name, "里有的格子写明要重复上百万次")


def _whole_rows(file: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in _blocks(file):
        rest += block
        end = rest.rfind(b"</table:table-row>") + 18
        if end >= 18:
            yield rest[:end]
            rest = rest[end:]


def _times(attributes: bytes) -> int:
    found = _repeated.search(attributes)
    return int(found[1]) if found else 1


def _monotonous(path: Path, member: zipfile.ZipInfo) -> bool:
    """Does the packed part itself repeat? What is packed well does not; long runs of the same do."""
    with path.open("rb") as file:
        for step in range(64):
            file.seek(member.header_offset + 200 + step * member.compress_size // 64)
            piece = file.read(4096)
            if len(zlib.compress(piece, 1)) < len(piece) // 2:
                return True
    return False


def _endless(name: str, size: int) -> Trouble:
    return Trouble(
        f"“{name}”展开后有{size / (1 << 30):.1f}GB，远大于文件本身，不像正常的表格，没有打开；请让发来的人重新导出一份。"
    )


def _mostly_empty(name: str, what: str) -> Trouble:
    return Trouble(f"“{name}”的表{what}，没有读取；请在Excel里删掉数据以外的空行、空列，另存后再导入。")
