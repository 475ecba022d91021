"""变动台账: what happened to all households in a period; printed as 家庭变动登记表, saved as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain import values
from fupin_desktop.domain.life import EventLine, totals_said
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, quiet
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import M, S


class RegisterPane(QWidget):
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        today = desk.today()
        self.since, self.until = QLineEdit(f"{date(today.year, 1, 1)}"), QLineEdit(f"{today}")
        for line, name in ((self.since, "从哪一天起"), (self.until, "到哪一天止")):
            line.setAccessibleName(name)
            line.setMaximumWidth(130)
            line.editingFinished.connect(self.load)
        villages = [(each.name, each.name) for each in desk.office.settings.villages()]
        self.village = PickBox([(None, "全部村"), *villages])
        self.village.currentIndexChanged.connect(lambda _: self.load())
        self.table: LineTable[EventLine] = LineTable(
            (
                Column("日期", lambda each: f"{each.on}", 12),
                Column("变动", lambda each: each.what, 12),
                Column("姓名", lambda each: each.name, 16),
                Column("增", lambda each: f"{each.came}" if each.came else "", 5, right=True, tone=lambda _: "green"),
                Column("减", lambda each: f"{each.left}" if each.left else "", 5, right=True, tone=lambda _: "amber"),
                Column("村组", lambda each: f"{each.village}{each.group}", 16),
                Column("户主", lambda each: each.head, 12),
                Column("户编号", lambda each: each.number, 15),
                Column("另一户", lambda each: each.other, 15),
                Column("原因", lambda each: each.reason or each.remark, 18),
                Column("证明材料", lambda each: each.paper, 0),
            )
        )  # fmt: skip
        self.view = LineView(self.table, "变动台账")
        self.view.opened.connect(lambda each: desk.go("household", household=each.household_id, tab="trail"))
        self.total = QLabel()
        self._lay_out()
        self.load()

    def _lay_out(self) -> None:
        title = QLabel("变动台账")
        head(title)
        self.paper, self.save = QPushButton("生成登记表"), QPushButton("另存为 Excel")
        self.paper.setToolTip("到“文书”里按村生成家庭变动登记表")
        leave = QPushButton("返回（Esc）")
        self.paper.clicked.connect(self.make_paper)
        self.save.clicked.connect(self._choose_file)
        leave.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(S)
        for widget in (title, quiet("从"), self.since, quiet("到"), self.until, self.village, self.total):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.paper, self.save, leave):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, M, S)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def begin(self) -> None:
        self.view.setFocus()

    def load(self) -> None:
        """Read the events of the period beside the window."""
        try:
            days = [values.typed_day(each.text(), self.desk.today()) for each in (self.since, self.until)]
        except values.Unreadable as wrong:
            self.desk.say(f"日期{wrong}", "red")
            return
        if days[0] > days[1]:
            self.desk.say("开始日期晚于结束日期，请核对日期", "red")
            return
        office, village = self.desk.office, self.village.value()

        def read(_: Watch) -> list[EventLine]:
            return office.life.events(since=days[0], until=days[1], village=village)

        self.desk.run_quietly(read, self._take)

    def _take(self, found: list[EventLine]) -> None:
        self.table.show(found)
        self.total.setText(totals_said(found))
        self.view.go_to_row(0)

    def make_paper(self) -> None:
        """家庭变动登记表 of the period shown."""
        village = self.village.value()
        self.desk.go(
            "paper", kind="change", villages=[village] if village else [],
            options={"from": self.since.text(), "to": self.until.text()},
        )  # fmt: skip

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "变动台账另存为", "变动台账.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write what is shown as a workbook, beside the window."""
        from fupin_desktop.services.life.listing import write_register

        lines = list(self.table.lines)
        self.desk.run(
            "另存变动台账",
            lambda _: write_register(path, lines),
            lambda rows: self.desk.say(f"已存{rows}行到 {path.name}", "green"),
        )
