"""What lists show and how they are asked for: the line of a household, filters, sorting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.domain import codes
from fupin_desktop.domain.fields import (
    Privacy,
    Record,
    calendar_year,
    choice,
    day,
    flag,
    money,
    record,
    text,
    whole,
)


@record("农户")
class HouseholdLine(Record):
    """What a list shows of one household today. ``id`` is the household's."""

    village: str = text("行政村", default="", width=8, privacy=Privacy.OPEN)
    group: str = text("村民小组", default="", width=8)
    head: str = text("户主姓名", default="", width=10)
    people: int = whole("人口", default=0, width=5)
    status: codes.Status | None = choice("脱贫标志", codes.Status, default=None, width=8)
    income: Decimal | None = money("人均纯收入", default=None, width=11)
    income_year: int | None = calendar_year("收入年度", default=None, width=7)
    attribute: codes.Attribute | None = choice("贫困户属性", codes.Attribute, default=None)
    household_type: codes.HouseholdType | None = choice("户类型", codes.HouseholdType, default=None, width=8)
    monitor: codes.MonitoringKind | None = choice("监测类别", codes.MonitoringKind, default=None)
    cause: codes.Cause | None = choice("主要致贫原因", codes.Cause, default=None)
    unsafe: bool | None = flag("危房户", default=None, width=6)
    renovating: bool = flag("危房改造", default=False, width=7)
    allowance: int = whole("低保人数", default=0, width=7)
    cadre: str = text("帮扶责任人", default="", width=9)
    lifted_year: int | None = calendar_year("脱贫年度", default=None, width=7)
    number: str = text("户编号", default="", width=14)
    phone: str = text("户联系电话", default="", width=12)
    ended_on: date | None = day("销号日期", default=None)
    registered: bool = flag("在册", default=False, width=5)
    applicant: bool = flag("申请户", default=False, width=6)


SORTS = {name: "place" if name == "village" else name for name in HouseholdLine.fields}
"""Columns a list of households can be sorted by, and what is sorted; villages go in the office's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which households a list shows, and in which order. Empty filters let everything through."""

    village: tuple[str, ...] = ()
    group: str = ""
    status: tuple[codes.Status, ...] = ()
    attribute: tuple[codes.Attribute, ...] = ()
    household_type: tuple[codes.HouseholdType, ...] = ()
    monitor: tuple[codes.MonitoringKind, ...] = ()
    cause: tuple[codes.Cause, ...] = ()
    registered: bool | None = None
    applicant: bool | None = None
    monitored: bool | None = None
    unsafe: bool | None = None
    unsafe_in: int | None = None
    allowance: bool | None = None
    pupils: bool | None = None
    unpaired: bool = False
    unverified: bool = False
    ended: bool | None = None
    income_below: Decimal | None = None
    sort: str = "village"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """How many a list counts: households, their people, and of these who has 低保 and who goes to school."""

    households: int = 0
    people: int = 0
    allowance: int = 0
    pupils: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of the search box: ``why`` says what matched."""

    household_id: int
    household: str
    person_id: int | None
    person: str
    name: str
    village: str
    group: str
    why: str
