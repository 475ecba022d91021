"""The chapter that the program writes itself: what it is, and where its log lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fupin_desktop import __version__, places
from fupin_desktop.ui.identity import NAME

OPEN = "open:"
"""A link to something that the system opens: the log's folder, the list of licences."""


def made() -> Mapping[str, Callable[[], str]]:
    """The made chapters by name."""
    return {"about": _about}


def _about() -> str:
    home = places.program()
    kind = (
        "便携版，数据放在程序旁边的“办公室”文件夹"
        if places.is_portable()
        else "数据和程序分开存放，卸载程序不会带走数据"
    )
    lines = [
        "# 关于",
        f"**{NAME}**　版本 {__version__}",
        f"给乡镇扶贫、乡村振兴工作人员用的桌面程序：一户一档、公示、报表、导入和体检，都在这台电脑上，不连网。{kind}。",
        "## 许可",
        "程序按 Apache-2.0 许可发布，可以免费使用、复制。它用到的组件和字体各有自己的许可。",
    ]
    if home is not None and (home / "THIRD-PARTY.txt").is_file():
        lines.append(f"[打开组件和字体的许可清单]({OPEN}licences)")
    lines += [
        "## 出了问题",
        "1. 先做一次自检：右上角【帮助】菜单里的【自检】。",
        f"2. 日志里的证件号码和电话已经打了星号，可以放心交给维护人员：[打开日志文件夹]({OPEN}logs)。",
    ]
    return "\n\n".join(lines)


def place_of(name: str) -> Path:
    """The file or folder behind an ``open:`` link."""
    home = places.program()
    return home / "THIRD-PARTY.txt" if name == "licences" and home else places.logs()
