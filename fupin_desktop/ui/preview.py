"""Pages of a PDF shown in the program: the ones that will be printed, at any size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.page import Line, quiet, toned
from fupin_desktop.ui.pdf_pages import POINTS, PdfPages
from fupin_desktop.ui.theme import XS, L, M, S, theme
from fupin_desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from fupin_desktop.services.paper.look import Seen, Spot

__all__ = ["PdfPages", "Preview"]
SIZES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
KEPT = 12
WIDEST = 1.4
"""A page is not blown up over this by itself, however wide the screen."""
ROUND_A_SPOT = 1.5
"""Points that a place is larger than its words, to be hit with a mouse."""


class _Sheets(QAbstractScrollArea):
    """The pages one below the other; only those that are seen are drawn. A place that leads somewhere can be clicked."""

    page_seen = Signal(int)
    zoomed = Signal()
    spot_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.pages: PdfPages | None = None
        self.spots: Sequence[Sequence[Spot]] = ()
        self._pointed: tuple[int, Spot] | None = None
        self.fit = "width"
        self.size_chosen = 1.0
        self._kept: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self.setAccessibleName("页面预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._say_page())
        self.viewport().setMouseTracking(True)

    def show_pages(self, pages: PdfPages | None, spots: Sequence[Sequence[Spot]] = ()) -> None:
        self._kept.clear()
        self._point(None)
        self.pages, self.spots = pages, spots
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
                if self._pointed and self._pointed[0] == number:
                    self._paint_spot(painter, seen, self._pointed[1])
        painter.end()

    def _paint_spot(self, painter: QPainter, page: QRectF, spot: Spot) -> None:
        colour = QColor(theme.colours.accent)
        painter.setPen(colour)
        colour.setAlphaF(0.16)
        painter.setBrush(colour)
        painter.drawRoundedRect(_box(spot, page, self.scale), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

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

    # places on a page

    def point_at(self, number: int, spot: Spot) -> None:
        """Show where on a page a place is."""
        places = self._places()
        if number < len(places):
            middle = _box(spot, places[number], self.scale).center().y()
            self.verticalScrollBar().setValue(round(middle - self.viewport().height() / 2))
            self._point((number, spot))

    def _point(self, at: tuple[int, Spot] | None) -> None:
        if at != self._pointed:
            self._pointed = at
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if at else Qt.CursorShape.ArrowCursor)
            self.viewport().setToolTip(_leads_to(at[1]) if at else "")
            self.viewport().update()

    def _spot_at(self, where: QPointF) -> tuple[int, Spot] | None:
        there = where + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for number, place in enumerate(self._places()):
            if place.contains(there) and number < len(self.spots):
                hit = [each for each in self.spots[number] if _box(each, place, self.scale).contains(there)]
                smallest = min(hit, key=lambda each: (each.x1 - each.x0) * (each.y1 - each.y0), default=None)
                return (number, smallest) if smallest else None
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._spot_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and (at := self._spot_at(event.position())):
            self.spot_chosen.emit(at[1].key)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

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


def _box(spot: Spot, page: QRectF, scale: float) -> QRectF:
    """Where a place is, its page standing at ``page``."""
    wide, tall = spot.x1 - spot.x0 + 2 * ROUND_A_SPOT, spot.y1 - spot.y0 + 2 * ROUND_A_SPOT
    left, top = spot.x0 - ROUND_A_SPOT, spot.y0 - ROUND_A_SPOT
    return QRectF(page.left() + left * scale, page.top() + top * scale, wide * scale, tall * scale)


def _leads_to(spot: Spot) -> str:
    return "打开这一户" if spot.key.startswith("household:") else "看这个数背后的名单"


class Preview(QWidget):
    """The pages with their number and size; or, where there are none, a sentence why (its links are ``followed``).

    With ``thumbnails`` all pages stand small beside the one that is read. ``spot_chosen`` says the key of a place.
    """

    followed = Signal(str)
    spot_chosen = Signal(str)
    turned = Signal(int)

    def __init__(self, *, thumbnails: bool = False) -> None:
        super().__init__()
        self.data = b""
        self._noted = ""
        self.sheets = _Sheets()
        self.small = Thumbnails()
        self._with_small = thumbnails
        self.where = Line()
        self.percent = quiet("")
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMargin(L)
        self.sentence.linkActivated.connect(self.followed)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.small)
        self.split.addWidget(self.sheets)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sentence)
        self.stack.addWidget(self.split)
        self.bar = QWidget()
        self._fill_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.sheets.page_seen.connect(self._see)
        self.sheets.zoomed.connect(self._say_size)
        self.sheets.spot_chosen.connect(self.spot_chosen)
        self.small.chosen.connect(self._turn)
        self.small.opened.connect(self._read)
        self.say("")
        if app := QApplication.instance():
            app.aboutToQuit.connect(self._forget)

    def _fill_bar(self) -> None:
        self.ways = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.bar)
        self.ways.setContentsMargins(0, 0, 0, 0)
        self.ways.setSpacing(S)
        self.ways.addWidget(self.where, 1)
        tools = QWidget()
        self.ways.addWidget(tools)
        self.row = QHBoxLayout(tools)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(S)
        self.row.addStretch(1)
        self.all = _tool(
            "全部页面",
            "所有页面缩小排在一起，再按恢复；双击或按 Enter 读那一页（Ctrl+Shift+A）",
            lambda: self.show_all(self.all.isChecked()),
        )
        self.all.setCheckable(True)
        self.row.addWidget(self.all)
        self.all.setVisible(self._with_small)
        self.sizes = (
            _tool("−", "缩小（Ctrl+滚轮）", lambda: self.sheets.zoom(-1)), self.percent,
            _tool("＋", "放大（Ctrl+滚轮）", lambda: self.sheets.zoom(1)),
            _tool("适合宽度", "页面与窗口一样宽", lambda: self._fit("width")),
            _tool("整页", "看到整张页面", lambda: self._fit("page")),
        )  # fmt: skip
        for each in self.sizes:
            self.row.addWidget(each)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self.sheets.pages) if self.sheets.pages else 0

    @property
    def current(self) -> int:
        """The page that is read, from 0."""
        return self.small.current if self.all.isChecked() else self.sheets.current()

    def show_pdf(self, data: bytes, seen: Sequence[Seen] = ()) -> int:
        """Show a PDF and give the number of its pages. ``seen`` says where on them one can go, and their labels."""
        self._forget()
        self.data = data
        pages = PdfPages(data)
        labels = [each.label for each in seen] or [""] * len(pages)
        self.small.show_pages(pages, [label or str(number) for number, label in enumerate(labels, 1)])
        self.small.setVisible(self._with_small and (len(pages) > 1 or self.all.isChecked()))
        self.sheets.show_pages(pages, [each.spots for each in seen])
        self.stack.setCurrentWidget(self.split)
        self.bar.show()
        self._overview()
        self._say_page(0)
        return self.pages

    def go_to(self, number: int) -> None:
        """Show that page."""
        if 0 <= number < self.pages:
            self._turn(number)
            self.small.mark(number)

    def show_all(self, on: bool) -> None:
        """Give the small pages the whole place, or take it back."""
        self.all.setChecked(on)
        self._overview()
        if on and self.isVisible():
            self.small.setFocus()

    def _overview(self) -> None:
        on = self.all.isChecked() and self._with_small
        self.small.large = on
        for each in (self.sheets, *self.sizes):
            each.setVisible(not on)
        self.small.setVisible(self._with_small and (on or self.pages > 1))
        self.small.lay_out()
        if not on:
            strip = self.small.strip_width()
            self.split.setSizes([strip, max(1, self.width() - strip)])
            self.sheets.lay_out()
            self.sheets.go_to(self.small.current)

    def _see(self, number: int) -> None:
        if not self.all.isChecked():
            self._say_page(number)

    def _turn(self, number: int) -> None:
        """A small page was chosen: it is read, or only named while all are shown."""
        if self.all.isChecked():
            self._say_page(number)
        else:
            self.sheets.go_to(number)

    def _read(self, number: int) -> None:
        self.show_all(False)
        self.sheets.go_to(number)
        self.sheets.setFocus()

    def say(self, sentence: str, tone: str = "quiet") -> None:
        """Show a sentence instead of pages."""
        self._forget()
        self.data = b""
        toned(self.sentence, sentence, tone)
        self.stack.setCurrentWidget(self.sentence)
        self.bar.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Where there is no room beside the tools, the page's number stands above them."""
        tools = self.row.parentWidget().minimumSizeHint().width() + S
        beside = self.width() - tools >= min(self.where.sizeHint().width(), theme.size * 16)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.ways.direction() != way:
            self.ways.setDirection(way)

    def name_page(self, words: str) -> None:
        """Say beside the page's number whose page it is; called while ``turned`` is told."""
        if words != self._noted and self.pages:
            self._noted = words
            self._say_where(self.current)

    def note(self, words: str) -> None:
        """Say beside the page's number what is seen."""
        self._noted = words
        self._say_page(self.sheets.current())

    def _forget(self) -> None:
        self._noted = ""
        old = self.sheets.pages
        self.small.show_pages(None, [])
        self.sheets.show_pages(None)
        if old:
            old.close()

    def _fit(self, how: str) -> None:
        self.sheets.fit = how
        self.sheets.lay_out()

    def _say_page(self, number: int) -> None:
        self._say_where(number)
        self.small.mark(number)
        self.turned.emit(number)

    def _say_where(self, number: int) -> None:
        said = f"{self._noted}　" if self._noted else ""
        self.where.setText(f"{said}第{number + 1}页，共{self.pages}页" if self.pages else "")
        self._give_way()

    def _say_size(self) -> None:
        self.percent.setText(f"{self.sheets.scale / self.sheets.logicalDpiX() * POINTS:.0%}")


def _tool(text: str, why: str, act: Callable[[], None]) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setToolTip(why)
    made.clicked.connect(lambda _=False: act())
    return made
