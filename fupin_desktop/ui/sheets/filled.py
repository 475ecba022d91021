"""A form as it will be written: its rows and sums in a table, and each figure a link to the list behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView

from fupin_desktop.ui.lines import NOWHERE, Index
from fupin_desktop.ui.theme import ROW, theme

if TYPE_CHECKING:
    from fupin_desktop.domain.filling import Slot
    from fupin_desktop.domain.values import Cell
    from fupin_desktop.services.filling import Preview

SUM = "合计"
LOOKED_AT = 30
"""So many rows say how wide a column is."""
WIDEST = 22


class FilledTable(QAbstractTableModel):
    """The rows of a preview, and below them the sums. Numbers of people are shown as 前6后4."""

    def __init__(self) -> None:
        super().__init__()
        self.made: Preview | None = None
        self.slots: tuple[Slot, ...] = ()
        self._totals: dict[int, Cell] = {}
        self._hide: dict[int, Any] = {}
        self._unfilled: set[str] = set()
        self._traced: set[int] = set()

    def show(self, made: Preview | None) -> None:
        """Show a form that was filled."""
        from fupin_desktop.services.filling import hider

        self.beginResetModel()
        self.made = made
        self.slots = made.form.plan.slots if made else ()
        self._totals = made.totals if made and len(made.rows) > 1 and self._sums(made) else {}
        self._traced = set(made.rows[0].traces) if made and made.rows else set()
        self._hide = {slot.column: by for slot in self.slots if (by := hider(slot.key))}
        self._unfilled = set(made.unfilled) if made else set()
        self.endResetModel()

    @staticmethod
    def _sums(made: Preview) -> bool:
        """Whether sums make sense: of villages' figures, and where the form has a row for them."""
        return bool(made.rows[0].traces) or made.form.plan.total is not None

    @property
    def count(self) -> int:
        """How many rows, the sums apart."""
        return len(self.made.rows) if self.made else 0

    def keys(self, row: int, column: int) -> list[str]:
        """The keys of the figure in a cell; of a sum those of all its parts."""
        if self.made is None or column >= len(self.slots):
            return []
        place = self.slots[column].column
        if place not in self._traced:
            return []
        rows = self.made.rows[row : row + 1] if row < self.count else self.made.rows
        return [row.traces[place] for row in rows if place in row.traces]

    def cell(self, row: int, column: int) -> Cell:
        """What will be written."""
        place = self.slots[column].column
        if self.made is None:
            return None
        return self.made.rows[row].cells.get(place) if row < self.count else self._totals.get(place)

    def text(self, row: int, column: int) -> str:
        """What is shown."""
        from fupin_desktop.services.filling import shown

        value = self.cell(row, column)
        if value is None or value == "":
            return ""
        hide = self._hide.get(self.slots[column].column)
        return hide(str(value)) if hide else shown(value)

    # Qt asks:

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.count + bool(self._totals)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.slots)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way == Qt.Orientation.Horizontal:
            heading = self.slots[section].heading
            return heading.replace("/", "\n") + ("\n◷ 留空" if heading in self._unfilled else "")
        return self.made.rows[section].name if self.made and section < self.count else SUM

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                found = bool(self.keys(row, column)) and self.cell(row, column)
                return f"{self.text(row, column)}　双击或回车看名单" if found else self.text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                number = isinstance(self.cell(row, column), int | float | Decimal)
                side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                linked = self.cell(row, column) and self.keys(row, column)
                return QColor(theme.colours.accent) if linked else None
        return None


class FilledView(QTableView):
    """``followed`` says row and column of a cell that was opened with Enter or a double click."""

    followed = Signal(int, int)

    def __init__(self, table: FilledTable) -> None:
        super().__init__()
        self.table = table
        self.setModel(table)
        self.setAccessibleName("填好的样子")
        self.setAlternatingRowColors(True)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.doubleClicked.connect(lambda index: self.followed.emit(index.row(), index.column()))
        table.modelReset.connect(self.size_columns)

    def size_columns(self) -> None:
        """Row height, and widths by the headings and the first rows."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 2.8)))
        words = self.fontMetrics()
        most = words.horizontalAdvance("国" * WIDEST)
        for place in range(self.table.columnCount()):
            heading = str(self.table.headerData(place, Qt.Orientation.Horizontal)).split("\n")
            rows = range(min(LOOKED_AT, self.table.rowCount()))
            texts = [*heading, *(self.table.text(row, place) for row in rows)]
            wide = max(words.horizontalAdvance(each) for each in texts)
            self.setColumnWidth(place, min(most, wide + 24))

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        if row < self.table.rowCount() and column < self.table.columnCount():
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.table.index(row, column), how)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a table that Excel takes."""
        chosen = self.selectedIndexes()
        rows = sorted({each.row() for each in chosen})
        columns = sorted({each.column() for each in chosen})
        said = ["\t".join(self.table.text(row, column) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            self.followed.emit(here.row(), here.column())
        else:
            super().keyPressEvent(event)
