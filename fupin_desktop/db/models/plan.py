"""The tables of plan, cadre. Nothing outside ``db`` sees these classes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fupin_desktop.db.models.base import Exact, Fen, RecordRow


class PlanRow(RecordRow):
    """一户一策"""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("household_id", "year"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    cause: Mapped[str] = mapped_column(String(400))
    needs: Mapped[str] = mapped_column(String(400))
    target_income: Mapped[Decimal | None] = mapped_column(Fen)
    target_year: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(80))
    person: Mapped[str] = mapped_column(String(40))
    made_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(40))
    confirmed_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(String(400))


class MeasureRow(RecordRow):
    """帮扶措施"""

    __tablename__ = "measure"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    batch: Mapped[str | None] = mapped_column(String(24))
    kind: Mapped[str | None] = mapped_column(String(24))
    to_household: Mapped[str | None] = mapped_column(String(24))
    content: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[Decimal | None] = mapped_column(Exact)
    quantity_unit: Mapped[str] = mapped_column(String(12))
    unit: Mapped[str] = mapped_column(String(80))
    person: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    expected_income: Mapped[Decimal | None] = mapped_column(Fen)
    done_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(String(200))


class MeasureFundRow(RecordRow):
    """措施资金"""

    __tablename__ = "measure_fund"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    source: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(Fen)


class ProgressRow(RecordRow):
    """措施进展"""

    __tablename__ = "progress"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    on: Mapped[date]
    said: Mapped[str] = mapped_column(String(400))
    percent: Mapped[int | None]


class CadreRow(RecordRow):
    """帮扶干部"""

    __tablename__ = "cadre"

    name: Mapped[str] = mapped_column(String(40), index=True)
    unit: Mapped[str] = mapped_column(String(80), index=True)
    duty: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(40))
    sex: Mapped[str | None] = mapped_column(String(24))
    politics: Mapped[str | None] = mapped_column(String(24))
    post: Mapped[str] = mapped_column(String(24))
    in_village: Mapped[bool]
    remark: Mapped[str] = mapped_column(String(200))


class PairingRow(RecordRow):
    """结对帮扶"""

    __tablename__ = "pairing"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), index=True)
    post: Mapped[str] = mapped_column(String(24))
    since: Mapped[date]
    until: Mapped[date | None]
