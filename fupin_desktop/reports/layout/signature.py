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
_EDGE = 0.35 * MM  # the weight of the footer's rules, as those of 版记
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


def _footer_rows(block: Footer, sheet: Sheet) -> list[list[tuple[float, str]]]:
    """The items with their places on rows of three or two; one that is long takes several places."""
    texts = [f"{name}：{value}" for name, value in block.items]
    usual = sorted(measure(Role.FANG, text) * sheet.small for text in texts)[: max(1, len(texts) * 2 // 3)]
    columns = 3 if max(usual, default=0.0) <= sheet.text_width / 3 - sheet.small else 2
    slot = sheet.text_width / columns
    rows: list[list[tuple[float, str]]] = []
    taken = columns
    for text in texts:
        places = min(columns, math.ceil((measure(Role.FANG, text) + 1) * sheet.small / slot))
        if taken + places > columns:
            rows.append([])
            taken = 0
        rows[-1].append((taken * slot, text))
        taken += places
    return rows


def set_footer(flow: Flow, block: Footer) -> None:
    """At the foot of the page, below what stands there, on a new page only when there is no room."""
    sheet = flow.sheet
    height = footer_height(block, sheet)
    flow.need(height)
    lead = sheet.small * _FOOTER_LEAD
    top = sheet.top + sheet.text_height - height
    left, right = sheet.left, sheet.left + sheet.text_width
    y = top + sheet.small / 2
    for row in _footer_rows(block, sheet):
        middle = baseline(y, lead, sheet.small)
        flow.page.inks.extend(Ink(left + x, middle, Role.FANG, sheet.small, text) for x, text in row)
        y += lead
    foot = y + sheet.small / 2
    flow.page.rules.extend(Rule(left, edge, right, edge, _EDGE) for edge in (top, foot))
    flow.y = sheet.text_height
