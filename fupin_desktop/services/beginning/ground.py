"""Where an office may lie: what is there already, whether it can be written, and whether it had better not lie there.

Read at every start: nothing heavy is imported here.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop import places
from fupin_desktop.domain import disk
from fupin_desktop.places import DATABASE, RESTORING

ROOM = "新办公室.part"
"""The folder in which an office is built; what a killed program left of one is removed before the next."""
DEMO = "演示乡镇"
OWN = "乡镇扶贫工作台"
"""The folder that is made where the chosen one holds other things."""
ROOMY = 64 * 1024 * 1024
"""Bytes that have to be free: the demo township takes about a tenth of them, backups the rest."""
AWAY = (21, 53, 67, 1231)
"""What Windows says of a drive without its stick, and of another PC that is not there."""
OUR_OWN = frozenset(
    {"files", "backups", "drafts", "incoming", "office.lock", "settings.json", "Logs", "Cache", DEMO, ROOM}
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a folder is good for. ``trouble``: why no office can be made there; ``warning``: why it had better not."""

    folder: Path
    trouble: str = ""
    warning: str = ""
    taken: bool = False


def has_office(folder: Path) -> bool:
    """Whether an office lies there, also one that cannot be read."""
    for name in (DATABASE, RESTORING):
        try:
            (folder / name).lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in AWAY:
                continue
            return True
        return True
    return False


def look_at(folder: Path) -> Ground:
    """Whether an office can be made in a folder; nothing is left behind by the look."""
    if has_office(folder):
        return Ground(folder, f"“{folder}”里已经有一个办公室，请打开它，或换一个文件夹", taken=True)
    if said := unwritable(folder):
        return Ground(folder, said)
    from fupin_desktop.db.lock import network_share

    if network_share(folder):
        return Ground(
            folder,
            warning="这个文件夹在网络共享盘上，数据容易损坏；请换到本机硬盘（C盘、D盘），用“备份”把数据带到别处",
        )
    return Ground(folder)


def fitting(chosen: Path) -> Path:
    """Where the office lies when a clerk chooses a folder: there, or in one of its own where other things lie."""
    with contextlib.suppress(OSError):
        if not has_office(chosen) and any(each.name not in OUR_OWN for each in chosen.iterdir()):
            return chosen / OWN
    return chosen


def office_near(chosen: Path) -> Path:
    """The office's folder when a clerk chose it, a folder in it (backups), or the one above it."""
    if has_office(chosen) or not chosen.is_dir():
        return chosen
    if chosen.name in OUR_OWN and has_office(chosen.parent):
        return chosen.parent
    with contextlib.suppress(OSError):
        inside = [each for each in chosen.iterdir() if each.is_dir() and has_office(each)]
        if len(inside) == 1:
            return inside[0]
    return chosen


def demo_folder(folder: Path) -> Path:
    """Where the demo township lies: apart, so that the office's own place stays free."""
    return folder if folder.name == DEMO else folder / DEMO


def free_place(usual: Path) -> Path:
    """The usual folder, or where an office lies there already a further one in it."""
    place, number = usual, 1
    while has_office(place):
        place, number = usual / (OWN if number == 1 else f"{OWN}{number}"), number + 1
    return place


def unwritable(folder: Path) -> str:
    """Why no office can be written into a folder, or into the nearest one above it that there is."""
    if _is_of_the_program(folder):
        return f"“{folder}”是程序自己的文件夹，换新版本时会整个换掉；请换一个文件夹，如“文档”或D盘"
    try:
        there = nearest(folder)
        if not there.is_dir():
            return f"“{there}”不是文件夹（盘不在，或那里有一个同名的文件），请换一个文件夹"
        try_out(there)
        free = shutil.disk_usage(there).free
    except OSError as error:
        return failed(folder, error)
    if free < ROOMY:
        return f"“{there}”所在的磁盘只剩{free // 1048576}兆，放不下办公室；请清理磁盘（至少留出{ROOMY // 1048576}兆），或换一个文件夹"
    return ""


def _is_of_the_program(folder: Path) -> bool:
    """Whether a folder lies among the installed or carried program's files, and not where a carried one keeps its data."""
    home = places.program()
    if home is None:
        return False
    home, folder = home.resolve(), folder.resolve()
    own = places.is_portable() and folder.is_relative_to(home / places.CARRIED)
    return folder.is_relative_to(home) and not own


def nearest(folder: Path) -> Path:
    """What is there: the folder, or the nearest one above it."""
    return next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)


def try_out(folder: Path) -> None:
    """Make a file in a folder that is there; nothing of it stays. Raises OSError."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write("试写".encode())


def failed(folder: Path, error: OSError) -> str:
    """A sentence for an office that could not be made in a folder."""
    if error.errno == errno.ENOSPC:
        why, mend = "磁盘已满", "请清理磁盘空间，或换一个文件夹"
    elif isinstance(error, PermissionError) or error.errno in (errno.EROFS, errno.EACCES):
        why, mend = "没有写入权限", "请换一个可以写入的文件夹，如“文档”或D盘"
    elif disk.too_long(error, folder):
        why, mend = disk.why(error, folder), disk.HIGHER
    else:
        why, mend = disk.why(error, folder), "请检查磁盘或U盘，或换一个文件夹"
    return f"“{folder}”里不能建办公室（{why}），没有留下任何文件；{mend}"
