"""Two months side by side, the stages of a year's work as bars under their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fupin_desktop.domain.holidays import is_day_off
from fupin_desktop.domain.period import Month
from fupin_desktop.domain.values import show_day
from fupin_desktop.ui.theme import RADIUS, L, theme

WEEK = "一二三四五六日"
SHOWN = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage: its name, its days (both included) and its tone (accent, green, amber, red)."""

    name: str
    starts: date
    ends: date
    tone: str


class MonthsView(QWidget):
    """``picked`` says the stage whose day was clicked."""

    picked = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.bars: Sequence[Bar] = ()
        self.first, self._today = Month(today.year, today.month), today
        self.setMinimumHeight(round(theme.size * 24))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("日程月历")

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, from the month of the first of them."""
        self.bars = bars
        if bars:
            first = min(each.starts for each in bars)
            self.first = Month(first.year, first.month)
        self._say()
        self.update()

    def move(self, months: int) -> None:  # type: ignore[override]
        """Show earlier (negative) or later months."""
        for _ in range(abs(months)):
            self.first = self.first.after if months > 0 else self.first.before
        self._say()
        self.update()

    def _say(self) -> None:
        said = [f"{each.name}{show_day(each.starts)}至{show_day(each.ends)}" for each in self.bars]
        self.setAccessibleDescription("；".join(said))

    # drawing

    @property
    def _head(self) -> float:
        return theme.size * 4.6

    def _cells(self) -> list[tuple[date, QRectF]]:
        """Every day that is shown with its place."""
        found = []
        wide = (self.width() - L * (SHOWN - 1)) / SHOWN
        head = self._head
        months = [self.first, self.first.after]
        weeks = max((each.first.weekday() + each.last.day + 6) // 7 for each in months)
        high = (self.height() - head - 2) / weeks
        month = self.first
        for place in range(SHOWN):
            left = place * (wide + L)
            day, row = month.first, 0
            while day <= month.last:
                box = QRectF(left + day.weekday() * wide / 7, head + row * high, wide / 7, high)
                found.append((day, box))
                row += day.weekday() == 6
                day += timedelta(days=1)
            month = month.after
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_heads(painter)
        cells = self._cells()
        for day, box in cells:
            self._draw_day(painter, day, box)
        for bar in self.bars:
            self._draw_bar(painter, bar, cells)
        painter.end()

    def _draw_heads(self, painter: QPainter) -> None:
        wide = (self.width() - L * (SHOWN - 1)) / SHOWN
        line = self._head / 2
        month = self.first
        for place in range(SHOWN):
            left = place * (wide + L)
            painter.setFont(theme.heading(0.5))
            painter.setPen(QColor(theme.colours.text))
            painter.drawText(QRectF(left, 0, wide, line), Qt.AlignmentFlag.AlignCenter, month.words)
            painter.setFont(self.font())
            painter.setPen(QColor(theme.colours.quiet))
            for column, name in enumerate(WEEK):
                box = QRectF(left + column * wide / 7, line, wide / 7, line)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
            month = month.after

    def _draw_day(self, painter: QPainter, day: date, box: QRectF) -> None:
        colours = theme.colours
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.zebra if is_day_off(day) else colours.surface))
        painter.drawRect(box)
        if day == self._today:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(colours.quiet if is_day_off(day) else colours.text))
        place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(box.adjusted(0, 1, 0, 0), place, str(day.day))

    def _draw_bar(self, painter: QPainter, bar: Bar, cells: Sequence[tuple[date, QRectF]]) -> None:
        """A stage as one bar a week, its name in it."""
        runs: list[QRectF] = []
        for day, box in cells:
            if bar.starts <= day <= bar.ends:
                if runs and runs[-1].top() == box.top() and abs(runs[-1].right() - box.left()) < 1:
                    runs[-1] = runs[-1].united(box)
                else:
                    runs.append(QRectF(box))
        for run in runs:
            high = min(theme.size * 1.9, run.height() - self.fontMetrics().height())
            box = QRectF(run.left() + 2, run.bottom() - high - 2, run.width() - 4, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(theme.colours, bar.tone)))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            painter.setPen(QColor(theme.colours.on_accent))
            metrics = painter.fontMetrics()
            words = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, round(box.width() - 6))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    # the mouse

    def _at(self, x: float, y: float) -> list[Bar]:
        day = next((day for day, box in self._cells() if box.contains(x, y)), None)
        return [each for each in self.bars if day is not None and each.starts <= day <= each.ends]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if found := self._at(event.position().x(), event.position().y()):
            self.picked.emit(found[0].name)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            found = self._at(event.pos().x(), event.pos().y())
            said = "\n".join(f"{each.name}　{show_day(each.starts)}至{show_day(each.ends)}" for each in found)
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)  # type: ignore[arg-type]
