"""Keeps photos and scans beside the database, each under the SHA-256 of its content, and never half."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from fupin_desktop.db.halfmade import FORGOTTEN_AFTER, PART, sync_folder
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble

LARGEST = 50 * 1024 * 1024
_PORTION = 1 << 20

_KINDS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"%PDF-", ".pdf"), (b"GIF87a", ".gif"),
          (b"GIF89a", ".gif"), (b"BM", ".bmp"), (b"II*\x00", ".tif"), (b"MM\x00*", ".tif"))  # fmt: skip


class Files:
    """The office's ``files`` folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, source: Path, *, workbook: bool = False) -> str:
        """Keep a copy of a photo or scan, or of a ``workbook``; gives its SHA-256. The same content is kept once.

        Raises Trouble when it is none, is empty or too large, or cannot be read or written.
        """
        suffix = self._checked(source, workbook)
        part = self._part()
        try:
            sha = _copied(source, part)
            self._place(part, sha, suffix)
        except OSError as error:
            raise Trouble(_unwritable(source, error)) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return sha

    def path_of(self, sha: str) -> Path:
        """The kept file. Raises Trouble when it is gone."""
        found = self.find(sha)
        if found is None:
            raise Trouble(f"照片文件不见了（{sha[:8]}…），请从备份中恢复，或重新添加这张照片")
        return found

    def find(self, sha: str) -> Path | None:
        """The kept file, or None."""
        return next(
            (each for each in (self.folder / sha[:2]).glob(f"{sha[2:]}.*") if each.suffix != PART), None
        )

    def all(self) -> Iterator[Path]:
        """Every kept file."""
        if self.folder.is_dir():
            for each in sorted(self.folder.glob("??/*.*")):
                if each.suffix != PART and each.is_file():
                    yield each

    def clean(self) -> int:
        """Remove what processes that were killed left half-written. Says how many."""
        removed = 0
        for each in self.folder.glob(f"*{PART}"):
            with contextlib.suppress(OSError):
                if time.time() - each.stat().st_mtime > FORGOTTEN_AFTER:
                    each.unlink()
                    removed += 1
        return removed

    def _checked(self, source: Path, workbook: bool) -> str:
        try:
            size = source.stat().st_size
            with source.open("rb") as file:
                start = file.read(16)
        except OSError as error:
            if long := disk.too_long(error, source):
                raise Trouble(f"“{source.name}”打不开：{long}；请把文件移到靠近盘根的文件夹再试") from error
            if not isinstance(error, FileNotFoundError):
                raise Trouble(
                    f"“{source.name}”打不开（可能正被其他程序使用，或没有权限），请关闭后再试"
                ) from error
            raise Trouble(f"找不到文件“{source}”，请检查是否已被移动或改名") from error
        if size == 0:
            raise Trouble(f"“{source.name}”是空文件（0字节），请从手机或相机重新复制")
        if size > LARGEST:
            raise Trouble(f"“{source.name}”有{size / 1024 / 1024:.0f}兆，超过50兆，请缩小后再添加")
        return _sheet_suffix(source.name, start) if workbook else _suffix(source.name, start)

    def _part(self) -> Path:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="adding-", suffix=PART, dir=self.folder)
        except OSError as error:
            raise Trouble(_unwritable(self.folder, error)) from error
        os.close(handle)
        return Path(name)

    def _place(self, part: Path, sha: str, suffix: str) -> None:
        target = self.folder / sha[:2] / f"{sha[2:]}{suffix}"
        if target.exists() and sha256_of(target) == sha:
            return
        target.parent.mkdir(exist_ok=True)
        part.replace(target)  # also mends a kept file that was damaged
        sync_folder(target.parent)


def _suffix(name: str, start: bytes) -> str:
    for mark, suffix in _KINDS:
        if start.startswith(mark):
            return suffix
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return ".webp"
    if start[4:8] == b"ftyp":
        raise Trouble(f"“{name}”是手机的HEIC照片或视频，请在手机上改存为JPEG格式后再添加")
    raise Trouble(f"“{name}”不是照片或PDF（按内容判断，不看扩展名），请重新选择")


def _sheet_suffix(name: str, start: bytes) -> str:
    if start.startswith(b"PK"):
        return ".xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    if b"\0" in start:
        raise Trouble(f"“{name}”不是表格（按内容判断，不看扩展名），请重新选择")
    return ".csv"


def _copied(source: Path, part: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as there, part.open("wb") as here:
        while portion := there.read(_PORTION):
            digest.update(portion)
            here.write(portion)
        here.flush()
        os.fsync(here.fileno())
    return digest.hexdigest()


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's content."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def fingerprint(paths: Sequence[Path]) -> str:
    """One SHA-256 for files that are read together."""
    sums = [sha256_of(each) for each in paths]
    return sums[0] if len(sums) == 1 else hashlib.sha256("".join(sums).encode()).hexdigest()


def _unwritable(what: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"磁盘已满，“{what.name}”没有存下；请清理磁盘空间后再试，原来的数据没有受影响"
    if isinstance(error, PermissionError):
        return f"“{what.name}”没有存下：没有权限写入办公室文件夹，请检查文件夹的权限"
    if long := disk.too_long(error):
        return f"“{what.name}”没有存下：办公室文件夹的{long}；请把整个办公室文件夹移到靠近盘根的位置，如 D:\\扶贫"
    return f"“{what.name}”没有存下：{disk.why(error)}，请检查磁盘或U盘后再试"
