"""Tells by its content, not by its name, what a file is, and says why one cannot be read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import NoReturn

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble

AGAIN = "请用Excel或WPS打开后另存为.xlsx再导入"
CHOOSE = "请选择导出的.xlsx、.xls或.csv表格"


class Content(Enum):
    """What can be read; the value is the name ending that belongs to it."""

    XLSX = ".xlsx"
    XLS = ".xls"
    XLSB = ".xlsb"
    ODS = ".ods"
    TEXT = ".csv"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_STRANGERS = {
    b"\x89PNG": "图片（PNG）",
    b"\xff\xd8\xff": "图片（JPG）",
    b"GIF8": "图片（GIF）",
    b"BM": "图片（BMP）",
    b"II*\x00": "图片（TIFF）",
    b"MM\x00*": "图片（TIFF）",
    b"%PDF": "PDF文件",
    b"{\\rtf": "Word文档（RTF）",
    b"Rar!": "压缩包（RAR）",
    b"7z\xbc\xaf": "压缩包（7z）",
    b"\x1f\x8b": "压缩包（GZ）",
    b"SQLite format 3": "数据库文件",
    b"MZ": "程序",
}
_PAGES = (b"<html", b"<!doctype html", b"<table", b"<head", b"mime-version:", b"<?xml", b"<meta")


def recognise(path: Path, name: str) -> Content:
    """What the file is. ``name`` is what messages call it. Raises Trouble when it is no readable table."""
    with reading(name), path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise Trouble(f"“{name}”是空文件（0字节），可能没有下载或拷贝完整，请重新导出。")
    if start.startswith(b"PK\x03\x04"):
        return _in_zip(path, name)
    if start.startswith(_OLE):
        return _in_ole(path, name)
    _refuse_strangers(start, name)
    return Content.TEXT


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what the disk says while a file is read into a sentence for the clerk."""
    try:
        yield
    except FileNotFoundError as wrong:
        if long := disk.too_long(wrong):
            raise Trouble(f"“{name}”打不开：{long}，请把文件移到靠近盘根的文件夹再试。") from wrong
        raise Trouble(f"找不到文件“{name}”，请检查文件名和所在文件夹。") from None
    except IsADirectoryError:
        raise Trouble(f"“{name}”是文件夹，请选择里面的表格文件。") from None
    except PermissionError:
        said = f"“{name}”被其他程序占用或没有读取权限，请在Excel或WPS里关闭它，再试一次。"
        raise Trouble(said) from None
    except OSError as wrong:
        reason = disk.why(wrong, name)
        raise Trouble(f"读取“{name}”时出错（{reason}），请检查磁盘、U盘或网络。") from wrong


def damaged(name: str) -> Trouble:
    """The file has the right beginning, and breaks off or contradicts itself later."""
    return Trouble(f"“{name}”已损坏或不完整，打不开，请重新导出或重新拷贝。")


def _not_a_table(name: str, what: str) -> NoReturn:
    raise Trouble(f"“{name}”其实是{what}，不是表格，{CHOOSE}。")


def _in_zip(path: Path, name: str) -> Content:
    try:
        with reading(name), zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
            mimetype = archive.read("mimetype")[:60] if "mimetype" in members else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise damaged(name) from None
    if "xl/workbook.xml" in members or (
        "[Content_Types].xml" in members and "xl/_rels/workbook.xml.rels" in members
    ):
        return Content.XLSX
    if "xl/workbook.bin" in members:
        return Content.XLSB
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Content.ODS
    if any(member.startswith("word/") for member in members):
        _not_a_table(name, "Word文档")
    if any(member.startswith("ppt/") for member in members):
        _not_a_table(name, "演示文稿")
    _not_a_table(name, "压缩包，请先解压" if members else "空的压缩包")


def _in_ole(path: Path, name: str) -> Content:
    """Old office files are little disks; their streams are known by names in UTF-16."""
    with reading(name):
        data = path.read_bytes()

    def holds(stream: str) -> bool:
        return (stream + "\0").encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise protected(name)
    if holds("Workbook") or holds("Book"):
        return Content.XLS
    if holds("WordDocument"):
        _not_a_table(name, "Word文档")
    if holds("PowerPoint Document"):
        _not_a_table(name, "演示文稿")
    raise damaged(name)


def protected(name: str) -> Trouble:
    """A workbook that opens only with a password."""
    return Trouble(f"“{name}”设有打开密码，请用Excel或WPS打开，去掉密码后另存，再导入。")


def _refuse_strangers(start: bytes, name: str) -> None:
    for sign, what in _STRANGERS.items():
        if start.startswith(sign):
            _not_a_table(name, what)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        _not_a_table(name, "图片（WEBP）")
    if start.startswith(_OLD_BIFF):
        raise Trouble(f"“{name}”是很旧的Excel格式，读不了，{AGAIN}。")
    opening = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(_PAGES):
        raise Trouble(f"“{name}”其实是网页格式的表格，读不了，{AGAIN}。")
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in start and not wide:
        raise Trouble(f"“{name}”不是能识别的表格文件，{CHOOSE}。")
