"""Makes the DLLs that only the tests need: none of them is part of the program."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

from installer.paths import run

HERE = Path(__file__).resolve().parent
COMPILER = "x86_64-w64-mingw32-gcc"
LIBRARIES = {"wui": (), "bcryptprimitives": ("-ladvapi32",)}
UCRT = "nsist/msvcrt/x64/ucrtbase.dll"
UCRT_SHA256 = "a0b9e4ca04e89c311105d24bb8b9262ea3c00fa2967539eef94ccbdee5b4664c"


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
    wheel = next(downloads.glob("pynsist-*.whl"), None) or _download(downloads)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(UCRT)
    if hashlib.sha256(content).hexdigest() != UCRT_SHA256:
        wheel.unlink()
        raise SystemExit(f"{wheel.name} 中的 ucrtbase.dll 与校验值不符，已删除，请重新运行。")
    return content


def _download(downloads: Path) -> Path:
    downloads.mkdir(parents=True, exist_ok=True)
    words = ["-q", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-d", str(downloads)]
    command = [sys.executable, "-m", "pip", "download", *words, "-r", str(HERE / "requirements.txt")]
    run(command, "下载 pynsist（取其中的 ucrtbase.dll）")
    return next(downloads.glob("pynsist-*.whl"))
