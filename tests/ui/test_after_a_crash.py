"""The window tells quietly how the last run ended and that the clock is wrong; a step that breaks is said and noted."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop import crash, places, settings
from fupin_desktop.app import Program
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.selfcheck import surroundings
from fupin_desktop.ui import folders, mishaps
from fupin_desktop.ui.noting import NoteBar


def left_by_a_crash() -> None:
    places.logs().mkdir(parents=True, exist_ok=True)
    (places.logs() / crash.NAME.format(990001)).write_text("Fatal Python error: Aborted\n", encoding="utf-8")


def test_after_a_crash_the_log_is_offered_once(empty_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(folders, "open_place", opened.append)
    left_by_a_crash()
    empty_window.frame.tell_news()
    empty_window.wait(lambda: bool(empty_window.bars()))
    [bar] = empty_window.bars()
    assert bar.words.text().startswith("◷ 上次程序崩溃退出，20")
    assert "已保存的数据没有受影响" in bar.words.text()
    assert [each.text() for each in bar.offers] == ["打开日志", "不再提示"]
    bar.offers[0].click()
    assert [each.name[:3] for each in opened] == ["崩溃_"]
    assert empty_window.bars() == []
    empty_window.frame.tell_news()
    empty_window.desk.run_quietly(lambda _: None, lambda _: opened.clear(), "draw")
    empty_window.wait(lambda: not opened)
    assert empty_window.bars() == []


def test_after_a_good_end_nothing_is_offered(empty_window: Window) -> None:
    done: list[None] = []
    empty_window.frame.tell_news()
    empty_window.desk.run_quietly(lambda _: None, done.append, "draw")
    empty_window.wait(lambda: bool(done))
    assert empty_window.bars() == []


def test_a_clock_that_is_behind_the_office_is_said(
    empty_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        surroundings, "clock_behind", lambda now, newest: f"电脑时间不对{newest[:2]}" if newest else ""
    )
    monkeypatch.setattr(surroundings, "low_space", lambda folder: f"“{folder.name}”的磁盘快满了")
    empty_window.frame.tell_news()
    empty_window.wait(lambda: len(empty_window.bars()) == 2)
    said = {each.words.text() for each in empty_window.bars()}
    assert said == {"！ 电脑时间不对20", "！ “office”的磁盘快满了"}


def test_a_day_without_its_automatic_backup_is_told(
    empty_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise Trouble("磁盘已满，没有备份到“backups”")

    monkeypatch.setattr(empty_window.office.safety, "backup_at_start", full)
    empty_window.frame.back_up()
    empty_window.wait(lambda: bool(empty_window.bars()))
    assert empty_window.bars()[0].words.text() == ("！ 今天的自动备份没有做成：磁盘已满，没有备份到“backups”")


@pytest.mark.parametrize(
    ("now", "newest", "said"),
    [
        (datetime(2019, 1, 1, 8), "", "电脑时间是2019-01-01 08:00，比本程序发布的日子还早；"),
        (datetime(2026, 11, 20, 8), "2026-11-22T09:30:00",
         "电脑时间是2026-11-20 08:00，比办公室最近一次改动（2026-11-22 09:30）还早；"),
        (datetime(2026, 11, 22, 8), "2026-11-22T09:30:00", ""),  # within a day: another PC's clock
        (datetime(2026, 11, 22, 8), "", ""),
    ],
)  # fmt: skip
def test_a_wrong_clock_is_known_by_the_program_and_by_the_newest_act(
    now: datetime, newest: str, said: str
) -> None:
    found = surroundings.clock_behind(now, newest)
    assert found.startswith(said)
    assert bool(found) is bool(said)
    assert not said or found.endswith("请先把电脑的日期和时间调对")


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Iterator[list[str]]:
    """What message boxes said; nobody has to click them away."""
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: said.append(self.text()))
    mishaps._told.clear()
    yield said
    crash.end()


def complain_of(error: Exception) -> None:
    try:
        raise error
    except Exception as caught:
        mishaps.complain(type(caught), caught, caught.__traceback__)


def test_what_nobody_foresaw_is_said_once_and_noted_for_the_next_start(box: list[str]) -> None:
    crash.begin()
    for _ in range(3):
        complain_of(ValueError("列数不对"))
    crash.end()
    assert box == [mishaps.UNFORESEEN]
    [left] = crash.left_behind() or list(places.logs().glob("运行中_*"))
    assert "ValueError: 列数不对" in left.read_text(encoding="utf-8")


def test_a_trouble_that_nobody_caught_is_said_in_its_own_words_and_is_no_crash(box: list[str]) -> None:
    crash.begin()
    complain_of(Trouble("磁盘已满"))
    crash.end()
    assert box == ["磁盘已满"]
    assert crash.left_behind() == []


def test_a_missing_module_asks_for_a_new_installation(box: list[str]) -> None:
    complain_of(ModuleNotFoundError("No module named 'lxml'", name="lxml"))
    assert "缺少或损坏了lxml" in box[0]
    assert "请重新安装程序" in box[0]


def test_a_slot_that_breaks_and_a_fatal_word_of_qt_are_in_the_log_of_a_real_run(tmp_path: Path) -> None:
    """As a process: Qt ends it, faulthandler says where."""
    code = (
        "from fupin_desktop.ui import mishaps; from PySide6.QtCore import QTimer, qFatal;"
        "from PySide6.QtWidgets import QApplication, QMessageBox;"
        "QMessageBox.exec = lambda self: None; mishaps.attend(); app = QApplication(['p']);"
        "QTimer.singleShot(0, lambda: 1 / 0); QTimer.singleShot(20, lambda: qFatal('没有显卡')); app.exec()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
    [left] = crash.left_behind()
    text = left.read_text(encoding="utf-8")
    assert "ZeroDivisionError: division by zero" in text
    assert crash.FATAL in text
    assert "Fatal Python error: Aborted" in text
    assert crash.how_it_ended(text) == "程序崩溃退出"


def test_words_of_qt_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    with caplog.at_level(logging.WARNING):
        mishaps._hear_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), "字体缺少")
    assert "字体缺少" in caplog.text


@pytest.fixture
def folder(_empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office that the next start opens."""
    shutil.copytree(_empty_folder, tmp_path / "office")
    monkeypatch.setenv("FUPIN_OFFICE", str(tmp_path / "office"))
    settings.change(worker="李经办")
    return tmp_path / "office"


@pytest.mark.usefixtures("folder")
def test_a_real_start_after_a_crash_offers_the_log(qtbot: QtBot, dressed: QApplication) -> None:
    left_by_a_crash()
    program = Program(dressed)
    program.begin()
    frame = program.frame
    assert frame is not None
    qtbot.waitUntil(lambda: bool(frame.findChildren(NoteBar)), timeout=10_000)
    said = [each.words.text() for each in frame.findChildren(NoteBar)]
    assert any(each.startswith("◷ 上次程序崩溃退出，20") for each in said)
    frame.close()
    program.end()
