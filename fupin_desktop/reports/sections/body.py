"""The four parts that every periodic report has, in their order."""

from __future__ import annotations

from fupin_desktop.domain.period import Report
from fupin_desktop.reports.document import Block, Document, Paragraph, Table
from fupin_desktop.reports.sections.basics import basics
from fupin_desktop.reports.sections.closing import ahead, wanting
from fupin_desktop.reports.sections.frame import paper
from fupin_desktop.reports.sections.work import work


def whole(report: Report, title: str, opening: str, changes: Table) -> Document:
    """The report as a paper. ``title`` and ``opening`` say what it is (工作月报, 工作进展情况报告)."""
    subject = f"{report.sender.township}{report.period.words}{report.sender.work}"
    blocks: list[Block] = [
        Paragraph(f"现将{subject}{opening}如下。"),
        *basics(report, changes),
        *work(report),
        *wanting(report),
        *ahead(report),
    ]
    return paper(report, f"{subject}{title}", blocks)
