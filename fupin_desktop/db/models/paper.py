"""The tables of paper. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Text, UniqueConstraint

from fupin_desktop.db.models.base import record_table

printed = record_table(
    "printed",
    "文书记录",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("kind", String(60), nullable=False, index=True),
    Column("heading", String(120), nullable=False),
    Column("village", String(40), nullable=False),
    Column("period", String(20), nullable=False),
    Column("on", Date, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("how", String(24), nullable=False),
    Column("file", String(200), nullable=False),
    Column("posted_on", Date),
    Column("until", Date),
    Column("place", String(80), nullable=False),
    Column("taken_down_on", Date),
)

printed_page = record_table(
    "printed_page",
    "文书页",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("printed_id", Integer, ForeignKey("printed.id"), nullable=False, index=True),
    Column("kind", String(60), nullable=False),
    Column("page", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("printed_on", Date, nullable=False),
    Column("signed_on", Date),
)

scheme = record_table(
    "scheme",
    "花名册方案",
    Column("name", String(60), nullable=False, unique=True),
    Column("list", String(40), nullable=False),
    Column("heading", String(120), nullable=False),
    Column("columns", Text, nullable=False),
    Column("remark", String(200), nullable=False),
)

wording = record_table(
    "wording",
    "报告措辞",
    Column("report", String(40), nullable=False),
    Column("period", String(20), nullable=False),
    Column("name", String(60), nullable=False),
    Column("said", Text, nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("report", "period", "name"),
)
