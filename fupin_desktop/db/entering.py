"""What the office made since the national system was last read: rows that no import put in."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.db.store import Unit

MADE_HERE = ("household", "person", "household_year", "person_year", "monitoring", "relocation", "work_spell")


def imports(unit: Unit) -> list[tuple[int, int, str]]:
    """The imports that hold: number of the act, year, columns; in their order."""
    said = "SELECT version, year, columns FROM import_batch ORDER BY version"
    return [
        (int(act), int(year), str(columns or ""))
        for act, year, columns in unit.connection.exec_driver_sql(said)
    ]


def made_here(unit: Unit) -> Iterator[tuple[str, int, int]]:
    """Rows that an act of the office added after the first import: table, the row's id, the act."""
    tables = ", ".join(f"'{each}'" for each in MADE_HERE)
    rows = unit.connection.exec_driver_sql(
        f'SELECT c."table", c.row_id, max(c.act_id) FROM change c JOIN act a ON a.id = c.act_id '
        f'WHERE c.before IS NULL AND c.last_id IS NULL AND c."table" IN ({tables}) AND a.undone_by IS NULL '
        "AND c.act_id > (SELECT min(version) FROM import_batch) "
        'AND c.act_id NOT IN (SELECT version FROM import_batch) GROUP BY c."table", c.row_id'
    )
    return ((str(table), int(row), int(act)) for table, row, act in rows)


def gone_here(unit: Unit) -> tuple[list[int], list[int]]:
    """Imported people who left, and imported households that ended, by an act of the office: their ids."""
    by_office = "version > (SELECT min(version) FROM import_batch) AND version NOT IN (SELECT version FROM import_batch)"
    people = f"SELECT id FROM person WHERE imported_on IS NOT NULL AND left_on IS NOT NULL AND {by_office}"
    homes = f"SELECT id FROM household WHERE imported_on IS NOT NULL AND ended_on IS NOT NULL AND {by_office}"
    return (
        list(unit.connection.exec_driver_sql(people).scalars()),
        list(unit.connection.exec_driver_sql(homes).scalars()),
    )
