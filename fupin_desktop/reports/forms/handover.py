"""责任人移交清单: which households go over from one helper to another, what they still wait for, who signs.

Its columns are this program's own; nobody has laid them down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.cadre import Cadre
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import (
    Block,
    Document,
    Footer,
    Kind,
    Note,
    Paragraph,
    Sign,
    Signs,
    Style,
    show_date,
)
from fupin_desktop.reports.forms.parts import Column, subtitle, table


@dataclass(frozen=True, slots=True)
class Line:
    """One household: where it lives, who it is, which post goes over, appeals not settled, papers to print again."""

    village: str
    group: str
    head: str
    people: int
    phone: str
    post: str
    appeals: Sequence[str]
    reprint: Sequence[str]


_COLUMNS = (
    Column("序号", 3),
    Column("行政村", 5),
    Column("组", 4),
    Column("户主", 5),
    Column("人口", 3),
    Column("联系电话", 8),
    Column("岗别", 4),
    Column("待办诉求", 12, Kind.TEXT),
    Column("需重新打印", 8, Kind.TEXT),
)


def build(
    giver: Cadre, taker: Cadre, on: date, lines: Sequence[Line], sender: Sender, *, paper: str = "A4"
) -> Document:
    """The list with both signatures and the office's."""
    rows = [
        [str(number), each.village, each.group, each.head, str(each.people), each.phone, each.post,
         "；".join(each.appeals), "、".join(each.reprint)]
        for number, each in enumerate(lines, 1)
    ]  # fmt: skip
    waiting = sum(bool(each.appeals) for each in lines)
    blocks: list[Block] = [
        Paragraph(
            f"{giver.unit}{giver.name}结对帮扶的下列{len(lines)}户，自{show_date(on)}起由{taker.unit}{taker.name}负责"
            f"{f'，其中{waiting}户有待办诉求' if waiting else ''}。移交人已向接收人介绍各户情况"
            "并移交有关资料。"
        ),
        table(_COLUMNS, rows, least=1.4),
        Note("注：本表有联系电话，只供内部使用，不得张贴。“需重新打印”是写有移交人姓名的文书。"),
        Signs((Sign("移交人（签字）"), Sign("接收人（签字）"), Sign("监交人（签字）")), across=3),
        Footer([("填报单位", sender.unit), ("制表人", sender.by or "　　　　"), ("日期", show_date(on))]),
    ]  # fmt: skip
    return Document(
        "帮扶责任人移交清单",
        blocks,
        Style.TABLE,
        paper,
        landscape=True,
        subtitle=subtitle(sender),
        author=sender.unit,
    )
