"""Locked backups in the window: a password typed twice, asked for again, never kept; a .fupin file that is opened."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from clerk import Window
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.app import Program
from fupin_desktop.domain.village import Village
from fupin_desktop.services.office import Office
from fupin_desktop.services.safety import is_locked, look_into
from fupin_desktop.ui.history.backups import BackupsPart
from fupin_desktop.ui.locking import AskPassword, NewPassword
from fupin_desktop.ui.packages import Package, PackageDialog
from fupin_desktop.ui.pages.history import HistoryPage

PASSWORD = "星星之火2026"

pytestmark = pytest.mark.usefixtures("quick_lock")


T = TypeVar("T", bound=QWidget)


def stands(kind: type[QWidget]) -> bool:
    """Whether a dialog of a kind is open, with the keyboard in it."""
    return isinstance(QApplication.activeWindow(), kind)


def dialog_of(kind: type[T], qtbot: QtBot) -> T:
    """The dialog of a kind, as soon as it stands."""
    qtbot.waitUntil(lambda: stands(kind), timeout=8000)
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def backups(window: Window) -> BackupsPart:
    window.go("history", tab="backups")
    page = window.frame.page("history")
    assert isinstance(page, HistoryPage)
    window.settle()
    return page.backups


def names(office: Office) -> list[str]:
    return [each.name for each in office.settings.villages()]


def test_a_backup_to_a_stick_asks_for_a_password_twice(empty_window: Window, tmp_path: Path) -> None:
    part, file = backups(empty_window), tmp_path / "U盘" / "备份.fupin"
    part.back_up_locked(file)
    dialog = dialog_of(NewPassword, empty_window.qtbot)
    assert "带出本机的备份要加密" in said(dialog)
    assert "忘了密码，谁也打不开这个备份" in said(dialog)
    empty_window.type("abc123")
    empty_window.key("Enter")
    assert "！ 密码至少8个字符，现在是6个，请再加长" in said(dialog)
    dialog.lines[0].setText(PASSWORD)
    empty_window.key("Enter")  # to the second line
    empty_window.type("abc")
    empty_window.key("Enter")
    assert "！ 两次输入的密码不一样，请再输一次；可以按“显示”对照" in said(dialog)
    dialog.lines[1].setText(PASSWORD)
    empty_window.key("Enter")
    empty_window.wait(lambda: part.told.text() == f"✓ 已备份（已加密，恢复时要输入密码）：{file}")
    assert is_locked(file)
    assert look_into(file, PASSWORD).why == "手动"


def test_esc_makes_no_backup(empty_window: Window, tmp_path: Path) -> None:
    backups(empty_window).back_up_locked(tmp_path / "备份.fupin")
    dialog_of(NewPassword, empty_window.qtbot)
    empty_window.key("Esc")
    empty_window.wait(lambda: not stands(NewPassword))
    empty_window.settle()
    assert not (tmp_path / "备份.fupin").exists()


def test_a_backup_into_the_offices_own_folder_asks_nothing(empty_window: Window) -> None:
    part = backups(empty_window)
    part.back_up_locked(empty_window.office.folder / "backups" / "自己的.fupin")
    assert not stands(NewPassword)
    empty_window.wait(lambda: part.told.text().startswith("✓ 已备份："))
    assert not is_locked(empty_window.office.folder / "backups" / "自己的.fupin")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("1111111111", "还不能用"), ("13900000001", "弱：全是数字"), ("abcd5678", "弱：再加长一些"), ("星星之火可以燎原", "强")],
)  # fmt: skip
def test_how_good_a_password_is_stands_below_it(
    qtbot: QtBot, dressed: QApplication, typed: str, words: str
) -> None:
    dialog = NewPassword(Path("备份.fupin"), None)
    qtbot.addWidget(dialog)
    dialog.lines[0].setText(typed)
    assert words in dialog.strength.text()


def test_caps_lock_is_pointed_out_and_dots_can_be_read(qtbot: QtBot, dressed: QApplication) -> None:
    dialog = NewPassword(Path("备份.fupin"), None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.lines[0], "a")
    assert dialog.caps.isHidden()
    qtbot.keyClick(dialog.lines[0], "A")  # without Shift
    assert dialog.caps.text() == "◷ 大写锁定（Caps Lock）开着"
    assert not dialog.caps.isHidden()
    assert dialog.lines[0].displayText() != "aA"
    dialog.eye.click()
    assert [each.echoMode() for each in dialog.lines] == [each.EchoMode.Normal for each in dialog.lines]
    assert dialog.lines[0].displayText() == "aA"


def test_restoring_a_locked_backup_asks_until_the_password_is_right(
    empty_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = empty_window.office.safety.backup(tmp_path / "U盘" / "备份.fupin", password=PASSWORD)
    asked: list[str] = []
    wanted: list[Package] = []

    def agree(_: QWidget, package: Package) -> bool:
        asked.append(package.words)
        return True

    monkeypatch.setattr("fupin_desktop.ui.history.backups.confirm", agree)
    empty_window.desk.restore_wanted.connect(wanted.append)
    backups(empty_window).ask_restore(file)
    dialog = dialog_of(AskPassword, empty_window.qtbot)
    empty_window.key("Enter")
    assert "！ 请输入密码" in said(dialog)
    for _ in range(3):
        dialog.lines[0].setText("不是这个密码")
        empty_window.key("Enter")
        empty_window.wait(lambda: "！ 密码不对，打不开“备份.fupin”，请重新输入" in said(dialog))
        assert dialog.isVisible()
    dialog.lines[0].setText(PASSWORD)
    empty_window.key("Enter")
    empty_window.wait(lambda: bool(wanted))
    assert (wanted[0].file, wanted[0].password) == (file, PASSWORD)
    assert asked[0].endswith("的备份（0户0人）")
    assert PASSWORD not in repr(wanted) + caplog.text
    assert not [
        each for each in settings.settings_file().parent.glob("*") if PASSWORD.encode() in each.read_bytes()
    ]


def test_a_damaged_backup_says_so_before_anybody_is_asked(empty_window: Window, tmp_path: Path) -> None:
    part = backups(empty_window)
    file = empty_window.office.safety.backup(tmp_path / "备份.fupin", password=PASSWORD)
    file.write_bytes(b"PK" + file.read_bytes()[:200])
    part.ask_restore(file)
    empty_window.wait(lambda: "“备份.fupin”已损坏或不是本程序的备份文件，请换一个备份" in part.told.text())
    assert not stands(AskPassword)


def test_a_locked_backup_in_the_list_says_that_it_asks(empty_window: Window) -> None:
    office = empty_window.office
    office.safety.backup(office.folder / "backups" / "拷来的.fupin", password=PASSWORD)
    part = backups(empty_window)
    empty_window.wait(lambda: bool(part.table.lines))
    row = [part.table.data(part.table.index(0, place)) for place in range(6)]
    assert row == ["", "", "", "", "拷来的.fupin", "有密码，恢复时输入"]


# a .fupin file that is opened


@pytest.fixture
def package(_empty_folder: Path, tmp_path: Path, quick_lock: None) -> Path:
    """A locked backup of an office of three villages."""
    shutil.copytree(_empty_folder, tmp_path / "别的")
    office = Office.open(tmp_path / "别的", by="王晓梅")
    office.settings.save_village(Village(name="太阳村", county="星海县", township="星星镇", place=9))
    office.safety.backup(tmp_path / "U盘" / "星星镇.fupin", password=PASSWORD)
    office.close()
    return tmp_path / "U盘" / "星星镇.fupin"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this PC's office lies; there is none yet."""
    monkeypatch.setenv("FUPIN_OFFICE", str(tmp_path / "office"))
    settings.change(worker="李经办", tour="seen")
    return tmp_path / "office"


@pytest.fixture
def present(_empty_folder: Path, folder: Path) -> Path:
    """Where this PC's office of two villages lies."""
    return Path(shutil.copytree(_empty_folder, folder))


@pytest.fixture
def program(folder: Path, package: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Program]:
    made = Program(dressed, str(package))
    yield made
    for each in QApplication.topLevelWidgets():
        if isinstance(each, PackageDialog):
            each.close()
    if made.start:
        made.start.close()
    if made.frame:
        made.frame.close()
        made.frame.deleteLater()
    made.end()


def say_password(qtbot: QtBot) -> PackageDialog:
    asking = dialog_of(AskPassword, qtbot)
    asking.lines[0].setText(PASSWORD)
    asking.go.click()
    return dialog_of(PackageDialog, qtbot)


def take(dialog: PackageDialog, title: str) -> None:
    next(each for each in dialog.choices if title in each.title).click()


def opened(program: Program, qtbot: QtBot) -> Office:
    """The office that was made of the file: its window stands, or asks who works in it."""
    before = program.frame

    def found() -> Office | None:
        if program.frame is not before:
            return program.desk.office
        return program.start.office if program.start else None

    qtbot.waitUntil(lambda: found() is not None, timeout=8000)
    office = found()
    assert office
    return office


def test_on_a_pc_without_an_office_the_file_becomes_its_office(
    program: Program, folder: Path, qtbot: QtBot
) -> None:
    program.begin()
    dialog = say_password(qtbot)
    assert [each.title for each in dialog.choices] == [
        "1　恢复到这台电脑",
        "2　另存为一个新办公室…",
        "3　关闭",
    ]
    assert "0户0人" in said(dialog)
    assert "有密码，已打开" in said(dialog)
    assert not (folder / "office.db").exists()
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    office = opened(program, qtbot)
    assert office.folder == folder
    assert "太阳村" in names(office)


def test_a_locked_backup_is_restored_from_the_first_page_too(
    program: Program, package: Path, folder: Path, qtbot: QtBot
) -> None:
    program.package = ""
    program.begin()
    assert program.start
    program.start.restore_from(package)
    asking = dialog_of(AskPassword, qtbot)
    asking.lines[0].setText("不是这个密码")
    asking.go.click()
    qtbot.waitUntil(lambda: "！ 密码不对，打不开“星星镇.fupin”" in said(asking))
    asking.lines[0].setText(PASSWORD)
    asking.go.click()
    office = opened(program, qtbot)
    assert office.folder == folder
    assert "太阳村" in names(office)


def test_in_an_office_the_file_takes_its_place_after_a_question(
    program: Program, present: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.ui.packages.confirm", lambda *_: True)
    program.begin()
    old = program.frame
    assert old
    dialog = say_password(qtbot)
    assert dialog.choices[0].title == "1　换掉现在的办公室（星星镇）"
    assert dialog.choices[-1].hasFocus()
    take(dialog, "换掉现在的办公室")
    qtbot.waitUntil(lambda: program.frame is not old, timeout=8000)
    assert "太阳村" in names(program.desk.office)
    assert [each.name for each in (present / "backups").glob("恢复前_*.fupin")]


def test_where_two_work_the_file_waits_until_it_is_said_who_works(
    program: Program, present: Path, qtbot: QtBot
) -> None:
    office = Office.open(present)
    office.settings.save(replace(office.settings.facts(), people=("李经办", "王晓梅")))
    office.close()
    program.begin()
    assert program.frame is None
    assert program.start
    program.start.begin("王晓梅")
    assert program.desk.office.by == "王晓梅"
    assert say_password(qtbot).choices[0].title == "1　换掉现在的办公室（星星镇）"


def test_the_file_becomes_an_office_of_its_own_beside_the_one_that_is_open(
    program: Program, present: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "新"))
    program.begin()
    take(say_password(qtbot), "另存为一个新办公室")
    office = opened(program, qtbot)
    assert office.folder == tmp_path / "新"
    assert "太阳村" in names(office)
    kept = Office.open(present)
    assert names(kept) == ["水村", "月亮村"]
    kept.close()


def test_a_folder_that_has_an_office_is_not_written_over(
    program: Program, present: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(present))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    program.begin()
    take(say_password(qtbot), "另存为一个新办公室")
    assert told == [f"“{present}”里已经有一个办公室，请打开它，或换一个文件夹"]


def test_while_another_window_works_the_file_is_shown_and_cannot_replace(
    program: Program, present: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fupin_desktop.domain.errors import Trouble
    from fupin_desktop.services.safety import OfficeLock

    def taken(self: OfficeLock) -> OfficeLock:
        raise Trouble("这个办公室已经在另一个窗口打开，请切换到那个窗口")

    monkeypatch.setattr(OfficeLock, "acquire", taken)
    program.begin()
    dialog = say_password(qtbot)
    assert [each.title for each in dialog.choices] == ["1　另存为一个新办公室…", "2　关闭"]
    assert "正在使用的请到那个窗口的“历史→备份与检查”里恢复" in said(dialog)


def test_a_foreign_file_says_what_is_wrong_and_can_only_be_closed(
    program: Program, package: Path, qtbot: QtBot
) -> None:
    package.write_bytes(b"nothing")
    program.begin()
    dialog = dialog_of(PackageDialog, qtbot)
    assert "！ “星星镇.fupin”已损坏或不是本程序的备份文件，请换一个备份" in said(dialog)
    assert [each.title for each in dialog.choices] == ["1　关闭"]


def test_a_file_dropped_on_the_window_is_opened_and_not_imported(
    empty_window: Window, tmp_path: Path
) -> None:
    wanted: list[Path] = []
    empty_window.desk.package_wanted.connect(wanted.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "备份.FUPIN"))])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    empty_window.frame.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *keys))
    empty_window.frame.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *keys))
    assert wanted == [tmp_path / "备份.FUPIN"]
