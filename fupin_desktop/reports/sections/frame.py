"""What stands round every periodic report: addressee, sign-off, the block at the foot, and what its periods are called."""

from __future__ import annotations

from fupin_desktop.domain.period import Half, Month, Quarter, Report, Week, Year
from fupin_desktop.reports.document import Addressee, Block, Document, Footer, Signature, Style, show_date
from fupin_desktop.reports.sentences import DEMO


def paper(report: Report, title: str, blocks: list[Block]) -> Document:
    """The report as a paper: addressee, text, sign-off, and the block at its foot."""
    sender = report.sender
    head: list[Block] = [Addressee(sender.addressee)] if sender.addressee else []
    return Document(
        title,
        [*head, *blocks, Signature([sender.unit], report.on), Footer(foot(report))],
        Style.OFFICIAL,
        subtitle=DEMO if sender.demo else "",
        author=sender.unit,
    )


def foot(report: Report) -> list[tuple[str, str]]:
    """数据截至, source, and who answers for the paper; what the office has not said is left to be written in."""
    sender = report.sender
    day = show_date(report.data_day) if report.data_day else "无数据"
    return [
        ("数据截至", day),
        ("来源", report.now.source or "本办登记，未导入国扶系统数据"),
        ("填报单位", sender.unit),
        ("填表人", sender.by or "　　　　"),
        ("审核人", sender.reviewer or "　　　　"),
        ("负责人", sender.leader or "　　　　"),
        ("电话", sender.phone),
    ]


_CALLED = {
    Week: ("本周", "上周", "下周"),
    Month: ("本月", "上月", "下月"),
    Quarter: ("本季度", "上季度", "下季度"),
    Half: ("本半年", "上个半年", "下半年"),
    Year: ("本年", "上年", "下年"),
}


def this(report: Report) -> str:
    """本月."""
    return _CALLED[type(report.period)][0]


def last(report: Report) -> str:
    """上月."""
    return _CALLED[type(report.period)][1]


def after(report: Report) -> str:
    """下月."""
    return _CALLED[type(report.period)][2]
