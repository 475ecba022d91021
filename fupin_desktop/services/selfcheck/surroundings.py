"""What the program stands on: versions, its own files, the disk, the folders, the clock."""

from __future__ import annotations

import platform
import shutil
import sys
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop import __version__, assets, places, unfit
from fupin_desktop.services.beginning.ground import nearest, try_out
from fupin_desktop.services.selfcheck import Finding, Item, Room, Wrong

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

LIBRARIES = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "reportlab", "openpyxl", "python-docx", "python-calamine", "lxml",
    "matplotlib", "numpy", "pypdfium2", "rapidfuzz", "pypinyin", "chinesecalendar", "platformdirs", "PyNaCl",
)  # fmt: skip
LEAST_SPACE = 500 * 1024 * 1024
"""Bytes; with less there is no room for a backup of an office with photos."""
BUILT = date(2024, 1, 1)
"""The program is younger than this day: a clock that is behind it is wrong."""
SLACK = timedelta(days=1)
NEEDED = (
    ("icons", "program.ico", "图标"),
    ("forms", "*.xlsx", "表样"),
    ("samples", "*.xlsx", "样例"),
    ("help", "*.md", "帮助"),
)
"""Folder, what must lie there, and its name: what ships with the program besides faces."""


def versions(_: Room) -> Finding:
    """The program, Python and the libraries."""
    import sqlite3

    told = f"程序{__version__}，Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}"
    found = {name: _version(name) for name in LIBRARIES}
    return Finding(
        told, details={"python": sys.version, "libraries": found, "sqlite": sqlite3.sqlite_version}
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def system(_: Room) -> Finding:
    """Which Windows (or Linux) this is."""
    if said := unfit.too_old():
        raise Wrong(said)
    portable = "，从便携包运行" if places.is_portable() else ""
    return Finding(f"{platform.system()} {platform.release()}（{platform.version()}）{portable}")


def program_files(_: Room) -> Finding:
    """What ships with the program is there."""
    root = assets.root()
    absent = [name for folder, what, name in NEEDED if not any((root / folder).glob(what))]
    if absent:
        raise Wrong(f"程序文件不全：缺少{'、'.join(absent)}；请重新安装程序，数据不会受影响")
    return Finding("图标、表样、样例、帮助都在")


def calendar(room: Room) -> Finding:
    """The calendar of days off for this year ships with the program."""
    from fupin_desktop.domain import holidays

    year = room.now.year
    if holidays.known(year):
        return Finding(f"有{year}年的放假安排")
    return Finding(
        f"没有{year}年的放假安排，公示期满日只避开周末；请在“设置”里填写国务院公布的放假和调休日", remark=True
    )


def disk(room: Room) -> Finding:
    """Room on the disk of the office."""
    free = _free(room.place)
    if said := low_space(room.place):
        raise Wrong(said)
    return Finding(f"数据所在的磁盘还有{free / 1024**3:.1f} GB", details={"free": free})


def low_space(folder: Path) -> str:
    """A sentence when the disk of a folder is nearly full, else nothing. Raises OSError when it cannot be asked."""
    free = _free(folder)
    if free >= LEAST_SPACE:
        return ""
    return f"数据所在的磁盘只剩{free // 1024**2} MB，保存和备份可能写不下；请清理磁盘，或把大文件移走"


def _free(folder: Path) -> int:
    return shutil.disk_usage(nearest(folder)).free


def folders(room: Room) -> Finding:
    """The folders of data, settings, log and cache can be written."""
    asked = {"数据": room.place, "设置": places.config(), "日志": places.logs(), "缓存": places.cache()}
    wrong = [f"{name}文件夹“{folder}”" for name, folder in asked.items() if not writable(folder)]
    if wrong:
        raise Wrong(f"写不进去：{'、'.join(wrong)}；请检查文件夹权限，或请单位网管放行本程序")
    return Finding(
        "数据、设置、日志、缓存四处都能写", details={key: str(each) for key, each in asked.items()}
    )


def writable(folder: Path) -> bool:
    """Whether a file can be made in a folder, or in the nearest one above that is there."""
    try:
        try_out(nearest(folder))
    except OSError:
        return False
    return True


def clock(room: Room) -> Finding:
    """The clock of the PC is not behind the program, nor behind what the office did."""
    if said := clock_behind(room.now, newest_act(room.own) if room.own else ""):
        raise Wrong(said)
    return Finding(f"电脑时间{room.now:%Y-%m-%d %H:%M}")


def newest_act(office: Office) -> str:
    """When the office did something last, as ISO text; empty when it never did."""
    acts = office.history.acts(last=1)
    return str(acts[0].at) if acts else ""


def clock_behind(now: datetime, newest: str) -> str:
    """A sentence when the PC's clock cannot be right: before the program was made, or a day and more before the
    office's newest act (``newest``, ISO text or empty); else nothing."""
    said = f"电脑时间是{now:%Y-%m-%d %H:%M}"
    tail = "公示期、到期提醒和打印日期都会算错，请先把电脑的日期和时间调对"
    if now.date() < BUILT:
        return f"{said}，比本程序发布的日子还早；{tail}"
    if newest and now + SLACK < datetime.fromisoformat(newest).replace(tzinfo=None):
        return f"{said}，比办公室最近一次改动（{newest[:16].replace('T', ' ')}）还早；{tail}"
    return ""


def antivirus(_: Room) -> Finding:
    """Nobody can ask an antivirus what it does."""
    return Finding("程序查不到杀毒软件的设置；如它提示拦截或文件被删，请把程序的安装文件夹加入信任区")


ITEMS = (
    Item("versions", "版本", versions),
    Item("system", "系统", system),
    Item("files", "程序文件", program_files),
    Item("calendar", "放假安排", calendar),
    Item("disk", "磁盘空间", disk),
    Item("folders", "文件夹", folders),
    Item("clock", "电脑时间", clock),
    Item("antivirus", "杀毒软件", antivirus),
)
