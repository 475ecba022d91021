"""村级小表 in the window: sent with one press, dropped back under any name, decided value by value, taken back as one."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clerk import TODAY, Window
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from fupin_desktop.domain.codes import School
from fupin_desktop.services.office import Office
from fupin_desktop.ui.pages.sheets import SheetsPage
from fupin_desktop.ui.sheets.village import VillagePart
from tests.services.test_village_sheets import fill, survey


def part(window: Window, **state: object) -> VillagePart:
    window.go("sheets", part="village", **state)
    page = window.frame.page("sheets")
    assert isinstance(page, SheetsPage)
    found = page.part("village")
    assert isinstance(found, VillagePart)
    window.wait(lambda: found.asking.year.count() > 0)
    found.take_focus()
    return found


def sent(window: Window, folder: Path, **more: Any) -> list[Path]:
    """Sheets that went out before the tab was opened."""
    return list(window.office.village_sheets.send("people", folder, on=TODAY, **more).files)


def drop(shown: VillagePart, *paths: Path) -> None:
    said = QMimeData()
    said.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    shown.dropEvent(
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, said, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip


def returned(window: Window, shown: VillagePart, *paths: Path) -> None:
    drop(shown, *paths)
    window.wait(lambda: shown.back.draft is not None)
    window.wait(lambda: not window.frame.status.busy)


def shown_values(shown: VillagePart) -> list[tuple[str, ...]]:
    table = shown.back.values
    return [tuple(column.text(line) for column in table.columns[:7]) for line in table.lines]


def set_months(office: Office, months: int) -> None:
    with office.store.write("改") as unit:
        unit.person_years.save(dataclasses.replace(survey(office, "张三"), work_months=months))


def headings(path: Path) -> list[str]:
    rows = [[str(cell or "") for cell in row] for row in load_workbook(path).worksheets[0].values]
    return next(row for row in rows if row[0] == "编码")


def test_sheets_are_asked_for_and_made_with_the_keyboard_alone(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    shown = part(small_window)
    small_window.type("hnd")
    assert shown.asking.list.currentText() == "户年度情况"
    assert shown.asking.columns_words.text() == "填报列　已选6列"
    shown.asking.due.widget.setFocus()
    small_window.type("5-25")
    shown.asking.columns.line.setFocus()
    small_window.type("vv")
    assert list(shown.asking.columns.table.lines) == []
    small_window.key("Esc")
    small_window.type("wscs")
    assert [each.words for each in shown.asking.columns.table.lines] == ["是否有卫生厕所"]
    small_window.key("Enter", "Esc")
    assert shown.asking.columns_words.text() == "填报列　已选5列"
    small_window.key("Ctrl+S")
    small_window.wait(shown.done.isVisible)
    assert shown.done.text().startswith("✓ 已生成2份小表，共9行：户年度情况_2018年度填报")
    files = sorted((tmp_path / "户年度情况_2018年度填报").glob("*.xlsx"))
    assert [each.name[:4] for each in files] == ["01水村", "02月亮"]
    small_window.wait(lambda: len(shown.sent.table.lines) == 2)
    line = [column.text(shown.sent.table.lines[0]) for column in shown.sent.table.columns]
    assert (line[0], line[1], line[2], line[-3:]) == (
        "水村",
        "户年度情况",
        "2018年度",
        ["5月8日", "5月25日", "未收回"],
    )
    assert shown.sent.count.text() == "发出2份，收回0份，未收回2份"
    assert not any("厕所" in each for each in headings(files[0]))


def test_the_next_sheets_never_overwrite_those_that_lie_there(small_window: Window, tmp_path: Path) -> None:
    shown = part(small_window)
    for name in ("家庭成员情况_2018年度填报", "家庭成员情况_2018年度填报（2）"):
        shown.done.hide()
        shown.send_to(tmp_path)
        small_window.wait(shown.done.isVisible)
        assert name in shown.done.text()
        assert len(list((tmp_path / name).glob("*.xlsx"))) == 2


def test_numbers_are_hidden_unless_the_box_is_ticked(small_window: Window, tmp_path: Path) -> None:
    with small_window.office.store.write("补号码") as unit:
        person = unit.people.find(name="张三")
        assert person is not None
        unit.people.save(dataclasses.replace(person, id_number="659099197001010012"))
    shown = part(small_window)
    small_window.wait(lambda: "水村" in [each.text() for each in shown.asking.villages._actions])
    shown.asking.villages.put(["水村"])
    texts = []
    for whole in (False, True):
        shown.asking.plain.setChecked(whole)
        shown.done.hide()
        shown.send_to(tmp_path / str(whole))
        small_window.wait(shown.done.isVisible)
        [file] = (tmp_path / str(whole)).rglob("*.xlsx")
        texts.append(str([row for sheet in load_workbook(file) for row in sheet.values]))
    assert "659099********0012" in texts[0]
    assert "659099197001010012" not in texts[0]
    assert "659099197001010012" in texts[1]
    assert shown.asking.told.text() == "！ 小表里有完整的证件号码，请只发给有权看的人"


def test_a_column_is_asked_for_with_the_mouse(small_window: Window) -> None:
    shown = part(small_window)
    view = shown.asking.columns.view
    box = view.visualRect(view.model().index(0, 0)).topLeft() + QPoint(10, 14)
    small_window.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert shown.asking.columns_words.text() == "填报列　已选6列"
    assert shown.asking.usual.isVisible()
    small_window.qtbot.mouseClick(shown.asking.usual, Qt.MouseButton.LeftButton)
    assert shown.asking.columns_words.text() == "填报列　已选7列"


def test_what_cannot_be_asked_is_said_beside_the_button(small_window: Window, tmp_path: Path) -> None:
    shown = part(small_window)
    columns = shown.asking.columns
    columns.table.tick(columns.table.lines, False)
    shown.send_to(tmp_path)
    assert shown.asking.wrong.text() == "！ 还没有勾选填报列，请至少勾一列"
    shown.asking.usual.click()
    shown.asking.due.put_text("5-40")
    shown.send_to(tmp_path)
    assert shown.asking.wrong.text() == "！ 交表日期“5月40日”不是有效日期（原文“5-40”）"
    shown.asking.due.put_text("5-1")
    shown.send_to(tmp_path)
    small_window.wait(lambda: "早于" in shown.asking.wrong.text())
    assert shown.asking.wrong.text() == "！ 交表日期2018-05-01早于发出日期2018-05-08，请改正"
    assert list(tmp_path.iterdir()) == [] or not list(tmp_path.rglob("*.xlsx"))


def test_an_office_with_nobody_in_it_is_told_to_import_first(empty_window: Window, tmp_path: Path) -> None:
    shown = part(empty_window)
    assert shown.sent.pages.currentIndex() == 1
    shown.send_to(tmp_path)
    empty_window.wait(lambda: bool(shown.asking.wrong.text()))
    empty_window.wait(lambda: "没有农户" in shown.asking.wrong.text())
    assert shown.asking.wrong.text() == "！ 本办还没有农户，没有可以填报的内容，请先导入国扶导出表"


def test_what_comes_back_is_decided_value_by_value_and_taken_back_as_one(
    small_window: Window, tmp_path: Path
) -> None:
    water, moon = sent(small_window, tmp_path / "out")
    fill(water, "张三", "务工时间（月）", 5)
    fill(water, "张三", "在校生状况", "小学")
    fill(moon, "王五", "成员联系电话", "13900001111")
    set_months(small_window.office, 3)
    shown = part(small_window)
    returned(small_window, shown, moon.rename(tmp_path / "微信接收 (3).xlsx"), water)
    assert shown.back.sentence.text().endswith("1处与本办的改动冲突，请逐处选择")
    assert shown_values(shown)[0] == ("本办的", "◷ 冲突", "水村", "张三", "务工时间", "3", "5")
    assert {each[0] for each in shown_values(shown)[1:]} == {"村里的"}
    assert shown.apply_button.text() == "采用2处改动"
    small_window.key("Space")
    assert shown_values(shown)[0][0] == "村里的"
    assert shown.apply_button.text() == "采用3处改动"
    shown.back.values_view.go_to_row([each[4] for each in shown_values(shown)].index("在校生状况"))
    small_window.key("Space")
    assert shown.apply_button.text() == "采用2处改动"
    before = survey(small_window.office, "张三")
    small_window.key("Ctrl+Enter")
    small_window.wait(lambda: shown.done.isVisible() and "已收回" in shown.done.text())
    assert shown.done.text().startswith("✓ 已收回2份小表，采用2处改动")
    after = survey(small_window.office, "张三")
    assert (after.work_months, after.school) == (5, before.school)
    small_window.wait(lambda: shown.sent.count.text() == "发出2份，收回2份，未收回0份")
    assert [shown.sent.state(each) for each in shown.sent.table.lines] == [
        f"✓ 5月8日收回　{water.name}", "✓ 5月8日收回　微信接收 (3).xlsx",
    ]  # fmt: skip
    shown.done.linkActivated.emit(shown.done.text().partition('href="')[2].partition('"')[0])
    small_window.wait(lambda: "已撤销" in shown.done.text())
    assert survey(small_window.office, "张三") == before
    small_window.wait(lambda: shown.sent.count.text() == "发出2份，收回0份，未收回2份")


def test_esc_drops_what_was_read_and_nothing_changes(small_window: Window, tmp_path: Path) -> None:
    water, _ = sent(small_window, tmp_path)
    fill(water, "张三", "在校生状况", "小学")
    shown = part(small_window)
    returned(small_window, shown, water)
    small_window.key("Esc")
    assert shown.pages.currentWidget() is shown.sent
    assert small_window.said == "已放下1份小表，没有采用任何内容"
    assert survey(small_window.office, "张三").school is not School.PRIMARY
    assert not shown.actions_by_key["village.apply"].isEnabled()


def test_what_could_not_be_taken_is_listed_with_file_and_row(small_window: Window, tmp_path: Path) -> None:
    water, _ = sent(small_window, tmp_path)
    fill(water, "张三", "务工时间（月）", "很多")
    fill(water, "单䶮", "备注", "已去世")
    shown = part(small_window)
    returned(small_window, shown, water)
    assert shown.back.buttons["problem"].isChecked()
    found = [
        tuple(column.text(line) for column in shown.back.problems.columns)
        for line in shown.back.problems.lines
    ]
    assert {(each[0], each[3], each[4], each[5]) for each in found} == {
        (water.name, "务工时间", "很多", "务工时间“很多”不是数字，这一格没有采用"),
        (water.name, "", "已去世", "村里备注：已去世"),
    }  # fmt: skip
    assert all(each[1].isdigit() for each in found)
    assert shown.apply_button.text() == "登记收回，本办不改"


def test_a_folder_is_dropped_and_a_file_that_is_none_of_ours_is_named(
    small_window: Window, tmp_path: Path
) -> None:
    water, _ = sent(small_window, tmp_path / "back")
    fill(water, "张三", "在校生状况", "小学")
    book = Workbook()
    assert book.active is not None
    book.active.append(["姓名", "证件号码"])
    book.save(tmp_path / "back" / "别的表.xlsx")
    (tmp_path / "back" / "说明.txt").write_text("请填好", encoding="utf-8")
    shown = part(small_window)
    returned(small_window, shown, tmp_path / "back")
    assert shown.back.refused.text().startswith("！ 没有读取：“别的表.xlsx”不是本办发出的村级小表")
    assert "\n" not in shown.back.refused.text()
    assert len(shown.back.values.lines) == 1
    shown.drop()
    drop(shown, tmp_path / "back" / "别的表.xlsx")
    small_window.wait(shown.done.isVisible)
    assert shown.done.text().startswith("！ “别的表.xlsx”不是本办发出的村级小表")


def test_when_the_office_changed_meanwhile_it_is_read_again_and_the_choice_stays(
    small_window: Window, tmp_path: Path
) -> None:
    water, _ = sent(small_window, tmp_path)
    fill(water, "张三", "务工时间（月）", 5)
    fill(water, "张三", "在校生状况", "小学")
    shown = part(small_window)
    returned(small_window, shown, water)
    school = next(row for row, each in enumerate(shown_values(shown)) if each[4] == "在校生状况")
    shown.back.values_view.go_to_row(school)
    small_window.key("Space")
    set_months(small_window.office, 3)
    small_window.key("Ctrl+Enter")
    small_window.wait(lambda: "已重新对照，您的选择还在" in shown.done.text())
    said = {each[4]: each[:2] for each in shown_values(shown)}
    assert said == {"务工时间": ("本办的", "◷ 冲突"), "在校生状况": ("本办的", "变更")}
    assert survey(small_window.office, "张三").work_months == 3


def test_late_sheets_are_red_and_a_sheet_is_struck_out_with_delete(
    small_window: Window, tmp_path: Path
) -> None:
    office = small_window.office
    office.village_sheets.send("people", tmp_path, on=date(2018, 5, 1), due_on=date(2018, 5, 5))
    shown = part(small_window)
    small_window.wait(lambda: len(shown.sent.table.lines) == 2)
    assert shown.sent.count.text() == "发出2份，收回0份，未收回2份，其中逾期2份"
    state = shown.sent.table.columns[-1]
    assert state.text(shown.sent.table.lines[0]) == "！ 已逾期3天"
    assert state.tone(shown.sent.table.lines[0]) == "red"
    shown.sent.view.setFocus()
    small_window.key("Delete")
    small_window.wait(lambda: len(shown.sent.table.lines) == 1)
    assert small_window.said == "✓ 已作废1份小表"
    small_window.key("Ctrl+Z")
    small_window.wait(lambda: len(shown.sent.table.lines) == 2)
