"""A paragraph's characters set on lines: pieces of one face with their places, drawn out to the measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from fupin_desktop.reports.faces import Role, measure, widths
from fupin_desktop.reports.layout.page import Ink, Page
from fupin_desktop.reports.linebreak import atoms, break_lines, squeezes
from fupin_desktop.reports.titles import title_lines

WIDE = 0.75  # from this width on (em) a character fills a square
MIDDLE = 0.38  # the middle of a Han character above the baseline, in em
_MOST_SPREAD = 0.22  # em between two characters; beyond that a ragged line is the lesser evil


class Piece(NamedTuple):
    x: float
    role: Role
    text: str
    spacing: float


class Shaped(NamedTuple):
    """A line ready to be drawn: pieces from its left edge, its width, and where it begins in its paragraph."""

    pieces: tuple[Piece, ...]
    width: float
    start: int = 0


Spans = tuple[tuple[Role, str], ...]


@lru_cache(maxsize=1_024)
def shape(
    spans: Spans, size: float, limit: float, first: float = 0.0, gap: float = 0.0
) -> tuple[Shaped, ...]:
    """The lines of a paragraph; all but the last are drawn out to `limit`. Figures take half a square of the grid."""
    text = "".join(part for _, part in spans)
    roles = [role for role, part in spans for _ in part]
    ems = [em for role, part in spans for em in widths(role, part)]
    spacing = _spacings(roles, ems, size, gap)
    advances = [em * size + space for em, space in zip(ems, spacing, strict=True)]
    lines = break_lines(text, advances, limit, size + gap, first)
    shaped = []
    for number, line in enumerate(lines):
        room = limit if number else limit - first
        part = slice(line.start, line.end)
        last = number == len(lines) - 1
        spaces, width = _squeezed(text[part], ems[part], spacing[part], line.width - room, size)
        extra = _extra(ems[part], line.width - width, room, size, last)
        pieces = _pieces(text[part], roles[part], ems[part], spaces, size, extra, 0.0 if number else first)
        shaped.append(Shaped(tuple(pieces), sum(advances[part]), line.start))
    return tuple(shaped)


def _spacings(roles: Sequence[Role], ems: Sequence[float], size: float, gap: float) -> list[float]:
    if not gap:
        return [0.0] * len(ems)
    half = (size + gap) / 2 - measure(Role.SONG, "0") * size
    return [gap if em >= WIDE or role is Role.HEI else half for role, em in zip(roles, ems, strict=True)]


def _squeezed(
    text: str, ems: Sequence[float], spacing: list[float], excess: float, size: float
) -> tuple[list[float], float]:
    """The spacing with marks that stand side by side drawn together, and by how much in all."""
    marks = squeezes(text, ems) if excess > 1e-6 else ()
    if not marks:
        return spacing, 0.0
    each = min(excess / len(marks), size / 2)
    closer = set(marks)
    return [space - each if at in closer else space for at, space in enumerate(spacing)], each * len(marks)


def _extra(ems: Sequence[float], width: float, room: float, size: float, last: bool) -> float:
    """What each gap between characters (not within a word) takes so that the line meets its measure."""
    gaps = sum(1 for a, b in pairwise(ems) if a >= WIDE or b >= WIDE)
    slack = room - width
    if not gaps or (last and slack >= 0) or slack / gaps > _MOST_SPREAD * size:
        return 0.0
    return slack / gaps


def _pieces(
    text: str,
    roles: Sequence[Role],
    ems: Sequence[float],
    spacing: Sequence[float],
    size: float,
    extra: float,
    x: float,
) -> Iterator[Piece]:
    start, end = 0, len(text)
    while start < end:
        wide, role, stop = ems[start] >= WIDE, roles[start], start + 1
        while (
            stop < end
            and roles[stop] is role
            and (ems[stop] >= WIDE) == wide
            and spacing[stop] == spacing[start]
        ):
            stop += 1
        space = spacing[start] + (extra if wide else 0.0)
        yield Piece(x, role, text[start:stop], space)
        x += sum(ems[start:stop]) * size + space * (stop - start) + (0.0 if wide else extra)
        start = stop


def reach(line: Shaped, start: int, end: int, size: float) -> tuple[float, float] | None:
    """From where to where on the line the characters `start` to `end` of its paragraph stand; None when they do not."""
    at, found = line.start, []
    for piece in line.pieces:
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        if low < high:
            found += [_offset(piece, low, size), _offset(piece, high, size)]
        at += len(piece.text)
    return (found[0], found[-1]) if found else None


def _offset(piece: Piece, count: int, size: float) -> float:
    return piece.x + measure(piece.role, piece.text[:count]) * size + piece.spacing * count


def draw(page: Page, line: Shaped, x: float, baseline: float, size: float) -> None:
    """Set a shaped line on a page."""
    page.inks.extend(
        Ink(x + piece.x, baseline, piece.role, size, piece.text, piece.spacing) for piece in line.pieces
    )


@lru_cache(maxsize=16_384)
def fit(role: Role, text: str, limit: float) -> tuple[str, ...]:
    """The lines of a table's cell, in a measure of `limit` em. Line feeds in the text are kept."""
    lines: list[str] = []
    for part in text.split("\n"):
        if measure(role, part) <= limit + 1e-6:
            lines.append(part)
            continue
        names = name_parts(part)
        if len(names) > 1 and all(measure(role, name) <= limit + 1e-6 for name in names):
            lines += names
            continue
        broken = break_lines(part, widths(role, part), limit, 1.0, stiff=True)
        lines += [part[line.start : line.end] for line in broken]
    return tuple(lines)


def fit_evenly(role: Role, text: str, limit: float) -> tuple[str, ...]:
    """The same for words in the middle: on as many lines, broken by sense and evened out (帮扶措施/类别)."""
    lines = fit(role, text, limit)
    if len(lines) < 2 or "\n" in text:
        return lines
    by_sense = title_lines(text, tuple(widths(role, text)), limit)
    return by_sense if len(by_sense) == len(lines) else lines


def name_parts(text: str) -> list[str]:
    """阿依古丽· and 买买提: where a name that is too long for its cell is best broken."""
    return [part for part in re.split("(?<=[·・])", text) if part]


@lru_cache(maxsize=16_384)
def longest_atom(role: Role, text: str) -> float:
    """The width in em of the longest piece that should not be broken."""
    ems = widths(role, text.replace("\n", ""))
    cuts = atoms(text.replace("\n", ""))
    return max((sum(ems[a:b]) for a, b in pairwise(cuts)), default=0.0)
