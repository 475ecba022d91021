"""How the window looks on PCs that have other faces and another Windows."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.theme import style_name, text_families


@pytest.mark.parametrize(
    ("platform", "families", "contrast", "style"),
    [
        ("win32", ["Microsoft YaHei UI", "Segoe Fluent Icons"], False, "windows11"),
        ("win32", ["Microsoft YaHei UI", "Segoe MDL2 Assets"], False, "fusion"),
        ("win32", ["Microsoft YaHei UI", "Segoe MDL2 Assets"], True, "windowsvista"),
        ("linux", ["Segoe Fluent Icons"], False, "fusion"),
    ],
)
def test_ticks_and_arrows_are_drawn_also_where_windows_has_no_face_for_them(
    platform: str, families: list[str], contrast: bool, style: str
) -> None:
    assert style_name(platform, families, contrast) == style


def test_signs_that_chinese_faces_lack_come_from_the_face_that_has_them(qtbot: QtBot) -> None:
    chinese = ["Microsoft YaHei UI", "Microsoft YaHei"]
    assert text_families([*chinese, "Segoe UI Symbol"]) == [*chinese, "Segoe UI Symbol"]
    assert text_families(["Segoe UI Symbol"])[0] == "Noto Sans SC"
    assert "Segoe UI Symbol" not in text_families(chinese)
