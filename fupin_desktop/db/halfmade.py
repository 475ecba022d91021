"""Files that are made under another name first: how such a one is known, and what a killed program left of it."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import time
from pathlib import Path

from fupin_desktop.db.lock import is_running

PART = ".part"
"""Stands in the name of what is not whole yet, after the number of the process that makes it."""
FORGOTTEN_AFTER, LONGEST = 3600.0, 86400.0
"""Seconds without a word: so old is what a killed program left, and (its number may be another's by now) what nobody makes."""


def clean(folder: Path, name: str = "") -> None:
    """Remove what killed backups left half-made in a folder; only those of a ``name`` where others keep files too."""
    for each in folder.glob(f"{glob.escape(name)}*{PART}*"):
        if not _is_being_made(each):
            with contextlib.suppress(OSError):
                each.unlink()


def _is_being_made(part: Path) -> bool:
    """Whether the process that a half-made file is named after still runs (of an older program: whether it is fresh)."""
    said = re.search(rf"-(\d+)-[^-]*{re.escape(PART)}", part.name)
    if said and not is_running(int(said[1])):
        return False
    try:
        return time.time() - part.stat().st_mtime < (LONGEST if said else FORGOTTEN_AFTER)
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
