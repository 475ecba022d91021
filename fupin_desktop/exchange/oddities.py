"""What cells do not tell and a sheet's XML does: hidden rows and columns, filters, formulas without a value, error values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

_BLOCK = 1 << 20
LAST_COLUMN = 16_384
_hidden = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_hidden_columns = re.compile(rb'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_bounds = re.compile(rb'\b(min|max)="(\d+)"')
_filter = re.compile(rb'<autoFilter\b[^>]*\bref="([^"]*)"[^>]*>\s*<filterColumn\b')
_cell_opens = rb'<c\b(?P<more>[^>]*?\br="(?P<column>[A-Z]+)(?P<row>\d+)"[^>]*)>\s*'
_unvalued = re.compile(
    _cell_opens + rb"<f\b[^>]*(?:/>|>(?P<formula>[^<]*)</f>)\s*(?:<v\s*/>|<v>(?P<value>)</v>)?\s*</c>"
)
_error = re.compile(_cell_opens + rb"(?:<f\b[^>]*(?:/>|>[^<]*</f>)\s*)?<v>(?P<value>#[^<]*)</v>")


@dataclass(slots=True)
class Oddities:
    """Rows and columns count from nought."""

    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: str = ""
    unvalued: dict[tuple[int, int], str] = field(default_factory=dict)


def sheet_parts(path: Path) -> dict[str, str]:
    """Where in the file each sheet's XML lies, by the sheet's name."""
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        rels = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id", ""): each.get("Target", "") for each in rels}
    parts = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            target = targets.get(key, "")
            inside = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
            parts[sheet.get("name", "")] = inside
    return parts


def inspect(path: Path, part: str) -> Oddities:
    """Read a sheet's XML once, in blocks, at the speed of unpacking."""
    odd = Oddities()
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        rest = b""
        while block := file.read(_BLOCK):
            rest += block
            end = rest.rfind(b"</row>")
            if end >= 0:
                _inspect_block(rest[:end], odd)
                rest = rest[end:]
        _inspect_block(rest, odd)
    return odd


def _inspect_block(block: bytes, odd: Oddities) -> None:
    if b"hidden=" in block:
        odd.hidden.update(int(found[1]) - 1 for found in _hidden.finditer(block))
        odd.hidden_columns.update(_columns(block))
    if found := _filter.search(block) if b"<filterColumn" in block else None:
        odd.filtered = found[1].decode("ascii", "replace")
    if b"<f" in block:
        odd.unvalued.update(_without_value(block))
    if b't="e"' in block:
        errors = (found for found in _error.finditer(block) if b't="e"' in found["more"])
        odd.unvalued.update({_place(found): found["value"].decode() for found in errors})


def _columns(block: bytes) -> Iterator[int]:
    for found in _hidden_columns.finditer(block):
        bounds = {key: int(value) for key, value in _bounds.findall(found[0])}
        if (
            b"min" in bounds and bounds.get(b"max", 0) < LAST_COLUMN
        ):  # hidden to the very end is but the rest of the sheet
            yield from range(bounds[b"min"] - 1, bounds[b"max"])


def _without_value(block: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for found in _unvalued.finditer(block):
        if (
            b't="str"' not in found["more"] or found["value"] is None
        ):  # a formula may rightly give an empty text
            yield _place(found), "=" + (found["formula"] or b"").decode("utf-8", "replace")


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return int(found["row"]) - 1, column_number(found["column"].decode())


@lru_cache(maxsize=16384)
def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
