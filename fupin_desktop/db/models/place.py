"""The table of villages. Nothing outside ``db`` sees it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String

from fupin_desktop.db.models.base import record_table

village = record_table(
    "village",
    "行政村",
    Column("county", String(40), nullable=False),
    Column("township", String(40), nullable=False),
    Column("name", String(40), nullable=False, unique=True),
    Column("code", String(12), nullable=False),
    Column("key_village", Boolean, nullable=False),
    Column("population", Integer),
    Column("households", Integer),
    Column("groups", String(400), nullable=False),
    Column("place", Integer, nullable=False),
    Column("phone", String(40), nullable=False),
    Column("remark", String(200), nullable=False),
)
