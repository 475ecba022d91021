"""The keys and the look that every page shares: selecting, filtering, hits, sizes, who works."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from clerk import Window
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.ui.navigation import ENTRIES
from fupin_desktop.ui.records.table import RecordTable
from fupin_desktop.ui.records.view import RecordView
from fupin_desktop.ui.theme import SIZES, theme


def test_ctrl_a_selects_all_and_shift_selects_on(window: Window) -> None:
    window.go("household")
    page = window.frame.page("household")
    window.key("Ctrl+A")
    assert page.remark.text() == "共218户845人　选中218户"
    window.key("Ctrl+Home", "Shift+Down", "Shift+Down")
    assert page.remark.text() == "共218户845人　选中3户"


def test_space_ticks_what_is_selected(window: Window) -> None:
    window.go("household")
    window.key("Shift+Down", "Space")
    assert "已勾选2户" in window.frame.page("household").remark.text()


def test_a_heading_offers_its_values_as_a_filter(window: Window) -> None:
    window.go("household")
    page = window.frame.page("household")
    menu = QMenu()
    page.view.heading_menu.emit("status", menu)  # type: ignore[attr-defined]
    offered = {action.text(): action for action in menu.actions()}
    offered["未脱贫"].trigger()
    assert page.remark.text() == "共31户132人"
    assert page.filters.asked.text() == "脱贫标志：未脱贫　×"  # type: ignore[attr-defined]
    page.filters.asked.click()  # type: ignore[attr-defined]
    assert page.remark.text() == "共218户845人"


def test_f3_goes_to_the_next_hit_and_shift_f3_back(window: Window) -> None:
    window.go("household")
    window.key("Ctrl+F")
    window.type("1组")
    window.key("Enter")
    page = window.frame.page("household")
    first = page.detail.file.household.id  # type: ignore[attr-defined]
    window.key("F3")
    second = page.detail.file.household.id  # type: ignore[attr-defined]
    assert second != first
    window.key("Shift+F3")
    assert page.detail.file.household.id == first  # type: ignore[attr-defined]


def test_the_keys_that_the_navigation_names_open_each_page(window: Window) -> None:
    for entry in ENTRIES:
        window.key(entry.keys)
        assert window.frame.stack.currentWidget() is window.frame.page(entry.name)


def test_all_keys_are_shown_in_the_help(window: Window) -> None:
    window.key("Ctrl+K")
    window.type("ajyl")
    window.key("Enter")
    assert window.frame.help_window is not None
    said = window.frame.help_window.text.toPlainText()
    for words in ("Ctrl+F", "Alt+←", "新增农户", "生成公示", "F3"):
        assert words in said


def test_the_name_stays_in_view_when_the_list_is_scrolled_sideways(window: Window) -> None:
    window.go("household")
    view = window.frame.page("household").view  # type: ignore[attr-defined]
    frozen = view.frozen
    window.frame.resize(700, 600)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    place = next(n for n, field in enumerate(view.table.columns, 1) if field.name == "head")
    seen = frozen.visualRect(view.table.index(3, place))
    assert frozen.viewport().rect().contains(seen)
    assert frozen.geometry().right() <= view.viewport().geometry().left()


def test_the_frozen_names_scroll_and_are_clicked_with_the_list(window: Window, qtbot: QtBot) -> None:
    window.go("household")
    page = window.frame.page("household")
    view = page.view  # type: ignore[attr-defined]
    view.verticalScrollBar().setValue(40)
    assert view.frozen.verticalScrollBar().value() == 40
    place = next(n for n, field in enumerate(view.table.columns, 1) if field.name == "head")
    there = view.frozen.visualRect(view.table.index(42, place)).center()
    qtbot.mouseClick(view.frozen.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert view.current_id() == view.table.id_at(42)
    window.key("Down")
    assert view.current_id() == view.table.id_at(43)


def test_a_list_opened_at_somebody_shows_the_row_beside_its_own_name(window: Window) -> None:
    files = window.office.procedures.every(window.today)
    window.go("procedure", part="passages", household=files[-1].passage.household_id)
    part: Any = window.frame.page("procedure").parts["passages"]  # type: ignore[attr-defined]
    window.wait(lambda: part.detail.file is not None)
    window.settle()
    view = part.view
    shown = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(shown.topLeft())
    assert view.viewport().rect().contains(shown.bottomLeft())
    assert view.frozen.verticalScrollBar().value() == view.verticalScrollBar().value() > 0


def test_details_leave_room_for_the_columns_that_matter(window: Window) -> None:
    window.frame.resize(1093, 614)  # 1366×768 at 125 %
    window.go("household", household=1)
    page = window.frame.page("household")
    view = page.view  # type: ignore[attr-defined]
    assert view.isVisible()
    names = view.shown_columns()
    right = max(
        view.columnViewportPosition(place) + view.columnWidth(place)
        for place, field in enumerate(view.table.columns, 1)
        if field.name in ("village", "people", "status", "income")
    )
    assert names[:5] == ["head", "village", "people", "status", "income"]
    assert right <= view.viewport().width()


def test_who_works_is_changed_at_the_name_and_remembered(window: Window) -> None:
    assert "经办人：李经办" in window.frame.who.text()
    window.frame.acts["window.worker"].trigger()
    people = [each.text() for each in window.frame.who.menu_of_people.actions()]
    assert "王经办" in people
    next(each for each in window.frame.who.menu_of_people.actions() if each.text() == "王经办").trigger()
    window.frame.who.menu_of_people.close()
    assert window.office.by == "王经办"
    assert "经办人：王经办" in window.frame.who.text()
    assert "经办人：王经办" in window.frame.windowTitle()
    assert settings.load().worker == "王经办"


def test_another_name_is_typed_and_joins_the_people_of_the_office(window: Window, qtbot: QtBot) -> None:
    window.frame.who.click()
    assert window.frame.who.other
    window.frame.who.other.setText("赵新来")
    qtbot.keyClick(window.frame.who.other, Qt.Key.Key_Return)
    assert window.office.by == "赵新来"
    assert "赵新来" in window.office.settings.facts().people


def test_redo_without_an_undo_says_why(window: Window) -> None:
    window.key("Ctrl+Y")
    window.wait_said("没有可以恢复的撤销")


def test_an_empty_office_is_offered_its_next_step(empty_window: Window, qtbot: QtBot) -> None:
    empty_window.go("household")
    page = empty_window.frame.page("household")
    assert page.nobody.isVisible()  # type: ignore[attr-defined]
    add = next(each for each in page.nobody.findChildren(QPushButton) if each.text() == "新增农户")  # type: ignore[attr-defined]
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert not page.nobody.isVisible()  # type: ignore[attr-defined]
    assert page.detail.isVisible()  # type: ignore[attr-defined]


@pytest.fixture
def largest(dressed: QApplication) -> object:
    yield dressed
    theme.size = 10.0
    theme.dress(dressed)


def test_the_largest_text_cuts_no_button(window: Window, largest: QApplication) -> None:
    window.frame.resize(1366, 768)
    for _ in SIZES:
        window.frame.acts["window.bigger"].trigger()
    assert theme.size == SIZES[-1]
    for entry in ENTRIES:
        window.go(entry.name)
        QApplication.processEvents()
        assert cut(window.frame) == [], entry.text
        assert window.frame.width() == 1366, entry.text
        assert window.frame.height() == 768, entry.text


def cut(owner: QWidget) -> list[str]:
    """Buttons whose words do not fit."""
    kinds = [*owner.findChildren(QPushButton), *owner.findChildren(QToolButton)]
    return [
        each.text()
        for each in kinds
        if each.isVisible()
        and each.text()
        and not (
            isinstance(each, QToolButton)
            and each.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
            and not each.icon().isNull()
        )
        and each.fontMetrics().horizontalAdvance(each.text()) > each.width()
    ]


def test_a_chosen_row_keeps_the_colour_of_its_dot(qapp: QApplication) -> None:
    table = RecordTable(HouseholdLine, ("head", "unsafe"), lambda ids: {id: HouseholdLine(id=id, unsafe=True) for id in ids},
                        lambda name, value: "red" if name == "unsafe" and value else "")  # fmt: skip
    table.show_ids(array("q", [1]))
    view = RecordView(table, jump_by="head")
    icon = table.data(table.index(0, 2), Qt.ItemDataRole.DecorationRole)
    middle = icon.pixmap(10, icon.Mode.Selected).toImage().pixelColor(5, 5)
    assert middle == QColor(theme.colours.red)
    view.deleteLater()
