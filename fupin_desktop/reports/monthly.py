"""The monthly report (月报) to the county, in the format of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.comparison import NOTHING_BEFORE, compared
from fupin_desktop.domain.period import Report
from fupin_desktop.reports import sections
from fupin_desktop.reports.document import Block, Document, Heading, Kind, Paragraph, Table


def build(report: Report) -> Document:
    """The month's report as a paper."""
    return sections.whole(report, "工作月报", "工作进展情况报告", _changes(report))


def _changes(report: Report) -> Iterator[Block]:
    yield Heading("二、本月变化情况")
    yield Paragraph(sections.movement_words(report) + _compared_words(report))
    yield _table(report)
    yield from sections.table_notes(report)


def _compared_words(report: Report) -> str:
    """The most important figures against the month before."""
    if report.before is None:
        return ""
    said = []
    for name, key, unit in (("未脱贫户", "poor.households", "户"), ("未脱贫人口", "poor.people", "人")):
        words = compared(sections.value(report.now, key), sections.value(report.before, key), unit).words
        said.append(f"{name}{words}")
    return f"{'，'.join(said)}。"


def _table(report: Report) -> Table:
    rows = []
    for name, key in sections.indicators(report):
        before = NOTHING_BEFORE if report.before is None else str(sections.value(report.before, key))
        rows.append([name, str(sections.value(report.now, key)), before, sections.change(report, key)])
    kinds = [Kind.TEXT, Kind.NUMBER, Kind.NUMBER if report.before else Kind.CENTRE, Kind.NUMBER]
    return Table(["指标", "本月末", "上月末", "增减"], rows, kinds, caption="表2　主要指标变化情况")
