"""What this PC remembers between two starts; what the office decides is kept in its database instead."""

import dataclasses
import json
import logging
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fupin_desktop import places
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble

TEXT_SCALES = (90, 95, 100, 105, 110, 120, 130, 140, 160)  # per cent

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """Everything remembered; binary Qt states are kept as base64 text."""

    office: str = ""
    last_folder: str = ""
    scan_folder: str = ""
    worker: str = ""
    text_scale: int = 100
    window_geometry: str = ""
    window_state: str = ""
    help_geometry: str = ""
    tour: str = ""
    newer_told: str = ""
    """The day a newer setup was last told of, as 2026-11-22."""
    lists: dict[str, str] = field(default_factory=dict)


def settings_file() -> Path:
    """Return where the settings of this user on this PC lie."""
    return places.config() / "settings.json"


def load() -> Settings:
    """Read the settings; a damaged file is set aside and the defaults are used."""
    file = settings_file()
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError:
        log.warning("设置文件 %s 读不出来，暂用默认设置。", file)
        return Settings()
    except ValueError:
        _set_aside(file)
        return Settings()
    if not isinstance(kept, dict):
        _set_aside(file)
        return Settings()
    return _understood(kept)


def save(settings: Settings) -> None:
    """Write the settings whole or not at all."""
    file = settings_file()
    text = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=1)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, text)
    except OSError as error:
        reason = disk.why(error, file)
        raise Trouble(f"设置没有保存：{file} 写不进去（{reason}），请检查磁盘空间和文件夹权限。") from error


def change(**values: Any) -> Settings:
    """Change some settings, keep the others, and return them all."""
    changed = dataclasses.replace(load(), **values)
    save(changed)
    return changed


def _understood(kept: dict[str, Any]) -> Settings:
    """Take over what has the right kind; anything else stays at its default."""
    plain = Settings()
    values = {
        name: kept[name]
        for name, default in dataclasses.asdict(plain).items()
        if type(kept.get(name)) is type(default)
    }
    settings = dataclasses.replace(plain, **values)
    if settings.text_scale not in TEXT_SCALES:
        settings = dataclasses.replace(settings, text_scale=plain.text_scale)
    texts = {name: text for name, text in settings.lists.items() if isinstance(text, str)}
    return dataclasses.replace(settings, lists=texts)


def _write(file: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(prefix=file.name, suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(file)
    finally:
        Path(draft).unlink(missing_ok=True)


def _set_aside(file: Path) -> None:
    aside = file.with_name(f"{file.name}.damaged")
    try:
        file.replace(aside)
    except OSError:
        log.warning("设置文件 %s 已损坏，暂用默认设置。", file)
    else:
        log.warning("设置文件已损坏，改名为 %s 留存，已恢复默认设置。", aside)
