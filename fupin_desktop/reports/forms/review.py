"""乡镇审核意见表 of a household: what its road holds so far, and room for the opinions of the township and the county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.notice import government
from fupin_desktop.domain.period import Sender
from fupin_desktop.reports.document import Block, Document, Heading, Kind, Style, Table, show_date
from fupin_desktop.reports.forms.parts import (
    Column,
    Entry,
    entries,
    place,
    running,
    subtitle,
    table,
)

_DATED = "\n\n（签字）　　　　　（盖章）\n　　　　　　　　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Done:
    """A step of the road: who did it, when, what came of it and what was registered."""

    label: str
    on: date
    person: str
    result: str
    said: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is reviewed: the road's name, its steps so far, and what was registered of the review (blank: to be written)."""

    subject: str  # 贫困户识别, 防止返贫监测
    steps: Sequence[Done]
    sampled: bool | None = None
    opinion: str = ""
    county: str = ""  # 县级复审, 县级审批 …; "" where the road has no such step


_STEPS = (
    Column("序号", 2.5), Column("程序", 7), Column("日期", 7.5), Column("经办", 5), Column("结果", 4),
    Column("登记内容", 26, Kind.TEXT),
)  # fmt: skip


def build(dossier: Dossier, reviewed: Reviewed, sender: Sender) -> Document:
    """One page a household, to be signed and filed."""
    rows = [
        [str(number), each.label, show_date(each.on), each.person, each.result, each.said]
        for number, each in enumerate(reviewed.steps, 1)
    ]
    blocks: list[Block] = [
        Heading("一、家庭情况"),
        entries(
            [
                Entry("户主姓名", dossier.head),
                Entry("村、组", place(dossier)),
                Entry("家庭人口", f"{len(dossier.people)}人"),
                Entry("户编号", dossier.household.number),
            ],
            2,
        ),
        Heading("二、已办程序"),
        table(_STEPS, rows, blank=0 if rows else 3),
        Heading("三、审核意见"),
        _opinions(reviewed, sender),
    ]
    return Document(
        f"{reviewed.subject}乡镇审核意见表", blocks, Style.TABLE, subtitle=subtitle(sender), author=sender.unit,
        running=running(dossier),
    )  # fmt: skip


def _opinions(reviewed: Reviewed, sender: Sender) -> Table:
    sampled = {True: "是", False: "否", None: "□是　□否"}[reviewed.sampled]
    rows = [
        ["是否抽查", sampled],
        ["抽查核实情况", ""],
        [f"{government(sender.township)}\n审核意见", f"{reviewed.opinion}{_DATED}"],
    ]
    if reviewed.county:
        rows.append([f"{reviewed.county}\n意见", _DATED])
    least = [1.6, 3.5, *[5.0] * (len(rows) - 2)]
    return Table([], rows, (Kind.LABEL, Kind.TEXT), (7, 30), least=least)
