"""月报."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.reporting.source import AskedReport, ReportSource
from fupin_desktop.services.reporting.working import whole_township


def make(asked: AskedReport, source: ReportSource) -> Iterator[Paper]:
    """The month's report."""
    from fupin_desktop.reports.monthly import build

    whole_township(asked)
    yield Paper(name=asked.name, documents=(build(source.report(asked.period)),))
