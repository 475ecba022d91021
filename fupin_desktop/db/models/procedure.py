"""The tables of procedures and notices on the board. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Text, UniqueConstraint

from fupin_desktop.db.models.base import Exact, record_table

passage = record_table(
    "passage",
    "程序办理",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("record_id", Integer),
    Column("road", String(24), nullable=False, index=True),
    Column("village", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("remark", String(400), nullable=False),
    Column("withdrawn_on", Date),
    Column("withdrawn_reason", String(200), nullable=False),
)

step = record_table(
    "step",
    "程序步骤",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("passage_id", Integer, ForeignKey("passage.id"), nullable=False, index=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), index=True),
    Column("posting_id", Integer, ForeignKey("posting.id"), index=True),
    Column("kind", String(24), nullable=False),
    Column("on", Date, nullable=False),
    Column("result", String(24), nullable=False),
    Column("back_to", String(24), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("person", String(60), nullable=False),
    Column("until", Date),
    Column("facts", Text, nullable=False),
    Column("override", String(200), nullable=False),
    Column("remark", String(400), nullable=False),
    Column("withdrawn_on", Date),
    Column("withdrawn_reason", String(200), nullable=False),
)

meeting = record_table(
    "meeting",
    "民主评议会",
    Column("road", String(24), nullable=False),
    Column("village", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("on", Date, nullable=False),
    Column("place", String(80), nullable=False),
    Column("chair", String(40), nullable=False),
    Column("recorder", String(40), nullable=False),
    Column("due", Integer, nullable=False),
    Column("present", Integer, nullable=False),
    Column("issued", Integer),
    Column("returned", Integer),
    Column("valid", Integer),
    Column("override", String(200), nullable=False),
    Column("minutes", String(2000), nullable=False),
    Column("remark", String(400), nullable=False),
)

quota = record_table(
    "quota",
    "规模与任务",
    Column("road", String(24), nullable=False),
    Column("year", Integer, nullable=False),
    Column("village", String(40), nullable=False),
    Column("rate", Exact),
    Column("households", Integer),
    Column("people", Integer),
    Column("reason", String(200), nullable=False),
    Column("source", String(200), nullable=False),
    UniqueConstraint("road", "year", "village"),
)

window = record_table(
    "window",
    "阶段安排",
    Column("road", String(24), nullable=False),
    Column("year", Integer, nullable=False),
    Column("name", String(40), nullable=False),
    Column("steps", String(200), nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("source", String(200), nullable=False),
    UniqueConstraint("road", "year", "name"),
)

procedure_number = record_table(
    "procedure_number",
    "程序参数",
    Column("key", String(60), nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", String(60), nullable=False),
    Column("source", String(200), nullable=False),
    UniqueConstraint("key", "year"),
)

posting = record_table(
    "posting",
    "公示",
    Column("printed_id", Integer, ForeignKey("printed.id")),
    Column("kind", String(40), nullable=False),
    Column("village", String(40), nullable=False, index=True),
    Column("year", Integer, nullable=False),
    Column("heading", String(120), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("days", Integer),
    Column("working", Boolean, nullable=False),
    Column("posted_on", Date),
    Column("posted_by", String(60), nullable=False),
    Column("place", String(80), nullable=False),
    Column("until", Date),
    Column("override", String(200), nullable=False),
    Column("certified_on", Date),
    Column("taken_down_on", Date),
    Column("taken_down_by", String(60), nullable=False),
    Column("archived_on", Date),
    Column("withdrawn_on", Date),
    Column("withdrawn_reason", String(200), nullable=False),
    Column("remark", String(400), nullable=False),
)

posted = record_table(
    "posted",
    "公示名单",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("posting_id", Integer, ForeignKey("posting.id"), nullable=False, index=True),
    Column("record_id", Integer),
    Column("head", String(60), nullable=False),
    Column("people", Integer, nullable=False),
    Column("shown", Text, nullable=False),
)

objection = record_table(
    "objection",
    "公示异议",
    Column("household_id", Integer, ForeignKey("household.id"), index=True),
    Column("posting_id", Integer, ForeignKey("posting.id"), nullable=False, index=True),
    Column("on", Date, nullable=False),
    Column("who", String(60), nullable=False),
    Column("about", String(400), nullable=False),
    Column("investigator", String(60), nullable=False),
    Column("investigated_on", Date),
    Column("result", String(24)),
    Column("answer", String(400), nullable=False),
    Column("answered_on", Date),
    Column("override", String(200), nullable=False),
)
