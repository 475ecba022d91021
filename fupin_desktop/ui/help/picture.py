"""A picture of the help at its own size; Esc or a click puts it away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

SHARE = 0.92
"""Of the screen, at most."""


class PictureWindow(QScrollArea):
    """One picture, larger than it stands in the text."""

    def __init__(self, file: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("图片（按 Esc 关闭）")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = QLabel()
        self.picture.setPixmap(QPixmap(str(file)))
        self.setWidget(self.picture)
        room = self.screen().availableSize() * SHARE
        self.resize(self.picture.sizeHint().boundedTo(room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.close()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.close()
        event.accept()
