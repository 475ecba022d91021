"""What a released version left on a PC, unpacked: the office's folder, a backup, settings.json, and what it said."""

from __future__ import annotations

import json
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass
class Left:
    """A user's folder as a version left it, and what that version said of the office."""

    version: str
    home: Path
    said: dict[str, Any]

    @property
    def folder(self) -> Path:
        return self.home / "办公室"

    @property
    def database(self) -> Path:
        return self.folder / "office.db"

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table; the first row names the columns."""
        with closing(sqlite3.connect(self.database)) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
            ).fetchall()
            found = {}
            for (name,) in names:
                rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
                found[name] = [tuple(column[0] for column in rows.description), *rows.fetchall()]
            return found


def unpacked(version: str, home: Path) -> Left:
    with tarfile.open(HERE / f"{version}.tar.xz") as archive:
        archive.extractall(home, filter="data")
    return Left(version, home, json.loads((home / "said.json").read_text(encoding="utf-8")))
