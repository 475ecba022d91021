"""Writes down every change of every record, in the transaction that makes it, and takes acts back.

The writing is done by triggers made from the tables, so bulk statements are seen too. A change keeps the
row as it was before (JSON) and the version it has after; undoing is refused when that version is gone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table

from fupin_desktop.domain.errors import Stale, Trouble

MERE_NOTES = ("printed", "printed_page", "outgoing", "check_run")
"""Tables that say what was printed, exported or checked: an act that touched only these changed no data."""
_UNPOSTED = (
    "c.\"table\" = 'posted' OR c.\"table\" = 'posting' AND NOT EXISTS "
    "(SELECT 1 FROM posting o WHERE o.id = c.row_id AND o.posted_on IS NOT NULL)"
)
"""A notice that was only made says, as a paper that was printed does, nothing of the data."""
NEVER_ERASED = ("step", "passage", "meeting")
"""What an undo marks as withdrawn and does not remove: inspectors ask for it."""
REMEMBERED = 20_000
"""An undone run of more rows than this is not kept a second time: it can be imported again."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the history shows it."""

    id: int
    label: str
    person: str
    at: datetime
    undoes: int | None
    undone_by: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class Change:
    """One row of one act: stored values before and now. ``before`` None: it was added; ``after`` None: removed."""

    act: Act
    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def record_tables() -> list[Table]:
    """The tables whose rows are journalled."""
    from fupin_desktop.db.models.whole import metadata

    journalled = (table for table in metadata.tables.values() if "title" in table.info)
    return sorted(journalled, key=lambda table: table.name)


def install(connection: Connection) -> None:
    """Make the triggers anew from the tables as they are now."""
    old = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in old:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    connection.exec_driver_sql("INSERT OR REPLACE INTO current_act (id, act_id, bulk) VALUES (1, NULL, 0)")
    for said in triggers().values():
        connection.exec_driver_sql(said)


def triggers() -> dict[str, str]:
    """What writes the journal: the statement that makes each trigger, by name."""
    return {said.split('"')[1]: said for table in record_tables() for said in _triggers(table)}


def titles() -> dict[str, str]:
    """What people call the rows of each table."""
    return {table.name: table.info["title"] for table in record_tables()}


def _triggers(table: Table) -> Iterator[str]:
    name = table.name
    pairs = ", ".join(f"'{column.name}', OLD.\"{column.name}\"" for column in table.columns)
    for what, row, when in (("insert", "NEW", " WHEN (SELECT bulk FROM current_act) = 0"), ("update", "NEW", ""),
                            ("delete", "OLD", " WHEN (SELECT bulk FROM current_act) = 0")):  # fmt: skip
        household = f"{row}.id" if name == "household" else f"{row}.household_id"
        owner = household if name == "household" or "household_id" in table.columns else "NULL"
        before = "NULL" if what == "insert" else f"json_object({pairs})"
        version = "NULL" if what == "delete" else "NEW.version"
        yield (
            f'CREATE TRIGGER "journal_{name}_{what}" AFTER {what.upper()} ON "{name}"{when} BEGIN '
            f'INSERT INTO change (act_id, "table", row_id, household_id, before, version) VALUES '
            f"((SELECT act_id FROM current_act), '{name}', {row}.id, {owner}, {before}, {version}); END"
        )


def begin(connection: Connection, label: str, person: str, undoes: int | None = None) -> int:
    """Start an act; every change until ``end`` is written down under it. Gives its number."""
    done = connection.exec_driver_sql(
        "INSERT INTO act (label, person, at, undoes) VALUES (?, ?, ?, ?)",
        (label, person, datetime.now().isoformat(sep=" "), undoes),
    )
    act = int(done.lastrowid)
    connection.exec_driver_sql("UPDATE current_act SET act_id = ?, bulk = 0", (act,))
    return act


def end(connection: Connection, act: int) -> bool:
    """Finish an act. One that changed nothing leaves no trace; says whether anything changed."""
    if connection.exec_driver_sql("SELECT bulk FROM current_act").scalar():
        raise RuntimeError("rows were inserted without being journalled")
    connection.exec_driver_sql("UPDATE current_act SET act_id = NULL, bulk = 0")
    if connection.exec_driver_sql("SELECT 1 FROM change WHERE act_id = ? LIMIT 1", (act,)).first():
        return True
    connection.exec_driver_sql("DELETE FROM act WHERE id = ?", (act,))
    return False


_ACTS = (
    "SELECT a.id, a.label, a.person, a.at, a.undoes, a.undone_by, "
    "(SELECT coalesce(sum(coalesce(c.last_id - c.row_id, 0) + 1), 0) FROM change c WHERE c.act_id = a.id) FROM act a "
)


def acts(connection: Connection, *, household: int | None = None, last: int = 200) -> list[Act]:
    """The newest acts first; with ``household`` only those that touched it."""
    if household is None:
        rows = connection.exec_driver_sql(_ACTS + "ORDER BY a.id DESC LIMIT ?", (last,))
    else:
        rows = connection.exec_driver_sql(
            _ACTS
            + "WHERE a.id IN (SELECT act_id FROM change WHERE household_id = ?1 UNION SELECT act_id FROM change "
            "WHERE \"table\" = 'household' AND last_id IS NOT NULL AND ?1 BETWEEN row_id AND last_id) "
            "ORDER BY a.id DESC LIMIT ?2",
            (household, last),
        )
    return [_act(row) for row in rows]


def act(connection: Connection, number: int) -> Act:
    """One act. Raises Trouble when there is none of that number."""
    row = connection.exec_driver_sql(_ACTS + "WHERE a.id = ?", (number,)).first()
    if row is None:
        raise Trouble(f"没有第{number}号操作，请用“历史”查看操作编号")
    return _act(row)


def _act(row: Any) -> Act:
    return Act(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4], row[5], row[6])


def changes(
    connection: Connection, number: int, household: int | None = None, last: int = 1000
) -> list[Change]:
    """What one act did, row by row (runs of inserted rows are left out), as stored values."""
    of = act(connection, number)
    rows = connection.exec_driver_sql(
        'SELECT id, "table", row_id, before FROM change WHERE act_id = ?1 AND last_id IS NULL '
        "AND (?2 IS NULL OR household_id = ?2) ORDER BY id LIMIT ?3",
        (number, household, last),
    ).all()
    found = []
    for id, table, row_id, before in rows:
        later = connection.exec_driver_sql(
            'SELECT before FROM change WHERE "table" = ? AND row_id = ? AND id > ? AND last_id IS NULL ORDER BY id LIMIT 1',
            (table, row_id, id),
        ).first()
        now = (
            json.loads(later[0]) if later and later[0] else None if later else _now(connection, table, row_id)
        )
        found.append(Change(of, table, row_id, json.loads(before) if before else None, now))
    return found


def _now(connection: Connection, table: str, row_id: int) -> dict[str, Any] | None:
    row = connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).mappings().first()
    return dict(row) if row else None


def newest(connection: Connection) -> int:
    """The newest act that is neither an undo nor undone; that a paper was printed is no work to take back.

    Raises Trouble when there is none.
    """
    row = connection.exec_driver_sql(
        "SELECT id FROM act a WHERE undoes IS NULL AND undone_by IS NULL AND NOT (EXISTS (SELECT 1 FROM change c "
        "WHERE c.act_id = a.id) AND NOT EXISTS (SELECT 1 FROM change c WHERE c.act_id = a.id AND "
        f'c."table" NOT IN {MERE_NOTES} AND NOT ({_UNPOSTED}))) ORDER BY id DESC LIMIT 1'
    ).first()
    if row is None:
        raise Trouble("没有可以撤销的操作")
    return int(row[0])


def undo(connection: Connection, number: int, undoing: int) -> None:
    """Put back what one act changed, as part of the act ``undoing``.

    Raises Stale (naming the household) when any of its rows has changed since, Trouble when it was undone already.
    """
    of = act(connection, number)
    if of.undone_by is not None:
        raise Trouble(f"“{of.label}”已经撤销过了")
    kept, lost = connection.exec_driver_sql(
        "SELECT count(*), total(last_id IS NOT NULL AND version IS NULL) FROM change WHERE act_id = ?",
        (number,),
    ).one()
    if not kept or lost:
        raise Trouble(f"“{of.label}”的内容没有留存，不能恢复；如是导入，请重新导入原文件")
    brought = _brought_households(connection, number)
    for table, row_id, last_id, before, version in _newest_first(connection, number):
        try:
            done = (
                _remove_run(connection, table, row_id, last_id, number, undoing) if last_id is not None
                else _withdraw(connection, table, row_id, version, undoing)
                if before is None and table in NEVER_ERASED and not brought
                else _put_back(connection, table, row_id, before, version)
            )  # fmt: skip
        except sqlite3.IntegrityError:
            done = False
        if not done:
            raise Stale(_changed_since(connection, of, table, row_id, last_id or row_id))
    connection.exec_driver_sql("UPDATE act SET undone_by = ? WHERE id = ?", (undoing, number))
    if of.undoes is not None:
        connection.exec_driver_sql("UPDATE act SET undone_by = NULL WHERE id = ?", (of.undoes,))


def _newest_first(connection: Connection, number: int) -> Iterator[tuple[Any, ...]]:
    """The lines of an act, in portions: one import may have half a million."""
    below = 1 << 62
    while rows := connection.exec_driver_sql(
        'SELECT "table", row_id, last_id, before, version, id FROM change WHERE act_id = ? AND id < ? '
        "ORDER BY id DESC LIMIT 5000",
        (number, below),
    ).all():
        yield from (tuple(row[:5]) for row in rows)
        below = rows[-1][5]


def _do(connection: Connection, said: str, values: tuple[Any, ...]) -> int:
    """Straight to SQLite, since an act may have very many rows. Gives how many rows were changed."""
    done: int = connection.connection.cursor().execute(said, values).rowcount
    return done


def _row(connection: Connection, said: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = connection.connection.cursor().execute(said, values).fetchone()
    return found


def _put_back(
    connection: Connection, table: str, row_id: int, before: str | None, version: int | None
) -> bool:
    if before is None:
        return _do(connection, f'DELETE FROM "{table}" WHERE id = ? AND version = ?', (row_id, version)) == 1
    kept: dict[str, Any] = json.loads(before)
    if version is None:
        names = ", ".join(f'"{name}"' for name in kept)
        said = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({", ".join("?" * len(kept))})'
        return _do(connection, said, tuple(kept.values())) == 1
    names = ", ".join(f'"{name}"' for name in kept)
    now = _row(connection, f'SELECT {names} FROM "{table}" WHERE id = ? AND version = ?', (row_id, version))
    if now is None:
        return False
    # only what differs: SQLite would write every index of every column that is named
    differs = {name: old for (name, old), new in zip(kept.items(), now, strict=True) if old != new}
    if not differs:
        return True
    sets = ", ".join(f'"{name}" = ?' for name in differs)
    return _do(connection, f'UPDATE "{table}" SET {sets} WHERE id = ?', (*differs.values(), row_id)) == 1


def _brought_households(connection: Connection, number: int) -> bool:
    """Whether an act brought households in: then all that it brought goes with them."""
    said = "SELECT 1 FROM change WHERE act_id = ? AND \"table\" = 'household' AND before IS NULL LIMIT 1"
    return connection.exec_driver_sql(said, (number,)).first() is not None


def _withdraw(connection: Connection, table: str, row_id: int, version: int | None, undoing: int) -> bool:
    """Steps and passages stay, marked as withdrawn; the meeting that steps name stays as it was."""
    if table == "meeting":
        return True
    return (
        _do(
            connection,
            f"UPDATE \"{table}\" SET withdrawn_on = date('now', 'localtime'), withdrawn_reason = '撤销了这次登记', "
            "version = ? WHERE id = ? AND version = ?",
            (undoing, row_id, version),
        )
        == 1
    )


def _remove_run(connection: Connection, table: str, first: int, last: int, number: int, undoing: int) -> bool:
    there = connection.exec_driver_sql(
        f'SELECT count(*) FROM "{table}" WHERE id BETWEEN ? AND ? AND version = ?', (first, last, number)
    ).scalar_one()
    if there != last - first + 1:
        return False
    silent = there > REMEMBERED
    if silent:
        connection.exec_driver_sql("UPDATE current_act SET bulk = 1")
    _do(connection, f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))
    if silent:  # the line says that a run was removed and is not kept
        connection.exec_driver_sql("UPDATE current_act SET bulk = 0")
        connection.exec_driver_sql(
            'INSERT INTO change (act_id, "table", row_id, last_id) VALUES (?, ?, ?, ?)',
            (undoing, table, first, last),
        )
    return True


_IN_THE_WAY = (
    "SELECT h.head, h.number, a.label, a.person, a.at FROM change c JOIN act a ON a.id = c.act_id "
    "LEFT JOIN household h ON h.id = c.household_id "
    "WHERE c.act_id > ?1 AND a.undone_by IS NULL AND a.undoes IS NULL AND {} ORDER BY c.id LIMIT 1"
)
_SAME_ROW = 'c."table" = ?2 AND c.row_id BETWEEN ?3 AND ?4'
_SAME_HOUSEHOLD = (
    "?2 <> '' AND c.household_id IS NOT NULL AND (c.household_id IN (SELECT household_id FROM change WHERE act_id = ?1) "
    "OR ?2 = 'household' AND c.household_id BETWEEN ?3 AND ?4)"
)


def _changed_since(connection: Connection, of: Act, table: str, first: int, last: int) -> str:
    """The sentence that names what stands in the way of an undo: what changed the row, else its household."""
    for same in (_SAME_ROW, _SAME_HOUSEHOLD):
        row = connection.exec_driver_sql(_IN_THE_WAY.format(same), (of.id, table, first, last)).first()
        if row is not None:
            break
    else:
        return f"不能撤销“{of.label}”：其中的内容后来又改过，请先撤销后面的操作；什么都没有改变"
    head, household, label, person, at = row
    who = f"{head}（户编号{household}）" if household else "其中的内容"
    return f"不能撤销“{of.label}”：{who}后来又有改动（{at[:16]} {person}“{label}”），请先撤销后面的操作；什么都没有改变"
