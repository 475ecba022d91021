"""Brings a database file up to this program's schema, or leaves it as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event

from fupin_desktop.db import journal, lines
from fupin_desktop.db.store import plain_words, url_of
from fupin_desktop.domain.errors import Trouble


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "fupin_desktop.db:migrations")
    return config


def _engine(where: Path | str) -> Engine:
    """An engine of its own: foreign keys are off, for a rebuilt table would empty its children."""
    engine = create_engine(url_of(where))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = OFF")

    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def newest() -> str:
    """The revision this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def revision(where: Path | str) -> str | None:
    """The revision a file has; None for a new one."""
    engine = _engine(where)
    with plain_words(), engine.connect() as connection:
        have = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return have


def upgrade(where: Path | str, keep: Path | None = None) -> tuple[str | None, str]:
    """Upgrade a file, after copying it to ``keep``. Gives the revisions before and after.

    Raises Trouble when the file comes from a newer program or is damaged; it is then as it was.
    """
    script = ScriptDirectory.from_config(_config())
    have, goal = revision(where), newest()
    if have == goal:
        return have, goal
    if have is not None and have not in {step.revision for step in script.walk_revisions()}:
        raise Trouble("这个数据库由更新版本的程序建立，当前版本打不开；请安装新版程序，数据没有改动")
    if have is not None and keep is not None and isinstance(where, Path):
        copy(where, keep)
    engine = _engine(where)
    config = _config()
    with plain_words(), engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _finish(connection)
    engine.dispose()
    return have, goal


def _finish(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise Trouble(f"升级后有{len(broken)}条记录失去上级，已恢复原状；请把自检结果交给支持人员")
    journal.install(connection)
    lines.rebuild(connection)


def copy(source: Path, target: Path) -> None:
    """A whole copy of a database that may be in use: a plain file copy would miss the WAL."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
