"""The monthly report (月报) to the county, in the format of GB/T 9704-2012."""

from __future__ import annotations

from fupin_desktop.domain.period import Report
from fupin_desktop.reports import sections
from fupin_desktop.reports.document import Document, Kind, Table
from fupin_desktop.reports.marks import Numbers, table


def build(report: Report) -> Document:
    """The month's report as a paper."""
    return sections.whole(report, "工作月报", "工作进展情况报告", _changes(report))


def _changes(report: Report) -> Table:
    said = Numbers(report.numbers)
    rows = [
        [words, said.cell(key), sections.then(report, key, "before"), sections.change(report, key)]
        for words, key in sections.indicators(report)
    ]
    kinds = [Kind.TEXT, Kind.NUMBER, Kind.NUMBER if report.before else Kind.CENTRE, Kind.NUMBER]
    return table(["指标", "本月末", "上月末", "增减"], rows, kinds, caption="表2　主要指标变化情况")
