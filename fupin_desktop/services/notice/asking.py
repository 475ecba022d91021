"""What notices are wanted, checked before anything is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.holidays import days_between, notice_end
from fupin_desktop.domain.notice import NoticeKind, notice_kind
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.settings import OfficeFacts

PAPERS = ("A4", "A3")
LONGEST = 365
_REGISTER_UNTIL = 2020
_MONITORED_LATER = ("identification", "township_review", "county_announcement")
"""What identifies 贫困户 until 2020 and 监测对象 since: these hang in the village only."""
_NEEDED = {"township": "乡镇", "county": "县"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which notices are wanted. ``households`` are numbers or ids; None: those that the data qualify.

    ``days`` or ``until`` say how long it hangs; without them as long as the office decided for the kind.
    """

    kind: NoticeKind
    on: date
    year: int
    villages: tuple[str, ...] = ()
    households: tuple[int | str, ...] | None = None
    days: int | None = None
    until: date | None = None
    paper: str = "A4"
    web: bool = False
    pack: bool = False

    def problems(self, facts: OfficeFacts) -> Iterator[Problem]:
        """What cannot be, and what the office has not said of itself, each with what to do."""
        yield from facts.missing()
        for name in self.kind.needs:
            if not getattr(facts, name):
                yield Problem(
                    name, f"还没有填写{_NEEDED[name]}，{self.kind.label}要用它署名，请在“设置”里填写后再生成"
                )
        if self.paper not in PAPERS:
            yield Problem("paper", f"公示纸张只能是{'或'.join(PAPERS)}，现在是“{self.paper}”")
        yield from self._period()

    def _period(self) -> Iterator[Problem]:
        label = self.kind.label
        if self.kind.days is None:
            if self.days is not None or self.until is not None:
                yield Problem("days", f"{label}长期张贴，不设公示期，请去掉公示天数和截止日期")
        elif self.days is not None and self.until is not None:
            yield Problem("days", "公示天数和截止日期只能填一项，请去掉其中一项")
        elif self.days is not None and not 1 <= self.days <= LONGEST:
            yield Problem("days", f"公示天数应在1到{LONGEST}之间，现在是{self.days}")
        elif self.until is not None and not 1 <= (self.until - self.on).days <= LONGEST:
            yield Problem("until", self._wrong_end(self.until))

    def _wrong_end(self, until: date) -> str:
        said = f"公示截止{show_day(until)}"
        if until < self.on:
            return f"{said}早于张贴日期{show_day(self.on)}，请改正日期"
        if until == self.on:
            return f"{said}就是张贴的当天，公示期从次日起计算，请改正日期"
        return f"{said}离张贴日期{show_day(self.on)}超过{LONGEST}天，请改正日期"

    def period(self, facts: OfficeFacts) -> tuple[int | None, date | None]:
        """The days and the last day; both None where there is no time for objections."""
        if self.kind.days is None:
            return None, None
        working, own = self.working(facts), facts.days_off
        if self.until is not None:
            return days_between(self.on, self.until, working, own), self.until
        days = self.days or facts.notice_days.get(self.kind.key, self.kind.days)
        return days, notice_end(self.on, days, working, own)

    def working(self, facts: OfficeFacts) -> bool:
        """Whether the days of this kind are working days in this office."""
        return self.kind.days is not None and facts.notice_working.get(self.kind.key, False)


def asked_for(
    kind: str,
    villages: Sequence[str] = (),
    households: Sequence[int | str] | None = None,
    on: date | None = None,
    year: int | None = None,
    *,
    days: int | None = None,
    until: date | None = None,
    paper: str = "A4",
    web: bool = False,
    pack: bool = False,
) -> Asked:
    """What is wanted, as values. Raises Trouble for what a kind of notice does not have."""
    on = on or date.today()
    found = notice_kind(kind)
    if web and pack:
        raise Trouble("网站版不张贴，没有成套材料；请去掉其中一项")
    if web and not (found.web and (on.year <= _REGISTER_UNTIL or found.key not in _MONITORED_LATER)):
        raise Trouble(f"{found.label}只在村里张贴，没有网站版；请去掉网站版再生成")
    if households is not None and not found.lists:
        raise Trouble(f"{found.label}不列农户，请只选行政村")
    return Asked(
        kind=found,
        on=on,
        year=year or on.year,
        villages=tuple(villages),
        households=None if households is None else tuple(households),
        days=days,
        until=until,
        paper=paper,
        web=web,
        pack=pack,
    )
