"""Why something is withdrawn: a line that asks, and what hinders it below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ui.page import toned
from fupin_desktop.ui.theme import XS, S


class ReasonBand(QWidget):
    """``given`` says the reason that was typed."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.what = ""
        self.words, self.reason = QLabel(), QLineEdit()
        self.reason.setAccessibleName("撤回原因")
        self.reason.setPlaceholderText("为什么撤回，如“票数登记错了”")
        self.reason.returnPressed.connect(self.give)
        self.button = QPushButton("撤回")
        self.button.setProperty("tone", "primary")
        self.button.clicked.connect(self.give)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.words)
        line.addWidget(self.reason, 1)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XS, 0, XS)
        column.addLayout(line)
        column.addWidget(self.problem)
        self.hide()

    def ask(self, what: str, words: str) -> None:
        """Ask why; ``what`` is kept for whoever hears the answer."""
        self.what = what
        self.words.setText(f"{words}，原因：")
        self.reason.clear()
        self.problem.hide()
        self.show()
        self.reason.setFocus()

    def give(self) -> None:
        """The reason was typed."""
        self.given.emit(self.reason.text())

    def refuse(self, said: str) -> None:
        """Say what hinders it."""
        toned(self.problem, f"！ {said}", "red")
        self.problem.show()
