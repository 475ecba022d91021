"""A chart in the window: drawn beside it from the same Figure that reports print."""

from __future__ import annotations

import io
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet

DPI = 84
DRAW_AFTER = 150


class ChartView(QFrame):
    """One kind of chart under its name, as large as the room it is given."""

    def __init__(
        self, desk: Desk, kind: str, size: QSize, on: date | None = None, village: str | None = None
    ) -> None:
        super().__init__()
        self._desk, self._kind, self._on, self._village = desk, kind, on, village
        self._drawn = QSize()
        name = desk.office.charts.kinds()[kind]
        self.setProperty("part", "card")
        self.setAccessibleName(name)
        self.title = quiet(name)
        self.picture = QLabel("正在画图…")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.picture.setMinimumSize(1, 1)
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self.picture, 1)
        self.setMinimumSize(size)
        self.setMaximumHeight(size.height() * 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_AFTER)
        self._timer.timeout.connect(self.draw)
        self._timer.start()

    def draw(self) -> None:
        """Draw for the room that there is now, beside the window."""
        size, ratio = self.picture.size(), self.devicePixelRatioF()
        if size == self._drawn or size.isEmpty():
            return
        self._drawn = QSize(size)
        charts, kind, on, village = self._desk.office.charts, self._kind, self._on, self._village

        def task(_: Watch) -> bytes | str:
            try:
                figure = charts.figure(kind, on, village, title=False)
            except Trouble as said:
                return str(said)
            figure.set_size_inches(size.width() / DPI, size.height() / DPI)
            stream = io.BytesIO()
            figure.savefig(stream, format="png", dpi=DPI * ratio)
            return stream.getvalue()

        self._desk.run_quietly(task, lambda drawn: self._show(drawn, ratio), "draw")

    def _show(self, drawn: bytes | str, ratio: float) -> None:
        from shiboken6 import isValid

        if not isValid(self):
            return
        if isinstance(drawn, str):
            self.picture.setText(drawn)
            return
        picture = QPixmap()
        picture.loadFromData(drawn)
        picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()
