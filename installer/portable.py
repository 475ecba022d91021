"""The portable package: the same payload in a zip, with the office beside the program."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from fupin_desktop.places import CARRIED, MARK
from installer.paths import HERE, source_date, unfinished
from installer.payload import Payload

FOLDER = "乡镇扶贫工作台"
"""The one folder of the zip."""


def make(payload: Payload, target: Path, fast: bool = False) -> Path:
    """Write the zip: the payload and the mark that makes the program keep everything beside itself."""
    text = (HERE / "portable.txt").read_text(encoding="utf-8").format(version=payload.version, folder=CARRIED)
    marked = {MARK: text.replace("\n", "\r\n").encode("utf-8-sig")}
    files = [(path, (payload.folder / path).read_bytes) for path in payload.files()]
    draft, level = target.with_suffix(".part"), 6 if fast else 9
    with unfinished(draft):
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in marked.items():
                _add(archive, name, content, level)
            for path, read in files:
                _add(archive, path, read(), level)
        draft.replace(target)
    return target


def _add(archive: zipfile.ZipFile, path: str, content: bytes, level: int) -> None:
    entry = zipfile.ZipInfo(f"{FOLDER}/{path}", moment(source_date()))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # as Windows writes it: no rights of Unix
    archive.writestr(entry, content, compresslevel=level)


def moment(seconds: int) -> tuple[int, int, int, int, int, int]:
    """Return a moment as a zip keeps it; a zip knows nothing before 1980 and counts in two seconds."""
    found = time.gmtime(max(seconds, 315_532_800))
    return (found.tm_year, found.tm_mon, found.tm_mday, found.tm_hour, found.tm_min, found.tm_sec // 2 * 2)


def names(archive: Iterable[str]) -> tuple[str, ...]:
    """Return the paths of a portable package below its one folder."""
    return tuple(name.removeprefix(f"{FOLDER}/") for name in archive)
