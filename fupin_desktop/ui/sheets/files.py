"""A file that is asked for: chosen, dropped or typed, with its name shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.folders import last_folder, remember
from fupin_desktop.ui.page import Line
from fupin_desktop.ui.theme import S

SHEETS = "表格 (*.xlsx *.xls *.csv *.xlsm);;所有文件 (*)"
BOOK = "Excel 工作簿 (*.xlsx)"


class FileField(Drops, QWidget):
    """«旧表　贫困户信息_20180508.xlsx　[选择…]»; a file may be dropped on it. ``chosen`` follows each choice."""

    chosen = Signal()

    def __init__(self, label: str, what: str, more: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.path: Path | None = None
        self._what = what
        self.words = Line("还没有选择，可以把文件拖到这里")
        self.button = QPushButton("选择…")
        self.button.setAccessibleName(f"选择{what}")
        self.button.clicked.connect(self.ask)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(QLabel(label))
        row.addWidget(self.words, 1)
        for each in (*more, self.button):
            row.addWidget(each)

    def ask(self) -> None:
        """Let the clerk choose a file."""
        if path := ask_open(self, f"选择{self._what}"):
            self.put(path)

    def put(self, path: Path | None, words: str = "") -> None:
        """Take a file (None: none), and say so."""
        self.path = path
        self.words.setText(words or (path.name if path else "还没有选择，可以把文件拖到这里"))
        self.words.setToolTip(str(path or ""))
        self.chosen.emit()

    def take_files(self, paths: list[Path]) -> None:
        self.put(paths[0])


def ask_open(parent: QWidget, title: str) -> Path | None:
    """The sheet that is to be read; None when given up."""
    said, _ = QFileDialog.getOpenFileName(parent, title, str(last_folder()), SHEETS)
    if not said:
        return None
    remember(Path(said).parent)
    return Path(said)


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """The folder that several files are to be saved in; None when given up."""
    said = QFileDialog.getExistingDirectory(parent, title, str(last_folder()))
    if not said:
        return None
    remember(Path(said))
    return Path(said)


def ask_save(parent: QWidget, title: str, name: str, kinds: str = BOOK) -> Path | None:
    """Where a file is to be saved; None when given up."""
    said, _ = QFileDialog.getSaveFileName(parent, title, str(last_folder() / name), kinds)
    if not said:
        return None
    remember(Path(said).parent)
    return Path(said)
