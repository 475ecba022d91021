"""The forms that can be filled, and what for: the period, the day, which villages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.domain.period import Period, read_half, read_month, read_quarter, read_year
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.paper.periods import periods
from fupin_desktop.ui.paper.whom import VillageBox
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.theme import M, S

if TYPE_CHECKING:
    from fupin_desktop.domain.sheets import KeptForm
    from fupin_desktop.services.filling import Filling, Preview
    from fupin_desktop.services.tasks import Watch

KEPT, OWN, FILE = "登记的", "自带的", "没有登记"
NEWEST = "不分期间，用最新的数"
_OF_WORDS: Mapping[str, Callable[[str], Period]] = {
    "半年": read_half, "季": read_quarter, "月": read_month, "年": read_year,
}  # fmt: skip
"""What a form's name says of its period."""


@record("来表")
class _Day(Record):
    on: date | None = day("截至日", default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A form in the list: a registered one, one that came with the program, or a file that was dropped."""

    name: str
    what: str
    said: str | Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which form, and what for."""

    entry: Entry
    sheet: str | None
    chosen: Mapping[int, str]
    period: Period | None
    on: date | None
    villages: tuple[str, ...]

    def preview(self, filling: Filling, watch: Watch) -> Preview:
        """The form filled. Raises what ``Filling`` raises."""
        form = filling.choose(filling.open(self.entry.said, self.sheet), self.chosen)
        return filling.preview(form, period=self.period, on=self.on, villages=self.villages, watch=watch)


class FormsBand(QWidget):
    """``entered`` says the form under the cursor, ``changed`` that something else is wanted, ``struck`` Delete."""

    entered = Signal(object)
    changed = Signal()
    struck = Signal()

    def __init__(self, desk: Desk, tools: Sequence[QWidget], below: Sequence[QWidget]) -> None:
        super().__init__()
        self.desk = desk
        self._file: Entry | None = None
        self._span: tuple[date, date] | None = None
        self.table: LineTable[Entry] = LineTable(
            (
                Column("表", lambda each: each.name, 0),
                Column("", lambda each: each.what, 8,
                       tone=lambda each: "amber" if each.what == FILE else "quiet"),
            )
        )  # fmt: skip
        self.view: LineView[Entry] = LineView(self.table, "可以填的表")
        self.view.entered.connect(self.entered)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.struck)
        self.sheet = PickBox([])
        self.period = PickBox([(None, NEWEST)])
        self.day = Editor(_Day.fields["on"], desk.today)
        self.villages = VillageBox([])
        for box in (self.sheet, self.period):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.day.left.connect(self.changed)
        self.villages.picked.connect(self.changed)
        self._lay_out(tools, below)
        self.offer_sheets(())

    def _lay_out(self, tools: Sequence[QWidget], below: Sequence[QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        for each in tools:
            row.addWidget(each)
        row.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        self.sheet_label = QLabel("工作表")
        rows: tuple[tuple[QLabel, QWidget, str], ...] = (
            (self.sheet_label, self.sheet, "工作表"), (QLabel("期间"), self.period, "期间"),
            (QLabel("截至日"), self.day.widget, "截至日"), (QLabel("村"), self.villages, "村"),
        )  # fmt: skip
        for place, (label, widget, name) in enumerate(rows):
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            grid.addWidget(label, place, 0)
            grid.addWidget(widget, place, 1)
        grid.setColumnStretch(1, 1)
        self.day.widget.setToolTip("数字算到哪一天；空着就是期间的最后一天，或最新的数据")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        column.addLayout(grid)
        for each in below:
            column.addWidget(each)

    def show_forms(self, kept: Sequence[KeptForm], own: Sequence[str]) -> None:
        """Show the forms there are; the cursor stays on the one it was on."""
        names = [each.name for each in kept]
        entries = [Entry(name, KEPT, name) for name in names]
        entries += [Entry(name, OWN, name) for name in own if name not in names]
        here = self.view.current()
        self._show([*([self._file] if self._file else []), *entries], here)

    def _show(self, entries: Sequence[Entry], here: Entry | None) -> None:
        if list(entries) != list(self.table.lines):
            self.table.show(entries)
            self.view.go_to_row(next((row for row, each in enumerate(entries) if each == here), 0))

    def show_file(self, path: Path) -> None:
        """Put a file that is not registered on top, and the cursor on it."""
        others = [each for each in self.table.lines if each.what != FILE]
        self._file = Entry(path.name, FILE, path)
        self.table.show([self._file, *others])
        self.view.go_to_row(0)

    def go_to(self, name: str) -> None:
        """Put the cursor on a form by its name."""
        found = (row for row, each in enumerate(self.table.lines) if name in (each.name, str(each.said)))
        self.view.go_to_row(next(found, 0))

    def forget_file(self) -> None:
        """The file is registered now, or no longer wanted."""
        self._file = None

    def take_focus(self) -> None:
        self.view.setFocus()

    def offer_sheets(self, names: Sequence[str]) -> None:
        """The sheets of a file, where there are several."""
        self.sheet.blockSignals(True)
        self.sheet.offer([(name, name) for name in names])
        self.sheet.blockSignals(False)
        for each in (self.sheet_label, self.sheet):
            each.setVisible(len(names) > 1)

    def offer_villages(self, names: Sequence[str]) -> None:
        self.villages.offer(names)

    def offer_periods(self, first: date | None, last: date | None) -> None:
        """The periods that the data speak of."""
        span = (first, last) if first and last else None
        if span and span != self._span:
            self._span = span
            kept = self.period.value()
            self.period.blockSignals(True)
            found = periods(_any, *span)
            self.period.offer([(None, NEWEST), *((each, each.words) for each in found)])
            self.period.put(kept)
            self.period.blockSignals(False)

    def propose_period(self, name: str) -> None:
        """The newest month, quarter, half or year with data, as the form's name says."""
        reads = next((reads for word, reads in _OF_WORDS.items() if word in name), None)
        found = periods(reads, *self._span) if reads and self._span else []
        fitting = [each for each in found if self._span and each.first <= self._span[1]]
        self.period.blockSignals(True)
        self.period.put(fitting[0] if fitting else None)
        self.period.blockSignals(False)


def _any(said: str) -> Period:
    for reads in (read_month, read_quarter, read_half, read_year):
        try:
            return reads(said)
        except Trouble:
            continue
    raise Trouble(said)
