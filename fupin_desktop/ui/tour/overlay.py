"""The tour lies over the window: everything is dimmed but what is spoken of, and a bubble stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Place
from fupin_desktop.ui.page import head, quiet
from fupin_desktop.ui.theme import RADIUS, L, M, S, theme
from fupin_desktop.ui.tour.steps import STEPS, Step

if TYPE_CHECKING:
    from fupin_desktop.ui.frame import Frame

SHADE = QColor(10, 16, 26, 150)
NEXT = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown}
)
BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Backspace, Qt.Key.Key_PageUp})


class Tour(QWidget):
    """Enter or → goes on, ← back, Esc ends. The keyboard is its own until it ends."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.frame = frame
        self.number = 0
        self._from = frame.place_now()
        self._holes: list[QRect] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bubble = _Bubble(self)
        self.bubble.further.clicked.connect(self.further)
        self.bubble.before.clicked.connect(self.before)
        self.bubble.finish.clicked.connect(self.end)
        frame.installEventFilter(self)

    @property
    def step(self) -> Step:
        return STEPS[self.number]

    def begin(self) -> None:
        """Show the first step."""
        for other in cast(Iterable[Tour], self.frame.findChildren(Tour)):
            if other is not self:
                other.end()
        self.show()
        self._show_step()

    def further(self) -> None:
        """The next step; after the last one the tour ends."""
        if self.number + 1 == len(STEPS):
            self.end()
            return
        self.number += 1
        self._show_step()

    def before(self) -> None:
        """The step before."""
        if self.number:
            self.number -= 1
            self._show_step()

    def end(self) -> None:
        """Back to the page from which the tour was begun."""
        self.frame.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        if self._from:
            self.frame.visit(self._from, passing=True)

    def _show_step(self) -> None:
        here = self.frame.place_now()
        if here is None or here.page != self.step.page:
            self.frame.visit(Place(self.step.page), passing=True)
        self.bubble.show_step(self.step, self.number)
        self.setAccessibleName(self.step.title)
        self.setAccessibleDescription(self.step.words)
        self._lay_out()
        QTimer.singleShot(0, self, self._lay_out)  # a page that was just made takes its place first

    def _lay_out(self) -> None:
        self.setGeometry(self.frame.rect())
        self.raise_()
        self.setFocus()
        self._holes = [
            each.adjusted(-3, -3, 3, 3).intersected(self.rect()) for each in self.step.light(self.frame)
        ]
        self.bubble.setGeometry(beside(self._holes, self.bubble.size_in(self.width()), self.rect()))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._lay_out)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's own keys wait
            return True
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return True  # the keyboard stays here
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in NEXT:
            self.further()
        elif event.key() in BACK:
            self.before()
        elif event.key() == Qt.Key.Key_Escape:
            self.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            QTimer.singleShot(0, self, self._take_back)

    def _take_back(self) -> None:
        if self.isVisible():
            self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = QPainterPath()
        dark.addRect(QRectF(self.rect()))
        light = QPainterPath()
        for hole in self._holes:
            one = QPainterPath()
            one.addRoundedRect(QRectF(hole), RADIUS, RADIUS)
            light = light.united(one)
        painter.fillPath(dark.subtracted(light), SHADE)
        painter.setPen(QPen(QColor(theme.colours.accent), 2))
        painter.drawPath(light)
        painter.end()


class _Bubble(QFrame):
    """Title, words, how far one is, and the buttons; the keyboard stays with the tour."""

    def __init__(self, tour: QWidget) -> None:
        super().__init__(tour)
        self.setObjectName("bubble")
        self.setAutoFillBackground(True)
        self.title = QLabel()
        head(self.title, 2)
        self.title.setWordWrap(True)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.count = quiet("")
        self.before = QPushButton("‹ 上一步")
        self.further = QPushButton("下一步 ›")
        self.further.setProperty("tone", "primary")
        self.finish = QPushButton("结束（Esc）")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.count)
        row.addStretch(1)
        for each in (self.finish, self.before, self.further):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(row)

    def show_step(self, step: Step, number: int) -> None:
        """Say one step."""
        colours = theme.colours
        self.setStyleSheet(
            f"#bubble {{ background: {colours.surface}; border: 2px solid {colours.accent}; border-radius: {RADIUS}px; }}"
        )
        last = number + 1 == len(STEPS)
        self.title.setText(step.title)
        self.words.setText(step.words)
        self.count.setText(f"{number + 1} / {len(STEPS)}")
        self.before.setEnabled(number > 0)
        self.further.setText("开始使用" if last else "下一步 ›")
        self.finish.setVisible(not last)

    def size_in(self, width: int) -> QSize:
        """Its size in a window so wide."""
        layout = self.layout()
        assert layout is not None
        wide = max(layout.minimumSize().width(), min(round(theme.size * 42), width - 2 * L))
        return QSize(wide, layout.heightForWidth(wide))


def beside(lights: Sequence[QRect], size: QSize, room: QRect) -> QRect:
    """Where a bubble stands: right of what is lit, below, left or above; in the lower right corner of a whole page."""
    lit = lights[0]
    inner = room.adjusted(M, M, -M, -M)
    middle = lit.center() - QPoint(size.width() // 2, size.height() // 2)
    corners = (
        QPoint(lit.right() + L, max(inner.top(), min(middle.y(), lit.top() + 2 * L))),
        QPoint(middle.x(), lit.bottom() + L),
        QPoint(lit.left() - L - size.width(), middle.y()),
        QPoint(middle.x(), lit.top() - L - size.height()),
    )
    for corner in corners:
        place = _inside(QRect(corner, size), inner)
        if not any(map(place.intersects, lights)) and inner.contains(place):
            return place
    return QRect(inner.bottomRight() - QPoint(size.width(), size.height()), size)


def _inside(place: QRect, inner: QRect) -> QRect:
    """Moved so far that nothing stands outside."""
    place.moveLeft(max(inner.left(), min(place.left(), inner.right() - place.width())))
    place.moveTop(max(inner.top(), min(place.top(), inner.bottom() - place.height())))
    return place
