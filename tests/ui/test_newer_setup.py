"""A newer setup beside the office is told in a quiet bar once a day, and when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import Window

from fupin_desktop import settings
from fupin_desktop.services import newer
from fupin_desktop.ui import folders


@pytest.fixture(autouse=True)
def only_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the PC of whoever runs the tests has among its downloads does not matter."""
    monkeypatch.setattr(newer, "near", lambda office: iter([office]))


def a_newer_setup(window: Window) -> Path:
    file = window.office.folder / "FupinDesktop-99.0.0-setup.exe"
    with file.open("wb") as stream:
        stream.write(b"MZ")
        stream.truncate(newer.SIZES.start)
    return file


def settle(window: Window) -> None:
    done: list[None] = []
    window.desk.run_quietly(lambda _: None, done.append, "draw")
    window.wait(lambda: bool(done))


def test_it_is_told_once_a_day_and_its_folder_opened(
    empty_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(folders, "open_place", opened.append)
    file = a_newer_setup(empty_window)
    empty_window.frame.tell_news()
    settle(empty_window)
    [bar] = empty_window.bars()
    assert bar.words.text().startswith("找到新版 99.0.0")
    assert "先关闭本程序，再双击它安装，数据和设置都会保留" in bar.words.text()
    bar.offers[0].click()
    assert opened == [file.parent]
    empty_window.frame.tell_news()
    settle(empty_window)
    assert empty_window.bars() == []
    settings.change(newer_told="2018-05-07")
    empty_window.frame.tell_news()
    settle(empty_window)
    assert len(empty_window.bars()) == 1


def test_who_asks_is_answered_every_time(empty_window: Window) -> None:
    empty_window.frame.acts["window.newer"].trigger()
    empty_window.wait_said("没有找到比")
    assert "U盘、桌面、下载或办公室文件夹" in empty_window.said
    a_newer_setup(empty_window)
    for number in (1, 2):
        empty_window.frame.acts["window.newer"].trigger()
        empty_window.wait(lambda number=number: len(empty_window.bars()) == number)
