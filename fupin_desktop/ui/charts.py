"""A chart in the window: drawn beside it from the same Figure that reports print."""

from __future__ import annotations

import io
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk

DPI = 96
DRAW_AFTER = 150


class ChartView(QLabel):
    """One kind of chart, as large as the room it is given."""

    def __init__(
        self, desk: Desk, kind: str, size: QSize, on: date | None = None, village: str | None = None
    ) -> None:
        super().__init__("正在画图…")
        self._desk, self._kind, self._on, self._village = desk, kind, on, village
        self._drawn = QSize()
        self.setProperty("part", "card")
        self.setAccessibleName("图表")
        self.setMinimumSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_AFTER)
        self._timer.timeout.connect(self.draw)
        self._timer.start()

    def draw(self) -> None:
        """Draw for the room that there is now, beside the window."""
        size, ratio = self.size(), self.devicePixelRatioF()
        if size == self._drawn or size.isEmpty():
            return
        self._drawn = QSize(size)
        charts, kind, on, village = self._desk.office.charts, self._kind, self._on, self._village

        def task(_: Watch) -> bytes | str:
            try:
                figure = charts.figure(kind, on, village)
            except Trouble as said:
                return str(said)
            figure.set_size_inches(size.width() / DPI, size.height() / DPI)
            stream = io.BytesIO()
            figure.savefig(stream, format="png", dpi=DPI * ratio)
            return stream.getvalue()

        self._desk.run_quietly(task, lambda drawn: self._show(drawn, ratio))

    def _show(self, drawn: bytes | str, ratio: float) -> None:
        from shiboken6 import isValid

        if not isValid(self):
            return
        if isinstance(drawn, str):
            self.setText(drawn)
            return
        picture = QPixmap()
        picture.loadFromData(drawn)
        picture.setDevicePixelRatio(ratio)
        self.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()
