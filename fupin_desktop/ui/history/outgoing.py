"""导出记录: which lists left this computer, who took them, and whether ID numbers were hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.outgoing import Left


class OutgoingPart(QWidget):
    """The list, the newest first."""

    def __init__(self, desk: Desk, words: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.table: LineTable[Left] = LineTable(
            (
                Column("时间", lambda each: f"{each.at:%Y-%m-%d %H:%M}", 18),
                Column("经办人", lambda each: each.person, 10),
                Column("内容", lambda each: each.list.what, 40),
                Column("行政村", lambda each: each.list.villages or "全部", 14),
                Column("行数", lambda each: f"{each.list.rows:,}", 8, right=True),
                Column("证件号码", lambda each: "已遮盖" if each.list.masked else "完整", 10, tone=_tone),
                Column("文件", lambda each: each.list.file, 0),
            )
        )
        self.view = LineView(self.table, "导出记录")
        self.words = quiet(
            words or "离开本机的名单都记在这里：谁在什么时候导出了哪些村的什么，共几行，证件号码遮盖了没有"
        )
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)

    def load(self) -> None:
        """Read again what left."""
        self.desk.run_quietly(lambda _: self.desk.office.outgoing.all(), self._show)

    def _show(self, found: list[Left]) -> None:
        self.table.show(found)
        self.view.go_to_row(0)


def _tone(each: Left) -> str:
    return "" if each.list.masked else "amber"
