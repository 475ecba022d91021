"""The faces of official papers and their fallbacks, so that every character of every name prints or is named.

小标宋 and 宋体 are Noto Serif SC, 黑体 is Noto Sans SC, 楷体 LXGW WenKai, 仿宋 FandolFang; HanaMinB has the
rare characters. A face is opened only when a character needs it.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby
from typing import Any

from fupin_desktop.domain.errors import Trouble

ASCENT, DESCENT = (
    880,
    -120,
)  # said of every face alike, so that a line of several faces is selected as one line
_INVISIBLE = frozenset(
    map(
        chr,
        [0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)],
    )
)
_EXCERPT = 15  # characters said at each side of one that no face has
_LOCK = threading.Lock()


class Role(Enum):
    """What a face is for."""

    TITLE = "小标宋"
    SONG = "宋体"
    HEI = "黑体"
    KAI = "楷体"
    FANG = "仿宋"

    __hash__ = object.__hash__  # text is measured millions of times


_SONG, _KAI, _RARE = "NotoSerifSC-Regular", "LXGWWenKai-Light", "HanaMinB"
CHAINS = {
    Role.TITLE: ("NotoSerifSC-SemiBold", _SONG, _RARE, _KAI),
    Role.SONG: (_SONG, _RARE, _KAI),
    Role.HEI: ("NotoSansSC-Medium", _SONG, _RARE, _KAI),
    Role.KAI: (_KAI, _SONG, _RARE),
    Role.FANG: ("FandolFang-Regular", _KAI, _SONG, _RARE),
}
_FIGURES_IN_SONG = (Role.FANG, Role.KAI)  # their own figures are not those of print
# 半角 figures (OpenType “hwid”), all of half an em, in the pinned files of both weights; the usual ones vary in width
_FIRST_HALF_FIGURE = {_SONG: 30492, CHAINS[Role.TITLE][0]: 30492}
_QUOTES = "“”‘’"  # half as wide as they should be in 楷体


@dataclass(frozen=True, slots=True)
class Face:
    """One opened face: `name` is what reportlab knows it by, `font` its TTFont."""

    name: str
    font: Any

    def has(self, character: str) -> bool:
        return ord(character) in self.font.face.charToGlyph

    def width(self, character: str) -> float:
        """The advance in em."""
        return float(self.font.face.getCharWidth(ord(character))) / 1000


_opened: dict[str, Face] = {}


def face(name: str) -> Face:
    """The face of that file, opened and registered on first use."""
    with _LOCK:
        if name not in _opened:
            _opened[name] = _open(name)
        return _opened[name]


def _open(name: str) -> Face:
    from reportlab.pdfbase import pdfmetrics, ttfonts

    from fupin_desktop.assets import font_path

    ttfonts.makeToUnicodeCMap = to_unicode_map
    font = ttfonts.TTFont(name, str(font_path(name)))
    # reportlab would draw the second of two faces with one PostScript name with the first one's outlines
    while any(font.face.name == other.font.face.name for other in _opened.values()):
        font.face.name += b"-2"
    font.face.ascent, font.face.descent = ASCENT, DESCENT
    if name in _FIRST_HALF_FIGURE:
        for figure in range(10):
            font.face.charToGlyph[ord("0") + figure] = _FIRST_HALF_FIGURE[name] + figure
            font.face.charWidths[ord("0") + figure] = 500
    font.face.get_table = _Tables(font.face)
    pdfmetrics.registerFont(font)
    return Face(name, font)


class _Tables:
    """The tables of a font file by name; that of the outlines, several megabytes, is not copied for each subset."""

    def __init__(self, face: Any) -> None:
        self._copied, self._data = face.get_table, face._ttf_data  # noqa: SLF001
        self._at = face.get_table_pos("glyf")[0]

    def __call__(self, tag: str) -> Any:
        return self if tag == "glyf" else self._copied(tag)

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._data[self._at + part.start : self._at + part.stop])


def to_unicode_map(fontname: str, subset: Iterable[int]) -> str:
    """The map from codes to text for copying; reportlab's own is wrong beyond U+FFFF, which needs UTF-16."""
    codes = list(subset)
    rows = [f"<{code:02X}> <{_utf16(character)}>" for code, character in enumerate(codes)]
    blocks = [
        rows[start : start + 100] for start in range(0, len(rows), 100)
    ]  # the format allows 100 in a block
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    head = [
        *("/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo"),
        *(f"<< /Registry ({fontname})", f"/Ordering ({fontname})", "/Supplement 0", ">> def"),
        *(f"/CMapName /{fontname} def", "/CMapType 2 def", "1 begincodespacerange"),
        *(f"<00> <{len(codes) - 1:02X}>", "endcodespacerange"),
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join([*head, *body, *tail])


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be", "surrogatepass").hex().upper()


class _Homes(dict[str, str]):
    """Which face draws a character in a role: "" for what has no shape; KeyError when no face has it."""

    def __init__(self, role: Role) -> None:
        super().__init__()
        self.role = role

    def __missing__(self, character: str) -> str:
        found = self._find(character)
        self[character] = found
        return found

    def _find(self, character: str) -> str:
        if character in _INVISIBLE:
            return ""
        if unicodedata.category(character) in ("Co", "Cs"):
            raise KeyError(character)  # a private character is another sign in every font
        for name in self._chain(character):
            if face(name).has(character):
                return name
        if character.isspace():
            return ""
        raise KeyError(character)

    def _chain(self, character: str) -> tuple[str, ...]:
        if self.role in _FIGURES_IN_SONG and character.isascii():
            return (_SONG,)
        if self.role is Role.KAI and character in _QUOTES:
            return (_SONG, *CHAINS[self.role])
        return CHAINS[self.role]


class _Widths(dict[str, float]):
    """The advance of a character in a role, in em."""

    def __init__(self, homes: _Homes) -> None:
        super().__init__()
        self.homes = homes

    def __missing__(self, character: str) -> float:
        home = self.homes[character]
        width = face(home).width(character) if home else 0.0
        self[character] = width
        return width


_homes = {role: _Homes(role) for role in Role}
_widths = {role: _Widths(_homes[role]) for role in Role}


def widths(role: Role, text: str) -> list[float]:
    """The advance of each character in em. Raises Trouble for a character that no face has."""
    known = _widths[role]
    try:
        return [known[character] for character in text]
    except KeyError:
        raise Absent(text) from None


@lru_cache(maxsize=16_384)
def measure(role: Role, text: str) -> float:
    """The text's width in em. Raises Trouble for a character that no face has."""
    return sum(widths(role, text))


def runs(role: Role, text: str) -> list[tuple[str, str]]:
    """The text in pieces of one face each: (face name, text). Raises Trouble for a character that no face has."""
    homes = _homes[role]
    try:
        pieces = [(name, "".join(group)) for name, group in groupby(text, homes.__getitem__)]
    except KeyError:
        raise Absent(text) from None
    return [piece for piece in pieces if piece[0]]


def missing(text: str) -> list[str]:
    """The characters that no bundled face has, each once, in order; for a check before anything is written."""
    return [character for character in dict.fromkeys(text) if not _has(character)]


def _has(character: str) -> bool:
    try:
        return _homes[Role.FANG][character] is not None
    except KeyError:
        return False


class Absent(Trouble):
    """Characters that no face has, with the line they stand in; `text` is that line, `paper` the document's title."""

    def __init__(self, text: str, paper: str = "") -> None:
        signs = missing(text)
        named = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in signs)
        at = text.index(signs[0])
        start, end = max(at - _EXCERPT, 0), at + _EXCERPT + 1
        line = f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
        of = f"《{paper}》的" if paper and paper != text else ""
        super().__init__(
            f"{named}不在任何字体中，无法打印（在{of}“{line}”里）。请核对这个字，或改用证件上的替代写法。"
        )
        self.text, self.paper = text, paper
