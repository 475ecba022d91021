"""The pages of one document while they are being filled, from top to bottom."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fupin_desktop.reports.document import Trace
from fupin_desktop.reports.faces import Role
from fupin_desktop.reports.layout.page import Page, Spot
from fupin_desktop.reports.layout.shape import MIDDLE, Shaped, Spans, draw, reach, shape
from fupin_desktop.reports.layout.sheet import Sheet

_HAIR = 0.01  # points; sums of floats


class Flow:
    """Pages and how far the last one is filled (`y`, points below the top of the text block).

    A `dry` flow only counts pages: tables are not drawn. `cover` says that a large title stands on the page.
    """

    def __init__(self, sheet: Sheet, dry: bool = False) -> None:
        self.sheet = sheet
        self.dry = dry
        self.pages: list[Page] = []
        self.y = 0.0
        self.cover = False
        self.start()

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.sheet.text_height - self.y + _HAIR

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == 0

    def start(self) -> None:
        self.pages.append(Page(self.sheet.width, self.sheet.height))
        self.y = 0.0
        self.cover = False

    def turn(self, landscape: bool | None) -> None:
        """Go to a new page, upright or lying; a page with nothing on it is given up."""
        if landscape is not None:
            self.sheet = self.sheet.turned(landscape)
        if self.fresh:
            self.pages.pop()
        self.start()

    def need(self, height: float) -> None:
        """Go to a new page unless so much is left on this one."""
        if height > self.room and not self.fresh and height <= self.sheet.text_height + _HAIR:
            self.start()

    def staying(self, lines: int, tail: float) -> int:
        """How many of the last lines stay with a tail: two, or one when a page has no room for more."""
        room = int((self.sheet.text_height - tail + _HAIR) / self.sheet.pitch)
        return min(2, lines, max(1, room))

    def snap(self) -> None:
        """Back to the grid of lines."""
        if self.sheet.grid:
            self.y = math.ceil(self.y / self.sheet.pitch - _HAIR) * self.sheet.pitch

    def skip(self, lines: float) -> None:
        """Leave lines empty, never at the head of a page that follows another."""
        if not self.fresh or len(self.pages) == 1:
            self.y += lines * self.sheet.pitch

    def set_line(self, line: Shaped, x: float, size: float, pitch: float | None = None) -> None:
        """One line at `x` from the left of the text block, in the middle of its row."""
        row = pitch or self.sheet.pitch
        self.need(row)
        draw(self.page, line, self.sheet.left + x, baseline(self.sheet.top + self.y, row, size), size)
        self.y += row

    def set_words(self, role: Role, text: str, size: float, align: float, pitch: float | None = None) -> None:
        """One line of words, `align` 0 left, 0.5 in the middle, 1 right."""
        line = shape(((role, text),), size, math.inf)[0]
        self.set_line(line, (self.sheet.text_width - line.width) * align, size, pitch)

    def set_paragraph(self, spans: Spans, first: float, tail: float, traces: Sequence[Trace] = ()) -> None:
        """A paragraph; its last two lines stay with the `tail` that must stand on the page of its end."""
        sheet = self.sheet
        lines = shape(spans, sheet.body, sheet.text_width, first, sheet.gap)
        stay = self.staying(len(lines), tail)
        for number, line in enumerate(lines):
            left = len(lines) - number
            if tail and left == stay:
                self.need(left * sheet.pitch + tail)
            self.set_line(line, 0.0, sheet.body)
            if traces:
                self.trace(line, 0.0, sheet.body, traces)

    def trace(self, line: Shaped, x: float, size: float, traces: Sequence[Trace]) -> None:
        """Mark the places of the line just set that `traces` (places in the paragraph's text) lie on."""
        foot = self.sheet.top + self.y
        for start, end, key in traces:
            if span := reach(line, start, end, size):
                left, right = (self.sheet.left + x + each for each in span)
                self.page.spots.append(Spot(left, foot - self.sheet.pitch, right, foot, key))


def baseline(top: float, row: float, size: float) -> float:
    """The baseline of a line in the middle of a row."""
    return top + row / 2 + MIDDLE * size
