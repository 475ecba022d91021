"""Reads .csv and other text tables: finds out encoding and separator, and hands out the rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.content import damaged, reading

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
                reader = csv.reader(file, delimiter=self.separator)
                yield from map(_unwrapped, reader) if self._wraps() else reader
            except (csv.Error, UnicodeDecodeError):
                raise damaged(self.name) from None

    def _wraps(self) -> bool:
        """Does it protect long numbers as ``="659…"``, as some systems do?"""
        return '="' in _beginning(self.path, self.encoding)


def open_text(path: Path, name: str) -> TextTable:
    """Find out how a text file is written. Raises Trouble when no encoding fits."""
    with reading(name):
        encoding, sure = _encoding(path, name)
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


def _separator(beginning: str) -> str:
    """The separator that most of the first lines have most of."""
    lines = beginning.splitlines()[:20]
    return max(",\t;，|", key=lambda sign: (sum(line.count(sign) for line in lines), sign == ","))
