"""Where things lie: the user's folders, or beside the program when it is carried on a stick."""

import os
from pathlib import Path

MARK = "portable.txt"
"""Lies beside the launcher of the portable package."""
CARRIED = "办公室"
"""The folder of a portable package in which everything is kept."""
NAME = "fupin_desktop"
DATABASE = "office.db"
"""What makes a folder an office."""
RESTORING = "restore.json"
"""The mark of a restore that was killed: the office comes back when it is opened."""


def program() -> Path | None:
    """Return the folder of the installed or carried program (its launcher says so), None in a checkout."""
    said = os.environ.get("FUPIN_PROGRAM")
    return Path(said) if said else None


def is_portable() -> bool:
    """Say whether the program runs from the portable package."""
    home = program()
    return home is not None and (home / MARK).is_file()


def office() -> Path:
    """Return where the office of this user lies unless another was chosen: $FUPIN_OFFICE comes first."""
    return _place("FUPIN_OFFICE", "user_data_path", "")


def config() -> Path:
    """Return the folder of the settings."""
    return _place("FUPIN_CONFIG", "user_config_path", "设置")


def logs() -> Path:
    """Return the folder of the log."""
    return _place("FUPIN_LOGS", "user_log_path", "日志")


def cache() -> Path:
    """Return the folder for what can be made anew."""
    return _place("FUPIN_CACHE", "user_cache_path", "缓存")


def _place(chosen: str, usual: str, carried: str) -> Path:
    if said := os.environ.get(chosen):
        return Path(said)
    home = program()
    if home is not None and is_portable():
        return home / CARRIED / carried
    import platformdirs

    found: Path = getattr(platformdirs, usual)(NAME, appauthor=False)
    return found
