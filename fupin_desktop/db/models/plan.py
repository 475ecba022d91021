"""The tables of plan, cadre. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, UniqueConstraint

from fupin_desktop.db.models.base import Exact, Fen, record_table

plan = record_table(
    "plan",
    "一户一策",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("year", Integer, nullable=False, index=True),
    Column("cause", String(400), nullable=False),
    Column("needs", String(400), nullable=False),
    Column("target_income", Fen),
    Column("target_year", Integer),
    Column("unit", String(80), nullable=False),
    Column("person", String(40), nullable=False),
    Column("made_on", Date),
    Column("confirmed_by", String(40), nullable=False),
    Column("confirmed_on", Date),
    Column("result", String(400), nullable=False),
    UniqueConstraint("household_id", "year"),
)

measure = record_table(
    "measure",
    "帮扶措施",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("plan_id", Integer, ForeignKey("plan.id"), nullable=False, index=True),
    Column("batch", String(24)),
    Column("kind", String(24)),
    Column("to_household", String(24)),
    Column("content", String(200), nullable=False),
    Column("quantity", Exact),
    Column("quantity_unit", String(12), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("person", String(40), nullable=False),
    Column("starts_on", Date),
    Column("due_on", Date),
    Column("expected_income", Fen),
    Column("done_on", Date),
    Column("result", String(200), nullable=False),
)

measure_fund = record_table(
    "measure_fund",
    "措施资金",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("measure_id", Integer, ForeignKey("measure.id"), nullable=False, index=True),
    Column("source", String(40), nullable=False),
    Column("amount", Fen, nullable=False),
)

progress = record_table(
    "progress",
    "措施进展",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("measure_id", Integer, ForeignKey("measure.id"), nullable=False, index=True),
    Column("on", Date, nullable=False),
    Column("said", String(400), nullable=False),
    Column("percent", Integer),
)

cadre = record_table(
    "cadre",
    "帮扶干部",
    Column("name", String(40), nullable=False, index=True),
    Column("unit", String(80), nullable=False, index=True),
    Column("duty", String(40), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("sex", String(24)),
    Column("politics", String(24)),
    Column("post", String(24), nullable=False),
    Column("in_village", Boolean, nullable=False),
    Column("remark", String(200), nullable=False),
)

pairing = record_table(
    "pairing",
    "结对帮扶",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("cadre_id", Integer, ForeignKey("cadre.id"), nullable=False, index=True),
    Column("post", String(24), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
)
