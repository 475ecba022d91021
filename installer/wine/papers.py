"""What stands in a paper, so that two of them can be held against each other byte for byte."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

PARTS = ("word/", "xl/worksheets/", "xl/sharedStrings", "xl/styles", "xl/workbook", "xl/drawings", "ppt/")
"""The parts of an Office file that hold what one reads; the others tell when and by what it was made."""


def content(paper: Path) -> bytes:
    """The text of a PDF as pdftotext takes it out, the parts of an Office file, every other file as it is."""
    if paper.suffix == ".pdf":
        command = ["pdftotext", "-layout", str(paper), "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout
    if paper.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(paper) as archive:
            names = sorted(name for name in archive.namelist() if name.startswith(PARTS))
            return b"".join(name.encode() + b"\n" + archive.read(name) + b"\n" for name in names)
    return paper.read_bytes()


def contents(folder: Path) -> dict[str, bytes]:
    """Every paper below a folder by its path with /."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): content(file) for file in files}
