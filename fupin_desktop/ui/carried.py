"""The mark of an office that is carried on a stick: its data are not encrypted, a locked backup should lie elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from fupin_desktop import places
from fupin_desktop.ui.desk import Desk


class CarriedChip(QPushButton):
    """Shown until it is pressed, at each start; a press begins a backup with a password."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("数据在U盘上，没有加密　加密备份…")
        self.desk = desk
        self.setProperty("tone", "filter")
        self.setToolTip(
            "便携版的数据放在程序旁边，不加密：U盘丢了，捡到的人能看。"
            "请常按这里做一份带密码的备份，存到单位电脑上；U盘不用时锁进柜子"
        )
        self.setVisible(is_carried(desk.office.folder) and not desk.office.settings.facts().demo)
        self.clicked.connect(self._back_up)

    def _back_up(self) -> None:
        self.hide()
        self.desk.go("history", tab="backups", lock=True)


def is_carried(path: Path) -> bool:
    """Whether an office or a file lies on the stick with a carried program, and not on the disk of the PC."""
    home = places.program()
    if home is None or not places.is_portable():
        return False
    home, path = home.resolve(), path.resolve()
    return path.is_relative_to(home) or (path.drive != "" and path.drive == home.drive)
