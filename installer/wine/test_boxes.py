"""What a clerk answers in the boxes of setup and uninstaller, by the keyboard; small setups, since only the boxes matter."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from installer.wine.prefix import Prefix, heard
from installer.wine.program import KEY, WINDOWS_SIDE, Program
from installer.wine.small import small_setup

ENTER, YES = "0D", "59"
HOLD = "import ctypes, time; ctypes.windll.kernel32.CreateMutexW(None, 0, 'FupinDesktop'); print('held', flush=True); time.sleep(600)"
PATIENCE = 60.0


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_setup(tmp_path_factory.mktemp("setup"), "0.6.0")


def windows(prefix: Prefix) -> list[dict[str, Any]]:
    """The windows on the screen."""
    found: list[dict[str, Any]] = json.loads(prefix.script(WINDOWS_SIDE).out)
    return found


def handles(prefix: Prefix) -> list[int]:
    """By what Windows tells one box from the next."""
    return [each["handle"] for each in windows(prefix)]


def page_is_shown(prefix: Prefix) -> bool:
    """A page of the setup is higher than any box."""
    return any(each["size"][1] > 300 for each in windows(prefix))


def titles(prefix: Prefix) -> list[str]:
    """The titles of the windows on the screen; a page of setup or uninstaller ends with a blank, a box does not."""
    return [str(each["title"]) for each in windows(prefix)]


def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def press(prefix: Prefix, key: str) -> None:
    prefix.script(WINDOWS_SIDE, "press", key)


@pytest.mark.parametrize(("answers", "stays"), [((ENTER,), True), ((YES, ENTER), True), ((YES, YES), False)])
def test_data_go_with_the_program_only_after_two_times_yes(
    prefix: Prefix, setup: Path, answers: tuple[str, ...], stays: bool
) -> None:
    program = Program.install(prefix, setup)
    program.office.mkdir(exist_ok=True)
    (program.office / "office.db").write_text("office", encoding="utf-8")
    folder = prefix.windows(program.folder)
    process = prefix.start(program.folder / "uninstall.exe", f"_?={folder}")
    try:
        until(lambda: "乡镇扶贫工作台 卸载" in "".join(titles(prefix)))
        while "乡镇扶贫工作台 卸载" not in titles(prefix):  # the page that asks to begin
            press(prefix, ENTER)
            time.sleep(1)
        for answer in answers:
            until(lambda: "乡镇扶贫工作台 卸载" in titles(prefix))
            press(prefix, answer)
            time.sleep(1)
        until(lambda: "乡镇扶贫工作台 卸载" not in titles(prefix))
        until(lambda: prefix.registry(KEY) == {})
        assert not (program.folder / "fupin.exe").exists()
        if not stays:
            until(lambda: not program.office.exists())
        assert (program.office / "office.db").exists() is stays
    finally:
        process.kill()
        heard(process)
        prefix.end()
        shutil.rmtree(program.office, ignore_errors=True)


def test_who_closes_the_program_and_presses_retry_goes_on(prefix: Prefix, setup: Path) -> None:
    assert prefix.python
    holder = prefix.start(prefix.python, "-c", HOLD)
    assert holder.stdout
    assert holder.stdout.readline().strip() == b"held"
    process = prefix.start(setup)
    try:
        until(lambda: "乡镇扶贫工作台 安装" in titles(prefix))
        before = handles(prefix)
        press(prefix, ENTER)
        until(lambda: bool(handles(prefix)) and handles(prefix) != before)
        assert not page_is_shown(prefix)  # it asks again
        holder.kill()
        heard(holder)
        press(prefix, ENTER)
        until(lambda: page_is_shown(prefix))
        assert process.poll() is None
    finally:
        process.kill()
        heard(process)
        prefix.end()
