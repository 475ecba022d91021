"""What runs beside the first window: how far it is, and 停止."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QPushButton

from fupin_desktop.ui.start.page import StartPage


class WorkingPage(StartPage):
    """``stopped``: the clerk does not want it any more."""

    stopped = Signal()

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title, words)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.stop = QPushButton("停止")
        self.stop.setAutoDefault(True)
        self.stop.clicked.connect(self._stop)
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self.foot.addWidget(self.stop)
        self.foot.addStretch(1)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText("正在停止…")
        self.stopped.emit()

    def move_on(self, done: int, total: int, doing: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setToolTip(doing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.stop.isEnabled():
            self._stop()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        self.stop.setFocus()
