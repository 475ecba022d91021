"""Puts a backup back in place of a closed office, so that a kill at any moment leaves the old or the new whole.

First everything new is made ready beside the old: photos are added under their own names (none is ever replaced),
the database is unpacked and checked under a name of its own, the old one goes into a safety copy. Up to here a kill
leaves the old office. Then a mark is written. From here on a kill leaves the new office: whoever opens the folder
next finds the mark and does the same three steps, each of which may be done twice: remove the old write-ahead log,
rename the new database over the old, remove the mark.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from fupin_desktop.db import backup
from fupin_desktop.db.backup import MANIFEST, Damaged, Manifest, Step, quiet
from fupin_desktop.db.halfmade import PART, sync_folder
from fupin_desktop.db.lock import OfficeLock
from fupin_desktop.db.upgrade import known
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.places import DATABASE, RESTORING

NEW = "office.db.restored"
_TAILS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. ``safety_copy`` is None when there was nothing to keep."""

    restored: Path
    safety_copy: Path | None
    manifest: Manifest


def restore(folder: Path, file: Path, step: Step = quiet, password: str = "") -> Restored:
    """Put a backup in place of a closed office (or into a new folder). Raises Trouble; then nothing is changed."""
    with OfficeLock(folder):
        finish(folder)
        with backup.opened(file, password) as (archive, manifest):
            demand_known(file, manifest)
            _space(folder, manifest)
            try:
                _unpack_database(archive, manifest, folder / NEW, step)
                _unpack_photos(archive, manifest, folder, step)
                kept = _safety_copy(folder, step)
                _alone(folder / DATABASE)
                _mark(folder, file)
            except OSError as error:
                raise Trouble(
                    f"恢复没有完成：{disk.why(error, folder)}；现有数据没有改动，请检查磁盘空间和权限"
                ) from error
            finally:
                clean(folder)
        finish(folder)
    return Restored(file, kept, manifest)


def finish(folder: Path) -> bool:
    """Finish a restore that was killed after its mark. Whoever opens an office calls this first."""
    mark = folder / RESTORING
    if not mark.exists():
        return False
    with OfficeLock(folder):
        new, database = folder / NEW, folder / DATABASE
        try:
            if new.exists():
                for tail in _TAILS:
                    (folder / f"{DATABASE}{tail}").unlink(missing_ok=True)
                new.replace(database)
                sync_folder(folder)
            mark.unlink(missing_ok=True)
            sync_folder(folder)
        except OSError as error:
            raise Trouble(
                "正在恢复备份，但数据库文件正被另一个程序使用；请关闭那个程序后重新打开，恢复会自动完成"
            ) from error
    return True


def clean(folder: Path) -> None:
    """Remove what a restore that was killed before its mark left; called while the office's lock is held."""
    if not (folder / RESTORING).exists():
        _remove(folder / NEW)


def demand_known(file: Path, manifest: Manifest) -> None:
    """Raise Trouble for a backup of a newer program, and for what was kept of a damaged database."""
    if manifest.damaged:
        raise Trouble(f"“{file.name}”是损坏数据库的留存，不能用来恢复；请换一个备份，现有数据没有改动")
    if manifest.revision not in known():
        raise Trouble(
            f"“{file.name}”由更新版本的程序备份，当前版本不能恢复；请安装新版程序，现有数据没有改动"
        )


def _space(folder: Path, manifest: Manifest) -> None:
    wanted = sum(each.size for each in manifest.members.values())
    database = folder / DATABASE
    wanted += database.stat().st_size if database.exists() else 0
    if shutil.disk_usage(folder).free < wanted:
        raise Trouble(
            f"磁盘空间不够：恢复需要约{wanted // 1048576 + 1}兆，请清理磁盘后再试；现有数据没有改动"
        )


def _unpack_database(archive: zipfile.ZipFile, manifest: Manifest, new: Path, step: Step) -> None:
    _remove(new)
    total, done = manifest.members[DATABASE].size, 0
    with new.open("wb") as file:
        for portion in backup.portions(archive, manifest, DATABASE):
            file.write(portion)
            done += len(portion)
            step(done, total, "取出数据库")
        file.flush()
        os.fsync(file.fileno())
    try:
        with closing(sqlite3.connect(new)) as connection:
            backup.demand_whole(connection)
    except (sqlite3.DatabaseError, Damaged) as error:
        raise Trouble("备份文件里的数据库已损坏，请换一个备份；现有数据没有改动") from error


def _unpack_photos(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, step: Step) -> None:
    names = [name for name in manifest.members if name != DATABASE]
    for place, name in enumerate(names):
        step(place, len(names), "取出照片")
        target = folder / name
        if target.exists() and target.stat().st_size == manifest.members[name].size:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = folder / "files" / f"restoring-{target.name[:16]}{PART}"
        try:
            with part.open("wb") as file:
                file.writelines(backup.portions(archive, manifest, name))
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            _remove(part)


def _safety_copy(folder: Path, step: Step) -> Path | None:
    database = folder / DATABASE
    if not database.exists():
        return None
    target = backup.free_name(folder / "backups", "恢复前")
    try:
        backup.write_backup(database, folder / "files", target, why="恢复前", photos=False, step=step)
    except Damaged:
        return _keep_damaged(folder)
    return target


def _keep_damaged(folder: Path) -> Path:
    """The files of a damaged database as they are: somebody may still get something out of them."""
    target = backup.free_name(folder / "backups", "恢复前_损坏")
    part = target.with_name(target.name + PART)
    said = Manifest(damaged=True, why="恢复前", at=f"{datetime.now():%Y-%m-%d %H:%M:%S}")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for tail in ("", *_TAILS):
                if (kept := folder / f"{DATABASE}{tail}").exists():
                    archive.write(kept, kept.name)
            members = {DATABASE: {"sha256": "", "size": (folder / DATABASE).stat().st_size}}
            archive.writestr(MANIFEST, json.dumps({**asdict(said), "members": members}, ensure_ascii=False))
        part.replace(target)
    finally:
        _remove(part)
    return target


def _alone(database: Path) -> None:
    """Make sure that nobody else has the old database open: only then can it leave its write-ahead log."""
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=3)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Trouble(
                "数据库正被另一个程序使用，不能恢复；请关闭其他窗口后再试，现有数据没有改动"
            ) from error
    except sqlite3.DatabaseError:
        return  # damaged: it is in the safety copy, and its log must not be read into the new one


def _mark(folder: Path, file: Path) -> None:
    part = folder / f"{RESTORING}{PART}"
    with part.open("w", encoding="utf-8") as out:
        json.dump({"from": str(file), "at": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    part.replace(folder / RESTORING)
    sync_folder(folder)


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
