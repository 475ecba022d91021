"""Records and tables are written twice, by hand: here they are held against each other."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Date, Integer, String, Table, Text

from fupin_desktop.db import journal, upgrade
from fupin_desktop.db.models.base import Codes, Exact, Fen
from fupin_desktop.db.models.whole import metadata
from fupin_desktop.db.store import Store
from fupin_desktop.db.unit import Kept, Unit
from fupin_desktop.domain.fields import Kind, Record

KEPT: dict[str, tuple[type[Record], Table]] = {
    name: (getattr(Unit(None), name)._kind, getattr(Unit(None), name)._table)  # type: ignore[arg-type]
    for name, kept in vars(Unit).items()
    if isinstance(kept, Kept)
}
TYPES = {
    Kind.TEXT: (String, Text), Kind.WHOLE: (Integer,), Kind.YEAR: (Integer,), Kind.DECIMAL: (Exact,), Kind.MONEY: (Fen,),
    Kind.DATE: (Date,), Kind.FLAG: (Boolean,), Kind.CHOICE: (String,), Kind.CHOICES: (Codes,),
}  # fmt: skip


def test_every_table_of_records_has_its_repository() -> None:
    assert {table.name for _, table in KEPT.values()} == {table.name for table in journal.record_tables()}


@pytest.mark.parametrize("name", KEPT)
def test_record_and_table_have_the_same_names(name: str) -> None:
    kind, table = KEPT[name]
    assert [each.name for each in table.columns if each.name not in ("id", "version")] == [
        each.name for each in dataclasses.fields(kind) if each.name not in ("id", "version")
    ]


@pytest.mark.parametrize("name", KEPT)
def test_columns_hold_what_the_fields_hold(name: str) -> None:
    kind, table = KEPT[name]
    wrong = [
        f"{table.name}.{field.name} is {table.c[field.name].type!r}, the field is {field.kind}"
        for field in kind.fields.values()
        if not isinstance(table.c[field.name].type, TYPES[field.kind])
    ]
    assert not wrong


@pytest.mark.parametrize("name", KEPT)
def test_columns_are_as_long_as_the_fields_allow(name: str) -> None:
    kind, table = KEPT[name]
    lengths = {each.name: getattr(table.c[each.name].type, "length", None) for each in kind.fields.values()}
    for field in kind.fields.values():
        if field.kind is Kind.TEXT:
            assert lengths[field.name] == field.longest, f"{table.name}.{field.name}"
        elif field.kind is Kind.CHOICE and field.codes:
            assert max(map(len, field.codes)) <= (lengths[field.name] or 0), f"{table.name}.{field.name}"


@pytest.mark.parametrize("name", KEPT)
def test_a_column_may_be_blank_where_the_field_may(name: str) -> None:
    kind, table = KEPT[name]
    for each in dataclasses.fields(kind):
        if each.name not in ("id", "version"):
            may_be_none = "None" in str(each.type)
            assert table.c[each.name].nullable is may_be_none, f"{table.name}.{each.name}"


@pytest.mark.parametrize("name", KEPT)
def test_what_hangs_on_a_household_says_so_to_the_journal(name: str) -> None:
    kind, table = KEPT[name]
    assert ("household_id" in table.columns) is (
        "household_id" in {each.name for each in dataclasses.fields(kind)}
    )


def test_a_migrated_file_has_the_tables_of_the_models(store: Store) -> None:
    with store.read() as unit:
        context = MigrationContext.configure(unit.connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_migrated_file_has_every_unique_rule_and_never_gives_an_id_twice(store: Store) -> None:
    with store.read() as unit:
        made = {
            row[0]: row[1] for row in unit.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        }
    for table in metadata.tables.values():
        assert made[table.name].count("UNIQUE") == sum(
            type(each).__name__ == "UniqueConstraint" for each in table.constraints
        )
        assert ("AUTOINCREMENT" in made[table.name]) is ("id" in table.columns)


def test_the_newest_revision_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "fupin_desktop.db:migrations")
    script = ScriptDirectory.from_config(config)
    assert upgrade.newest() == script.get_current_head()
    assert set(upgrade.known()) == {each.revision for each in script.walk_revisions()}
    for each in Path(script.versions).glob("[0-9]*.py"):
        assert each.stem.split("_")[0] in upgrade.known()
