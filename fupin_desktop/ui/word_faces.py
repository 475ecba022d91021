"""A Word file names 方正小标宋简体, which not every PC has: said once, when the first such file was made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from fupin_desktop import settings
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.ui.desk import Desk

TITLE_FACE = "方正小标宋简体"
FACES = {
    TITLE_FACE: (TITLE_FACE, "FZXiaoBiaoSong-B05S"),
    "仿宋_GB2312": ("仿宋_GB2312", "FangSong_GB2312"),
    "楷体_GB2312": ("楷体_GB2312", "KaiTi_GB2312"),
    "仿宋": ("仿宋", "FangSong"),
    "楷体": ("楷体", "KaiTi"),
    "黑体": ("黑体", "SimHei"),
}
"""The faces that Word files and forms from above name, each with the names under which it may be installed."""
TOLD = "word_faces"
WORDS = (
    "这台电脑没有“方正小标宋简体”，Word文件的标题会用别的字体代替；PDF用程序自带的字体，不受影响。"
    "要用Word定稿，请向单位网管要这种字体装上（程序不能自带），或直接用PDF"
)


def tell_once(desk: Desk, file: Path) -> None:
    """Say it when a Word file was made on a PC without the face, and never again on this PC."""
    kept = settings.load().lists
    if file.suffix.lower() != ".docx" or TOLD in kept or has_title_face():
        return
    desk.noted.emit(WORDS, "amber")
    try:
        settings.change(lists={**kept, TOLD: "told"})
    except Trouble:
        return


def has_title_face() -> bool:
    """Whether the face of official titles is installed."""
    return TITLE_FACE not in absent_faces()


def absent_faces() -> list[str]:
    """The faces of Word files that this PC does not have."""
    have = set(QFontDatabase.families())
    return [face for face, names in FACES.items() if not have & set(names)]
