"""A run that ends badly leaves a log; the next start finds it.

Each run of the window keeps a file among the logs while it lasts, and takes it away when it ends well. Into it goes
what nobody foresaw (masked), and what Python says when the process dies (``faulthandler``). A file that is there and
that no process holds is from a run that crashed or was killed.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from fupin_desktop import __version__, places

NAME = "运行中_{}.log"
OVER = ".over"
"""What such a file ends with as soon as a start has found that its run is over."""
REPORT = "崩溃_{:%Y%m%d-%H%M%S}.txt"
ORDERLY = "系统关机或注销\n"
UNFORESEEN = "【意外】"
FATAL = "【Qt致命错误】"
TAIL = 100
"""Lines of the usual log that are put beside what happened."""
KEPT = 10
"""Reports; older ones go."""
HEAD = "乡镇扶贫工作台的崩溃日志。证件号码、电话、姓名已打星号，可以交给支持人员。\n"


@dataclass
class Run:
    """This run: its file, and whether something happened that the next start should tell."""

    path: Path
    file: TextIO
    happened: bool = False


_run: list[Run] = []


def begin() -> None:
    """From now on a bad end leaves a log; where the folder cannot be written the program goes on without."""
    path = places.logs() / NAME.format(os.getpid())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8", buffering=1)
    except OSError:
        return
    hold(file)
    file.write(f"{HEAD}程序 {__version__}，{datetime.now():%Y-%m-%d %H:%M:%S} 启动\n")
    faulthandler.enable(file)
    _run[:] = [Run(path, file)]


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Note what nobody foresaw; the program goes on."""
    import traceback

    said("".join(traceback.format_exception(kind, error, trace)))


def said(words: str, sign: str = UNFORESEEN) -> None:
    """Note what went wrong."""
    from fupin_desktop import logs

    for run in _run:
        with contextlib.suppress(OSError, ValueError):
            run.file.write(f"{sign}{datetime.now():%Y-%m-%d %H:%M:%S} {logs.safe(words)}\n")
            run.happened = True


def orderly() -> None:
    """The system is about to end the program: that is not a crash."""
    for run in _run:
        with contextlib.suppress(OSError, ValueError):
            run.file.write(ORDERLY)


def end() -> None:
    """The program ends well. Its file goes, unless something is in it that the next start should tell."""
    while _run:
        run = _run.pop()
        faulthandler.disable()
        with contextlib.suppress(OSError):
            run.file.close()
            if not run.happened:
                run.path.unlink()


def left_behind() -> list[Path]:
    """The files of runs that ended badly, the oldest first."""
    folder = places.logs()
    if not folder.is_dir():
        return []
    here = {run.path for run in _run}
    for each in folder.glob(NAME.format("*")):
        if each not in here:
            _claim(each)
    return [each for each in sorted(folder.glob(f"*{OVER}")) if not _was_orderly(each)]


def _claim(path: Path) -> None:
    """Give a file that no running program holds another name."""
    with contextlib.suppress(OSError):  # Windows does not rename what another process has open
        with path.open("r+", encoding="utf-8") as file:
            free = hold(file)
        if free:
            path.replace(path.with_suffix(OVER))


def _was_orderly(path: Path) -> bool:
    """Whether the last words are those of a system that was shut down; such a file goes."""
    try:
        ended = path.read_text(encoding="utf-8", errors="replace").endswith(ORDERLY)
        if ended:
            path.unlink()
    except OSError:
        return False
    return ended


def how_it_ended(text: str) -> str:
    """What the file of a run says of its end, in Chinese words."""
    if any(each in text for each in ("Fatal Python error", "Windows fatal exception", FATAL)):
        return "程序崩溃退出"
    return "有一步出了意外" if UNFORESEEN in text else "程序没有正常结束（死机、断电，或被强行结束）"


def report(left: Path, names: Iterable[str] = ()) -> tuple[Path, str]:
    """Make of what a bad run left a log that may be handed on: masked, also the ``names``.

    Gives it with words on how and when the run ended. Raises OSError.
    """
    import platform

    from fupin_desktop import logs

    text = left.read_text(encoding="utf-8", errors="replace")
    at = datetime.fromtimestamp(left.stat().st_mtime)
    how = f"{how_it_ended(text)}，{at:%Y-%m-%d %H:%M}"
    tail = "\n".join(_log_lines()[-TAIL:]) or "（没有）"
    whole = f"{text}\n怎样结束：{how}\n系统：{platform.platform()}\n\n日志的最后{TAIL}行：\n{tail}\n"
    target = left.with_name(REPORT.format(at))
    target.write_text(without_names(logs.safe(whole), names), encoding="utf-8")
    left.unlink()
    for old in sorted(left.parent.glob("崩溃_*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return target, how


def without_names(text: str, names: Iterable[str]) -> str:
    """Names of people with stars behind the first character."""
    for name in sorted({each for each in names if len(each) > 1}, key=len, reverse=True):
        if name in text:
            text = text.replace(name, name[0] + "*" * (len(name) - 1))
    return text


def _log_lines() -> list[str]:
    try:
        return (places.logs() / "fupin.log").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


if sys.platform == "win32":

    def hold(file: TextIO) -> bool:
        """Hold a file for this process; False when another one holds it. Windows does so by itself (see ``_claim``)."""
        return not file.closed

else:

    def hold(file: TextIO) -> bool:
        """Hold a file for this process; False when another one holds it."""
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some shares know no locks
            return True
        return True
