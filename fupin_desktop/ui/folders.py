"""Where papers are saved: the folder used last, kept on this PC, shown in words and opened with a click."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from fupin_desktop import settings
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S


def last_folder() -> Path:
    """The folder papers were saved in last; at first the clerk's documents."""
    kept = settings.load().last_folder
    if kept and Path(kept).is_dir():
        return Path(kept)
    return Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
    )


def remember(folder: Path) -> None:
    """Use this folder the next time too; a PC that cannot remember goes on without."""
    try:
        settings.change(last_folder=str(folder))
    except Trouble:
        return


def open_place(path: Path) -> None:
    """Show a file or folder in the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class FolderLine(QWidget):
    """«保存到 D:\\公示\\2018-05-08 [更改]»; ``inside`` is what is added below the chosen folder."""

    chosen = Signal()

    def __init__(self, inside: str) -> None:
        super().__init__()
        self.folder = last_folder()
        self._inside, self._under = inside, ""
        self.words = QLabel()
        self.words.setMinimumWidth(60)
        self.change = QPushButton("更改…")
        self.change.setProperty("tone", "link")
        self.change.setToolTip("换一个保存公示和报表的文件夹")
        self.change.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(quiet("保存到"))
        row.addWidget(self.words, 1)
        row.addWidget(self.change)
        self.show_under("")

    @property
    def out(self) -> Path:
        """Where the papers go."""
        return self.folder / self._inside

    def show_under(self, name: str) -> None:
        """Say the folder, and ``name`` below it that the saving itself makes."""
        self._under = name
        whole = str(self.out / name) if name else str(self.out)
        self.words.setToolTip(whole)
        self.words.setText(whole if len(whole) < 34 else f"…{whole[-32:]}")

    def put(self, folder: Path) -> None:
        self.folder = folder
        remember(folder)
        self.show_under(self._under)
        self.chosen.emit()

    def _ask(self) -> None:
        if said := QFileDialog.getExistingDirectory(self, "选择保存的文件夹", str(self.folder)):
            self.put(Path(said))
