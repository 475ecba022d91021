"""The tables of villages. Nothing outside ``db`` sees them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Text, UniqueConstraint

from fupin_desktop.db.models.base import Exact, Fen, record_table

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

village_year = record_table(
    "village_year",
    "行政村年度情况",
    Column("village", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("listed_out", Boolean),
    Column("households", Integer),
    Column("people", Integer),
    Column("collective_income", Fen),
    Column("primary_schools", Integer),
    Column("paved", Boolean),
    Column("bus", Boolean),
    Column("clinics", Integer),
    Column("doctors", Integer),
    Column("toilets", Integer),
    Column("rubbish_points", Integer),
    Column("culture_rooms", Integer),
    Column("allowance_households", Integer),
    Column("allowance_people", Integer),
    Column("destitute_people", Integer),
    Column("disabled_people", Integer),
    Column("pension_people", Integer),
    Column("no_safe_water", Integer),
    Column("unsafe_houses", Integer),
    Column("land", Exact),
    Column("extra", Text, nullable=False),
    UniqueConstraint("village", "year"),
)
