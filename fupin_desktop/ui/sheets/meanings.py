"""What each column of a form is filled with: a proposal with its reason, or what the clerk picks from a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.services.filling import meaning
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import panes, quiet
from fupin_desktop.ui.sheets.finding import Choice, FindList
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.domain.filling import Slot
    from fupin_desktop.services.filling import Preview
    from fupin_desktop.services.filling.meaning import Meaning

LEAVE = "（留空待填）"


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a form, with what stands in its first filled row."""

    slot: Slot
    letter: str
    sample: str
    proposals: tuple[Meaning, ...]

    @property
    def why(self) -> str:
        """Why it is filled so, or what it may be."""
        if self.slot.key or not self.proposals:
            return self.slot.reason
        best = self.proposals[0]
        return f"可能是“{meaning.label_of(best.key).removeprefix('统计数：')}”"


class MeaningsBand(QWidget):
    """``chosen`` says a column and the key it is filled with, "" for none; ``press`` keeps the form under its name."""

    chosen = Signal(int, str)
    named = Signal()

    def __init__(self, press: QWidget) -> None:
        super().__init__()
        self._every: list[Choice] = []
        self._lines: list[Line] = []
        self.table: LineTable[Line] = LineTable(
            (
                Column("列", lambda each: each.letter, 4),
                Column("表头", _tail, 30),
                Column("填什么", _filled_with, 20, tone=lambda each: "" if each.slot.key else "amber"),
                Column("第一个值", lambda each: each.sample or ("没有数据" if each.slot.key else ""), 12,
                       tone=lambda each: "" if each.sample else "quiet"),
                Column("理由", lambda each: each.why, 0, tone=lambda _: "quiet"),
            )
        )  # fmt: skip
        self.view: LineView[Line] = LineView(self.table, "各列填什么")
        self.view.entered.connect(self._enter)
        self.view.installEventFilter(self)
        self.picks = FindList("可以填的", "打文字或拼音首字母找，如 wtphs")
        self.picks.taken.connect(self._take)
        self.picks.left.connect(self.view.setFocus)
        self.view.opened.connect(lambda _: self.picks.setFocus())
        self.only = QCheckBox("只看留空的")
        self.only.toggled.connect(lambda _: self._fill())
        self.here = QLabel()
        self.here.setWordWrap(True)
        self.name = QLineEdit()
        self.name.setPlaceholderText("起个名字，如 县扶贫办月报")
        self.name.setAccessibleName("表的名称")
        self.name.setMinimumWidth(self.fontMetrics().horizontalAdvance("国" * 16))
        self.name.returnPressed.connect(self.named)
        self._lay_out(press)

    def _lay_out(self, press: QWidget) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.here)
        column.addWidget(self.picks, 1)
        both = panes(self.view, right, (640, 260), grows=0)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        for each in (quiet("名称"), self.name, press):
            foot.addWidget(each)
        foot.addWidget(quiet("登记一次，以后选它就自己填好"), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        told = QHBoxLayout()
        told.addWidget(quiet("回车去右边选（双击也行），空格采用建议，Delete 留空"), 1)
        told.addWidget(self.only)
        whole.addLayout(told)
        whole.addWidget(both, 1)
        whole.addLayout(foot)

    def show_form(self, made: Preview) -> None:
        """Show the columns of a form; the cursor stays where it was, at first on what is not known."""
        form = made.form
        words = meaning.choices(form.plan.kind)
        self._every = [Choice(key, label.removeprefix("统计数：")) for key, label in words.items()]
        columns = {each.column: each for each in form.blank.columns}
        lines = []
        for slot in form.plan.slots:
            found = columns.get(slot.column)
            proposals = tuple(meaning.meanings(found, form.plan.kind)) if found and not slot.key else ()
            lines.append(Line(slot, made.letter(slot), made.sample(slot), proposals))
        same = [each.slot.heading for each in self._lines] == [each.slot.heading for each in lines]
        self._lines = lines
        self._fill(self.view.currentIndex().row() if same else -1)

    def _fill(self, row: int = -1) -> None:
        """Show the columns, or those that stay blank; the cursor on a row, or on the first that is not known."""
        shown = [each for each in self._lines if not (self.only.isChecked() and each.sample)]
        self.table.show(shown)
        unknown = next((place for place, each in enumerate(shown) if not each.slot.key), 0)
        self.view.go_to_row(min(row, len(shown) - 1) if row >= 0 else unknown)
        here = self.view.current()
        if here is not None:
            self._enter(here)

    def _enter(self, line: Line) -> None:
        self.here.setText(f"{line.letter}列“{line.slot.heading}”填：")
        first = [
            Choice(each.key, meaning.label_of(each.key).removeprefix("统计数："), each.reason)
            for each in line.proposals
        ]
        taken = {each.key for each in first}
        leave = Choice("", LEAVE, always=True)
        rest = [each for each in self._every if each.key not in taken]
        self.picks.offer([*first, leave, *rest], here=line.slot.key or (first[0].key if first else ""))

    def _take(self, key: str) -> None:
        """Take a meaning for the column, and go on to the next one."""
        line, row = self.view.current(), self.view.currentIndex().row()
        if line is not None:
            self.view.setFocus()
            self.view.go_to_row(min(row + 1, self.table.rowCount() - 1))
            if key != line.slot.key:
                self.chosen.emit(line.slot.column, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters go to the search, Space takes the proposal, Delete leaves blank."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.view:
            line = self.view.current()
            if event.key() == Qt.Key.Key_Space and line is not None:
                if not line.slot.key and line.proposals:
                    self._take(line.proposals[0].key)
                return True
            if event.key() == Qt.Key.Key_Delete and line is not None:
                self._take("")
                return True
            if event.text().isalnum() and not event.modifiers():
                self.picks.setFocus()
                self.picks.line.setText(event.text())
                return True
        return super().eventFilter(watched, event)


def _tail(line: Line) -> str:
    """The last two levels of a heading: they tell the columns apart."""
    return "/".join(line.slot.heading.split("/")[-2:])


def _filled_with(line: Line) -> str:
    return meaning.label_of(line.slot.key).removeprefix("统计数：") if line.slot.key else LEAVE
