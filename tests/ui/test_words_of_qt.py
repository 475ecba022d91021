"""Qt itself speaks Chinese, and the program has its name, version and icon."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QMessageBox, QPlainTextEdit

from fupin_desktop import __version__
from fupin_desktop.ui import identity


def test_the_menu_of_a_text_field_is_chinese(dressed: QApplication) -> None:
    for field in (QLineEdit("字"), QPlainTextEdit("字")):
        menu = field.createStandardContextMenu()
        said = " ".join(each.text() for each in menu.actions())
        assert all(word in said for word in ("剪切", "复制", "粘贴", "全选"))
        assert "Copy" not in said


def test_buttons_of_boxes_are_chinese(dressed: QApplication) -> None:
    box = QMessageBox()
    ask = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    texts = [each.text() for each in (*box.buttons(), *ask.buttons())]
    assert len(texts) == 4
    assert not any(text.strip("&").isascii() for text in texts)


def test_the_program_has_a_name_a_version_and_an_icon_of_its_own(dressed: QApplication) -> None:
    identity.introduce(dressed)
    assert dressed.applicationName() == "乡镇扶贫工作台"
    assert dressed.applicationVersion() == __version__
    assert {16, 32, 48} <= {size.width() for size in dressed.windowIcon().availableSizes()}
