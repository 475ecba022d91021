"""Opens the database file and lends out units of work."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError

from fupin_desktop.db import journal
from fupin_desktop.db.unit import Unit
from fupin_desktop.domain.errors import Trouble

Touched = frozenset[tuple[str, int]]
EVERYTHING: Touched = frozenset({("", 0)})
"""Said instead of single rows after an act so large that pages had better read all anew."""


def url_of(where: Path | str) -> URL:
    """The address of a database file, whatever signs its path holds."""
    return make_url(where) if isinstance(where, str) else URL.create("sqlite", database=str(where))


def open_engine(where: Path | str) -> Engine:
    """An engine on a database file (or SQLAlchemy URL), prepared as every connection of ours is."""
    engine = create_engine(url_of(where), connect_args={"timeout": 10, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # BEGIN is ours to say, see below
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', '')}")

    return engine


class Store:
    """The one way to look at and to change what the office keeps. ``person`` is the 经办人."""

    def __init__(self, engine: Engine, person: str = "") -> None:
        self._engine = engine
        self.person = person
        self._listeners: list[Callable[[Touched], None]] = []

    def listen(self, told: Callable[[Touched], None]) -> None:
        """After each act, ``told`` is called with the (table, id) pairs it touched, on the act's thread."""
        self._listeners.append(told)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Look at one moment of the database."""
        with plain_words(), self._engine.connect() as connection, connection.begin():
            yield Unit(connection)

    @contextmanager
    def write(self, label: str, undoes: int | None = None) -> Iterator[Unit]:
        """One thing a person does: it happens wholly or not at all, and is journalled under ``label``."""
        from fupin_desktop.db.lines import refresh
        from fupin_desktop.db.years import refuse_closed

        touched: Touched = frozenset()
        with plain_words(), self._engine.connect() as plain:
            connection = plain.execution_options(begin="IMMEDIATE")
            with connection.begin():
                act = journal.begin(connection, label, self.person, undoes)
                yield Unit(connection, act)
                refuse_closed(connection, act)
                refresh(connection, act)
                touched = _touched(connection, act)
                journal.end(connection, act)
        if touched:
            for told in self._listeners:
                told(touched)

    def undo(self, act: int | None = None) -> str:
        """Take back an act (the newest one that is neither undone nor an undo). Gives its label."""
        with self.read() as unit:
            number = act if act is not None else unit.newest_act()
            of = journal.act(unit.connection, number)
            refuse_undo(unit, number)
        label = of.label
        words = f"恢复：{label.removeprefix('撤销：')}" if of.undoes is not None else f"撤销：{label}"
        with self.write(words[:200], undoes=number) as unit:
            unit.undo(number)
        return label

    @property
    def file(self) -> Path | None:
        """The database file, or None when it is in memory."""
        name = self._engine.url.database
        return Path(name) if name and name != ":memory:" else None

    def close(self) -> None:
        self._engine.dispose()


def refuse_undo(unit: Unit, act: int) -> None:
    """Raises Trouble for an act that is withdrawn with a reason and not undone."""
    from fupin_desktop.db import postings, procedure

    for why in (procedure.may_undo(unit, act), postings.may_undo(unit, act)):
        if why:
            raise Trouble(why)


def _touched(connection: Connection, act: int) -> Touched:
    rows = connection.exec_driver_sql(
        'SELECT "table", row_id, last_id FROM change WHERE act_id = ? LIMIT 2001', (act,)
    ).all()
    if len(rows) > 2000 or any(row[2] is not None for row in rows):
        return EVERYTHING
    return frozenset((row[0], row[1]) for row in rows)


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what SQLite says about disks and locks into a sentence for the clerk."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        said = sentence(str(error))
        if said is None:
            raise
        raise Trouble(said) from error


def sentence(said: str) -> str | None:
    """The Chinese sentence for an error of SQLite, or None when it is a bug of ours."""
    known = {
        "database or disk is full": "磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响",
        "database is locked": "数据库正被另一个程序使用（可能是杀毒软件或备份软件），请稍后再试",
        "readonly database": "数据库文件是只读的，不能保存；请检查文件夹的权限，或换一个可以写入的文件夹",
        "unable to open database file": "打不开数据库文件，请检查文件夹是否存在、是否可以写入",
        "disk I/O error": "读写磁盘出错，这次改动没有保存；请检查磁盘或U盘是否松动，并尽快备份",
        "disk image is malformed": "数据库文件已损坏，请用“恢复备份”找回最近的备份；损坏的文件请保留，不要删除",
        "file is not a database": "这个文件不是本程序的数据库，请检查是否选错了文件，或用“恢复备份”找回",
    }
    return next((chinese for english, chinese in known.items() if english in said), None)


__all__ = ["EVERYTHING", "Store", "Touched", "Unit", "open_engine", "plain_words", "sentence"]
