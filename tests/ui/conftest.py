"""A window to test with: the demo township, or an empty office, on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Window
from newcomer import shown
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from fupin_desktop.services.office import Office
from fupin_desktop.ui.start.window import StartWindow
from fupin_desktop.ui.theme import theme


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.dress(qapp, 10.0)
    return qapp


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """No window of one test stays for the next: each that is there makes every change of style slower."""
    yield
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QMainWindow):
            each.hide()
            each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(demo_office: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window of the demo township."""
    made = Window(demo_office, qtbot)
    yield made
    _close(made)


@pytest.fixture
def empty_window(office: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window of an office with two villages and nobody in it."""
    made = Window(office, qtbot)
    yield made
    _close(made)


@pytest.fixture
def small_window(township: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window of the two villages that can be counted by hand."""
    made = Window(township, qtbot)
    yield made
    _close(made)


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[StartWindow]:
    """The first window, on a PC without an office."""
    made = StartWindow(tmp_path / "office", lambda folder, create: Office.open(folder, create=create))
    yield from shown(made, qtbot)


def _close(window: Window) -> None:
    window.frame.close()
    window.frame.deleteLater()
    window.qtbot.wait(1)
