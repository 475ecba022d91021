"""A table put into the flow of pages: caption, unit, pages, blocks side by side."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from fupin_desktop.reports.document import Table
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout import table as drawing
from fupin_desktop.reports.layout.columns import wants
from fupin_desktop.reports.layout.flow import Flow
from fupin_desktop.reports.layout.shape import fit
from fupin_desktop.reports.layout.sheet import Sheet

_NUMBER = re.compile(r"(?:附?表)\s*([0-9一二三四五六七八九十]+(?:[-－.][0-9]+)*)")
_HAIR = 0.01  # sums of floats
_STAY = 2  # rows that go over to the next page with what must stand below the table


def set_table(flow: Flow, table: Table, tail: float) -> None:
    """Set a table; its last rows stay with the `tail` that must stand on the page of its end."""
    flow.snap()
    flow.skip(flow.sheet.air)
    blocks = _blocks(flow.sheet, table)
    measured = _plan(flow.sheet, table, blocks)
    flow.need(_first(flow.sheet, table, measured, tail))
    _caption(flow, table)
    if blocks > 1:
        _set_abreast(flow, table, measured, blocks, tail)
    else:
        _set_rows(flow, table, measured, tail)
    flow.snap()
    flow.y = min(flow.y + flow.sheet.air * flow.sheet.pitch, flow.sheet.text_height)


def beginning(table: Table, sheet: Sheet, tail: float) -> float:
    """The height of what is not taken apart at a table's head, with the room above it."""
    measured = _plan(sheet, table, _blocks(sheet, table))
    return sheet.air * sheet.pitch + _first(sheet, table, measured, tail)


def ending(table: Table, sheet: Sheet) -> float:
    """The height of a page's head with the last row of a table that goes on there, with the room below it."""
    measured = _plan(sheet, table, _blocks(sheet, table))
    return _foot(sheet, sheet.pitch + measured.head_height + sum(row.height for row in measured.rows[-1:]))


def _plan(sheet: Sheet, table: Table, blocks: int) -> drawing.Plan:
    most = sheet.text_height - sheet.pitch
    return drawing.plan(table, sheet.text_width, sheet.tables, sheet.pad, most, blocks)


def _first(sheet: Sheet, table: Table, measured: drawing.Plan, tail: float) -> float:
    """The height of caption, heading and the rows that stay with them."""
    height = measured.head_height + sum(row.height for row in measured.rows[:_STAY])
    above = _caption_rows(sheet, table) * sheet.pitch
    if len(measured.rows) <= _STAY + 1:  # too few rows to leave some behind
        height += sum(row.height for row in measured.rows[_STAY:])
        return _foot(sheet, above + height) + tail if tail else above + height
    return above + height


def _foot(sheet: Sheet, ends: float) -> float:
    """Where what follows a table begins, that ends so far below the head of the text block."""
    rows = ends / sheet.pitch
    return (math.ceil(rows - _HAIR) if sheet.grid else rows) * sheet.pitch + sheet.air * sheet.pitch


def _caption_rows(sheet: Sheet, table: Table) -> int:
    if not table.caption and not table.unit:
        return 0
    return max(1, len(fit(Role.HEI, table.caption, sheet.text_width / sheet.heads)))


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


def _continued(flow: Flow, table: Table) -> None:
    """A new page that says it goes on with the table: 续表 and its number, in the place of caption and unit."""
    flow.start()
    sheet = flow.sheet
    unit = f"单位：{table.unit}" if table.unit else ""
    found = _NUMBER.match(table.caption)
    mark = f"续表{found[1]}" if found else "续表"
    if table.caption:
        flow.set_words(Role.HEI, mark, sheet.heads, 0.5)
    else:
        size = min(sheet.small, 11.0)
        flow.set_words(Role.FANG, f"（{mark}）", size, 0.0 if unit else 1.0)
    if unit:
        flow.y -= sheet.pitch
        flow.set_words(Role.FANG, unit, sheet.small, 1.0)


def _set_rows(flow: Flow, table: Table, measured: drawing.Plan, tail: float) -> None:
    rows = list(measured.rows)
    while rows or measured.heads:
        count = _count(rows, flow, measured.head_height, tail)
        _draw(flow, measured, rows[:count])
        rows = rows[count:]
        if not rows:
            return
        _continued(flow, table)


def _draw(flow: Flow, measured: drawing.Plan, rows: Sequence[drawing.Row]) -> None:
    sheet = flow.sheet
    if not flow.dry:
        drawing.draw(flow.page, measured, rows, sheet.left, sheet.top + flow.y)
    flow.y += measured.head_height + sum(row.height for row in rows)


def _count(rows: Sequence[drawing.Row], flow: Flow, head: float, tail: float) -> int:
    """How many rows go on this page: at least one, and never so many that a lone row (合计) goes over.

    Where the tail does not follow, two rows are kept for it, or one when the next page has no room for more.
    """
    height, count = 0.0, 0
    for row in rows:
        if head + height + row.height > flow.room and count:
            break
        height += row.height
        count += 1
    whole = count == len(rows)
    if whole and tail and _foot(flow.sheet, flow.y + head + height) + tail > flow.sheet.text_height:
        return count - _going_over(rows, flow.sheet, head, tail)
    left = len(rows) - count
    return count - (_STAY - left) if 0 < left < _STAY < count else count


def _going_over(rows: Sequence[drawing.Row], sheet: Sheet, head: float, tail: float) -> int:
    """How many of the last rows go to the next page with the tail: two, else one, else none; never all of them."""
    for count in range(min(_STAY, len(rows) - 1), 0, -1):
        height = sheet.pitch + head + sum(row.height for row in rows[-count:])  # 续表 above them
        if _foot(sheet, height) + tail <= sheet.text_height + _HAIR:
            return count
    return 0


def _blocks(sheet: Sheet, table: Table) -> int:
    """How many blocks stand side by side: what sheet and table allow and the width has room for."""
    most = min(sheet.abreast, table.abreast, len(table.rows))
    if most < 2:
        return 1
    found, width, sizes = wants(table), sheet.text_width, sheet.tables
    return next((n for n in range(most, 1, -1) if any(found.times(n).is_easy(width, s) for s in sizes)), 1)


def _set_abreast(flow: Flow, table: Table, measured: drawing.Plan, blocks: int, tail: float) -> None:
    rows = list(measured.rows)
    while rows:
        room = flow.room - measured.head_height
        deep = _depth(rows, blocks, room)
        foot = _foot(flow.sheet, flow.y + measured.head_height + _height(rows, blocks, deep))
        if tail and len(rows) <= blocks * deep and foot + tail > flow.sheet.text_height:
            deep -= _STAY if deep > 2 * _STAY else deep > 1
        here, rows = rows[: blocks * deep], rows[blocks * deep :]
        if flow.dry:
            flow.y += measured.head_height + _height(here, blocks, deep)
        else:
            side = drawing.abreast(measured, blocks, here, deep)
            _draw(flow, side, side.rows)
        if rows:
            _continued(flow, table)


def _depth(rows: Sequence[drawing.Row], blocks: int, room: float) -> int:
    """How many rows deep the blocks stand: as deep as the page, or evened out when they all fit."""
    deep = min(math.ceil(len(rows) / blocks), max(1, int(room / min(row.height for row in rows))))
    while deep > 1 and _height(rows, blocks, deep) > room:
        deep -= 1
    return deep


def _height(rows: Sequence[drawing.Row], blocks: int, deep: int) -> float:
    here = [row.height for row in rows[: blocks * deep]]
    return sum(max(here[line::deep]) for line in range(min(deep, len(here))))
