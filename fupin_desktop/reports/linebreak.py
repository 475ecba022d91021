"""Where a line of Chinese may end, as pure functions on characters and their widths (GB/T 15834-2011, 5.1).

No closing mark begins a line, no opening mark ends one; numbers stay with their units, words and e-mail addresses
are whole. A closing mark that is too much hangs its blank half over the edge and the line is drawn together by a
hair, so that 28 characters a line stay 28. No space is set between Han and figures: figures take half a square.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕］｝”’％%…·—～－–‰℃°,.;:!?)]}/")
NOT_LAST = frozenset("（《〈「『【〔［｛“‘￥¥$№#([{/")
HANGING = frozenset("，。、；：）》〉」』】〕］｝”’")  # their right half is blank

_UNIT = (
    "(?:个百分点|平方米|平方公里|立方米|公里|公斤|千瓦时|千瓦|工作日|人次|户次|季度|万|亿|千|百|余|多|几)*"
    "[年月日号户人元角分亩名条件项次岁天时秒个家头只羽株棵台辆座间套栋所村组期届级类种米吨斤里吋升度页份倍成%％‰℃°㎡]?"
)
_WORD = r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,:/@_\-–—～~+&=?#'%*]+[0-9A-Za-z\u00c0-\u024f]+)*"
_ATOM = re.compile(
    rf"第?[±+−\-<>≤≥￥¥$]?{_WORD}(?:(?<=[0-9])(?:个百分点|平方米|{_UNIT}))?|——|……|.", re.DOTALL
)


class Line(NamedTuple):
    """One line: text[start:end] without blanks at its end; `width` counts a hanging mark as half."""

    start: int
    end: int
    width: float


@lru_cache(maxsize=20_000)
def atoms(text: str) -> tuple[int, ...]:
    """The positions before which a line may begin: the start, each legal break, and the end."""
    cuts = [0]
    for found in _ATOM.finditer(text):
        at = found.start()
        if at and text[at] not in NOT_FIRST and text[at - 1] not in NOT_LAST and not text[at].isspace():
            cuts.append(at)
    if text:
        cuts.append(len(text))
    return tuple(cuts)


def break_lines(
    text: str, widths: Sequence[float], limit: float, em: float, first: float = 0.0
) -> list[Line]:
    """The lines of a paragraph in a measure of `limit`, the first indented by `first`; `em` is the size of type.

    Greedy: a line takes what fits; one closing mark more is taken when drawing the line together needs less than
    spreading it would. A word longer than a whole line is broken as a last resort.
    """
    sums = [0.0, *accumulate(widths)]
    cuts = list(atoms(text))
    lines: list[Line] = []
    start, room = 0, limit - first
    while start < len(text):
        end = _end_of_line(text, sums, cuts, start, room, em)
        stop = len(text[start:end].rstrip()) + start
        lines.append(Line(start, stop, _width(text, sums, start, stop, room, em)))
        start, room = end, limit
    return lines


def _end_of_line(text: str, sums: list[float], cuts: list[int], start: int, room: float, em: float) -> int:
    at = bisect_right(cuts, start)
    best = 0
    while at < len(cuts):
        stop = start + len(text[start : cuts[at]].rstrip())
        if sums[stop] - sums[start] > room + 1e-6:
            break
        best, at = cuts[at], at + 1
    if at == len(cuts):
        return best
    if best and not _worth_hanging(text, sums, start, best, cuts[at], room, em):
        return best
    stop = start + len(text[start : cuts[at]].rstrip())
    if _width(text, sums, start, stop, room, em) - room <= 0.5 * em + 1e-6 and _tight(
        sums, start, stop, room, em
    ):
        return cuts[at]
    return best or _force(text, sums, start, room)


def _worth_hanging(
    text: str, sums: list[float], start: int, best: int, after: int, room: float, em: float
) -> bool:
    stop = start + len(text[start:after].rstrip())
    excess = _width(text, sums, start, stop, room, em) - room
    slack = room - (sums[best] - sums[start])
    return excess <= slack


def _tight(sums: list[float], start: int, stop: int, room: float, em: float) -> bool:
    """Whether drawing the line together would not be seen: at most a fortieth of an em for each character."""
    excess = sums[stop] - sums[start] - 0.5 * em - room
    return excess <= (stop - start - 1) * em / 40


def _width(text: str, sums: list[float], start: int, stop: int, room: float, em: float) -> float:
    width = sums[stop] - sums[start]
    hangs = stop > start and text[stop - 1] in HANGING and sums[stop] - sums[stop - 1] > 0.75 * em
    return width - 0.5 * em if hangs and width > room + 1e-6 else width


def _force(text: str, sums: list[float], start: int, room: float) -> int:
    """The end of a line inside a word that is longer than the line, at least one character."""
    end = max(bisect_right(sums, sums[start] + room + 1e-6) - 1, start + 1)
    for back in range(end, start, -1):
        if text[back : back + 1] not in NOT_FIRST and text[back - 1] not in NOT_LAST:
            return back
    return end
