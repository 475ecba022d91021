"""A .fupin file that is opened says what it is, and what can be done with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clerk import Window, dialog_of, said
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.app import Program
from fupin_desktop.domain.village import Village
from fupin_desktop.services.office import Office
from fupin_desktop.ui.locking import AskPassword
from fupin_desktop.ui.packages import PackageDialog

PASSWORD = "星星之火2026"

pytestmark = pytest.mark.usefixtures("quick_lock")


def names(office: Office) -> list[str]:
    return [each.name for each in office.settings.villages()]


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
