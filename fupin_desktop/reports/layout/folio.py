"""Page numbers: those of the standard (7.5), or 第1页 共2页 below a list of several pages."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.page import Ink, Page
from fupin_desktop.reports.layout.shape import MIDDLE
from fupin_desktop.reports.layout.sheet import MM, Folio, Sheet

_SIZE = 14.0  # 四号
_BELOW = 7 * MM  # from the lower edge of the text block to the dashes
_COUNT_FROM_FOOT = 14 * MM


def number(pages: Sequence[Page], sheet: Sheet) -> None:
    """Write the numbers on finished pages."""
    match sheet.folio:
        case Folio.OFFICIAL:
            upright = sheet.turned(False)
            for at, page in enumerate(pages, 1):
                ink = _official(at, upright)
                (page.turned if page.width > page.height else page.inks).append(ink)
        case Folio.COUNT if len(pages) > 1:
            for at, page in enumerate(pages, 1):
                page.inks.append(_count(at, len(pages), page))


def _official(at: int, sheet: Sheet) -> Ink:
    """— 1 — one character in from the right on odd pages, from the left on even ones."""
    text = f"— {at} —"
    width = measure(Role.SONG, text) * _SIZE
    left, right = sheet.left + _SIZE, sheet.left + sheet.text_width - _SIZE
    dash = sheet.top + sheet.text_height + _BELOW
    return Ink(right - width if at % 2 else left, dash + MIDDLE * _SIZE, Role.SONG, _SIZE, text)


def _count(at: int, of: int, page: Page) -> Ink:
    text = f"第{at}页　共{of}页"
    x = (page.width - measure(Role.SONG, text) * 10.5) / 2
    return Ink(x, page.height - _COUNT_FROM_FOOT, Role.SONG, 10.5, text)
