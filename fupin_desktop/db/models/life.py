"""The tables of life events, years, visits, attachments and reminders. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, UniqueConstraint

from fupin_desktop.db.models.base import record_table

event = record_table(
    "event",
    "家庭变动",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("person_id", Integer, ForeignKey("person.id")),
    Column("other_household_id", Integer, ForeignKey("household.id"), index=True),
    Column("kind", String(24), nullable=False),
    Column("on", Date, nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("paper", String(120), nullable=False),
    Column("remark", String(400), nullable=False),
)

year_lock = record_table(
    "year_lock",
    "年度",
    Column("year", Integer, nullable=False),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Column("override", String(200), nullable=False),
    Column("reopened_on", Date),
    Column("reason", String(200), nullable=False),
    UniqueConstraint("year"),
)

visit = record_table(
    "visit",
    "走访记录",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False),
    Column("cadre_id", Integer, ForeignKey("cadre.id"), index=True),
    Column("on", Date, nullable=False, index=True),
    Column("kind", String(24), nullable=False),
    Column("who", String(60), nullable=False),
    Column("talk", String(1000), nullable=False),
    Column("appeal", String(400), nullable=False),
    Column("outcome", String(400), nullable=False),
    Column("settled_on", Date),
    Column("return_on", Date),
    Column("override", String(200), nullable=False),
    Column("remark", String(400), nullable=False),
    Index("ix_visit_household_id_on", "household_id", "on"),
)

attachment = record_table(
    "attachment",
    "附件",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("subject", String(24), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("paper", String(60), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("name", String(120), nullable=False),
    Column("caption", String(120), nullable=False),
    Column("taken_on", Date),
    Index("ix_attachment_subject_subject_id", "subject", "subject_id"),
)

reminder = record_table(
    "reminder",
    "提醒",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("village", String(40), nullable=False),
    Column("flag", String(24), nullable=False),
    Column("on", Date, nullable=False),
    Column("said", String(200), nullable=False),
    Column("person", String(40), nullable=False),
    Column("done_on", Date),
    Column("outcome", String(200), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("period", String(20), nullable=False),
)

due_setting = record_table(
    "due_setting",
    "催办规则",
    Column("rule", String(40), nullable=False),
    Column("on", Boolean, nullable=False),
    Column("days", Integer),
    Column("working", Boolean),
    Column("source", String(200), nullable=False),
    UniqueConstraint("rule"),
)
