"""The tables of housing. Nothing outside ``db`` sees these classes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from fupin_desktop.db.models.base import Exact, Fen, RecordRow


class RenovationRow(RecordRow):
    """危房改造"""

    __tablename__ = "renovation"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    plan_year: Mapped[int] = mapped_column(index=True)
    applicant: Mapped[str | None] = mapped_column(String(24))
    grade: Mapped[str | None] = mapped_column(String(24))
    appraised_on: Mapped[date | None]
    appraiser: Mapped[str] = mapped_column(String(60))
    way: Mapped[str | None] = mapped_column(String(24))
    build: Mapped[str | None] = mapped_column(String(24))
    area: Mapped[Decimal | None] = mapped_column(Exact)
    cost: Mapped[Decimal | None] = mapped_column(Fen)
    own_money: Mapped[Decimal | None] = mapped_column(Fen)
    planned_subsidy: Mapped[Decimal | None] = mapped_column(Fen)
    relocation: Mapped[bool]
    water_on: Mapped[date | None]
    power_on: Mapped[date | None]
    water_state: Mapped[str] = mapped_column(String(120))
    power_state: Mapped[str] = mapped_column(String(120))
    remark: Mapped[str] = mapped_column(String(400))


class StageRow(RecordRow):
    """改造阶段"""

    __tablename__ = "stage"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    renovation_id: Mapped[int] = mapped_column(ForeignKey("renovation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    on: Mapped[date]
    who: Mapped[str] = mapped_column(String(60))
    skip_reason: Mapped[str] = mapped_column(String(200))
    remark: Mapped[str] = mapped_column(String(200))


class SubsidyRow(RecordRow):
    """补助资金"""

    __tablename__ = "subsidy"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    renovation_id: Mapped[int] = mapped_column(ForeignKey("renovation.id"), index=True)
    source: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(Fen)
    paid_on: Mapped[date | None]


class PhotoRow(RecordRow):
    """照片"""

    __tablename__ = "photo"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    renovation_id: Mapped[int | None] = mapped_column(ForeignKey("renovation.id"), index=True)
    slot: Mapped[str] = mapped_column(String(24))
    stage: Mapped[str | None] = mapped_column(String(24))
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120))
    caption: Mapped[str] = mapped_column(String(120))
    taken_on: Mapped[date | None]
