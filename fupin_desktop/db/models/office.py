"""The tables of office. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Text, UniqueConstraint

from fupin_desktop.db.models.base import Fen, record_table

poverty_line = record_table(
    "poverty_line",
    "标准线",
    Column("year", Integer, nullable=False),
    Column("region", String(40), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("amount", Fen, nullable=False),
    Column("basis", String(200), nullable=False),
    UniqueConstraint("year", "region", "kind"),
)

setting = record_table(
    "setting",
    "设置",
    Column("key", String(60), nullable=False, unique=True),
    Column("value", Text, nullable=False),
)

import_batch = record_table(
    "import_batch",
    "导入批次",
    Column("file", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("layout", String(60), nullable=False),
    Column("data_day", Date, nullable=False),
    Column("year", Integer, nullable=False),
    Column("households", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("counts", Text, nullable=False),
    Column("columns", Text, nullable=False),
    Column("list", String(40), nullable=False),
)

correction = record_table(
    "correction",
    "国扶待改",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("table", String(40), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("field", String(40), nullable=False),
    Column("national", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("evidence", String(200), nullable=False),
    Column("noted_on", Date, nullable=False),
    Column("agreed_on", Date),
)
