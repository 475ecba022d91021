"""A table of a hundred thousand records that reads only what is looked at.

It holds the ids of every row, in order, and fetches records a page at a time. So the scroll bar is true,
a jump to any row costs one small read, and a saved record is refreshed in place by its id. The first
column is the tick by which rows are gathered for a batch.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from fupin_desktop.domain.fields import Field, Kind, Record
from fupin_desktop.ui import era
from fupin_desktop.ui.theme import theme

R = TypeVar("R", bound=Record)
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int]], Mapping[int, R]]
Tone = Callable[[str, Any], str]
"""The colour of the dot before a value: red, amber, green or nothing."""

PAGE = 200
PAGES_KEPT = 50
NOWHERE = QModelIndex()
NUMBERS = (Kind.WHOLE, Kind.MONEY, Kind.DECIMAL)
TICK = 0


class RecordTable(QAbstractTableModel, Generic[R]):
    ticked_changed = Signal()

    def __init__(
        self,
        kind: type[R],
        columns: Sequence[str],
        fetch: Fetch[R],
        tone: Tone = lambda _name, _value: "",
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.columns: list[Field] = [kind.fields[name] for name in columns]
        self.ticked: set[int] = set()
        self._fetch, self._tone, self._labels = fetch, tone, labels or {}
        self._ids: array[int] = array("q")
        self._pages: dict[int, Mapping[int, R]] = {}

    def show_ids(self, ids: array[int]) -> None:
        self.beginResetModel()
        self._ids, self._pages = ids, {}
        self.endResetModel()

    def ids(self) -> Sequence[int]:
        return self._ids

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def row_of(self, id: int) -> int:
        """The row of a record, or -1."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def refresh(self) -> None:
        """Read the records again; the order and the selection stay."""
        self._pages.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns))
            self.dataChanged.emit(self.index(0, 0), last)

    def record(self, row: int) -> R | None:
        """The record in a row, or None if it was removed meanwhile."""
        page = row // PAGE
        if page not in self._pages:
            if len(self._pages) >= PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = self._fetch(self._ids[page * PAGE : (page + 1) * PAGE])
        return self._pages[page].get(self._ids[row])

    def tick(self, ids: Iterable[int], on: bool = True) -> None:
        """Gather rows for a batch, or let them go."""
        self.ticked = self.ticked | set(ids) if on else self.ticked - set(ids)
        if self._ids:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._ids) - 1, TICK))
        self.ticked_changed.emit()

    def label(self, field: Field) -> str:
        return era.words(self._labels.get(field.name, field.label))

    def has_dot(self, field: Field) -> bool:
        """Whether a coloured dot may stand before the values of a column."""
        values = (*field.codes, True) if field.codes else (True,)
        return any(self._tone(field.name, each) for each in values)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        record = self.record(row)
        if column == TICK:
            return ""
        field = self.columns[column - 1]
        return field.show(getattr(record, field.name)) if record else "（已删除）"

    # Qt asks:

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        said = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return said | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else said

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if section == TICK else self.label(self.columns[section - 1])
        if role == Qt.ItemDataRole.TextAlignmentRole and section != TICK:
            return _place(self.columns[section - 1])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.column() == TICK:
            return self._tick_data(index.row(), role)
        field = self.columns[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _place(field)
        if role == Qt.ItemDataRole.DecorationRole:
            record = self.record(index.row())
            tone = self._tone(field.name, getattr(record, field.name)) if record else ""
            return dot(getattr(theme.colours, tone)) if tone else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.text(index.row(), index.column()) or None
        return None

    def _tick_data(self, row: int, role: int) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            on = self._ids[row] in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if index.column() != TICK or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([self._ids[index.row()]], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _place(field: Field) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field.kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=16)
def dot(colour: str) -> QIcon:
    """A small coloured dot, the same on a chosen row; the word stands beside it."""
    picture = QPixmap(20, 20)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(2, 2, 16, 16)
    painter.end()
    picture.setDevicePixelRatio(2)
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
