"""All pages at once, small: in a strip beside the page that is read, or across the whole place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from fupin_desktop.ui.pdf_pages import PdfPages
from fupin_desktop.ui.theme import M, S, theme

WIDE = 84
TALL = 119
"""A small page fits into this box, in logical pixels at the usual size of text."""

LARGER = 1.7
"""How much larger they are when all pages have the whole place."""


class Thumbnails(QAbstractScrollArea):
    """``chosen`` says a page that was clicked or reached with the arrows, ``opened`` one to be read (Enter, double click).

    A page is drawn when it comes into view, one at a time between two events: thousands hold nobody up.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.pages: PdfPages | None = None
        self.current = 0
        self.large = False
        self._labels: list[str] = []
        self._drawn: dict[int, QImage] = {}
        self._room = self._measure()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw_next)
        self.setAccessibleName("全部页面")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pages(self, pages: PdfPages | None, labels: list[str]) -> None:
        """Show these pages, each with what stands below it."""
        self._timer.stop()
        self._drawn.clear()
        self.pages, self._labels, self.current = pages, labels, 0
        self.verticalScrollBar().setValue(0)
        self.lay_out()

    def mark(self, number: int) -> None:
        """Say which page is read."""
        if number != self.current and self.pages:
            self.current = number
            self._bring_into_view(number)
            self.viewport().update()

    def strip_width(self) -> int:
        """How wide it is with one page beside the other page that is read."""
        return self._cell().width() + 2 * S + self.verticalScrollBar().sizeHint().width()

    @property
    def across(self) -> int:
        """Pages in a row."""
        return max(1, (self.viewport().width() - S) // self._cell().width())

    def lay_out(self) -> None:
        """Take the room again."""
        before, self._room = self._room, self._measure()
        if self._room != before:
            self._drawn.clear()
        bar, inner = self.verticalScrollBar(), self.viewport()
        rows = -(-len(self._labels) // self.across) if self.pages else 0
        bar.setRange(0, max(0, rows * self._cell().height() + 2 * S - inner.height()))
        bar.setPageStep(max(20, inner.height() - 40))
        bar.setSingleStep(self._cell().height() // 2)
        inner.update()

    def _cell(self) -> QSize:
        return self._room + QSize(M, self.fontMetrics().height() + S)

    def _measure(self) -> QSize:
        """The box that every page fits into."""
        grown = theme.size / 10.0 * (LARGER if self.large else 1)
        sizes = self.pages.sizes if self.pages else []
        tallest = max((tall / wide for wide, tall in sizes), default=TALL / WIDE)
        return QSize(round(WIDE * grown), round(min(TALL, WIDE * tallest) * grown))

    def _place(self, number: int) -> QRect:
        """Where a page stands, with its label below, on the whole (unscrolled) plane."""
        cell, across = self._cell(), self.across
        row, column = divmod(number, across)
        left = (self.viewport().width() - across * cell.width()) // 2
        return QRect(left + column * cell.width(), S + row * cell.height(), cell.width(), cell.height())

    def _seen(self) -> range:
        cell, top = self._cell().height(), self.verticalScrollBar().value()
        first = max(0, (top - S) // cell) * self.across
        last = ((top + self.viewport().height() - S) // cell + 1) * self.across
        return range(first, min(last, len(self._labels)))

    def _bring_into_view(self, number: int) -> None:
        place, bar = self._place(number), self.verticalScrollBar()
        if place.top() - S < bar.value():
            bar.setValue(place.top() - S)
        elif place.bottom() > bar.value() + self.viewport().height():
            bar.setValue(place.bottom() + S - self.viewport().height())

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.colours.ground))
        if self.pages:
            for number in self._seen():
                self._paint(painter, number)
            if any(number not in self._drawn for number in self._seen()):
                self._timer.start(0)
        painter.end()

    def _paint(self, painter: QPainter, number: int) -> None:
        assert self.pages
        place = self._place(number).translated(0, -self.verticalScrollBar().value())
        words = self.fontMetrics().height()
        room = QRectF(place.left() + M // 2, place.top(), self._room.width(), self._room.height())
        wide, tall = self.pages.sizes[number]
        scale = min(room.width() / wide, room.height() / tall)
        page = QRectF(0, 0, wide * scale, tall * scale)
        page.moveCenter(room.center())
        here = number == self.current
        if number in self._drawn:
            painter.drawImage(page, self._drawn[number])
        else:
            painter.fillRect(page, QColor("#ffffff"))
        colour = theme.colours.accent if here else theme.colours.line
        painter.setPen(QColor(colour))
        painter.drawRect(page)
        if here:
            painter.drawRect(page.adjusted(-1, -1, 1, 1))
        painter.setPen(QColor(theme.colours.accent if here else theme.colours.quiet))
        below = QRect(place.left(), place.bottom() - words - S // 2, place.width(), words)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self._labels[number])

    def _draw_next(self) -> None:
        wanted = next((number for number in self._seen() if number not in self._drawn), None)
        if self.pages is None or wanted is None:
            return
        wide, tall = self.pages.sizes[wanted]
        scale = min(self._room.width() / wide, self._room.height() / tall) * self.devicePixelRatioF()
        self._drawn[wanted] = self.pages.picture(wanted, scale)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._drawn.clear()
            self.lay_out()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def scrollContentsBy(self, _x: int, _y: int) -> None:
        self.viewport().update()

    # choosing

    def _at(self, event: QMouseEvent) -> int | None:
        where = event.position().toPoint()
        where.setY(where.y() + self.verticalScrollBar().value())
        return next((n for n in self._seen() if self._place(n).contains(where)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (number := self._at(event)) is not None:
            self._go(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (number := self._at(event)) is not None:
            self.opened.emit(number)

    def _go(self, number: int) -> None:
        number = max(0, min(len(self._labels) - 1, number))
        self.mark(number)
        self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.pages:
            super().keyPressEvent(event)
            return
        rows = max(1, self.viewport().height() // self._cell().height())
        steps = {Qt.Key.Key_Down: self.across, Qt.Key.Key_Up: -self.across, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1,
                 Qt.Key.Key_PageDown: rows * self.across, Qt.Key.Key_PageUp: -rows * self.across,
                 Qt.Key.Key_Home: -self.current, Qt.Key.Key_End: len(self._labels)}  # fmt: skip
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        elif key in steps:
            self._go(self.current + steps[key])
        else:
            super().keyPressEvent(event)
