"""How an export gets in through the window: recognised, looked at, imported, taken back; and what is said when it cannot."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Cancelled
from fupin_desktop.ui.pages.importing import ImportingPage
from tests.exports import a_row, an_export

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "贫困户信息_20180608.xlsx"
HEADS = (
    "行政村",
    "户编号",
    "人编号",
    "姓名",
    "证件号码",
    "人数",
    "与户主关系",
    "脱贫属性",
    "人均纯收入",
    "户联系电话",
    "网格员",
)
ROW = (
    "水村",
    "650000000001",
    "6500000000010001",
    "张三",
    "659099198001010015",
    "1",
    "户主",
    "未脱贫",
    "2800",
    "13800000001",
    "甲",
)


def sheet(place: Path, *rows: Sequence[str], day: str = "2018-05-08") -> Path:
    """A small export; without ``day`` it does not say of when it is."""
    titles = ("贫困人口信息", f"数据日期：{day}") if day else ("贫困人口信息",)
    write_table(place, [SheetOut("Sheet1", HEADS, rows or (ROW,), titles, frozenset(range(len(HEADS))))])
    return place


def changed(**values: str) -> tuple[str, ...]:
    return tuple(values.get(head, cell) for head, cell in zip(HEADS, ROW, strict=True))


def opened(window: Window, *files: Path) -> ImportingPage:
    """The page with the files read."""
    window.go("importing", files=[str(each) for each in files])
    page = window.frame.page("importing")
    assert isinstance(page, ImportingPage)
    window.wait(lambda: not window.frame.status.busy)
    return page


def imported(window: Window, *files: Path) -> ImportingPage:
    page = opened(window, *files)
    page.apply()
    window.wait(lambda: page.done.isVisible())
    return page


def phone(office: Office) -> str:
    return office.households.open(office.households.by_number("650000000001")).household.phone


def test_an_empty_page_says_what_it_is_for(empty_window: Window) -> None:
    empty_window.go("importing")
    page = empty_window.frame.page("importing")
    assert isinstance(page, ImportingPage)
    said = [each.text() for each in page.nothing.findChildren(type(page.heading)) if each.isVisible()]
    assert said == ["还没有导入。把国扶导出表、各类台账、户卡（.xlsx .xls .csv，整个文件夹也行）拖到这里，或"]


def test_a_file_dropped_on_the_window_is_read(empty_window: Window, tmp_path: Path) -> None:
    said = QMimeData()
    said.setUrls([QUrl.fromLocalFile(str(sheet(tmp_path / "名单.xlsx")))])
    empty_window.frame.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            said,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    page = empty_window.frame.page("importing")
    assert isinstance(page, ImportingPage)
    empty_window.wait(lambda: page.draft is not None)
    assert page.recognised.file.text() == "名单.xlsx"
    assert page.recognised.layout_words.text().endswith("工作表“Sheet1”　标题行：第3行")
    assert page.changes.totals.text() == "文件 1户1人／本办 0户"
    assert page.apply_button.text() == "导入 新增1户1人"


def test_the_next_months_export_shows_old_and_new_and_can_be_taken_back(window: Window) -> None:
    page = opened(window, SAMPLE)
    assert page.draft is not None
    page.changes.show_kind("changed")
    item = page.changes.items.lines[0]
    assert item.changes
    assert item.changes[0].old != item.changes[0].new
    before = window.office.figures.latest()
    window.key("Ctrl+Return")
    window.wait(lambda: page.done.isVisible())
    assert page.done.text().startswith("✓ 已导入：农户新增1户、变更")
    assert window.office.history.acts(last=1)[0].label == "导入：贫困户信息_20180608.xlsx"
    page.done.linkActivated.emit(f"undo:{window.office.history.acts(last=1)[0].id}")
    window.wait(lambda: "已撤销" in page.done.text())
    assert window.office.figures.latest() == before


def test_the_same_file_again_changes_nothing(empty_window: Window, tmp_path: Path) -> None:
    imported(empty_window, sheet(tmp_path / "名单.xlsx"))
    page = opened(empty_window, tmp_path / "名单.xlsx")
    assert page.apply_button.text() == "没有变化，不用导入"
    assert not page.apply_button.isEnabled()
    assert page.changes.buttons["unchanged"].text() == "未变 1户1人"


def test_a_file_whose_rows_are_all_refused_has_nothing_to_import(
    empty_window: Window, tmp_path: Path
) -> None:
    page = opened(empty_window, an_export(tmp_path / "名单.xlsx", [a_row(人均纯收入="两千")]))
    assert page.apply_button.text() == "没有可以导入的行"
    assert not page.apply_button.isEnabled()


def test_a_file_without_a_day_asks_for_it(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", day=""))
    assert page.recognised.asks.text() == "文件里没有写明数据日期，请填写，如 20180508"
    assert not page.changes.isVisible()
    empty_window.type("20180508")
    empty_window.key("Enter")
    empty_window.wait(lambda: page.changes.isVisible())
    assert page.draft is not None
    assert str(page.draft.data_day) == "2018-05-08"


def test_a_column_that_nobody_knows_is_told_apart_and_put_right(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    assert page.recognised.columns_button.text() == "11列，1列不认识　核对列的对应 ▾"
    page.recognised.columns_button.click()
    assert page.recognised.columns.isVisible()
    here = page.recognised.columns.view.current()
    assert here is not None
    assert (here.letter, here.heading) == ("K", "网格员")
    page.recognised.columns.pick.put("household.bank")
    page.recognised.columns.corrected.emit("K", "household.remark")
    empty_window.wait(lambda: page.draft is not None and not page.draft.unknown_columns)
    assert page.recognised.columns_button.text().startswith("11列，都认识")


def test_the_offices_correction_stays_unless_the_clerk_takes_the_national_value(
    empty_window: Window, tmp_path: Path
) -> None:
    office = empty_window.office
    imported(empty_window, sheet(tmp_path / "五月.xlsx"))
    kept = office.households.open(office.households.by_number("650000000001")).household
    office.households.save(dataclasses.replace(kept, phone="13900000009"), evidence="入户核实")
    page = opened(empty_window, sheet(tmp_path / "六月.xlsx", changed(人均纯收入="2900"), day="2018-06-08"))
    assert page.changes.kind == "conflict"
    clash = page.changes.clashes.lines[0]
    assert (clash.change.label, clash.change.old, clash.change.new) == (
        "户联系电话",
        "13900000009",
        "13800000001",
    )
    assert page.changes.clashes.columns[0].text(clash) == "用本办的"
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert phone(office) == "13900000009"
    assert page.tabs.tabText(2) == "国扶待改 1"
    page = opened(empty_window, sheet(tmp_path / "七月.xlsx", changed(人均纯收入="2950"), day="2018-07-08"))
    page.changes.clashes.tick(page.changes.clashes.lines, True)
    assert page.apply_button.text().endswith("1处改用国扶的")
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert phone(office) == "13800000001"
    assert page.tabs.tabText(2) == "国扶待改"


def test_what_the_national_system_must_put_right_is_listed_and_written(
    empty_window: Window, tmp_path: Path
) -> None:
    office = empty_window.office
    page = imported(empty_window, sheet(tmp_path / "五月.xlsx"))
    kept = office.households.open(office.households.by_number("650000000001")).household
    office.households.save(dataclasses.replace(kept, phone="13900000009"), evidence="入户核实")
    empty_window.wait(lambda: len(page.waiting.table.lines) == 1)
    line = page.waiting.table.lines[0]
    assert (line.head, line.label, line.national, line.office) == (
        "张三",
        "户联系电话",
        "13800000001",
        "13900000009",
    )
    page.waiting.export_to(tmp_path / "清单.xlsx")
    empty_window.wait_said("已导出1处待改到 清单.xlsx")
    assert (tmp_path / "清单.xlsx").stat().st_size > 0


def test_a_row_that_cannot_be_read_is_refused_with_its_place(empty_window: Window, tmp_path: Path) -> None:
    second = changed(
        人编号="6500000000010002",
        姓名="李四",
        证件号码="659099198001010023",
        与户主关系="配偶",
        人均纯收入="-5",
    )
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", ROW, second))
    assert page.changes.kind == "refused"
    said = [column.text(page.changes.problems.lines[0]) for column in page.changes.problems.columns]
    assert said == ["5", "I", "人均纯收入", "-5", "人均纯收入为负数，请核对", "名单.xlsx"]


def test_a_file_that_is_not_there_is_said_in_the_band(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, tmp_path / "没有.xlsx")
    assert page.recognised.asks.text() == "！ 找不到文件“没有.xlsx”，请检查文件名和所在文件夹。"
    assert not page.apply_button.isVisible()


def test_an_older_export_is_refused_in_words_without_the_command_line(
    empty_window: Window, tmp_path: Path
) -> None:
    imported(empty_window, sheet(tmp_path / "六月.xlsx", day="2018-06-08"))
    page = opened(empty_window, sheet(tmp_path / "五月.xlsx"))
    assert "早于已导入的“六月.xlsx”（2018-06-08）" in page.recognised.asks.text()
    assert "--on" not in page.recognised.asks.text()


def test_escape_leaves_the_file_and_changes_nothing(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    acts = len(empty_window.office.history.acts())
    page.leave()
    assert page.stack.currentWidget() is page.nothing
    assert len(empty_window.office.history.acts()) == acts


def test_a_change_between_reading_and_importing_is_said(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    facts = empty_window.office.settings.facts()
    empty_window.office.settings.save(dataclasses.replace(facts, leader="钱主任"))
    page.apply()
    empty_window.wait(lambda: "已重新对照，您的选择还在" in page.recognised.asks.text())
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert len(empty_window.office.national.batches()) == 1


def test_a_reading_that_is_stopped_leaves_nothing(
    empty_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr(empty_window.office.importing, "read", stopped)
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    empty_window.wait_said("已停止读取，没有任何改动")
    assert page.stack.currentWidget() is page.nothing


def test_an_import_that_is_stopped_keeps_nothing_and_can_be_begun_again(
    empty_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise Cancelled

    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    with monkeypatch.context() as patched:
        patched.setattr(empty_window.office.importing, "apply", stopped)
        page.apply()
        empty_window.wait_said("已停止导入，没有任何改动")
    assert not empty_window.office.national.batches()
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert len(empty_window.office.national.batches()) == 1


OTHER = changed(户编号="650000000002", 人编号="6500000000020001", 姓名="李四", 证件号码="659099198001010023")


def june(tmp_path: Path, *rows: Sequence[str]) -> Path:
    return sheet(tmp_path / "六月.xlsx", *rows, day="2018-06-08")


def press(window: Window, view: QWidget, *keys: str) -> None:
    """Press keys on a list."""
    view.setFocus()
    window.key(*keys)


def test_space_leaves_a_household_out_and_the_button_says_so(empty_window: Window, tmp_path: Path) -> None:
    imported(empty_window, sheet(tmp_path / "五月.xlsx", ROW, OTHER))
    rows = [tuple("13700000000" if cell == "13800000001" else cell for cell in each) for each in (ROW, OTHER)]
    page = opened(empty_window, june(tmp_path, *rows))
    assert page.apply_button.text() == "导入 变更2户"
    press(empty_window, page.changes.items_view, "Space")
    assert page.apply_button.text() == "只导入选中的 变更1户"
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert "还有1项没有选，没有导入" in page.done.text()
    office = empty_window.office
    assert phone(office) == "13800000001"
    assert [each.files for each in office.importing.waiting()] == [("六月.xlsx",)]
    assert page.files.isVisible()


def test_ctrl_a_and_space_choose_all_of_the_list(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", ROW, OTHER))
    press(empty_window, page.changes.items_view, "Ctrl+A", "Space")
    assert page.apply_button.text() == "没有选中要导入的"
    assert not page.apply_button.isEnabled()
    press(empty_window, page.changes.items_view, "Space")
    assert page.apply_button.text() == "导入 新增2户2人"


def test_somebody_chosen_brings_the_household(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", ROW, OTHER))
    page.changes.none_button.click()
    page.changes.items_view.go_to_row(3)
    press(empty_window, page.changes.items_view, "Space")
    assert page.apply_button.text() == "只导入选中的 新增1户1人"
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert [each.name for each in empty_window.office.households.open(1).members] == ["李四"]


def test_the_offices_value_of_one_field_is_kept_with_the_space_bar(
    empty_window: Window, tmp_path: Path
) -> None:
    imported(empty_window, sheet(tmp_path / "五月.xlsx"))
    page = opened(empty_window, june(tmp_path, changed(户联系电话="13700000000", 人均纯收入="3000")))
    fields = page.changes.fields
    row = [each.label for each in fields.lines].index("户联系电话")
    page.changes.fields_view.go_to_row(row)
    press(empty_window, page.changes.fields_view, "Space")
    assert [fields.columns[0].text(each) for each in fields.lines][row] == "本办的"
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert phone(empty_window.office) == "13800000001"
    (waits,) = empty_window.office.national.waiting()
    assert (waits.label, waits.national) == ("户联系电话", "13700000000")


def test_a_click_on_the_box_of_a_field_does_the_same(empty_window: Window, tmp_path: Path) -> None:
    imported(empty_window, sheet(tmp_path / "五月.xlsx"))
    page = opened(empty_window, june(tmp_path, changed(户联系电话="13700000000")))
    view = page.changes.fields_view
    box = view.visualRect(page.changes.fields.index(0, 0)).topLeft() + QPoint(10, 14)
    empty_window.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    line = page.changes.fields.lines[0]
    assert page.changes.fields.columns[0].text(line) == "本办的"


def test_all_selected_keep_the_offices_values(empty_window: Window, tmp_path: Path) -> None:
    imported(empty_window, sheet(tmp_path / "五月.xlsx"))
    page = opened(empty_window, june(tmp_path, changed(户联系电话="13700000000", 人均纯收入="3000")))
    page.changes.ours_button.click()
    fields = page.changes.fields
    assert {fields.columns[0].text(each) for each in fields.lines} == {"本办的"}
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    assert len(empty_window.office.national.waiting()) == 2


def test_a_list_is_searched_by_name_pinyin_and_number(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", ROW, OTHER))
    for words in ("李四", "lisi", "0000002"):
        page.changes.search.setText(words)
        empty_window.wait(lambda: len(page.changes.items.lines) == 2)
        assert {each.household for each in page.changes.items.lines} == {"650000000002"}
        page.changes.search.setText("")
        empty_window.wait(lambda: len(page.changes.items.lines) == 4)


def test_enter_opens_the_household(empty_window: Window, tmp_path: Path) -> None:
    imported(empty_window, sheet(tmp_path / "五月.xlsx"))
    page = opened(empty_window, june(tmp_path, changed(户联系电话="13700000000")))
    press(empty_window, page.changes.items_view, "Enter")
    empty_window.wait(lambda: empty_window.frame.page("household").isVisible())


def test_a_digit_says_what_became_of_somebody_missing(empty_window: Window, tmp_path: Path) -> None:
    imported(empty_window, sheet(tmp_path / "五月.xlsx", ROW, OTHER))
    page = opened(empty_window, june(tmp_path, OTHER))
    page.changes.show_kind("missing")
    table = page.changes.missing.table
    assert [column.text(table.lines[0]) for column in table.columns] == [
        "户", "水村", "张三", "650000000001", "以后再说",
    ]  # fmt: skip
    press(empty_window, page.changes.missing.view, "1")
    assert table.columns[-1].text(table.lines[0]) == "整户自然减少　2018-06-08"
    assert page.apply_button.text() == "导入 处理未出现的1处"
    page.apply()
    empty_window.wait(lambda: page.done.isVisible())
    kept = empty_window.office.households.open(empty_window.office.households.by_number("650000000001"))
    assert str(kept.household.ended_on) == "2018-06-08"


def test_what_was_put_aside_is_taken_up_again_with_its_ticks(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", ROW, OTHER))
    press(empty_window, page.changes.items_view, "Space")
    page.leave()
    empty_window.wait_said("名单.xlsx没有导入，留在待处理里")
    assert page.files.isVisible()
    press(empty_window, page.files.view, "Enter")
    empty_window.wait(lambda: page.draft is not None)
    assert page.apply_button.text() == "只导入选中的 新增1户1人"


def test_what_waits_is_given_up_with_delete(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    page.leave()
    press(empty_window, page.files.view, "Delete")
    empty_window.wait_said("已放弃 名单.xlsx，本办数据没有改动")
    assert not page.files.isVisible()
    assert empty_window.office.importing.waiting() == []


def test_a_file_is_given_up_at_once(empty_window: Window, tmp_path: Path) -> None:
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx"))
    page.actions_by_key["importing.drop"].trigger()
    assert empty_window.office.importing.waiting() == []
    assert page.stack.currentWidget() is page.nothing


def test_people_who_go_out_with_their_household_stand_among_the_refused(
    empty_window: Window, tmp_path: Path
) -> None:
    second = changed(
        行政村="", 人编号="6500000000010002", 姓名="李四", 证件号码="659099198001010023", 与户主关系="配偶"
    )
    page = opened(empty_window, sheet(tmp_path / "名单.xlsx", changed(行政村=""), second))
    assert page.changes.kind == "refused"
    assert [each.row for each in page.changes.problems.lines] == [4, 5]
    assert "行政村为空" in page.changes.problems.lines[1].text


def test_after_an_import_the_rows_that_stayed_out_are_listed_with_their_reasons(
    empty_window: Window, tmp_path: Path
) -> None:
    bad = changed(户编号="650000000002", 人编号="6500000000020001", 姓名="李四", 人均纯收入="-5")
    page = imported(empty_window, sheet(tmp_path / "名单.xlsx", ROW, bad))
    assert "拒绝1户1人" in page.done.text()
    (line,) = page.refused.table.lines
    assert (line.file, line.row, line.name, line.why) == (
        "名单.xlsx", 5, "李四", "人均纯收入为负数，请核对",
    )  # fmt: skip
    assert page.refused.isVisible()
    opened(empty_window, sheet(tmp_path / "又.xlsx", ROW))
    assert not page.refused.table.lines
