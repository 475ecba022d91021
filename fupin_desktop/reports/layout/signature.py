"""署名, 成文日期 and the room for the seal (GB/T 9704-2012, 7.3.5), and the block at the foot of a report."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fupin_desktop.reports.document import Footer, Imprint, Signature, show_date
from fupin_desktop.reports.faces import Role, measure, widths
from fupin_desktop.reports.layout.flow import Flow, baseline
from fupin_desktop.reports.layout.page import Ink, Rule
from fupin_desktop.reports.layout.shape import Shaped, shape
from fupin_desktop.reports.layout.sheet import MM, Sheet
from fupin_desktop.reports.titles import title_lines

SEAL = 42 * MM  # a county's or township's seal, across
_DATE_FROM_RIGHT = 4  # characters, with a seal
_UNIT_FROM_RIGHT = 2  # characters, without
_EDGE = 0.35 * MM  # the weight of the footer's rules, as those of 版记
_FOOTER_LEAD = 1.5
_ABREAST = 3  # seals in a row: 版心 has no room for four
_APART = 2 * MM  # from seal to seal
_BETWEEN = 0.25 * MM  # the weight of a rule within 版记
_IMPRINT = 14.0  # 四号
_COPIES = "抄送："


@dataclass(frozen=True, slots=True)
class _Row:
    """Units whose seals stand side by side: each one's lines, and where its middle is."""

    units: tuple[tuple[Shaped, ...], ...]
    middles: tuple[float, ...]

    @property
    def lines(self) -> int:
        return max((len(unit) for unit in self.units), default=0)


def signature_height(block: Signature, sheet: Sheet) -> float:
    """The height in points, with the empty rows the seal needs above and below."""
    if not block.seal:
        return (2 + len(_unsealed(block, sheet))) * sheet.pitch
    rows = _sealed(block, sheet)
    between = sum(_to_next(row, sheet) for row in rows[1:])
    first = rows[0].lines if rows else 0
    return (_above(sheet) + first + between + 1 + _below(sheet)) * sheet.pitch


def _above(sheet: Sheet) -> int:
    """Rows above the unit: the seal's upper edge must be within one row of the text."""
    return max(1, math.ceil((SEAL / 2 - sheet.pitch) / sheet.pitch))


def _below(sheet: Sheet) -> int:
    return max(0, math.ceil((SEAL / 2 - sheet.pitch) / sheet.pitch) - 1)


def set_signature(flow: Flow, block: Signature) -> None:
    """Set units and date; they never stand on a page without text, which has kept room for them as its tail.

    Several units with seals stand side by side, at most three in a row, no seal touching another; the last one is
    above the date (7.3.5.1). Without seals they stand below each other (7.3.5.2).
    """
    sheet = flow.sheet
    flow.need(signature_height(block, sheet))
    if block.seal:
        _set_sealed(flow, block)
    else:
        _set_unsealed(flow, block)
    flow.y = min(flow.y, sheet.text_height)


def one_line(text: str, sheet: Sheet) -> Shaped:
    """Text in 仿宋 of the body's size that is not broken."""
    return shape(((Role.FANG, text),), sheet.body, math.inf, 0.0, sheet.gap)[0]


def _lines(text: str, sheet: Sheet, room: float) -> tuple[Shaped, ...]:
    """A unit's name, broken by sense where it is wider than its room."""
    most = room / sheet.cell
    return tuple(one_line(part, sheet) for part in title_lines(text, tuple(widths(Role.FANG, text)), most))


def _date_at(date: Shaped, sheet: Sheet) -> float:
    return sheet.text_width - _DATE_FROM_RIGHT * sheet.cell - date.width


def _sealed(block: Signature, sheet: Sheet) -> list[_Row]:
    """The units in rows; the last one of each row is above the date."""
    date = one_line(show_date(block.on), sheet)
    last = _date_at(date, sheet) + date.width / 2
    most = min(_ABREAST, 1 + int((last - SEAL / 2) / (SEAL + _APART)))
    across = math.ceil(len(block.units) / math.ceil(len(block.units) / most)) if block.units else 1
    widest = max((one_line(unit, sheet).width for unit in block.units), default=0.0)
    step = max(SEAL + _APART, min((last - SEAL / 2) / max(across - 1, 1), widest + 2 * sheet.cell))
    room = step - sheet.cell if across > 1 else 2 * (sheet.text_width - last) + 4 * sheet.cell
    units = [_lines(unit, sheet, room) for unit in block.units]
    full = [units[start : start + across] for start in range(0, len(units), across)]
    return [
        _Row(tuple(row), tuple(last - step * (len(row) - 1 - place) for place in range(len(row))))
        for row in full
    ]


def sealed_lines(block: Signature, sheet: Sheet) -> list[list[tuple[float, str]]]:
    """Lines of units and date with room for seals, for an editor: each text with its middle, from the left of the text."""
    lines: list[list[tuple[float, str]]] = [[] for _ in range(_above(sheet))]
    rows = _sealed(block, sheet)
    for number, row in enumerate(rows):
        lines += [[] for _ in range(_to_next(row, sheet) - row.lines if number else 0)]
        for at in range(row.lines):
            placed = zip(row.middles, row.units, strict=True)
            lines.append(
                [(x, _said(unit[at - row.lines])) for x, unit in placed if len(unit) >= row.lines - at]
            )
    date = one_line(show_date(block.on), sheet)
    return [*lines, [(_date_at(date, sheet) + date.width / 2, _said(date))]]


def _said(line: Shaped) -> str:
    return "".join(piece.text for piece in line.pieces)


def _to_next(after: _Row, sheet: Sheet) -> int:
    """Lines from a row of units to the next, so that no seal touches another."""
    return max(math.ceil((SEAL + _APART) / sheet.pitch), after.lines + 1)


def _set_sealed(flow: Flow, block: Signature) -> None:
    sheet = flow.sheet
    date = one_line(show_date(block.on), sheet)
    rows = _sealed(block, sheet)
    foot = flow.y + (_above(sheet) + (rows[0].lines if rows else 0)) * sheet.pitch
    for number, row in enumerate(rows):
        foot += _to_next(row, sheet) * sheet.pitch if number else 0.0
        for unit, middle in zip(row.units, row.middles, strict=True):
            flow.y = foot - len(unit) * sheet.pitch
            for line in unit:
                x = min(middle - line.width / 2, sheet.text_width - line.width)
                flow.set_line(line, max(0.0, x), sheet.body)
    flow.y = foot
    flow.set_line(date, _date_at(date, sheet), sheet.body)
    flow.y += _below(sheet) * sheet.pitch


def _unsealed(block: Signature, sheet: Sheet) -> list[Shaped]:
    room = sheet.text_width - 2 * _UNIT_FROM_RIGHT * sheet.cell
    return [line for unit in block.units for line in _lines(unit, sheet, room)]


def _set_unsealed(flow: Flow, block: Signature) -> None:
    """The unit two characters in from the right, the date's first character two after the unit's."""
    sheet = flow.sheet
    lines, date = _unsealed(block, sheet), one_line(show_date(block.on), sheet)
    inset = _UNIT_FROM_RIGHT * sheet.cell
    widest = max((line.width for line in lines), default=0.0)
    unit_at = sheet.text_width - inset - widest
    date_at = unit_at + 2 * sheet.cell
    if date_at + date.width > sheet.text_width - inset:
        date_at = sheet.text_width - inset - date.width
        unit_at = date_at - 2 * sheet.cell
    flow.y += sheet.pitch
    for line in lines:
        flow.set_line(line, max(0.0, unit_at + (widest - line.width) / 2), sheet.body)
    flow.set_line(date, date_at, sheet.body)


def footer_height(block: Footer, sheet: Sheet) -> float:
    return len(_footer_rows(block, sheet)) * sheet.small * _FOOTER_LEAD + sheet.small


def _footer_rows(block: Footer, sheet: Sheet) -> list[list[tuple[float, str]]]:
    """The items with their places on rows of three or two (four alone on one); one that is long takes several places."""
    texts = [f"{name}：{value}" for name, value in block.items]
    widths = [measure(Role.FANG, text) * sheet.small for text in texts]
    usual = sorted(widths)[: max(1, len(texts) * 2 // 3)]
    columns = 3 if max(usual, default=0.0) <= sheet.text_width / 3 - sheet.small else 2
    if len(texts) == 4 and max(widths) <= sheet.text_width / 4 - sheet.small:
        columns = 4
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


def set_footer(flow: Flow, block: Footer, tail: float) -> None:
    """At the foot of the page, below what stands there, on a new page only when there is no room."""
    sheet = flow.sheet
    height = footer_height(block, sheet)
    flow.need(height + tail)
    lead = sheet.small * _FOOTER_LEAD
    top = sheet.top + sheet.text_height - height - tail
    left, right = sheet.left, sheet.left + sheet.text_width
    y = top + sheet.small / 2
    for row in _footer_rows(block, sheet):
        middle = baseline(y, lead, sheet.small)
        flow.page.inks.extend(Ink(left + x, middle, Role.FANG, sheet.small, text) for x, text in row)
        y += lead
    foot = y + sheet.small / 2
    flow.page.rules.extend(Rule(left, edge, right, edge, _EDGE) for edge in (top, foot))
    flow.y = sheet.text_height - tail


def imprint_height(block: Imprint, sheet: Sheet) -> float:
    return (len(_copies(block, sheet)) + 1) * _imprint_row(sheet)


def _imprint_row(sheet: Sheet) -> float:
    return sheet.pitch if sheet.grid else _IMPRINT * 1.8


def _copies(block: Imprint, sheet: Sheet) -> tuple[Shaped, ...]:
    """抄送机关, between a character at the left and one at the right, flush with the first one after the colon."""
    if not block.copies:
        return ()
    room = sheet.text_width - (2 + measure(Role.FANG, _COPIES)) * _IMPRINT
    return shape(((Role.FANG, "，".join(block.copies) + "。"),), _IMPRINT, room)


def set_imprint(flow: Flow, block: Imprint) -> None:
    """Set 版记: its last rule is the lower edge of the text block (7.4)."""
    sheet, row = flow.sheet, _imprint_row(flow.sheet)
    height = imprint_height(block, sheet)
    flow.need(height)
    flow.y = sheet.text_height - height
    left, right = sheet.left, sheet.left + sheet.text_width
    copies = _copies(block, sheet)
    inner = [sheet.text_height - row] if copies else []
    for edge, weight in ((flow.y, _EDGE), *((each, _BETWEEN) for each in inner), (sheet.text_height, _EDGE)):
        flow.page.rules.append(Rule(left, sheet.top + edge, right, sheet.top + edge, weight))
    for number, line in enumerate(copies):
        base = baseline(sheet.top + flow.y, row, _IMPRINT)
        if not number:
            flow.page.inks.append(Ink(left + _IMPRINT, base, Role.FANG, _IMPRINT, _COPIES))
        flow.set_line(line, (1 + measure(Role.FANG, _COPIES)) * _IMPRINT, _IMPRINT, row)
    base = baseline(sheet.top + flow.y, row, _IMPRINT)
    printed = f"{show_date(block.on)}印发"
    far = right - (1 + measure(Role.FANG, printed)) * _IMPRINT
    flow.page.inks.append(Ink(left + _IMPRINT, base, Role.FANG, _IMPRINT, block.issuer))
    flow.page.inks.append(Ink(far, base, Role.FANG, _IMPRINT, printed))
    flow.y = sheet.text_height
