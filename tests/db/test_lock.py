"""Two windows never work on one office; whoever is killed leaves nothing locked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from fupin_desktop.db import lock as locking
from fupin_desktop.db.lock import OfficeLock, is_shared, network_share
from fupin_desktop.domain.errors import Trouble

Elsewhere = Callable[[Path], AbstractContextManager[int]]


def test_a_second_window_is_refused_in_words(tmp_path: Path, elsewhere: Elsewhere) -> None:
    with elsewhere(tmp_path) as process, pytest.raises(Trouble) as refusal:
        OfficeLock(tmp_path).acquire()
    said = str(refusal.value)
    assert said.startswith("这个办公室已经在另一个窗口打开（")
    assert f"进程{process}）" in said
    assert said.endswith("，请切换到那个窗口；如确认没有打开，请重启电脑后再试")


def test_a_window_that_was_killed_holds_nothing_and_the_next_start_knows(
    tmp_path: Path, elsewhere: Elsewhere
) -> None:
    with elsewhere(tmp_path) as process:
        pass
    with OfficeLock(tmp_path) as lock:
        assert f"进程{process}" in lock.crashed
    with OfficeLock(tmp_path) as lock:
        assert lock.crashed == ""


def test_the_window_that_holds_it_may_restore_and_upgrade(tmp_path: Path) -> None:
    window = OfficeLock(tmp_path).acquire()
    with OfficeLock(tmp_path):
        pass
    assert "process" in (tmp_path / "office.lock").read_text(encoding="utf-8")
    window.release()
    window.release()
    assert (tmp_path / "office.lock").read_text(encoding="utf-8") == ""


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("这里已有一个同名文件")
    with pytest.raises(
        Trouble,
        match=r"不能在“.*office”写入文件，请检查文件夹的权限（U盘再看写保护开关），或换一个可以写入的位置",
    ):
        OfficeLock(tmp_path / "office").acquire()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_an_office_on_a_network_share_is_warned_about(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/公\\040盘 {kind} rw 0 0\n", encoding="utf-8")
    assert is_shared(Path("/mnt/公 盘/办公室"), mounts)
    assert not is_shared(Path("/mnt/别处"), mounts)
    monkeypatch.setattr(locking, "is_away", lambda folder: is_shared(Path("/mnt/公 盘/办公室"), mounts))
    said = network_share(tmp_path)
    assert said is not None
    assert "在网络共享上：网络中断或两台电脑同时使用都可能损坏数据库，请把办公室文件夹放在本机硬盘上" in said


def test_an_office_on_a_disk_of_this_computer_needs_no_warning(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("server:/ / nfs rw 0 0\n/dev/sda2 /home ext4 rw 0 0\n", encoding="utf-8")
    assert not is_shared(Path("/home/办公室"), mounts)
    assert not is_shared(Path("/home/办公室"), tmp_path / "没有")
