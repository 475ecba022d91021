"""年度总结."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.db import working as counts
from fupin_desktop.domain.period import span_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.reporting.working import of_villages, whole_township

if TYPE_CHECKING:
    from fupin_desktop.services.reporting.source import AskedReport, ReportSource


def make(asked: AskedReport, source: ReportSource) -> Iterator[Paper]:
    """The township's summary of a year."""
    from fupin_desktop.reports.annual import build
    from fupin_desktop.reports.marks import Numbers
    from fupin_desktop.reports.working import Place

    Options(asked, {})
    whole_township(asked)
    report = source.report(asked.period)
    with source.store.read() as unit:
        numbers = of_villages(unit, span_of(asked.period, asked.as_of), source, report)
        growth = counts.income_growth(unit, asked.period.year)
    place = Place(Numbers({**numbers, **report.numbers}), report)
    yield Paper(name=asked.name, documents=(build(report, place, growth),))
