"""A PC without 小标宋 is told so once, when the first Word file was made."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import Window

from fupin_desktop.ui import word_faces
from fupin_desktop.ui.pages.reporting import ReportingPage


def said(window: Window) -> list[str]:
    return [each.words.text() for each in window.bars()]


def test_a_word_file_on_a_pc_without_the_face_says_so_once(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_faces, "has_title_face", lambda: False)
    small_window.go("reporting")
    page = small_window.frame.pages["reporting"]
    assert isinstance(page, ReportingPage)
    word_faces.tell_once(small_window.desk, tmp_path / "月报.pdf")
    assert said(small_window) == []
    page.save_to(tmp_path / "月报.docx")
    small_window.qtbot.waitUntil(lambda: bool(said(small_window)), timeout=30_000)
    assert said(small_window) == [f"◷ {word_faces.WORDS}"]
    word_faces.tell_once(small_window.desk, tmp_path / "月报2.docx")
    assert len(said(small_window)) == 1


def test_a_pc_with_the_face_is_told_nothing(small_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_faces, "has_title_face", lambda: True)
    word_faces.tell_once(small_window.desk, Path("月报.docx"))
    assert said(small_window) == []
