"""家庭变动登记表: who came to the households of a village and who left them, month by month, with its reason and paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from fupin_desktop.domain.life import EventLine, totals_said
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import Block, Cell, Document, Footer, Kind, Note, Style, Wide, show_date
from fupin_desktop.reports.forms.parts import Column, subtitle, table

_COLUMNS = (
    Column("序号", 3),
    Column("日期", 8),
    Column("小组", 5),
    Column("户主", 6),
    Column("户编号", 10),
    Column("变动", 6),
    Column("姓名", 9),
    Column("增加", 3),
    Column("减少", 3),
    Column("原因", 11, Kind.TEXT),
    Column("证明材料", 9, Kind.TEXT),
)


def build(
    village: str, lines: Sequence[EventLine], span: tuple[date, date], sender: Sender, on: date, paper: str
) -> Document:
    """The table of a village; each month begins with its sums. ``span``: the first and the last day."""
    rows: list[list[Cell]] = []
    months = [list(each) for _, each in groupby(lines, lambda each: (each.on.year, each.on.month))]
    number = 0
    for month in months:
        if len(months) > 1:
            first = month[0].on
            said = f"{first.year}年{first.month}月：{totals_said(month)}"
            rows.append([Wide(said, len(_COLUMNS), Kind.TEXT)])
        for each in month:
            number += 1
            rows.append(_row(number, each))
    rows.append([Wide(f"合计：{totals_said(lines)}", len(_COLUMNS), Kind.TEXT)])
    first, last = span
    until = f"{last.month}月{last.day}日" if first.year == last.year else show_date(last)
    when = f"{show_date(first)}至{until}" if first != last else show_date(first)
    blocks: list[Block] = [
        table(_COLUMNS, rows, totals=1),
        Note("注：分户、并户和合并重复户不计入自然增加、自然减少；服刑、参军、离校不改变家庭人口。"),
        Footer(
            [
                ("填报单位", sender.unit),
                ("制表人", sender.by or "　　　　"),
                ("审核人", sender.reviewer or "　　　　"),
                ("日期", show_date(on)),
            ]
        ),
    ]
    return Document(
        f"{village}家庭变动登记表", blocks, Style.TABLE, paper, True,
        subtitle="　".join(each for each in (when, subtitle(sender)) if each), author=sender.unit,
    )  # fmt: skip


def _row(number: int, line: EventLine) -> list[Cell]:
    other = f"（另一户{line.other}）" if line.other else ""
    return [
        str(number), f"{line.on.month}月{line.on.day}日", line.group, line.head, line.number, line.what, line.name,
        str(line.came or ""), str(line.left or ""), f"{line.reason or line.remark}{other}", line.paper,
    ]  # fmt: skip
