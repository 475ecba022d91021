"""What was done is read and taken back; backups are made, checked and put back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.app import Program
from fupin_desktop.domain.lists import Search
from fupin_desktop.services.office import Office
from fupin_desktop.ui.packages import Package
from fupin_desktop.ui.pages.history import HistoryPage


def correct_phone(office: Office, phone: str, place: int = 0) -> str:
    """Correct the phone of a household; gives its number."""
    id = office.households.ids(Search(registered=True))[place]
    household = office.households.open(id).household
    office.households.save(dataclasses.replace(household, phone=phone), evidence="入户核实")
    return household.number


def history(window: Window, **state: object) -> HistoryPage:
    window.go("history", **state)
    page = window.frame.page("history")
    assert isinstance(page, HistoryPage)
    window.wait(lambda: window.desk.jobs is not None)
    return page


def phone(office: Office, number: str) -> str:
    return office.households.open(office.households.by_number(number)).household.phone


def test_an_act_is_read_field_by_field_and_taken_back(window: Window) -> None:
    number = correct_phone(window.office, "13900000001")
    page = history(window)
    window.wait(lambda: len(page.acts.lines.lines) > 0)
    line = page.acts.lines.lines[0]
    assert (line.label, line.after) == ("户联系电话", "13900000001")
    page.acts.undo_button.click()
    window.wait_said("已撤销：")
    assert phone(window.office, number) == line.before
    window.wait(lambda: page.acts.acts.lines[0].is_undo)
    page.acts.acts_view.go_to_row(0)
    assert page.acts.undo_button.text() == "恢复撤销的操作"
    page.acts.undo_button.click()
    window.wait_said("已恢复：")
    assert phone(window.office, number) == "13900000001"


def test_an_undo_that_is_refused_says_why_beside_the_act(window: Window) -> None:
    number = correct_phone(window.office, "13900000001")
    correct_phone(window.office, "13900000002")
    page = history(window)
    page.acts.acts_view.go_to_row(1)
    page.acts.undo_button.click()
    window.wait(lambda: page.acts.refused.text().startswith("！"))
    assert phone(window.office, number) == "13900000002"


def test_acts_are_found_by_words_and_by_household(window: Window) -> None:
    number = correct_phone(window.office, "13900000001")
    correct_phone(window.office, "13900000002", 1)
    page = history(window)
    page.acts.search.setText("没有这样的")
    page.acts.narrow()
    assert page.acts.who.text() == "没有找到这样的操作"
    page.acts.search.setText(number)
    page.acts.narrow()
    chip = page.acts.chips.itemAt(0).widget()
    assert isinstance(chip, QPushButton)
    assert chip.text().startswith("只看 ")
    chip.click()
    assert page.acts.household == number
    assert [each.rows for each in page.acts.acts.lines if "演示" not in each.label] != []
    assert len(page.acts.acts.lines) < len(window.office.history.acts())


def test_a_new_office_says_that_steps_are_kept(empty_window: Window) -> None:
    page = history(empty_window)
    page.acts._acts = []
    page.acts.narrow()
    assert page.acts.who.text().startswith("还没有操作")


def test_a_backup_is_made_listed_and_checked(window: Window) -> None:
    page = history(window, tab="backups")
    page.back_up()
    window.wait(lambda: page.backups.told.text().startswith("✓ 已备份："))
    window.wait(lambda: len(page.backups.table.lines) == 1)
    made = page.backups.table.lines[0]
    assert made.path.suffix == ".fupin"
    page.verify()
    window.wait(lambda: "检查完毕" in page.backups.told.text())
    assert page.backups.told.text() == "✓ 检查完毕，数据库和照片都完好"


def test_a_damaged_backup_says_so_and_is_not_offered(window: Window) -> None:
    page = history(window, tab="backups")
    page.back_up()
    window.wait(lambda: len(page.backups.table.lines) == 1)
    page.backups.table.lines[0].path.write_bytes(b"PK broken")
    page.backups.load()
    window.wait(lambda: bool(page.backups.table.lines[0].trouble))
    page.backups._restore_chosen()
    assert page.backups.told.text() == f"！ {page.backups.table.lines[0].trouble}"


@pytest.mark.parametrize(("answer", "asked"), [("恢复备份", 1), ("不恢复", 0)])
def test_restoring_asks_first(
    window: Window, monkeypatch: pytest.MonkeyPatch, answer: str, asked: int
) -> None:
    page = history(window, tab="backups")
    wanted: list[Package] = []
    boxes: list[str] = []
    window.desk.restore_wanted.connect(wanted.append)

    def click(box: QMessageBox) -> int:
        boxes.append(box.text())
        next(each for each in box.buttons() if each.text() == answer).click()
        assert "这一步不能用“撤销”收回" in box.informativeText()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", click)
    file = window.office.safety.backup()
    page.backups.ask_restore(file)
    window.wait(lambda: bool(boxes))
    assert [each.file for each in wanted] == [file] * asked


@pytest.fixture
def program(demo_office: Office, dressed: QApplication) -> Iterator[Program]:
    """The whole program on the demo township."""
    made = Program(dressed)
    made.folder = demo_office.folder
    made.work(demo_office)
    yield made
    assert made.frame
    made.frame.close()
    made.frame.deleteLater()
    made.desk.office.close()


def test_a_restored_backup_opens_in_a_new_window(program: Program, qtbot: QtBot) -> None:
    office = program.desk.office
    file = office.safety.backup()
    number = correct_phone(office, "13900000001")
    old = program.frame
    program.desk.restore_wanted.emit(file)
    qtbot.waitUntil(lambda: program.frame is not old, timeout=8000)
    assert phone(program.desk.office, number) != "13900000001", (
        program.frame and program.frame.status.message.text()
    )
    assert program.frame is not None
    qtbot.waitUntil(
        lambda: "已恢复备份；恢复前的数据另存为" in program.frame.status.message.text(), timeout=5000
    )


def test_a_file_that_is_no_backup_is_refused_and_the_office_stays(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    number = correct_phone(program.desk.office, "13900000001")
    broken = tmp_path / "坏.fupin"
    broken.write_bytes(b"nothing")
    old = program.frame
    program.desk.restore_wanted.emit(broken)
    qtbot.waitUntil(lambda: program.frame is not old, timeout=8000)
    assert phone(program.desk.office, number) == "13900000001"
    assert program.frame is not None
    qtbot.waitUntil(lambda: "坏.fupin" in program.frame.status.message.text(), timeout=5000)
