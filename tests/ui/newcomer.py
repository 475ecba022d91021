"""The first window as somebody meets it who has never seen the program: keys, what is typed, what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.start.facts import FactsPage
from fupin_desktop.ui.start.window import StartWindow


def shown(made: StartWindow, qtbot: QtBot) -> Iterator[StartWindow]:
    """A first window with the keyboard, put away at the end."""
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made, timeout=5000)
    yield made
    made.jobs.close()
    if made.office:
        made.office.close()


def press(*keys: str) -> None:
    """Press keys by name on what has the keyboard."""
    for each in keys:
        combination = QKeySequence(each)[0]
        QTest.keyClick(QApplication.focusWidget(), combination.key(), combination.keyboardModifiers())


def write(text: str) -> None:
    """Type into the field that has the keyboard."""
    here = QApplication.focusWidget()
    here.insert(text) if hasattr(here, "insert") else here.insertPlainText(text)


def facts(start: StartWindow) -> FactsPage:
    assert isinstance(start.page, FactsPage)
    return start.page


def filled(start: StartWindow, **typed: str) -> FactsPage:
    """The page of facts, with everything in it but what a test says otherwise."""
    start.welcome()
    page = start.ask_facts()
    values = {
        "county": "甲县",
        "township": "甲镇",
        "unit": "甲办",
        "phone": "0999-1",
        "by": "王晓梅",
        **typed,
    }
    for name, text in values.items():
        if name != "villages":
            page.form.editors[name].put_text(text)
    page.villages.setPlainText(values.get("villages", "水村"))
    return page


def small_demo(office: Office, era: str = "2018", **_: object) -> None:
    fill_demo(office, households=12, era=era)


def endless(office: Office, watch: Watch, **_: object) -> None:
    """A demo that is never done, unless it is stopped."""
    while True:
        watch.step(1, 2)
