"""Looks through a whole office and says in sentences what is not as it should be. Changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from fupin_desktop.db import journal, lines
from fupin_desktop.db.backup import Step, quiet
from fupin_desktop.db.models.whole import metadata
from fupin_desktop.db.store import Store, sentence
from fupin_desktop.db.upgrade import newest
from fupin_desktop.domain.errors import Trouble

Photo = Callable[[str], str | None]
"""Given a SHA-256, what is wrong with that photo's file («不见了»), or None."""

RESTORE = "请用“恢复备份”找回最近的备份；现在的文件请保留，不要删除"


def problems(store: Store, photo: Photo, step: Step = quiet) -> list[str]:
    """Everything that is wrong, most serious first; empty when all is well."""
    try:
        with store.read() as unit:
            return list(_all(unit.connection, photo, step))
    except Trouble as error:
        return [str(error)]


def quick_problems(store: Store) -> list[str]:
    """What can be looked through in a moment: the file's structure, its revision and its triggers."""
    try:
        with store.read() as unit:
            return [
                *_sound(unit.connection, "quick_check"),
                *_revision(unit.connection),
                *_triggers(unit.connection),
            ]
    except Trouble as error:
        return [str(error)]


def _all(connection: Connection, photo: Photo, step: Step) -> Iterator[str]:
    parts: list[tuple[str, Callable[[], Iterator[str]]]] = [
        ("检查数据库文件", lambda: _sound(connection, "integrity_check")),
        ("检查数据库版本", lambda: _revision(connection)),
        ("检查改动记录", lambda: _triggers(connection)),
        ("检查记录之间的联系", lambda: _links(connection)),
        ("检查农户列表", lambda: _lines(connection)),
        ("检查照片", lambda: _photos(connection, photo, step)),
        ("检查公示原件", lambda: _notices(connection, photo)),
    ]
    for place, (doing, look) in enumerate(parts):
        step(place, len(parts), doing)
        try:
            yield from look()
        except (DatabaseError, sqlite3.DatabaseError) as error:
            yield f"{doing}时出错：{sentence(str(error)) or error}"


def _sound(connection: Connection, how: str) -> Iterator[str]:
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {how}(5)")]
    if found != ["ok"]:
        yield f"数据库文件有损坏（{found[0].splitlines()[0]}），{RESTORE}"


def _revision(connection: Connection) -> Iterator[str]:
    have = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if have != newest():
        yield f"数据库版本是{have}，程序需要{newest()}，请关闭程序后重新打开以完成升级"


def _triggers(connection: Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    have, wanted = {row[0]: row[1] for row in rows}, journal.triggers()
    if wrong := [name for name, said in wanted.items() if have.get(name) != said]:
        yield f"记录改动的触发器缺少或被改动{len(wrong)}个（{wrong[0]}…），以后的改动会记不进历史；请运行“升级”（upgrade）补上"
    if strange := sorted(set(have) - set(wanted)):
        yield f"数据库里有不属于本程序的触发器（{strange[0]}），请检查是否有其他软件改动过；运行“升级”（upgrade）可以清除"
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").all()
    indexes = {str(each.name) for table in metadata.tables.values() for each in table.indexes}
    if missing := sorted(indexes - {row[0] for row in rows}):
        yield f"数据库缺少{len(missing)}个索引（{missing[0]}…），数据没有问题，但查找会变慢；请运行“升级”（upgrade）补上"
    idle = "SELECT count(*) FROM current_act WHERE act_id IS NULL AND bulk = 0"
    if connection.exec_driver_sql(idle).scalar() != 1:
        yield f"改动记录的状态不对，{RESTORE}"


def _links(connection: Connection) -> Iterator[str]:
    broken: dict[tuple[str, str], int] = {}
    for table, _, above, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        broken[table, above] = broken.get((table, above), 0) + 1
    titles = journal.titles()
    for (table, above), number in broken.items():
        yield (
            f"有{number}条“{titles.get(table, table)}”记录找不到它所属的“{titles.get(above, above)}”，"
            "请把自检结果交给支持人员，或恢复最近的备份"
        )


def _lines(connection: Connection) -> Iterator[str]:
    if numbers := lines.differing(connection):
        yield (
            f"农户列表有{len(numbers)}户与档案不一致（如户编号{numbers[0]}），档案本身没有问题；"
            "请运行“升级”（upgrade）重新生成列表"
        )


def _photos(connection: Connection, photo: Photo, step: Step) -> Iterator[str]:
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT p.sha256, '照片“' || p.name || '”', h.head FROM photo p "
        "JOIN household h ON h.id = p.household_id UNION ALL "
        "SELECT DISTINCT a.sha256, '“' || coalesce(nullif(a.paper, ''), a.name) || '”', h.head FROM attachment a "
        "LEFT JOIN household h ON h.id = a.household_id"
    ).all()
    for place, (sha, what, head) in enumerate(rows):
        step(place, len(rows), "检查照片")
        if wrong := photo(sha):
            whose = f"{head}户的" if head else "附件"
            yield f"{whose}{what}{wrong}，请从备份中恢复，或重新添加这张照片"


def _notices(connection: Connection, photo: Photo) -> Iterator[str]:
    """The papers of notices as they hang."""
    for sha, heading in connection.exec_driver_sql("SELECT sha256, heading FROM posting ORDER BY id"):
        if wrong := photo(sha):
            yield f"公示“{heading}”原件{wrong}，不能原样补打，请从备份中恢复"
