"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:

    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cadre",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=24), nullable=True),
        sa.Column("politics", sa.String(length=24), nullable=True),
        sa.Column("post", sa.String(length=24), nullable=False),
        sa.Column("in_village", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadre")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cadre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cadre_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_cadre_unit"), ["unit"], unique=False)

    op.create_table(
        "current_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("bulk", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_current_act")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "household",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("office_number", sa.Boolean(), nullable=False),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("head", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("standard", sa.String(length=24), nullable=True),
        sa.Column("cause", sa.String(length=24), nullable=True),
        sa.Column("other_causes", sa.String(), nullable=False),
        sa.Column("cause_note", sa.String(length=400), nullable=False),
        sa.Column("soldier_family", sa.Boolean(), nullable=True),
        sa.Column("only_child", sa.Boolean(), nullable=True),
        sa.Column("two_daughters", sa.Boolean(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("lifted_year", sa.Integer(), nullable=True),
        sa.Column("relocated", sa.Boolean(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=24), nullable=True),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("number", name=op.f("uq_household_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_head"), ["head"], unique=False)
        batch_op.create_index(batch_op.f("ix_household_village"), ["village"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=60), nullable=False),
        sa.Column("data_day", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "poverty_line",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poverty_line")),
        sa.UniqueConstraint("year", "region", "kind", name=op.f("uq_poverty_line_year_region_kind")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "village",
        sa.Column("county", sa.String(length=40), nullable=False),
        sa.Column("township", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("key_village", sa.Boolean(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("groups", sa.String(length=400), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village")),
        sa.UniqueConstraint("name", name=op.f("uq_village_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_change_act_id_act")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_household_id"), ["household_id"], unique=False)
        batch_op.create_index("ix_change_table_row_id", ["table", "row_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("national", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_correction_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_household_id"), ["household_id"], unique=False)

    op.create_table(
        "household_line",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("head", sa.String(length=60), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column("applicant", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=True),
        sa.Column("attribute", sa.String(length=24), nullable=True),
        sa.Column("household_type", sa.String(length=24), nullable=True),
        sa.Column("monitor", sa.String(length=24), nullable=True),
        sa.Column("cause", sa.String(length=24), nullable=True),
        sa.Column("income", sa.Integer(), nullable=True),
        sa.Column("income_year", sa.Integer(), nullable=True),
        sa.Column("unsafe", sa.Boolean(), nullable=True),
        sa.Column("renovating", sa.Boolean(), nullable=False),
        sa.Column("allowance", sa.Integer(), nullable=False),
        sa.Column("cadre", sa.String(length=80), nullable=False),
        sa.Column("lifted_year", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_line_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_household_line")),
    )
    with op.batch_alter_table("household_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_household_line_order", ["place", "village", "group", "number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_household_line_number"), ["number"], unique=False)

    op.create_table(
        "household_year",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("people_listed", sa.Integer(), nullable=True),
        sa.Column("income_recorded", sa.Integer(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("head_count", sa.Integer(), nullable=True),
        sa.Column("wage", sa.Integer(), nullable=True),
        sa.Column("business", sa.Integer(), nullable=True),
        sa.Column("property", sa.Integer(), nullable=True),
        sa.Column("transfer", sa.Integer(), nullable=True),
        sa.Column("expense", sa.Integer(), nullable=True),
        sa.Column("worksheet_done", sa.Boolean(), nullable=False),
        sa.Column("farmland", sa.Integer(), nullable=True),
        sa.Column("irrigated", sa.Integer(), nullable=True),
        sa.Column("forest", sa.Integer(), nullable=True),
        sa.Column("returned_forest", sa.Integer(), nullable=True),
        sa.Column("orchard", sa.Integer(), nullable=True),
        sa.Column("pasture", sa.Integer(), nullable=True),
        sa.Column("water_area", sa.Integer(), nullable=True),
        sa.Column("cooperative", sa.Boolean(), nullable=True),
        sa.Column("company_led", sa.Boolean(), nullable=True),
        sa.Column("leader_led", sa.Boolean(), nullable=True),
        sa.Column("production_power", sa.Boolean(), nullable=True),
        sa.Column("power", sa.Boolean(), nullable=True),
        sa.Column("broadcast", sa.Boolean(), nullable=True),
        sa.Column("water_safe", sa.Boolean(), nullable=True),
        sa.Column("water_hard", sa.Boolean(), nullable=True),
        sa.Column("toilet", sa.Boolean(), nullable=True),
        sa.Column("road", sa.String(length=24), nullable=True),
        sa.Column("road_hard", sa.Boolean(), nullable=True),
        sa.Column("road_km", sa.Integer(), nullable=True),
        sa.Column("fuel", sa.String(length=24), nullable=True),
        sa.Column("house_area", sa.Integer(), nullable=True),
        sa.Column("unsafe", sa.Boolean(), nullable=True),
        sa.Column("house_grade", sa.String(length=24), nullable=True),
        sa.Column("enough_food", sa.Boolean(), nullable=True),
        sa.Column("enough_clothes", sa.Boolean(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("survey_note", sa.String(length=400), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_year_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_year")),
        sa.UniqueConstraint("household_id", "year", name=op.f("uq_household_year_household_id_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "income_item",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_income_item_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_income_item")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("income_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_income_item_household_id"), ["household_id"], unique=False)

    op.create_table(
        "monitoring",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("risks", sa.String(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("identified_on", sa.Date(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removal", sa.String(length=24), nullable=True),
        sa.Column("no_labour", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_monitoring_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("monitoring", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_household_id"), ["household_id"], unique=False)

    op.create_table(
        "pairing",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=24), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_pairing_cadre_id_cadre")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_pairing_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pairing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pairing_cadre_id"), ["cadre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairing_household_id"), ["household_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("relation", sa.String(length=24), nullable=True),
        sa.Column("sex", sa.String(length=24), nullable=True),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("id_kind", sa.String(length=24), nullable=True),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("disability_card", sa.String(length=24), nullable=False),
        sa.Column("pending", sa.String(length=24), nullable=True),
        sa.Column("nation", sa.String(length=20), nullable=False),
        sa.Column("politics", sa.String(length=24), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("soldier", sa.Boolean(), nullable=True),
        sa.Column("guardian", sa.String(length=60), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("join_reason", sa.String(length=24), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("leave_reason", sa.String(length=24), nullable=True),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_person_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_id_number"), ["id_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_number"), ["number"], unique=False)

    op.create_table(
        "plan",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=400), nullable=False),
        sa.Column("needs", sa.String(length=400), nullable=False),
        sa.Column("target_income", sa.Integer(), nullable=True),
        sa.Column("target_year", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=40), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=400), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_plan_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("household_id", "year", name=op.f("uq_plan_household_id_year")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_year"), ["year"], unique=False)

    op.create_table(
        "renovation",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("applicant", sa.String(length=24), nullable=True),
        sa.Column("grade", sa.String(length=24), nullable=True),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("appraiser", sa.String(length=60), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=True),
        sa.Column("build", sa.String(length=24), nullable=True),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("own_money", sa.Integer(), nullable=True),
        sa.Column("planned_subsidy", sa.Integer(), nullable=True),
        sa.Column("relocation", sa.Boolean(), nullable=False),
        sa.Column("water_on", sa.Date(), nullable=True),
        sa.Column("power_on", sa.Date(), nullable=True),
        sa.Column("water_state", sa.String(length=120), nullable=False),
        sa.Column("power_state", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_renovation_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renovation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("renovation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_renovation_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_renovation_plan_year"), ["plan_year"], unique=False)

    op.create_table(
        "standing",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=True),
        sa.Column("attribute", sa.String(length=24), nullable=True),
        sa.Column("household_type", sa.String(length=24), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_standing_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing")),
        sa.UniqueConstraint("household_id", "since", name=op.f("uq_standing_household_id_since")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standing_since"), ["since"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_verdict_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("household_id", "year", "item", name=op.f("uq_verdict_household_id_year_item")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_household_id"), ["household_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=24), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("to_household", sa.String(length=24), nullable=True),
        sa.Column("content", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("quantity_unit", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("expected_income", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_measure_household_id_household")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measure_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "person_year",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("education", sa.String(length=24), nullable=True),
        sa.Column("school", sa.String(length=24), nullable=True),
        sa.Column("dropout", sa.String(length=24), nullable=True),
        sa.Column("health", sa.String(), nullable=False),
        sa.Column("skill", sa.String(length=24), nullable=True),
        sa.Column("work_place", sa.String(length=24), nullable=True),
        sa.Column("work_months", sa.Integer(), nullable=True),
        sa.Column("employer", sa.String(length=80), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("resident_medical", sa.Boolean(), nullable=True),
        sa.Column("employee_medical", sa.Boolean(), nullable=True),
        sa.Column("serious_illness", sa.Boolean(), nullable=True),
        sa.Column("resident_pension", sa.Boolean(), nullable=True),
        sa.Column("employee_pension", sa.Boolean(), nullable=True),
        sa.Column("allowance", sa.Boolean(), nullable=True),
        sa.Column("destitute", sa.Boolean(), nullable=True),
        sa.Column("mandarin", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_person_year_household_id_household")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_year_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_year")),
        sa.UniqueConstraint("person_id", "year", name=op.f("uq_person_year_person_id_year")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_year_household_id"), ["household_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("renovation_id", sa.Integer(), nullable=True),
        sa.Column("slot", sa.String(length=24), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("caption", sa.String(length=120), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_photo_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["renovation_id"], ["renovation.id"], name=op.f("fk_photo_renovation_id_renovation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_photo_renovation_id"), ["renovation_id"], unique=False)

    op.create_table(
        "stage",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("renovation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("skip_reason", sa.String(length=200), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_stage_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["renovation_id"], ["renovation.id"], name=op.f("fk_stage_renovation_id_renovation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_renovation_id"), ["renovation_id"], unique=False)

    op.create_table(
        "subsidy",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("renovation_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_subsidy_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["renovation_id"], ["renovation.id"], name=op.f("fk_subsidy_renovation_id_renovation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("subsidy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsidy_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subsidy_renovation_id"), ["renovation_id"], unique=False)

    op.create_table(
        "measure_fund",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_measure_fund_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_fund_measure_id_measure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_fund")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("measure_fund", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_fund_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_fund_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "progress",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("said", sa.String(length=400), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_progress_household_id_household")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_progress_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_progress_measure_id"), ["measure_id"], unique=False)
