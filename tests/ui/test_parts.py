"""The parts that pages are made of: commands, jobs, tables, editors, drafts."""

from __future__ import annotations

import threading
import weakref
from array import array
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desktop import assets
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.services.drafts import Draft, Drafts
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import commands_of
from fupin_desktop.ui.frame import Frame
from fupin_desktop.ui.jobs import Job, Jobs
from fupin_desktop.ui.navigation import ENTRIES
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.records.grid import GridModel
from fupin_desktop.ui.records.table import PAGE, RecordTable


@pytest.fixture
def jobs(qapp: QApplication) -> Jobs:
    made = Jobs()
    yield made  # type: ignore[misc]
    made.close()


def test_every_command_says_what_it_is_for_and_no_key_is_taken_twice(qapp: QApplication) -> None:
    for kind in (entry.load() for entry in ENTRIES):
        shortcuts = [
            key for owner in (Frame, kind) for said, _ in commands_of(owner) for key in said.shortcut.split()
        ]
        assert len(shortcuts) == len(set(shortcuts)), kind
        for said, _ in commands_of(kind):
            assert said.text
            assert said.help
            assert not said.icon or (assets.root() / "icons" / f"{said.icon}.svg").exists()


def test_a_job_reports_and_comes_back_on_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[object] = []

    def task(watch: Watch) -> str:
        watch.step(5, 5, "第5行")
        return threading.current_thread().name

    steps: list[tuple[int, int, str]] = []
    jobs.start(Job(task, done=lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
                   progress=lambda *step: steps.append(step)))  # fmt: skip
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen == [("job_0", True)]
    assert steps == [(5, 5, "第5行")]


@pytest.mark.parametrize("fails", [False, True])
def test_a_job_is_let_go_of_on_the_windows_thread(jobs: Jobs, qtbot: QtBot, fails: bool) -> None:
    """A worker that lets go of it disconnects slots while the window makes others: then both wait for ever."""
    gone: list[str] = []

    class Heard:
        """What is told holds the page."""

        def __init__(self) -> None:
            weakref.finalize(self, lambda: gone.append(threading.current_thread().name))

        def __call__(self, _: object) -> None:
            pass

    def task(_: Watch) -> None:
        if fails:
            raise ValueError

    def begin() -> None:
        job = jobs.start(Job(task, done=Heard(), failed=Heard()))
        weakref.finalize(job, lambda: gone.append(threading.current_thread().name))

    begin()
    qtbot.waitUntil(lambda: len(gone) == 3, timeout=5000)
    assert gone == ["MainThread"] * 3


def test_a_stopped_job_leaves_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    begun, stopped = threading.Event(), []

    def task(watch: Watch) -> None:
        begun.set()
        while True:
            watch.step(0, 10)

    job = jobs.start(Job(task, stopped=lambda: stopped.append(True)))
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(stopped), timeout=5000)


def test_nobody_reads_while_the_file_itself_is_changed(jobs: Jobs, qtbot: QtBot) -> None:
    said: list[str] = []

    def change(_: Watch) -> None:
        jobs.stop_reading()
        jobs.start(Job(lambda _: said.append("read")), "look")

    done: list[bool] = []
    jobs.start(Job(change, done=lambda _: done.append(True)))
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    jobs.close()
    assert said == []


def test_a_failed_job_says_why(jobs: Jobs, qtbot: QtBot) -> None:
    failed: list[Exception] = []

    def task(_: Watch) -> None:
        raise ValueError("no")

    jobs.start(Job(task, failed=failed.append))
    qtbot.waitUntil(lambda: bool(failed), timeout=5000)
    assert isinstance(failed[0], ValueError)


def test_a_table_of_a_hundred_thousand_reads_only_what_is_looked_at(qapp: QApplication) -> None:
    asked: list[int] = []

    def fetch(ids: object) -> dict[int, HouseholdLine]:
        asked.append(len(ids))  # type: ignore[arg-type]
        return {id: HouseholdLine(id=id, head=f"户{id}") for id in ids}  # type: ignore[attr-defined]

    table = RecordTable(HouseholdLine, ("head", "people"), fetch)
    table.show_ids(array("q", range(100_000)))
    assert table.data(table.index(77_777, 1)) == "户77777"
    assert asked == [PAGE]


def test_the_models_are_sound(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = RecordTable(HouseholdLine, ("head",), lambda ids: {id: HouseholdLine(id=id) for id in ids})
    table.show_ids(array("q", range(1, 401)))
    qtmodeltester.check(table)
    grid = GridModel(Person, ("name", "birth"))
    grid.show_records([Person(id=1, name="王小二")])
    qtmodeltester.check(grid)


def test_a_choice_is_made_by_pinyin(qtbot: QtBot, dressed: QApplication) -> None:
    editor = Editor(Household.fields["cause"])
    qtbot.addWidget(editor.widget)
    qtbot.keyClicks(editor.widget, "qjs")
    assert isinstance(editor.widget, PickBox)
    assert editor.widget.currentText() == "缺技术"
    qtbot.keyClick(editor.widget, Qt.Key.Key_Delete)
    assert editor.value() is None


def test_a_yes_or_no_may_stay_unknown(qtbot: QtBot, dressed: QApplication) -> None:
    editor = Editor(Household.fields["relocated"])
    qtbot.addWidget(editor.widget)
    assert editor.value() is None
    qtbot.keyClicks(editor.widget, "s")
    assert editor.value() is True


@pytest.mark.parametrize("typed", ["20180508", "2018.5.8", "5-8", "2018年5月8日"])
def test_days_are_typed_as_clerks_write_them(qtbot: QtBot, dressed: QApplication, typed: str) -> None:
    editor = Editor(Household.fields["registered_on"], lambda: date(2018, 1, 1))
    qtbot.addWidget(editor.widget)
    qtbot.keyClicks(editor.widget, typed) if typed.isascii() else editor.put_text(typed)
    assert editor.value() == date(2018, 5, 8)


def test_a_grid_says_the_row_of_what_cannot_be_read() -> None:
    grid = GridModel(Person, ("name", "birth"))
    grid.show_records([])
    grid.paste(0, 0, "王小二\t2018-4-31")
    assert grid.problems() == ["第1行 出生日期“4月31日”不是有效日期（原文“2018-4-31”）"]
    assert grid.copied([grid.index(0, 0), grid.index(0, 1)]) == "王小二\t2018-4-31"


def test_a_draft_is_kept_found_and_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.keep(Draft("household:1", "高杰武 基本情况", {"phone": "139"}))
    assert drafts.find("household:1") == Draft("household:1", "高杰武 基本情况", {"phone": "139"})
    assert len(drafts.all()) == 1
    drafts.drop("household:1")
    assert drafts.all() == []


def test_a_half_written_draft_is_passed_over(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("household:1", "高杰武", {}))
    next(tmp_path.glob("*.json")).write_text('{"key": "house', encoding="utf-8")
    assert drafts.all() == []
