"""The chapters of the help and their order, read from ``resources/help``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fupin_desktop import assets
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.help.blocks import Block, Kind, blocks

CONTENTS = "contents.txt"
"""One line a group, below it two blanks in, one line a chapter: the file's name without .md, and the title."""

_TERM = re.compile(r"[【“]([^】”\n]{2,20})[】”]")

Make = Callable[[], str]


@dataclass(frozen=True)
class Chapter:
    """One chapter. ``text`` gives its Markdown when it is first read."""

    name: str
    title: str
    group: str
    text: Make

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What stands in it; one that cannot be read says so in its place."""
        try:
            return blocks(self.text())
        except Trouble as said:
            return (Block(Kind.PARAGRAPH, str(said)),)

    @property
    def headings(self) -> list[str]:
        """The sections' headings in their order; they are what ``#`` in a link names."""
        return [each.plain for each in self.blocks if each.kind is Kind.HEADING]


class Book:
    """All chapters in the order of the contents."""

    def __init__(self, folder: Path, chapters: tuple[Chapter, ...]) -> None:
        self.folder = folder
        self.chapters = chapters

    def __iter__(self) -> Iterator[Chapter]:
        return iter(self.chapters)

    @cached_property
    def terms(self) -> frozenset[str]:
        """What things are called here: titles, headings, buttons, and what is quoted."""
        heads = {
            each.plain
            for chapter in self
            for each in chapter.blocks
            if each.kind in (Kind.TITLE, Kind.HEADING)
        }
        texts = "\n".join(each.text for chapter in self for each in chapter.blocks)
        return frozenset(heads | set(_TERM.findall(texts)))

    def chapter(self, name: str) -> Chapter:
        """The chapter of that name, else the first one."""
        return next((each for each in self.chapters if each.name == name), self.chapters[0])

    def __contains__(self, name: object) -> bool:
        return any(each.name == name for each in self.chapters)


def read_book(
    made: Mapping[str, Make] | None = None, *, words: Callable[[str], str] = str, folder: Path | None = None
) -> Book:
    """Read the contents; a chapter's text is read when it is asked for.

    ``made`` has the chapters that are no files but made by the program; ``words`` puts labels into the words of the
    year. Raises Trouble when the contents cannot be read.
    """
    place = folder or assets.root() / "help"
    found: list[Chapter] = []
    group = ""
    for line in _read(place / CONTENTS).splitlines():
        name, _, title = line.strip().partition(" ")
        if line.startswith(" "):
            make = (made or {}).get(name) or _reader(place / f"{name}.md")
            found.append(Chapter(name, title.strip(), group, lambda make=make: words(make())))  # type: ignore[misc]
        elif name:
            group = name
    return Book(place, tuple(found))


def _reader(file: Path) -> Make:
    return lambda: _read(file)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise Trouble(f"帮助的文件 {file.name} 读不出来，请重新安装程序。") from error
