"""Brings a database file up to this program's schema, or leaves it as it was."""

from __future__ import annotations

import pkgutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine, event

from fupin_desktop.db import journal
from fupin_desktop.db.lock import OfficeLock
from fupin_desktop.db.migrations import versions
from fupin_desktop.db.store import plain_words, url_of
from fupin_desktop.domain.errors import Trouble


class FromNewer(Trouble):
    """A newer program made this database."""


@cache
def known() -> tuple[str, ...]:
    """All revisions, oldest first: the numbers that the migrations' file names begin with."""
    return tuple(sorted(module.name.split("_")[0] for module in pkgutil.iter_modules(versions.__path__)))


def newest() -> str:
    """The revision this program works with."""
    return known()[-1]


def revision(where: Path | str) -> str | None:
    """The revision a file has; None for a new one. Raises Trouble when it is no database, or a damaged one."""
    if isinstance(where, Path) and not where.exists():
        return None
    with plain_words(), _connected(where) as connection:
        tables = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        if "alembic_version" in tables:
            return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if tables:
        raise Trouble("这个文件是别的程序的数据库，请检查是否选错了文件；文件没有改动")
    return None


def upgrade(where: Path | str, keep: Path | None = None) -> tuple[str | None, str]:
    """Upgrade a file, after a backup beside ``keep`` (升级前_….fupin). Gives the revisions before and after.

    Raises Trouble when the file comes from a newer program, is damaged or open elsewhere; it is then as it was.
    """
    with OfficeLock(where.parent) if isinstance(where, Path) else nullcontext():
        have, goal = revision(where), newest()
        if have is not None and have not in known():
            raise FromNewer("这个数据库由更新版本的程序建立，当前版本打不开；请安装新版程序，数据没有改动")
        if have is not None and have != goal and keep is not None and isinstance(where, Path):
            _keep(where, keep)
        with plain_words(), _connected(where, writing=True) as connection:
            if have != goal:
                _migrate(connection)
            _finish(connection)
    return have, goal


def _keep(database: Path, keep: Path) -> None:
    from fupin_desktop.db import backup

    target = backup.free_name(keep.parent, keep.stem)
    backup.write_backup(database, database.parent / "files", target, why=keep.stem, photos=False)


def _migrate(connection: Connection) -> None:
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "fupin_desktop.db:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _connected(where: Path | str, writing: bool = False) -> Iterator[Connection]:
    """A connection of its own: foreign keys are off, for a rebuilt table would empty its children."""
    engine = create_engine(url_of(where))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("PRAGMA foreign_keys = OFF")
        if writing:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    how = "BEGIN IMMEDIATE" if writing else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(how))
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _finish(connection: Connection) -> None:
    """Check the links, and make anew what is made from the tables."""
    from fupin_desktop.db import lines
    from fupin_desktop.db.models.whole import metadata

    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise Trouble(f"升级后有{len(broken)}条记录失去上级，已恢复原状；请把自检结果交给支持人员")
    for table in metadata.sorted_tables:
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    journal.install(connection)
    lines.rebuild(connection)
