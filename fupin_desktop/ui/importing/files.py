"""待处理: files that were read and not yet imported, to go on with or to give up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import Staged
    from fupin_desktop.services.importing.refusals import Refusal


class _FilesView(LineView["Staged"]):
    """``dropped``: Delete was pressed on a line."""

    dropped = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.current()
        if event.key() == Qt.Key.Key_Delete and here is not None:
            self.dropped.emit(here)
        else:
            super().keyPressEvent(event)


class WaitingFiles(QWidget):
    """``wanted``: one is to be opened again."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.table: LineTable[Staged] = LineTable(
            (
                Column("文件", lambda each: "、".join(each.files), 32),
                Column("数据日期", lambda each: each.data_day or "待填写", 11),
                Column("读入时间", lambda each: f"{each.read_at:%m-%d %H:%M}", 12),
                Column("内容", lambda each: each.sentence, 0),
            )
        )
        self.view = _FilesView(self.table, "待处理")
        self.view.opened.connect(self.wanted)
        self.view.dropped.connect(self.drop)
        self.open_button, self.drop_button = QPushButton("接着处理"), QPushButton("放弃")
        self.open_button.clicked.connect(lambda: self._with(self.wanted.emit))
        self.drop_button.clicked.connect(lambda: self._with(self.drop))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(quiet("待处理：读了还没导入的。回车接着处理；放弃只删这里留的一份，原来的文件不动"), 1)
        row.addWidget(self.open_button)
        row.addWidget(self.drop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def load(self) -> int:
        """Read again what waits; gives how many."""
        with self.desk.speaking():
            self.table.show(self.desk.office.importing.waiting())
        self.setVisible(bool(self.table.lines))
        self.view.go_to_row(0)
        return len(self.table.lines)

    def _with(self, do: object) -> None:
        here = self.view.current()
        if here is not None and callable(do):
            do(here)

    def drop(self, staged: Staged) -> None:
        """Give one up."""
        with self.desk.speaking():
            self.desk.office.importing.drop(staged.token)
            self.desk.say(f"已放弃 {'、'.join(staged.files)}，本办数据没有改动")
        self.load()


class RefusedPart(QWidget):
    """The rows that the last import did not take, each with its reason, until the next file is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.table: LineTable[Refusal] = LineTable(
            (
                Column("文件", lambda each: each.file, 28),
                Column("行", lambda each: str(each.row), 6, right=True),
                Column("户编号", lambda each: each.household, 20),
                Column("姓名", lambda each: each.name, 12),
                Column("为什么没有导入", lambda each: each.why, 0),
            )
        )
        self.view = LineView(self.table, "没有导入的行")
        self.words = quiet("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        self.hide()

    def show_rows(self, refused: Sequence[Refusal]) -> None:
        """Show them; nothing is shown where all went in."""
        self.table.show(refused)
        self.words.setText(f"没有导入的{len(refused)}行：改好原表再导一次即可，Ctrl+A、Ctrl+C可复制")
        self.setVisible(bool(refused))
