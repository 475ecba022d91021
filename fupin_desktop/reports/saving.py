"""Finished bytes put into a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble


def save(path: Path, data: bytes) -> None:
    """Write a file under another name and let it take its place; on failure the old file stays and Trouble is raised."""
    spare = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with spare.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        spare.replace(path)
    except OSError as wrong:
        raise _trouble(path, wrong) from wrong
    finally:
        _forget(spare)


def _forget(spare: Path) -> None:
    try:
        spare.unlink(missing_ok=True)
    except OSError:
        return  # the first trouble is the one to tell


def _trouble(path: Path, wrong: OSError) -> Trouble:
    name, folder = path.name, path.parent
    if long := disk.too_long(wrong, path):
        return Trouble(f"“{name}”没有写成：{long}。")
    if path.is_dir():
        return Trouble(f"“{name}”是一个文件夹，不能写成文件。请换一个文件名。")
    if wrong.errno in (errno.ENOENT, errno.ENOTDIR):
        return Trouble(f"文件夹“{folder}”不存在，“{name}”没有写成。请先建好文件夹，或另选一个。")
    if wrong.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            f"“{name}”写不进去：文件正被其他程序打开，或文件夹“{folder}”不能写。请关闭打开它的程序，或另存到别处。"
        )
    if wrong.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(f"磁盘已满，“{name}”没有写成，原有文件没有变动。请清理“{folder}”所在的磁盘后再试。")
    return Trouble(
        f"“{name}”没有写成（{disk.why(wrong, path)}），原有文件没有变动。请检查“{folder}”所在的磁盘。"
    )
