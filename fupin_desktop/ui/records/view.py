"""How a table of records is looked at: fixed rows, sorting, choosing columns, copying, jumping by pinyin."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from fupin_desktop.domain import pinyin
from fupin_desktop.ui.records.table import TICK, RecordTable
from fupin_desktop.ui.theme import ROW, theme

FORGOTTEN_AFTER = 1.0
LOOKED_THROUGH = 5000


class RecordView(QTableView):
    """``opened`` says an id, ``sort_wanted`` a field and whether downwards, ``heading_menu`` a field."""

    opened = Signal(int)
    entered_row = Signal(int)
    sort_wanted = Signal(str, bool)
    heading_menu = Signal(str, object)

    def __init__(self, table: RecordTable[Any], jump_by: str = "") -> None:
        super().__init__()
        self.table = table
        self._jump_by, self._typed, self._typed_at = jump_by, "", 0.0
        self._sorted = ("", False)
        self.setModel(table)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._show_menu)
        head.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda index: self.opened.emit(table.id_at(index.row())))
        self.size_columns()

    def size_columns(self) -> None:
        """Take the text size again: row height and the columns' widths by their specs."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 2.8)))
        self.setColumnWidth(TICK, 28)
        one = self.fontMetrics().horizontalAdvance("0")
        for place, field in enumerate(self.table.columns, 1):
            heading = self.fontMetrics().horizontalAdvance(self.table.label(field)) + 20
            dotted = 14 if self.table.has_dot(field) else 0
            self.setColumnWidth(place, max(round(field.width * one) + 14 + dotted, heading))

    def show_columns(self, names: list[str]) -> None:
        """Show only these fields."""
        for place, field in enumerate(self.table.columns, 1):
            self.setColumnHidden(place, field.name not in names)

    def shown_columns(self) -> list[str]:
        """The fields shown, in the order the clerk dragged them to."""
        head = self.horizontalHeader()
        places = sorted(range(1, len(self.table.columns) + 1), key=head.visualIndex)
        return [self.table.columns[p - 1].name for p in places if not self.isColumnHidden(p)]

    def mark_sorted(self, name: str, down: bool) -> None:
        """Show the arrow at the heading of the sorted column."""
        self._sorted = (name, down)
        names = [field.name for field in self.table.columns]
        if name in names:
            way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            self.horizontalHeader().setSortIndicatorShown(True)
            self.horizontalHeader().setSortIndicator(names.index(name) + 1, way)

    def current_id(self) -> int | None:
        index = self.currentIndex()
        return self.table.id_at(index.row()) if index.isValid() else None

    def go_to(self, id: int) -> bool:
        """Put the cursor on a record, if it is in the list."""
        row = self.table.row_of(id)
        if row < 0:
            return False
        self.go_to_row(row)
        return True

    def go_to_row(self, row: int) -> None:
        index = self.table.index(row, 1)
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)

    def gathered(self) -> list[int]:
        """The ticked rows, else the selected ones."""
        if self.table.ticked:
            return [id for id in self.table.ids() if id in self.table.ticked]
        return [self.table.id_at(index.row()) for index in self.selectionModel().selectedRows()]

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table that Excel takes."""
        places = [
            p
            for p in sorted(range(1, self.table.columnCount()), key=self.horizontalHeader().visualIndex)
            if not self.isColumnHidden(p)
        ]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(self.table.text(row, place) for place in places) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    # Qt says:

    def currentChanged(self, current: Any, previous: Any) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.entered_row.emit(self.table.id_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (id := self.current_id()) is not None:
                self.opened.emit(id)
        elif event.key() == Qt.Key.Key_Space:
            self._tick_selected()
        elif _is_letter(event):
            self._jump(event.text().lower())
        else:
            super().keyPressEvent(event)

    def _tick_selected(self) -> None:
        ids = [self.table.id_at(index.row()) for index in self.selectionModel().selectedRows()]
        self.table.tick(ids, not set(ids) <= self.table.ticked)

    def _sort(self, place: int) -> None:
        if place == TICK:
            every = set(self.table.ids())
            self.table.tick(every, not every <= self.table.ticked)
            return
        name = self.table.columns[place - 1].name
        down = self._sorted == (name, False)
        self.mark_sorted(name, down)
        self.sort_wanted.emit(name, down)

    def _show_menu(self, where: QPoint) -> None:
        place = self.horizontalHeader().logicalIndexAt(where)
        menu = QMenu(self)
        if place > TICK:
            self.heading_menu.emit(self.table.columns[place - 1].name, menu)
        self.add_column_choice(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def add_column_choice(self, menu: QMenu) -> None:
        """Offer every field as a column to show or hide."""
        choice = menu.addMenu("显示哪些列")
        for place, field in enumerate(self.table.columns, 1):
            action = choice.addAction(self.table.label(field))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.toggled.connect(lambda on, place=place: self.setColumnHidden(place, not on))

    def _jump(self, letter: str) -> None:
        now = time.monotonic()
        self._typed = letter if now - self._typed_at > FORGOTTEN_AFTER else self._typed + letter
        if not self._jump_by or not self.table.rowCount():
            return
        count = self.table.rowCount()
        first = max(0, self.currentIndex().row()) + (len(self._typed) == 1)
        for step in range(min(count, LOOKED_THROUGH)):
            row = (first + step) % count
            record = self.table.record(row)
            keys = pinyin.keys(getattr(record, self._jump_by)).split(" ") if record else []
            if any(key.startswith(self._typed) for key in keys):
                self.go_to_row(row)
                break
        self._typed_at = time.monotonic()


def _is_letter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and event.text().isascii() and event.text().isalpha()
