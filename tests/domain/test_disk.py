"""What the disk refused is said in Chinese, with what to do; the system's own words never reach the clerk."""

from __future__ import annotations

import errno
import os

import pytest

from fupin_desktop.domain import disk

DEEP = "D:\\扶贫办" + "\\二〇一八年档案" * 40 + "\\张贴.pdf"


def of_windows(number: int, path: str, as_errno: int = errno.ENOENT) -> OSError:
    """An error as Windows gives it: its own number beside the one of C."""
    made = OSError(as_errno, "The filename or extension is too long", path)
    made.winerror = number  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space", "a.pdf"), "“a.pdf”所在的磁盘已满，请清理后再试"),
        (OSError(errno.EROFS, "Read-only", "a.pdf"), "“a.pdf”所在的磁盘是只读的，请打开写保护开关，或换一个位置"),
        (OSError(errno.EACCES, "denied", "a.pdf"), "“a.pdf”没有权限读写，请换一个文件夹，或关闭正在使用它的程序"),
        (OSError(errno.ENXIO, "No such device", "E:\\"), "“E:\\”所在的磁盘不见了，请检查U盘是否插好"),
        (OSError(errno.EIO, "I/O error"), "文件读写磁盘出错，请检查磁盘或U盘是否松动"),
        (OSError(errno.EBADF, "Bad", "a.pdf"), "“a.pdf”读写磁盘出错（系统错误9），请检查磁盘后再试"),
        (of_windows(21, "E:\\a.pdf"), "“E:\\a.pdf”所在的磁盘不见了，请检查U盘是否插好"),
        (of_windows(123, "a?.pdf"), '“a?.pdf”的名字里有Windows不允许的字符，请去掉 \\ / : * ? " < > | 再试'),
        (of_windows(3, "E:\\没有\\a.pdf"), "“E:\\没有\\a.pdf”不存在，请检查路径"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_sentence(error: OSError, said: str) -> None:
    assert disk.sentence(error) == said


@pytest.mark.parametrize("number", [206, 3, 2])
def test_a_path_of_more_than_260_characters_says_how_long_it_is_and_what_to_do(number: int) -> None:
    said = f"路径太长（共{len(DEEP)}个字，Windows最多260个），请换一个靠近盘根、名字短的文件夹，如 D:\\扶贫"
    assert disk.too_long(of_windows(number, DEEP)) == said
    assert disk.sentence(of_windows(number, DEEP)) == f"“{DEEP}”{said}"
    assert disk.why(of_windows(number, DEEP)) == f"路径太长（共{len(DEEP)}个字，Windows最多260个）"


def test_windows_gives_no_number_of_its_own_when_a_file_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_WINDOWS", True)
    assert disk.too_long(FileNotFoundError(errno.ENOENT, "No such file", DEEP)).startswith("路径太长（共")
    assert disk.too_long(FileNotFoundError(errno.ENOENT, "No such file", "E:\\没有\\a.pdf")) == ""
    said = disk.sentence(OSError(errno.EINVAL, "Invalid argument", "a?.pdf"))
    assert said.startswith("“a?.pdf”的名字里有Windows不允许的字符")


def test_a_name_that_is_too_long_for_the_disk_says_so() -> None:
    name = "长" * 300
    error = OSError(errno.ENAMETOOLONG, "File name too long", name)
    most = 255 if os.name == "nt" else 85
    assert disk.sentence(error) == (
        f"“{name}”名字太长（“长长长长长长…”有300个字，最多约{most}个汉字），请换一个短一些的名字"
    )


def test_a_short_path_that_is_not_there_is_not_too_long() -> None:
    assert disk.too_long(of_windows(3, "E:\\没有\\a.pdf")) == ""
    assert disk.too_long(FileNotFoundError(errno.ENOENT, "No such file", "/a" * 300)) == ""
