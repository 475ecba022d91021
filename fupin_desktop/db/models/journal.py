"""The tables of the journal, and the one derived table that lists are read from."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text

from fupin_desktop.db.models.base import Fen, metadata

act = Table(
    "act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label", String(200), nullable=False),
    Column("person", String(40), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("undoes", Integer),
    Column("undone_by", Integer),
    sqlite_autoincrement=True,
)
"""One thing a person did: 「修改农户：张三」, 「导入贫困户信息」."""

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act_id", Integer, ForeignKey("act.id"), nullable=False, index=True),
    Column("table", String(40), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("last_id", Integer),
    Column("household_id", Integer, index=True),
    Column("before", Text),
    Column("version", Integer),
    Index("ix_change_table_row_id", "table", "row_id"),
    sqlite_autoincrement=True,
)
"""What that did to one row, or (``last_id``) to a run of rows that it inserted together."""

current_act = Table(
    "current_act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act_id", Integer),
    Column("bulk", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""The act that is being done, for the triggers. ``bulk`` says that inserts are journalled as runs."""

household_line = Table(
    "household_line",
    metadata,
    Column("household_id", Integer, ForeignKey("household.id", ondelete="CASCADE"), primary_key=True),
    Column("number", String(40), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("village", String(40), nullable=False),
    Column("group", String(40), nullable=False),
    Column("head", String(60), nullable=False),
    Column("people", Integer, nullable=False),
    Column("registered", Boolean, nullable=False),
    Column("applicant", Boolean, nullable=False),
    Column("status", String(24)),
    Column("attribute", String(24)),
    Column("household_type", String(24)),
    Column("monitor", String(24)),
    Column("cause", String(24)),
    Column("income", Fen),
    Column("income_year", Integer),
    Column("unsafe", Boolean),
    Column("renovating", Boolean, nullable=False),
    Column("allowance", Integer, nullable=False),
    Column("cadre", String(80), nullable=False),
    Column("lifted_year", Integer),
    Column("ended_on", Date),
    Column("phone", String(40), nullable=False),
    Index("ix_household_line_order", "place", "village", "group", "number"),
)
"""What lists show of a household today; made from the other tables, never edited, not journalled."""
