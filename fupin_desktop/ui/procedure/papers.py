"""Photos and scans of a step: small pictures in its row, opened with a click; those that come with a new step."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.household.photos import show_small, small
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.page import Line
from fupin_desktop.ui.pictures import NOTHING_COPIED, chosen_files, pasted_files
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, S

if TYPE_CHECKING:
    from fupin_desktop.domain.visit import Attachment

THUMB = QSize(64, 48)


class Thumbs(QWidget):
    """The pictures of one step in a row; they are read beside the window."""

    def __init__(self, desk: Desk, papers: Sequence[Attachment]) -> None:
        super().__init__()
        self.desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, XS, 0, 0)
        row.setSpacing(XS)
        self.buttons = [self._thumb(each) for each in papers]
        for made in self.buttons:
            row.addWidget(made)
        row.addStretch(1)

    def _thumb(self, paper: Attachment) -> QToolButton:
        made = QToolButton()
        made.setIconSize(THUMB)
        made.setIcon(icon("document_multiple"))
        words = paper.paper or paper.name
        made.setToolTip(f"{words}　{paper.name}，点开查看；右键移除")
        made.setAccessibleName(words)
        made.clicked.connect(lambda: self._open(paper))
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        made.addAction("移除").triggered.connect(lambda: self._remove(paper))
        path = self.desk.office.files.find(paper.sha256)
        if path is not None and path.suffix != ".pdf":
            self.desk.run_quietly(lambda _: small(path), lambda image: show_small(made, image), "draw")
        return made

    def _open(self, paper: Attachment) -> None:
        with self.desk.speaking():
            open_place(self.desk.office.files.path_of(paper.sha256))

    def _remove(self, paper: Attachment) -> None:
        with self.desk.speaking():
            self.desk.office.procedures.detach(paper)
            self.desk.say(f"已移除{paper.paper or paper.name}", "green", undo=True)


class ComingFiles(QWidget):
    """Files that will be kept with a step when it is registered; ``changed`` when there are others."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.files: list[tuple[Path, str]] = []
        self._room = tempfile.TemporaryDirectory(prefix="fupin", ignore_cleanup_errors=True)
        self.choose_button = QPushButton("附上照片、扫描件…")
        self.choose_button.setProperty("tone", "link")
        self.choose_button.setToolTip("登记时一起存下；也可以把文件拖到这里，或按 Ctrl+V 粘贴")
        self.choose_button.clicked.connect(lambda _=False: self.add(chosen_files(self, "照片或扫描件")))
        self.paper = PickBox([])
        self.paper.setAccessibleName("是什么材料")
        self.paper.setMinimumContentsLength(9)
        self.words = Line()
        self.clear_button = QPushButton("去掉")
        self.clear_button.setProperty("tone", "link")
        self.clear_button.clicked.connect(lambda _=False: self._put([]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for each in (self.choose_button, self.paper):
            row.addWidget(each)
        row.addWidget(self.words, 1)
        row.addWidget(self.clear_button)
        self.begin(())

    def begin(self, papers: Sequence[str]) -> None:
        """Nothing is there yet; ``papers`` are what the step must have on file."""
        self.paper.offer([*((each, each) for each in papers), ("", "其他材料")])
        self.paper.setVisible(bool(papers))
        self._put([])

    def add(self, paths: Sequence[Path]) -> None:
        """These come with the step, as the paper that is chosen."""
        if paths:
            self._put([*self.files, *((each, self.paper.value() or "") for each in paths)])

    def paste(self) -> None:
        """Take photos or scans from the clipboard."""
        found = pasted_files(Path(self._room.name))
        if not found:
            self.desk.say(NOTHING_COPIED, "red")
        self.add(found)

    def _put(self, files: list[tuple[Path, str]]) -> None:
        self.files = files
        names = "、".join(paper or path.name for path, paper in files)
        self.words.setText(f"附{len(files)}份：{names}" if files else "")
        self.clear_button.setVisible(bool(files))
        self.changed.emit()
