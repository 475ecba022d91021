"""What the makers of reports read: the facts of a period, counted as of its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.db import charting, judging
from fupin_desktop.db import reporting as counts
from fupin_desktop.db.figures import earlier
from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.period import Period, Quarter, Report, Span, span_of, year_before
from fupin_desktop.domain.traces import Number
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.figures import FiguresService
from fupin_desktop.services.paper.source import Source
from fupin_desktop.services.reporting import numbers
from fupin_desktop.services.tasks import NOBODY, Watch

if TYPE_CHECKING:
    from fupin_desktop.services.files import Files
    from fupin_desktop.services.reporting.kinds import ReportKind
    from fupin_desktop.services.settings import OfficeSettings


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
        words, label = self.period.words, self.kind.label
        return f"{words.removesuffix('年') if label.startswith('年') else words}{label}"


def spans(period: Period, as_of: date) -> dict[str, Span]:
    """The days that the figures of a report speak of, by the times of ``domain.traces.WHENS``."""
    now = span_of(period, as_of)
    found = {
        "": now,
        "before": span_of(period.before),
        "ago": span_of(year_before(period)),
        "year": Span(date(period.year - 1, 12, 31), now.until, now.ahead),
    }
    if isinstance(period, Quarter):
        months = (span_of(each, as_of) for each in period.months)
        found |= {f"m{number}": each for number, each in enumerate(months, 1)}
    return found


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

    @property
    def lines(self) -> dict[int, Decimal | None]:
        """The lines that incomes are held against, by year."""
        years = {each.year for each in self.settings.lines()}
        return {year: self.figures.line(date(year, 12, 31)) for year in years}

    def report(self, period: Period) -> Report:
        """Everything counted of the period. Raises Refused without unit or phone, Trouble without data."""
        sender, lines, of = self.sender, self.lines, spans(period, self.asked.as_of)
        if period.first > self.on:
            raise Trouble(f"{period.words}还没有到，不能生成报表，请选择已经开始的期间")
        span = of[""]
        with self.store.read() as unit:
            self.watch.step(0, 4, "汇总各村数字")
            now = unit.figures(span.until, lines.get(span.until.year))
            if not now.known:
                raise Trouble(f"{period.words}没有数据：{_since(now)}")
            self.watch.step(1, 4, "核对达标情况")
            judging.prepare(unit, span)
            wanting, folk = judging.wanting(unit), judging.folk(unit)
            looked_after = counts.looked_after(unit, span)
            self.watch.step(2, 4, "汇总增减和帮扶措施")
            moved = {when: counts.movement(unit, of[when]) for when in ("", "year")}
            plans = counts.plans(unit, span)
            done_before = counts.done_now(unit, of["before"])
            houses = counts.houses(unit, span)
            day = counts.data_day(unit, span.until)
            found = {when: _figures(unit, of[when], now, lines) for when in self._compared(period)}
            states = charting.measures(unit, span.until) if isinstance(period, Quarter) else None
        self.watch.step(3, 4, "排版")
        said: dict[str, Number] = {
            **numbers.of_figures(now), **numbers.of_plans(plans), **numbers.of_houses(houses), **numbers.of_wanting(wanting),
            **folk, **looked_after, "measures.done_now~before": done_before,
        }  # fmt: skip
        for when, figures in found.items():
            said |= numbers.of_figures(figures, when) if figures else {}
        for when, movement in moved.items():
            said |= numbers.of_movement(movement, when)
        return Report(
            sender=sender,
            period=period,
            on=self.on,
            data_day=day,
            now=now,
            before=found["before"],
            ago=found.get("ago"),
            movement=moved[""],
            plans=plans,
            houses=houses,
            wanting=wanting,
            months=tuple(found[f"m{number}"] for number in (1, 2, 3)) if "m1" in found else (),
            states=states,
            numbers=said,
        )

    def _compared(self, period: Period) -> list[str]:
        """The times that the figures are compared with."""
        return ["before", "ago", "m1", "m2", "m3"] if isinstance(period, Quarter) else ["before"]


def _figures(unit: Unit, span: Span, now: Figures, lines: Mapping[int, Decimal | None]) -> Figures | None:
    """The count of a span's end; None before there were data, or when the span had not begun."""
    if span.until <= span.after:
        return None
    counted = earlier(unit.connection, now, span.until, lines.get(span.until.year))
    return counted if counted.known else None


def _since(now: Figures) -> str:
    first = now.first_day
    return f"最早的数据是{show_day(first)}，请选择之后的时间" if first else "请先导入或录入农户"
