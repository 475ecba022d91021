"""Photos and scans are kept once, under their content, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services import files as keeping
from fupin_desktop.services.files import Files

JPEG = b"\xff\xd8\xff\xe0" + b"house" * 200


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def photo(tmp_path: Path, content: bytes = JPEG, name: str = "施工前.jpg") -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def test_a_photo_is_kept_under_its_content(files: Files, tmp_path: Path) -> None:
    sha = files.add(photo(tmp_path))
    assert sha == hashlib.sha256(JPEG).hexdigest()
    assert files.path_of(sha) == tmp_path / "files" / sha[:2] / f"{sha[2:]}.jpg"
    assert files.path_of(sha).read_bytes() == JPEG


def test_the_same_content_is_kept_once(files: Files, tmp_path: Path) -> None:
    assert files.add(photo(tmp_path)) == files.add(photo(tmp_path, name="另一个名字.jpg"))
    assert len(list(files.all())) == 1
    assert [each.name for each in (tmp_path / "files").iterdir()] == [files.add(photo(tmp_path))[:2]]


@pytest.mark.parametrize(
    ("start", "suffix"),
    [(b"\x89PNG\r\n\x1a\n", ".png"), (b"%PDF-1.4", ".pdf"), (b"RIFF1234WEBP", ".webp"), (b"BM", ".bmp")],
)
def test_the_kind_is_seen_in_the_content_and_not_in_the_name(
    files: Files, tmp_path: Path, start: bytes, suffix: str
) -> None:
    assert files.path_of(files.add(photo(tmp_path, start + JPEG, "名字说谎.jpg"))).suffix == suffix


REFUSED = {
    "nothing in it": (b"", "“施工前.jpg”是空文件（0字节），请从手机或相机重新复制"),
    "a workbook": (b"PK\x03\x04" + JPEG, "“施工前.jpg”不是照片或PDF（按内容判断，不看扩展名），请重新选择"),
    "an iPhone's own kind": (b"\x00\x00\x00\x18ftypheic" + JPEG, "“施工前.jpg”是手机的HEIC照片或视频，请在手机上改存为JPEG格式后再添加"),
    "too large": (JPEG + b"x" * 2000, "“施工前.jpg”有0兆，超过50兆，请缩小后再添加"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_photo_is_refused_in_words(
    files: Files, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, said = REFUSED[what]
    monkeypatch.setattr(keeping, "LARGEST", 2500)
    with pytest.raises(Trouble) as refusal:
        files.add(photo(tmp_path, content))
    assert str(refusal.value) == said
    assert list(files.all()) == []


def test_a_photo_that_was_moved_away_is_said(files: Files, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"找不到文件“.*没有”，请检查是否已被移动或改名"):
        files.add(tmp_path / "没有")
    with pytest.raises(Trouble, match="打不开（可能正被其他程序使用，或没有权限），请关闭后再试"):
        files.add(tmp_path)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满，“施工前.jpg”没有存下；请清理磁盘空间后再试，原来的数据没有受影响"),
        (errno.EACCES, "“施工前.jpg”没有存下：没有权限写入办公室文件夹，请检查文件夹的权限"),
        (errno.EIO, "“施工前.jpg”没有存下：读写磁盘出错"),
    ],
)
def test_a_disk_that_fails_keeps_nothing_half(
    files: Files, tmp_path: Path, number: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Trouble) as refusal:
        files.add(photo(tmp_path))
    assert str(refusal.value).startswith(said)
    assert list((tmp_path / "files").iterdir()) == []


def test_a_kept_photo_that_was_damaged_is_mended_by_adding_it_again(files: Files, tmp_path: Path) -> None:
    sha = files.add(photo(tmp_path))
    files.path_of(sha).write_bytes(b"half")
    files.add(photo(tmp_path))
    assert files.path_of(sha).read_bytes() == JPEG


def test_a_photo_that_is_gone_is_said(files: Files) -> None:
    with pytest.raises(Trouble, match="照片文件不见了（abababab…），请从备份中恢复，或重新添加这张照片"):
        files.path_of("ab" * 32)


def test_what_a_killed_program_left_is_cleaned_away_an_hour_later(files: Files, tmp_path: Path) -> None:
    sha = files.add(photo(tmp_path))
    for name, age in (("adding-a.part", 7200), ("adding-b.part", 5)):
        left = tmp_path / "files" / name
        left.write_bytes(b"half")
        os.utime(left, (left.stat().st_mtime - age,) * 2)
    assert files.clean() == 1
    assert sorted(each.name for each in (tmp_path / "files").iterdir()) == sorted(["adding-b.part", sha[:2]])
