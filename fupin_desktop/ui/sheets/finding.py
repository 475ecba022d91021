"""A list that is narrowed by typing: words, pinyin or initials; one is taken, or several are ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.palette import fits
from fupin_desktop.ui.theme import XS


@dataclass(frozen=True, slots=True)
class Choice:
    """One that can be taken. ``why`` says why it stands first, ``always`` keeps it whatever is typed."""

    key: str
    words: str
    why: str = ""
    always: bool = False


class FindList(QWidget):
    """``taken`` says the key of one chosen with Enter or a double click; ``ticked`` that a tick changed."""

    taken = Signal(str)
    ticked = Signal()
    left = Signal()
    """Esc: the keyboard wants to go back."""

    def __init__(self, name: str, hint: str, *, ticks: bool = False) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()
        self._ticks = ticks
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(f"在{name}里找")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self._narrow())
        self.line.installEventFilter(self)
        words: Column[Choice] = Column(
            "", lambda each: f"{each.words}　{each.why}" if each.why else each.words, 0
        )
        self.table: LineTable[Choice] = LineTable([words], key=(lambda each: each.key) if ticks else None)
        self.table.ticked_changed.connect(self.ticked)
        self.view: LineView[Choice] = LineView(self.table, name)
        self.view.horizontalHeader().hide()
        self.view.opened.connect(self._take)
        self.view.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.line)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.line)

    def offer(self, choices: Sequence[Choice], here: str | None = None, ticked: Collection[str] = ()) -> None:
        """Offer choices; the cursor stands on ``here``."""
        self._choices = choices
        self.table.ticked = set(ticked)
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self.table.show(choices)
        self.view.go_to_row(next((row for row, each in enumerate(choices) if each.key == here), 0))

    def chosen(self) -> list[str]:
        """The ticked keys in the order of the choices, whether they are shown or not."""
        return [each.key for each in self._choices if self.table.is_ticked(each)]

    def _narrow(self) -> None:
        text = self.line.text()
        found = [each for each in self._choices if fits(each.words, text)]
        self.table.show([*found, *(each for each in self._choices if each.always and each not in found)])
        self.view.go_to_row(0)

    def _take(self, choice: Choice) -> None:
        if self._ticks:
            self.table.tick([choice], not self.table.is_ticked(choice))
        else:
            self.taken.emit(choice.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line the arrows move in the list and Enter takes; Esc forgets what was typed, then goes back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # ours, not the page's
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        row = self.view.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Escape if self.line.text():
                self.line.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if watched is self.line:
                self.view.go_to_row(row + (1 if event.key() == Qt.Key.Key_Down else -1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self.line and not event.modifiers():
                here = self.view.current()
                if here is not None:
                    self._take(here)
            case _:
                return False
        return True
