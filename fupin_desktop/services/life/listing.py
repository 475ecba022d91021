"""变动台账: what happened, in the order of days, with how many people it brought or took."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from fupin_desktop.db import life as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import JoinReason, LeaveReason
from fupin_desktop.domain.life import JOINS, LEAVES, EventKind, EventLine

_MANY = re.compile(r"等(\d+)人$")


def event_lines(
    unit: Unit, *, household: int | None = None, since: date | None = None, until: date | None = None,
    village: str | None = None,
) -> list[EventLine]:  # fmt: skip
    """Events by day, and who came or went without one; of one household those too in which it was the other one."""
    which = stored.Which(
        since.isoformat() if since else None, until.isoformat() if until else None, village, household
    )
    found = [*_events(unit, which), *_unrecorded(unit, which)]
    return sorted(found, key=lambda each: each.on)


def people_named(name: str) -> int:
    """How many people the name of an event stands for (张三、李四; 张三等12人)."""
    many = _MANY.search(name)
    return int(many[1]) if many else len([each for each in name.split("、") if each])


def _events(unit: Unit, which: stored.Which) -> Iterator[EventLine]:
    for row in stored.events(unit, which):
        id, on, code, home, *place, other, name, reason, paper, remark, began = row[:14]
        kind = EventKind.of(code)
        came, left = _counts(kind, name, bool(began))
        if which.household not in (None, home):  # as the other household sees it
            came, left, home = left, came, which.household
            place, other = [*row[14:], other], place[3]
        where, group, head, number = place
        yield EventLine(
            id=id, on=date.fromisoformat(on), kind=kind, what=kind.label, household_id=home, village=where, group=group,
            head=head, number=number, name=name, other=other, came=came, left=left,
            natural=kind not in (EventKind.SPLIT, EventKind.MERGE, EventKind.DOUBLE), reason=reason, paper=paper,
            remark=remark,
        )  # fmt: skip


def _counts(kind: EventKind, name: str, began: bool) -> tuple[int, int]:
    if kind is EventKind.RETURN:
        return int(began), 0
    if kind in JOINS:
        return 1, 0
    if kind in LEAVES:
        return 0, 1
    if kind is EventKind.MERGE:
        return people_named(name), 0
    return 0, people_named(name) if kind in (EventKind.SPLIT, EventKind.ENDED) else 0


def _unrecorded(unit: Unit, which: stored.Which) -> Iterator[EventLine]:
    for on, day, reason, home, where, group, head, number, name, remark in stored.unrecorded(unit, which):
        came = day == "joined_on"
        codes = JoinReason if came else LeaveReason
        yield EventLine(
            id=None, on=date.fromisoformat(on), kind=None, what=codes.of(reason).label if reason else "增加" if came else "减少",
            household_id=home, village=where, group=group, head=head, number=number, name=name, came=int(came),
            left=int(not came), natural=reason != LeaveReason.MISTAKE, remark=remark,
        )  # fmt: skip


HEADS = (
    "日期",
    "变动",
    "姓名",
    "增加",
    "减少",
    "行政村",
    "村民小组",
    "户主",
    "户编号",
    "另一户",
    "原因",
    "证明材料",
    "备注",
)


def write_register(path: Path, lines: Sequence[EventLine]) -> int:
    """Write 变动台账 as a workbook. Gives the number of rows. Raises Trouble when the file cannot be written."""
    from fupin_desktop.exchange.writing import SheetOut, write_table

    rows = (
        [each.on.isoformat(), each.what, each.name, each.came or None, each.left or None, each.village, each.group, each.head,
         each.number, each.other, each.reason, each.paper, each.remark]
        for each in lines
    )  # fmt: skip
    widths = (12, 12, 16, 6, 6, 12, 10, 12, 16, 16, 24, 24, 24)
    texts = frozenset(range(len(HEADS))) - {3, 4}
    return write_table(
        path,
        [SheetOut(name="变动台账", heads=list(HEADS), rows=rows, text_columns=texts, widths=list(widths))],
    )
