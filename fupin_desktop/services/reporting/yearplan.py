"""年度计划."""

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

OPTIONS = {"seal": "0为不加盖印章"}


def make(asked: AskedReport, source: ReportSource) -> Iterator[Paper]:
    """The township's plan of a year, from what is known on the day it is dated."""
    from fupin_desktop.reports.marks import Numbers
    from fupin_desktop.reports.working import Place
    from fupin_desktop.reports.yearplan import build

    options = Options(asked, OPTIONS)
    whole_township(asked)
    report = source.report(asked.period)
    span = span_of(asked.period, asked.as_of)
    with source.store.read() as unit:
        numbers = of_villages(unit, span, source, report)
        posts = counts.posts(unit, span, [each.village for each in report.now.villages])
    place = Place(Numbers({**numbers, **report.numbers}), report)
    seal = "seal" not in options or options.flag("seal")
    yield Paper(name=asked.name, documents=(build(report, place, posts, seal=seal),))
