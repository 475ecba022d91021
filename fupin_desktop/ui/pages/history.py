"""历史: what was done and can be undone; which lists left; backups and the check of the data file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QTabWidget

from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.history.acts import ActsPart
from fupin_desktop.ui.history.backups import BackupsPart
from fupin_desktop.ui.history.outgoing import OutgoingPart
from fupin_desktop.ui.page import Page

TABS = ("acts", "outgoing", "backups")


class HistoryPage(Page):
    title = "历史"
    tables = frozenset({""})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.acts = ActsPart(desk)
        self.outgoing = OutgoingPart(desk)
        self.backups = BackupsPart(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.acts, "操作记录")
        self.tabs.addTab(self.outgoing, "导出记录")
        self.tabs.addTab(self.backups, "备份与检查")
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self.body.addWidget(self.tabs, 1)

    def _turn(self) -> None:
        self._load()
        self.take_focus()

    def _load(self) -> None:
        for part in (self.outgoing, self.backups):
            if self.tabs.currentWidget() is part:
                part.load()

    def _hear(self, tables: object) -> None:
        """Every act is history, whatever it touched."""
        super()._hear(frozenset({""}) if tables else tables)

    def refresh(self) -> None:
        self.acts.load()
        self._load()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if state.get("tab") in TABS:
            self.tabs.setCurrentIndex(TABS.index(state["tab"]))
        if state.get("lock"):
            self.backups.back_up_elsewhere()
        if "household" in state:
            self.tabs.setCurrentIndex(0)
            self.acts.only(state["household"], state.get("name", ""))

    def place(self) -> dict[str, Any]:
        return {"tab": TABS[self.tabs.currentIndex()], "household": self.acts.household}

    def take_focus(self) -> None:
        views = (self.acts.acts_view, self.outgoing.view, self.backups.view)
        views[self.tabs.currentIndex()].setFocus()

    @command(
        "history.undo",
        text="撤销所选操作",
        shortcut="Ctrl+Shift+Z",
        icon="arrow_undo",
        help="撤回列表里选中的那次操作；选中的是撤销时，把它恢复",
    )
    def undo(self) -> None:
        if self.tabs.currentIndex() == 0:
            self.acts.undo()

    @command("history.find", text="查找操作", shortcut="Ctrl+Shift+F", icon="search", help="在操作记录里查找")
    def look_for(self) -> None:
        self.tabs.setCurrentIndex(0)
        self.acts.search.setFocus()

    @command(
        "history.backup",
        text="立即备份",
        shortcut="Ctrl+Shift+B",
        icon="save",
        help="把整个办公室备份成一个文件",
    )
    def back_up(self) -> None:
        self.tabs.setCurrentWidget(self.backups)
        self.backups.back_up()

    @command("history.verify", text="检查数据文件", help="检查数据库、照片和统计是否完好")
    def verify(self) -> None:
        self.tabs.setCurrentWidget(self.backups)
        self.backups.verify()
