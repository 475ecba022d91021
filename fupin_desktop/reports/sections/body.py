"""The five parts that every periodic report has, in their order."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_desktop.domain.period import Report
from fupin_desktop.reports.document import Block, Document, Heading, Paragraph
from fupin_desktop.reports.sections.basics import basics
from fupin_desktop.reports.sections.closing import ahead, wanting
from fupin_desktop.reports.sections.frame import paper
from fupin_desktop.reports.sections.work import housing, plans, support


def whole(report: Report, title: str, opening: str, changes: Iterable[Block]) -> Document:
    """The report as a paper. ``title`` and ``opening`` say what it is (工作月报, 工作进展情况报告); ``changes`` is its second part."""
    subject = f"{report.sender.township}{report.period.words}{report.sender.work}"
    blocks: list[Block] = [
        Paragraph(f"现将{subject}{opening}如下。"),
        *basics(report),
        *changes,
        Heading("三、重点工作进展"),
        *housing(report, "一"),
        *support(report, "二"),
        *plans(report, "三"),
        *wanting(report),
        *ahead(report),
    ]
    return paper(report, f"{subject}{title}", blocks)
