"""An office by command line that no bad file may change."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import Shell


class Unmoved(Shell):
    """Runs the command line and holds the office against what it was."""

    def stored(self, statement: str) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        with closing(sqlite3.connect(self.office / "office.db")) as connection:
            return connection.execute(statement).fetchall()

    def state(self) -> tuple[Any, ...]:
        """How many rows every table has, acts among them, and the backups."""
        tables = [name for (name,) in self.stored("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: self.stored(f'SELECT count(*) FROM "{name}"') for name in tables}
        return rows, sorted(each.name for each in (self.office / "backups").iterdir())

    def refused(self, *words: object) -> str:
        """The one sentence that a refused command says; the office is as it was."""
        before = self.state()
        said = self(*words, fails=1)[1].strip()
        assert self.state() == before
        assert "Traceback" not in said
        return said.splitlines()[-1]


@pytest.fixture
def fupin(_empty_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Unmoved:
    """An office with its facts and two villages, and nobody in it."""
    shutil.copytree(_empty_folder, tmp_path / "office")
    return Unmoved(tmp_path / "office", capsys)
