"""Photos and scans in a row: small pictures read beside the window; dropped, pasted or chosen ones are handed on."""

from __future__ import annotations

import tempfile
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.household.photos import show_small, small
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import XS, S

THUMB = QSize(132, 99)
NOTHING_COPIED = "剪贴板里没有照片，请先复制照片或截图"
CHOOSE = "图片和扫描件 (*.jpg *.jpeg *.png *.bmp *.gif *.webp *.tif *.pdf)"


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept file with what is written below it; ``path`` None where the file is gone."""

    key: Hashable
    caption: str
    path: Path | None
    tip: str = ""


class PictureRow(Drops, QWidget):
    """``added`` gives files and which kind they are of (one of ``kinds``), ``removed`` the key of a picture."""

    added = Signal(object, str)
    removed = Signal(object)

    def __init__(self, desk: Desk, kinds: Sequence[str]) -> None:
        super().__init__()
        self.desk, self._kinds = desk, kinds
        self._room = tempfile.TemporaryDirectory(prefix="fupin", ignore_cleanup_errors=True)
        self.kind = kinds[0]
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("照片")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(XS)
        self.tools = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for kind in kinds:
            add = self.buttons[kind] = QPushButton(f"添加{kind}…")
            add.setProperty("tone", "link")
            add.clicked.connect(lambda _=False, kind=kind: self.ask(kind))
            self.tools.addWidget(add)
        self.tools.addStretch(1)
        column.addLayout(self.tools)
        column.addWidget(quiet("也可以把照片拖到这里，或按 Ctrl+V 粘贴"))
        inner = QWidget()
        self.row = QHBoxLayout(inner)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(scroll, 1)

    def show_pictures(self, pictures: Sequence[Picture], none: str) -> None:
        """Show these; ``none`` is said where there is not one."""
        while self.row.count():
            if widget := self.row.takeAt(0).widget():
                widget.deleteLater()
        if not pictures:
            self.row.addWidget(quiet(none))
        for each in pictures:
            self.row.addWidget(self._thumb(each), 0, Qt.AlignmentFlag.AlignTop)
        self.row.addStretch(1)

    def _thumb(self, each: Picture) -> QToolButton:
        made = QToolButton()
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(THUMB)
        made.setFixedSize(THUMB.width() + 14, THUMB.height() + 34)
        made.setText(each.caption if each.path else "文件不见了")
        made.setToolTip(each.tip or each.caption)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        made.addAction("移除这张").triggered.connect(lambda: self.removed.emit(each.key))
        if path := each.path:
            made.clicked.connect(lambda: open_place(path))
            self.desk.run_quietly(lambda _: small(path), lambda image: show_small(made, image), "draw")
        return made

    def ask(self, kind: str) -> None:
        """Let files be chosen."""
        self._give(chosen_files(self, kind), kind)

    def take_files(self, paths: list[Path]) -> None:
        """Files that were dropped are of the kind that is due."""
        self._give(paths, self.kind)

    def paste(self) -> None:
        """Take a picture or files from the clipboard."""
        found = pasted_files(Path(self._room.name))
        if not found:
            self.desk.say(NOTHING_COPIED, "red")
        self._give(found, self.kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _give(self, files: list[Path], kind: str) -> None:
        if files:
            self.added.emit(files, kind)


def chosen_files(owner: QWidget, kind: str) -> list[Path]:
    """Photos and scans that the clerk picks on this computer; none when it is given up."""
    chosen, _ = QFileDialog.getOpenFileNames(owner, f"选择{kind}", "", CHOOSE)
    return [Path(each) for each in chosen]


def pasted_files(room: Path) -> list[Path]:
    """What lies on the clipboard: files, or a picture as a new file in ``room``; none where there is neither."""
    data = QGuiApplication.clipboard().mimeData()
    if data.hasUrls():
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    if image.isNull():
        return []
    path = room / f"粘贴{len(list(room.iterdir())) + 1}.png"
    return [path] if image.save(str(path)) else []
