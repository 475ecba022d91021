"""Tables of plain lines (acts, candidates, problems): columns said by functions, ticks, copying."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fupin_desktop.ui import era
from fupin_desktop.ui.theme import ROW, theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """``width`` in digits (a Chinese character is two), 0 takes what is left; ``tone`` colours the words (red, amber, green, quiet)."""

    heading: str
    text: Callable[[T], str]
    width: int = 10
    right: bool = False
    tone: Callable[[T], str] = lambda _: ""


class LineTable(QAbstractTableModel, Generic[T]):
    """Lines as they are given. With ``key`` each line can be ticked in its first column."""

    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], Hashable] | None = None) -> None:
        super().__init__()
        self.columns, self._key = columns, key
        self.lines: Sequence[T] = ()
        self.ticked: set[Hashable] = set()

    def show(self, lines: Sequence[T]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def tick(self, lines: Sequence[T], on: bool) -> None:
        """Tick lines, or take their ticks away."""
        assert self._key
        keys = {self._key(line) for line in lines}
        self.ticked = self.ticked | keys if on else self.ticked - keys
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))
        self.ticked_changed.emit()

    def is_ticked(self, line: T) -> bool:
        return bool(self._key) and self._key(line) in self.ticked  # type: ignore[misc]

    @property
    def chosen(self) -> list[T]:
        """The ticked lines in their order."""
        return [line for line in self.lines if self.is_ticked(line)]

    # Qt asks:

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        said = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return said | Qt.ItemFlag.ItemIsUserCheckable if self._key and index.column() == 0 else said

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return era.words(self.columns[section].heading)
        return _side(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(line)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(column)
            case Qt.ItemDataRole.ForegroundRole:
                tone = column.tone(line)
                return QColor(getattr(theme.colours, tone)) if tone else None
            case Qt.ItemDataRole.CheckStateRole if self._key and index.column() == 0:
                return Qt.CheckState.Checked if self.is_ticked(line) else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._key:
            return False
        self.tick([self.lines[index.row()]], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class LineView(QTableView, Generic[T]):
    """``entered`` says the line under the cursor, ``opened`` one that was chosen with Enter or a double click."""

    entered = Signal(object)
    opened = Signal(object)

    def __init__(self, table: LineTable[T], name: str) -> None:
        super().__init__()
        self.table = table
        self.setModel(table)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        # the header would ask each row of a large selection whether its column is selected: it has one of its own
        self._unselected = QItemSelectionModel(table)
        self.horizontalHeader().setSelectionModel(self._unselected)
        self.doubleClicked.connect(lambda index: self.opened.emit(table.lines[index.row()]))
        self.size_columns()

    def size_columns(self) -> None:
        """Row height and widths by the text's size; the column of width 0 takes what is left."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 2.8)))
        one = self.fontMetrics().horizontalAdvance("国") / 2
        for place, column in enumerate(self.table.columns):
            heading = self.fontMetrics().horizontalAdvance(column.heading) + 20
            self.setColumnWidth(place, max(round(column.width * one) + 16, heading))
            if not column.width:
                self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def current(self) -> T | None:
        """The line under the cursor."""
        index = self.currentIndex()
        return (
            self.table.lines[index.row()] if index.isValid() and index.row() < len(self.table.lines) else None
        )

    def go_to_row(self, row: int) -> None:
        if 0 <= row < self.table.rowCount():
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.table.index(row, 0), how)
            self.scrollTo(self.table.index(row, 0))

    def selected_rows(self) -> list[int]:
        """The rows selected, in order; asked by ranges, for there may be very many."""
        ranges = cast(Iterable[QItemSelectionRange], self.selectionModel().selection())
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def selected(self) -> list[T]:
        return [self.table.lines[row] for row in self.selected_rows()]

    def copy(self) -> None:
        """Put the selected lines on the clipboard as a table that Excel takes."""
        said = ["\t".join(column.text(line) for column in self.table.columns) for line in self.selected()]
        QGuiApplication.clipboard().setText("\n".join(said))

    def currentChanged(self, current: Any, previous: Any) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row() and current.row() < len(self.table.lines):
            self.entered.emit(self.table.lines[current.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
        elif (
            event.key() == Qt.Key.Key_Space
            and self.table.flags(self.table.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
        ):
            lines = self.selected()
            self.table.tick(lines, not all(self.table.is_ticked(each) for each in lines))
        else:
            super().keyPressEvent(event)
