"""The chapters' own small Markdown, read into blocks: what help is written in and what is looked through.

``# 章`` · ``## 节`` · paragraphs · ``- `` and ``1. `` items · ``> `` notes · ``| a | b |`` tables · fenced lines of the
command line · ``![caption](file.png)``. Inside a line: ``**weight**``, `` `Ctrl+S` `` for keys, 【保存】 for what stands
on a button, ``[words](chapter.md#节)`` and ``[words](fupin:page/part)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_ITEM = re.compile(r"(- |\d+\. )(.*)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_INLINE = re.compile(r"\*\*|`|!?\[([^\]]*)\]\([^)]*\)")


class Kind(Enum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    STEP = "step"
    NOTE = "note"
    ROW = "row"
    CODE = "code"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``text`` is still marked up; a picture's text is its caption, ``file`` its name;
    the cells of a row are parted by tabs, the lines of code by line feeds."""

    kind: Kind
    text: str
    file: str = ""

    @property
    def plain(self) -> str:
        """What is read: without marks, a link as its words."""
        return plain(self.text).replace("\t", "　")


def plain(text: str) -> str:
    """A line without its marks."""
    return _INLINE.sub(lambda found: found[1] or "", text)


_GOES_ON = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.STEP, Kind.NOTE, Kind.CODE})


def blocks(text: str) -> tuple[Block, ...]:
    """Read a chapter. Lines that follow each other are one paragraph, item or note."""
    found: list[Block] = []
    may_join = False
    for kind, words in _lines(text):
        last = found[-1] if found else None
        if kind is None and last and may_join:
            found[-1] = Block(last.kind, last.text + words, last.file)
        elif kind in (Kind.NOTE, Kind.CODE) and last and last.kind is kind and may_join:
            found[-1] = Block(kind, last.text + ("\n" if kind is Kind.CODE else "") + words)
        elif kind is Kind.PICTURE:
            caption, file = words.split("\t")
            found.append(Block(kind, caption, file))
        elif words.strip("\t-"):  # else: an empty line, or the line below a table's heading
            found.append(Block(kind or Kind.PARAGRAPH, words))
        may_join = bool(words) and found[-1].kind in _GOES_ON
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[Kind | None, str]]:
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            yield None, ""
        elif fenced:
            yield Kind.CODE, line
        else:
            yield _line(line.strip())


def _line(line: str) -> tuple[Kind | None, str]:
    """What a line begins; None for words that go on with what stands above."""
    if line.startswith("# "):
        return Kind.TITLE, line[2:]
    if line.startswith("## "):
        return Kind.HEADING, line[3:]
    if line.startswith("> "):
        return Kind.NOTE, line[2:]
    if line.startswith("|"):
        return Kind.ROW, "\t".join(cell.strip() for cell in line.strip("|").split("|"))
    if found := _PICTURE.fullmatch(line):
        return Kind.PICTURE, f"{found[1]}\t{found[2]}"
    if found := _ITEM.fullmatch(line):
        return (Kind.POINT if found[1] == "- " else Kind.STEP), found[2]
    return None, line
