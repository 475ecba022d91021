"""A chapter as the rich text that the help window shows: type, key caps, steps, notes, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageReader

from fupin_desktop.services.help.blocks import Block, Kind, plain
from fupin_desktop.services.help.book import Chapter
from fupin_desktop.ui.theme import theme

_INLINE = re.compile(
    r"\*\*(?P<weight>.+?)\*\*|`(?P<key>[^`]+)`|【(?P<button>[^】]+)】|\[(?P<words>[^\]]+)\]\((?P<link>[^)]+)\)"
)
_GOES_ON_COUNTING = frozenset({Kind.STEP, Kind.PICTURE, Kind.NOTE, Kind.CODE, Kind.ROW})
PICTURE = "picture:"


def written(chapter: Chapter, folder: Path, width: int) -> str:
    """The HTML of a chapter for a text ``width`` pixels wide, in the colours and size of the theme."""
    return "".join(_Writer(folder, width).parts(chapter))


def anchor(chapter: Chapter, heading: str) -> str:
    """The name of a section's place in the text; empty for the chapter's beginning."""
    headings = chapter.headings
    return f"s{headings.index(heading)}" if heading in headings else ""


class _Writer:
    """Writes blocks of one kind after the other and counts sections and steps."""

    def __init__(self, folder: Path, width: int) -> None:
        self._folder, self._width = folder, width
        self._section = self._step = 0
        self._one: dict[Kind, Callable[[Block], str]] = {
            Kind.TITLE: lambda block: _heading(block.text, 5.0, "0 0 10px 0"),
            Kind.HEADING: self._head,
            Kind.PARAGRAPH: lambda block: f'<p style="{_LINE}; margin: 4px 0 8px 0">{inline(block.text)}</p>',
            Kind.NOTE: lambda block: _note(block.text, width),
            Kind.CODE: lambda block: _code(block.text, width),
            Kind.PICTURE: lambda block: _picture(block, folder, width),
        }

    def parts(self, chapter: Chapter) -> Iterator[str]:
        for kind, group in groupby(chapter.blocks, key=lambda each: each.kind):
            blocks = list(group)
            if kind not in _GOES_ON_COUNTING:
                self._step = 0
            match kind:
                case Kind.POINT:
                    yield _points(blocks)
                case Kind.STEP:
                    yield _steps(blocks, self._step)
                    self._step += len(blocks)
                case Kind.ROW:
                    yield _table([each.text.split("\t") for each in blocks], self._width)
                case _:
                    yield from map(self._one[kind], blocks)

    def _head(self, block: Block) -> str:
        self._section += 1
        return f'<a name="s{self._section - 1}"></a>{_heading(block.text, 2.0, "18px 0 4px 0")}'


_LINE = "line-height: 125%"


def _heading(text: str, steps: float, margin: str) -> str:
    size = theme.size + steps
    return f'<p style="font-size: {size}pt; font-weight: 600; margin: {margin}">{inline(text)}</p>'


def inline(text: str) -> str:
    """The marks inside a line as rich text."""
    made, last = [], 0
    for found in _INLINE.finditer(text):
        made.append(escape(text[last : found.start()], quote=False))
        made.append(_marked(found))
        last = found.end()
    return "".join((*made, escape(text[last:], quote=False)))


def _marked(found: re.Match[str]) -> str:
    colours = theme.colours
    if words := found["weight"]:
        return f"<b>{inline(words)}</b>"
    if key := found["key"]:
        return _cap(key, colours.hover, colours.text)
    if name := found["button"]:
        return _cap(name, colours.chosen, colours.text)
    return f'<a href="{escape(found["link"])}" style="color: {colours.accent}">{escape(found["words"])}</a>'


def _cap(text: str, ground: str, ink: str) -> str:
    held = escape(text, quote=False).replace(" ", "&nbsp;")
    return f'<span style="background-color: {ground}; color: {ink}">&nbsp;{held}&nbsp;</span>'


def _points(blocks: Sequence[Block]) -> str:
    items = "".join(f'<li style="{_LINE}; margin: 2px 0 4px 0">{inline(each.text)}</li>' for each in blocks)
    return f'<ul style="margin: 2px 0 8px -18px">{items}</ul>'


def _steps(blocks: Sequence[Block], before: int) -> str:
    rows = "".join(
        f'<tr><td align="right" width="26" style="color: {theme.colours.accent}; padding: 2px 8px 4px 0">'
        f'<p style="{_LINE}"><b>{number}.</b></p></td>'
        f'<td style="padding: 2px 0 4px 0"><p style="{_LINE}">{inline(block.text)}</p></td></tr>'
        for number, block in enumerate(blocks, before + 1)
    )
    return f'<table cellspacing="0" width="100%" style="margin: 2px 0 6px 0">{rows}</table>'


def _note(text: str, width: int) -> str:
    colours = theme.colours
    return (
        f'<table cellspacing="0" width="{width}" style="margin: 4px 0 10px 0"><tr>'
        f'<td width="3" style="background-color: {colours.amber}"></td>'
        f'<td style="background-color: {colours.zebra}; padding: 6px 10px"><p style="{_LINE}">{inline(text)}</p></td>'
        f"</tr></table>"
    )


def _code(text: str, width: int) -> str:
    lines = "<br>".join(escape(line, quote=False).replace(" ", "&nbsp;") for line in text.split("\n"))
    return (
        f'<table cellspacing="0" width="{width}" style="margin: 4px 0 10px 0"><tr>'
        f'<td style="background-color: {theme.colours.zebra}; padding: 8px 10px"><p style="line-height: 115%">'
        f'<span style="font-family: Consolas, monospace">{lines}</span></p></td></tr></table>'
    )


def _table(rows: Sequence[Sequence[str]], width: int) -> str:
    colours = theme.colours
    shares = _shares(rows)
    first, *others = rows
    head = "".join(
        f'<td width="{share}%" style="color: {colours.quiet}; padding: 3px 10px 3px 0">{inline(cell)}</td>'
        for cell, share in zip(first, shares, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in others)
    return (
        f'<table cellspacing="0" width="{width}" style="margin: 2px 0 10px 0; border-collapse: collapse">'
        f"<tr>{head}</tr>{body}</table>"
    )


def _shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """How the columns part the width, per cent: by their longest cell, none squeezed by a long neighbour."""
    longest = [max(8, min(36, max(map(_wide, column)))) for column in zip(*rows, strict=True)]
    return [round(100 * each / sum(longest)) for each in longest]


def _wide(cell: str) -> int:
    """Half-widths that a cell takes."""
    return sum(1 if each.isascii() else 2 for each in plain(cell))


def _cell(text: str) -> str:
    return (
        f'<td style="border-top: 1px solid {theme.colours.line}; padding: 3px 10px 3px 0">'
        f'<p style="line-height: 112%">{inline(text)}</p></td>'
    )


def _picture(block: Block, folder: Path, width: int) -> str:
    size = picture_size(folder / block.file, width)
    return (
        f'<p style="margin: 8px 0 2px 0"><a href="{PICTURE}{block.file}">'
        f'<img src="{block.file}" width="{size.width()}" height="{size.height()}"></a></p>'
        f'<p style="margin: 0 0 12px 0; color: {theme.colours.quiet}; font-size: {theme.size - 0.5}pt">'
        f"{inline(block.text)}</p>"
    )


def picture_size(file: Path, width: int) -> QSize:
    """How large a picture is shown: its own size, made smaller where the text is narrower."""
    own = QImageReader(str(file)).size()
    if not own.isValid() or own.width() <= width:
        return own
    return own.scaled(width, own.height(), Qt.AspectRatioMode.KeepAspectRatio)
