"""In an office of 2026 nothing says 贫困户 any more: every page, every list, every choice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from clerk import Window
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.office import Office
from fupin_desktop.ui import era
from fupin_desktop.ui.household.detail import TABS
from fupin_desktop.ui.navigation import ENTRIES

OLD = "贫困户"
ROWS = 60


@pytest.fixture(scope="module")
def _office_of_2026(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office.open(tmp_path_factory.mktemp("later") / "office", by="李经办", create=True)
    fill_demo(office, households=60, era="2026")
    yield office
    office.close()


@pytest.fixture
def later(_office_of_2026: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    window = Window(_office_of_2026, qtbot, date(2026, 5, 8))
    yield window
    window.frame.close()
    era.live_on(date(2018, 1, 1))


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget and what is in it can say."""
    for each in (widget, *widget.findChildren(QWidget)):
        yield each.toolTip()
        yield each.accessibleName()
        match each:
            case QLabel() | QAbstractButton() | QLineEdit():
                yield each.text()
            case QTextEdit() | QPlainTextEdit():
                yield each.toPlainText()
            case QGroupBox():
                yield each.title()
            case QTabWidget():
                yield from (each.tabText(place) for place in range(each.count()))
            case QComboBox():
                yield from (each.itemText(place) for place in range(each.count()))
            case QAbstractItemView() if each.model() is not None:
                yield from _cells(each.model())
    for action in widget.findChildren(QAction):
        yield action.text()
        yield action.toolTip()


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    for column in columns:
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(model.rowCount(), ROWS)):
        for column in columns:
            yield str(model.data(model.index(row, column)) or "")


def _old(window: Window) -> set[str]:
    return {each for each in words_of(window.frame) if OLD in each}


def test_no_page_says_it(later: Window) -> None:
    found = {}
    for page in (each.name for each in ENTRIES):
        later.go(page)
        later.settle()
        found[page] = _old(later)
    assert not {page: said for page, said in found.items() if said}


def test_no_part_of_a_household_says_it(later: Window) -> None:
    with later.office.store.read() as unit:
        (household, *_) = unit.households.all()
    found = {}
    for tab in TABS:
        later.go("household", household=household.id, tab=tab)
        later.settle()
        found[tab] = _old(later)
    assert not {tab: said for tab, said in found.items() if said}
