"""Other people's sheets, the doctor, and what the newer national lists carry."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "check_run",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("by_rule", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_run")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "distinct_pair",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_pair")),
        sa.UniqueConstraint("one", "other", name=op.f("uq_distinct_pair_one_other")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kept_form",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
        sa.UniqueConstraint("name", name=op.f("uq_kept_form_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kept_layout",
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_layout")),
        sa.UniqueConstraint("name", name=op.f("uq_kept_layout_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outgoing",
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("villages", sa.String(length=400), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rule_setting",
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("limits", sa.String(length=400), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_setting")),
        sa.UniqueConstraint("rule", "year", name=op.f("uq_rule_setting_rule_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "village_sheet",
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.String(length=1000), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village_sheet")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "village_year",
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("listed_out", sa.Boolean(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("collective_income", sa.Integer(), nullable=True),
        sa.Column("primary_schools", sa.Integer(), nullable=True),
        sa.Column("paved", sa.Boolean(), nullable=True),
        sa.Column("bus", sa.Boolean(), nullable=True),
        sa.Column("clinics", sa.Integer(), nullable=True),
        sa.Column("doctors", sa.Integer(), nullable=True),
        sa.Column("toilets", sa.Integer(), nullable=True),
        sa.Column("rubbish_points", sa.Integer(), nullable=True),
        sa.Column("culture_rooms", sa.Integer(), nullable=True),
        sa.Column("allowance_households", sa.Integer(), nullable=True),
        sa.Column("allowance_people", sa.Integer(), nullable=True),
        sa.Column("destitute_people", sa.Integer(), nullable=True),
        sa.Column("disabled_people", sa.Integer(), nullable=True),
        sa.Column("pension_people", sa.Integer(), nullable=True),
        sa.Column("no_safe_water", sa.Integer(), nullable=True),
        sa.Column("unsafe_houses", sa.Integer(), nullable=True),
        sa.Column("land", sa.Integer(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_village_year")),
        sa.UniqueConstraint("village", "year", name=op.f("uq_village_year_village_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "entered",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_entered_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entered")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("entered", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entered_household_id"), ["household_id"], unique=False)

    op.create_table(
        "relocation",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=True),
        sa.Column("settling", sa.String(length=24), nullable=True),
        sa.Column("site", sa.String(length=80), nullable=False),
        sa.Column("moved_from", sa.String(length=80), nullable=False),
        sa.Column("moved_to", sa.String(length=80), nullable=False),
        sa.Column("house_area", sa.Integer(), nullable=True),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("living", sa.Boolean(), nullable=True),
        sa.Column("demolished", sa.Boolean(), nullable=True),
        sa.Column("willing", sa.Boolean(), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_relocation_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relocation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("relocation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relocation_household_id"), ["household_id"], unique=False)

    op.create_table(
        "waiver",
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("said", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_waiver_household_id_household")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiver_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiver_household_id"), ["household_id"], unique=False)

    op.create_table(
        "work_spell",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=True),
        sa.Column("planned", sa.Boolean(), nullable=True),
        sa.Column("county", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("income", sa.Integer(), nullable=True),
        sa.Column("employer", sa.String(length=80), nullable=False),
        sa.Column("industry", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("point_to_point", sa.Boolean(), nullable=True),
        sa.Column("subsidy", sa.Integer(), nullable=True),
        sa.Column("service", sa.String(length=80), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_work_spell_household_id_household")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_spell_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_spell")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("work_spell", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_spell_household_id"), ["household_id"], unique=False)

    op.add_column("household_year", sa.Column("net_recorded", sa.Integer(), nullable=True))
    op.add_column("household_year", sa.Column("claim", sa.Integer(), nullable=True))
    op.add_column("household_year", sa.Column("own_payment", sa.Integer(), nullable=True))

    op.add_column(
        "import_batch", sa.Column("list", sa.String(length=40), nullable=False, server_default="people")
    )

    op.add_column("monitoring", sa.Column("measures", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "monitoring", sa.Column("measure_words", sa.String(length=1000), nullable=False, server_default="")
    )
    op.add_column(
        "monitoring", sa.Column("development", sa.String(length=40), nullable=False, server_default="")
    )
    op.add_column(
        "monitoring", sa.Column("disaster", sa.String(length=60), nullable=False, server_default="")
    )
    op.add_column(
        "monitoring", sa.Column("other_risk", sa.String(length=200), nullable=False, server_default="")
    )
    op.add_column(
        "monitoring", sa.Column("collector", sa.String(length=60), nullable=False, server_default="")
    )
    op.add_column(
        "monitoring", sa.Column("collector_phone", sa.String(length=40), nullable=False, server_default="")
    )
    op.add_column("monitoring", sa.Column("after_dropout", sa.Boolean(), nullable=True))
    op.add_column("monitoring", sa.Column("after_house", sa.Boolean(), nullable=True))
    op.add_column("monitoring", sa.Column("after_uninsured", sa.Boolean(), nullable=True))
    op.add_column("monitoring", sa.Column("after_water", sa.Boolean(), nullable=True))
    op.add_column("monitoring", sa.Column("after_wage", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_property", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_transfer", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_business", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_expense", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_net", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_per_head", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_claim", sa.Integer(), nullable=True))
    op.add_column("monitoring", sa.Column("after_own_payment", sa.Integer(), nullable=True))

    op.add_column("person_year", sa.Column("medical_help", sa.Boolean(), nullable=True))
    op.add_column("person_year", sa.Column("post_months", sa.Integer(), nullable=True))
    op.add_column(
        "person_year", sa.Column("work_at", sa.String(length=80), nullable=False, server_default="")
    )
    op.add_column(
        "person_year", sa.Column("channel", sa.String(length=40), nullable=False, server_default="")
    )
    op.add_column("person_year", sa.Column("yulu", sa.Boolean(), nullable=True))

    op.add_column("renovation", sa.Column("extra", sa.Text(), nullable=False, server_default=""))
