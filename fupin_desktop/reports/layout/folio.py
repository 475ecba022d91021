"""Page numbers: those of the standard (7.5), 第1页 共2页 below a list of several pages, or 3-1 in a bound file."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.page import Ink, Page
from fupin_desktop.reports.layout.shape import MIDDLE
from fupin_desktop.reports.layout.sheet import MM, Folio, Sheet

_SIZE = 14.0  # 四号
_BELOW = 7 * MM  # from the lower edge of the text block to the dashes
_COUNT_FROM_FOOT = 14 * MM
_COUNT_SIZE = 10.5
_RUNNING_SIZE = 9.0


def number(pages: Sequence[Page], sheet: Sheet, part: str = "", running: str = "") -> None:
    """Write the numbers on finished pages; those of a `part` of a bound file are 3-1, 3-2, whatever its length."""
    upright = sheet.turned(False)
    for at, page in enumerate(pages, 1):
        if part:
            page.label = f"{part}-{at}"
        if sheet.folio is Folio.OFFICIAL:
            ink = _official(at, page.label or str(at), upright)
            (page.turned if page.width > page.height else page.inks).append(ink)
        elif part or len(pages) > 1:
            text = page.label or f"第{at}页　共{len(pages)}页"
            page.inks.append(_count(text, page, upright, aside=bool(running)))
        if running:
            left = upright.turned(page.width > page.height).left
            foot = page.height - _COUNT_FROM_FOOT
            page.inks.append(Ink(left, foot, Role.FANG, _RUNNING_SIZE, running))


def _official(at: int, label: str, sheet: Sheet) -> Ink:
    """— 1 — one character in from the right on odd pages, from the left on even ones."""
    text = f"— {label} —"
    width = measure(Role.SONG, text) * _SIZE
    left, right = sheet.left + _SIZE, sheet.left + sheet.text_width - _SIZE
    dash = sheet.top + sheet.text_height + _BELOW
    return Ink(right - width if at % 2 else left, dash + MIDDLE * _SIZE, Role.SONG, _SIZE, text)


def _count(text: str, page: Page, upright: Sheet, *, aside: bool) -> Ink:
    """In the middle of the foot, or at the right where a line of small type stands at the left."""
    sheet = upright.turned(page.width > page.height)
    width = measure(Role.SONG, text) * _COUNT_SIZE
    right = sheet.left + sheet.text_width - width
    x = right if aside else (page.width - width) / 2
    return Ink(x, page.height - _COUNT_FROM_FOOT, Role.SONG, _COUNT_SIZE, text)
