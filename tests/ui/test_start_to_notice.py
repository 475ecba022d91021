"""From nothing to the first paper: how few keys a clerk presses who has never seen the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exports import a_row, an_export
from newcomer import press, write
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop import settings
from fupin_desktop.app import Program
from fupin_desktop.services.demo import fill_demo
from fupin_desktop.services.office import Office
from fupin_desktop.ui.tour.overlay import Tour


@pytest.fixture
def program(
    tmp_path: Path, qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    def small(office: Office, era: str, **_: object) -> None:
        fill_demo(office, households=20, era=era)

    monkeypatch.setenv("FUPIN_OFFICE", str(tmp_path / "office"))
    monkeypatch.setattr("fupin_desktop.services.demo.fill_demo", small)
    settings.change(last_folder=str(tmp_path))
    made = Program(dressed)
    made.begin()
    assert made.start is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.start)
    yield made
    if made.frame:
        made.frame.close()
    made.end()


def touring(program: Program) -> bool:
    assert program.frame is not None
    return any(each.hasFocus() for each in program.frame.findChildren(Tour))


def test_by_the_demo_the_first_notice_is_four_keys_away(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    press("Return")
    qtbot.waitUntil(lambda: program.frame is not None and touring(program), timeout=60_000)
    assert settings.load().tour == "seen"  # and not at the next start
    press("Esc", "Ctrl+5")
    assert program.frame is not None
    making = program.frame.pages["notice"].parts["making"]  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(making.preview.pages), timeout=60_000)
    press("Ctrl+G")
    qtbot.waitUntil(lambda: bool(list((tmp_path / "公示").rglob("*.pdf"))), timeout=60_000)
    qtbot.waitUntil(making.done.isVisible, timeout=60_000)
    assert "已生成" in making.done.text()


def test_by_an_export_its_people_are_in_after_five_keys_and_two_fields(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = an_export(tmp_path / "名单.xlsx", [a_row(), a_row("650000000002")])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    press("3")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=60_000)
    write("0999-1234567")
    press("Return")
    write("王晓梅")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: program.frame is not None, timeout=60_000)
    assert program.frame is not None
    page = program.frame.pages["importing"]
    qtbot.waitUntil(page.changes.isVisible, timeout=60_000)  # type: ignore[attr-defined]
    assert settings.load().tour == "due"  # the tour waits for the next start, the import goes first
    assert not touring(program)
    qtbot.waitUntil(lambda: program.frame.isActiveWindow())
    press("Ctrl+Return")
    qtbot.waitUntil(page.done.isVisible, timeout=60_000)  # type: ignore[attr-defined]
    assert program.desk.office.figures.latest().total("all").households == 2
