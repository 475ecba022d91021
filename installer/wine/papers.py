"""What stands in a paper, so that two of them can be held against each other byte for byte."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from PIL import Image

PARTS = ("word/", "xl/")
"""The parts of an Office file that hold what one reads; the others tell when and by what it was made."""


def content(paper: Path) -> bytes:
    """The text of a PDF as pdftotext takes it out, the XML of an Office file, the points of a picture, else the file."""
    if paper.suffix == ".pdf":
        command = ["pdftotext", "-layout", str(paper), "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout
    if paper.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(paper) as archive:
            names = sorted(
                name for name in archive.namelist() if name.startswith(PARTS) and name.endswith(".xml")
            )
            return b"".join(name.encode() + b"\n" + archive.read(name) + b"\n" for name in names)
    if paper.suffix == ".png":  # packed by another zlib, the same picture has other bytes
        with Image.open(paper) as picture:
            return repr(picture.size).encode() + picture.convert("RGBA").tobytes()
    return paper.read_bytes()


def contents(folder: Path) -> dict[str, bytes]:
    """Every paper below a folder by its path with /."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): content(file) for file in files}
