"""How a table of records is looked at: fixed rows, ticks and names that stay, sorting, columns, copying, jumping."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from fupin_desktop.domain import pinyin
from fupin_desktop.domain.fields import Field
from fupin_desktop.ui.records.frozen import FrozenColumns
from fupin_desktop.ui.records.table import NUMBERS, TICK, RecordTable
from fupin_desktop.ui.theme import ROW, theme

FORGOTTEN_AFTER = 1.0
LOOKED_THROUGH = 5000
LOOKED_AT = 60
"""Rows at the top, in the middle and at the end whose words say how wide a column must be."""


class RecordView(QTableView):
    """``opened`` says an id, ``sort_wanted`` a field and whether downwards, ``heading_menu`` a field.

    The column of the field ``jump_by``, a name, stays in view with the ticks before it.
    """

    opened = Signal(int)
    entered_row = Signal(int)
    sort_wanted = Signal(str, bool)
    heading_menu = Signal(str, object)
    selection_changed = Signal()

    def __init__(self, table: RecordTable[Any], jump_by: str) -> None:
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
        self.setIconSize(QSize(10, 10))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._name = 1 + [field.name for field in table.columns].index(jump_by)
        self.frozen = FrozenColumns(self, (TICK, self._name))
        self.horizontalHeader().setSectionsMovable(True)
        for view in (self, self.frozen):
            self._prepare_heading(view.horizontalHeader())
        self.doubleClicked.connect(lambda index: self.opened.emit(table.id_at(index.row())))
        self._sized_for: tuple[float, bool] | None = None
        table.modelReset.connect(self.size_columns)
        self.size_columns()

    def _prepare_heading(self, head: QHeaderView) -> None:
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(24)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda where: self._show_menu(head, where))
        head.sectionClicked.connect(self._sort)

    def size_columns(self) -> None:
        """Make the columns as narrow as their words, once there are some, and again after the text size changed."""
        wanted = (theme.size, bool(self.table.rowCount()))
        if wanted == self._sized_for:
            return
        self._sized_for = wanted
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 2.8)))
        self.frozen.setColumnWidth(TICK, 30)
        for place, field in enumerate(self.table.columns, 1):
            view = self.frozen if place == self._name else self
            view.setColumnWidth(place, self._width(place, field))
        self.frozen.make_room()

    def _width(self, place: int, field: Field) -> int:
        measure, count = self.fontMetrics().horizontalAdvance, self.table.rowCount()
        heading = measure(self.table.label(field)) + 18
        begins = {0, max(0, count // 2 - LOOKED_AT // 2), max(0, count - LOOKED_AT)}
        rows = {row for begin in begins for row in range(begin, min(count, begin + LOOKED_AT))}
        wide = sorted(measure(self.table.text(row, place)) for row in rows)
        rare = (
            0 if field.kind in NUMBERS else len(wide) // 8
        )  # a few long names may be cut; the tip says them whole
        words = wide[-1 - rare] if wide else 0
        words = max(words, measure("国") * 5) if place == self._name else words
        most = round(max(field.width, 10) * measure("0") * 1.2)
        dotted = 16 if self.table.has_dot(field) else 0
        return max(min(words, most) + 12 + dotted, heading)

    def show_columns(self, names: list[str]) -> None:
        """Show only these fields, in this order, and the name."""
        head = self.horizontalHeader()
        for place, field in enumerate(self.table.columns, 1):
            self.setColumnHidden(place, place == self._name or field.name not in names)
        known = [field.name for field in self.table.columns]
        for visual, name in enumerate(names, 1):
            head.moveSection(head.visualIndex(known.index(name) + 1), visual)

    def shown_columns(self) -> list[str]:
        """The fields shown, the name first, in the order the clerk dragged them to."""
        return [self.table.columns[place - 1].name for place in self._shown_places()]

    def _shown_places(self) -> list[int]:
        head = self.horizontalHeader()
        places = sorted(range(1, self.table.columnCount()), key=head.visualIndex)
        return [self._name, *(place for place in places if not self.isColumnHidden(place))]

    def mark_sorted(self, name: str, down: bool) -> None:
        """Show the arrow at the heading of the sorted column."""
        self._sorted = (name, down)
        names = [field.name for field in self.table.columns]
        if name in names:
            way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            for view in (self, self.frozen):
                view.horizontalHeader().setSortIndicatorShown(True)
                view.horizontalHeader().setSortIndicator(names.index(name) + 1, way)

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
        index = self.table.index(row, self._first_place())
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, how)
        self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A cursor that was seen stays in view when a pane opens or a bar takes room."""
        super().resizeEvent(event)
        here = self.currentIndex()
        seen = self.rowViewportPosition(here.row()) if here.isValid() else -1
        if 0 <= seen < event.oldSize().height():
            self.scrollTo(here)

    def gathered(self) -> list[int]:
        """The ticked rows, else the selected ones."""
        if self.table.ticked:
            return [id for id in self.table.ids() if id in self.table.ticked]
        return [self.table.id_at(index.row()) for index in self.selectionModel().selectedRows()]

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table that Excel takes."""
        places = self._shown_places()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(self.table.text(row, place) for place in places) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def selected_count(self) -> int:
        """How many rows are selected."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        return sum(part.bottom() - part.top() + 1 for part in parts)

    # Qt says:

    def selectionChanged(self, chosen: Any, left: Any) -> None:
        super().selectionChanged(chosen, left)
        self.selection_changed.emit()

    def moveCursor(self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        here = self.currentIndex()
        if here.isValid() and self.isColumnHidden(here.column()):
            shown = self.table.index(here.row(), self._first_place())
            self.selectionModel().setCurrentIndex(shown, QItemSelectionModel.SelectionFlag.NoUpdate)
        return super().moveCursor(action, held)

    def _first_place(self) -> int:
        """A column where the cursor can be: the first that is scrolled."""
        return [*self._shown_places(), self._name][1]

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

    def _show_menu(self, head: QHeaderView, where: QPoint) -> None:
        place = head.logicalIndexAt(where)
        menu = QMenu(self)
        if place > TICK:
            self.heading_menu.emit(self.table.columns[place - 1].name, menu)
        self.add_column_choice(menu)
        menu.popup(head.mapToGlobal(where))

    def add_column_choice(self, menu: QMenu) -> None:
        """Offer every field as a column to show or hide."""
        choice = menu.addMenu("显示哪些列")
        for place, field in enumerate(self.table.columns, 1):
            if place == self._name:
                continue
            action = choice.addAction(self.table.label(field))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.toggled.connect(lambda on, place=place: self.setColumnHidden(place, not on))

    def _jump(self, letter: str) -> None:
        now = time.monotonic()
        self._typed = letter if now - self._typed_at > FORGOTTEN_AFTER else self._typed + letter
        if not self.table.rowCount():
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
