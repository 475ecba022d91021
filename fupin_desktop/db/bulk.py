"""Makes room for very many rows at once: what would be done row by row is done once, at the end.

All of it happens inside the transaction of the act, so a stop or a crash leaves everything as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

GROWS = 50_000
"""From so many new rows on, indexes are made anew when the table at least doubles."""


@contextmanager
def unwatched(cursor: Any, table: str) -> Iterator[None]:
    """Without the trigger that notes each inserted row: the caller notes the run as a whole.

    Until the trigger is back ``bulk`` is set, and an act that ends so is not kept (``journal.end``).
    """
    name = f"journal_{table}_insert"
    kept = cursor.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)
    ).fetchone()
    if kept is None:
        yield
        return
    cursor.execute("UPDATE current_act SET bulk = 1")
    cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    cursor.execute(kept[0])
    cursor.execute("UPDATE current_act SET bulk = 0")


@contextmanager
def without_indexes(connection: Any, tables: dict[str, int]) -> Iterator[None]:
    """Without the plain indexes of tables that grow by so many rows; they are made anew at the end."""
    cursor: sqlite3.Cursor = connection.connection.cursor()
    kept: list[str] = []
    for table, more in tables.items():
        if more >= GROWS and more >= cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]:
            found = cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                (table,),
            ).fetchall()
            for name, said in found:
                cursor.execute(f'DROP INDEX "{name}"')
                kept.append(said)
    yield
    for said in kept:
        cursor.execute(said)
