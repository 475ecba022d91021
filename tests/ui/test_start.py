"""The first pages: three ways into an office, offices that are there, and what is said when one cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from newcomer import endless, facts, press, small_demo, write
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.office import Office
from fupin_desktop.ui.start.facts import FactsPage
from fupin_desktop.ui.start.page import Choice
from fupin_desktop.ui.start.welcome import TroublePage, WelcomePage
from fupin_desktop.ui.start.window import StartWindow
from fupin_desktop.ui.start.worker import WorkerPage
from fupin_desktop.ui.start.working import WorkingPage
from fupin_desktop.ui.theme import theme

# 欢迎


def test_the_first_page_offers_three_ways_and_makes_nothing(start: StartWindow) -> None:
    start.welcome()
    assert isinstance(start.page, WelcomePage)
    assert [each.title for each in start.page.choices] == [
        "1　演示乡镇",
        "2　新建办公室",
        "3　导入国扶导出表",
    ]
    links = [each.text() for each in start.page.findChildren(QPushButton) if not isinstance(each, Choice)]
    assert links[:2] == ["打开已有的办公室…", "恢复备份（.fupin）…"]
    assert not start.folder.exists()


def test_arrows_go_from_way_to_way_and_enter_takes_one(start: StartWindow) -> None:
    start.welcome()
    press("Down")
    assert QApplication.focusWidget() is start.page.choices[1]  # type: ignore[attr-defined]
    press("Return")
    assert isinstance(start.page, FactsPage)
    press("Esc")
    assert isinstance(start.page, WelcomePage)
    press("2")
    assert isinstance(start.page, FactsPage)


def test_the_demo_is_one_press_and_lies_apart(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", small_demo)
    start.welcome()
    with qtbot.waitSignal(start.ready, timeout=30_000) as said:
        press("Return")
    office = said.args[0]
    assert office.folder == start._usual / "演示乡镇"
    assert office.by == "李经办"
    assert office.settings.facts().unit == "星星镇乡村振兴办公室"  # in the words of the year
    assert not (start._usual / "office.db").exists()
    assert start.fresh
    again = StartWindow(start._usual, start._open_office)
    qtbot.addWidget(again)
    again.welcome()
    assert "接着看上次的演示" in again.page.choices[0].accessibleDescription()  # type: ignore[attr-defined]
    with qtbot.waitSignal(again.ready):
        again.fill_demo()
    assert not again.fresh
    assert again.office
    again.office.close()


def test_a_demo_that_is_stopped_leaves_nothing(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", endless)
    start.welcome()
    press("Return")
    assert isinstance(start.page, WorkingPage)
    press("Esc")
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage), timeout=10_000)
    assert start.page.note.text() == "◷ 已停止，没有留下任何文件"
    assert not start.folder.exists()


def test_a_window_that_is_closed_while_the_demo_is_made_leaves_nothing(
    start: StartWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", endless)
    start.welcome()
    press("Return")
    start.close()
    assert not start.folder.exists()


def test_a_full_disk_in_the_middle_of_the_demo_leaves_no_office(
    start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(office: Office, **_: object) -> None:
        (office.folder / "files" / "ab").mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", full)
    start.welcome()
    press("Return")
    qtbot.waitUntil(lambda: isinstance(start.page, WelcomePage), timeout=10_000)
    said = start.page.note.text()
    assert said.endswith("里不能建办公室（磁盘已满），没有留下任何文件；请清理磁盘空间，或换一个文件夹")
    assert not start.folder.exists()


# offices that are there


def test_a_backup_is_restored_into_the_place_of_the_office(
    start: StartWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = office.safety.backup(tmp_path / "备份.fupin")
    start.welcome()
    start.take_files([file])
    qtbot.waitUntil(lambda: isinstance(start.page, WorkerPage), timeout=10_000)
    with qtbot.waitSignal(start.ready) as said:
        start.begin("王晓梅")
    assert said.args[0].settings.facts().unit == "星星镇扶贫开发办公室"
    assert said.args[0].folder == start.folder


def test_a_damaged_backup_leaves_nothing(start: StartWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "坏.fupin").write_bytes(b"PK\x03\x04")
    start.welcome()
    start.restore_from(tmp_path / "坏.fupin")
    qtbot.waitUntil(
        lambda: isinstance(start.page, WelcomePage) and start.page.note.text() != "", timeout=10_000
    )
    assert "坏.fupin" in start.page.note.text()
    assert not start.folder.exists()


def test_a_backup_is_not_restored_over_an_office_that_was_chosen_as_its_place(
    start: StartWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = office.safety.backup(tmp_path / "备份.fupin")
    start.welcome()
    start.page.place.choose(office.folder)  # type: ignore[attr-defined]
    start.restore_from(file)
    qtbot.waitUntil(lambda: start.page.note.text() != "", timeout=10_000)
    assert start.page.note.text() == (
        f"！ “{office.folder}”里已经有一个办公室，没有改动；请换一个文件夹，或打开它，在“历史”里恢复"
    )


def test_who_works_is_chosen_or_typed(start: StartWindow, office: Office, qtbot: QtBot) -> None:
    start.go_on(office)
    page = start.page
    assert isinstance(page, WorkerPage)
    assert page.other.hasFocus()
    press("Return")
    assert page.note.text() == "！ 请填写经办人姓名"
    write("张新人")
    with qtbot.waitSignal(start.ready):
        press("Return")
    assert office.by == "张新人"
    assert "张新人" in office.settings.facts().people
    start.office = None


def test_an_office_without_facts_is_asked_for_them(start: StartWindow, tmp_path: Path, qtbot: QtBot) -> None:
    start.go_on(Office.open(tmp_path / "空", create=True))
    page = facts(start)
    assert page.place is None
    for name, text in {
        "county": "甲县",
        "township": "甲镇",
        "unit": "甲办",
        "phone": "1",
        "by": "王晓梅",
    }.items():
        page.form.editors[name].put_text(text)
    page.villages.setPlainText("水村")
    with qtbot.waitSignal(start.ready) as said:
        page.finish()
    assert said.args[0].settings.facts().unit == "甲办"


def test_a_folder_that_cannot_be_opened_is_said_on_the_page_it_was_chosen_on(start: StartWindow) -> None:
    start.welcome()
    start.open_folder(start.folder)
    assert start.page.note.text() == (
        f"！ “{start.folder}”里还没有办公室数据（没有 office.db），请选办公室所在的文件夹"
    )


# 办公室打不开


def test_an_office_that_cannot_be_opened_offers_the_ways_on(
    start: StartWindow, office: Office, qtbot: QtBot
) -> None:
    start.folder = office.folder
    away = office.folder.with_name("拔掉的U盘")
    office.close()
    office.folder.rename(away)
    start.trouble("那里找不到办公室了")
    assert isinstance(start.page, TroublePage)
    assert start.page.note.text() == "！ 那里找不到办公室了"
    assert [each.title[2:] for each in start.page.choices] == [
        "重试",
        "打开已有的办公室…",
        "恢复备份…",
        "到欢迎页",
    ]
    press("Return")
    assert "还没有办公室数据" in start.page.note.text()
    away.rename(office.folder)
    press("Return")
    assert isinstance(start.page, WorkerPage)


def test_a_damaged_office_is_replaced_by_a_backup_and_kept(
    start: StartWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = office.safety.backup(tmp_path / "备份.fupin")
    office.close()
    database = office.folder / "office.db"
    database.write_bytes(b"damaged" * 1000)
    for tail in ("-wal", "-shm"):
        database.with_name(f"office.db{tail}").unlink(missing_ok=True)
    start.folder = office.folder
    start.trouble("数据库文件已损坏")
    start.restore_from(file)
    qtbot.waitUntil(lambda: isinstance(start.page, WorkerPage), timeout=10_000)
    assert list((office.folder / "backups").glob("恢复前_损坏*.fupin"))


def test_a_second_window_on_the_office_is_refused_in_words(start: StartWindow, office: Office) -> None:
    def locked(folder: Path, create: bool) -> Office:
        raise Trouble("这个办公室已经在另一个窗口打开，请切换到那个窗口")

    start._open_office = locked
    start.trouble("这个办公室已经在另一个窗口打开，请切换到那个窗口")
    press("Return")
    assert start.page.note.text() == "！ 这个办公室已经在另一个窗口打开，请切换到那个窗口"


@pytest.mark.parametrize("size", [10.0, 16.0])
def test_nothing_is_cut_at_the_smallest_screen(
    start: StartWindow, qtbot: QtBot, dressed: QApplication, size: float
) -> None:
    theme.dress(dressed, size)
    start.resize(1028, 577)
    start.welcome()
    qtbot.wait(1)
    for each in start.page.choices:  # type: ignore[attr-defined]
        assert each.width() <= start.page.area.viewport().width()
        assert each.height() >= each.heightForWidth(each.width())
    theme.dress(dressed, 10.0)
