"""A workbook as people send them, with all that openpyxl would lose: text box, newer drop-down, rich text, conversation."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_FOLDER = Path(__file__).parent / "parts_of_a_rich_book"
PARTS: dict[str, bytes] = {
    each.relative_to(_FOLDER).as_posix(): each.read_bytes()
    for each in sorted(_FOLDER.rglob("*"))
    if each.is_file()
}
SHEET = PARTS["xl/worksheets/sheet1.xml"].decode()
NAME = "名单's"


def a_book(path: Path, **other: str | bytes | None) -> Path:
    """The workbook; parts by another text, or left out (None)."""
    parts: dict[str, str | bytes | None] = {**PARTS, **other}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    return path


def a_macro_book(path: Path) -> Path:
    """The same with macros."""
    types = PARTS["[Content_Types].xml"].decode()
    types = types.replace(f"{_TYPE}sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    macros = (
        '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    types = types.replace("</Types>", macros)
    more: dict[str, str | bytes | None] = {
        "[Content_Types].xml": types,
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros",
    }
    return a_book(path, **more)


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def seen_by_office(path: Path, folder: Path, ending: str = "csv") -> Path:
    """The file as LibreOffice understands it, as .csv or .fods; the test is skipped where that is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice没有安装")
    profile = (folder / "lo").as_uri()
    text = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # UTF-8, a file a sheet
    kind = text if ending == "csv" else ending
    subprocess.run([office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", str(folder), str(path)],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    return folder
