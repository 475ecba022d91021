"""催办 with the keyboard: what is due, own reminders, ticks, the rules, and the band on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from clerk import Window
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.services.office import Office
from fupin_desktop.ui.due.list import ListPart
from fupin_desktop.ui.due.rules import RulesPart
from fupin_desktop.ui.pages.due import DuePage
from fupin_desktop.ui.pages.overview import OverviewPage
from tests import due_month


@pytest.fixture
def clerk(township: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window of the township with its month of things to do."""
    due_month.fill(township)
    made = Window(township, qtbot)
    made.go("due")
    made.wait(lambda: _part(made).found is not None)
    yield made
    made.frame.close()
    made.desk.jobs.close()


def _page(window: Window) -> DuePage:
    page = window.frame.page("due")
    assert isinstance(page, DuePage)
    return page


def _part(window: Window) -> ListPart:
    part = _page(window).parts["list"]
    assert isinstance(part, ListPart)
    return part


def _texts(window: Window) -> list[str]:
    return [each.text for each in _part(window).table.lines]


def _reread(window: Window, before: object) -> None:
    """Wait until the list was read again after a change."""
    window.wait(lambda: _part(window).found is not before)


def test_the_list_is_the_one_written_by_hand(clerk: Window) -> None:
    part = _part(clerk)
    said = [
        f"{each.due} {each.kind} {each.subject} {each.person or '-'} {each.text}" for each in part.table.lines
    ]
    assert said == due_month.LIST.strip().splitlines()
    assert part.table.data(part.table.index(0, 1)) == "！逾期108天"
    assert _page(clerk).remark.text() == "截至2018年5月8日"
    assert clerk.waiting("due") == 18


def test_chips_and_filters_narrow_the_list_and_count_it(clerk: Window) -> None:
    part = _part(clerk)
    assert [each.text() for each in part.group_chips.values()] == ["全部 37", "逾期 18", "本周 7", "以后 12"]
    part.group_chips["week"].click()
    assert {each.due <= date(2018, 5, 13) for each in part.table.lines} == {True}
    assert len(part.table.lines) == 7
    part.village.put("月亮村")
    assert part.group_chips["all"].text() == "全部 12"
    assert _texts(clerk) == [
        "“月亮村2018年拟退出名单公示”5月4日已期满，请撤下并登记",
        "“月亮村2018年监测对象公示”5月7日制作，应在5月10日前张贴并登记",
    ]
    part.words.setFocus()
    clerk.type("马会计")
    clerk.wait(lambda: len(part.table.lines) == 1)
    part.kind.put("visit")
    assert part.explained.text() == "这样筛选没有事项。"


def test_things_are_laid_in_heaps_by_rule_village_and_person(clerk: Window) -> None:
    part = _part(clerk)
    part.way_chips["village"].click()
    heaps = [(each.label, len(each.items)) for each in part.heaps.lines]
    assert heaps == [("全部 37项", 37), ("本办", 8), ("水村", 17), ("月亮村", 12)]
    part.heaps_view.go_to_row(1)
    assert {each.subject for each in part.table.lines} == {"本办"}
    part.way_chips["person"].click()
    people = [each.label for each in part.heaps.lines]
    assert people[-1] == "没有责任人"
    assert "刘干部" in people


def test_enter_opens_the_thing_where_it_is_done(clerk: Window) -> None:
    part = _part(clerk)
    part.words.setText("鸡苗")
    clerk.wait(lambda: len(part.table.lines) == 1)
    part.view.setFocus()
    part.view.go_to_row(0)
    clerk.key("Enter")
    page = clerk.frame.page("household")
    clerk.wait(lambda: clerk.frame.stack.currentWidget() is page)
    assert page.detail.file.household.head == "王五"  # type: ignore[attr-defined]
    assert page.detail.current is page.detail.panel("plan")  # type: ignore[attr-defined]


def test_a_reminder_is_typed_found_done_with_space_and_taken_back(clerk: Window) -> None:
    part, before = _part(clerk), _part(clerk).found
    clerk.key("Ctrl+N")
    clerk.type("请于10日前补户口簿")
    clerk.key("Enter")
    assert "截止日期" in part.form.problem.text()
    clerk.type("20180510")
    part.form.person.setFocus()
    clerk.type("李四")
    clerk.key("Enter")
    clerk.wait_said("已记下提醒：请于10日前补户口簿")
    _reread(clerk, before)
    here = part.view.current()
    assert here is not None
    assert (here.text, here.person, here.due) == ("请于10日前补户口簿", "李四", date(2018, 5, 10))
    before = part.found
    clerk.key("Space")
    clerk.wait_said("已办结：请于10日前补户口簿")
    _reread(clerk, before)
    assert "请于10日前补户口簿" not in _texts(clerk)
    before = part.found
    clerk.key("Ctrl+Z")
    _reread(clerk, before)
    assert "请于10日前补户口簿" in _texts(clerk)


def test_a_report_is_ticked_with_space_and_what_is_done_elsewhere_is_not(clerk: Window) -> None:
    part = _part(clerk)
    part.view.setFocus()
    part.view.go_to_row(0)
    clerk.key("Space")
    clerk.wait_said("“2018年帮扶计划还没有户主确认”不能在这里打勾，在“一户一策”里登记以后会自己消失")
    row = next(at for at, each in enumerate(part.table.lines) if each.rule == "report.monthly")
    part.view.go_to_row(row)
    before = part.found
    clerk.key("Space")
    clerk.wait_said("已办结：2018年4月月报，4月25日前报出")
    _reread(clerk, before)
    assert [each.period for each in part.table.lines if each.rule == "report.monthly"] == ["2018-05"]


def test_a_household_is_flagged_from_its_page(clerk: Window) -> None:
    household = clerk.office.households.by_number("65900001")
    clerk.go("household", household=household)
    clerk.key("Ctrl+Shift+R")
    part = _part(clerk)
    clerk.wait(lambda: part.form.isVisible())
    assert part.form.words.text() == "张三："
    clerk.type("补残疾证")
    part.form.on.put(date(2018, 5, 9))
    part.form.said.setFocus()
    before = part.found
    clerk.key("Enter")
    _reread(clerk, before)
    item = next(each for each in part.table.lines if each.text == "补残疾证")
    assert (item.head, item.village) == ("张三", "水村")
    clerk.key("F2")
    assert part.form.said.text() == "补残疾证"
    clerk.key("Esc")
    assert not part.form.isVisible()


def test_a_rule_is_switched_off_and_its_days_changed(clerk: Window) -> None:
    clerk.go("due", part="rules")
    rules = _page(clerk).parts["rules"]
    assert isinstance(rules, RulesPart)
    row = next(at for at, each in enumerate(rules.table.lines) if each.rule.key == "measure.confirm")
    rules.view.setFocus()
    rules.view.go_to_row(row)
    clerk.key("Enter")
    rules.days.selectAll()
    clerk.type("不知道")
    clerk.key("Enter")
    assert "“户主未确认计划”的天数应是0到730之间的整数，现在是“不知道”" in rules.problem.text()
    rules.days.setText("200")
    clerk.key("Enter")
    clerk.wait_said("已保存催办规则：户主未确认计划")
    found = clerk.office.due.all(date(2018, 5, 8))
    assert [each.due for each in found if each.rule == "measure.confirm"] == [date(2018, 7, 29)]
    rules.view.go_to_row(row)
    clerk.key("Space")
    clerk.wait_said("已停用：户主未确认计划")
    assert "measure.confirm" not in {each.rule for each in clerk.office.due.all(date(2018, 5, 8))}
    rules.reset_button.click()
    clerk.wait_said("催办规则“户主未确认计划”已恢复原样")
    found = clerk.office.due.all(date(2018, 5, 8))
    assert [each.due for each in found if each.rule == "measure.confirm"] == [date(2018, 1, 20)]
    row = next(at for at, each in enumerate(rules.table.lines) if each.rule.key == "step.remove")
    rules.view.go_to_row(row)
    assert not rules.days.isEnabled()
    assert rules.table.data(rules.table.index(row, 3)) == "6个月"


def test_the_first_page_begins_with_what_is_due(clerk: Window) -> None:
    clerk.go("overview")
    page = clerk.frame.page("overview")
    assert isinstance(page, OverviewPage)
    clerk.wait(lambda: page.due is not None and page.due.isVisible() and bool(page.due.table.lines))
    band = page.due
    assert band is not None
    assert [each.text() for each in band.buttons.values()] == ["！逾期 18", "◷ 本周 7", "以后 12"]
    assert [(each.left, each.subject) for each in band.table.lines] == [
        ("还有1天", "月亮村"),
        ("还有2天", "水村"),
        ("还有2天", "月亮村"),
        ("还有5天", "张三"),
    ]
    band.buttons["week"].click()
    assert _part(clerk).group == "week"
    assert clerk.waiting("due") == 18


def test_sheets_of_all_villages_go_to_the_printer_in_one_press(
    clerk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(
        "fupin_desktop.ui.due.printing.print_papers", lambda desk, parent, name, papers: sent.extend(papers)
    )
    clerk.key("Ctrl+P")
    clerk.wait(lambda: bool(sent))
    assert sent[0].startswith(b"%PDF")
    assert [(each.kind, each.village) for each in clerk.office.printed.all(last=3)] == [
        ("due", "月亮村"),
        ("due", "水村"),
        ("due", ""),
    ]
