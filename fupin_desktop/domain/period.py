"""The weeks, months, quarters, half-years and years that reports speak of, and the facts that a report is written from."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.terms import monitoring, ordinal_quarter
from fupin_desktop.domain.traces import Number

if TYPE_CHECKING:
    from fupin_desktop.domain.charting import MeasureStates


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def before(self) -> Month:
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    @property
    def after(self) -> Month:
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year + 1, 1)

    @property
    def words(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def key(self) -> str:
        """What the period is kept under, and how the command line writes it."""
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int

    @property
    def months(self) -> tuple[Month, Month, Month]:
        start = 3 * self.number - 2
        return Month(self.year, start), Month(self.year, start + 1), Month(self.year, start + 2)

    @property
    def first(self) -> date:
        return self.months[0].first

    @property
    def last(self) -> date:
        return self.months[2].last

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def words(self) -> str:
        return f"{self.year}年{ordinal_quarter(self.year, self.number)}"

    @property
    def key(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """Half a calendar year: 1 or 2."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 6 * self.number - 5, 1)

    @property
    def last(self) -> date:
        return Month(self.year, 6 * self.number).last

    @property
    def before(self) -> Half:
        return Half(self.year, 1) if self.number > 1 else Half(self.year - 1, 2)

    @property
    def after(self) -> Half:
        return Half(self.year, 2) if self.number < 2 else Half(self.year + 1, 1)

    @property
    def words(self) -> str:
        return f"{self.year}年{'上下'[self.number - 1]}半年"

    @property
    def key(self) -> str:
        return f"{self.year}H{self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A calendar year."""

    year: int

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    @property
    def before(self) -> Year:
        return Year(self.year - 1)

    @property
    def after(self) -> Year:
        return Year(self.year + 1)

    @property
    def words(self) -> str:
        return f"{self.year}年"

    @property
    def key(self) -> str:
        return str(self.year)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week from Monday to Sunday, numbered as in ISO 8601; ``year`` is the one most of its days lie in."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def before(self) -> Week:
        return week_of(self.first - timedelta(days=1))

    @property
    def after(self) -> Week:
        return week_of(self.last + timedelta(days=1))

    @property
    def words(self) -> str:
        return f"{self.year}年第{self.number}周"

    @property
    def key(self) -> str:
        return f"{self.year}W{self.number:02}"


Period = Week | Month | Quarter | Half | Year


@dataclass(frozen=True, slots=True)
class Span:
    """The days a figure speaks of: what happens after ``after`` up to ``until``; ``ahead`` ends the period to come."""

    after: date
    until: date
    ahead: date


def span_of(period: Period, as_of: date | None = None) -> Span:
    """A period's days, cut off after ``as_of``."""
    return Span(period.before.last, min(period.last, as_of or period.last), period.after.last)


def year_before(period: Period) -> Period:
    """The same period of the year before; a 53rd week has the 52nd of that year."""
    if isinstance(period, Week):
        return Week(period.year - 1, min(period.number, 52))
    return replace(period, year=period.year - 1)


def week_of(day: date) -> Week:
    """The week that a day lies in."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


_MONTH = re.compile(r"(\d{4})\s*(?:[-./]|年)\s*(\d{1,2})\s*月?")
_HALF = re.compile(r"(\d{4})\s*年?\s*-?\s*(?:[Hh]([12])|([上下])半年)")
_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?")
_WEEK = re.compile(r"(\d{4})\s*年?\s*-?\s*(?:[Ww]|第)\s*(\d{1,2})\s*周?")
_QUARTER = re.compile(r"(\d{4})\s*年?\s*-?\s*(?:[Qq]|第)\s*([1-4一二三四])\s*(?:季度)?")


def read_month(text: str) -> Month:
    """2018-05 or 2018年5月. Raises Trouble."""
    if (said := _MONTH.fullmatch(text.strip())) and 1 <= int(said[2]) <= 12 and int(said[1]) >= 1900:
        return Month(int(said[1]), int(said[2]))
    raise Trouble(f"“{text}”不是月份，请写成2018-05的样子")


def read_quarter(text: str) -> Quarter:
    """2018Q2 or 2018年第二季度. Raises Trouble."""
    if (said := _QUARTER.fullmatch(text.strip())) and int(said[1]) >= 1900:
        number = "一二三四".find(said[2]) + 1 or int(said[2])
        return Quarter(int(said[1]), number)
    raise Trouble(f"“{text}”不是季度，请写成2018Q2的样子")


def read_half(text: str) -> Half:
    """2018H1 or 2018年上半年. Raises Trouble."""
    if (said := _HALF.fullmatch(text.strip())) and int(said[1]) >= 1900:
        return Half(int(said[1]), int(said[2]) if said[2] else "上下".index(said[3]) + 1)
    raise Trouble(f"“{text}”不是半年，请写成2018H1（上半年）或2018H2（下半年）的样子")


def read_year(text: str) -> Year:
    """2018 or 2018年. Raises Trouble."""
    if (said := _YEAR.fullmatch(text.strip())) and int(said[1]) >= 1900:
        return Year(int(said[1]))
    raise Trouble(f"“{text}”不是年度，请写成2018的样子")


def read_week(text: str) -> Week:
    """2018W19, 2018年第19周, or a day of the week such as 2018-05-08. Raises Trouble."""
    try:
        if said := _WEEK.fullmatch(text.strip()):
            return week_of(Week(int(said[1]), int(said[2])).first)
        return week_of(date.fromisoformat(text.strip()))
    except ValueError:
        raise Trouble(f"“{text}”不是周，请写成2018W19或周内某日2018-05-08的样子") from None


_NOBODY = Count()


@dataclass(frozen=True, slots=True)
class Movement:
    """Who came onto the register and who left it within a period, and what became of the households."""

    joined: Count = _NOBODY  # households newly on the register, with their people
    ended: Count = _NOBODY
    parted: Count = _NOBODY  # 分户: households that began with people of another one on the register
    merged: Count = _NOBODY  # 并户: households whose people went into another one on the register
    moved: int = 0  # by how many people other households grew by 分户 and 并户
    lifted: Count = _NOBODY  # newly 脱贫
    returned: Count = _NOBODY  # newly 返贫
    came: Mapping[str, int] = field(default_factory=dict)  # people of other households, by JoinReason
    left: Mapping[str, int] = field(default_factory=dict)  # by LeaveReason
    monitored: int = 0
    removed: int = 0

    @property
    def people_came(self) -> int:
        return sum(self.came.values())

    @property
    def people_left(self) -> int:
        return sum(self.left.values())


@dataclass(frozen=True, slots=True)
class MeasureCount:
    """The measures of one kind in a year and the households they are for, as of the period's end; money in yuan.

    Of 五个一批 (``PlanProgress.batches``) the households are not counted.
    """

    kind: str
    all: int = 0
    households: int = 0
    done: int = 0
    done_now: int = 0
    late: int = 0
    due_next: int = 0
    money: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """一户一策 of a year: how many plans there are and how far their measures have come."""

    year: int
    households: int = 0
    confirmed: int = 0
    targets: Mapping[int, Count] = field(default_factory=dict)  # 计划脱贫年度 of households still poor
    covered: int = 0  # households with a measure
    kinds: tuple[MeasureCount, ...] = ()
    batches: tuple[MeasureCount, ...] = ()  # 五个一批
    sources: tuple[tuple[str, Decimal], ...] = ()
    entries: int = 0  # progress entries within the period
    entered: int = 0  # the households they are of

    def total(self, name: str) -> int:
        return sum(int(getattr(each, name)) for each in self.kinds)

    @property
    def money(self) -> Decimal:
        return sum((each.money for each in self.kinds), Decimal(0))


@dataclass(frozen=True, slots=True)
class HouseProgress:
    """Renovations of the year's task, as of the period's end; ``now`` counts stages reached within the period."""

    now: Mapping[str, int] = field(default_factory=dict)
    no_water: int = 0  # moved in without water
    no_power: int = 0
    subsidy_planned: Decimal | None = None
    subsidy_paid: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Wanting:
    """What the data show to be wanting of 两不愁三保障: households by item not met."""

    poor: Mapping[str, int] = field(default_factory=dict)  # item code → households still poor
    lifted: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0  # households with something not looked into


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who issues a paper: names as they are on its day."""

    unit: str
    township: str
    county: str = ""
    addressee: str = ""
    by: str = ""
    reviewer: str = ""
    leader: str = ""
    phone: str = ""
    watch_phone: str = ""  # 监督电话
    hotline: str = ""
    address: str = ""
    poor: str = "贫困户"
    registered: str = "建档立卡贫困户"
    lifted: str = "脱贫户"
    work: str = "脱贫攻坚"
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a periodic report says. ``months`` holds the counts of a quarter's months, None: not yet."""

    sender: Sender
    period: Period
    on: date  # 成文日期
    data_day: date | None
    now: Figures
    before: Figures | None
    movement: Movement
    plans: PlanProgress
    houses: HouseProgress
    wanting: Wanting
    months: tuple[Figures | None, ...] = ()
    ago: Figures | None = None  # the same period of the year before
    states: MeasureStates | None = None  # the measures of the year by how far they are, for a chart
    numbers: Mapping[str, Number] = field(
        default_factory=dict
    )  # every figure by its name (see domain.traces)


def mismatches(report: Report) -> list[str]:
    """Totals that do not agree, each as one sentence (row sums, and 期末＝期初＋新增－减少)."""
    return [*_rows(report.now), *_balance(report)]


def _rows(figures: Figures) -> list[str]:
    found = []
    for each in figures.villages:
        parts = each.poor + each.lifted
        if parts != each.all and not monitoring(figures.on):  # later the register holds 一般农户 too
            found.append(
                f"{each.village}在册{each.all.households}户{each.all.people}人，"
                f"未脱贫与已脱贫合计{parts.households}户{parts.people}人，两者不一致，请核对脱贫标志"
            )
        if each.all.households > each.all.people:
            found.append(f"{each.village}户数{each.all.households}多于人数{each.all.people}，请核对家庭成员")
    return found


def _balance(report: Report) -> list[str]:
    if report.before is None:
        return []
    moved, found = report.movement, []
    now, before = report.now.total("all"), report.before.total("all")
    new, gone = (
        moved.joined.households + moved.parted.households,
        moved.ended.households + moved.merged.households,
    )
    if before.households + new - gone != now.households:
        found.append(_unbalanced("户", before.households, new, gone, now.households))
    came = moved.joined.people + moved.people_came + moved.parted.people + max(moved.moved, 0)
    gone = moved.ended.people + moved.people_left + moved.merged.people - min(moved.moved, 0)
    if before.people + came - gone != now.people:
        found.append(_unbalanced("人", before.people, came, gone, now.people))
    return found


def _unbalanced(unit: str, before: int, came: int, gone: int, now: int) -> str:
    return (
        f"上期末{before}{unit}，本期增加{came}{unit}、减少{gone}{unit}，推算为{before + came - gone}{unit}，"
        f"与期末{now}{unit}不一致，请核对增减记录"
    )
