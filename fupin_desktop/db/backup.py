"""Puts an office into one `.fupin` file, and says whether such a file is whole.

The file is a zip of ``office.db`` (made by SQLite's own backup from the live database), of ``files/`` and of
``manifest.json``, which names every member with its SHA-256. It gets its name only when it was read back. With a
password it is locked (``db/locked``) from the first byte that reaches the target: no plain copy ever lies beside it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from fupin_desktop import __version__
from fupin_desktop.db import locked
from fupin_desktop.db.halfmade import PART, clean, sync_folder
from fupin_desktop.db.store import sentence
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.places import DATABASE

Step = Callable[[int, int, str], None]
"""Told how many bytes of how many are done, and what is being done; may raise to stop."""

MANIFEST = "manifest.json"
FORMAT = "fupin-backup-1"
PHOTO = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{62}\.[a-z]{1,5}")
_PORTION = 1 << 20
_PAGES = 4096


class Damaged(Trouble):
    """The database itself cannot be copied whole."""


def quiet(done: int, total: int, doing: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a `.fupin` file says of itself. ``beside`` names photos that stayed in the office's own folder."""

    format: str = FORMAT
    program: str = __version__
    revision: str = ""
    at: str = ""
    why: str = ""
    households: int = 0
    people: int = 0
    newest_act: str = ""
    damaged: bool = False
    members: Mapping[str, Member] = field(default_factory=dict)
    beside: tuple[str, ...] = ()


def write_backup(
    database: Path,
    files: Path,
    target: Path,
    *,
    why: str = "",
    photos: bool = True,
    password: str = "",
    step: Step = quiet,
) -> Manifest:
    """Put an office that may be in use into ``target``. Raises Trouble, and then there is no new file.

    Without ``photos`` they are only named: they stay in ``files``, where nothing is ever removed or changed.
    With a ``password`` the file is locked.
    """
    clean(target.parent, f"{target.name}-")
    with (
        _room(database.parent / "backups") as copied,
        _room(target.parent, target.name) as part,
        _plain(target),
    ):
        copy_database(database, copied, step)
        kept = dict(_photos(files))
        inside = {DATABASE: copied, **(kept if photos else {})}
        said = _described(copied, why=why, beside=() if photos else tuple(kept))
        manifest = _packed(part, inside, said, password, step)
        with _content(part, password) as content, zipfile.ZipFile(content) as archive:
            check_members(archive, manifest, step)
        part.replace(target)
        sync_folder(target.parent)
    return manifest


def copy_database(source: Path, target: Path, step: Step = quiet) -> None:
    """A whole, checked copy in one file of a database that may be in use. Raises Damaged or Trouble."""
    try:
        with closing(_opened(source)) as there, closing(sqlite3.connect(target)) as here:
            there.execute("BEGIN")
            there.execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # one moment, whoever writes meanwhile
            here.execute("PRAGMA synchronous = FULL")
            there.backup(
                here, pages=_PAGES, progress=lambda _, left, all: step(all - left, all, "复制数据库")
            )
            here.execute("PRAGMA journal_mode = DELETE")
            demand_whole(here)
    except sqlite3.DatabaseError as error:
        said = sentence(str(error)) or f"数据库读不出来（{error}）"
        full_or_busy = any(each in str(error) for each in ("full", "locked", "unable to open", "readonly"))
        raise (Trouble if full_or_busy else Damaged)(said) from error


def _opened(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True, timeout=10)
    connection.isolation_level = None
    return connection


def demand_whole(connection: sqlite3.Connection) -> None:
    """Raise Damaged unless SQLite finds the whole file sound."""
    wrong = connection.execute("PRAGMA integrity_check(5)").fetchall()
    if wrong != [("ok",)]:
        raise Damaged(
            "数据库文件已损坏，不能做成备份；请用“恢复备份”找回最近的备份，损坏的文件请保留，不要删除"
        )


def _described(database: Path, *, why: str, beside: tuple[str, ...]) -> Manifest:
    with closing(sqlite3.connect(database)) as connection:

        def one(said: str) -> object:
            try:
                found = connection.execute(said).fetchone()
            except sqlite3.OperationalError:  # an older office may lack the table
                return None
            return found[0] if found else None

        return Manifest(
            revision=str(one("SELECT version_num FROM alembic_version") or ""),
            at=f"{datetime.now():%Y-%m-%d %H:%M:%S}",
            why=why,
            households=int(str(one("SELECT count(*) FROM household") or 0)),
            people=int(str(one("SELECT count(*) FROM person") or 0)),
            newest_act=str(one(NEWEST) or ""),
            beside=beside,
        )


NEWEST = "SELECT id || ' ' || at FROM act ORDER BY id DESC LIMIT 1"
"""Names the office's newest act: two offices with the same one hold the same."""


def _photos(files: Path) -> Iterator[tuple[str, Path]]:
    for each in sorted(files.glob("??/*.*")) if files.is_dir() else ():
        name = f"files/{each.relative_to(files).as_posix()}"
        if PHOTO.fullmatch(name) and each.is_file():
            yield name, each


def _packed(part: Path, inside: Mapping[str, Path], said: Manifest, password: str, step: Step) -> Manifest:
    """Write the zip and make it last on the disk."""
    total = sum(each.stat().st_size for each in inside.values())
    done, members = 0, dict[str, Member]()
    with part.open("wb") as file:
        with (
            locked.writer(file, password) if password else nullcontext(file) as out,
            zipfile.ZipFile(out, "w", allowZip64=True) as archive,
        ):
            for name, path in inside.items():
                members[name] = _add(archive, name, path, lambda n, d=done: step(d + n, total, "写入备份"))  # type: ignore[misc]
                done += members[name].size
            manifest = Manifest(**{**{key: getattr(said, key) for key in said.__slots__}, "members": members})
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _add(archive: zipfile.ZipFile, name: str, path: Path, told: Callable[[int], None]) -> Member:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED if name == DATABASE else zipfile.ZIP_STORED
    info._compresslevel = 1  # type: ignore[attr-defined]  # noqa: SLF001 - quick matters more than small
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as member:
        while portion := source.read(_PORTION):
            digest.update(portion)
            member.write(portion)
            size += len(portion)
            told(size)
    return Member(sha256=digest.hexdigest(), size=size)


def read_manifest(file: Path, password: str = "") -> Manifest:
    """What a backup says of itself. Raises Locked without its password, Trouble when it cannot be read."""
    with opened(file, password) as (_, manifest):
        return manifest


@contextmanager
def opened(file: Path, password: str = "") -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup to read from.

    Raises Locked when it asks for a (or another) password, and Trouble when it is not one of ours or turns out damaged.
    """
    if not file.is_file():
        raise Trouble(f"找不到备份文件“{file}”，请检查路径，或在“备份”文件夹里重新选择")
    try:
        with _content(file, password) as content, zipfile.ZipFile(content) as archive:
            yield archive, _manifest(archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Trouble(f"“{file.name}”已损坏或不是本程序的备份文件，请换一个备份；现有数据没有改动") from error
    except PermissionError as error:
        raise Trouble(f"“{file.name}”打不开：没有读取权限，或正被其他程序使用；现有数据没有改动") from error
    except OSError as error:
        raise Trouble(
            f"“{file.name}”读不出来（{error.strerror or error}），请检查磁盘，U盘拔出过的请插好再试；现有数据没有改动"
        ) from error


def _content(file: Path, password: str) -> AbstractContextManager[IO[bytes]]:
    """The zip inside a file, locked or not."""
    return locked.reader(file, password) if locked.is_locked(file) else file.open("rb")


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        said = json.loads(archive.read(MANIFEST))
        if said["format"] != FORMAT:
            raise Trouble(
                f"“{file.name}”由更新版本的程序备份，当前版本不能恢复；请安装新版程序，现有数据没有改动"
            )
        members = {name: Member(**each) for name, each in said.pop("members").items()}
        manifest = Manifest(**{**said, "beside": tuple(said["beside"])}, members=members)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Trouble(f"“{file.name}”不是本程序的备份文件，请重新选择；现有数据没有改动") from error
    if DATABASE not in members or any(not PHOTO.fullmatch(name) for name in members if name != DATABASE):
        raise Trouble(f"“{file.name}”的内容清单不对，不能恢复；请换一个备份，现有数据没有改动")
    return manifest


def check_members(archive: zipfile.ZipFile, manifest: Manifest, step: Step = quiet) -> None:
    """Read every member and hold it against the manifest. Raises Trouble."""
    total, done = sum(each.size for each in manifest.members.values()), 0
    for name in manifest.members:
        for portion in portions(archive, manifest, name):
            done += len(portion)
            step(done, total, "核对备份")


def portions(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> Iterator[bytes]:
    """A member's content, a portion at a time. Raises Trouble at the end when it is not what it should be."""
    digest = hashlib.sha256()
    try:
        member: IO[bytes] = archive.open(name)
    except KeyError:
        raise Trouble(f"备份文件里缺少{name}，这个备份不完整；请换一个备份，现有数据没有改动") from None
    with member:
        while portion := member.read(_PORTION):
            digest.update(portion)
            yield portion
    if digest.hexdigest() != manifest.members[name].sha256:
        raise Trouble(f"备份文件里的{name}已损坏（校验值不符）；请换一个备份，现有数据没有改动")


@contextmanager
def _room(folder: Path, name: str = "copy") -> Iterator[Path]:
    """A temporary file that is gone afterwards, unless it was renamed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=f"{name}-{os.getpid()}-", suffix=PART, dir=folder)
    except OSError as error:
        raise Trouble(_unwritable(folder, error)) from error
    os.close(handle)
    try:
        yield Path(made)
    finally:
        for tail in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(made + tail).unlink(missing_ok=True)


@contextmanager
def _plain(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Trouble(_unwritable(target, error)) from error


def _unwritable(where: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"磁盘已满，没有备份到“{where}”；请清理磁盘空间或换一个位置，现有数据没有受影响"
    if error.errno == errno.EFBIG:
        return f"“{where}”所在的磁盘放不下这么大的文件（U盘多为FAT32格式，单个文件最大4G）；请换一个硬盘，现有数据没有受影响"
    if error.errno == errno.EROFS:
        return f"不能写入“{where}”：磁盘或U盘写保护，请打开写保护开关或换一个位置；现有数据没有受影响"
    if isinstance(error, PermissionError):
        return f"不能写入“{where}”：没有权限或文件正被使用，请换一个位置；现有数据没有受影响"
    if long := disk.too_long(error, where):
        return f"没有备份到“{where}”：{long}；现有数据没有受影响"
    return f"没有备份到“{where}”：{disk.why(error, where)}，请检查磁盘或U盘；现有数据没有受影响"


def free_name(folder: Path, kind: str) -> Path:
    """A name for a new backup: its kind and the minute, with a number when there is one already."""
    stem = f"{kind}_{datetime.now():%Y%m%d-%H%M}"
    names = (stem if place == 1 else f"{stem}_{place}" for place in range(1, 1000))
    return next(folder / f"{name}.fupin" for name in names if not (folder / f"{name}.fupin").exists())
