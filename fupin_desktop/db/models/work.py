"""The tables of work away from home and relocation. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Text

from fupin_desktop.db.models.base import Exact, Fen, record_table

work_spell = record_table(
    "work_spell",
    "务工情况",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("working", Boolean),
    Column("planned", Boolean),
    Column("county", String(80), nullable=False),
    Column("since", Date),
    Column("until", Date),
    Column("income", Fen),
    Column("employer", String(80), nullable=False),
    Column("industry", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("point_to_point", Boolean),
    Column("subsidy", Fen),
    Column("service", String(80), nullable=False),
    Column("extra", Text, nullable=False),
)

relocation = record_table(
    "relocation",
    "易地搬迁",
    Column("household_id", Integer, ForeignKey("household.id"), nullable=False, index=True),
    Column("way", String(24)),
    Column("settling", String(24)),
    Column("site", String(80), nullable=False),
    Column("moved_from", String(80), nullable=False),
    Column("moved_to", String(80), nullable=False),
    Column("house_area", Exact),
    Column("moved_on", Date),
    Column("living", Boolean),
    Column("demolished", Boolean),
    Column("willing", Boolean),
    Column("address", String(120), nullable=False),
    Column("remark", String(400), nullable=False),
    Column("extra", Text, nullable=False),
)
