"""The mark of the demo township beside the office's name, and the way from it to an office of one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from fupin_desktop.ui.desk import Desk

WORDS = "演示数据"


class DemoChip(QPushButton):
    """Shown only over invented data; a press leads to 换一个办公室."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(f"{WORDS}　换成自己的办公室…")
        self.setProperty("tone", "filter")
        self.setToolTip("这里的人和数都是虚构的。按这里建立自己的办公室，演示另外留着，随时可以回来看")
        self.setVisible(desk.office.settings.facts().demo)
        self.clicked.connect(desk.office_wanted)
