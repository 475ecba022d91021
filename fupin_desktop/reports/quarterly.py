"""The quarterly summary (季度汇总): three months side by side and against the quarter before."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.comparison import NOTHING_BEFORE, compared
from fupin_desktop.domain.period import Quarter, Report
from fupin_desktop.reports import sections
from fupin_desktop.reports.document import Block, Document, Heading, Kind, Paragraph, Table

_NOT_YET = "—"


def build(report: Report) -> Document:
    """The quarter's summary as a paper."""
    return sections.whole(report, "工作汇总", "工作情况汇总报告", _changes(report))


def _changes(report: Report) -> Iterator[Block]:
    yield Heading("二、本季度变化情况")
    yield Paragraph(sections.movement_words(report) + _compared_words(report))
    yield _table(report)
    yield from sections.table_notes(report)


def _compared_words(report: Report) -> str:
    if report.before is None:
        return ""
    said = []
    for name, key, unit in (("未脱贫户", "poor.households", "户"), ("已脱贫户", "lifted.households", "户")):
        now, before = sections.value(report.now, key), sections.value(report.before, key)
        said.append(f"{name}{compared(now, before, unit, '上季度').words_with_percent}")
    return f"{'；'.join(said)}。"


def _table(report: Report) -> Table:
    assert isinstance(report.period, Quarter)
    rows = []
    for name, key in sections.indicators(report):
        months = [_NOT_YET if each is None else str(sections.value(each, key)) for each in report.months]
        before = NOTHING_BEFORE if report.before is None else str(sections.value(report.before, key))
        rows.append([name, before, *months, sections.change(report, key)])
    heads = ["指标", "上季度末", *(f"{month.number}月末" for month in report.period.months), "比上季度末"]
    kinds = [Kind.TEXT, Kind.NUMBER if report.before else Kind.CENTRE, *[Kind.NUMBER] * 4]
    return Table(heads, rows, kinds, caption="表2　主要指标分月情况")
