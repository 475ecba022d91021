"""Photos and scans of a step: small pictures in its row, opened with a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.household.photos import show_small, small
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.theme import XS

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
