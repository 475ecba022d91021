"""The sheets that are out: which came back, which are late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.sheets import VillageSheet
from fupin_desktop.services.village_sheets import LISTS, overdue
from fupin_desktop.services.village_sheets.lists import field_of
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import empty, quiet
from fupin_desktop.ui.theme import S

NOTHING_YET = (
    "还没有发出村级小表。\n"
    "左边选好填什么、哪些列、哪些村，按“生成小表”：每村一份工作簿，已知的都填好，只有要填的列能改。\n"
    "村里填好交回来，把文件（或整个文件夹）拖到这里：改成什么名字都认得出是哪个村的，逐格和本办核对。"
)


class SentBand(QWidget):
    """``struck``: Delete was pressed in the list."""

    struck = Signal()

    def __init__(self, desk: Desk, tools: Sequence[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self._sent: Sequence[VillageSheet] = ()
        self.count = quiet("")
        self.only = QCheckBox("只看没有收回的")
        self.only.toggled.connect(lambda _: self.show_sent(self._sent))
        self.table: LineTable[VillageSheet] = LineTable(self._columns())
        self.view = LineView(self.table, "发出的小表")
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.struck)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.count, 1)
        for each in (self.only, *tools):
            row.addWidget(each)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(empty(NOTHING_YET))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.pages, 1)

    def _columns(self) -> tuple[Column[VillageSheet], ...]:
        return (
            Column("行政村", lambda each: each.village, 12),
            Column("内容", lambda each: LISTS[each.list].label if each.list in LISTS else each.list, 17),
            Column("年度", lambda each: each.remark, 9),
            Column("填报列", asked_words, 0),
            Column("行数", lambda each: str(each.rows), 5, right=True),
            Column("发出", lambda each: _short(each.sent_on), 8),
            Column("交表", lambda each: _short(each.due_on) or "没有定", 8,
                   tone=lambda each: "" if each.due_on else "quiet"),
            Column("状态", self.state, 34, tone=self._tone),
        )  # fmt: skip

    def state(self, each: VillageSheet) -> str:
        """未收回, 已逾期3天, 5月20日收回 and its file."""
        if each.returned_on is not None:
            return f"✓ {_short(each.returned_on)}收回　{each.file}"
        if overdue(each, self.desk.today()) and each.due_on:
            return f"！ 已逾期{(self.desk.today() - each.due_on).days}天"
        return "未收回"

    def _tone(self, each: VillageSheet) -> str:
        if each.returned_on is not None:
            return "green"
        return "red" if overdue(each, self.desk.today()) else ""

    def show_sent(self, sent: Sequence[VillageSheet]) -> None:
        """Show the sheets; the cursor stays on the one it was on."""
        here = self.view.current()
        self._sent = sent
        shown = [
            each for each in sorted(sent, key=_order) if not (self.only.isChecked() and each.returned_on)
        ]
        self.table.show(shown)
        self.view.go_to_row(next((row for row, each in enumerate(shown) if here and each.id == here.id), 0))
        back = sum(1 for each in sent if each.returned_on)
        late = sum(1 for each in sent if overdue(each, self.desk.today()))
        said = f"发出{len(sent)}份，收回{back}份，未收回{len(sent) - back}份"
        self.count.setText((said + (f"，其中逾期{late}份" if late else "")) if sent else "")
        self.pages.setCurrentIndex(0 if sent else 1)
        self.only.setVisible(bool(sent))


def _order(sheet: VillageSheet) -> tuple[int, int]:
    """The newest first, those of a day in the villages' order."""
    return -sheet.sent_on.toordinal(), sheet.id or 0


def asked_words(sheet: VillageSheet) -> str:
    """The columns that were asked: 在校生状况、健康状况."""
    return "、".join(field_of(each).label for each in sheet.columns.split(",") if each)


def _short(on: date | None) -> str:
    return f"{on.month}月{on.day}日" if on else ""
