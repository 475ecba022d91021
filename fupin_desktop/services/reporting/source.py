"""What the makers of reports read: the facts of a period, counted as of its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.db import reporting as counts
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.assessment import TWO_AND_THREE, Facts, Item, Result, judge
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.findings import Severity, findings
from fupin_desktop.domain.period import Period, Quarter, Report, Wanting
from fupin_desktop.domain.values import show_day
from fupin_desktop.services import assessment
from fupin_desktop.services.figures import FiguresService
from fupin_desktop.services.paper.source import Source
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.reporting.kinds import ReportKind
    from fupin_desktop.services.settings import OfficeSettings

_PORTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReport:
    """Which report is wanted. ``on`` is 成文日期; ``as_of`` the last day that is counted; ``villages`` empty: all."""

    kind: ReportKind
    period: Period
    on: date
    as_of: date
    villages: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its file is called, without the suffix."""
        return f"{self.period.words}{self.kind.label}"


class ReportSource(Source):
    """Reads for the makers of reports."""

    def __init__(
        self,
        store: Store,
        settings: OfficeSettings,
        files: Files,
        figures: FiguresService,
        asked: AskedReport,
        watch: Watch = NOBODY,
    ) -> None:
        super().__init__(store, settings, files, asked.on, watch)
        self.asked, self.figures = asked, figures

    def report(self, period: Period) -> Report:
        """Everything counted of the period. Raises Refused without unit or phone, Trouble without data."""
        asked, watch = self.asked, self.watch
        sender = self.sender
        now = self.figures.on(asked.as_of)
        self._possible(period, now)
        before_day = period.before.last
        before = self.figures.on(before_day)
        watch.step(1, 4, "汇总各村数字")
        with self.store.read() as unit:
            year = period.year
            moved = counts.movement(unit, before_day, asked.as_of)
            made = counts.plans(unit, year, before_day, asked.as_of, period.after.last)
            houses = counts.houses(unit, year, before_day, asked.as_of)
            day = counts.data_day(unit, asked.as_of)
            watch.step(2, 4, "逐户核对达标情况")
            wanting = self._wanting(unit, asked.as_of, watch)
        months = self._months(period, asked.as_of) if isinstance(period, Quarter) else ()
        watch.step(4, 4, "排版")
        return Report(
            sender=sender,
            period=period,
            on=asked.on,
            data_day=day,
            now=now,
            before=before if before.known else None,
            movement=moved,
            plans=made,
            houses=houses,
            wanting=wanting,
            months=months,
        )

    def _possible(self, period: Period, now: Figures) -> None:
        if period.first > self.on:
            raise Trouble(f"{period.words}还没有到，不能生成报表，请选择已经开始的期间")
        if not now.known:
            first = now.first_day
            since = f"最早的数据是{show_day(first)}，请选择之后的时间" if first else "请先导入或录入农户"
            raise Trouble(f"{period.words}没有数据：{since}")

    def _months(self, period: Quarter, as_of: date) -> tuple[Figures | None, ...]:
        """The counts at the end of each month; None for a month that had not begun."""
        return tuple(
            None
            if month.first > as_of or not (counted := self.figures.on(min(month.last, as_of))).known
            else counted
            for month in period.months
        )

    def _wanting(self, unit: Unit, on: date, watch: Watch) -> Wanting:
        """Judge every household on the register, in portions, and count what is not met."""
        lines = {each.year: self.settings.line(each.year) for each in self.settings.lines()}
        status = counts.statuses(unit, on)
        ids = list(status)
        tally = _Tally()
        for first in range(0, len(ids), _PORTION):
            watch.step(first, len(ids), "逐户核对达标情况")
            for facts in assessment.facts(unit, ids[first : first + _PORTION], on, lines):
                tally.add(facts, status[facts.household.id or 0], on)
        return tally.wanting()


class _Tally:
    """Counts what is not met, household by household."""

    def __init__(self) -> None:
        self._unmet: dict[bool, dict[Item, int]] = {True: {}, False: {}}
        self._unknown = self._errors = self._doubts = 0

    def add(self, facts: Facts, poor: bool, on: date) -> None:
        judged = judge(facts, TWO_AND_THREE)
        counts = self._unmet[poor]
        for each in judged:
            if each.result is Result.UNMET:
                counts[each.item] = counts.get(each.item, 0) + 1
        self._unknown += any(each.result is Result.UNKNOWN for each in judged)
        for found in _doubts(facts, on):
            self._errors += found is Severity.ERROR
            self._doubts += found is Severity.DOUBT

    def wanting(self) -> Wanting:
        poor, lifted = (
            {item.label: counts[item] for item in Item if item in counts}
            for counts in (self._unmet[True], self._unmet[False])
        )
        return Wanting(poor, lifted, self._unknown, self._errors, self._doubts)


def _doubts(facts: Facts, on: date) -> list[Severity]:
    people = [person for person, _ in facts.people]
    years = [year for _, year in facts.people if year is not None]
    surveyed = [facts.year] if facts.year else []
    return [each.severity for each in findings(facts.household, people, years, surveyed, on)]
