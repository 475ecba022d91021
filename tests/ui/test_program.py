"""Starting the program on an office: straight to work, who is asked, and a second start."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.app import Program, office_folder
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.beginning.making import build
from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.safety import OfficeLock
from fupin_desktop.ui.demo_chip import DemoChip
from fupin_desktop.ui.start.welcome import TroublePage, WelcomePage


@pytest.fixture
def folder(_empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(_empty_folder, tmp_path / "office")
    monkeypatch.setenv("FUPIN_OFFICE", str(tmp_path / "office"))
    monkeypatch.setenv("FUPIN_CONFIG", str(tmp_path / "config"))
    return tmp_path / "office"


@pytest.fixture
def program(folder: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Program]:
    settings.change(worker="李经办")
    made = Program(dressed)
    yield made
    if made.frame:
        made.frame.close()
    made.end()


def test_who_worked_last_goes_straight_to_work(program: Program, qtbot: QtBot) -> None:
    program.begin()
    assert program.frame is not None
    assert program.frame.windowTitle() == "星星镇扶贫工作台 ─ 经办人：李经办"
    qtbot.waitUntil(lambda: bool(list((program.folder / "backups").glob("*.fupin"))), timeout=10_000)


def test_the_window_is_remembered_for_the_next_start(program: Program) -> None:
    program.begin()
    program.end()
    kept = settings.load()
    assert kept.worker == "李经办"
    assert kept.office == str(program.folder)
    assert kept.window_geometry


def test_a_second_start_on_the_same_office_is_refused_in_words(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(self: OfficeLock) -> OfficeLock:
        raise Trouble("这个办公室正在另一个窗口中使用，请先关闭那个窗口")

    monkeypatch.setattr(OfficeLock, "acquire", taken)
    program.begin()
    assert program.frame is None
    assert "另一个窗口" in trouble_said(program)
    monkeypatch.undo()
    program.start.page.choices[0].click()
    assert program.frame is not None


def trouble_said(program: Program) -> str:
    """What the page says that is shown when an office cannot be opened."""
    assert program.start is not None
    assert isinstance(program.start.page, TroublePage)
    return program.start.page.note.text()


def test_a_pc_without_an_office_sees_the_first_page(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.folder = tmp_path / "nothing"
    program.begin()
    assert program.frame is None
    assert program.start is not None
    program.start.jobs.close()
    program.start.close()


def test_an_office_that_is_away_is_said_and_not_replaced_by_an_empty_one(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FUPIN_OFFICE")
    shutil.copytree(tmp_path / "office", tmp_path / "旧的")
    used = "\n".join(str(tmp_path / each) for each in ("U盘", "旧的", "删掉的"))
    settings.change(office=str(tmp_path / "U盘"), lists={"offices": used})
    away = Program(program.app)
    away.begin()
    assert "那里找不到办公室了" in trouble_said(away)
    assert str(tmp_path / "U盘") in away.start.page.words.text()
    assert [
        each.toolTip() for each in away.start.page.findChildren(QPushButton) if "打开 " in each.text()
    ] == [str(tmp_path / "旧的")]
    (tmp_path / "office").rename(tmp_path / "U盘")
    QTest.keyClick(away.start.page, Qt.Key.Key_1)
    assert away.frame is not None
    assert away.folder == tmp_path / "U盘"
    away.frame.close()
    away.end()


def test_a_damaged_office_is_said_on_a_page_with_ways_on(program: Program, folder: Path) -> None:
    (folder / "office.db").write_bytes(b"no database" * 1000)
    program.begin()
    assert "不是本程序的数据库" in trouble_said(program)
    assert not program.locks
    program.start.close()


def test_an_office_of_a_newer_program_is_said_on_a_page_with_ways_on(program: Program, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "office.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    program.begin()
    assert "由更新版本的程序建立" in trouble_said(program)
    program.start.close()


def test_from_the_demo_to_an_office_of_ones_own_and_back(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tmp_path / "usual"
    monkeypatch.delenv("FUPIN_OFFICE")
    monkeypatch.setattr("fupin_desktop.places.office", lambda: usual)
    settings.change(worker="")
    build(usual / "演示乡镇", lambda office: fill_demo(office, households=12) and None)
    trying = Program(program.app)
    trying.folder = usual / "演示乡镇"
    trying.begin()
    demo = trying.frame
    assert demo is not None
    assert demo.windowTitle() == "星星镇扶贫工作台（演示数据） ─ 经办人：李经办"
    assert settings.load().worker == ""
    chip = demo.findChild(DemoChip)
    chip.click()
    first = trying.start
    assert isinstance(first.page, WelcomePage)
    assert first.page.place.ground.folder == usual
    assert first.page.choices[1].hasFocus() or first.page.first == 1
    page = first.ask_facts()
    for name, text in {"county": "甲县", "township": "甲镇", "phone": "1", "by": "王晓梅"}.items():
        page.form.editors[name].put_text(text)
    page.form.changed.emit()
    page.villages.setPlainText("水村")
    page.finish()
    qtbot.waitUntil(lambda: trying.frame is not demo, timeout=10_000)
    assert trying.desk.office.folder == usual
    assert trying.frame.windowTitle() == "甲镇扶贫工作台 ─ 经办人：王晓梅"
    assert trying.frame.findChild(DemoChip).isHidden()
    assert list(trying.locks) == [usual]
    assert settings.load().office == str(usual)
    trying.frame.change_office()
    assert trying.start.page.choices[0].title == "1　演示乡镇"
    trying.start.page.choices[0].click()
    assert trying.desk.office.folder == usual / "演示乡镇"
    assert settings.load().worker == "王晓梅"
    trying.frame.close()
    trying.end()


def test_who_looks_for_another_office_and_thinks_better_of_it_goes_on(program: Program, qtbot: QtBot) -> None:
    program.begin()
    qtbot.waitUntil(lambda: not program.frame.status.busy)
    program.frame.change_office()
    program.start.open_folder(program.folder)
    assert not program.start.isVisible()
    program.frame.change_office()
    QTest.keyClick(program.start.page, Qt.Key.Key_Escape)
    assert not program.start.isVisible()
    assert list(program.locks) == [program.folder]
    assert program.desk.office.settings.facts().township == "星星镇"


def test_no_other_office_while_something_runs(program: Program) -> None:
    program.begin()
    program.desk.run("列出名单", lambda _: None)
    program.frame.change_office()
    assert program.start is None
    assert "后台还有事没做完" in program.frame.status.message.text()


def test_the_environment_says_the_office(folder: Path) -> None:
    assert office_folder("") == folder
