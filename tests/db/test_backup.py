"""A backup holds the whole office, says what it holds, and gets its name only when it is whole."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import zipfile
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.db import backup
from fupin_desktop.db.backup import Damaged, read_manifest, write_backup
from fupin_desktop.db.halfmade import clean
from fupin_desktop.db.restore import NEW, finish, restore
from fupin_desktop.db.store import Store, open_engine
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.places import RESTORING

PHOTO = "files/ab/" + "c" * 62 + ".jpg"


@pytest.fixture
def folder(database: Path) -> Path:
    """An office with one household of two and one photo."""
    store = Store(open_engine(database), "李经办")
    with store.write("新增农户：王大山") as unit:
        home = unit.households.save(Household(number="1", village="水村", head="王大山"))
        for name in ("王大山", "王小山"):
            unit.people.save(Person(household_id=home.id or 0, name=name))
    store.close()
    photo = database.parent / PHOTO
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8\xff photo")
    return database.parent


def made(folder: Path, name: str = "一.fupin", **more: Any) -> Path:
    target = folder / "backups" / name
    write_backup(folder / "office.db", folder / "files", target, **more)
    return target


def change(folder: Path, head: str) -> None:
    store = Store(open_engine(folder / "office.db"), "李经办")
    with store.write("新增") as unit:
        unit.households.save(Household(number=head, village="水村", head=head))
    store.close()


def heads(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "office.db")) as connection:
        return [row[0] for row in connection.execute("SELECT head FROM household ORDER BY id")]


def names(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


def test_a_backup_says_what_it_holds(folder: Path) -> None:
    manifest = read_manifest(made(folder, why="手动"))
    assert (manifest.households, manifest.people, manifest.why) == (1, 2, "手动")
    assert set(manifest.members) == {"office.db", PHOTO}
    assert manifest.newest_act.startswith("1 ")
    assert manifest.at
    assert manifest.program
    with zipfile.ZipFile(folder / "backups" / "一.fupin") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(["office.db", PHOTO, "manifest.json"])


def test_a_backup_of_an_office_in_use_holds_what_was_saved_and_nothing_half(folder: Path) -> None:
    store = Store(open_engine(folder / "office.db"))
    with store.write("还没有存完") as unit:
        unit.households.save(Household(number="2", village="水村", head="半户"))
        file = made(folder)
    store.close()
    assert read_manifest(file).households == 1


def test_a_backup_may_leave_the_photos_where_they_are_and_names_them(folder: Path) -> None:
    manifest = read_manifest(made(folder, photos=False))
    assert (set(manifest.members), manifest.beside) == ({"office.db"}, (PHOTO,))


def test_a_full_disk_leaves_the_older_backup_and_no_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made(folder)
    was = file.read_bytes()
    change(folder, "李四")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        Trouble, match=r"磁盘已满，没有备份到“.*一.fupin”；请清理磁盘空间或换一个位置，现有数据没有受影响"
    ):
        made(folder)
    assert file.read_bytes() == was
    assert [each.name for each in (folder / "backups").iterdir()] == ["一.fupin"]


def test_a_place_that_cannot_be_written_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "replace", forbidden)
    with pytest.raises(Trouble, match=r"不能写入“.*一.fupin”：没有权限或文件正被使用，请换一个位置"):
        made(folder)
    assert list((folder / "backups").iterdir()) == []


def test_a_damaged_database_is_never_made_into_a_backup(folder: Path) -> None:
    for number in range(300):
        change(folder, f"户{number}") if number < 3 else None
    spoil(folder / "office.db")
    with pytest.raises(Damaged, match="数据库文件已损坏"):
        made(folder)
    assert list((folder / "backups").iterdir()) == []


def spoil(database: Path) -> None:
    """Overwrite pages in the middle, as a dying disk does."""
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\x5a" * 4096 * 8)


def test_what_was_written_is_read_back_before_it_gets_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(archive: zipfile.ZipFile, name: str, path: Path, told: Any) -> backup.Member:
        archive.writestr(name, b"something else")
        return backup.Member(sha256="0" * 64, size=1)

    monkeypatch.setattr(backup, "_add", lying)
    with pytest.raises(Trouble, match="已损坏（校验值不符）"):
        made(folder)
    assert list((folder / "backups").iterdir()) == []


def test_leftovers_of_a_killed_backup_are_removed_and_others_stay(folder: Path) -> None:
    rooms = folder / "backups"
    rooms.mkdir()
    for name, age in (
        ("copy-a.part", 7200),
        ("copy-a.part-journal", 7200),
        ("copy-b.part", 10),
        ("一.fupin", 7200),
    ):
        (rooms / name).write_bytes(b"x")
        then = (rooms / name).stat().st_mtime - age
        os.utime(rooms / name, (then, then))
    clean(rooms)
    assert sorted(each.name for each in rooms.iterdir()) == ["copy-b.part", "一.fupin"]


def test_restoring_brings_back_that_day_and_keeps_today(folder: Path) -> None:
    file = made(folder)
    change(folder, "李四")
    (folder / PHOTO).unlink()
    done = restore(folder, file)
    assert heads(folder) == ["王大山"]
    assert (folder / PHOTO).read_bytes() == b"\xff\xd8\xff photo"
    assert done.safety_copy is not None
    assert done.safety_copy.name.startswith("恢复前_")
    again = restore(folder, done.safety_copy)
    assert heads(folder) == ["王大山", "李四"]
    assert again.restored == done.safety_copy
    assert not [name for name in names(folder) if "restor" in name or name.endswith(("-wal", ".part"))]


def test_a_backup_goes_to_a_new_computer(folder: Path, tmp_path: Path) -> None:
    done = restore(tmp_path / "新电脑" / "办公室", made(folder))
    assert done.safety_copy is None
    assert heads(tmp_path / "新电脑" / "办公室") == ["王大山"]
    assert (tmp_path / "新电脑" / "办公室" / PHOTO).exists()


def test_a_photo_that_was_added_since_stays(folder: Path) -> None:
    file = made(folder)
    later = folder / "files" / "de" / ("f" * 62 + ".png")
    later.parent.mkdir()
    later.write_bytes(b"later")
    restore(folder, file)
    assert later.read_bytes() == b"later"


def test_a_damaged_office_is_kept_as_it_is_before_the_backup_comes_back(folder: Path) -> None:
    file = made(folder)
    spoil(folder / "office.db")
    damaged = (folder / "office.db").read_bytes()
    (folder / "office.db-wal").write_bytes(b"rest of the log")
    done = restore(folder, file)
    assert heads(folder) == ["王大山"]
    assert not (folder / "office.db-wal").exists()
    assert done.safety_copy is not None
    with zipfile.ZipFile(done.safety_copy) as archive:
        assert archive.read("office.db") == damaged
    with pytest.raises(Trouble, match="是损坏数据库的留存，不能用来恢复；请换一个备份，现有数据没有改动"):
        restore(folder, done.safety_copy)


Spoilt = namedtuple("Spoilt", "said spoil")


def _rewritten(file: Path, **members: bytes | None) -> None:
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    kept.update({name.replace("__", "."): content for name, content in members.items()})  # type: ignore[arg-type]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in kept.items():
            if content is not None:
                archive.writestr(name, content)


def _manifest(file: Path, **more: Any) -> None:
    with zipfile.ZipFile(file) as archive:
        said = json.loads(archive.read("manifest.json"))
    _rewritten(file, manifest__json=json.dumps({**said, **more}).encode())


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


SPOILT = {
    "gone": Spoilt("找不到备份文件", lambda file: file.unlink()),
    "empty": Spoilt("已损坏或不是本程序的备份文件，请换一个备份", lambda file: file.write_bytes(b"")),
    "a picture": Spoilt("已损坏或不是本程序的备份文件", lambda file: file.write_bytes(b"\xff\xd8\xff" * 999)),
    "cut off": Spoilt("已损坏或不是本程序的备份文件", lambda file: file.write_bytes(file.read_bytes()[:-500])),
    "a byte changed": Spoilt("已损坏", _flip),
    "another zip": Spoilt("不是本程序的备份文件，请重新选择", lambda file: _rewritten(file, manifest__json=None)),
    "no list": Spoilt("不是本程序的备份文件", lambda file: _rewritten(file, manifest__json=b"[]")),
    "no database": Spoilt("缺少office.db，这个备份不完整", lambda file: _rewritten(file, office__db=None)),
    "other database": Spoilt("office.db已损坏（校验值不符）", lambda file: _rewritten(file, office__db=b"x" * 99)),
    "newer schema": Spoilt("由更新版本的程序备份，当前版本不能恢复；请安装新版程序", lambda file: _manifest(file, revision="9")),
    "newer format": Spoilt("由更新版本的程序备份", lambda file: _manifest(file, format="fupin-backup-9")),
    "a path outside": Spoilt("内容清单不对，不能恢复", lambda file: _manifest(
        file, members={"office.db": {"sha256": "", "size": 1}, "../../etc/x": {"sha256": "", "size": 1}})),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_a_backup_that_is_no_good_is_refused_in_words_and_nothing_is_changed(folder: Path, how: str) -> None:
    file = made(folder)
    change(folder, "李四")
    SPOILT[how].spoil(file)
    was = names(folder)
    with pytest.raises(Trouble, match=SPOILT[how].said):
        restore(folder, file)
    assert heads(folder) == ["王大山", "李四"]
    assert [name for name in names(folder) if "office.lock" not in name] == was


def test_an_office_in_use_is_not_replaced(folder: Path) -> None:
    file = made(folder)
    change(folder, "李四")
    store = Store(open_engine(folder / "office.db"))
    with store.read() as unit:
        unit.households.count()
        with pytest.raises(
            Trouble, match="数据库正被另一个程序使用，不能恢复；请关闭其他窗口后再试，现有数据没有改动"
        ):
            restore(folder, file)
    store.close()
    assert heads(folder) == ["王大山", "李四"]


def test_a_disk_with_too_little_room_is_said_before_anything_happens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made(folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _: namedtuple("Usage", "free")(1000))
    with pytest.raises(Trouble, match="磁盘空间不够：恢复需要约2兆，请清理磁盘后再试；现有数据没有改动"):
        restore(folder, file)


class Killed(BaseException):
    pass


def steps(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> bool:
    """Restore, killed at the ``at``-th change of the folder; says whether it was killed."""
    done = iter(range(10_000))

    def counted(name: str) -> Any:
        real = getattr(Path, name)

        def do(self: Path, *args: Any, **kwargs: Any) -> Any:
            if self.is_relative_to(folder) and next(done) == at:
                raise Killed
            return real(self, *args, **kwargs)

        return do

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, counted(name))
        try:
            restore(folder, file)
        except Killed:
            return True
    return False


def every_step() -> Iterator[int]:
    yield from range(40)


def test_a_restore_that_is_killed_at_any_step_leaves_the_old_or_the_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made(folder)
    change(folder, "李四")
    kept = made(folder, "二.fupin")
    seen = set()
    for at in every_step():
        killed = steps(folder, file, monkeypatch, at)
        finish(folder)
        assert not (folder / RESTORING).exists()
        assert heads(folder) in (["王大山"], ["王大山", "李四"])
        seen.add(tuple(heads(folder)))
        restore(folder, kept)
        assert not (folder / NEW).exists()
        if not killed:
            break
    assert not killed
    assert len(seen) == 2
