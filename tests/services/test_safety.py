"""Nothing that was saved is lost: backups make themselves, and trouble is said in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from fupin_desktop.db import locked
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.village import Village
from fupin_desktop.services import safety
from fupin_desktop.services.office import Office
from fupin_desktop.services.safety import Checked, check_folder, restore, superfluous
from fupin_desktop.services.tasks import Cancelled

NOW = datetime(2018, 11, 22, 9, 30)


def a_village(office: Office, name: str) -> None:
    office.settings.save_village(Village(name=name, county="星海县", township="星星镇", place=9))


def villages(folder: Path) -> list[str]:
    with opened(folder) as office:
        return [each.name for each in office.settings.villages()]


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    office = Office.open(folder, by="李经办")
    try:
        yield office
    finally:
        office.close()


def test_a_backup_without_a_name_goes_to_the_backups_of_the_office(office: Office) -> None:
    first, second = office.safety.backup(), office.safety.backup()
    assert first.parent == office.folder / "backups"
    assert first.name.startswith("手动_")
    assert first != second


def test_trying_passwords_is_dear_and_a_file_may_not_ask_for_more_than_it_takes() -> None:
    assert locked.COST.rounds >= 3
    assert locked.COST.memory >= 128 << 20
    assert all(each <= most for each, most in zip(locked.COST, locked.MOST, strict=True))


def test_a_backup_goes_where_one_says_file_or_folder(office: Office, tmp_path: Path) -> None:
    assert office.safety.backup(tmp_path / "U盘" / "备份.fupin") == tmp_path / "U盘" / "备份.fupin"
    into = office.safety.backup(tmp_path / "U盘")
    assert (into.parent, into.suffix, into.exists()) == (tmp_path / "U盘", ".fupin", True)


def test_a_backup_is_made_at_the_start_of_work_and_not_again_while_nothing_changes(office: Office) -> None:
    first = office.safety.backup_at_start()
    assert first is not None
    assert first.name.startswith("自动_")
    assert office.safety.backup_at_start() is None
    a_village(office, "新村")
    assert office.safety.backup_at_start() is not None


def test_a_damaged_last_backup_is_replaced_by_a_good_one(office: Office) -> None:
    first = office.safety.backup_at_start()
    assert first is not None
    first.write_bytes(b"damaged")
    assert office.safety.backup_at_start() is not None
    assert [each.trouble[:3] for each in office.safety.backups()] == ["", "“自动"]


def test_the_list_of_backups_says_what_each_is_for(office: Office) -> None:
    office.safety.backup()
    office.safety.backup_before("导入前")
    assert [(each.why, each.trouble) for each in office.safety.backups()][::-1] in (
        [("手动", ""), ("导入前", "")], [("导入前", ""), ("手动", "")]
    )  # fmt: skip


def test_large_photos_are_not_copied_into_every_automatic_backup(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "一.jpg"
    picture.write_bytes(b"\xff\xd8\xff" + b"x" * 5000)
    office.files.add(picture)
    monkeypatch.setattr(safety, "PHOTOS_TOO", 1000)
    small, whole = office.safety.backup_before("导入前"), office.safety.backup()
    assert small.stat().st_size + 5000 < whole.stat().st_size + 100
    monkeypatch.setattr(safety, "PHOTOS_TOO", 10_000)
    assert office.safety.backup_before("导入前").stat().st_size > small.stat().st_size + 4900


def test_a_cancelled_backup_leaves_nothing(office: Office) -> None:
    class Stop:
        def step(self, done: int, total: int, doing: str = "") -> None:
            if doing == "写入备份":
                raise Cancelled

    with pytest.raises(Cancelled):
        office.safety.backup(watch=Stop())
    assert list((office.folder / "backups").iterdir()) == []


def test_all_of_a_day_hourly_then_daily_then_monthly() -> None:
    every_ten_minutes = [NOW - timedelta(minutes=10 * each) for each in range(6 * 24 * 400)]
    gone = superfluous(every_ten_minutes, NOW)
    kept = [at for at in every_ten_minutes if at not in gone]
    assert kept[0] == NOW
    assert sum(at > NOW - timedelta(days=1) for at in kept) == 6 + 24
    assert sum(NOW - timedelta(days=30) < at <= NOW - timedelta(days=1) for at in kept) == 30
    assert sum(at <= NOW - timedelta(days=30) for at in kept) == 13


@given(st.lists(st.datetimes(datetime(2016, 1, 1), datetime(2018, 12, 31)), min_size=1, max_size=40))
def test_the_newest_is_never_thinned_and_thinning_twice_removes_no_more(times: list[datetime]) -> None:
    gone = superfluous(times, NOW)
    kept = set(times) - gone
    assert max(times) in kept
    assert superfluous(kept, NOW) == set()


def test_thinning_leaves_what_was_made_by_hand(office: Office) -> None:
    rooms = office.folder / "backups"
    for name in (
        "自动_20180102-0900",
        "自动_20180102-1000",
        "手动_20180102-0900",
        "恢复前_20180102-0930",
        "自动_我的",
    ):
        (rooms / f"{name}.fupin").write_bytes(b"x")
    assert [each.name for each in office.safety.thin(NOW)] == ["自动_20180102-0900.fupin"]


def test_restoring_brings_back_the_office_of_that_day(office: Office) -> None:
    file = office.safety.backup()
    a_village(office, "后来的村")
    office.close()
    kept = restore(office.folder, file)
    assert kept is not None
    assert villages(office.folder) == ["水村", "月亮村"]
    restore(office.folder, kept)
    assert villages(office.folder) == ["水村", "月亮村", "后来的村"]


def test_a_backup_is_due_again_after_a_restore(office: Office) -> None:
    file = office.safety.backup()
    a_village(office, "后来的村")
    office.safety.backup_at_start()
    office.close()
    restore(office.folder, file)
    with opened(office.folder) as again:
        assert again.safety.backup_at_start() is not None


def test_a_restore_that_was_killed_is_finished_by_the_next_start(office: Office) -> None:
    a_village(office, "新村")
    file = office.safety.backup()
    office.close()
    folder = office.folder
    restore(folder, file)
    (folder / "office.db").rename(folder / "office.db.restored")
    with closing(sqlite3.connect(folder / "office.db")) as connection:
        connection.execute("CREATE TABLE old (id)")
    (folder / "restore.json").write_text("{}")
    assert villages(folder) == ["水村", "月亮村", "新村"]
    assert not (folder / "restore.json").exists()


def test_a_sound_office_is_verified(office: Office) -> None:
    assert office.safety.verify() == Checked(True, ())
    assert office.safety.quick_check() == (True, ())


def test_a_photo_that_somebody_deleted_is_reported(office: Office, tmp_path: Path) -> None:
    picture = tmp_path / "一.jpg"
    picture.write_bytes(b"\xff\xd8\xff")
    sha = office.files.add(picture)
    assert office.safety._photo_problem(sha) is None
    office.files.path_of(sha).write_bytes(b"other")
    assert office.safety._photo_problem(sha) == "的文件内容已变"
    office.files.path_of(sha).unlink()
    assert office.safety._photo_problem(sha) == "的文件不见了"


def test_a_full_disk_keeps_what_was_saved_and_says_what_to_do(office: Office) -> None:
    @event.listens_for(office.store._engine, "checkout")
    def small(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")

    def fill() -> None:
        with office.store.write("导入") as unit:
            for number in range(2000):
                unit.households.save(Household(number=str(number), village="水村", remark="满" * 300))

    with pytest.raises(
        Trouble, match="磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响"
    ):
        fill()
    assert office.safety.verify().ok
    with office.store.read() as unit:
        assert (unit.households.count(), unit.villages.count()) == (0, 2)


def test_a_database_that_may_only_be_read_says_so(office: Office) -> None:
    @event.listens_for(office.store._engine, "checkout")
    def readonly(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    with pytest.raises(Trouble, match="数据库文件是只读的，不能保存；请检查文件夹的权限"):
        a_village(office, "新村")


def test_a_folder_that_cannot_be_written_is_said_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: Path, **_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    with pytest.raises(Trouble, match=r"不能在“.*”建立办公室文件夹（没有写入权限），请换一个可以写入的位置"):
        Office.open(tmp_path / "x", create=True)


def test_a_database_in_use_by_another_program_says_so(office: Office) -> None:
    @event.listens_for(office.store._engine, "checkout")
    def impatient(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout = 0")

    with closing(sqlite3.connect(office.folder / "office.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="数据库正被另一个程序使用（可能是杀毒软件或备份软件），请稍后再试"):
            a_village(office, "新村")


def damaged(folder: Path) -> None:
    with (folder / "office.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\x5a" * 4096 * 8)


def test_a_damaged_database_is_said_and_the_backup_brings_it_back(office: Office) -> None:
    file = office.safety.backup()
    office.close()
    damaged(office.folder)
    with pytest.raises(Trouble, match="已损坏，请用“恢复备份”找回最近的备份；损坏的文件请保留，不要删除"):
        Office.open(office.folder)
    found = check_folder(office.folder)
    assert not found.ok
    assert "恢复备份" in found.problems[0]
    kept = restore(office.folder, file)
    assert kept is not None
    assert kept.name.startswith("恢复前_损坏_")
    assert villages(office.folder) == ["水村", "月亮村"]


def test_a_database_of_a_newer_program_is_not_touched(office: Office) -> None:
    office.close()
    with closing(sqlite3.connect(office.folder / "office.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(
        Trouble, match="这个数据库由更新版本的程序建立，当前版本打不开；请安装新版程序，数据没有改动"
    ):
        Office.open(office.folder)


def test_an_emptied_database_is_not_taken_for_a_new_office(office: Office) -> None:
    file = office.safety.backup()
    office.close()
    for tail in ("", "-wal", "-shm"):
        (office.folder / f"office.db{tail}").unlink(missing_ok=True)
    (office.folder / "office.db").write_bytes(b"")
    with pytest.raises(Trouble, match="里的数据库是空的，请用“恢复备份”（restore）找回最近的备份"):
        Office.open(office.folder)
    restore(office.folder, file)
    assert villages(office.folder) == ["水村", "月亮村"]
