"""The villages of a new office as a clerk types or pastes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desktop.domain.village import Village

LONGEST = Village.fields["name"].longest or 40
SHOWN = 3

_BETWEEN = re.compile(r"[\n\r\t\v\f、，,。;；|/\u2028]+")
_NUMBER = re.compile(
    r"^(?:[(（\[【]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）\]】]|第?\d{1,3}[.．。:：)）]|[一二三四五六七八九十]{1,3}[.．:：)）]|[①-⑳])"
)
"""A number before a name: 1. (2) 三） ④; a village may be called 三合村, so 三 alone stays."""
_ONLY_NUMBER = re.compile(r"^(?:\d{1,12}|[一二三四五六七八九十]{1,3})$")
_HEADINGS = frozenset(
    {"序号", "编号", "村", "村名", "行政村", "行政村名称", "村名称", "名称", "嘎查村", "村委会"}
)


@dataclass(frozen=True, slots=True)
class Typed:
    """Villages in their order, what was put right (``remarks``), and what the clerk has to put right (``problem``)."""

    names: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    problem: str = ""


def typed_villages(text: str) -> Typed:
    """The names in a text: one a line, pasted from Excel, or in one line with 、，; or blanks between; numbers before them fall away."""
    names: list[str] = []
    doubled: list[str] = []
    long: list[str] = []
    for piece in _pieces(text):
        name = _NUMBER.sub("", piece.strip("\"'“” .．")).strip()
        if not name or _ONLY_NUMBER.match(name) or name in _HEADINGS:
            continue
        if len(name) > LONGEST:
            long.append(name)
        elif name in names:
            doubled.append(name)
        else:
            names.append(name)
    return Typed(tuple(names), _said_doubled(doubled), _said_long(long))


def _pieces(text: str) -> Iterator[str]:
    """What stands between marks and blanks; 水　村, spread to fill its cell, is one name."""
    for part in _BETWEEN.split(text):
        words = part.split()
        if len(words) > 1 and all(len(each) == 1 and not each.isdigit() for each in words):
            yield "".join(words)
        else:
            yield from words


def _said_doubled(names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    once = list(dict.fromkeys(names))
    more = f"等{len(once)}个村" if len(once) > SHOWN else ""
    return (f"{'、'.join(f'“{each}”' for each in once[:SHOWN])}{more}写了不止一次，只留一个",)


def _said_long(names: list[str]) -> str:
    if not names:
        return ""
    return f"“{names[0][:12]}…”有{len(names[0])}个字，不像村名（最多{LONGEST}个字），请每行写一个村"
