"""The measures of each kind of paper: margins, grid, sizes of type. Source: GB/T 9704-2012, chapters 5-7."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

MM = 72 / 25.4
PAPERS = {"A4": (210 * MM, 297 * MM), "A3": (297 * MM, 420 * MM)}


class Folio(Enum):
    """How pages are numbered."""

    OFFICIAL = "official"  # — 1 —, odd pages right, even pages left
    COUNT = "count"  # 第1页 共2页, only when there are several
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of page. `pitch` is the distance of lines, `gap` is added to each Han character to meet the grid."""

    width: float
    height: float
    left: float
    top: float
    text_width: float
    text_height: float
    pitch: float
    title: float
    title_pitch: float
    body: float
    tables: tuple[float, ...]  # sizes of type for tables, the largest that fits is taken
    heads: float  # the size of a table's caption
    small: float  # notes, unit of a table, footer
    pad: float = 0.35  # above and below a line in a table, in em
    gap: float = 0.0
    grid: bool = False
    folio: Folio = Folio.COUNT
    landscape: bool = False
    abreast: int = 1  # blocks of a table side by side, where the table allows them
    air: float = 0.0  # above and below a table, in lines

    @property
    def cell(self) -> float:
        """The width of one character of the body with its share of the grid."""
        return self.body + self.gap

    def turned(self, landscape: bool) -> Sheet:
        """The same paper upright or lying; the upright page's binding edge is the lying page's upper edge."""
        if landscape == self.landscape:
            return self
        right = self.width - self.left - self.text_width
        bottom = self.height - self.top - self.text_height
        left, top, far, foot = (
            (bottom, self.left, self.top, right) if landscape else (self.top, right, bottom, self.left)
        )
        width, height = self.height, self.width
        return replace(
            self,
            width=width,
            height=height,
            left=left,
            top=top,
            text_width=width - left - far,
            text_height=height - top - foot,
            landscape=landscape,
        )


def official() -> Sheet:
    """A4: 天头 37 mm, 订口 28 mm, 版心 156×225 mm, 22 lines of 28 characters."""
    width, height = PAPERS["A4"]
    return Sheet(
        width=width,
        height=height,
        left=28 * MM,
        top=37 * MM,
        text_width=156 * MM,
        text_height=225 * MM,
        pitch=225 * MM / 22,
        title=22,
        title_pitch=225 * MM / 22,
        body=16,
        tables=(12, 10.5, 9, 7.5),
        heads=12,
        small=10.5,
        gap=156 * MM / 28 - 16,
        grid=True,
        folio=Folio.OFFICIAL,
    )


# title, body, table: a board is read standing, so the largest that fits is taken
NOTICE_LADDER = (
    (36, 22, 20),
    (35, 21, 19),
    (34, 20, 18),
    (33, 19, 17),
    (32, 18, 16),
    (30, 17, 15),
    (28, 16, 14),
    (27, 15, 13),
    (26, 15, 12),
    (24, 14, 11),
    (22, 14, 10.5),
)
_A3 = (1.4, 1.25)  # how much larger on A3, where the list is short and where it is long


def _scale(step: int) -> float:
    most, least = _A3
    return most - (most - least) * step / (len(NOTICE_LADDER) - 1)


def notice(paper: str, landscape: bool, step: int, pad: float = 0.22, abreast: int = 1) -> Sheet:
    """A sheet for the village's board, one step of the ladder of sizes; on A3 everything is larger."""
    scale = _scale(step) if paper == "A3" else 1.0
    title, body, table = (round(size * scale, 1) for size in NOTICE_LADDER[step])
    smaller = tuple(
        each for size in (17, 16, 15, 14, 13, 12, 10.5, 9) if (each := round(size * scale, 1)) < table
    )
    if abreast > 1 and step < len(NOTICE_LADDER) - 1:
        smaller = ()  # blocks side by side are to save pages, not to make room for larger text above them
    width, height = PAPERS[paper]
    side, top, bottom = (
        22 * MM,
        22 * MM,
        (22 if landscape else 18) * MM,
    )  # lying, the bottom becomes the left edge
    upright = Sheet(
        width=width,
        height=height,
        left=side,
        top=top,
        text_width=width - 2 * side,
        text_height=height - top - bottom,
        pitch=body * 1.5,
        title=title,
        title_pitch=title * 1.4,
        body=body,
        tables=(table, *smaller),
        heads=table,
        small=max(table * 0.75, 10.5),
        pad=pad,
        abreast=abreast,
        air=0.4,
    )
    return upright.turned(True) if landscape else upright


def form(paper: str, landscape: bool) -> Sheet:
    """A form or card for the files: small type, several tables a page, room to bind at the left."""
    width, height = PAPERS[paper]
    left, right, top, bottom = 25 * MM, 20 * MM, 20 * MM, 20 * MM
    upright = Sheet(
        width=width,
        height=height,
        left=left,
        top=top,
        text_width=width - left - right,
        text_height=height - top - bottom,
        pitch=19,
        title=20,
        title_pitch=28,
        body=12,
        tables=(10.5, 9, 7.5),
        heads=12,
        small=10.5,
        pad=0.4,
        air=0.4,
    )
    return upright.turned(True) if landscape else upright
