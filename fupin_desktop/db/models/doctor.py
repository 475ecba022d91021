"""The tables of the data doctor. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Text, UniqueConstraint

from fupin_desktop.db.models.base import record_table

rule_setting = record_table(
    "rule_setting",
    "规则设置",
    Column("rule", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("on", Boolean, nullable=False),
    Column("limits", String(400), nullable=False),
    Column("note", String(200), nullable=False),
    UniqueConstraint("rule", "year"),
)

waiver = record_table(
    "waiver",
    "情况属实",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("village", String(40), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("said", String(400), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("person", String(40), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
)

check_run = record_table(
    "check_run",
    "体检记录",
    Column("on", Date, nullable=False),
    Column("village", String(40), nullable=False),
    Column("households", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("by_rule", Text, nullable=False),
    Column("findings", Text, nullable=False),
)
