"""附件说明: one line below the text, names that run on flush with their first character (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.reports.document import Attachments
from fupin_desktop.reports.faces import Role
from fupin_desktop.reports.layout.flow import Flow
from fupin_desktop.reports.layout.shape import Shaped, shape
from fupin_desktop.reports.layout.sheet import Sheet
from fupin_desktop.reports.layout.signature import one_line

_LEAD = "附件："


def attachments_height(block: Attachments, sheet: Sheet) -> float:
    """The height with the empty line above."""
    return (1 + sum(len(lines) for _, _, lines in _names(block, sheet))) * sheet.pitch


def _names(block: Attachments, sheet: Sheet) -> Iterator[tuple[Shaped | None, float, tuple[Shaped, ...]]]:
    """Each attachment: its number when there are several, where its name begins, and the lines of the name."""
    start = 2 * sheet.cell + one_line(_LEAD, sheet).width
    for number, name in enumerate(block.names, 1):
        mark = one_line(f"{number}.", sheet) if len(block.names) > 1 else None
        place = start + (mark.width if mark else 0.0)
        lines = shape(((Role.FANG, name),), sheet.body, sheet.text_width - place, 0.0, sheet.gap)
        yield mark, place, lines


def set_attachments(flow: Flow, block: Attachments, tail: float) -> None:
    """Set 附件：1.… two characters in; all names stay with the `tail`, or their last lines when a page is too low."""
    sheet = flow.sheet
    height = attachments_height(block, sheet)
    whole = height + tail <= sheet.text_height
    left = round(height / sheet.pitch) - 1
    stay = flow.staying(left, tail)
    flow.need(height + tail if whole else 2 * sheet.pitch)
    flow.skip(1)
    for number, (mark, place, lines) in enumerate(_names(block, sheet)):
        if number == 0:
            flow.set_line(one_line(_LEAD, sheet), 2 * sheet.cell, sheet.body)
            flow.y -= sheet.pitch
        if mark:
            flow.set_line(mark, place - mark.width, sheet.body)
            flow.y -= sheet.pitch
        for line in lines:
            if not whole and left == stay:
                flow.need(stay * sheet.pitch + tail)
            flow.set_line(line, place, sheet.body)
            left -= 1
