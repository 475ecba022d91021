"""Room for the hand: places for signatures, ruled lines, the line to cut along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_desktop.reports.document import Ruled, Sign, Signs
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout.flow import Flow, baseline
from fupin_desktop.reports.layout.page import Ink, Rule
from fupin_desktop.reports.layout.shape import fit, fit_evenly
from fupin_desktop.reports.layout.sheet import MM, Sheet

_THIN = 0.5
_HAND = 9 * MM  # a line of handwriting
_ROOM = 7 * MM  # above a signature, for the hand and a thumb print
_BETWEEN = 2  # characters between two places side by side
_LEAST = 5  # characters of blank that a name needs beside its label
_NARROW = 8  # characters that a place needs at least
_DATE = "年　　月　　日"
_EDGE, _DASH = 6 * MM, 3.0


def signs_height(block: Signs, sheet: Sheet) -> float:
    """The height of all places together."""
    width = _width(block, sheet)
    return sum(_row_height(row, width, sheet) for row in _rows(block, sheet)) + sheet.body * 0.5


def _across(block: Signs, sheet: Sheet) -> int:
    """As many places in a row as asked for, fewer where the type is too large for them."""
    return max(1, min(block.across, int((sheet.text_width / sheet.body + _BETWEEN) / (_NARROW + _BETWEEN))))


def _rows(block: Signs, sheet: Sheet) -> Iterator[Sequence[Sign]]:
    across = _across(block, sheet)
    for start in range(0, len(block.items), across):
        yield block.items[start : start + across]


def _width(block: Signs, sheet: Sheet) -> float:
    across = _across(block, sheet)
    return (sheet.text_width - _BETWEEN * sheet.body * (across - 1)) / across


def _lead(sheet: Sheet) -> float:
    return sheet.pitch if sheet.grid else sheet.body * 1.7


def _label(sign: Sign, width: float, sheet: Sheet) -> tuple[str, ...]:
    """The label's lines; what is to be written follows the last one, or stands on a line of its own."""
    text = sign.label.rstrip("：:") + "："
    after = max(measure(Role.FANG, sign.value), _LEAST) * sheet.body
    room = width / sheet.body
    if measure(Role.FANG, text) * sheet.body + after <= width:
        return (text,)
    lines = fit_evenly(Role.FANG, text, room)
    fits = measure(Role.FANG, lines[-1]) * sheet.body + after <= width
    return lines if fits else (*lines, "")


def _row_height(row: Sequence[Sign], width: float, sheet: Sheet) -> float:
    lines = max(
        (len(_label(each, width, sheet)) + len(_value_rest(each, width, sheet)) + each.dated for each in row),
        default=0,
    )
    return _ROOM + lines * _lead(sheet)


def _value_rest(sign: Sign, width: float, sheet: Sheet) -> tuple[str, ...]:
    """The lines of a known value that does not fit beside its label, but for the first."""
    return fit(Role.FANG, sign.value, width / sheet.body)[1:] if sign.value else ()


def set_signs(flow: Flow, block: Signs, tail: float) -> None:
    """Set places for signatures, all on one page where a page can hold them."""
    sheet = flow.sheet
    flow.snap()
    flow.need(signs_height(block, sheet) + tail)
    width = _width(block, sheet)
    for row in _rows(block, sheet):
        height = _row_height(row, width, sheet)
        flow.need(height)
        for place, sign in enumerate(row):
            _set_sign(flow, sign, place * (width + _BETWEEN * sheet.body), width)
        flow.y += height
    flow.y = min(flow.y + sheet.body * 0.5, sheet.text_height)
    flow.snap()


def _set_sign(flow: Flow, sign: Sign, at: float, width: float) -> None:
    sheet, page = flow.sheet, flow.page
    size, lead = sheet.body, _lead(sheet)
    left, right = sheet.left + at, sheet.left + at + width
    y = sheet.top + flow.y + _ROOM
    lines = _label(sign, width, sheet)
    for line in lines:
        page.inks.append(Ink(left, baseline(y, lead, size), Role.FANG, size, line))
        y += lead
    blank = left + measure(Role.FANG, lines[-1]) * size
    first, *rest = fit(Role.FANG, sign.value, width / size) if sign.value else ("",)
    page.inks.append(Ink(blank, baseline(y - lead, lead, size), Role.FANG, size, first))
    for line in rest:
        page.inks.append(Ink(left, baseline(y, lead, size), Role.FANG, size, line))
        y += lead
    if not sign.value:
        foot = baseline(y - lead, lead, size) + size * 0.25
        page.rules.append(Rule(blank, foot, right, foot, _THIN))
    if sign.dated:
        x = right - measure(Role.FANG, _DATE) * size
        page.inks.append(Ink(x, baseline(y, lead, size), Role.FANG, size, _DATE))


def ruled_pitch(sheet: Sheet) -> float:
    """The distance of ruled lines."""
    return sheet.pitch if sheet.grid else max(_HAND, sheet.pitch)


def set_ruled(flow: Flow, block: Ruled, tail: float) -> None:
    """Set ruled lines over as many pages as they need; the last two stay with the `tail`."""
    sheet = flow.sheet
    flow.snap()
    pitch = ruled_pitch(sheet)
    for left in range(block.lines, 0, -1):
        flow.need(min(2, block.lines) * pitch + tail if tail and left == min(2, block.lines) else pitch)
        flow.y += pitch
        y = sheet.top + flow.y - pitch * 0.15
        flow.page.rules.append(Rule(sheet.left, y, sheet.left + sheet.text_width, y, _THIN))


def set_cut_line(flow: Flow) -> None:
    """A dashed line from edge to edge; none at the head of a page, where the paper is cut already."""
    sheet = flow.sheet
    flow.snap()
    if flow.fresh or flow.room < sheet.pitch:
        return
    y = sheet.top + flow.y + sheet.pitch / 2
    flow.page.rules.append(Rule(_EDGE, y, sheet.width - _EDGE, y, _THIN, _DASH))
    flow.y = min(flow.y + sheet.pitch, sheet.text_height)
