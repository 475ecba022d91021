"""What is said when the program cannot even begin: an old Windows, a file of the program that is gone.

Standard library only, and little of it: whatever else is damaged, these words are heard.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

TITLE = "乡镇扶贫工作台打不开"
OLDEST_WINDOWS = 17763
"""The build of Windows 10 1809, the oldest that Qt 6.8 and this program run on."""
FAILED, NOT_CHECKED = 1, 3
SELFCHECK = ("--selfcheck", "selfcheck")


def too_old() -> str:
    """A sentence when this Windows is too old for the program, else nothing."""
    if sys.platform == "win32":
        have = sys.getwindowsversion()
        if (have.major, have.build) < (10, OLDEST_WINDOWS):
            return (
                f"这台电脑的Windows版本太旧（{have.major}.{have.minor}，内部版本{have.build}），"
                "本程序需要64位Windows 10（1809）或更新的版本；请换一台电脑，数据没有改动"
            )
    return ""


def damaged(error: ImportError) -> str:
    """A sentence for a module or a library that cannot be loaded."""
    name = error.name or Path(error.path or "").name
    which = f"缺少或损坏了{name}" if name else str(error)
    return (
        f"程序文件不全（{which}），可能被杀毒软件删除或没有装完；"
        "请重新安装程序，并把安装文件夹加入杀毒软件的信任区，数据不会受影响"
    )


def refuse(sentence: str, words: Sequence[str]) -> int:
    """Say why the program does not begin, to whoever asked: a file (self-check), a console, a window. Gives the status."""
    if words[:1] and words[0] in SELFCHECK and len(words) > 1:
        answer = {"ok": False, "status": NOT_CHECKED, "why": sentence, "items": []}
        Path(words[1]).write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return NOT_CHECKED
    if sys.stderr is not None:
        sys.stderr.write(sentence + "\n")
    if sys.platform == "win32" and not words:
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, TITLE, 0x10)
    return FAILED
