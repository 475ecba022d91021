"""What a clerk does in the window, with keys and clicks, on the demo township."""

from __future__ import annotations

import re
from pathlib import Path

from clerk import Window
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.lists import Search
from fupin_desktop.services.office import Office
from fupin_desktop.ui.pages import overview


def first_household(window: Window, **search: object) -> int:
    return window.office.households.ids(Search(registered=True, **search))[0]  # type: ignore[arg-type]


def open_household(window: Window, id: int, tab: str = "basic") -> object:
    window.go("household", household=id, tab=tab)
    return window.frame.page("household").detail.panel(tab)  # type: ignore[attr-defined]


def test_a_phone_number_is_corrected_after_a_few_keys(window: Window) -> None:
    window.go("household")
    head = window.office.households.lines([first_household(window)]).popitem()[1]
    window.key("Ctrl+F")
    window.type(head.head)
    window.key("Enter")
    window.type("13900000001")
    window.key("Ctrl+S")
    assert head.id is not None
    assert window.office.households.open(head.id).household.phone == "13900000001"
    assert f"已保存 {head.head}" in window.said


def test_undo_in_the_status_line_takes_a_save_back(window: Window, qtbot: QtBot) -> None:
    id = first_household(window)
    before = window.office.households.open(id).household.phone
    panel = open_household(window, id)
    panel.forms[0].go_to("phone")  # type: ignore[attr-defined]
    window.type("13900000002")
    window.key("Ctrl+S")
    assert window.frame.status.undo.isVisible()
    qtbot.mouseClick(window.frame.status.undo, Qt.MouseButton.LeftButton)
    window.wait_said("已撤销：修改农户")
    assert window.office.households.open(id).household.phone == before
    window.key("Ctrl+Y")
    window.wait_said("已恢复：修改农户")
    assert window.office.households.open(id).household.phone == "13900000002"


def test_escape_gives_up_and_names_the_old_value(window: Window) -> None:
    id = first_household(window)
    before = window.office.households.open(id).household.phone
    panel = open_household(window, id)
    panel.forms[0].go_to("phone")  # type: ignore[attr-defined]
    window.type("1")
    window.key("Esc")
    assert window.said == f"已放弃修改：户联系电话仍为“{before or '空'}”"
    assert not panel.dirty  # type: ignore[attr-defined]


def test_enter_goes_to_the_next_field(window: Window) -> None:
    form = open_household(window, first_household(window)).forms[0]  # type: ignore[attr-defined]
    form.go_to("group")
    window.key("Enter")
    assert form.editors["head"].widget.hasFocus()


def test_a_wrong_date_is_said_beside_its_field_when_it_is_left(window: Window) -> None:
    form = open_household(window, first_household(window)).forms[0]  # type: ignore[attr-defined]
    form.go_to("registered_on")
    window.type("2018-4-31")
    window.key("Enter")
    note = form._notes["registered_on"]
    assert note.isVisible()
    assert note.text() == "首次识别时间“4月31日”不是有效日期（原文“2018-4-31”）"


def test_a_short_date_means_this_year(window: Window) -> None:
    form = open_household(window, first_household(window)).forms[0]  # type: ignore[attr-defined]
    form.go_to("registered_on")
    window.type("5-8")
    window.key("Enter")
    assert form.editors["registered_on"].widget.text() == "2018-05-08"


def test_what_hinders_saving_stands_on_top_with_a_link(window: Window) -> None:
    form = open_household(window, first_household(window)).forms[0]  # type: ignore[attr-defined]
    form.go_to("number")
    window.key("Delete")
    window.key("Ctrl+S")
    assert "户编号不能为空，请填写" in form.summary.text()
    assert 'href="number"' in form.summary.text()
    assert form.dirty


def test_unsaved_input_is_there_again_after_a_crash(window: Window, qtbot: QtBot) -> None:
    id = first_household(window)
    form = open_household(window, id).forms[0]  # type: ignore[attr-defined]
    form.go_to("address")
    window.type("水村北三巷")
    form.keep_draft()
    again = Window(window.office, qtbot)
    again.frame.offer_drafts()
    assert "上次有没保存的内容" in again.said
    kept = open_household(again, id).forms[0]  # type: ignore[attr-defined]
    assert kept.editors["address"].widget.text() == "水村北三巷"
    assert kept.dirty
    kept.give_up()
    assert window.office.drafts.all() == []
    again.frame.close()


def test_back_and_forward_return_to_what_was_looked_at(window: Window) -> None:
    window.key("Ctrl+1")
    window.key("Ctrl+2")
    id = first_household(window)
    window.desk.go("household", household=id)
    window.key("Ctrl+4")
    window.key("Alt+Left")
    page = window.frame.page("household")
    assert window.frame.stack.currentWidget() is page
    assert page.place()["household"] == id
    window.key("Alt+Right")
    assert window.frame.stack.currentWidget() is window.frame.page("housing")


def counted(page: object, label: str) -> int:
    """What a list says that its rows come to, in the unit of a figure."""
    if label.endswith("户"):
        return page.table.rowCount()  # type: ignore[attr-defined]
    said = page.remark.text()  # type: ignore[attr-defined]
    found = re.search(r"其中(?:低保|在校生)(\d+)人", said) or re.search(r"户(\d+)人", said)
    return int(found[1]) if found else -1


def test_every_number_of_the_overview_opens_the_list_behind_it(window: Window) -> None:
    window.go("overview")
    page = window.frame.page("overview")
    window.wait(lambda: page.figures is not None)  # type: ignore[attr-defined]
    last = page.grid.rowCount() - 1  # type: ignore[attr-defined]
    for place, column in enumerate(overview.COLUMNS, 1):
        for row in (5, last):
            number = int(page.grid.item(row, place).text())  # type: ignore[attr-defined]
            page.open_list(row, place)  # type: ignore[attr-defined]
            shown = window.frame.page(column.page)
            window.wait(
                lambda shown=shown, number=number, label=column.label: counted(shown, label) == number
            )


def test_views_and_villages_narrow_the_list(window: Window, qtbot: QtBot) -> None:
    window.go("household")
    page = window.frame.page("household")
    assert page.remark.text() == "共218户845人"
    qtbot.mouseClick(page.filters.buttons["poor"], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert page.remark.text() == "共31户132人"
    page.filters.village.setFocus()  # type: ignore[attr-defined]
    window.type("sc")
    assert page.filters.village.value() == "水村"  # type: ignore[attr-defined]
    assert page.remark.text() == "共9户42人"


def test_a_heading_sorts_and_sorts_back(window: Window) -> None:
    window.go("household")
    page = window.frame.page("household")
    names = [field.name for field in page.table.columns]  # type: ignore[attr-defined]
    head = page.view.horizontalHeader()  # type: ignore[attr-defined]
    place = names.index("income") + 1
    head.sectionClicked.emit(place)
    incomes = [page.table.record(row).income for row in range(page.table.rowCount())]  # type: ignore[attr-defined]
    known = [each for each in incomes if each is not None]
    assert known == sorted(known)
    head.sectionClicked.emit(place)
    assert page.table.record(0).income == max(known)  # type: ignore[attr-defined]


def test_typing_letters_jumps_to_a_name(window: Window) -> None:
    window.go("household")
    page = window.frame.page("household")
    wanted = page.table.record(20).head  # type: ignore[attr-defined]
    from fupin_desktop.domain.pinyin import keys

    window.type(keys(wanted).split(" ")[0])
    assert page.table.record(page.view.currentIndex().row()).head == wanted  # type: ignore[attr-defined]


def test_ctrl_c_copies_the_rows_as_a_table(window: Window) -> None:
    window.go("household")
    window.key("Ctrl+C")
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[0] == window.frame.page("household").table.record(0).head  # type: ignore[attr-defined]


def test_ctrl_c_on_a_person_copies_the_id_number(window: Window) -> None:
    panel = open_household(window, first_household(window), "members")
    part = panel.part  # type: ignore[attr-defined]
    part.grid.setFocus()
    part.grid.setCurrentIndex(part.model.index(0, 0))
    window.key("Ctrl+C")
    person = part.model.lines[0].record
    assert QGuiApplication.clipboard().text() == person.id_number
    assert window.said == f"已复制 {person.name} 的证件号码"


def test_members_are_pasted_from_a_sheet_by_their_headings(window: Window) -> None:
    id = first_household(window)
    before = len(window.office.households.open(id).members)
    part = open_household(window, id, "members").part  # type: ignore[attr-defined]
    QGuiApplication.clipboard().setText(
        "证件号码\t姓名\t与户主关系\n659099201503080015\t高新生\t之子\n\t高小宝\t之女\n"
    )
    last = len(part.model.lines) - 1
    part.grid.setFocus()
    part.grid.setCurrentIndex(part.model.index(last, 0))
    window.key("Ctrl+V")
    assert part.model.lines[last].values["name"] == "高新生"
    window.key("Ctrl+S")
    assert "第18位应核对" in part.problems.text() or "待补证件原因" in part.problems.text()
    assert part.dirty
    part.model.lines[last].values["id_number"] = ""
    for row in (last, last + 1):
        part.model.setData(
            part.model.index(row, part.model.columns.index(part.model.kind.fields["pending"])), "未上户口"
        )
    window.key("Ctrl+S")
    assert "已保存成员：高新生" in window.said
    assert len(window.office.households.open(id).members) == before + 2


def test_a_changed_id_number_asks_for_its_evidence(window: Window) -> None:
    id = first_household(window)
    part = open_household(window, id, "members").part  # type: ignore[attr-defined]
    part.model.setData(part.model.index(0, 2), "11010519491231002X")
    assert not part.save()
    assert "更正证件号码请写明依据" in part.problems.text()
    part.evidence.setText("户口簿")
    assert part.save()
    assert window.office.households.open(id).present(window.desk.today())[0].id_number == "11010519491231002X"


def test_a_cell_that_cannot_be_read_stays_and_says_why(window: Window) -> None:
    part = open_household(window, first_household(window), "members").part  # type: ignore[attr-defined]
    place = [field.name for field in part.model.columns].index("left_on")
    part.model.setData(part.model.index(0, place), "4月31日")
    assert part.model.text(0, place) == "4月31日"
    assert "4月31日" in part.model.data(part.model.index(0, place), Qt.ItemDataRole.ToolTipRole)
    assert not part.save()
    part.give_up()


def test_batch_filling_shows_old_and_new_before_it_is_done(window: Window) -> None:
    window.go("household", filters={"view": "poor"})
    page = window.frame.page("household")
    page.table.tick(page.table.ids())  # type: ignore[attr-defined]
    assert "已勾选31户" in page.remark.text()
    window.key("Ctrl+B")
    pane = page.side.currentWidget()  # type: ignore[attr-defined]
    pane.field.put(("group", None))
    pane.editor.widget.setText("一组")
    pane.show_preview()
    assert pane.table.item(0, 2).text() == "一组"
    assert pane.apply.text() == "填写到31户"
    pane.do()
    window.wait_said("已填写31户")
    assert {line.group for line in window.office.households.lines(page.table.ids()).values()} == {"一组"}  # type: ignore[attr-defined]
    assert window.office.undo().startswith("批量填写：村民小组")


def test_batch_filling_without_ticks_says_what_to_do(empty_window: Window) -> None:
    empty_window.go("household")
    empty_window.key("Ctrl+B")
    assert "请先勾选要填写的农户" in empty_window.said


def test_the_worksheet_says_the_distance_to_the_line_while_one_types(window: Window) -> None:
    panel = open_household(window, first_household(window), "income")
    form = panel.form  # type: ignore[attr-defined]
    panel.items.model.show_records([])  # type: ignore[attr-defined]
    typed = {
        "head_count": "4",
        "wage": "8000",
        "business": "3000",
        "property": "0",
        "transfer": "900",
        "expense": "0",
    }
    for name, text in typed.items():
        form.editors[name].widget.setText(text)
    form.editors["worksheet_done"].put(True)
    panel.reckon()  # type: ignore[attr-defined]
    assert panel.result.text() == "人均纯收入 2,975.00 元"  # type: ignore[attr-defined]
    assert panel.gap.text() == "距标准线还差 20.00 元（2018年标准线 2,995.00 元）"  # type: ignore[attr-defined]
    panel.give_up()  # type: ignore[attr-defined]


def test_a_stage_cannot_be_skipped_without_a_reason(window: Window) -> None:
    id = first_household(window)
    panel = open_household(window, id, "housing")
    panel._begin()  # type: ignore[attr-defined]
    panel.show_file(window.office.households.open(id), 2018)  # type: ignore[attr-defined]
    part = panel.stages  # type: ignore[attr-defined]
    part.model.paste(0, 0, "申请\t2018-03-01\n开工\t2018-04-01")
    assert not part.save()
    assert "确需如此，请写明理由" in part.problems.text()
    part.model.setData(part.model.index(1, 3), "冬季前抢工期，手续后补")
    assert part.save()
    assert window.office.housing.of_household(id)[0].state.label == "已开工"


def test_last_years_plan_can_be_copied(window: Window) -> None:
    id = first_household(window)
    panel = open_household(window, id, "plan")
    year = panel.plan.plan.year  # type: ignore[attr-defined]
    panel.year_wanted.emit(0)  # type: ignore[attr-defined]
    assert panel.copy.isVisible()  # type: ignore[attr-defined]
    panel.copy.click()  # type: ignore[attr-defined]
    assert window.office.plans.of_household(id)[0].plan.year == year + 1


def test_an_office_finding_needs_its_evidence(window: Window) -> None:
    from fupin_desktop.domain.assessment import Item

    panel = open_household(window, first_household(window), "year")
    panel.judgements._keep(Item.FOOD, 1, "")  # type: ignore[attr-defined]
    assert "请写明依据" in window.said
    panel.judgements._keep(Item.FOOD, 1, "入户查看，缺粮")  # type: ignore[attr-defined]
    assert window.said.endswith("已保存认定：不愁吃")


def test_commands_are_found_by_pinyin(window: Window) -> None:
    window.go("household")
    window.key("Ctrl+K")
    window.type("xznh")
    assert window.frame.palette_of_commands.list.currentItem().text().startswith("新增农户")
    window.key("Enter")
    assert window.frame.page("household").detail.name.text() == "新农户"  # type: ignore[attr-defined]


def test_a_new_household_is_added_with_an_office_number(empty_window: Window) -> None:
    empty_window.go("household")
    empty_window.key("Ctrl+N")
    empty_window.type("李新户")
    empty_window.key("Ctrl+S")
    ids = empty_window.office.households.ids(Search(registered=False))
    kept = empty_window.office.households.open(ids[0]).household
    assert kept.head == "李新户"
    assert kept.office_number


def test_a_file_dropped_on_the_window_goes_to_the_import_page(window: Window) -> None:
    wanted: list[object] = []
    window.desk.wanted.connect(wanted.append)
    window.desk.wanted.disconnect(window.frame.visit)
    from PySide6.QtCore import QMimeData, QPointF, QUrl
    from PySide6.QtGui import QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/贫困户信息.xlsx")])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.frame.dropEvent(drop)
    assert wanted[0].page == "importing"  # type: ignore[attr-defined]
    assert wanted[0].state == {"files": ["/somewhere/贫困户信息.xlsx"]}  # type: ignore[attr-defined]


def test_somebody_else_changed_the_household_meanwhile(window: Window, demo_office: Office) -> None:
    import dataclasses

    id = first_household(window)
    panel = open_household(window, id)
    form = panel.forms[0]  # type: ignore[attr-defined]
    file = panel.file  # type: ignore[attr-defined]
    demo_office.households.save(dataclasses.replace(file.household, phone="13900000009"))
    form.go_to("address")
    window.type("新址")
    panel.save()  # type: ignore[attr-defined]
    assert form.dirty
    assert window.said.startswith("！ ")
    form.give_up()


def test_problems_without_a_field_are_still_said(window: Window) -> None:
    form = open_household(window, first_household(window)).forms[0]  # type: ignore[attr-defined]
    form.show_problems([Problem("nowhere", "请至少填写一个行政村")])
    assert "请至少填写一个行政村" in form.summary.text()


def test_the_list_is_exported_as_it_is_shown(window: Window, tmp_path: Path) -> None:
    import openpyxl

    window.go("household", filters={"view": "poor"})
    page = window.frame.page("household")
    page.view.show_columns(["village", "head", "income"])  # type: ignore[attr-defined]
    page.export_to(tmp_path / "农户.xlsx")  # type: ignore[attr-defined]
    window.wait_said("已导出31户到 农户.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "农户.xlsx").active.iter_rows(values_only=True))
    assert rows[0] == ("户主姓名", "行政村", "人均纯收入")
    assert len(rows) == 32


def test_an_export_to_a_missing_folder_says_why(window: Window, tmp_path: Path) -> None:
    window.go("household")
    window.frame.page("household").export_to(tmp_path / "没有" / "农户.xlsx")  # type: ignore[attr-defined]
    window.wait_said("！ ")
    assert "农户.xlsx" in window.said or "没有" in window.said
