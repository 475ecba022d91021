"""The quarterly summary (季度汇总): three months side by side, against the quarter before and the same of last year."""

from __future__ import annotations

from fupin_desktop.domain.period import Quarter, Report
from fupin_desktop.reports import sections
from fupin_desktop.reports.document import Document, Kind, Table
from fupin_desktop.reports.marks import NOTHING, Numbers, table


def build(report: Report) -> Document:
    """The quarter's summary as a paper."""
    return sections.whole(report, "工作汇总", "工作情况汇总报告", _changes(report))


def _changes(report: Report) -> Table:
    assert isinstance(report.period, Quarter)
    said = Numbers(report.numbers)
    rows = []
    for words, key in sections.indicators(report):
        months = [
            NOTHING if counted is None else said.cell(f"{key}~m{number}")
            for number, counted in enumerate(report.months, 1)
        ]
        rows.append([
            words, sections.then(report, key, "ago"), sections.then(report, key, "before"), *months,
            sections.change(report, key), sections.change(report, key, "ago"),
        ])  # fmt: skip
    months_ = [f"{month.number}月末" for month in report.period.months]
    heads = ["指标", "上年同期末", "上季度末", *months_, "比上季度末", "比上年同期末"]
    kinds = [
        Kind.TEXT,
        Kind.NUMBER if report.ago else Kind.CENTRE,
        Kind.NUMBER if report.before else Kind.CENTRE,
        *[Kind.NUMBER] * 5,
    ]
    return table(heads, rows, kinds, caption="表2　主要指标分月情况")
