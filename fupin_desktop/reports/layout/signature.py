"""署名, 成文日期 and the room for the seal (GB/T 9704-2012, 7.3.5), and the block at the foot of a report."""

from __future__ import annotations

import math

from fupin_desktop.reports.document import Footer, Signature, show_date
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.flow import Flow, baseline
from fupin_desktop.reports.layout.page import Ink, Rule
from fupin_desktop.reports.layout.shape import Shaped, shape
from fupin_desktop.reports.layout.sheet import MM, Sheet

SEAL = 42 * MM  # a county's or township's seal, across
_DATE_FROM_RIGHT = 4  # characters, with a seal
_UNIT_FROM_RIGHT = 2  # characters, without
_FIRST, _BETWEEN = 0.35 * MM, 0.25 * MM  # weights of the footer's rules, as those of 版记
_FOOTER_LEAD = 1.5


def signature_height(block: Signature, sheet: Sheet) -> float:
    """The height in points, with the empty rows the seal needs above and below."""
    return (_above(block, sheet) + len(block.units) + 1 + _below(block, sheet)) * sheet.pitch


def _above(block: Signature, sheet: Sheet) -> int:
    """Rows above the unit: the seal's upper edge must be within one row of the text."""
    return max(1, math.ceil((SEAL / 2 - sheet.pitch) / sheet.pitch)) if block.seal else 1


def _below(block: Signature, sheet: Sheet) -> int:
    return max(0, math.ceil((SEAL / 2 - sheet.pitch) / sheet.pitch) - 1) if block.seal else 0


def set_signature(flow: Flow, block: Signature, tail: float) -> None:
    """Set units and date; they never stand on a page without text, which is what `Flow`'s tails are for."""
    sheet = flow.sheet
    flow.need(signature_height(block, sheet) + tail)
    flow.y += _above(block, sheet) * sheet.pitch
    lines = [_line(unit, sheet) for unit in block.units]
    date = _line(show_date(block.on), sheet)
    units_at, date_at = _places(lines, date, sheet, block.seal)
    for line, x in zip([*lines, date], [*units_at, date_at], strict=True):
        flow.set_line(line, x, sheet.body)
    flow.y = min(flow.y + _below(block, sheet) * sheet.pitch, sheet.text_height)


def _line(text: str, sheet: Sheet) -> Shaped:
    return shape(((Role.FANG, text),), sheet.body, math.inf, 0.0, sheet.gap)[0]


def _places(lines: list[Shaped], date: Shaped, sheet: Sheet, seal: bool) -> tuple[list[float], float]:
    """Where units and date begin, from the left of the text block."""
    right = sheet.text_width
    if seal:
        date_at = right - _DATE_FROM_RIGHT * sheet.cell - date.width
        middle = date_at + date.width / 2
        return [max(0.0, min(middle - line.width / 2, right - line.width)) for line in lines], date_at
    inset = _UNIT_FROM_RIGHT * sheet.cell
    widest = max((line.width for line in lines), default=0.0)
    unit_at = right - inset - widest
    date_at = unit_at + 2 * sheet.cell
    if date_at + date.width > right - inset:
        date_at = right - inset - date.width
        unit_at = date_at - 2 * sheet.cell
    return [max(0.0, unit_at + (widest - line.width) / 2) for line in lines], date_at


def footer_height(block: Footer, sheet: Sheet) -> float:
    return len(_footer_rows(block, sheet)) * sheet.small * _FOOTER_LEAD + sheet.small


def _footer_rows(block: Footer, sheet: Sheet) -> list[list[str]]:
    """The items on rows of three, two or one, as their lengths allow; a long one has a row of its own."""
    texts = [f"{name}：{value}" for name, value in block.items]
    columns = _footer_columns(texts, sheet)
    slot = sheet.text_width / columns - sheet.small
    rows: list[list[str]] = []
    for text in texts:
        alone = measure(Role.FANG, text) * sheet.small > slot
        if alone or not rows or len(rows[-1]) == columns or _is_long(rows[-1], slot, sheet):
            rows.append([text])
        else:
            rows[-1].append(text)
    return rows


def _is_long(row: list[str], slot: float, sheet: Sheet) -> bool:
    return len(row) == 1 and measure(Role.FANG, row[0]) * sheet.small > slot


def _footer_columns(texts: list[str], sheet: Sheet) -> int:
    long = sorted(measure(Role.FANG, text) * sheet.small for text in texts)
    usual = long[int(len(long) * 0.7)] if long else 0.0
    return next((n for n in (3, 2) if usual <= sheet.text_width / n - sheet.small), 1)


def set_footer(flow: Flow, block: Footer) -> None:
    """At the foot of the page, below what stands there, on a new page only when there is no room."""
    sheet = flow.sheet
    height = footer_height(block, sheet)
    flow.need(height)
    lead = sheet.small * _FOOTER_LEAD
    top = sheet.top + sheet.text_height - height
    left, right = sheet.left, sheet.left + sheet.text_width
    flow.page.rules.append(Rule(left, top, right, top, _FIRST))
    y = top + sheet.small / 2
    rows = _footer_rows(block, sheet)
    columns = max(map(len, rows), default=1)
    for row in rows:
        for number, text in enumerate(row):
            x = left + number * sheet.text_width / columns
            flow.page.inks.append(Ink(x, baseline(y, lead, sheet.small), Role.FANG, sheet.small, text))
        y += lead
    flow.page.rules.append(Rule(left, y + sheet.small / 2, right, y + sheet.small / 2, _FIRST))
    flow.y = sheet.text_height
