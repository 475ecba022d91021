"""The tables of office. Nothing outside ``db`` sees these classes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fupin_desktop.db.models.base import Fen, RecordRow


class PovertyLineRow(RecordRow):
    """标准线"""

    __tablename__ = "poverty_line"
    __table_args__ = (UniqueConstraint("year", "region", "kind"),)

    year: Mapped[int]
    region: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(24))
    amount: Mapped[Decimal] = mapped_column(Fen)
    basis: Mapped[str] = mapped_column(String(200))


class SettingRow(RecordRow):
    """设置"""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str] = mapped_column(Text)


class ImportBatchRow(RecordRow):
    """导入批次"""

    __tablename__ = "import_batch"

    file: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(String(60))
    data_day: Mapped[date]
    year: Mapped[int]
    households: Mapped[int]
    people: Mapped[int]
    counts: Mapped[str] = mapped_column(Text)
    columns: Mapped[str] = mapped_column(Text)


class CorrectionRow(RecordRow):
    """国扶待改"""

    __tablename__ = "correction"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(40))
    national: Mapped[str] = mapped_column(Text)
    office: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(String(200))
    noted_on: Mapped[date]
    agreed_on: Mapped[date | None]
