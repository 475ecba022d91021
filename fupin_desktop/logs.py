"""What went on, for whoever mends the program: a rotating file in which no number names a person."""

import logging
import os
import re
import tempfile
from logging.handlers import RotatingFileHandler
from pathlib import Path

from fupin_desktop import places

FILE_SIZE = 1_000_000  # bytes
KEPT_FILES = 5
_CASE = re.IGNORECASE if os.name == "nt" else re.NOFLAG

# identity cards (15, 18), disability cards (20, 22) and bank cards (16-19): any run of 15 digits or more
_LONG = re.compile(r"(?<!\d)(\d{6})(\d{9,}[Xx]?)(?!\d)")
_GROUPED_ID = re.compile(r"(?<!\d)(\d{6})([ -]\d{8}[ -]\d{3}[\dXx])(?!\d)")
_GROUPED_CARD = re.compile(r"(?<!\d)(\d{4}[ -]\d{2})(\d{2}(?:[ -]\d{4}){2}(?:[ -]?\d{1,4}){0,2})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)((?:86[ -]?)?1[3-9]\d)([ -]?\d{4}[ -]?\d{4})(?!\d)")


def mask(text: str) -> str:
    """Hide identity, mobile and card numbers behind stars, keeping as much as tells kinds apart."""
    for pattern in (_LONG, _GROUPED_ID, _GROUPED_CARD):
        text = pattern.sub(_stars, text)
    return _MOBILE.sub(lambda found: found[1] + "*" * len(found[2]), text)


def shorten(text: str) -> str:
    """Say the folders of the user by their short names (%LOCALAPPDATA%, ~): a path often holds a person's name."""
    for folder, name in _own_folders():
        for written in {folder, folder.replace("\\", "\\\\"), folder.replace("\\", "/")}:
            text = re.sub(re.escape(written), lambda _, said=name: said, text, flags=_CASE)  # type: ignore[misc]
    return text


def _own_folders() -> list[tuple[str, str]]:
    """The user's folders with their short names, the longest first."""
    names = {name: f"%{name}%" for name in ("LOCALAPPDATA", "APPDATA", "TEMP", "USERPROFILE")}
    known = {os.environ.get(name, ""): said for name, said in names.items()}
    known.setdefault(tempfile.gettempdir(), "%TEMP%" if os.name == "nt" else "/tmp")
    known.setdefault(os.path.expanduser("~"), "~")  # noqa: PTH111 - does not raise where there is no home
    return sorted(((path.rstrip("\\/"), said) for path, said in known.items() if len(path) > 3), reverse=True)


def safe(text: str) -> str:
    """What may be handed on: no numbers of people, no names in paths."""
    return shorten(mask(text))


def _stars(found: re.Match[str]) -> str:
    return found[1] + "*" * len(found[2])


class Masked(logging.Formatter):
    """Masks the finished text of a record, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def start(level: int = logging.INFO) -> Path:
    """Begin to log, into the temporary folder if the log folder cannot be written; return the file."""
    for kept in logging.getLogger().handlers:
        if isinstance(kept, RotatingFileHandler) and isinstance(kept.formatter, Masked):
            return Path(kept.baseFilename)
    handler = _open(places.logs()) or _open(Path(tempfile.gettempdir()) / "fupin-logs")
    top = logging.getLogger()
    top.setLevel(level)
    if handler is None:
        top.addHandler(logging.NullHandler())
        return Path(os.devnull)
    handler.setFormatter(Masked("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    top.addHandler(handler)
    return Path(handler.baseFilename)


def stop() -> None:
    """Close the log file, so that it can be copied or its folder removed."""
    top = logging.getLogger()
    for handler in top.handlers[:]:
        if isinstance(handler.formatter, Masked):
            top.removeHandler(handler)
            handler.close()


def _open(folder: Path) -> RotatingFileHandler | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            folder / "fupin.log", maxBytes=FILE_SIZE, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError:
        return None
