"""疑似重复 in the window: found after an import, looked at side by side, decided with the keyboard."""

from __future__ import annotations

from pathlib import Path

from clerk import Window

from fupin_desktop.services.office import Office
from fupin_desktop.ui.pages.importing import DOUBLES, ImportingPage
from tests.exports import a_row, an_export, id_of


def fill(office: Office, path: Path) -> Path:
    """Two of one name and birth in two villages, and somebody else."""
    rows = [
        a_row("650000000001", 姓名="王强", 证件号码=id_of("19800101", 1)),
        a_row("650000000002", 姓名="王强", 证件号码=id_of("19800101", 3), 行政村="水村"),
        a_row("650000000003", 姓名="李新"),
    ]
    return an_export(path, rows)


def page_of(window: Window) -> ImportingPage:
    page = window.frame.page("importing")
    assert isinstance(page, ImportingPage)
    return page


def test_doubles_among_the_new_people_are_offered_after_an_import(
    empty_window: Window, tmp_path: Path
) -> None:
    window = empty_window
    window.go("importing", files=[str(fill(window.office, tmp_path / "名单.xlsx"))])
    page = page_of(window)
    window.wait(lambda: page.draft is not None)
    page.apply()
    window.wait(lambda: "新来的人里疑似重复1对" in page.done.text())
    assert page.tabs.tabText(DOUBLES) == "疑似重复 1"
    page.done.linkActivated.emit("doubles")
    assert page.tabs.currentIndex() == DOUBLES
    window.wait(lambda: bool(page.doubles.sides.lines))
    said = {each.label: (each.one, each.other) for each in page.doubles.sides.lines}
    assert said["姓名"] == ("王强", "王强")
    assert said["行政村"] == ("月亮村", "水村")


def test_a_pair_is_decided_with_a_reason_and_gone(empty_window: Window, tmp_path: Path) -> None:
    window = empty_window
    office = window.office
    office.importing.apply(office.importing.read(fill(office, tmp_path / "名单.xlsx")))
    window.go("importing", tab=DOUBLES)
    page = page_of(window)
    window.wait(lambda: len(page.doubles.table.lines) == 1)
    page.doubles.decide()
    window.wait_said("请写明凭什么认定不是同一人")
    page.doubles.reason.setFocus()
    window.type("入户核实")
    window.key("Enter")
    window.wait_said("已记下：王强和王强不是同一人")
    assert not page.doubles.table.lines
    assert not page.doubles.row.isVisible()
    assert office.duplicates.find() == []


def test_both_records_are_opened(empty_window: Window, tmp_path: Path) -> None:
    window = empty_window
    office = window.office
    office.importing.apply(office.importing.read(fill(office, tmp_path / "名单.xlsx")))
    window.go("importing", tab=DOUBLES)
    page = page_of(window)
    window.wait(lambda: len(page.doubles.table.lines) == 1)
    page.doubles.open_other.click()
    window.wait(lambda: window.frame.page("household").isVisible())


def test_an_office_without_doubles_says_what_was_looked_at(empty_window: Window) -> None:
    empty_window.go("importing", tab=DOUBLES)
    page = page_of(empty_window)
    empty_window.wait(lambda: page.doubles.words.text().startswith("没有疑似重复的人"))
    assert not page.doubles.row.isVisible()


def test_two_records_of_one_person_in_two_households_are_merged_from_the_list(
    empty_window: Window, tmp_path: Path
) -> None:
    window = empty_window
    office = window.office
    number = id_of("19800101", 1)
    rows = [
        a_row("650000000001", 姓名="王强", 证件号码=number),
        a_row("650000000002", 姓名="王强", 证件号码=number),
    ]
    office.importing.apply(office.importing.read(an_export(tmp_path / "名单.xlsx", rows)))
    window.go("importing", tab=DOUBLES)
    page = page_of(window)
    window.wait(lambda: len(page.doubles.table.lines) == 1)
    page.doubles.join()
    pane = window.frame.page("household").beside.pane  # type: ignore[attr-defined]
    pane.show_outlook()
    assert "同一人合成一条：王强" in pane.said.text()
    window.key("Ctrl+S")
    assert "同一人合成一条" in window.said
    gone = office.households.open(office.households.by_number("650000000002")).household
    assert gone.end_reason is not None
    assert gone.end_reason.label == "并户"
