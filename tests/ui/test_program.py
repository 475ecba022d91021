"""Starting the program on an office: straight to work, who is asked, and a second start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.app import Program, office_folder
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.safety import OfficeLock


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
    with pytest.raises(Trouble, match="另一个窗口"):
        program.begin()


def test_a_pc_without_an_office_sees_the_first_page(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.folder = tmp_path / "nothing"
    program.begin()
    assert program.frame is None
    assert program.start is not None
    program.start.jobs.close()
    program.start.close()


def test_the_environment_says_the_office(folder: Path) -> None:
    assert office_folder("") == folder
