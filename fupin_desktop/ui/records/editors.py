"""One field on the screen: the widget made from its spec, and how a value is put in and taken out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from fupin_desktop.domain import pinyin, values
from fupin_desktop.domain.fields import Code, Field, Kind
from fupin_desktop.ui import era
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.theme import theme

BLANK = "未填"
FORGOTTEN_AFTER = 1.0


class PickBox(QComboBox):
    """A choice that is also made by typing pinyin; a wheel passing over it changes nothing."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self._typed, self._typed_at = "", 0.0
        self.offer(options)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices."""
        self.clear()
        self._options = [value for value, _ in options]  # kept here: Qt would turn a code into plain text
        self.addItems([era.words(label) for _, label in options])

    def renew(self, options: Sequence[tuple[Any, str]], chosen: Any) -> None:
        """Offer other choices and choose one of them, without a signal."""
        self.blockSignals(True)
        self.offer(options)
        self.put(chosen)
        self.blockSignals(False)

    def value(self) -> Any:
        return self._options[self.currentIndex()] if self.currentIndex() >= 0 else None

    def put(self, value: Any) -> None:
        self.setCurrentIndex(self._options.index(value) if value in self._options else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalnum() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._pick(event.text().lower())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.put(None)
        else:
            super().keyPressEvent(event)

    def _pick(self, letter: str) -> None:
        now = time.monotonic()
        self._typed = letter if now - self._typed_at > FORGOTTEN_AFTER else self._typed + letter
        for place in range(self.count()):
            keys = pinyin.keys(self.itemText(place)).split(" ")
            if any(key.startswith(self._typed) for key in keys) or self.itemText(place).startswith(
                self._typed
            ):
                self.setCurrentIndex(place)
                break
        self._typed_at = time.monotonic()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRect(self.width() - 20, (self.height() - 12) // 2, 12, 12)
        icon("chevron_down", theme.colours.quiet).paint(painter, place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ManyBox(QPushButton):
    """Several choices of one list, ticked in a menu that stays open."""

    picked = Signal()

    def __init__(self, codes: type[Code]) -> None:
        super().__init__(BLANK)
        self._menu = QMenu(self)
        self._actions: list[tuple[Code, QAction]] = []
        for code in codes:
            action = self._menu.addAction(era.words(code.label))
            action.setCheckable(True)
            action.toggled.connect(self._say)
            self._actions.append((code, action))
        self._menu.installEventFilter(self)
        self.setStyleSheet("text-align: left;")
        self.clicked.connect(lambda: self._menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def value(self) -> tuple[Code, ...]:
        return tuple(code for code, action in self._actions if action.isChecked())

    def put(self, value: Any) -> None:
        for code, action in self._actions:
            action.setChecked(code in (value or ()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._menu.activeAction():
            self._menu.activeAction().toggle()
            return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self.setText("、".join(era.words(code.label) for code in self.value()) or BLANK)
        self.picked.emit()


class Editor(QObject):
    """The editor of one field. ``edited`` while one types; ``left`` when it is left."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        field: Field,
        today: Callable[[], date] = date.today,
        optional: bool = True,
        offers: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.field = field
        self._today, self._optional, self._offers = today, optional, offers
        self.widget = self._make()
        self.widget.setAccessibleName(era.words(field.label))
        self.widget.installEventFilter(self)

    def _make(self) -> QWidget:
        match self.field.kind:
            case Kind.TEXT if self._offers:
                pick = PickBox([("", BLANK), *((each, each) for each in self._offers)])
                pick.currentIndexChanged.connect(lambda _: self.edited.emit())
                return pick
            case Kind.CHOICE:
                assert self.field.codes
                pick = PickBox([(None, BLANK), *((code, code.label) for code in self.field.codes)])
                pick.currentIndexChanged.connect(lambda _: self.edited.emit())
                return pick
            case Kind.FLAG:
                blank = [(None, BLANK)] if self._optional else []
                pick = PickBox([*blank, (True, "是"), (False, "否")])
                pick.currentIndexChanged.connect(lambda _: self.edited.emit())
                return pick
            case Kind.CHOICES:
                assert self.field.codes
                many = ManyBox(self.field.codes)
                many.picked.connect(self.edited)
                return many
            case _:
                return self._line()

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        if self.field.kind is Kind.DATE:
            line.setPlaceholderText("如 20180508、5-8")
        if self.field.kind in (Kind.MONEY, Kind.WHOLE, Kind.DECIMAL):
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.textEdited.connect(lambda _: self.edited.emit())
        return line

    def put(self, value: Any) -> None:
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(self.field.show(value))
            self.widget.setCursorPosition(0)
        elif isinstance(self.widget, (PickBox, ManyBox)):
            self.widget.put(value)

    def text(self) -> str:
        """What stands in the editor, as a draft keeps it."""
        if isinstance(self.widget, QLineEdit):
            return self.widget.text()
        return self.field.show(self.value())

    def put_text(self, text: str) -> None:
        """Put a draft's text back, readable or not."""
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(text)
            return
        self.put(self.field.read(text))

    def value(self) -> Any:
        """The value. Raises values.Unreadable with a sentence for the clerk."""
        if isinstance(self.widget, (PickBox, ManyBox)):
            return self.widget.value()
        assert isinstance(self.widget, QLineEdit)
        return read(self.field, self.widget.text(), self._today)

    def problem(self) -> str | None:
        """What is wrong with what stands here, in words."""
        try:
            return self.field.problem(self.value())
        except values.Unreadable as wrong:
            return str(wrong)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.widget.focusNextPrevChild(True)
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self._tidy()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _tidy(self) -> None:
        if isinstance(self.widget, QLineEdit) and not self.widget.isReadOnly() and not self.problem():
            said = self.field.show(self.value())
            if said != self.widget.text():
                self.widget.setText(said)


def leave_field(within: QWidget | None = None) -> None:
    """What is being typed into a field counts, as if it were left; the keyboard stays. ``within``: only in a field there."""
    here = QApplication.focusWidget()
    if here is None or not (
        within.isAncestorOf(here) if within else isinstance(here, (QLineEdit, QPlainTextEdit))
    ):
        return
    here.clearFocus()
    if here.isVisible():  # an editor in a cell closes
        here.setFocus()


def read(field: Field, text: str, today: Callable[[], date]) -> Any:
    """What typed text means for a field; dates may leave out the year. Raises values.Unreadable."""
    if field.kind is Kind.DATE and text.strip():
        try:
            return values.typed_day(text, today())
        except values.Unreadable as wrong:
            raise values.Unreadable(f"{field.label}{wrong}") from None
    said = field.read(text)
    return "" if said is None and field.kind is Kind.TEXT else said
