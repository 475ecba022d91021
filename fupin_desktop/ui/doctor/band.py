"""What says that a file is examined and not the office, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import toned
from fupin_desktop.ui.theme import S


class FileBand(QWidget):
    """«正在看的是文件 …　[导入这份] [回到本办体检]»."""

    def __init__(self, desk: Desk, back: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.path: Path | None = None
        self.words = QLabel()
        self.import_button = QPushButton("导入这份")
        self.import_button.setProperty("tone", "primary")
        self.import_button.setToolTip("到“导入”页，先看会改什么，再决定")
        self.import_button.clicked.connect(self.bring_in)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for widget in (self.words, self.import_button, back):
            row.addWidget(widget)
        row.addStretch(1)
        self.hide()

    def show_file(self, path: Path) -> None:
        """Name the file."""
        self.path = path
        toned(self.words, f"正在看的是文件 {path.name}，没有导入，本办数据没有改动", "amber")

    def bring_in(self) -> None:
        """Go on to import it."""
        if self.path is not None:
            self.desk.go("importing", files=[str(self.path)])
