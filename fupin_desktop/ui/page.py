"""What every page is: a title, its tools, its body, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, ClassVar, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QTableView, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Problem
from fupin_desktop.ui.commands import actions, button, dress
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.theme import XS, L, S, theme


class Page(QWidget):
    """A page of the window. Subclasses fill ``self.body`` and name the tables whose change they must show."""

    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.office = desk.office
        self.actions_by_key: dict[str, QAction] = actions(self)
        self._stale = False
        self.head = QHBoxLayout()
        self.heading = QLabel(self.title)
        head(self.heading)
        self.remark = Line()
        self.head.addWidget(self.heading)
        self.head.addWidget(self.remark)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(L, S, L, S)
        column.setSpacing(S)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)
        desk.changed.connect(self._hear)

    def tools(self, *keys: str, primary: str = "") -> None:
        """Put commands of the page at the right of its title."""
        for key in keys:
            self.head.addWidget(button(self.actions_by_key[key], primary=key == primary))

    def show_place(self, state: Mapping[str, Any]) -> None:
        """Called at each visit; ``state`` is what ``Desk.go`` was given, or what ``place`` said before."""

    def place(self) -> dict[str, Any]:
        """What Alt+← must bring back."""
        return {}

    def refresh(self) -> None:
        """Read again what is shown."""

    def dress(self) -> None:
        """Take the colours and the size of the text again."""
        dress(self)
        for label in cast(Iterable[QLabel], self.findChildren(QLabel)):
            if (steps := label.property("steps")) is not None:
                label.setFont(theme.heading(steps))
        for table in cast(Iterable[QTableView], self.findChildren(QTableView)):
            if size_columns := getattr(table, "size_columns", None):
                size_columns()
        self.refresh()

    def set_aside(self) -> None:
        """Called before the page is left or the program ends: unsaved input is kept as a draft."""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if "" not in tables and not self.tables & tables:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()


class Line(QLabel):
    """A line in the quiet colour that never widens the window: what has no room is cut with … and said by its tip."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("tone", "quiet")

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if fits else self.text())
        if fits:
            super().paintEvent(event)
            return
        said = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), said)
        painter.end()


def head(label: QLabel, steps: float = 3.0) -> None:
    """Make a label a heading, that many points above the text; it follows the size of the text."""
    label.setProperty("steps", steps)
    label.setFont(theme.heading(steps))


def quiet(text: str) -> QLabel:
    """A label in the quiet colour."""
    made = QLabel(text)
    made.setProperty("tone", "quiet")
    return made


def outcome() -> QLabel:
    """A line that says what came of something, hidden until then; its links are reached with the keyboard too."""
    made = QLabel()
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    made.hide()
    return made


def panes(left: QWidget, right: QWidget, widths: tuple[int, int], *, grows: int | None = None) -> QSplitter:
    """Two widgets side by side, parted by a thin line that can be moved; ``grows``: which of them takes what room there is."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.addWidget(left)
    made.addWidget(right)
    made.setSizes(widths)
    if grows is not None:
        made.setStretchFactor(grows, 1)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    return made


def stacked(upper: QWidget, lower: QWidget, shares: tuple[int, int] = (1, 1)) -> QSplitter:
    """Two widgets one above the other, parted by a thin line that can be moved; ``shares``: how they part the height."""
    made = QSplitter(Qt.Orientation.Vertical)
    for place, (widget, share) in enumerate(zip((upper, lower), shares, strict=True)):
        made.addWidget(widget)
        made.setStretchFactor(place, share)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    return made


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setProperty("part", "line")
    made.setFixedHeight(1)
    return made


def toned(label: QLabel, text: str, tone: str = "") -> None:
    """Change what a label says and its colour (red, amber, green, quiet)."""
    label.setText(text)
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def heighten(dialog: QWidget) -> None:
    """Room for all lines of sentences that wrap: Qt does not make a dialog higher for them by itself."""
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    room = dialog.screen().availableGeometry().height()
    high = min(layout.totalHeightForWidth(dialog.width()), round(room * 0.94))
    dialog.resize(dialog.width(), max(high, dialog.height()))


def empty(sentence: str, *offers: QWidget) -> QWidget:
    """What an empty page says: what it is for, and the next step."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.addStretch(1)
    words = quiet(sentence)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(XS)
    row.addStretch(1)
    for offer in offers:
        row.addWidget(offer)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(2)
    return made


def refusal(problems: Sequence[Problem]) -> str:
    """Each thing that hinders, in a line; what is lacking in 设置 with a link to it."""
    lines = []
    for each in problems[:6]:
        link = f'　<a href="{each.field}">去设置填写</a>' if each.field in ("unit", "phone") else ""
        lines.append(f"！ {escape(each.text)}{link}")
    if len(problems) > len(lines):
        lines.append(f"还有{len(problems) - len(lines)}处")
    return "<br><br>".join(lines)
