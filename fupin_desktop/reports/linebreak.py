"""Where a line of Chinese may end, as pure functions on characters and their widths (GB/T 15834-2011, 5.1).

No closing mark begins a line, no opening mark ends one; numbers stay with their units, words and e-mail addresses
are whole, and a date or “31户132人” is broken only where the line would gape otherwise. A closing mark that is too
much hangs its blank half over the edge; two marks side by side (”，》。（“) give up the blank half between them; then
the line is drawn together by a hair, so that 28 characters a line stay 28. No quarter of an em is set between Han and
figures: GB/T 9704-2012 asks for none, its samples and 28 squares a line leave no room for it; figures take half a square.
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
_OPENING = frozenset("（《〈「『【〔［｛“‘")  # their left half is blank
_MARKS = HANGING | _OPENING
_SQUARE = 0.75  # em; wider marks fill a square

_UNIT = (
    "(?:个百分点|平方米|平方公里|立方米|公里|公斤|千瓦时|千瓦|工作日|人次|户次|季度|万|亿|千|百|余|多|几)*"
    "[年月日号户人元角分亩名条件项次岁天时秒个家头只羽株棵台辆座间套栋所村组期届级类种米吨斤里吋升度页份倍成%％‰℃°㎡]?"
)
_WORD = r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,:/@_\-–—～~+&=?#'%*]+[0-9A-Za-z\u00c0-\u024f]+)*"
_ATOM = re.compile(
    rf"〔[0-9]{{4}}〕[0-9]+号|第?[±+−\-<>≤≥￥¥$]?{_WORD}(?:(?<=[0-9])(?:个百分点|平方米|{_UNIT}))?|——|……|.",
    re.DOTALL,
)


_JOINT = re.compile(r"(?:(?<=[0-9])年(?=[0-9]{1,2}月)|(?<=[0-9])月(?=[0-9]{1,2}日)|(?<=[0-9])户(?=[0-9]+人))")
_GAPE = 0.15  # em between two characters; a line that is drawn out further gapes


class Line(NamedTuple):
    """One line: text[start:end] without blanks at its end; `width` counts a hanging mark as half."""

    start: int
    end: int
    width: float


@lru_cache(maxsize=4_096)
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


def squeezes(text: str, ems: Sequence[float]) -> list[int]:
    """The marks that can give up half an em after them, since a mark with a blank half of its own follows."""
    return [
        at
        for at in range(len(text) - 1)
        if text[at] in _MARKS
        and text[at + 1] in _MARKS
        and (text[at] in HANGING or text[at + 1] in _OPENING)
        and min(ems[at], ems[at + 1]) > _SQUARE
    ]


def break_lines(
    text: str, widths: Sequence[float], limit: float, em: float, first: float = 0.0, *, stiff: bool = False
) -> list[Line]:
    """The lines of a paragraph in a measure of `limit`, the first indented by `first`; `em` is the size of type.

    Greedy: a line takes what fits; one closing mark more is taken when drawing the line together needs less than
    spreading it would. `stiff` lines are not drawn together, only a mark's blank half may hang over the edge.
    A word longer than a whole line is broken as a last resort.
    """
    measure = _Measure(text, widths, em, stiff)
    lines: list[Line] = []
    start, room = 0, limit - first
    while start < len(text):
        end = measure.end(start, room)
        stop = measure.stop(start, end)
        lines.append(Line(start, stop, measure.width(start, stop, room)))
        start, room = end, limit
    return lines


class _Measure:
    """A paragraph's characters with their widths, while it is broken."""

    def __init__(self, text: str, widths: Sequence[float], em: float, stiff: bool) -> None:
        self.text, self.em, self.stiff = text, em, stiff
        self.sums = [0.0, *accumulate(widths)]
        joints = {found.end() for found in _JOINT.finditer(text)}
        self.all_cuts = atoms(text)
        self.cuts = [cut for cut in self.all_cuts if cut not in joints]
        marks = set() if stiff else set(squeezes(text, [width / em for width in widths]))
        self.squeeze = [0.0, *accumulate(0.5 * em if at in marks else 0.0 for at in range(len(text)))]

    def stop(self, start: int, end: int) -> int:
        """The end of a line without blanks."""
        return start + len(self.text[start:end].rstrip())

    def width(self, start: int, stop: int, room: float) -> float:
        """The width of a line; a mark that does not fit hangs with its blank half over the edge."""
        width, last = self.sums[stop] - self.sums[start], self.sums[stop] - self.sums[stop - 1]
        hangs = stop > start and self.text[stop - 1] in HANGING and last > _SQUARE * self.em
        return width - 0.5 * self.em if hangs and width > room + 1e-6 else width

    def end(self, start: int, room: float) -> int:
        """Where the line that begins at `start` ends; what should stay whole is broken only when the line would gape."""
        end = self._among(self.cuts, start, room)
        stop = self.stop(start, end or start)
        slack = room - (self.sums[stop] - self.sums[start])
        if end < len(self.text) and slack > _GAPE * self.em * max(stop - start - 1, 0):
            end = self._among(self.all_cuts, start, room)
        return end or self._force(start, room)

    def _among(self, cuts: Sequence[int], start: int, room: float) -> int:
        """The last of `cuts` that a line can reach; 0 for none."""
        at = bisect_right(cuts, start)
        best = 0
        while at < len(cuts):
            stop = self.stop(start, cuts[at])
            if self.sums[stop] - self.sums[start] > room + 1e-6:
                break
            best, at = cuts[at], at + 1
        if at == len(cuts) or not self._takes(start, best, cuts[at], room):
            return best
        return cuts[at]

    def _takes(self, start: int, best: int, after: int, room: float) -> bool:
        """Whether the line takes what stands between `best` and `after` although it is too wide for it."""
        stop = self.stop(start, after)
        excess = self.width(start, stop, room) - room
        if self.stiff:
            return excess <= 1e-6
        if best and excess > room - (self.sums[self.stop(start, best)] - self.sums[start]):
            return False  # spreading the line without it moves the characters less
        squeeze = self.squeeze[stop - 1] - self.squeeze[start]
        whole = self.sums[stop] - self.sums[start] - room
        hair = (stop - start - 1) * self.em / 40
        return (
            excess - squeeze <= 0.5 * self.em + 1e-6
            and whole - squeeze - 0.5 * self.em <= hair
            and whole <= self.em + 1e-6
        )

    def _force(self, start: int, room: float) -> int:
        """The end of a line inside a word that is longer than the line, at least one character."""
        end = max(bisect_right(self.sums, self.sums[start] + room + 1e-6) - 1, start + 1)
        for back in range(end, start, -1):
            if self.text[back : back + 1] not in NOT_FIRST and self.text[back - 1] not in NOT_LAST:
                return back
        return end
