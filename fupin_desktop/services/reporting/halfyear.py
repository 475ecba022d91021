"""半年报告 of each village's 驻村工作队."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.db import working as counts
from fupin_desktop.domain.period import span_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.reporting.working import of_villages

if TYPE_CHECKING:
    from fupin_desktop.services.reporting.source import AskedReport, ReportSource

OPTIONS = {
    "leader": "片长单位",
    "sent_by": "派出单位",
    "days": "驻村天数",
    "visits": "走访户次",
    "seal": "0为不加盖印章",
}


def make(asked: AskedReport, source: ReportSource) -> Iterator[Paper]:
    """A report for each village that has households on the register, or for those that were named."""
    from fupin_desktop.reports.halfyear import Said, build
    from fupin_desktop.reports.marks import Numbers
    from fupin_desktop.reports.working import Place

    options = Options(asked, OPTIONS)
    said = Said(**{name: options.text(name) for name in OPTIONS if name != "seal"})
    seal = "seal" not in options or options.flag("seal")
    report = source.report(asked.period)
    span = span_of(asked.period, asked.as_of)
    here = [each for each in report.now.villages if each.all.households or each.village in asked.villages]
    with source.store.read() as unit:
        numbers = of_villages(unit, span, source, report)
        teams = {each.village: counts.team(unit, each.village, span) for each in here}
    everything = Numbers({**report.numbers, **numbers})
    for number, each in enumerate(here):
        if asked.villages and each.village not in asked.villages:
            continue
        source.watch.step(number, len(here), f"{each.village}半年报告")
        place = Place(everything, report, each.village)
        document = build(report, place, teams[each.village], said, key_village=each.key_village, seal=seal)
        name = f"{source.place(each.village):02}{each.village}{asked.name}"
        yield Paper(name=name, documents=(document,), village=each.village)
