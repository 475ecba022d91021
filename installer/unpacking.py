"""Unpacks Python and the wheels into the payload: every file of Python is checked, of the wheels only what is kept."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installer.fetch import digest_of
from installer.keeping import KeepList
from installer.paths import HERE, BuildError

PYTHON_FILES = HERE / "pins" / "python-3.11.9-embed-amd64.sha256"
PATH_FILE = "python311._pth"
SEARCHED = "python311.zip\r\n.\r\n..\\lib\r\n..\\app\r\nimport site\r\n"
"""What Python searches, and nothing else: no PYTHONPATH, no registry, no other Python of the PC."""
_CARRIED_IN = "data.zip"
_FOLDER = "cp311/"


def python(package: Path, folder: Path) -> None:
    """Unpack the embeddable Python out of the source package; one wrong byte stops the build."""
    folder.mkdir(parents=True)
    wanted = sums(PYTHON_FILES.read_text(encoding="ascii"))
    found = dict(_python_files(package))
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            raise BuildError(f"下载的 Python 里缺少 {name}，没有采用。")
        if digest_of(found[name]) != wanted.get(name):
            raise BuildError(f"下载的 Python 里 {name} 与清单不符，没有采用。")
        (folder / name).write_bytes(found[name])
    (folder / PATH_FILE).write_bytes(SEARCHED.encode("ascii"))


def sums(text: str) -> dict[str, str]:
    """Read a list as sha256sum writes it: name to sum."""
    pairs = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {name.lstrip("*").strip(): total for total, name in pairs}


def _python_files(package: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files of the embeddable Python: from the source package, or from the PSF's own zip."""
    if package.suffix == ".zip":
        yield from _members(package.read_bytes(), "")
        return
    with tarfile.open(package) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith("/" + _CARRIED_IN) else None
            if content is not None:
                yield from _members(content.read(), _FOLDER)


def _members(content: bytes, folder: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith(folder) and not name.endswith("/"):
                yield name.removeprefix(folder), archive.read(name)


def wheel(file: Path, folder: Path, keep: KeepList) -> tuple[str, ...]:
    """Unpack what is kept of one wheel; return the paths (with /) of the kept files."""
    kept = []
    with zipfile.ZipFile(file) as archive:
        for name, path in wheel_paths(archive):
            if not keep.keeps(path):
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
            kept.append(path)
    return tuple(kept)


def wheel_paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give each file of a wheel: its name inside, and where it lies once it is installed."""
    for name in archive.namelist():
        if name.endswith("/"):
            continue
        top, _, rest = name.partition("/")
        kind, _, inner = rest.partition("/")
        if not top.endswith(".data"):
            yield name, name
        elif kind in ("purelib", "platlib"):  # headers, scripts and manual pages are not for running
            yield name, inner
