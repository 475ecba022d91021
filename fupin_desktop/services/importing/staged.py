"""What was read and not yet imported: a copy of the files and the clerk's choices, kept in the office's folder."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desktop.db.halfmade import FORGOTTEN_AFTER, sync_folder
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.drafts import write_whole
from fupin_desktop.services.importing.choosing import Choice

CHOICES = "choices.json"
PART = ".part"


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are read: the layout and day said by the clerk, what blanks do, columns put right (letter → key)."""

    layout: str | None = None
    day: date | None = None
    year: int | None = None
    blank: str = "keep"
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Staged:
    """One reading that waits (待处理). ``paths`` are the copies, under the files' own names."""

    token: str
    paths: tuple[Path, ...]
    asked: Asked
    choice: Choice
    read_at: datetime
    data_day: str
    sentence: str

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(path.name for path in self.paths)


class Staging:
    """The folder ``incoming``: one folder a reading, named by the fingerprint of its files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, token: str, paths: Sequence[Path], asked: Asked, said: Mapping[str, str]) -> Staged:
        """Keep a copy of files, whole or not at all; a reading of the same files goes on with its choices.

        ``said``: ``data_day`` and ``sentence`` as the list shows them. Raises Trouble when the disk refuses.
        """
        kept = self.find(token)
        target = self._folder / token
        found = Staged(
            token, (), asked, kept.choice if kept else Choice(), datetime.now(), said["data_day"], said["sentence"]
        )  # fmt: skip
        try:
            if kept is not None:
                write_whole(target / CHOICES, _told(found))
            else:
                self._copy(paths, target, found)
            return dataclasses.replace(found, paths=_copies(target))
        except OSError as error:
            raise Trouble(_unwritable(error)) from error

    def choose(self, token: str, choice: Choice) -> None:
        """Keep other choices. Raises Trouble when the disk refuses; then the former stay."""
        kept = self.find(token)
        if kept is None:
            return
        try:
            write_whole(self._folder / token / CHOICES, _told(dataclasses.replace(kept, choice=choice)))
        except OSError as error:
            raise Trouble(_unwritable(error)) from error

    def find(self, token: str) -> Staged | None:
        """One reading; None when there is none, or it is not whole."""
        try:
            said = json.loads((self._folder / token / CHOICES).read_text(encoding="utf-8"))
            return _read(token, _copies(self._folder / token), said)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def all(self) -> list[Staged]:
        """Every reading that waits, the newest first."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        found = [each for folder in folders if (each := self.find(folder.name)) is not None]
        return sorted(found, key=lambda each: each.read_at, reverse=True)

    def drop(self, token: str) -> None:
        """Forget a reading. Raises Trouble when a file is held open; what is left of it is no reading any more."""
        folder = self._folder / token
        try:
            (folder / CHOICES).unlink(missing_ok=True)
            if folder.is_dir():
                shutil.rmtree(folder)
        except OSError as error:
            raise Trouble(
                f"“{error.filename or token}”正被别的程序使用，没有删干净；请关闭它（如Excel）后再放下一次"
            ) from error

    def clean(self) -> None:
        """Remove what processes that were killed left half-copied or half-dropped."""
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            with contextlib.suppress(OSError):
                old = time.time() - folder.stat().st_mtime > FORGOTTEN_AFTER
                if old if folder.suffix == PART else not (folder / CHOICES).exists():
                    shutil.rmtree(folder)

    def _copy(self, paths: Sequence[Path], target: Path, staged: Staged) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(suffix=PART, dir=self._folder))
        try:
            for number, path in enumerate(paths, 1):
                place = part / f"{number:04d}"
                place.mkdir()
                if path.is_dir():
                    shutil.copytree(path, place / path.name)
                else:
                    _copy_file(path, place / path.name)
            write_whole(part / CHOICES, _told(staged))
            shutil.rmtree(target, ignore_errors=True)  # what is there is no whole reading
            part.replace(target)
            sync_folder(self._folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as there, target.open("wb") as here:
        shutil.copyfileobj(there, here, 1 << 20)
        here.flush()
        os.fsync(here.fileno())


def _copies(folder: Path) -> tuple[Path, ...]:
    return tuple(next(place.iterdir()) for place in sorted(folder.iterdir()) if place.is_dir())


def _told(staged: Staged) -> str:
    asked = staged.asked
    said = {
        "layout": asked.layout, "day": asked.day.isoformat() if asked.day else None, "year": asked.year,
        "blank": asked.blank, "mapping": dict(asked.mapping), "choice": staged.choice.as_json(),
        "read_at": staged.read_at.isoformat(), "data_day": staged.data_day, "sentence": staged.sentence,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False)


def _read(token: str, paths: tuple[Path, ...], said: Mapping[str, Any]) -> Staged:
    day = date.fromisoformat(said["day"]) if said["day"] else None
    asked = Asked(said["layout"], day, said["year"], said["blank"], dict(said["mapping"]))
    read_at = datetime.fromisoformat(said["read_at"])
    return Staged(token, paths, asked, Choice.of(said["choice"]), read_at, said["data_day"], said["sentence"])


def _unwritable(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        why = "磁盘已满，请清理磁盘空间后再读一次"
    elif isinstance(error, PermissionError):
        why = "没有权限写入办公室文件夹，请检查文件夹的权限"
    else:
        why = f"{disk.why(error)}，请检查磁盘后再试"
    return f"读取的文件没有留存，本办数据没有改动：{why}"
