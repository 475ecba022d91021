"""来表即填 in the window: a form is dropped, its columns put right, registered, filled and written; figures open lists."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clerk import Window
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from fupin_desktop.ui.commands import commands_of
from fupin_desktop.ui.frame import Frame
from fupin_desktop.ui.pages.household import HouseholdPage
from fupin_desktop.ui.pages.sheets import SheetsPage
from fupin_desktop.ui.sheets.filling import FillingPart
from tests.exports import SHARED
from tests.services.test_filling import funds, monthly

REAL = SHARED / "real"


def part(window: Window, **state: object) -> FillingPart:
    window.go("sheets", part="filling", **state)
    page = window.frame.page("sheets")
    assert isinstance(page, SheetsPage)
    found = page.part("filling")
    assert isinstance(found, FillingPart)
    filled(window, found)
    found.take_focus()
    return found


def filled(window: Window, shown: FillingPart) -> None:
    """Wait until a form stands there."""
    window.wait(lambda: shown.entry is not None)
    window.wait(lambda: shown.made is not None or shown.refused.isVisible())
    window.wait(lambda: not shown._soon.isActive() and not window.frame.status.busy)


def drop(window: Window, shown: FillingPart, path: Path) -> None:
    said = QMimeData()
    said.setUrls([QUrl.fromLocalFile(str(path))])
    shown.dropEvent(
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, said, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    filled(window, shown)


def columns(shown: FillingPart) -> dict[str, tuple[str, str]]:
    """Heading → what it is filled with, and its first value."""
    table = shown.columns.table
    return {
        each.slot.heading: (table.columns[2].text(each), table.columns[3].text(each)) for each in table.lines
    }


def cells(shown: FillingPart, row: int) -> dict[str, str]:
    return {
        slot.heading: shown.shown.table.text(row, place) for place, slot in enumerate(shown.shown.table.slots)
    }


def place(shown: FillingPart, heading: str) -> int:
    return next(n for n, each in enumerate(shown.shown.table.slots) if each.heading == heading)


def people_form(path: Path) -> Path:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["姓名", "身份证号", "与户主关系"])
    book.save(path)
    return path


def break_the_sums(window: Window) -> None:
    """A measure that is done with money of a source that nobody knows."""
    with window.office.store.write("完成一项") as unit:
        measure = unit.measures.all()[0]
        unit.measures.save(dataclasses.replace(measure, done_on=date(2018, 5, 1)))
        fund = unit.measure_funds.all(measure_id=measure.id)[0]
        unit.measure_funds.save(dataclasses.replace(fund, source="不明来路", amount=Decimal("1200.00")))


def test_the_forms_of_the_program_are_filled_when_the_tab_is_opened(small_window: Window) -> None:
    shown = part(small_window)
    assert [(each.name, each.what) for each in shown.forms.table.lines] == [
        ("帮扶工作月报表", "自带的"), ("帮扶资金季报表", "自带的"),
    ]  # fmt: skip
    assert shown.forms.period.currentText().endswith("月")
    assert shown.shown.title.text() == "帮扶工作月报表"
    assert "填了2行" in shown.shown.sentence.text()
    assert "列没有数据，留空待填：帮扶单位、培训/农业科技培训(人次)" in shown.shown.sentence.text()
    small_window.key("Down")
    small_window.wait(lambda: shown.shown.title.text() == "帮扶资金季报表")
    assert "季度" in shown.forms.period.currentText()


def test_a_dropped_form_is_put_right_registered_and_fills_itself_from_then_on(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = part(small_window)
    drop(small_window, shown, monthly(tmp_path / "县里月报.xlsx"))
    assert shown.forms.table.lines[0].what == "没有登记"
    assert shown.shown.buttons["columns"].isChecked()
    assert columns(shown)["贫困户户数(户)"] == ("在册户数", "5")
    assert columns(shown)["培训/就业技能培训(人次)"][0] == "（留空待填）"
    shown.columns.only.click()
    assert list(columns(shown)) == ["培训/就业技能培训(人次)", "占比"]
    shown.columns.only.click()
    view = shown.columns.view
    view.setFocus()
    view.go_to_row(list(columns(shown)).index("贫困户户数(户)"))
    small_window.key("Enter")
    small_window.type("wtphs")
    assert [each.words for each in shown.columns.picks.table.lines][:1] == ["未脱贫户数"]
    small_window.key("Enter")
    small_window.wait(lambda: columns(shown)["贫困户户数(户)"][0] == "未脱贫户数")
    filled(small_window, shown)
    poor = small_window.office.figures.latest("水村").total("poor").households
    assert columns(shown)["贫困户户数(户)"][1] == str(poor)
    assert view.currentIndex().row() == 2
    small_window.key("Delete")
    small_window.wait(lambda: columns(shown)["贫困户人数(人)"][0] == "（留空待填）")
    shown.columns.name.setFocus()
    shown.columns.name.selectAll()
    small_window.type("县扶贫办月报")
    small_window.key("Ctrl+Enter")
    small_window.wait_said("已登记“县扶贫办月报”，以后选它就自己填好")
    (tmp_path / "县里月报.xlsx").unlink()
    filled(small_window, shown)
    assert (shown.entry and shown.entry.name, shown.shown.title.text()) == ("县扶贫办月报", "县扶贫办月报")
    assert cells(shown, 0)["贫困户户数(户)"] == str(poor)
    assert cells(shown, 0)["贫困户人数(人)"] == ""
    path = tmp_path / "填好.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    small_window.key("Ctrl+S")
    small_window.wait(lambda: shown.done.isVisible())
    assert shown.done.text().startswith("✓ 已写出 填好.xlsx")
    assert [row[0] for row in load_workbook(path)["表一 "].iter_rows(min_row=5, max_row=7, values_only=True)] == [
        "水村", "月亮村", "合计",
    ]  # fmt: skip
    shown.forms.view.setFocus()
    small_window.key("Delete")
    small_window.wait(lambda: len(shown.forms.table.lines) == 2)
    small_window.key("Ctrl+Z")
    small_window.wait(lambda: len(shown.forms.table.lines) == 3)


def test_a_figure_opens_its_households_and_so_does_a_sum(small_window: Window, tmp_path: Path) -> None:
    shown = part(small_window)
    drop(small_window, shown, monthly(tmp_path / "月报.xlsx"))
    shown.shown.show_kind("filled")
    for row, count, name in ((0, 5, "水村在册户数 5户"), (2, 9, "在册户数 9户")):
        filled(small_window, shown)
        shown.shown.view.setFocus()
        shown.shown.view.go_to(row, place(shown, "贫困户户数(户)"))
        assert shown.shown.table.text(row, place(shown, "贫困户户数(户)")) == str(count)
        small_window.key("Enter")
        page = small_window.frame.page("household")
        assert isinstance(page, HouseholdPage)
        small_window.wait(page.isVisible)
        small_window.wait(lambda page=page, name=name: page.filters.asked.text() == f"{name}　×")
        assert page.table.rowCount() == count
        small_window.key("Alt+Left")
        small_window.wait(shown.shown.view.hasFocus)
        assert shown.shown.view.currentIndex().row() == row


def test_a_line_of_people_opens_the_household_and_numbers_stay_hidden_unless_asked(
    small_window: Window, tmp_path: Path
) -> None:
    with small_window.office.store.write("补号码") as unit:
        person = unit.people.find(name="张三")
        assert person is not None
        unit.people.save(dataclasses.replace(person, id_number="659099197001010012"))
    shown = part(small_window)
    drop(small_window, shown, people_form(tmp_path / "人员.xlsx"))
    shown.shown.show_kind("filled")
    row = next(n for n in range(shown.shown.table.count) if cells(shown, n)["姓名"] == "张三")
    assert cells(shown, row)["身份证号"] == "659099********0012"
    shown.shown.view.go_to(row, 1)
    shown.shown.view.copy()
    assert QGuiApplication.clipboard().text() == "659099********0012"
    for whole in (False, True):
        shown.plain.setChecked(whole)
        shown.done.hide()
        shown.save_to(tmp_path / f"{whole}.xlsx")
        small_window.wait(lambda: shown.done.isVisible())
        numbers = {
            cell for line in load_workbook(tmp_path / f"{whole}.xlsx").worksheets[0].values for cell in line
        }
        assert ("659099197001010012" in numbers) is whole
    shown.shown.view.setFocus()
    small_window.key("Enter")
    small_window.wait(lambda: small_window.frame.page("household").isVisible())


def test_sums_that_do_not_hold_are_red_and_written_only_with_a_second_press(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_the_sums(small_window)
    path = tmp_path / "填好.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    shown = part(small_window)
    drop(small_window, shown, funds(tmp_path / "季报.xlsx"))
    assert "已投入帮扶资金=财政专项+信贷资金+单位自筹+社会募捐+社会引资不成立" in shown.shown.wrong.text()
    assert "的来源认不出归哪一类，请核对资金来源的名称" in shown.shown.wrong.text()
    small_window.key("Ctrl+S")
    assert shown.refused.text() == "！ 表内关系有2处不成立，没有写出；请核对，仍要写出就再按一次"
    assert shown.save_button.text() == "仍要写出…"
    assert not path.exists()
    small_window.key("Ctrl+S")
    small_window.wait(lambda: shown.done.isVisible())
    assert path.exists()


def test_a_warning_is_not_carried_over_to_another_form(small_window: Window, tmp_path: Path) -> None:
    break_the_sums(small_window)
    shown = part(small_window)
    drop(small_window, shown, funds(tmp_path / "季报.xlsx"))
    small_window.key("Ctrl+S")
    assert shown.save_button.text() == "仍要写出…"
    shown.forms.villages.put(["月亮村"])
    filled(small_window, shown)
    small_window.wait(lambda: shown.save_button.text() == "填好另存…")


def test_period_day_and_villages_are_what_the_form_is_filled_for(
    small_window: Window, tmp_path: Path
) -> None:
    shown = part(small_window)
    drop(small_window, shown, monthly(tmp_path / "月报.xlsx"))
    shown.forms.villages.put(["月亮村"])
    small_window.wait(lambda: "填了1行" in shown.shown.sentence.text())
    shown.forms.day.widget.setFocus()
    small_window.type("20180420")
    small_window.key("Enter")
    small_window.wait(lambda: "截至2018年4月20日" in shown.shown.sentence.text())
    shown.forms.day.widget.setFocus()
    shown.forms.day.widget.selectAll()  # type: ignore[attr-defined]
    small_window.type("4-31")
    small_window.key("Enter")
    small_window.wait(lambda: shown.refused.isVisible())
    assert shown.refused.text() == "！ 截至日“4月31日”不是有效日期（原文“4-31”）"


def test_a_file_that_cannot_be_read_says_why(small_window: Window, tmp_path: Path) -> None:
    shown = part(small_window)
    wrong = tmp_path / "图片.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    drop(small_window, shown, wrong)
    small_window.wait(lambda: shown.refused.isVisible())
    assert "图片.xlsx" in shown.refused.text()
    assert not shown.actions_by_key["filling.save"].isEnabled()


def test_a_name_must_be_given_to_register(small_window: Window, tmp_path: Path) -> None:
    shown = part(small_window)
    drop(small_window, shown, monthly(tmp_path / "月报.xlsx"))
    shown.columns.name.clear()
    shown.keep()
    small_window.wait(lambda: shown.refused.isVisible())
    assert shown.refused.text() == "！ 表名不能为空，请填写"
    assert small_window.office.filling.forms() == []


def test_an_office_with_nobody_in_it_is_told_to_import_first(empty_window: Window) -> None:
    shown = part(empty_window)
    empty_window.wait(lambda: shown.refused.isVisible())
    assert shown.refused.text() == "！ 本办还没有数据，不能填表，请先导入国扶导出表"
    assert shown.pages.currentIndex() == 0


def test_a_workbook_of_several_sheets_lets_the_sheet_be_chosen(small_window: Window, tmp_path: Path) -> None:
    path = monthly(tmp_path / "月报.xlsx")
    book = load_workbook(path)
    more = book.create_sheet("表二")
    for row in (["村名", "低保户数"], [None, None]):
        more.append(row)
    book.save(path)
    shown = part(small_window)
    drop(small_window, shown, path)
    assert shown.forms.sheet.isVisible()
    shown.forms.sheet.put("表二")
    small_window.wait(lambda: list(columns(shown)) == ["村名", "低保户数"])
    small_window.key("Ctrl+Enter")
    small_window.wait_said("已登记“月报”")
    filled(small_window, shown)
    assert not shown.forms.sheet.isVisible()
    assert list(columns(shown)) == ["村名", "低保户数"]


@pytest.mark.parametrize(
    "tab",
    [each for each in SheetsPage.TABS if each.name in ("village", "filling")],
    ids=lambda each: each.name,
)
def test_every_command_of_the_tab_says_what_it_is_for_and_no_key_is_taken_twice(
    small_window: Window, tab: Any
) -> None:
    kind = type(tab.make(small_window.desk))
    keys = [
        key
        for owner in (Frame, SheetsPage, kind)
        for said, _ in commands_of(owner)
        for key in said.shortcut.split()
    ]
    assert len(keys) == len(set(keys))
    assert all(said.text and said.help for said, _ in commands_of(kind))


@pytest.mark.skipif(not REAL.exists(), reason="the shared forms are not here")
@pytest.mark.parametrize("name", ["export_report_12.xls", "azdqyry.xlsx"])
def test_the_real_forms_are_shown_filled(small_window: Window, name: str) -> None:
    shown = part(small_window)
    drop(small_window, shown, REAL / name)
    assert shown.made is not None
    assert shown.shown.table.count == len(shown.made.rows) > 0
    assert len(columns(shown)) == len(shown.made.form.plan.slots)


def test_the_mouse_does_the_same(small_window: Window, tmp_path: Path) -> None:
    shown = part(small_window)
    drop(small_window, shown, monthly(tmp_path / "月报.xlsx"))
    picks = shown.columns.picks
    shown.columns.view.go_to_row(list(columns(shown)).index("占比"))
    picks.line.setText("脱贫户数")
    row = [each.words for each in picks.table.lines].index("已脱贫户数")
    double_click(small_window, picks.view, row, 0)
    small_window.wait(lambda: columns(shown)["占比"][0] == "已脱贫户数")
    filled(small_window, shown)
    shown.shown.buttons["filled"].click()
    double_click(small_window, shown.shown.view, 1, place(shown, "贫困户户数(户)"))
    small_window.wait(lambda: small_window.frame.page("household").isVisible())


def double_click(window: Window, view: Any, row: int, column: int) -> None:
    where = view.visualRect(view.model().index(row, column)).center()
    window.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    window.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
