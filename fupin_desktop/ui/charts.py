"""A chart in the window: drawn beside it from the same Figure that reports print."""

from __future__ import annotations

import io
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.timing import pause

DPI = 84
DRAW_AFTER = 150
CLOSE, TALLEST = 0.85, 450  # how close together bars may stand, against paper; pixels


class ChartView(QFrame):
    """One kind of chart under its name, as large as the room it is given; choosing another name draws that one."""

    chosen = Signal(str)

    def __init__(
        self, desk: Desk, kind: str, size: QSize, on: date | None = None, village: str | None = None
    ) -> None:
        from fupin_desktop.ui.records.editors import PickBox  # a start has no time for it

        super().__init__()
        kinds = desk.office.charts.kinds()
        self._desk, self._on, self._village = desk, on, village
        self.kind = kind if kind in kinds else next(iter(kinds))
        self._drawn = QSize()
        self._round = 0
        self.setProperty("part", "card")
        self.title = PickBox(list(kinds.items()))
        self.title.put(self.kind)
        self.title.setAccessibleName("统计图")
        self.title.setToolTip("换一种统计图")
        self.title.currentIndexChanged.connect(lambda _: self._choose())
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
        self._timer = pause(self, DRAW_AFTER, self.draw)
        self._timer.start()

    def draw(self) -> None:
        """Draw for the room that there is now, beside the window."""
        size, ratio = self.picture.size(), self.devicePixelRatioF()
        if size == self._drawn or size.isEmpty():
            return
        self._drawn = QSize(size)
        self._round += 1
        now, charts, kind, on, village = (
            self._round,
            self._desk.office.charts,
            self.kind,
            self._on,
            self._village,
        )
        tall = max(size.height(), self.picture.minimumHeight())

        def task(_: Watch) -> bytes | str | int:
            try:
                figure = charts.figure(kind, on, village, title=False)
            except Trouble as said:
                return str(said)
            if (need := min(round(figure.get_figheight() * DPI * CLOSE), TALLEST)) > tall:
                return need
            figure.set_size_inches(size.width() / DPI, size.height() / DPI)
            stream = io.BytesIO()
            figure.savefig(stream, format="png", dpi=DPI * ratio)
            return stream.getvalue()

        self._desk.run_quietly(task, lambda drawn: self._show(now, drawn, ratio), "draw")

    def _choose(self) -> None:
        self.kind = self.title.value()
        self._drawn = QSize()
        self.picture.setMinimumHeight(1)
        self.picture.setText("正在画图…")
        self._timer.start()
        self.chosen.emit(self.kind)

    def _show(self, now: int, drawn: bytes | str | int, ratio: float) -> None:
        """The picture, the words that stand for it, or the height that its bars need, in which it is drawn then."""
        from shiboken6 import isValid

        if not isValid(self) or now != self._round:
            return
        if isinstance(drawn, str):
            self.picture.setText(drawn)
            return
        if isinstance(drawn, int):
            self.picture.setMinimumHeight(drawn)
            self._drawn = QSize()
            self._timer.start()
            return
        picture = QPixmap()
        picture.loadFromData(drawn)
        picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()
