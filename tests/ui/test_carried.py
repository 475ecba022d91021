"""The program carried on a stick: everything beside it, whatever letter the stick has; it warns and offers a locked backup."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clerk import dialog_of
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fupin_desktop import places, settings
from fupin_desktop.app import Program
from fupin_desktop.services.safety import is_locked
from fupin_desktop.ui.carried import CarriedChip
from fupin_desktop.ui.folders import last_folder
from fupin_desktop.ui.locking import NewPassword
from fupin_desktop.ui.start.welcome import TroublePage


@pytest.fixture
def stick(_empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with the program, the mark of the portable package and an office beside them."""
    for name in ("FUPIN_OFFICE", "FUPIN_CONFIG", "FUPIN_LOGS", "FUPIN_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FUPIN_PROGRAM", str(tmp_path / "E盘"))
    shutil.copytree(_empty_folder, tmp_path / "E盘" / places.CARRIED)
    (tmp_path / "E盘" / places.MARK).touch()
    settings.change(worker="李经办", tour="seen")
    return tmp_path / "E盘"


class Starts:
    """Starts the program, and puts it away at the end."""

    def __init__(self, app: QApplication) -> None:
        self._app, self._made = app, list[Program]()

    def __call__(self) -> Program:
        made = Program(self._app)
        self._made.append(made)
        made.begin()
        return made

    def end(self) -> None:
        for each in self._made:
            for window in (each.start, each.frame):
                if window:
                    window.close()
            each.end()
        self._made.clear()


@pytest.fixture
def other(_empty_folder: Path, tmp_path: Path) -> Path:
    """An office on the disk of the PC that the stick is plugged into."""
    return Path(shutil.copytree(_empty_folder, tmp_path / "本机"))


@pytest.fixture
def start(dressed: QApplication) -> Iterator[Starts]:
    made = Starts(dressed)
    yield made
    made.end()


def chip(program: Program) -> CarriedChip:
    assert program.frame
    return next(iter(program.frame.findChildren(CarriedChip)))


def say_password(qtbot: QtBot) -> None:
    """Type a new password twice."""
    dialog = dialog_of(NewPassword, qtbot)
    for line in dialog.lines:
        line.setText("星星之火2026")
    dialog.go.click()


def test_office_and_settings_lie_beside_the_program_and_the_window_warns(stick: Path, start: Starts) -> None:
    program = start()
    assert program.desk.office.folder == stick / "办公室"
    assert settings.settings_file() == stick / "办公室" / "设置" / "settings.json"
    assert not chip(program).isHidden()
    assert chip(program).text() == "数据在U盘上，没有加密　加密备份…"
    assert "U盘丢了，捡到的人能看" in chip(program).toolTip()


def test_the_warning_offers_a_locked_backup_and_then_is_quiet_until_the_next_start(
    stick: Path,
    start: Starts,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_lock: None,
) -> None:
    target = tmp_path / "单位电脑" / "备份.fupin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    program = start()
    chip(program).click()
    assert chip(program).isHidden()
    say_password(qtbot)
    qtbot.waitUntil(target.exists, timeout=8000)
    assert is_locked(target)
    start.end()
    assert not chip(start()).isHidden()


def test_a_backup_on_the_same_stick_is_no_second_copy(
    stick: Path, start: Starts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, quick_lock: None
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(stick / "备份.fupin"), ""))
    program = start()
    chip(program).click()
    say_password(qtbot)
    assert program.frame
    told = program.frame.page("history").backups.told  # type: ignore[attr-defined]
    qtbot.waitUntil(
        lambda: "备份和数据在同一个U盘上，U盘丢了两份都没有了，请再备份一份到单位电脑" in told.text()
    )


def test_under_another_letter_the_same_office_opens_and_old_paths_fall_back_quietly(
    stick: Path, start: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    settings.change(last_folder=str(stick / "公示"))
    start.end()
    stick.rename(stick.with_name("F盘"))
    monkeypatch.setenv("FUPIN_PROGRAM", str(stick.with_name("F盘")))
    program = start()
    assert program.desk.office.folder == stick.with_name("F盘") / "办公室"
    assert settings.load().worker == "李经办"
    assert last_folder().is_dir()


def test_the_office_of_the_pc_it_is_plugged_into_is_not_followed(
    stick: Path, start: Starts, other: Path
) -> None:
    settings.change(office=str(other))
    assert start().desk.office.folder == stick / "办公室"


def test_an_office_on_the_pcs_own_disk_has_no_such_warning(
    stick: Path, start: Starts, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_OFFICE", str(other))
    assert chip(start()).isHidden()


def test_a_stick_that_cannot_be_written_is_said_on_the_first_page(
    stick: Path, start: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.open

    def protected(path: Path, *words: Any, **more: Any) -> Any:
        if path.name == "office.lock":
            raise OSError(errno.EROFS, "Read-only file system")
        return usual(path, *words, **more)

    monkeypatch.setattr(Path, "open", protected)
    program = start()
    assert program.frame is None
    assert program.start
    assert isinstance(program.start.page, TroublePage)
    said = program.start.page.note.text()
    assert f"不能在“{stick / '办公室'}”写入文件" in said
    assert "写保护" in said
