"""Pages of a PDF shown in the program: the ones that will be printed, at any size."""

from __future__ import annotations

import threading
from collections import OrderedDict

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.page import Line, quiet, toned
from fupin_desktop.ui.theme import XS, L, M, S, theme

POINTS = 72.0
SIZES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
KEPT = 12
WIDEST = 1.4
"""A page is not blown up over this by itself, however wide the screen."""
_one_at_a_time = threading.Lock()
"""pdfium works for one thread at a time, and printing runs beside the window."""


class PdfPages:
    """An opened PDF: the size of each page in points, and its picture."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _one_at_a_time:
            self._pdf = pypdfium2.PdfDocument(data)
            self.sizes: list[tuple[float, float]] = [
                self._pdf.get_page_size(n) for n in range(len(self._pdf))
            ]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """A page at ``scale`` pixels a point."""
        return self.strip(number, scale, 0, round(self.sizes[number][1] * scale))

    def strip(self, number: int, scale: float, top: int, tall: int) -> QImage:
        """Part of a page, from ``top`` pixels on: a large sheet at a printer's resolution comes in strips."""
        height = self.sizes[number][1]
        under = max(0.0, height * scale - top - tall)
        crop = (0.0, max(0.0, under - 0.01) / scale, 0.0, max(0.0, top - 0.01) / scale)
        with _one_at_a_time:
            page = self._pdf[number]
            drawn = page.render(scale=scale, crop=crop, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
            view = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
            return view.copy()

    def close(self) -> None:
        with _one_at_a_time:
            self._pdf.close()


class _Sheets(QAbstractScrollArea):
    """The pages one below the other; only those that are seen are drawn."""

    page_seen = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pages: PdfPages | None = None
        self.fit = "width"
        self.size_chosen = 1.0
        self._kept: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self.setAccessibleName("页面预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._say_page())

    def show_pages(self, pages: PdfPages | None) -> None:
        self._kept.clear()
        self.pages = pages
        self.verticalScrollBar().setValue(0)
        self.lay_out()

    @property
    def scale(self) -> float:
        """Logical pixels a point."""
        if not self.pages or self.fit == "free":
            return self.size_chosen * self.logicalDpiX() / POINTS
        wide = max(size[0] for size in self.pages.sizes)
        tall = max(size[1] for size in self.pages.sizes)
        across = (self.viewport().width() - 2 * M) / wide
        across = min(across, WIDEST * self.logicalDpiX() / POINTS)
        if self.fit == "page":
            across = min(across, (self.viewport().height() - 2 * M) / tall)
        return max(0.1, across)

    def lay_out(self) -> None:
        """Take the sizes again: of the window, of the pages, of the clerk's choice."""
        places = self._places()
        inner = self.viewport()
        tall = round(places[-1].bottom()) + M if places else 0
        wide = round(max((place.width() for place in places), default=0)) + 2 * M
        step = max(20, inner.height() - 40)
        self.verticalScrollBar().setRange(0, max(0, tall - inner.height()))
        self.verticalScrollBar().setPageStep(step)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, wide - inner.width()))
        self.horizontalScrollBar().setPageStep(inner.width())
        inner.update()
        self._say_page()
        self.zoomed.emit()

    def zoom(self, step: int) -> None:
        """The next larger or smaller size."""
        now = self.scale / self.logicalDpiX() * POINTS
        bigger, smaller = [s for s in SIZES if s > now + 0.01], [s for s in SIZES if s < now - 0.01]
        self.fit = "free"
        self.size_chosen = (
            (bigger[0] if bigger else SIZES[-1]) if step > 0 else (smaller[-1] if smaller else SIZES[0])
        )
        self.lay_out()

    def go_to(self, number: int) -> None:
        places = self._places()
        if 0 <= number < len(places):
            self.verticalScrollBar().setValue(round(places[number].top()) - M)

    def current(self) -> int:
        """The page that fills most of what is seen."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return next((n for n, place in enumerate(self._places()) if place.bottom() >= middle), 0)

    def _places(self) -> list[QRectF]:
        if not self.pages:
            return []
        scale, top, found = self.scale, float(M), []
        widest = max(size[0] for size in self.pages.sizes) * scale
        around = max(self.viewport().width(), widest + 2 * M)
        for wide, tall in self.pages.sizes:
            found.append(QRectF((around - wide * scale) / 2, top, wide * scale, tall * scale))
            top += tall * scale + M
        return found

    def _say_page(self) -> None:
        if self.pages:
            self.page_seen.emit(self.current())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.colours.ground))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for number, place in enumerate(self._places()):
            seen = place.translated(-left, -top)
            if seen.intersects(QRectF(self.viewport().rect())):
                painter.drawImage(seen.topLeft().toPoint(), self._picture(number))
                painter.setPen(QColor(theme.colours.line))
                painter.drawRect(seen)
        painter.end()

    def _picture(self, number: int) -> QImage:
        assert self.pages
        ratio = self.devicePixelRatioF()
        key = (number, round(self.scale * ratio, 4))
        if key not in self._kept:
            drawn = self.pages.picture(number, key[1])
            drawn.setDevicePixelRatio(ratio)
            self._kept[key] = drawn
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def scrollContentsBy(self, _x: int, _y: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)


class Preview(QWidget):
    """The pages with their number and size; or, where there are none, a sentence why (its links are ``followed``)."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.data = b""
        self._noted = ""
        self.sheets = _Sheets()
        self.where = Line()
        self.percent = quiet("")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMargin(L)
        self.sentence.linkActivated.connect(self.followed)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sentence)
        self.stack.addWidget(self.sheets)
        self.bar = QWidget()
        self._fill_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.sheets.page_seen.connect(self._say_page)
        self.sheets.zoomed.connect(self._say_size)
        self.say("")
        if app := QApplication.instance():
            app.aboutToQuit.connect(self._forget)

    def _fill_bar(self) -> None:
        self.row = QHBoxLayout(self.bar)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(XS)
        self.row.addWidget(self.where)
        self.row.addStretch(1)
        for text, why, act in (
            ("−", "缩小（Ctrl+滚轮）", lambda: self.sheets.zoom(-1)),
            ("＋", "放大（Ctrl+滚轮）", lambda: self.sheets.zoom(1)),
            ("适合宽度", "页面与窗口一样宽", lambda: self._fit("width")),
            ("整页", "看到整张页面", lambda: self._fit("page")),
        ):
            made = QToolButton()
            made.setText(text)
            made.setToolTip(why)
            made.clicked.connect(act)
            self.row.addWidget(made)
        self.row.insertWidget(self.row.count() - 3, self.percent)
        self.row.setSpacing(S)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self.sheets.pages) if self.sheets.pages else 0

    def show_pdf(self, data: bytes) -> int:
        """Show a PDF and give the number of its pages."""
        self._forget()
        self.data = data
        self.sheets.show_pages(PdfPages(data))
        self.stack.setCurrentWidget(self.sheets)
        self.bar.show()
        self._say_page(0)
        return self.pages

    def say(self, sentence: str, tone: str = "quiet") -> None:
        """Show a sentence instead of pages."""
        self._forget()
        self.data = b""
        toned(self.sentence, sentence, tone)
        self.stack.setCurrentWidget(self.sentence)
        self.bar.hide()

    def note(self, words: str) -> None:
        """Say beside the page's number what is seen."""
        self._noted = words
        self._say_page(self.sheets.current())

    def _forget(self) -> None:
        self._noted = ""
        old = self.sheets.pages
        self.sheets.show_pages(None)
        if old:
            old.close()

    def _fit(self, how: str) -> None:
        self.sheets.fit = how
        self.sheets.lay_out()

    def _say_page(self, number: int) -> None:
        said = f"{self._noted}　" if self._noted else ""
        self.where.setText(f"{said}第{number + 1}页，共{self.pages}页" if self.pages else "")

    def _say_size(self) -> None:
        self.percent.setText(f"{self.sheets.scale / self.sheets.logicalDpiX() * POINTS:.0%}")
