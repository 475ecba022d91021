"""督查通报: what is to be mended, by village, for the week or the month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.inspection import Inspection
from fupin_desktop.domain.notice import private_numbers
from fupin_desktop.domain.period import Month, Week
from fupin_desktop.domain.values import Unreadable, read_day, show_day
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Paper
from fupin_desktop.services.reporting.inspecting import issues

if TYPE_CHECKING:
    from fupin_desktop.services.reporting.source import AskedReport, ReportSource

OPTIONS = {"until": "整改时限", "seal": "0为不加盖印章"}


def make(asked: AskedReport, source: ReportSource) -> Iterator[Paper]:
    """The circular of all villages, or of those that were named. Raises Trouble without data."""
    from fupin_desktop.reports.supervision import build

    options = Options(asked, OPTIONS)
    until = _until(options, asked)
    report = source.report(asked.period)
    with source.store.read() as unit:
        found = tuple(issues(unit, asked.villages, asked.as_of, source.lines, source.watch))
    looked = {
        each.village: each.all
        for each in report.now.villages
        if each.all.households and (not asked.villages or each.village in asked.villages)
    }
    if not looked:
        return
    assert isinstance(asked.period, Week | Month)
    inspection = Inspection(
        sender=source.sender, period=asked.period, on=asked.on, as_of=asked.as_of, until=until, looked=looked,
        issues=found, numbers=report.numbers,
        everywhere=frozenset(each.village for each in report.now.villages if each.all.households),
    )  # fmt: skip
    document = build(inspection, seal="seal" not in options or options.flag("seal"))
    facts = source.facts
    told = private_numbers(document.as_text(), [facts.phone, facts.office_phone, facts.hotline])
    if told:
        raise Refused([Problem("content", f"督查通报{each}，没有生成，请改正后再试") for each in told])
    yield Paper(name=asked.name, documents=(document,))


def _until(options: Options, asked: AskedReport) -> date:
    """The day that was said, else the end of the period to come, when the next circular looks at it."""
    said = options.text("until")
    if not said:
        return max(asked.period.after.last, asked.on)
    try:
        found = read_day(said)
    except Unreadable as wrong:
        raise Refused([Problem("until", f"整改时限{wrong}，请写成2018-05-31")]) from None
    if found < asked.on:
        raise Refused(
            [Problem("until", f"整改时限{show_day(found)}早于成文日期{show_day(asked.on)}，请改成之后的日期")]
        )
    return found
