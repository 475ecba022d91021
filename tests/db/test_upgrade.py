"""A file is brought up to the program's schema wholly, or stays as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from fupin_desktop.db import upgrade as upgrading
from fupin_desktop.db.backup import read_manifest
from fupin_desktop.db.store import Store, open_engine
from fupin_desktop.db.upgrade import newest, revision, upgrade
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import Household

Elsewhere = Callable[[Path], AbstractContextManager[int]]


@pytest.fixture
def older(database: Path) -> Path:
    """An office whose file says that it comes from an older program."""
    store = Store(open_engine(database))
    with store.write("新增") as unit:
        unit.households.save(Household(number="1", village="水村", head="王大山"))
    store.close()
    write(database, "UPDATE alembic_version SET version_num = '0000'")
    return database


@pytest.fixture
def next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows 0000 as its first schema, and a step from there."""
    newest_before = newest()
    monkeypatch.setattr(upgrading, "known", lambda: ("0000", newest_before))

    def migrate(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE village ADD COLUMN mayor TEXT")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (newest_before,))

    monkeypatch.setattr(upgrading, "_migrate", migrate)


def write(database: Path, said: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(said)


def one(database: Path, said: str) -> object:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(said).fetchone()[0]


def columns(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(village)")]


def test_a_new_file_gets_every_table_and_nothing_is_kept_beside_it(tmp_path: Path) -> None:
    keep = tmp_path / "backups" / "升级前.db"
    assert revision(tmp_path / "office.db") is None
    assert upgrade(tmp_path / "office.db", keep) == (None, newest())
    assert not keep.parent.exists()
    assert upgrade(tmp_path / "office.db", keep) == (newest(), newest())


def test_a_backup_is_made_before_an_upgrade(older: Path, next_step: None) -> None:
    backups = older.parent / "backups"
    assert upgrade(older, backups / "升级前.db") == ("0000", newest())
    (kept,) = backups.glob("升级前_*.fupin")
    manifest = read_manifest(kept)
    assert (manifest.revision, manifest.why, manifest.households) == ("0000", "升级前", 1)
    assert "mayor" in columns(older)
    assert one(older, "SELECT head FROM household_line") == "王大山"


def test_a_step_that_fails_leaves_the_file_as_it_was(
    older: Path, next_step: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = upgrading._migrate

    def fail(connection: Connection) -> None:
        step(connection)
        raise ZeroDivisionError

    monkeypatch.setattr(upgrading, "_migrate", fail)
    with pytest.raises(ZeroDivisionError):
        upgrade(older, older.parent / "backups" / "升级前.db")
    assert "mayor" not in columns(older)
    assert one(older, "SELECT version_num FROM alembic_version") == "0000"


def test_a_step_that_loses_a_parent_is_taken_back(
    older: Path, next_step: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = upgrading._migrate

    def lose(connection: Connection) -> None:
        step(connection)
        connection.exec_driver_sql("DROP TRIGGER journal_household_delete")
        connection.exec_driver_sql("DELETE FROM household")

    monkeypatch.setattr(upgrading, "_migrate", lose)
    with pytest.raises(Trouble, match="升级后有1条记录失去上级，已恢复原状"):
        upgrade(older)
    assert one(older, "SELECT count(*) FROM household") == 1
    assert "mayor" not in columns(older)


def test_a_file_of_a_newer_program_is_refused_and_not_touched(database: Path) -> None:
    write(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(
        Trouble, match="这个数据库由更新版本的程序建立，当前版本打不开；请安装新版程序，数据没有改动"
    ):
        upgrade(database, database.parent / "backups" / "升级前.db")
    assert one(database, "SELECT version_num FROM alembic_version") == "9999"


def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "office.db"
    write(file, "CREATE TABLE notes (id INTEGER)")
    was = file.read_bytes()
    with pytest.raises(Trouble, match="这个文件是别的程序的数据库，请检查是否选错了文件"):
        upgrade(file)
    assert file.read_bytes() == was


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "office.db"
    file.write_bytes("这是一张表格，不是数据库。".encode() * 500)
    was = file.read_bytes()
    with pytest.raises(Trouble, match="这个文件不是本程序的数据库，请检查是否选错了文件，或用“恢复备份”找回"):
        upgrade(file)
    assert file.read_bytes() == was


def test_an_office_that_is_open_elsewhere_is_not_upgraded(
    older: Path, next_step: None, elsewhere: Elsewhere
) -> None:
    with elsewhere(older.parent), pytest.raises(Trouble, match="这个办公室已经在另一个窗口打开"):
        upgrade(older)
    assert "mayor" not in columns(older)


def test_upgrading_makes_lost_triggers_indexes_and_lines_anew(older: Path) -> None:
    write(older, f"UPDATE alembic_version SET version_num = '{newest()}'")
    write(older, "DROP TRIGGER journal_person_update")
    write(older, "DROP INDEX ix_person_name")
    write(older, "UPDATE household_line SET head = '别人'")
    assert upgrade(older) == (newest(), newest())
    for name in ("journal_person_update", "ix_person_name"):
        assert one(older, f"SELECT count(*) FROM sqlite_master WHERE name = '{name}'") == 1
    assert one(older, "SELECT head FROM household_line") == "王大山"
