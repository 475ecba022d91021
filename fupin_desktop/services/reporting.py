"""Monthly and quarterly reports: gathers the facts of a period, has them written, says the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.db import reporting as counts
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.assessment import TWO_AND_THREE, Facts, Item, Result, judge
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.findings import Severity, findings
from fupin_desktop.domain.period import (
    Month,
    Period,
    Quarter,
    Report,
    Wanting,
    read_month,
    read_quarter,
)
from fupin_desktop.domain.values import show_day
from fupin_desktop.services import assessment
from fupin_desktop.services.figures import FiguresService, as_json
from fupin_desktop.services.sender import sender
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.reports.document import Document

FORMATS = ("pdf", "txt", "xlsx")
KINDS = {"monthly": "月报", "quarterly": "季度汇总"}
_PORTION = 500


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What was written, and the figures it stands on."""

    file: Path
    pages: int
    figures: dict[str, Any]


class Reporting:
    """Writes the periodic reports of the office."""

    def __init__(self, store: Store, settings: OfficeSettings, figures: FiguresService) -> None:
        self._store, self._settings, self._figures = store, settings, figures

    def monthly(self, period: str | Month, *, on: date | None = None, watch: Watch = NOBODY) -> Document:
        """The report of a month. ``on`` is the day it is dated; months to come cannot be reported."""
        from fupin_desktop.reports.monthly import build

        month = read_month(period) if isinstance(period, str) else period
        return build(self._gathered(month, on, watch))

    def quarterly(self, period: str | Quarter, *, on: date | None = None, watch: Watch = NOBODY) -> Document:
        """The summary of a quarter, its months side by side."""
        from fupin_desktop.reports.quarterly import build

        quarter = read_quarter(period) if isinstance(period, str) else period
        return build(self._gathered(quarter, on, watch))

    def make(self, kind: str, period: str, *, on: date | None = None, watch: Watch = NOBODY) -> Document:
        """A report by the name of its kind."""
        if kind not in KINDS:
            known = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
            raise Trouble(f"没有名为“{kind}”的报表，可以生成的有：{known}")
        return (
            self.monthly(period, on=on, watch=watch)
            if kind == "monthly"
            else self.quarterly(period, on=on, watch=watch)
        )

    def write(
        self, kind: str, period: str, out: Path, *, on: date | None = None, watch: Watch = NOBODY
    ) -> ReportResult:
        """Write a report as .pdf, .txt, or its tables as .xlsx. The file appears whole or not at all."""
        form = out.suffix.lower().removeprefix(".")
        if form not in FORMATS:
            raise Trouble(
                f"报表不能写成“{out.name}”，文件名请以{'、'.join(f'.{each}' for each in FORMATS)}结尾"
            )
        document = self.make(kind, period, on=on, watch=watch)
        pages = _save(document, out, form)
        asked = read_month(period) if kind == "monthly" else read_quarter(period)
        return ReportResult(out, pages, as_json(self._figures.on(_as_of(asked, on))))

    # Gathering

    def _gathered(self, period: Period, on: date | None, watch: Watch) -> Report:
        facts = self._settings.facts()
        if wrong := facts.missing():
            raise Refused(wrong)
        dated = on or min(period.last, date.today())
        as_of = _as_of(period, on)
        now = self._figures.on(as_of)
        self._possible(period, dated, now)
        before_day = period.before.last
        before = self._figures.on(before_day)
        watch.step(1, 4, "汇总各村数字")
        with self._store.read() as unit:
            year = period.year
            moved = counts.movement(unit, before_day, as_of)
            made = counts.plans(unit, year, before_day, as_of, period.after.last)
            houses = counts.houses(unit, year, before_day, as_of)
            day = counts.data_day(unit, as_of)
            watch.step(2, 4, "逐户核对达标情况")
            wanting = self._wanting(unit, as_of, watch)
        months = self._months(period, as_of) if isinstance(period, Quarter) else ()
        watch.step(4, 4, "排版")
        return Report(
            sender=sender(facts, dated, self._store.person),
            period=period,
            on=dated,
            data_day=day,
            now=now,
            before=before if before.known else None,
            movement=moved,
            plans=made,
            houses=houses,
            wanting=wanting,
            months=months,
        )

    def _possible(self, period: Period, dated: date, now: Figures) -> None:
        if period.first > dated:
            raise Trouble(f"{period.words}还没有到，不能生成报表，请选择已经开始的月份或季度")
        if not now.known:
            first = now.first_day
            since = f"最早的数据是{show_day(first)}，请选择之后的时间" if first else "请先导入或录入农户"
            raise Trouble(f"{period.words}没有数据：{since}")

    def _months(self, period: Quarter, as_of: date) -> tuple[Figures | None, ...]:
        """The counts at the end of each month; None for a month that had not begun."""
        return tuple(
            None
            if month.first > as_of or not (counted := self._figures.on(min(month.last, as_of))).known
            else counted
            for month in period.months
        )

    def _wanting(self, unit: Unit, on: date, watch: Watch) -> Wanting:
        """Judge every household on the register, in portions, and count what is not met."""
        lines = {each.year: self._settings.line(each.year) for each in self._settings.lines()}
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


def _as_of(period: Period, on: date | None) -> date:
    return min(period.last, on or date.today())


def _save(document: Document, out: Path, form: str) -> int:
    """Write a report whole or not at all. Gives its pages; a text is one, a workbook has a sheet for each table."""
    if form == "xlsx":
        from fupin_desktop.reports.workbook import write_xlsx

        return write_xlsx(document, out)
    if form == "txt":
        from fupin_desktop.reports.saving import save

        save(out, document.as_text().encode())
        return 1
    from fupin_desktop.reports.pdf import write_pdf

    return write_pdf(document, out)
