"""What stands on covers and backs of files: large titles, fields in the middle, labels that run downwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fupin_desktop.reports.document import Display, Fields, Spines
from fupin_desktop.reports.faces import Role, measure, widths
from fupin_desktop.reports.layout.flow import Flow, baseline
from fupin_desktop.reports.layout.page import Ink, Rule, frame
from fupin_desktop.reports.layout.shape import MIDDLE, fit
from fupin_desktop.reports.layout.sheet import MM, Sheet
from fupin_desktop.reports.titles import title_lines

_DISPLAY_LEAD = 1.4
COVER_FROM = 30.0  # a page with a display of this size is a cover
_SHORT, _OPEN = 6, 0.3  # a display of so few characters is set with this room between them, in em
FIELD = 16.0  # the size of a cover's fields, 三号
FIELD_LEAD = 2.1
_COVER, _COVER_MOST = (
    0.72,
    26,
)  # a cover's fields take this part of the measure, and at most so many characters
_THIN = 0.5
_APART = 3 * MM  # two labels side by side
_SMALL = 14.0  # the lines of a label below its first one
_LARGE = 0.55  # the first one's size as part of the label's width
_DOWN = 1.12  # distance of characters that run downwards, in em
_INSET = 8 * MM
_DOWNWARD = str.maketrans("（）〔〕《》〈〉“”—－-…", "︵︶︹︺︽︾︿﹀﹁﹂︱︱︱︙")


def display_height(block: Display, sheet: Sheet) -> float:
    """The height of a display's lines."""
    return len(_display_lines(block, sheet)) * block.size * _DISPLAY_LEAD


def _display_lines(block: Display, sheet: Sheet) -> tuple[str, ...]:
    ems = iter(widths(Role.TITLE, block.text.replace("\n", "")))
    spread = tuple(0.0 if character == "\n" else next(ems) for character in block.text)
    return title_lines(block.text, spread, sheet.text_width / block.size)


def set_display(flow: Flow, block: Display, tail: float) -> None:
    """Set large 小标宋 in the middle, broken by sense."""
    sheet, size = flow.sheet, block.size
    flow.need(display_height(block, sheet) + tail)
    flow.cover = flow.cover or size >= COVER_FROM
    for line in _display_lines(block, sheet):
        width = measure(Role.TITLE, line) * size
        spacing = size * _OPEN if 1 < len(line) <= _SHORT else 0.0
        spacing = min(spacing, (sheet.text_width - width) / max(len(line), 1))
        width += spacing * (len(line) - 1)
        x = sheet.left + (sheet.text_width - width) / 2
        y = baseline(sheet.top + flow.y, size * _DISPLAY_LEAD, size)
        flow.page.inks.append(Ink(x, y, Role.TITLE, size, line, spacing))
        flow.y = min(flow.y + size * _DISPLAY_LEAD, sheet.text_height)
    flow.snap()


def cover_fields_height(block: Fields, sheet: Sheet) -> float:
    """The height of a cover's fields."""
    return sum(len(lines) for _, lines in _fields(block, sheet)) * FIELD * FIELD_LEAD


def fields_width(sheet: Sheet) -> float:
    """How wide a cover's fields are, in points."""
    return min(sheet.text_width * _COVER, _COVER_MOST * FIELD)


def label_width(block: Fields) -> float:
    """The width to which the names of a cover's fields are drawn out."""
    return max((measure(Role.FANG, name) for name, _ in block.items), default=0.0) * FIELD


def _fields(block: Fields, sheet: Sheet) -> Iterator[tuple[str, tuple[str, ...]]]:
    room = fields_width(sheet) - label_width(block) - 1.5 * FIELD
    for name, value in block.items:
        yield name, fit(Role.FANG, value, room / FIELD - 1)


def set_cover_fields(flow: Flow, block: Fields, tail: float) -> None:
    """Set a cover's fields in the middle: names drawn out to one width, values centred on a rule."""
    sheet, row = flow.sheet, FIELD * FIELD_LEAD
    flow.snap()
    flow.need(cover_fields_height(block, sheet) + tail)
    left = sheet.left + (sheet.text_width - fields_width(sheet)) / 2
    blank, right = left + label_width(block) + 1.5 * FIELD, left + fields_width(sheet)
    for name, lines in _fields(block, sheet):
        for number, line in enumerate(lines):
            y = baseline(sheet.top + flow.y, row, FIELD)
            if not number:
                _set_name(flow, name, left, y, label_width(block))
            x = blank + (right - blank - measure(Role.FANG, line) * FIELD) / 2
            flow.page.inks.append(Ink(x, y, Role.FANG, FIELD, line))
            foot = y + FIELD * 0.35
            flow.page.rules.append(Rule(blank, foot, right, foot, _THIN))
            flow.y += row
    flow.y = min(flow.y, sheet.text_height)
    flow.snap()


def _set_name(flow: Flow, name: str, left: float, y: float, width: float) -> None:
    """A field's name drawn out to `width`, with its colon after it."""
    spacing = (width - measure(Role.FANG, name) * FIELD) / (len(name) - 1) if len(name) > 1 else 0.0
    flow.page.inks.append(Ink(left, y, Role.FANG, FIELD, name, spacing))
    flow.page.inks.append(Ink(left + width, y, Role.FANG, FIELD, "："))


def spines_height(block: Spines) -> float:
    """The height of one row of labels with the room to the next."""
    return block.height * MM + _APART


def set_spines(flow: Flow, block: Spines) -> None:
    """Set labels side by side, as many rows and pages as they need."""
    sheet = flow.sheet
    flow.snap()
    width, height = block.width * MM, min(block.height * MM, sheet.text_height)
    across = max(1, int((sheet.text_width + _APART) / (width + _APART)))
    for start in range(0, len(block.items), across):
        flow.need(height)
        for place, lines in enumerate(block.items[start : start + across]):
            left = sheet.left + place * (width + _APART)
            _set_spine(flow, list(filter(None, lines)), left, sheet.top + flow.y, width, height)
        flow.y = min(flow.y + height + _APART, sheet.text_height)
    flow.snap()


def _set_spine(
    flow: Flow, lines: Sequence[str], left: float, top: float, width: float, height: float
) -> None:
    right, foot = left + width, top + height
    flow.page.rules.extend(frame(left, top, right, foot, _THIN))
    sizes = [min(_SMALL, width * _LARGE) if place else width * _LARGE for place in range(len(lines))]
    needed = sum(len(_steps(text)) * size * _DOWN for text, size in zip(lines, sizes, strict=True))
    room = height - 2 * _INSET - _SMALL * (len(lines) - 1)
    scale = min(1.0, room / needed) if needed else 1.0
    spare = (room - needed * scale) / max(len(lines) - 1, 1) + _SMALL
    y = top + _INSET
    for text, size in zip(lines, sizes, strict=True):
        y = _set_downwards(flow, text, left + width / 2, y, size * scale, width) + spare


def _steps(text: str) -> list[str]:
    """What stands below each other: a Han character, or a figure or short word lying across."""
    return re.findall(r"[0-9A-Za-z.]{1,4}|\S", text.translate(_DOWNWARD))


def _set_downwards(flow: Flow, text: str, middle: float, y: float, size: float, width: float) -> float:
    """Set a text downwards around `middle`; gives where it ends."""
    for step in _steps(text):
        em = measure(Role.HEI, step)
        fitted = min(size, width * 0.9 / em) if em else size
        base = y + size * _DOWN / 2 + MIDDLE * fitted
        flow.page.inks.append(Ink(middle - em * fitted / 2, base, Role.HEI, fitted, step))
        y += size * _DOWN
    return y
