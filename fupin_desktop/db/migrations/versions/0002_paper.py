"""What the office keeps of its papers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "printed",
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.Column("village", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=24), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_printed_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("printed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printed_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_printed_kind"), ["kind"], unique=False)

    op.create_table(
        "printed_page",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("printed_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_printed_page_household_id_household")
        ),
        sa.ForeignKeyConstraint(
            ["printed_id"], ["printed.id"], name=op.f("fk_printed_page_printed_id_printed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_page")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("printed_page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printed_page_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_printed_page_printed_id"), ["printed_id"], unique=False)

    op.create_table(
        "scheme",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
        sa.UniqueConstraint("name", name=op.f("uq_scheme_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "wording",
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint("report", "period", "name", name=op.f("uq_wording_report_period_name")),
        sqlite_autoincrement=True,
    )
