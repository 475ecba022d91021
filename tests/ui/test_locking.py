"""Locked backups in the window: a password typed twice, asked for again, never kept."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from clerk import Window, dialog_of, said, stands
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.services.safety import is_locked, look_into
from fupin_desktop.ui.history.backups import BackupsPart
from fupin_desktop.ui.locking import AskPassword, NewPassword
from fupin_desktop.ui.packages import Package
from fupin_desktop.ui.pages.history import HistoryPage

PASSWORD = "星星之火2026"

pytestmark = pytest.mark.usefixtures("quick_lock")


def backups(window: Window) -> BackupsPart:
    window.go("history", tab="backups")
    page = window.frame.page("history")
    assert isinstance(page, HistoryPage)
    window.settle()
    return page.backups


def test_a_backup_to_a_stick_asks_for_a_password_twice(empty_window: Window, tmp_path: Path) -> None:
    part, file = backups(empty_window), tmp_path / "U盘" / "备份.fupin"
    part.back_up_locked(file)
    dialog = dialog_of(NewPassword, empty_window.qtbot)
    assert "带出本机的备份要加密" in said(dialog)
    assert "忘了密码，谁也打不开这个备份" in said(dialog)
    empty_window.type("abc123")
    empty_window.key("Enter")
    assert "！ 密码至少8个字符，现在是6个，请再加长" in said(dialog)
    dialog.lines[0].setText(f"{PASSWORD} ")
    empty_window.key("Enter")
    assert "！ 密码的开头或结尾有空格，看不出来，以后容易输错，请去掉" in said(dialog)
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
