"""The window as a clerk meets it, for journeys: keys, what it says, what it shows."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.services.office import Office
from fupin_desktop.ui.desk import Desk, Place
from fupin_desktop.ui.frame import Frame
from fupin_desktop.ui.navigation import COUNT, ENTRIES
from fupin_desktop.ui.noting import NoteBar

TODAY = date(2018, 5, 8)
T = TypeVar("T", bound=QWidget)


class Window:
    """The window as a clerk meets it: keys, what it says, what it shows."""

    def __init__(self, office: Office, qtbot: QtBot, today: date = TODAY) -> None:
        self.office, self.qtbot, self.today = office, qtbot, today
        self.desk = Desk(office, today=lambda: self.today)
        self.frame = Frame(self.desk)
        self.frame.resize(1200, 700)
        self.frame.show()
        self.frame.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.frame, timeout=5000)

    def go(self, page: str, **state: object) -> None:
        self.frame.visit(Place(page, state))

    def key(self, *keys: str) -> None:
        """Press keys by their names (Ctrl+F, Enter) on what has the keyboard."""
        for each in keys:
            *held, last = each.split("+") if each != "+" else [each]
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": Qt.KeyboardModifier.AltModifier,
                              "Shift": Qt.KeyboardModifier.ShiftModifier}[name]  # fmt: skip
            self.qtbot.keyClick(QApplication.focusWidget() or self.frame, _key(last), modifiers)

    def type(self, text: str) -> None:
        """Type; Chinese comes from the input method."""
        where = QApplication.focusWidget()
        if text.isascii():
            self.qtbot.keyClicks(where, text)
            return
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(where, typed)

    def settle(self) -> None:
        """Wait until what pages had begun to read is read, and what that began to read too."""
        for _ in range(3):
            self._wait_for_readers()

    def _wait_for_readers(self) -> None:
        done: list[None] = []
        self.desk.run_quietly(lambda _: None, done.append)
        self.wait(lambda: bool(done))

    def waiting(self, page: str) -> object:
        """How much the navigation says waits on a page."""
        row = [entry.name for entry in ENTRIES].index(page)
        return self.frame.navigation.item(row).data(COUNT)

    @property
    def said(self) -> str:
        return self.frame.status.message.text()

    def wait_said(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.said, timeout=5000)

    def bars(self) -> list[NoteBar]:
        """The quiet bars above the page."""
        return [each for each in self.frame.findChildren(NoteBar) if each.isVisible()]

    def wait(self, true: object) -> None:
        self.qtbot.waitUntil(true, timeout=5000)


def _key(name: str) -> Qt.Key:
    known = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape}
    return known.get(name) or getattr(Qt.Key, f"Key_{name}")


def stands(kind: type[QWidget]) -> bool:
    """Whether a dialog of a kind is open, with the keyboard in it."""
    return isinstance(QApplication.activeWindow(), kind)


def dialog_of(kind: type[T], qtbot: QtBot) -> T:
    """The dialog of a kind, as soon as it stands."""
    qtbot.waitUntil(lambda: stands(kind), timeout=8000)
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def said(widget: QWidget) -> str:
    """All sentences that a widget shows."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())
