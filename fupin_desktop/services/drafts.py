"""Keeps what was typed but not saved, so that it survives a crash: one small file for each form."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form, as text. ``key`` names form and record, ``label`` says it to the clerk."""

    key: str
    label: str
    values: Mapping[str, str]


class Drafts:
    """The drafts of one office, in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, draft: Draft) -> None:
        """Keep a draft, whole or not at all. Raises Trouble when the disk refuses."""
        file = self._file(draft.key)
        said = {"key": draft.key, "label": draft.label, "values": dict(draft.values)}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(file, json.dumps(said, ensure_ascii=False))
        except OSError as error:
            raise Trouble(
                f"草稿没有存下（{disk.why(error, file)}），请先保存正在填写的内容，再检查磁盘"
            ) from error

    def find(self, key: str) -> Draft | None:
        """The draft of one form; None when there is none or it cannot be read."""
        return _read(self._file(key))

    def all(self) -> list[Draft]:
        """Every draft, the newest first."""
        files = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        return [draft for file in files if (draft := _read(file))]

    def drop(self, key: str) -> None:
        """Forget a draft: it was saved or given up."""
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / f"{sha256(key.encode()).hexdigest()[:24]}.json"


def write_whole(file: Path, text: str) -> None:
    """Write a small file so that it is there wholly or as it was. Raises OSError."""
    handle, part = tempfile.mkstemp(prefix="draft", suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(part).replace(file)
    finally:
        Path(part).unlink(missing_ok=True)


def _read(file: Path) -> Draft | None:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return Draft(said["key"], said["label"], {str(k): str(v) for k, v in said["values"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
