"""The tables of other people's sheets. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Text, UniqueConstraint

from fupin_desktop.db.models.base import record_table

kept_layout = record_table(
    "kept_layout",
    "版式",
    Column("name", String(60), nullable=False),
    Column("list", String(40), nullable=False),
    Column("year", Integer),
    Column("heading", String(120), nullable=False),
    Column("columns", Text, nullable=False),
    Column("used_on", Date),
    Column("remark", String(200), nullable=False),
    UniqueConstraint("name"),
)

kept_form = record_table(
    "kept_form",
    "来表",
    Column("name", String(80), nullable=False),
    Column("file", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("sheet", String(60), nullable=False),
    Column("period", String(20), nullable=False),
    Column("cells", Text, nullable=False),
    Column("remark", String(200), nullable=False),
    UniqueConstraint("name"),
)

village_sheet = record_table(
    "village_sheet",
    "村级小表",
    Column("token", String(40), nullable=False),
    Column("list", String(40), nullable=False),
    Column("village", String(40), nullable=False),
    Column("columns", String(1000), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("sent_on", Date, nullable=False),
    Column("due_on", Date),
    Column("returned_on", Date),
    Column("file", String(200), nullable=False),
    Column("remark", String(200), nullable=False),
)

distinct_pair = record_table(
    "distinct_pair",
    "不是同一人",
    Column("one", Integer, nullable=False),
    Column("other", Integer, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("on", Date, nullable=False),
    UniqueConstraint("one", "other"),
)

outgoing = record_table(
    "outgoing",
    "导出记录",
    Column("what", String(80), nullable=False),
    Column("villages", String(400), nullable=False),
    Column("file", String(200), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("masked", Boolean, nullable=False),
    Column("on", Date, nullable=False),
)

entered = record_table(
    "entered",
    "录入勾选",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("table", String(40), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("field", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("on", Date, nullable=False),
)
