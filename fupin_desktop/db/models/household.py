"""The tables of household, place, assessment. Nothing outside ``db`` sees these classes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fupin_desktop.db.models.base import Codes, Exact, Fen, RecordRow
from fupin_desktop.domain.fields import Code


class HouseholdRow(RecordRow):
    """农户"""

    __tablename__ = "household"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    office_number: Mapped[bool]
    village: Mapped[str] = mapped_column(String(40), index=True)
    group: Mapped[str] = mapped_column(String(40))
    head: Mapped[str] = mapped_column(String(60), index=True)
    phone: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(120))
    bank: Mapped[str] = mapped_column(String(60))
    account: Mapped[str] = mapped_column(String(40))
    standard: Mapped[str | None] = mapped_column(String(24))
    cause: Mapped[str | None] = mapped_column(String(24))
    other_causes: Mapped[tuple[Code, ...]] = mapped_column(Codes)
    cause_note: Mapped[str] = mapped_column(String(400))
    soldier_family: Mapped[bool | None]
    only_child: Mapped[bool | None]
    two_daughters: Mapped[bool | None]
    registered_on: Mapped[date | None]
    lifted_year: Mapped[int | None]
    relocated: Mapped[bool | None]
    applied_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(24))
    remark: Mapped[str] = mapped_column(String(400))
    imported_on: Mapped[date | None]
    extra: Mapped[str] = mapped_column(Text)


class PersonRow(RecordRow):
    """家庭成员"""

    __tablename__ = "person"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    relation: Mapped[str | None] = mapped_column(String(24))
    sex: Mapped[str | None] = mapped_column(String(24))
    birth: Mapped[date | None]
    id_kind: Mapped[str | None] = mapped_column(String(24))
    id_number: Mapped[str] = mapped_column(String(40), index=True)
    disability_card: Mapped[str] = mapped_column(String(24))
    pending: Mapped[str | None] = mapped_column(String(24))
    nation: Mapped[str] = mapped_column(String(20))
    politics: Mapped[str | None] = mapped_column(String(24))
    phone: Mapped[str] = mapped_column(String(40))
    soldier: Mapped[bool | None]
    guardian: Mapped[str] = mapped_column(String(60))
    registered_on: Mapped[date | None]
    joined_on: Mapped[date | None]
    join_reason: Mapped[str | None] = mapped_column(String(24))
    left_on: Mapped[date | None]
    leave_reason: Mapped[str | None] = mapped_column(String(24))
    remark: Mapped[str] = mapped_column(String(400))
    imported_on: Mapped[date | None]
    extra: Mapped[str] = mapped_column(Text)


class StandingRow(RecordRow):
    """户情状态"""

    __tablename__ = "standing"
    __table_args__ = (UniqueConstraint("household_id", "since"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    since: Mapped[date] = mapped_column(index=True)
    status: Mapped[str | None] = mapped_column(String(24))
    attribute: Mapped[str | None] = mapped_column(String(24))
    household_type: Mapped[str | None] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(200))


class MonitoringRow(RecordRow):
    """监测对象"""

    __tablename__ = "monitoring"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    kind: Mapped[str | None] = mapped_column(String(24))
    risks: Mapped[tuple[Code, ...]] = mapped_column(Codes)
    found_on: Mapped[date | None]
    identified_on: Mapped[date | None]
    removed: Mapped[bool | None]
    removed_on: Mapped[date | None]
    removal: Mapped[str | None] = mapped_column(String(24))
    no_labour: Mapped[bool | None]
    remark: Mapped[str] = mapped_column(String(400))


class HouseholdYearRow(RecordRow):
    """户年度情况"""

    __tablename__ = "household_year"
    __table_args__ = (UniqueConstraint("household_id", "year"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    people_listed: Mapped[int | None]
    income_recorded: Mapped[Decimal | None] = mapped_column(Fen)
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    head_count: Mapped[int | None]
    wage: Mapped[Decimal | None] = mapped_column(Fen)
    business: Mapped[Decimal | None] = mapped_column(Fen)
    property: Mapped[Decimal | None] = mapped_column(Fen)
    transfer: Mapped[Decimal | None] = mapped_column(Fen)
    expense: Mapped[Decimal | None] = mapped_column(Fen)
    worksheet_done: Mapped[bool]
    farmland: Mapped[Decimal | None] = mapped_column(Exact)
    irrigated: Mapped[Decimal | None] = mapped_column(Exact)
    forest: Mapped[Decimal | None] = mapped_column(Exact)
    returned_forest: Mapped[Decimal | None] = mapped_column(Exact)
    orchard: Mapped[Decimal | None] = mapped_column(Exact)
    pasture: Mapped[Decimal | None] = mapped_column(Exact)
    water_area: Mapped[Decimal | None] = mapped_column(Exact)
    cooperative: Mapped[bool | None]
    company_led: Mapped[bool | None]
    leader_led: Mapped[bool | None]
    production_power: Mapped[bool | None]
    power: Mapped[bool | None]
    broadcast: Mapped[bool | None]
    water_safe: Mapped[bool | None]
    water_hard: Mapped[bool | None]
    toilet: Mapped[bool | None]
    road: Mapped[str | None] = mapped_column(String(24))
    road_hard: Mapped[bool | None]
    road_km: Mapped[Decimal | None] = mapped_column(Exact)
    fuel: Mapped[str | None] = mapped_column(String(24))
    house_area: Mapped[Decimal | None] = mapped_column(Exact)
    unsafe: Mapped[bool | None]
    house_grade: Mapped[str | None] = mapped_column(String(24))
    enough_food: Mapped[bool | None]
    enough_clothes: Mapped[bool | None]
    closed: Mapped[bool]
    survey_note: Mapped[str] = mapped_column(String(400))


class PersonYearRow(RecordRow):
    """成员年度情况"""

    __tablename__ = "person_year"
    __table_args__ = (UniqueConstraint("person_id", "year"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    education: Mapped[str | None] = mapped_column(String(24))
    school: Mapped[str | None] = mapped_column(String(24))
    dropout: Mapped[str | None] = mapped_column(String(24))
    health: Mapped[tuple[Code, ...]] = mapped_column(Codes)
    skill: Mapped[str | None] = mapped_column(String(24))
    work_place: Mapped[str | None] = mapped_column(String(24))
    work_months: Mapped[int | None]
    employer: Mapped[str] = mapped_column(String(80))
    post: Mapped[str] = mapped_column(String(40))
    resident_medical: Mapped[bool | None]
    employee_medical: Mapped[bool | None]
    serious_illness: Mapped[bool | None]
    resident_pension: Mapped[bool | None]
    employee_pension: Mapped[bool | None]
    allowance: Mapped[bool | None]
    destitute: Mapped[bool | None]
    mandarin: Mapped[bool | None]


class IncomeItemRow(RecordRow):
    """收入项目"""

    __tablename__ = "income_item"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    year: Mapped[int]
    head: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(60))
    amount: Mapped[Decimal] = mapped_column(Fen)
    evidence: Mapped[str] = mapped_column(String(120))


class VillageRow(RecordRow):
    """行政村"""

    __tablename__ = "village"

    county: Mapped[str] = mapped_column(String(40))
    township: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(12))
    key_village: Mapped[bool]
    population: Mapped[int | None]
    households: Mapped[int | None]
    groups: Mapped[str] = mapped_column(String(400))
    place: Mapped[int]
    phone: Mapped[str] = mapped_column(String(40))
    remark: Mapped[str] = mapped_column(String(200))


class VerdictRow(RecordRow):
    """达标认定"""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("household_id", "year", "item"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    year: Mapped[int]
    item: Mapped[str] = mapped_column(String(24))
    result: Mapped[str] = mapped_column(String(24))
    evidence: Mapped[str] = mapped_column(String(200))
    on: Mapped[date | None]
