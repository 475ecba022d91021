"""情况属实: findings that are right as they are, on somebody's word, until a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain import values
from fupin_desktop.domain.ages import months_after
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.records import Waiver
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.errors import Refused
from fupin_desktop.ui.asking import AskingLine
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.editors import Editor
from fupin_desktop.ui.theme import S

MONTHS = 6
SOME = "已核实、情况属实的不再列为问题，到期后自己回来，再核实一次。回车打开那一户。"
NONE = "还没有记为情况属实的。在“问题”里选中核实过的，按“情况属实…”，写明怎样核实、谁核实、到哪天有效。"


class WaiverForm(AskingLine):
    """What a waiver needs, in a line below the findings. ``done``: it was kept, or given up."""

    done = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "记为属实")
        self.chosen: list[Finding] = []
        self.on = date.min
        self.reason, self.person = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText("怎样核实的、为什么属实，如“入户查看，户口簿如此”")
        self.reason.setAccessibleName("核实情况")
        self.person.setAccessibleName("核实人")
        self.person.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 7)
        self.until = Editor(Waiver.fields["until"], desk.today)
        self.until.widget.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 14)
        for line in (self.reason, self.person):
            line.returnPressed.connect(self.keep)
        self.lay_line(
            ("", self.reason), ("核实人", self.person), ("有效期至", self.until.widget), wide=self.reason
        )

    def begin(self, findings: Sequence[Finding], on: date) -> None:
        """Ask about these findings, as of the day of their examination."""
        self.chosen, self.on = list(findings), on
        self.words.setText(f"选中的{len(self.chosen)}处属实：")
        if not self.person.text():
            self.person.setText(self.desk.office.by)
        self.until.put(months_after(on, MONTHS))
        self.complain("")
        self.show()
        self.reason.setFocus()

    def keep(self) -> None:
        """Keep the waiver, as one act; what hinders it is said above the line."""
        try:
            self.desk.office.doctor.waive(
                self.chosen, self.reason.text(), self.person.text(), self._until(), self.on
            )
        except (Refused, values.Unreadable) as said:
            self.complain(str(said))
            field = said.problems[0].field if isinstance(said, Refused) else "until"
            {"reason": self.reason, "person": self.person}.get(field, self.until.widget).setFocus()
            return
        self.desk.say(f"已记为情况属实：{len(self.chosen)}处", "green", undo=True)
        self.reason.clear()
        self.hide()
        self.done.emit(True)

    def _until(self) -> date:
        said = self.until.value()
        if not isinstance(said, date):
            raise values.Unreadable("有效期至不能为空，请填写到哪一天，最长一年")
        return said

    def leave(self) -> None:
        """Give it up."""
        self.hide()
        self.done.emit(False)


class WaivedPart(QWidget):
    """All that was waived. ``opened``: one of them."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.on = date.min
        self.words = quiet(NONE)
        self.words.setWordWrap(True)
        self.table: LineTable[Waiver] = LineTable(
            (
                Column("行政村", lambda each: each.village, 9),
                Column("问题", lambda each: each.said, 0),
                Column("核实情况", lambda each: each.reason, 26),
                Column("核实人", lambda each: each.person, 8),
                Column("核实日期", lambda each: each.since.isoformat(), 11),
                Column("有效期至", lambda each: each.until.isoformat(), 11, tone=self._tone),
                Column("状态", lambda each: "已到期" if each.until < self.on else "有效", 7, tone=self._tone),
                Column("规则", _title, 18, tone=lambda _: "quiet"),
            )
        )
        self.view = LineView(self.table, "情况属实")
        self.view.opened.connect(self.opened)
        self.button = QPushButton("取消所选，重新列为问题")
        self.button.setToolTip("今天起又列在“问题”里，可以撤销")
        self.button.clicked.connect(self.end)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        column.addLayout(row)

    def load(self, on: date) -> int:
        """Read the waivers again, as of a day. Gives how many still hold."""
        self.on = on
        with self.desk.speaking():
            found = self.desk.office.doctor.waivers()
            row = max(0, self.view.currentIndex().row())
            self.table.show(found)
            self.view.go_to_row(min(row, len(found) - 1))
        self.words.setText(SOME if self.table.lines else NONE)
        self.button.setVisible(bool(self.table.lines))
        return sum(each.since <= on <= each.until for each in self.table.lines)

    def end(self) -> None:
        """Let the selected findings come back."""
        chosen = [each for each in self.view.selected() if each.until >= self.on]
        if not chosen:
            self.desk.say("请先选中还有效的，已到期的不用取消", "red")
            return
        with self.desk.speaking():
            self.desk.office.doctor.end_waivers(chosen, self.on)
            self.desk.say(f"已取消{len(chosen)}处情况属实，重新列为问题", "green", undo=True)

    def _tone(self, each: Waiver) -> str:
        return "amber" if each.until < self.on else "green"


def _title(each: Waiver) -> str:
    known = rules().get(each.rule)
    return known.title if known else each.rule
