"""Who works today; no password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton

from fupin_desktop.ui.start.page import StartPage
from fupin_desktop.ui.theme import theme


class WorkerPage(StartPage):
    """``named`` says who works."""

    named = Signal(str)

    def __init__(self, people: Sequence[str], last: str) -> None:
        super().__init__("今天谁在用？", "经办人会写进改动记录和报表的“填表人”。")
        wide = round(theme.size * 30)
        self.people: list[QPushButton] = []
        for name in people:
            made = QPushButton(name)
            made.setMaximumWidth(wide)
            made.setAutoDefault(True)
            made.clicked.connect(lambda _=False, name=name: self.named.emit(name))
            self.people.append(made)
            self.body.addWidget(made)
        self.other = QLineEdit()
        self.other.setPlaceholderText("其他人：输入姓名，按 Enter")
        self.other.setAccessibleName("其他经办人的姓名")
        self.other.setMaximumWidth(wide)
        self.other.returnPressed.connect(lambda: self.named.emit(self.other.text()))
        self.body.addWidget(self.other)
        self.body.addStretch(1)
        self._first = next((each for each in self.people if each.text() == last), None)

    def take_focus(self) -> None:
        (self._first or next(iter(self.people), self.other)).setFocus()
