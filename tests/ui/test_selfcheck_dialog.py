"""帮助 → 自检: what is found is listed, can be stopped, done again, copied and saved; nobody's name is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from clerk import Window
from PySide6.QtGui import QGuiApplication

from fupin_desktop.services import selfcheck
from fupin_desktop.services.selfcheck import Finding, Item, Room, Wrong
from fupin_desktop.ui.selfcheck import seen
from fupin_desktop.ui.selfcheck.dialog import SelfCheck


def good(_: Room) -> Finding:
    return Finding("一切正常")


def bad(_: Room) -> Finding:
    raise Wrong("打不开；请重新安装程序")


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two quick items beside the window, and the real ones that look at it."""
    monkeypatch.setattr(selfcheck, "items", lambda: (Item("a", "甲", good), Item("b", "乙", bad)))
    monkeypatch.setattr(seen, "BESIDE", ())


@pytest.fixture
def opened(empty_window: Window, items: None) -> Iterator[SelfCheck]:
    empty_window.frame.acts["window.selfcheck"].trigger()
    shown = empty_window.frame.selfcheck
    assert shown is not None
    empty_window.wait(lambda: shown.again.isEnabled())
    yield shown
    shown.close()


def test_what_is_wrong_stands_first_with_what_to_do(opened: SelfCheck) -> None:
    assert opened.state.text() == "！ 1项有问题，做法写在那一项里；不明白就复制给支持人员"
    lines = opened.text.toPlainText().strip().split("\n")
    assert lines[:3] == ["！", "乙", "打不开；请重新安装程序"]
    assert "窗口1200×700，画得出来" in lines
    assert not opened.stop.isVisible()


def test_it_is_copied_as_plain_chinese_lines(opened: SelfCheck) -> None:
    opened.copy.click()
    said = QGuiApplication.clipboard().text()
    assert said.startswith("乡镇扶贫工作台 0.")
    assert "！ 乙：打不开；请重新安装程序（0.0秒）" in said
    assert str(Path.home()) + "/" not in said
    assert "李经办" not in said
    assert opened.note.text().startswith("✓ 已复制")


def test_it_is_saved_as_text_and_as_json(opened: SelfCheck, tmp_path: Path) -> None:
    opened.save_to(tmp_path / "自检.txt")
    opened.save_to(tmp_path / "自检.json")
    assert "乙：打不开" in (tmp_path / "自检.txt").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "自检.json").read_text(encoding="utf-8"))["status"] == 1
    opened.save_to(tmp_path / "没有" / "自检.txt")
    assert "请换一个位置" in opened.note.text()


def test_again_looks_at_everything_anew(opened: SelfCheck, empty_window: Window) -> None:
    before = len(opened.outcomes)
    opened.again.click()
    assert not opened.copy.isEnabled()
    empty_window.wait(lambda: opened.again.isEnabled())
    assert len(opened.outcomes) == before


def test_it_is_stopped_after_the_item_it_is_at(
    empty_window: Window, monkeypatch: pytest.MonkeyPatch, items: None
) -> None:
    here, go = Event(), Event()

    def slow(_: Room) -> Finding:
        here.set()
        go.wait(10)
        return Finding("完")

    monkeypatch.setattr(selfcheck, "items", lambda: (Item("a", "甲", slow), Item("b", "乙", bad)))
    empty_window.frame.check_program()
    shown = empty_window.frame.selfcheck
    assert shown is not None
    empty_window.wait(here.is_set)
    shown.stop.click()
    go.set()
    empty_window.wait(lambda: shown.again.isEnabled())
    assert shown.state.text() == "已停止，没有查完；要接着查请按“再查一遍”"
    assert "乙" not in shown.text.toPlainText()
    shown.close()
