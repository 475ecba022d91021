"""Reads .csv and other text tables: finds out encoding and separator, and hands out the rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.content import damaged, reading

if TYPE_CHECKING:
    import _csv

_BLOCK = 1 << 20
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_foreign = re.compile(
    r"[^\x00-\x7f\u00b7\u00d7\u2010-\u2027\u2100-\u2bff\u3000-\u30ff\u3200-\u9fff\uf900-\uffef\U00020000-\U0003ffff]"
)
_as_text = re.compile(r'^="(.*)"$')
UNSURE = "文字编码不明确，已按GB18030（简体中文）读取，如有乱码请另存为.xlsx再导入"


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text file read as a table."""

    path: Path
    name: str
    encoding: str
    separator: str
    remarks: tuple[str, ...] = ()

    def rows(self) -> Iterator[list[str]]:
        """The rows as they stand in the file, all cells text."""
        with reading(self.name), self.path.open(encoding=self.encoding, newline="") as file:
            try:
                reader = self._records(csv.reader(file, delimiter=self.separator))
                yield from map(_unwrapped, reader) if self._wraps() else reader
            except (csv.Error, UnicodeDecodeError):
                raise damaged(self.name) from None

    def _records(self, reader: _csv.Reader) -> Iterator[list[str]]:
        """The records; a quotation mark that is not closed would swallow the rows behind it, and is refused."""
        before = line = 0
        for row in reader:
            if reader.line_num > line + 1 and any(self._swallows(cell, len(row)) for cell in row):
                raise self._unclosed(line + 1)
            before, line = line, reader.line_num
            yield row
        if line and line == before + 1 and _last_line(self.path).count(b'"') % 2:
            raise self._unclosed(line)

    def _unclosed(self, line: int) -> Trouble:
        return Trouble(
            f"“{self.name}”第{line}行的引号没有成对，后面的内容会连成一格；请用Excel或WPS打开后另存为.xlsx再导入。"
        )

    def _swallows(self, cell: str, width: int) -> bool:
        """Does a cell hold a whole row: a line break, and behind it as many separators as a row has?"""
        return "\n" in cell and cell.partition("\n")[2].count(self.separator) >= max(2, width // 2)

    def _wraps(self) -> bool:
        """Does it protect long numbers as ``="659…"``, as some systems do?"""
        return '="' in _beginning(self.path, self.encoding)


def open_text(path: Path, name: str) -> TextTable:
    """Find out how a text file is written. Raises Trouble when no encoding fits."""
    with reading(name):
        encoding, sure = _encoding(path, name)
        if encoding != "utf-16" and _has_nulls(path):
            raise Trouble(f"“{name}”里有空字节（NUL），不是完好的文本表格，请从原系统重新导出。")
        beginning = _beginning(path, encoding)
    return TextTable(path, name, encoding, _separator(beginning), () if sure else (UNSURE,))


def _beginning(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(1 << 16)


def _unwrapped(row: list[str]) -> list[str]:
    return [_as_text.sub(r"\1", cell) for cell in row]


def _encoding(path: Path, name: str) -> tuple[str, bool]:
    """The encoding, and whether it is beyond doubt."""
    with path.open("rb") as file:
        start = file.read(4)
    for bom, encoding in _BOMS.items():
        if start.startswith(bom):
            return encoding, True
    if _decodes(path, "utf-8"):
        # a few characters of GBK can pass for UTF-8 (支模 does) and then read as Latin or Arabic letters
        if _foreign.search(_beginning(path, "utf-8")) and _decodes(path, "gb18030"):
            return "gb18030", False
        return "utf-8", True
    if _decodes(path, "gb18030"):
        return "gb18030", True
    raise Trouble(f"“{name}”的文字编码既不是UTF-8也不是GB18030，请用Excel或WPS打开后另存为.xlsx再导入。")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _last_line(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 65536))
        return file.read().rstrip().rpartition(b"\n")[2]


def _has_nulls(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b"\0" in block for block in iter(lambda: file.read(_BLOCK), b""))


def _separator(beginning: str) -> str:
    """The separator that most of the first lines have most of."""
    lines = beginning.splitlines()[:20]
    return max(",\t;，|", key=lambda sign: (sum(line.count(sign) for line in lines), sign == ","))
