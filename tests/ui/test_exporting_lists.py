"""Lists leave by the window with their numbers hidden, and what left is read in the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import Window
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from fupin_desktop.ui.pages.history import HistoryPage
from fupin_desktop.ui.pages.household import HouseholdPage
from fupin_desktop.ui.pages.sheets import SheetsPage
from fupin_desktop.ui.sheets.exporting import ExportingPart


def part(window: Window, **state: object) -> ExportingPart:
    window.go("sheets", part="exporting", **state)
    page = window.frame.page("sheets")
    assert isinstance(page, SheetsPage)
    found = page.part("exporting")
    assert isinstance(found, ExportingPart)
    window.wait(found.isVisible)
    return found


def numbers(path: Path) -> list[str]:
    rows = list(load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True))
    place = rows[0].index("证件号码")
    return [str(row[place]) for row in rows[1:] if row[place]]


def test_a_list_leaves_with_hidden_numbers_unless_asked(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "水村家庭成员.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    shown = part(window, list="people", village="水村", layout="H3")
    assert not shown.plain.isChecked()
    shown.take_focus()
    window.key("Ctrl+Enter")
    window.wait_said("证件号码已遮盖：水村家庭成员.xlsx")
    assert all(each[6:-4] == "*" * (len(each) - 10) for each in numbers(path))
    shown.plain.click()
    assert shown.told.text().startswith("！ 会写出完整的证件号码")
    shown.write()
    window.wait(lambda: len(shown.left.table.lines) == 2)
    assert not any("*" in each for each in numbers(path))
    last, first = (each.list for each in shown.left.table.lines)
    assert (first.villages, first.masked, last.masked) == ("水村", True, False)


def test_a_list_offers_the_layouts_it_can_be_written_in(window: Window) -> None:
    shown = part(window, list="people", layout="H1")
    assert shown.layout_box.value() == "H1"
    shown.list.put("housing")
    assert shown.layout_box.value() is None
    assert not shown.layout_box.isEnabled()  # no ledger was imported yet
    shown.list.put("income")
    assert shown.layout_box.isEnabled()
    assert [shown.layout_box.itemText(place) for place in (0, 1)] == ["本办全字段", "H4 收入明细"]


def test_what_left_is_read_in_the_history(window: Window, tmp_path: Path) -> None:
    window.office.outgoing.note("农户", tmp_path / "出.xlsx", 18, masked=False, villages=["水村"])
    window.go("history", tab="outgoing")
    page = window.frame.page("history")
    assert isinstance(page, HistoryPage)
    window.wait(lambda: len(page.outgoing.table.lines) == 1)
    shown = [column.text(page.outgoing.table.lines[0]) for column in page.outgoing.table.columns[1:]]
    assert shown == [window.office.by, "农户", "水村", "18", "完整", "出.xlsx"]


def test_the_shown_households_are_recorded_as_they_leave(window: Window, tmp_path: Path) -> None:
    window.go("household")
    page = window.frame.page("household")
    assert isinstance(page, HouseholdPage)
    window.wait(lambda: page.table.rowCount() > 0)
    page.export_to(tmp_path / "农户.xlsx")
    window.wait_said("到 农户.xlsx")
    assert window.office.outgoing.all()[0].list.what == "所示农户"
