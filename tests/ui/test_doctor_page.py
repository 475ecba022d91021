"""The page 体检 with a clerk's keys and mouse: looking, going to the field, mending, waiving, rules, files, papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clerk import Window
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.codes import MonitoringKind, Sex
from fupin_desktop.domain.doctor.rule import Severity, rules
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.housing import Stage, StageKind, Subsidy
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.services.doctor.listing import By
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Cancelled
from fupin_desktop.ui import frame
from fupin_desktop.ui.doctor import examining
from fupin_desktop.ui.household.detail import PLACES
from fupin_desktop.ui.pages.doctor import DoctorPage
from fupin_desktop.ui.pages.household import HouseholdPage
from fupin_desktop.ui.records.grid import Grid
from tests.builders import a_household
from tests.exports import a_row, an_export, id_of

ON = date(2018, 5, 8)


@pytest.fixture
def small(township: Office, qtbot: QtBot, dressed: QApplication) -> Iterator[Window]:
    """The window of a township of eleven households."""
    made = Window(township, qtbot)
    yield made
    made.frame.close()
    made.frame.deleteLater()
    qtbot.wait(1)


def spoil(office: Office, name: str = "张三", **values: Any) -> None:
    """Put something wrong into the office behind its back."""
    with office.store.write("弄错") as unit:
        person = unit.people.find(name=name)
        assert person is not None
        unit.people.save(replace(person, **values))


def wrong_sex(office: Office) -> None:
    """张三 has the number of a woman and says he is a man."""
    spoil(office, id_number=id_of("19700101", 2), sex=Sex.MALE, birth=date(1970, 1, 1))


def opened(window: Window, **state: Any) -> DoctorPage:
    """The page with the office examined."""
    window.go("doctor", **state)
    page = window.frame.page("doctor")
    assert isinstance(page, DoctorPage)
    window.wait(lambda: page.outcome is not None and not window.frame.status.busy)
    return page


def listed(page: DoctorPage) -> list[str]:
    return [each.text for each in page.findings.table.lines]


def only(page: DoctorPage, words: str) -> None:
    """Look for something in the findings."""
    page.findings.words.setText(words)
    page.findings.relist()


def household_page(window: Window) -> HouseholdPage:
    page = window.frame.page("household")
    assert isinstance(page, HouseholdPage)
    return page


def test_an_office_with_nobody_is_told_what_the_page_is_for(empty_window: Window) -> None:
    empty_window.go("doctor")
    page = empty_window.frame.page("doctor")
    assert isinstance(page, DoctorPage)
    said = [each.text() for each in page.nothing.findChildren(QLabel) if each.isVisible()]
    assert said[0].startswith("体检按规则查本办的数据")
    assert "本办还没有农户" in said[0]


def test_findings_stand_by_village_by_rule_and_by_household(small: Window) -> None:
    page = opened(small)
    assert page.checked is not None
    counts = page.checked.by_severity()
    assert f"<b>{counts[Severity.ERROR]}</b>处" in page.summary.text()
    assert f"涉及 <b>{page.checked.households}</b>户" in page.summary.text()
    heaps = page.findings.heaps
    assert [each.label for each in heaps.lines] == [f"全部 {len(page.checked.findings)}处", "水村", "月亮村"]
    small.key("Alt+2")
    assert page.findings.by is By.RULE
    assert "证件号码为空" in [each.label for each in heaps.lines]
    small.key("Alt+3")
    assert {"张三", "王五"} <= {each.label for each in heaps.lines}
    small.key("Alt+1")
    assert heaps.lines[1].label == "水村"
    assert small.waiting("doctor") == counts[Severity.ERROR]


def test_findings_are_narrowed_by_weight_village_group_and_pinyin(small: Window) -> None:
    page = opened(small)
    part = page.findings
    part.severities[Severity.HINT].click()
    assert {each.severity for each in part.table.lines} == {Severity.HINT}
    part.severities[Severity.HINT].click()
    part.village.put("月亮村")
    part.group.put("E")
    assert {(each.village, each.rule[0]) for each in part.table.lines} == {("月亮村", "E")}
    part.village.put("")
    part.group.put("")
    part.words.setFocus()
    small.type("wangwu")
    small.wait(lambda: {each.head for each in part.table.lines} == {"王五"})
    part.words.selectAll()
    small.type("zzz")
    small.wait(lambda: not part.table.lines)
    assert part.words_of_one.text() == "这样筛选没有问题。"


def test_enter_opens_the_household_at_the_very_cell(small: Window) -> None:
    wrong_sex(small.office)
    page = opened(small)
    only(page, "性别填男")
    page.findings.view.setFocus()
    small.key("Enter")
    grid = QApplication.focusWidget()
    assert isinstance(grid, Grid)
    here = grid.currentIndex()
    line = grid.grid.lines[here.row()]
    assert (line.values["name"], grid.grid.columns[here.column()].name) == ("张三", "sex")
    small.key("Alt+Left")
    assert small.frame.stack.currentWidget() is page


def test_a_field_put_right_and_saved_is_off_the_list_when_one_comes_back(small: Window) -> None:
    wrong_sex(small.office)
    page = opened(small)
    only(page, "性别填男")
    page.findings.view.setFocus()
    small.key("Enter")
    detail = household_page(small).detail
    small.wait(lambda: any("性别填男" in each.text for each in detail.doubts.table.lines))
    part = detail.panel("members").grids[0]
    part.model.setData(part.grid.currentIndex(), "女")
    small.key("Ctrl+S")
    small.wait_said("已保存成员：张三")
    small.wait(lambda: not any("性别填男" in each.text for each in detail.doubts.table.lines))
    small.key("F7")
    small.wait(
        lambda: page.checked is not None and not any(each.rule == "A008" for each in page.checked.findings)
    )
    small.wait(lambda: listed(page) == [])


def test_the_line_above_a_household_says_what_is_doubtful_and_leads_to_the_field(small: Window) -> None:
    wrong_sex(small.office)
    household = small.office.households.by_number(_number(small.office, "张三"))
    small.go("household", household=household)
    page = household_page(small)
    small.wait(lambda: page.detail.doubts.isVisible())
    assert page.detail.doubts.button.text().startswith("体检：错误")
    small.key("Ctrl+J")
    lines = page.detail.doubts.table.lines
    place = next(place for place, each in enumerate(lines) if each.rule == "A008")
    page.detail.doubts.view.go_to_row(place)
    small.key("Enter")
    grid = QApplication.focusWidget()
    assert isinstance(grid, Grid)
    assert grid.grid.columns[grid.currentIndex().column()].name == "sex"
    small.key("Ctrl+J")
    assert not page.detail.doubts.view.isVisible()


def _number(office: Office, head: str) -> str:
    with office.store.read() as unit:
        found = unit.households.find(head=head)
    assert found is not None
    return found.number


def test_every_rule_of_households_leads_to_an_editor(small: Window) -> None:
    """What can be found can be put right: the first field of each rule has its place on the page."""
    with small.office.store.write("各种记录") as unit:
        home = unit.households.find(head="张三")
        assert home is not None
        assert home.id is not None
        [house] = unit.renovations.all(household_id=home.id)
        links: dict[str, Any] = {"household_id": home.id}
        unit.monitorings.save(
            Monitoring(kind=MonitoringKind.UNSTABLE, identified_on=date(2018, 3, 1), **links)
        )
        if not unit.stages.all(renovation_id=house.id):
            unit.stages.save(Stage(renovation_id=house.id or 0, kind=StageKind.STARTED, on=ON, **links))
        unit.subsidies.save(Subsidy(renovation_id=house.id or 0, source="省级", amount=Decimal(1), **links))
        member = unit.people.all(household_id=home.id)[0]
        unit.work_spells.save(WorkSpell(person_id=member.id or 0, year=2018, county="星海县", **links))
    small.go("household", household=home.id)
    detail = household_page(small).detail
    unreached = []
    for field in sorted({rule.fields[0] for rule in rules().values() if rule.fields}):
        table, _, name = field.partition(".")
        if table in ("village_year", "printed", "visit", "cadre", "pairing", "correction"):
            continue
        kind, *tabs = PLACES[table]
        detail.go_to_field(field, member.id if table in ("person", "person_year", "work_spell") else None)
        if not any(detail.panel(tab).show_field(kind, name, None) for tab in tabs):
            unreached.append(field)
    assert unreached == []


def test_a_field_of_a_village_is_opened_where_villages_are_kept(small: Window) -> None:
    small.go("setting", part="village_year", field="households", village="水村")
    grid = QApplication.focusWidget()
    assert isinstance(grid, Grid)
    assert grid.grid.columns[grid.currentIndex().column()].name == "households"


def test_certain_mends_are_shown_ticked_done_as_one_act_and_taken_back(small: Window) -> None:
    wrong_sex(small.office)
    page = opened(small)
    assert page.tabs.tabText(1).startswith("可直接改正 ")
    small.key("Ctrl+Return")
    assert page.tabs.currentWidget() is page.mends
    fixes = page.mends.table.lines
    place = next(place for place, each in enumerate(fixes) if each.finding.rule == "A008")
    assert (fixes[place].label, fixes[place].old, fixes[place].new) == ("性别", "男", "女")
    page.mends.none_button.click()
    assert page.mends.button.text() == "没有勾选"
    page.mends.view.setFocus()
    page.mends.view.go_to_row(place)
    small.key("Space")
    assert page.mends.button.text() == "改正勾选的1处"
    small.key("Ctrl+Return")
    small.wait_said("已改正1处，旧值留在记录里")
    small.wait(
        lambda: page.checked is not None and not any(each.rule == "A008" for each in page.checked.findings)
    )
    small.key("Ctrl+Z")
    small.wait(
        lambda: page.checked is not None and any(each.rule == "A008" for each in page.checked.findings)
    )


def test_a_waiver_asks_for_a_reason_a_person_and_an_end_and_can_be_taken_back(small: Window) -> None:
    wrong_sex(small.office)
    page = opened(small)
    only(page, "性别填男")
    page.findings.view.setFocus()
    small.key("Ctrl+Shift+W")
    assert page.form.words.text() == "选中的1处属实："
    assert (page.form.person.text(), page.form.until.text()) == ("李经办", "2018-11-08")
    small.key("Enter")
    assert page.form.problem.text() == "！ 核实情况不能为空，请写明怎样核实、为什么属实"
    small.type("户口簿如此")
    page.form.until.put_text("2020-5-8")
    small.key("Enter")
    assert page.form.problem.text() == "！ 有效期至2020-05-08太长，最长一年，到期后需要再核实一次"
    page.form.until.put_text("")
    page.form.reason.setFocus()
    small.key("Enter")
    assert page.form.problem.text() == "！ 有效期至不能为空，请填写到哪一天，最长一年"
    small.type("20181201")
    small.key("Enter", "Enter")
    small.wait_said("已记为情况属实：1处")
    small.wait(lambda: listed(page) == [])
    assert page.tabs.tabText(2) == "情况属实 1"
    page.tabs.setCurrentIndex(2)
    [waiver] = page.waived.table.lines
    assert (waiver.reason, waiver.person, waiver.until) == ("户口簿如此", "李经办", date(2018, 12, 1))
    page.waived.button.click()
    small.wait_said("已取消1处情况属实，重新列为问题")
    small.wait(lambda: len(listed(page)) == 1)


def test_nothing_selected_is_nothing_to_waive_and_esc_gives_up(small: Window) -> None:
    page = opened(small)
    only(page, "zzz")
    small.key("Ctrl+Shift+W")
    assert small.said == "！ 请先选中核实过的问题（Shift+↑↓ 选几处，Ctrl+A 全选）"
    only(page, "")
    page.findings.view.setFocus()
    small.key("Ctrl+A", "Ctrl+Shift+W")
    assert page.form.words.text() == f"选中的{len(page.findings.table.lines)}处属实："
    small.key("Esc")
    assert not page.form.isVisible()
    assert small.office.doctor.waivers() == []


def test_what_went_away_since_a_week_ago_is_noticed_by_itself(small: Window) -> None:
    wrong_sex(small.office)
    office = small.office
    before = office.doctor.examine(on=ON)
    office.doctor.remember(replace(before, on=ON - timedelta(days=8)))
    spoil(office, sex=Sex.FEMALE)
    page = opened(small)
    assert page.trend.text() == "较上周（4月30日）减少1处：新增0，已整改1"
    assert page.tabs.tabText(3) == "已整改 1"
    page.tabs.setCurrentIndex(3)
    [mended] = page.mended.table.lines
    assert (mended.village, mended.name, mended.rule.key) == ("水村", "张三", "A008")
    assert page.mended.words.text() == "4月30日体检时有、现在没有了的1处。回车打开那一户。"
    page.mended.view.setFocus()
    small.key("Enter")
    assert small.frame.stack.currentWidget() is household_page(small)


def test_rules_are_switched_and_thresholds_changed_and_the_findings_follow(small: Window) -> None:
    page = opened(small)
    part = page.rules
    page.tabs.setCurrentWidget(part)
    part.search.setText("A001")
    part.view.setFocus()
    part.view.go_to_row(0)
    small.key("Space")
    small.wait_said("已停用规则 A001 证件号码为空")
    small.wait(
        lambda: page.checked is not None and not any(each.rule == "A001" for each in page.checked.findings)
    )
    small.key("Ctrl+Z")
    small.wait(
        lambda: page.checked is not None and any(each.rule == "A001" for each in page.checked.findings)
    )
    part.search.setText("A015")
    part.view.setFocus()
    small.wait(lambda: part.editors["most"].isVisible())
    small.key("Enter")
    small.type("很多")
    small.key("Enter")
    assert part.problem.text().startswith("！ “一户人口达到”应是0到")
    part.editors["most"].setText("4")
    part.note.setText("县办要求")
    small.key("Enter")
    small.wait_said("已保存规则 A015")
    small.wait(
        lambda: page.checked is not None and any(each.rule == "A015" for each in page.checked.findings)
    )
    assert "本办已改过：县办要求" in part.about.text()
    part.reset_button.click()
    small.wait(
        lambda: page.checked is not None and not any(each.rule == "A015" for each in page.checked.findings)
    )


def test_rules_that_wait_say_for_what_and_have_no_switch(small: Window) -> None:
    page = opened(small)
    page.rules.group.put("waits")
    lines = page.rules.table.lines
    assert {each.rule.key for each in lines} == {key for key, rule in rules().items() if rule.waits}
    page.rules.view.go_to_row(0)
    assert "等待：" in page.rules.about.text()
    assert not page.rules.table.flags(page.rules.table.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not page.rules.save_button.isEnabled()


def dropped(page: DoctorPage, path: Path) -> None:
    said = QMimeData()
    said.setUrls([QUrl.fromLocalFile(str(path))])
    held = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, said, Qt.MouseButton.LeftButton, held))


def test_an_export_dropped_is_examined_before_it_is_imported(small: Window, tmp_path: Path) -> None:
    page = opened(small)
    rows = [a_row(person=1), a_row(person=2, 与户主关系="配偶", 证件号码=id_of("19700101", 2)[:-1] + "0")]
    dropped(page, an_export(tmp_path / "名单_20180508.xlsx", rows))
    small.wait(lambda: page.file is not None)
    assert page.band.words.text() == "正在看的是文件 名单_20180508.xlsx，没有导入，本办数据没有改动"
    assert page.remark.text() == "2018-05-08　1户2人"
    only(page, "A003")
    [finding] = page.findings.table.lines
    assert page.findings.row_of(finding) == "5"
    assert not page.findings.view.isColumnHidden(1)
    assert not page.tabs.isTabVisible(1)
    page.findings.view.setFocus()
    small.key("Enter")
    assert small.said == "◷ 这一户还没有导入；请在原表第5行改正，再查一遍"
    small.key("Ctrl+Shift+W")
    assert small.said == "！ 还没有导入的表不能记情况属实，请先导入"
    small.key("Esc")
    assert page.file is None
    assert page.tabs.isTabVisible(1)
    dropped(page, tmp_path / "名单_20180508.xlsx")
    small.wait(lambda: page.file is not None)
    page.band.import_button.click()
    assert small.frame.stack.currentWidget() is small.frame.page("importing")


def test_a_file_that_cannot_be_read_is_said_and_nothing_else_happens(small: Window, tmp_path: Path) -> None:
    page = opened(small)
    broken = tmp_path / "坏表.xlsx"
    broken.write_bytes(b"\x00" * 20)
    dropped(page, broken)
    small.wait_said("坏表.xlsx")
    assert page.file is None
    assert page.findings.table.lines


def test_the_papers_are_looked_at_saved_and_handed_out(small: Window, tmp_path: Path) -> None:
    page = opened(small)
    part = page.papers
    small.key("Ctrl+P")
    assert page.tabs.currentWidget() is part
    small.wait(lambda: part.preview.pages > 0)
    assert part.name == "核查报告"
    part.list.setCurrentRow(2)
    part.show_pages()
    assert part.name == "水村入户核实表"
    small.wait(lambda: part.print_button.isEnabled())
    part.save_to(tmp_path / "水村.docx")
    small.wait(lambda: "已保存" in part.done.text())
    assert (tmp_path / "水村.docx").stat().st_size > 1000
    part.hand_out_to(tmp_path)
    small.wait_said("已导出问题表：")
    made = {path.name for path in (tmp_path / "体检2018-05-08").rglob("*") if path.is_file()}
    assert "【汇总统计】疑点类型×村-5月8日.xlsx" in made
    assert {"01水村.pdf", "02月亮村.pdf", "核查报告-5月8日.docx"} <= made
    assert [each.list.what for each in small.office.outgoing.all()] == ["数据体检", "入户核实表"]
    part.hand_out_to(tmp_path)
    small.wait(lambda: (tmp_path / "体检2018-05-08（2）").exists() and not small.frame.status.busy)


def test_a_folder_that_cannot_be_written_is_said(small: Window, tmp_path: Path) -> None:
    page = opened(small)
    place = tmp_path / "不是文件夹"
    place.write_text("x")
    page.papers.hand_out_to(place)
    small.wait(lambda: small.said.startswith("！ 不能建立文件夹"))


def test_errors_are_counted_in_the_navigation_after_the_start_and_after_changes(
    small: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "ERRORS_AFTER", 10)

    def counted() -> Any:
        return small.waiting("doctor")

    small.frame.count_errors()
    small.wait(lambda: bool(counted()))
    before = counted()
    spoil(small.office, sex=Sex.MALE)
    small.wait(lambda: counted() == before - 1)


def test_a_double_click_or_the_button_opens_the_field_too(small: Window) -> None:
    wrong_sex(small.office)
    page = opened(small)
    only(page, "性别填男")
    view = page.findings.view
    where = view.visualRect(page.findings.table.index(0, 4)).center()
    for act in (small.qtbot.mouseClick, small.qtbot.mouseDClick):
        act(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert small.frame.stack.currentWidget() is household_page(small)
    assert isinstance(QApplication.focusWidget(), Grid)
    small.key("Alt+Left")
    go = next(each for each in page.findChildren(QPushButton) if each.text() == "去改")
    small.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert small.frame.stack.currentWidget() is household_page(small)


def test_a_stopped_examination_can_be_begun_again(small: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    doctor = small.office.doctor
    whole = doctor.examine

    def stopped(**_: object) -> None:
        raise Cancelled

    monkeypatch.setattr(doctor, "examine", stopped)
    small.go("doctor")
    page = small.frame.page("doctor")
    assert isinstance(page, DoctorPage)
    small.wait_said("已停止体检，可以再按“重新体检”")
    assert page.waiting_words.text() == "体检停止了，还没有结果。按“重新体检”（Ctrl+R）从头查一遍。"
    monkeypatch.setattr(doctor, "examine", whole)
    small.key("Ctrl+R")
    small.wait(lambda: page.outcome is not None)
    assert page.findings.table.lines


def test_a_large_office_is_told_that_what_it_sees_is_old(
    small: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "AT_ONCE", 1)
    page = opened(small)
    small.office.doctor.book.decide("A001", on=False)
    small.wait(lambda: "数据有改动" in page.summary.text())
    assert page.summary.text() == "◷ 数据有改动，下面是改动之前的结果；按“重新体检”再查一遍"
    small.key("Ctrl+R")
    small.wait(lambda: "数据有改动" not in page.summary.text())


def test_the_first_people_that_come_in_are_examined(empty_window: Window) -> None:
    empty_window.go("doctor")
    page = empty_window.frame.page("doctor")
    assert isinstance(page, DoctorPage)
    assert page.nothing.isVisible()
    a_household(empty_window.office)
    empty_window.wait(lambda: bool(page.findings.table.lines))


def test_who_only_applied_is_not_examined_before_it_is_on_the_register(small: Window) -> None:
    with small.office.store.read() as unit:
        applicant = next(
            each
            for each in unit.households.all()
            if each.applied_on and not unit.standings.find(household_id=each.id)
        )
        listed = next(each for each in unit.households.all() if each.head == "张三")
    small.go("household", household=listed.id)
    doubts = household_page(small).detail.doubts
    small.wait(lambda: doubts.isVisible())
    small.go("household", household=applicant.id)
    assert not doubts.isVisible()
