"""The line at the foot: what was just done (撤销), what runs beside the window (停止), the text size."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from fupin_desktop.ui.jobs import Job
from fupin_desktop.ui.page import Line, toned
from fupin_desktop.ui.theme import XS, M, S

SIGNS = {"red": "！ ", "amber": "◷ ", "green": "✓ ", "": "", "quiet": ""}
SHOWN_FOR = 12_000


class StatusLine(QWidget):
    undo_wanted = Signal()
    bigger = Signal()
    smaller = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._jobs: list[tuple[Job[Any], str]] = []
        self.message = Line()
        self.message.setAccessibleName("消息")
        self.undo = _link("撤销")
        self.undo.clicked.connect(self.undo_wanted)
        self.doing = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(120)
        self.bar.setTextVisible(False)
        self.stop = _link("停止")
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, 2, S, 2)
        row.setSpacing(S)
        row.addWidget(self.message)
        row.addWidget(self.undo)
        row.addStretch(1)
        for widget in (self.doing, self.bar, self.stop):
            row.addWidget(widget)
        row.addSpacing(XS)
        for text, signal, why in (
            ("A−", self.smaller, "文字缩小（Ctrl+-）"),
            ("A+", self.bigger, "文字放大（Ctrl+=）"),
        ):
            made = QToolButton()
            made.setText(text)
            made.setToolTip(why)
            made.clicked.connect(signal)
            row.addWidget(made)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.clear()
        self._show_job()

    def say(self, text: str, tone: str = "", undo: bool = False) -> None:
        toned(self.message, SIGNS.get(tone, "") + text, tone)
        self.undo.setVisible(undo)
        self._timer.start(SHOWN_FOR * (3 if tone == "red" else 1))

    def clear(self) -> None:
        toned(self.message, "")
        self.undo.hide()

    def begin(self, job: object, doing: str) -> None:
        assert isinstance(job, Job)
        self._jobs.append((job, doing))
        self._show_job()

    def progress(self, done: int, total: int, doing: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self._jobs:
            self.doing.setText(f"后台：{self._jobs[0][1]} {doing}".rstrip())

    def end(self, said: str) -> None:
        if self._jobs:
            self._jobs.pop(0)
        if said:
            self.say(said, "amber")
        self._show_job()

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def _stop(self) -> None:
        if self._jobs:
            self._jobs[0][0].cancel()
            self.doing.setText(f"正在停止：{self._jobs[0][1]}")

    def _show_job(self) -> None:
        for widget in (self.doing, self.bar, self.stop):
            widget.setVisible(self.busy)
        if self._jobs:
            self.bar.setRange(0, 0)
            more = f"（还有{len(self._jobs) - 1}项排队）" if len(self._jobs) > 1 else ""
            self.doing.setText(f"后台：{self._jobs[0][1]}{more}")


def _link(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("tone", "link")
    return made
