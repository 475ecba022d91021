"""Keeps two windows off one office, and warns where SQLite's own locks cannot be trusted."""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble

NAME = "office.lock"
_FAR = 1 << 20
"""The byte that is locked on Windows: a locked byte cannot be read there, and the words before it must be."""
_HELD: dict[Path, tuple[IO[bytes], int]] = {}
"""What this process holds and how many times: the window holds it while it restores or upgrades."""

SHARES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs2", "9p", "afs", "ncpfs",
          "ceph", "fuse.ceph", "fuse.glusterfs", "fuse.rclone", "lustre"}  # fmt: skip


class OfficeLock:
    """One window on one office. The operating system gives it back when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.crashed = ""
        """Who held it before and did not let go (the last start crashed or was killed), else empty."""
        self._held = False

    def acquire(self) -> OfficeLock:
        """Take the lock. Raises Trouble naming who has it, or when the folder cannot be written."""
        key = self.folder.resolve()
        if key in _HELD:
            file, times = _HELD[key]
            _HELD[key] = (file, times + 1)
        else:
            _HELD[key] = (self._take(), 1)
        self._held = True
        return self

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        if not self._held:
            return
        self._held = False
        key = self.folder.resolve()
        file, times = _HELD.pop(key)
        if times > 1:
            _HELD[key] = (file, times - 1)
            return
        file.truncate(0)
        file.close()

    def __enter__(self) -> OfficeLock:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _take(self) -> IO[bytes]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / NAME).open("a+b", buffering=0)
        except OSError as error:
            if long := disk.too_long(error, self.folder / NAME):
                raise Trouble(f"“{self.folder}”的{long}") from error
            raise Trouble(
                f"不能在“{self.folder}”写入文件，请检查文件夹的权限（U盘再看写保护开关），或换一个可以写入的位置"
            ) from error
        file.seek(0)
        before = file.read(500)
        if not _lock(file):
            file.close()
            raise Trouble(_refusal(_who(before)))
        self.crashed = _who(before)
        said = {
            "since": f"{datetime.now():%Y-%m-%d %H:%M}",
            "computer": platform.node(),
            "process": os.getpid(),
        }
        file.truncate(0)
        file.write(json.dumps(said, ensure_ascii=False).encode())
        return file


def _refusal(who: str) -> str:
    return (
        f"这个办公室已经在另一个窗口打开{f'（{who}）' if who else ''}，请切换到那个窗口；"
        "如确认没有打开，请重启电脑后再试"
    )


def _who(said: bytes) -> str:
    try:
        kept = json.loads(said.decode())
        return f"{kept['since']}起，电脑{kept['computer']}，进程{kept['process']}"
    except (ValueError, KeyError, TypeError):
        return ""


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> bool:
        import msvcrt

        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

    def is_running(process: int) -> bool:
        """Whether there is a process of that number on this PC."""
        import ctypes

        synchronize, still_running = 0x00100000, 258
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(synchronize, False, process)
        if not handle:
            return False
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == still_running)
        finally:
            kernel.CloseHandle(handle)

    def is_away(folder: Path) -> bool:
        """Whether a folder lies on a network share; a share that is gone is not asked."""
        import ctypes

        remote = 4
        return str(folder).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote

else:

    def _lock(file: IO[bytes]) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network shares know no locks: there `network_share` has its warning
            return True
        return True

    def is_running(process: int) -> bool:
        """Whether there is a process of that number on this PC."""
        try:
            os.kill(process, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            return True
        return True

    def is_away(folder: Path) -> bool:
        """Whether a folder lies on a network share; a share that is gone is not asked."""
        return is_shared(folder, Path("/proc/mounts"))


def network_share(folder: Path) -> str | None:
    """A sentence of warning when the folder lies on a network share, else None."""
    if not is_away(folder.resolve()):
        return None
    return (
        f"“{folder}”在网络共享上：网络中断或两台电脑同时使用都可能损坏数据库，"
        "请把办公室文件夹放在本机硬盘上，用“备份”把数据带到别处"
    )


def is_shared(folder: Path, mounts: Path) -> bool:
    """Whether the innermost mount round a folder is a network file system (``mounts`` as /proc/mounts)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    best, kind = -1, ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = Path(parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), parts[2]
    return kind in SHARES
