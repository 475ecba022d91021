"""Each column of a file and what it is taken for: proposals with their reasons, the clerk's corrections, a layout kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import S

SURE = 0.6
"""Proposals below this are offered one by one, not taken with all the others."""


class Meaning(Protocol):
    """What one column is taken for."""

    @property
    def letter(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...


class Guess(Protocol):
    """What a column may be, and why."""

    @property
    def key(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def reason(self) -> str: ...
    @property
    def label(self) -> str: ...


def guesses(column: Meaning) -> tuple[Guess, ...]:
    """What a column may be; lists that propose nothing have none."""
    return cast(tuple[Guess, ...], getattr(column, "proposals", ()))


def samples(column: Meaning) -> str:
    """The first values of a column."""
    return "、".join(getattr(column, "samples", ()))


def likely(columns: Sequence[Meaning]) -> dict[str, str]:
    """Letter → key of all proposals that are likely, each field once, the surest first."""
    found: dict[str, str] = {}
    every = (
        (guess.score, each.letter, guess.key) for each in columns if not each.key for guess in guesses(each)
    )
    for score, letter, key in sorted(every, reverse=True):
        if score >= SURE and letter not in found and key not in found.values():
            found[letter] = key
    return found


def _why(column: Meaning) -> str:
    if column.key or not guesses(column):
        return ""
    best = guesses(column)[0]
    return f"可能是“{best.label}”：{best.reason}"


class ColumnsTable(QWidget):
    """``corrected`` says a letter and what it means instead, ``adopted`` several at once, ``kept`` a name and a year."""

    corrected = Signal(str, str)
    adopted = Signal(dict)
    kept = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.table: LineTable[Meaning] = LineTable(
            (
                Column("列", lambda each: each.letter, 4),
                Column("文件里的列名", lambda each: each.heading, 24),
                Column("前几行", samples, 30, tone=lambda _: "quiet"),
                Column(
                    "读作",
                    lambda each: each.label or "（不认识，原样保留）",
                    22,
                    tone=lambda each: "" if each.key else "amber",
                ),
                Column("建议", _why, 0),
            )
        )
        self.pick = PickBox([("", "不读这一列")])
        self.pick.setAccessibleName("所选列读作")
        self.pick.setMinimumContentsLength(14)
        self.pick.activated.connect(lambda _: self._change())
        self.pick.installEventFilter(self)
        self.view: LineView[Meaning] = LineView(self.table, "列的对应")
        self.view.entered.connect(self._enter)
        self.view.opened.connect(lambda _: self.pick.setFocus())
        self.view.installEventFilter(self)
        self.take_all = QPushButton()
        self.take_all.clicked.connect(lambda: self.adopted.emit(likely(self.table.lines)))
        self._choices: dict[str, str] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        for widget in (
            quiet("所选的列读作"),
            self.pick,
            quiet("回车确认，打拼音首字母选；空格采用建议"),
            self.take_all,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        self.name, self.year = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("起个名字，如 水村摸底名单")
        self.name.setAccessibleName("版式名称")
        self.name.setMinimumWidth(self.fontMetrics().horizontalAdvance("国" * 14))
        self.year.setPlaceholderText("年度")
        self.year.setAccessibleName("版式年度")
        self.year.setFixedWidth(self.fontMetrics().horizontalAdvance("国" * 4) + 24)
        self.keep = QPushButton("记住这个版式")
        self.keep.clicked.connect(self._keep)
        self.keep.setToolTip("下次来同样的表，列挪了位置、多几列少几列也认得")
        for edit in (self.name, self.year):
            edit.returnPressed.connect(self._keep)
        self.keeping = QWidget()
        line = QHBoxLayout(self.keeping)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        for each in (quiet("对应好了，下次自动认出："), self.name, self.year, self.keep):
            line.addWidget(each)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.view)
        column.addLayout(row)
        column.addWidget(self.keeping)

    def show_columns(
        self,
        columns: Sequence[Meaning],
        choices: Mapping[str, str],
        *,
        keepable: bool = False,
        year: str = "",
    ) -> None:
        """Show the columns; ``keepable``: they can be kept as a layout."""
        kept = self.view.currentIndex().row()
        self._choices = dict(choices)
        self.table.show(columns)
        unknown = next((n for n, each in enumerate(columns) if not each.key), 0)
        self.view.go_to_row(kept if 0 <= kept < len(columns) else unknown)
        count = len(likely(columns))
        self.take_all.setText(f"采用全部建议 {count}列")
        self.take_all.setVisible(count > 0)
        self.keeping.setVisible(keepable)
        if not self.year.text():
            self.year.setText(year)

    def forget_name(self) -> None:
        """Another file: the name that was begun does not fit it."""
        self.name.clear()
        self.year.clear()
        self.view.clearSelection()
        self.table.show(())

    def _enter(self, column: Meaning) -> None:
        first = [(each.key, each.label) for each in guesses(column) if each.key in self._choices]
        taken = {key for key, _ in first}
        rest = [(key, label) for key, label in self._choices.items() if key not in taken]
        known = [] if column.key in self._choices or not column.key else [(column.key, column.label)]
        self.pick.offer([("", "不读这一列"), *first, *known, *rest])
        self.pick.put(column.key)

    def _change(self) -> None:
        here = self.view.current()
        if here is not None and self.pick.value() != here.key:
            self.corrected.emit(here.letter, self.pick.value())

    def _adopt(self) -> None:
        here = self.view.current()
        if here is not None and not here.key and guesses(here):
            self.corrected.emit(here.letter, guesses(here)[0].key)

    def _keep(self) -> None:
        self.kept.emit(self.name.text().strip(), self.year.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space takes the proposal of the row, Enter goes to the choice and confirms it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.view and event.key() == Qt.Key.Key_Space:
                self._adopt()
                return True
            if watched is self.view and enter and not event.modifiers():
                self.pick.setFocus()
                return True
            if watched is self.pick and enter and not event.modifiers():
                self._change()
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def take_focus(self) -> None:
        self.view.setFocus()
