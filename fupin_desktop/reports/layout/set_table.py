"""A table put into the flow of pages: caption, unit, pages, blocks side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fupin_desktop.reports.document import Table
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout import table as drawing
from fupin_desktop.reports.layout.columns import wants
from fupin_desktop.reports.layout.flow import Flow, baseline
from fupin_desktop.reports.layout.page import Ink
from fupin_desktop.reports.layout.shape import fit

_STAY = 2  # rows that go over to the next page with what must stand below the table


def set_table(flow: Flow, table: Table, tail: float) -> None:
    """Set a table; its last rows stay with the `tail` that must stand on the page of its end."""
    sheet = flow.sheet
    flow.snap()
    most = sheet.text_height - sheet.pitch
    blocks = _blocks(flow, table)
    measured = drawing.plan(table, sheet.text_width, sheet.tables, sheet.pad, most, blocks)
    first = measured.head_height + sum(row.height for row in measured.rows[:_STAY])
    flow.need(first + (_caption_rows(flow, table) * sheet.pitch))
    _caption(flow, table)
    if blocks > 1:
        _set_abreast(flow, measured, blocks, tail)
    else:
        _set_rows(flow, measured, tail)
    flow.snap()


def _caption_rows(flow: Flow, table: Table) -> int:
    if not table.caption and not table.unit:
        return 0
    return max(1, len(fit(Role.HEI, table.caption, flow.sheet.text_width / flow.sheet.heads)))


def _caption(flow: Flow, table: Table) -> None:
    sheet = flow.sheet
    unit = f"单位：{table.unit}" if table.unit else ""
    lines = fit(Role.HEI, table.caption, sheet.text_width / sheet.heads) if table.caption else ()
    for line in lines:
        flow.set_words(Role.HEI, line, sheet.heads, 0.5)
    if unit:
        width = measure(Role.FANG, unit) * sheet.small
        caption = measure(Role.HEI, lines[-1]) * sheet.heads if lines else 0.0
        if lines and (sheet.text_width - caption) / 2 > width + sheet.small:
            flow.y -= sheet.pitch
        flow.set_words(Role.FANG, unit, sheet.small, 1.0)


def _continued(flow: Flow) -> None:
    """A new page that says it goes on with the table (续表)."""
    flow.start()
    sheet = flow.sheet
    size = min(sheet.small, 11.0)
    x = sheet.left + sheet.text_width - measure(Role.FANG, "（续表）") * size
    flow.page.inks.append(Ink(x, baseline(sheet.top, sheet.pitch, size), Role.FANG, size, "（续表）"))
    flow.y = sheet.pitch


def _set_rows(flow: Flow, measured: drawing.Plan, tail: float) -> None:
    rows = list(measured.rows)
    while rows or measured.heads:
        count = _count(rows, flow.room - measured.head_height, tail)
        sheet = flow.sheet
        flow.y += drawing.draw(flow.page, measured, rows[:count], sheet.left, sheet.top + flow.y)
        rows = rows[count:]
        if not rows:
            return
        _continued(flow)


def _count(rows: Sequence[drawing.Row], room: float, tail: float) -> int:
    """How many rows go on this page, at least one; where the tail does not follow, two rows are kept for it."""
    height, count = 0.0, 0
    for row in rows:
        if height + row.height > room and count:
            break
        height += row.height
        count += 1
    whole = count == len(rows)
    if whole and tail and height + tail > room and len(rows) > _STAY:
        return count - _STAY
    return count


def _blocks(flow: Flow, table: Table) -> int:
    """How many blocks side by side: one while it fits below what stands here, else the most that are not cramped."""
    if table.abreast < 2 or len(table.rows) < 2:
        return 1
    sheet, found = flow.sheet, wants(table)
    size = sheet.tables[0]
    lines = len(table.rows) + len(table.head_rows)
    if lines * (1.3 + 2 * sheet.pad) * size <= flow.room - 6 * sheet.pitch and found.is_easy(
        sheet.text_width, size
    ):
        return 1
    counts = range(table.abreast, 1, -1)
    return next((n for n in counts if drawing.fits_abreast(found, sheet.text_width, size, n)), 1)


def _set_abreast(flow: Flow, measured: drawing.Plan, blocks: int, tail: float) -> None:
    height = max(row.height for row in measured.rows)
    rows = list(measured.rows)
    while rows:
        deep = max(int((flow.room - measured.head_height) / height), 1)
        if len(rows) <= blocks * deep:
            deep = math.ceil(len(rows) / blocks)
            if deep > _STAY and deep * height + measured.head_height + tail > flow.room:
                deep -= _STAY
        here, rows = rows[: blocks * deep], rows[blocks * deep :]
        side = drawing.abreast(measured, blocks, here, deep)
        sheet = flow.sheet
        flow.y += drawing.draw(flow.page, side, side.rows, sheet.left, sheet.top + flow.y)
        if rows:
            _continued(flow)
