"""What the makers of reports read: the facts of a period, counted as of its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Figures
from fupin_desktop.domain.period import Period, Quarter, Report, Span, span_of, year_before
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.figures import FiguresService
from fupin_desktop.services.paper.source import Source
from fupin_desktop.services.reporting.counting import Counting
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
        counting: Counting,
        asked: AskedReport,
        watch: Watch = NOBODY,
    ) -> None:
        super().__init__(store, settings, files, asked.on, watch)
        self.asked, self.figures, self._counting = asked, figures, counting

    @property
    def lines(self) -> dict[int, Decimal | None]:
        """The lines that incomes are held against, by year."""
        years = {each.year for each in self.settings.lines()}
        return {year: self.figures.line(date(year, 12, 31)) for year in years}

    def now(self) -> Figures:
        """The count of the day asked for."""
        found = self._counting.kept(self.asked.period, spans(self.asked.period, self.asked.as_of), self.lines)
        return found.register.now if found else self.figures.on(self.asked.as_of)

    def report(self, period: Period) -> Report:
        """Everything counted of the period. Raises Refused without unit or phone, Trouble without data."""
        sender, lines, of = self.sender, self.lines, spans(period, self.asked.as_of)
        if period.first > self.on:
            raise Trouble(f"{period.words}还没有到，不能生成报表，请选择已经开始的期间")
        self.watch.step(0, 2, "汇总数字")
        found = self._counting.counted(period, of, lines)
        register, events = found.register, found.events
        if not register.now.known:
            raise Trouble(f"{period.words}没有数据：{_since(register.now)}")
        self.watch.step(1, 2, "排版")
        then = register.then
        return Report(
            sender=sender,
            period=period,
            on=self.on,
            data_day=events.day,
            now=register.now,
            before=then["before"],
            ago=then.get("ago"),
            movement=events.moved,
            plans=events.plans,
            houses=events.houses,
            wanting=found.homes.wanting,
            months=tuple(then[f"m{number}"] for number in (1, 2, 3)) if "m1" in then else (),
            states=register.states,
            numbers=found.numbers,
        )


def _since(now: Figures) -> str:
    first = now.first_day
    return f"最早的数据是{show_day(first)}，请选择之后的时间" if first else "请先导入或录入农户"
