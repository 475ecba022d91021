"""Whether a newer setup of the program lies near: on a stick, on the desktop, among the downloads, beside the office.

Nothing is fetched and nothing is run: a PC without a network is brought up to date by whoever carries the setup there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop import __version__, places
from fupin_desktop.db.lock import is_away

SIZES = range(20 * 1024 * 1024, 1024 * 1024 * 1024)
"""Bytes; what is smaller or larger is a cut download or something else."""
_SETUP = re.compile(r"FupinDesktop-(\d+)\.(\d+)\.(\d+)-setup(?: ?\(\d+\))?\.exe", re.IGNORECASE)
_CARRIED = re.compile(r"FupinDesktop-(\d+)\.(\d+)\.(\d+)-portable(?: ?\(\d+\))?\.zip", re.IGNORECASE)
_BEGINS = {".exe": b"MZ", ".zip": b"PK"}
Version = tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Setup:
    """A setup (or for a carried program a package) that may be installed."""

    version: Version
    file: Path

    @property
    def number(self) -> str:
        return ".".join(map(str, self.version))

    @property
    def sentence(self) -> str:
        """Where it lies and what to do."""
        if self.file.suffix.lower() == ".zip":
            how = f"先关闭本程序，把它解压到一个新文件夹，再把旧的“{places.CARRIED}”整个移过去，放在 FupinDesktop.exe 旁边"
        else:
            how = "先关闭本程序，再双击它安装，数据和设置都会保留"
        return f"找到新版 {self.number}（现在是 {__version__}）：“{self.file}”；{how}"


def newest_near(office: Path) -> Setup | None:
    """The newest setup that is newer than this program, in the places where one is carried to; None if there is none."""
    return newest(near(office))


def newest(folders: Iterable[Path], own: str = __version__) -> Setup | None:
    """The newest setup in some folders (not below them) that is newer than ``own``."""
    have = _version(own.split("."))
    found = (each for folder in dict.fromkeys(folders) for each in _setups(folder) if each.version > have)
    return max(found, default=None)


def near(office: Path) -> Iterator[Path]:
    """Where a setup may lie: by the office, by the program, on sticks, on the desktop, among the downloads."""
    yield from (office, office.parent)
    if home := places.program():
        yield from (home, home.parent)
    yield from _sticks()
    import platformdirs

    yield Path(platformdirs.user_downloads_dir())
    yield Path(platformdirs.user_desktop_dir())


def _setups(folder: Path) -> Iterator[Setup]:
    # a setup would begin an office of its own on this PC, without the data on the stick
    pattern = _CARRIED if places.is_portable() else _SETUP
    try:
        if is_away(folder) or not folder.is_dir():  # a share that is gone would keep everybody waiting
            return
        for file in folder.iterdir():
            if (said := pattern.fullmatch(file.name)) and _plausible(file):
                yield Setup(_version(said.groups()), file)
    except OSError:
        return


def _plausible(file: Path) -> bool:
    """A file of the right size that begins as such files do."""
    begins = _BEGINS[file.suffix.lower()]
    if not file.is_file() or file.stat().st_size not in SIZES:
        return False
    with file.open("rb") as stream:
        return stream.read(len(begins)) == begins


def _version(parts: Iterable[str]) -> Version:
    return tuple(int(each) for each in parts)


if sys.platform == "win32":

    def _sticks() -> Iterator[Path]:
        """The tops of drives that can be taken out; network drives are not even asked."""
        import ctypes

        removable, quiet = 2, 1
        kernel = ctypes.windll.kernel32
        before = kernel.SetErrorMode(quiet)  # an empty card reader would ask for a disk
        drives = kernel.GetLogicalDrives()
        try:
            for place in range(2, 26):
                top = f"{chr(ord('A') + place)}:\\"
                if drives >> place & 1 and kernel.GetDriveTypeW(top) == removable:
                    yield Path(top)
        finally:
            kernel.SetErrorMode(before)

else:

    def _sticks() -> Iterator[Path]:
        """Where sticks are mounted."""
        for folder in (Path("/media"), Path("/run/media")):
            if folder.is_dir():
                yield from folder.glob("*/*")
