"""A form that was filled: what it says, what does not add up, its rows, and what each column is filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.sheets.filled import FilledTable, FilledView
from fupin_desktop.ui.sheets.meanings import MeaningsBand
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.filling import Preview
    from fupin_desktop.services.reporting import Behind

TOLD = 3
KINDS = {"filled": "填好的样子", "columns": "各列填什么"}


class ShownBand(QWidget):
    def __init__(self, desk: Desk, press: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.made: Preview | None = None
        self.columns = MeaningsBand(press)
        self.table = FilledTable()
        self.view = FilledView(self.table)
        self.view.followed.connect(self.follow)
        self.title, self.sentence, self.wrong, self.remarks = QLabel(), quiet(""), QLabel(), QLabel()
        head(self.title, 2.0)
        for words in (self.sentence, self.wrong, self.remarks):
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        chips, self.buttons = chip_row(self, KINDS, self.show_kind)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for each in (self.title, self.sentence, self.wrong, self.remarks):
            column.addWidget(each)
        column.addLayout(chips)
        column.addWidget(self.stack, 1)

    def show_preview(self, name: str, made: Preview) -> None:
        """Show a form with what it says; the cursor stays where it was."""
        self.made = made
        self.title.setText(name)
        period = f"{made.period.words}，" if made.period else ""
        until = f"截至{made.day.year}年{made.day.month}月{made.day.day}日"
        self.sentence.setText(f"{period}{until}，{made.sentence.partition('”')[2]}")
        self.sentence.setToolTip("留空待填：" + "、".join(made.unfilled) if made.unfilled else "")
        more = f"\n还有{len(made.wrong) - TOLD}处" if len(made.wrong) > TOLD else ""
        toned(self.wrong, "\n".join(f"！ {each}" for each in made.wrong[:TOLD]) + more, "red")
        self.wrong.setToolTip("\n".join(made.wrong))
        self.wrong.setVisible(bool(made.wrong))
        toned(self.remarks, "◷ " + "；".join(made.remarks), "amber")
        self.remarks.setVisible(bool(made.remarks))
        row, column = self.view.currentIndex().row(), self.view.currentIndex().column()
        self.table.show(made)
        self.view.go_to(max(0, row), max(0, column))
        self.columns.show_form(made)
        blank = len(made.unfilled)
        self.buttons["filled"].setText(f"{KINDS['filled']} {len(made.rows)}行")
        self.buttons["columns"].setText(KINDS["columns"] + (f" {blank}列留空" if blank else ""))

    def show_kind(self, kind: str) -> None:
        """Show the form as it will be, or what each column is filled with."""
        self.buttons[kind].setChecked(True)
        self.stack.setCurrentIndex(list(KINDS).index(kind))

    def forget(self) -> None:
        """Another form is looked for."""
        self.made = None
        self.table.show(None)

    def take_focus(self) -> None:
        (self.view if self.stack.currentIndex() == 0 else self.columns.view).setFocus()

    # the list behind a figure

    def follow(self, row: int, column: int) -> None:
        """The households behind a figure, or the household of a line of people."""
        made, filling = self.made, self.desk.office.filling
        if made is None:
            return
        keys = self.table.keys(row, column)
        if keys:
            self.desk.run_quietly(lambda _: filling.behind(made, keys), self._show_list)
        elif row < len(made.rows) and made.rows[row].household is not None:
            self.desk.go("household", household=made.rows[row].household)

    def _show_list(self, found: Behind) -> None:
        counted = "" if found.count is None else f" {found.count}{found.unit}"
        if found.households:
            self.desk.go("household", filters={"only": (f"{found.label}{counted}", found.households)})
        else:
            self.desk.say(f"“{found.label}”{counted or '没有数字'}，背后没有可以列出的农户", "amber")
