"""What was imported before, and 国扶待改: what the national system still has to put right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.office import ImportBatch
from fupin_desktop.services.national import Waiting, counted
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S


class PastPart(QWidget):
    """The imports that were applied."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.table: LineTable[ImportBatch] = LineTable(
            (
                Column("数据日期", lambda each: each.data_day.isoformat(), 11),
                Column("文件", lambda each: each.file, 36),
                Column("版式", lambda each: each.layout, 24),
                Column("户数", lambda each: f"{each.households:,}", 8, right=True),
                Column("人数", lambda each: f"{each.people:,}", 9, right=True),
                Column("结果", counted, 0),
            )
        )
        self.view = LineView(self.table, "以前的导入")
        self.words = quiet("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)

    def load(self) -> None:
        with self.desk.speaking():
            found = self.desk.office.national.batches()
            self.table.show(found)
            self.words.setText("最近的在前；撤销某次导入请到“历史”。" if found else "还没有导入过。")


class WaitingPart(QWidget):
    """国扶待改: the list for whoever keys it into the national system."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.table: LineTable[Waiting] = LineTable(
            (
                Column("行政村", lambda each: each.village, 10),
                Column("户主", lambda each: each.head, 10),
                Column("成员", lambda each: each.name, 10),
                Column("字段", lambda each: each.label, 14),
                Column("国扶系统的值", lambda each: each.national or "空", 20),
                Column("应改为", lambda each: each.office or "空", 20),
                Column("更正依据", lambda each: each.evidence, 0),
                Column("更正日期", lambda each: each.noted_on.isoformat(), 11),
            )
        )
        self.view = LineView(self.table, "国扶待改")
        self.view.opened.connect(lambda each: desk.go("household", household=each.household_id))
        self.words = quiet("")
        self.plain = QCheckBox("写出完整证件号码")
        self.export_button = QPushButton("导出清单…")
        self.export_button.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.plain)
        row.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def load(self) -> int:
        """Read the open corrections again; gives how many there are."""
        with self.desk.speaking():
            self.table.show(self.desk.office.national.waiting())
        count = len(self.table.lines)
        some = "本办已更正、国扶系统还是旧值的；下次导入的表里改对了，就自动从这里消去。回车打开那一户。"
        self.words.setText(
            some if count else "没有待改的：导入后本办更正过的值，国扶系统都已改对，或还没有更正过。"
        )
        self.export_button.setEnabled(bool(count))
        return count

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出国扶待改清单", "国扶待改清单.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the list as a workbook."""
        plain, national = self.plain.isChecked(), self.desk.office.national
        self.desk.run(
            "导出国扶待改",
            lambda _: national.export_waiting(path, plain=plain),
            lambda count: self.desk.say(f"已导出{count}处待改到 {path.name}", "green"),
        )
