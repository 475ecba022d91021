"""The tables of the journal, and the one derived table that lists are read from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from fupin_desktop.db.models.base import Fen, Row


class ActRow(Row):
    """One thing a person did: 「修改农户：张三」, 「导入贫困户信息」."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    label: Mapped[str] = mapped_column(String(200))
    person: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    undoes: Mapped[int | None]
    undone_by: Mapped[int | None]


class ChangeRow(Row):
    """What that did to one row, or (``last_id``) to a run of rows that it inserted together."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_table_row_id", "table", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    last_id: Mapped[int | None]
    household_id: Mapped[int | None] = mapped_column(index=True)
    before: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int | None]


class CurrentActRow(Row):
    """The act that is being done, for the triggers. ``bulk`` says that inserts are journalled as runs."""

    __tablename__ = "current_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int | None]
    bulk: Mapped[int]


class HouseholdLineRow(Row):
    """What lists show of a household today; made from the other tables, never edited, not journalled."""

    __tablename__ = "household_line"

    household_id: Mapped[int] = mapped_column(
        ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[str] = mapped_column(String(40), index=True)
    place: Mapped[int]
    village: Mapped[str] = mapped_column(String(40))
    group: Mapped[str] = mapped_column(String(40))
    head: Mapped[str] = mapped_column(String(60))
    people: Mapped[int]
    registered: Mapped[bool]
    applicant: Mapped[bool]
    status: Mapped[str | None] = mapped_column(String(24))
    attribute: Mapped[str | None] = mapped_column(String(24))
    household_type: Mapped[str | None] = mapped_column(String(24))
    monitor: Mapped[str | None] = mapped_column(String(24))
    cause: Mapped[str | None] = mapped_column(String(24))
    income: Mapped[Decimal | None] = mapped_column(Fen)
    income_year: Mapped[int | None]
    unsafe: Mapped[bool | None]
    renovating: Mapped[bool]
    allowance: Mapped[int]
    cadre: Mapped[str] = mapped_column(String(80))
    lifted_year: Mapped[int | None]
    ended_on: Mapped[date | None]
    phone: Mapped[str] = mapped_column(String(40))
