"""fupin selfcheck FILE: whether the program works on this PC, as JSON. 0 all good, 1 something failed, 3 not checked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.services.selfcheck import Item

Answer = tuple[dict[str, Any], str]


def words(command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]) -> None:
    """selfcheck FILE [--platform NAME] [--picture FILE]."""
    check = command("selfcheck", "自检：看程序在这台电脑上好不好用，结果写成一个JSON文件", look)
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--platform", default="", metavar="NAME", help="Qt平台（没有屏幕时写 offscreen）")
    check.add_argument("--picture", type=Path, metavar="FILE", help="把画出来的窗口另存为这个PNG文件")


def look(said: argparse.Namespace) -> Answer:
    """Look at everything and write the file."""
    from fupin_desktop.services import selfcheck

    now = datetime.now()
    try:
        with selfcheck.Room(now, said.office) as room:
            found = list(selfcheck.outcomes(_items(said.platform), room))
            if said.picture:
                _keep_picture(room.folder / "window.png", said.picture)
    except (OSError, Trouble) as error:
        answer = selfcheck.not_checked(error, now)
        told = str(answer["why"])
    else:
        answer = selfcheck.as_json(found, now)
        told = selfcheck.as_text(found, now).rstrip()
    return _written(answer, told, said.file)


def _items(platform: str) -> list[Item]:
    from fupin_desktop.services.selfcheck import items
    from fupin_desktop.ui.selfcheck import seen

    return [*items(), seen.beginning(platform), *seen.BESIDE, *seen.SEEN]


def _keep_picture(made: Path, wanted: Path) -> None:
    if made.exists():
        wanted.write_bytes(made.read_bytes())


def _written(answer: dict[str, Any], told: str, file: Path) -> Answer:
    """Write the file whole; one that cannot be written is said and makes the status 3."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        told = f"自检结果写不进“{file}”（{disk.why(error, file)}），请换一个位置。{told}"
        answer = {**answer, "status": 3}
    return dict(answer), told
