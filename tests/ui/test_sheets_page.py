"""对表 as a clerk works on it: two periods, a roster, a few people from a chat, and what is to be typed; with mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from clerk import Window
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from fupin_desktop.services.office import Office
from fupin_desktop.ui.pages.sheets import SheetsPage
from fupin_desktop.ui.sheets.comparing import ComparingPart
from fupin_desktop.ui.sheets.entering import EnteringPart
from fupin_desktop.ui.sheets.lookup import LookupPart
from fupin_desktop.ui.sheets.matching import MatchingPart
from tests.exports import a_row, an_export, id_of

ONE, TWO = "650000000001", "650000000002"
WANG, LI = id_of("19500101", 1), id_of("19600303", 3)


@pytest.fixture
def clerk(empty_window: Window, tmp_path: Path) -> Window:
    """The window of an office that has imported two households."""
    rows = [a_row(ONE, 姓名="王平安", 证件号码=WANG), a_row(TWO, 姓名="李四", 证件号码=LI, 行政村="水村")]
    office = empty_window.office
    office.importing.apply(office.importing.read(an_export(tmp_path / "五月.xlsx", rows)))
    return empty_window


def page(window: Window, part: str) -> SheetsPage:
    window.go("sheets", part=part)
    found = window.frame.page("sheets")
    assert isinstance(found, SheetsPage)
    return found


def rest(window: Window) -> None:
    window.wait(lambda: not window.frame.status.busy)


def phone(office: Office, number: str = ONE) -> str:
    return office.households.open(office.households.by_number(number)).household.phone


def roster(path: Path, *rows: tuple[str, str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "身份证号"), *rows):
        sheet.append(row)
    book.save(path)
    return path


# 两期对比


def later(folder: Path) -> Path:
    rows = [
        a_row(ONE, 姓名="王平安", 证件号码=WANG, 联系电话="13900000077", 健康状况="残疾"),
        a_row("650000000003", 姓名="新来的", 证件号码=id_of("19700101", 9), 行政村="水村"),
    ]
    return an_export(folder / "六月.xlsx", rows, day="2018-06-08")


def compared(clerk: Window, folder: Path) -> ComparingPart:
    part = page(clerk, "comparing").part("comparing")
    assert isinstance(part, ComparingPart)
    clerk.qtbot.mouseClick(part.old_office, Qt.MouseButton.LeftButton)
    part.old_office.setChecked(True)
    part.new.put(later(folder))
    part.new.button.setFocus()
    clerk.key("Ctrl+R")
    clerk.wait(lambda: part.found is not None)
    rest(clerk)
    return part


def test_the_sentence_and_each_list_of_two_periods_are_shown(clerk: Window, tmp_path: Path) -> None:
    part = compared(clerk, tmp_path)
    assert part.sentence.text().startswith(
        "户数、人数与本办数据持平，其中新增1户1人（水村），减少1户1人（水村）"
    )
    assert [made.text() for made in part.buttons.values()] == [
        "各村 2", "新增户 1", "减少户 1", "户内增加 0", "户内减少 0", "变更 2",
    ]  # fmt: skip
    assert not part.buttons["joined"].isEnabled()
    clerk.qtbot.mouseClick(part.buttons["changes"], Qt.MouseButton.LeftButton)
    assert part.views["changes"].isVisible()
    part.village.put("水村")
    assert part.buttons["changes"].text() == "变更 0"
    clerk.qtbot.mouseClick(part.import_button, Qt.MouseButton.LeftButton)
    assert phone(clerk.office) == "13900000001", "nothing is imported without a tick"


def test_only_what_is_ticked_is_imported_and_taken_back_as_one(clerk: Window, tmp_path: Path) -> None:
    part = compared(clerk, tmp_path)
    clerk.qtbot.mouseClick(part.buttons["changes"], Qt.MouseButton.LeftButton)
    part.views["changes"].setFocus()
    row = next(place for place, each in enumerate(part.found.changes) if each.label == "户联系电话")  # type: ignore[union-attr]
    part.views["changes"].go_to_row(row)
    clerk.key("Space")
    assert part.import_button.text() == "导入勾选的1项"
    clerk.key("Ctrl+Enter")
    clerk.wait_said("已导入")
    assert phone(clerk.office) == "13900000077"
    assert not [
        each
        for each in clerk.office.households.open(clerk.office.households.by_number(TWO)).members
        if each.left_on
    ]
    clerk.wait(lambda: "变更 1" in part.buttons["changes"].text())
    clerk.office.undo()
    assert phone(clerk.office) == "13900000001"


def test_the_sentence_is_copied_and_the_workbook_written(clerk: Window, tmp_path: Path) -> None:
    part = compared(clerk, tmp_path)
    part.copy()
    assert QApplication.clipboard().text() == part.sentence.text()
    part.write_to(tmp_path / "对比.xlsx")
    clerk.wait_said("已写出")
    assert "汇总" in openpyxl.load_workbook(tmp_path / "对比.xlsx").sheetnames


def test_a_file_that_is_no_export_says_why(clerk: Window, tmp_path: Path) -> None:
    part = page(clerk, "comparing").part("comparing")
    assert isinstance(part, ComparingPart)
    part.old_office.setChecked(True)
    part.new.put(roster(tmp_path / "车.xlsx", ("王平安", WANG)))
    part.compare()
    clerk.wait_said("车.xlsx")
    assert part.found is None


# 名单比对


def dropped(part: MatchingPart, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    part.dropEvent(drop)


def matched(clerk: Window, folder: Path) -> MatchingPart:
    part = page(clerk, "matching").part("matching")
    assert isinstance(part, MatchingPart)
    dropped(
        part, roster(folder / "低保.xlsx", ("王平安", WANG), ("路人", id_of("19620707", 900)), ("张三", LI))
    )
    clerk.wait(lambda: part.matched is not None)
    rest(clerk)
    return part


def test_a_dropped_roster_is_matched_and_its_answer_written(clerk: Window, tmp_path: Path) -> None:
    part = matched(clerk, tmp_path)
    assert part.sentence.text() == "名单共3行，命中1行（1户1人），未命中1行，姓名不符1行，号码可疑0行"
    assert "表头在第1行，证件号码在B列" in part.remarks.text()
    clerk.qtbot.mouseClick(part.buttons["姓名不符"], Qt.MouseButton.LeftButton)
    assert [each.row.name for each in part.table.lines] == ["张三"]
    part.write_to(tmp_path / "答.xlsx")
    clerk.wait_said("已写出")
    assert openpyxl.load_workbook(tmp_path / "答.xlsx").sheetnames[1:] == [
        "命中",
        "未命中",
        "姓名不符",
        "号码可疑",
    ]
    part.write_letters(tmp_path)
    clerk.qtbot.waitUntil(lambda: "已写出2份核查函" in clerk.said, timeout=20000)
    assert len(list((tmp_path / "核查函").glob("*.docx"))) == 2


def test_hits_are_written_in_after_a_preview(clerk: Window, tmp_path: Path) -> None:
    part = matched(clerk, tmp_path)
    part.field.put("PersonYear.allowance")
    part.view.setFocus()
    clerk.key("Ctrl+R")
    clerk.wait(lambda: part.plan is not None)
    assert [(each.name, each.before, each.after) for each in part.preview.lines] == [("王平安", "", "是")]
    assert part.set_button.text() == "写入1项"
    clerk.key("Ctrl+Enter")
    clerk.wait_said("已写入是否享受低保：1项")
    part.field.put("PersonYear.yulu")
    assert not part.set_button.isEnabled(), "another field asks for another preview"
    clerk.office.undo()


def test_a_list_without_people_says_so(clerk: Window, tmp_path: Path) -> None:
    part = page(clerk, "matching").part("matching")
    assert isinstance(part, MatchingPart)
    book = openpyxl.Workbook()
    book.active.append(["项目", "数"])  # type: ignore[union-attr]
    book.active.append(["面积", 3])  # type: ignore[union-attr]
    book.save(tmp_path / "无.xlsx")
    part.file.put(tmp_path / "无.xlsx")
    clerk.wait_said("没有找到证件号码列，也没有姓名列，没法比对")
    assert part.matched is None


# 查一批


def test_pasted_names_are_answered_beside_and_copied(clerk: Window) -> None:
    part = page(clerk, "lookup").part("lookup")
    assert isinstance(part, LookupPart)
    part.text.setFocus()
    QApplication.clipboard().setText(f"1、李四\n2、没有的人\n王平安 {WANG}")
    clerk.key("Ctrl+V")
    clerk.wait(lambda: len(part.answers) == 3)
    assert part.words.text() == "共查3人：找到2人，查无1人"
    assert [part.table.columns[2].text(each) for each in part.answers] == ["找到", "查无", "找到"]
    clerk.key("Ctrl+Enter")
    copied = QApplication.clipboard().text().splitlines()
    assert [line.split("\t")[1] for line in copied] == ["查询", "李四", "没有的人", "王平安"]
    assert WANG not in QApplication.clipboard().text()
    part.plain.setChecked(True)
    part.copy()
    assert WANG in QApplication.clipboard().text()
    part.view.go_to_row(0)
    part.view.setFocus()
    clerk.key("Enter")
    clerk.wait(lambda: clerk.frame.page("household").isVisible())


def test_a_text_that_asks_for_nobody_says_what_to_write(clerk: Window) -> None:
    part = page(clerk, "lookup").part("lookup")
    assert isinstance(part, LookupPart)
    part.text.setPlainText("123")
    clerk.wait(lambda: "没有看到姓名或证件号码" in part.words.text())
    assert part.answers == []


# 国扶录入清单


def test_values_are_copied_ticked_and_counted(clerk: Window) -> None:
    for number, said in ((ONE, "13911112222"), (TWO, "13911113333")):
        file = clerk.office.households.open(clerk.office.households.by_number(number))
        clerk.office.households.save(replace(file.household, phone=said, address="一组12号"), "入户核实")
    part = page(clerk, "entering").part("entering")
    assert isinstance(part, EnteringPart)
    clerk.wait(lambda: len(part.homes.lines) == 2)
    assert part.words.text() == "共4项，已录入0项，还有4项"
    part.view.setFocus()
    clerk.key("Enter")
    assert QApplication.clipboard().text() == part.table.lines[0].value
    clerk.key("Ctrl+Enter")
    clerk.wait(lambda: part.words.text() == "共4项，已录入1项，还有3项（5月8日录入1项）")
    current = part.view.current()
    assert current is not None
    assert not current.done
    clerk.key("Ctrl+Enter")
    clerk.wait(lambda: "已录入2项" in part.words.text())
    home = part.homes_view.current()
    assert home is not None
    assert home.left == 2, "the next household follows"
    clerk.key("Space")
    clerk.wait(lambda: "已录入3项" in part.words.text())
    clerk.key("Space")
    clerk.wait(lambda: "已录入2项" in part.words.text())


def test_an_empty_list_says_what_it_is_for(clerk: Window) -> None:
    part = page(clerk, "entering").part("entering")
    assert isinstance(part, EnteringPart)
    clerk.wait(lambda: part.pages.currentIndex() == 0)
