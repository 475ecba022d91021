"""A line below a list in which something is asked, what hinders it above the line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.theme import XS, S


class AskingLine(QWidget):
    """Hidden until it is begun. Subclasses say what is asked, what ``keep`` and ``leave`` do."""

    def __init__(self, desk: Desk, keep: str) -> None:
        super().__init__()
        self.desk = desk
        self.words = QLabel()
        self.keep_button, self.leave_button = QPushButton(keep), QPushButton("不记了")
        self.keep_button.setProperty("tone", "primary")
        for made, do in ((self.keep_button, self.keep), (self.leave_button, self.leave)):
            made.setAutoDefault(True)
            made.clicked.connect(do)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()

    def keep(self) -> None:
        """Keep what was typed."""
        raise NotImplementedError

    def leave(self) -> None:
        """Give it up."""
        raise NotImplementedError

    def lay_line(self, *asked: tuple[str, QWidget], wide: QWidget) -> None:
        """Lay what is asked out, each with its label, and hide it; ``wide`` takes what room there is."""
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.words)
        for label, widget in asked:
            if label:
                row.addWidget(quiet(label))
            row.addWidget(widget, int(widget is wide))
        row.addWidget(self.keep_button)
        row.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XS, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.problem)
        column.addLayout(row)
        fields = [widget for _, widget in asked]
        for first, second in zip(fields, [*fields[1:], self.keep_button], strict=True):
            QWidget.setTabOrder(first, second)
        self.hide()

    def complain(self, words: str) -> None:
        """Say what hinders it; "" when nothing does."""
        toned(self.problem, f"！ {words}" if words else "", "red")
        self.problem.setVisible(bool(words))
