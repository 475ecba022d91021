"""Makes the DLLs that only the tests need: none of them is part of the program."""

from __future__ import annotations

import zipfile
from pathlib import Path

from installer import fetch, lock
from installer.paths import run

HERE = Path(__file__).resolve().parent
COMPILER = "x86_64-w64-mingw32-gcc"
LIBRARIES = {"wui": (), "bcryptprimitives": ("-ladvapi32",)}
UCRT = "nsist/msvcrt/x64/ucrtbase.dll"


def make(folder: Path, downloads: Path) -> Path:
    """Fill a folder with the DLLs; the wheel with Microsoft's own one is kept among the downloads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, libraries in LIBRARIES.items():
        source, target = HERE / f"{name}.c", folder / f"{name}.dll"
        words = ["-shared", "-O1", "-static-libgcc", "-o", str(target), str(source), *libraries]
        run([COMPILER, *words], f"编译 {name}.dll")
    (folder / "ucrtbase.dll").write_bytes(_ucrtbase(downloads))
    return folder


def _ucrtbase(downloads: Path) -> bytes:
    pins = lock.load(HERE / "requirements.txt")
    with zipfile.ZipFile(fetch.bring(pins, [], downloads)["pynsist"]) as archive:
        return archive.read(UCRT)
