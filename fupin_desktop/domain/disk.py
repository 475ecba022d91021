"""What the disk refused, in Chinese: why, and what to do. The system's own words are English or a number."""

from __future__ import annotations

import errno
import os
import re

LONGEST_PATH = 260
"""Characters of a whole path on Windows, where long paths are not switched on."""
LONGEST_NAME = 255
"""Bytes of one name on Linux, UTF-16 units on Windows."""
_TOO_LONG, _NOT_FOUND, _NAME_WRONG, _NOT_READY = 206, (2, 3), 123, 21  # numbers of Windows
_WINDOWS = os.name == "nt"
_ITS = "所在的"
_WHY = {
    errno.ENOENT: ("不存在", "请检查路径"),
    errno.EACCES: ("没有权限读写", "请换一个文件夹，或关闭正在使用它的程序"),
    errno.EPERM: ("没有权限读写", "请换一个文件夹，或关闭正在使用它的程序"),
    errno.ENOSPC: ("所在的磁盘已满", "请清理后再试"),
    errno.EEXIST: ("已存在", "请换一个名字"),
    errno.ENOTDIR: ("不是文件夹", "请检查路径"),
    errno.EISDIR: ("是一个文件夹", "请写出文件名"),
    errno.EROFS: ("所在的磁盘是只读的", "请打开写保护开关，或换一个位置"),
    errno.EFBIG: ("太大，所在的磁盘放不下", "U盘多为FAT32格式，单个文件最大4G，请换一个硬盘"),
    errno.EIO: ("读写磁盘出错", "请检查磁盘或U盘是否松动"),
    errno.ENODEV: ("所在的磁盘不见了", "请检查U盘是否插好"),
    errno.ENXIO: ("所在的磁盘不见了", "请检查U盘是否插好"),
}
if hasattr(errno, "EDQUOT"):
    _WHY[errno.EDQUOT] = _WHY[errno.ENOSPC]
HIGHER = r"请换一个靠近盘根、名字短的文件夹，如 D:\扶贫"
SHORTER = "请换一个短一些的名字"


def why(error: OSError, path: str | os.PathLike[str] | None = None) -> str:
    """Why, in a few words: 磁盘已满, 路径太长（共312个字，Windows最多260个）."""
    return _both(error, path)[0].removeprefix(_ITS)


def sentence(error: OSError, path: str | os.PathLike[str] | None = None) -> str:
    """The whole sentence: which file, why, and what to do. ``path`` where the error itself does not name one."""
    named = path or error.filename
    cause, mend = _both(error, named)
    return f"{f'“{os.fspath(named)}”' if named else '文件'}{cause}，{mend}"


def too_long(error: OSError, path: str | os.PathLike[str] | None = None) -> str:
    """For a path that is too long for the system: how long it is and what to do; else nothing."""
    return "，".join(_long(error, path))


def _long(error: OSError, path: str | os.PathLike[str] | None) -> tuple[str, ...]:
    said, other = os.fspath(path or ""), str(error.filename or "")
    if not (said and _units(_longest(said)) > LONGEST_NAME):
        said = max(said, other, key=len)
    number = getattr(error, "winerror", None)
    long = len(said) >= LONGEST_PATH - 12  # a folder must leave room for a name of 8.3
    # Windows says of a long path that it is not there; opening a file it does not even give its own number
    lost = number in _NOT_FOUND or (_WINDOWS and error.errno == errno.ENOENT)
    if error.errno != errno.ENAMETOOLONG and number != _TOO_LONG and not (lost and long):
        return ()
    name = _longest(said)
    if _units(name) > LONGEST_NAME:
        most = LONGEST_NAME if _WINDOWS else LONGEST_NAME // 3
        return f"名字太长（“{name[:6]}…”有{len(name)}个字，最多约{most}个汉字）", SHORTER
    return f"路径太长（共{len(said)}个字，Windows最多{LONGEST_PATH}个）", HIGHER


def _longest(path: str) -> str:
    return max(re.split(r"[\\/]", path), key=_units)


def _units(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2 if _WINDOWS else len(os.fsencode(name))


def _both(error: OSError, path: str | os.PathLike[str] | None) -> tuple[str, str]:
    if long := _long(error, path):
        return long[0], long[1]
    number = getattr(error, "winerror", None)
    if number == _NAME_WRONG or (_WINDOWS and error.errno == errno.EINVAL):
        return "的名字里有Windows不允许的字符", '请去掉 \\ / : * ? " < > | 再试'
    if number == _NOT_READY:
        return _WHY[errno.ENODEV]
    return _WHY.get(
        error.errno or 0, (f"读写磁盘出错（系统错误{error.errno or number}）", "请检查磁盘后再试")
    )
