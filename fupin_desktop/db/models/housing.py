"""The tables of housing. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Text

from fupin_desktop.db.models.base import Exact, Fen, record_table

renovation = record_table(
    "renovation",
    "危房改造",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("plan_year", Integer, nullable=False, index=True),
    Column("applicant", String(24)),
    Column("grade", String(24)),
    Column("appraised_on", Date),
    Column("appraiser", String(60), nullable=False),
    Column("way", String(24)),
    Column("build", String(24)),
    Column("area", Exact),
    Column("cost", Fen),
    Column("own_money", Fen),
    Column("planned_subsidy", Fen),
    Column("relocation", Boolean, nullable=False),
    Column("water_on", Date),
    Column("power_on", Date),
    Column("water_state", String(120), nullable=False),
    Column("power_state", String(120), nullable=False),
    Column("remark", String(400), nullable=False),
    Column("extra", Text, nullable=False),
)

stage = record_table(
    "stage",
    "改造阶段",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("renovation_id", Integer, ForeignKey("renovation.id"), nullable=False, index=True),
    Column("kind", String(24), nullable=False),
    Column("on", Date, nullable=False),
    Column("who", String(60), nullable=False),
    Column("skip_reason", String(200), nullable=False),
    Column("remark", String(200), nullable=False),
)

subsidy = record_table(
    "subsidy",
    "补助资金",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("renovation_id", Integer, ForeignKey("renovation.id"), nullable=False, index=True),
    Column("source", String(40), nullable=False),
    Column("amount", Fen, nullable=False),
    Column("paid_on", Date),
)

photo = record_table(
    "photo",
    "照片",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("renovation_id", Integer, ForeignKey("renovation.id"), index=True),
    Column("slot", String(24), nullable=False),
    Column("stage", String(24)),
    Column("sha256", String(64), nullable=False),
    Column("name", String(120), nullable=False),
    Column("caption", String(120), nullable=False),
    Column("taken_on", Date),
)
