"""A grid that is typed in like a sheet: F2, Enter, Tab, copy and paste as a table, a blank row to go on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fupin_desktop.domain import values
from fupin_desktop.domain.fields import Field, Kind, Record
from fupin_desktop.ui import era
from fupin_desktop.ui.records.editors import Editor, read
from fupin_desktop.ui.theme import ROW, theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Doubt = Callable[[Mapping[str, Any], str], str]
"""A doubt about a cell that does not hinder saving (a wrong check character), or nothing."""


@dataclass(slots=True)
class Line:
    """One row: the record it came from (None: new), its values, and what could not be read."""

    record: Record | None
    values: dict[str, Any]
    unreadable: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        filled = any(each not in (None, "", (), False) for each in self.values.values())
        return self.record is None and not filled and not self.unreadable


class GridModel(QAbstractTableModel):
    edited = Signal()

    def __init__(
        self,
        kind: type[Record],
        columns: Sequence[str],
        *,
        today: Callable[[], date] = date.today,
        doubt: Doubt = lambda _values, _name: "",
        derived: Callable[[dict[str, Any], str], None] = lambda _values, _name: None,
        grows: bool = True,
        fixed: Sequence[str] = (),
        row_name: Callable[[Line], str] | None = None,
    ) -> None:
        super().__init__()
        self.kind, self.columns = kind, [kind.fields[name] for name in columns]
        self.lines: list[Line] = []
        self._today, self._doubt, self._derived, self._grows, self._fixed = (
            today,
            doubt,
            derived,
            grows,
            fixed,
        )
        self._row_name = row_name
        self._blank = {
            each.name: None if each.default is dataclasses.MISSING else each.default
            for each in dataclasses.fields(kind)
            if each.name in kind.fields
        }

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these, and a blank row to go on."""
        self.beginResetModel()
        self.lines = [
            Line(each, {name: getattr(each, name) for name in self.kind.fields}) for each in records
        ]
        self._grow()
        self.endResetModel()

    def changed(self) -> list[Line]:
        """The rows that differ from their records, new ones included."""
        return [
            line
            for line in self.lines
            if not line.blank
            and (
                line.record is None
                or line.unreadable
                or any(getattr(line.record, name) != line.values[name] for name in self.kind.fields)
            )
        ]

    @property
    def dirty(self) -> bool:
        return bool(self.changed())

    def made(self, line: Line, **links: Any) -> Any:
        """The record that a row now stands for; ``links`` are given to new ones."""
        if line.record is not None:
            return dataclasses.replace(line.record, **line.values)
        return self.kind(**line.values, **links)

    def problems(self) -> list[str]:
        """Everything that hinders saving, each with its row."""
        found = []
        for number, line in enumerate(self.lines, 1):
            if line.blank:
                continue
            said = (self.problem(line, spec) for spec in self.columns)
            found += [f"第{number}行 {each}" for each in said if each]
        return found

    def problem(self, line: Line, spec: Field) -> str:
        if spec.name in line.unreadable:
            return line.unreadable[spec.name][1]
        return "" if line.blank else spec.problem(line.values[spec.name]) or ""

    def enter(self, row: int, column: int, text: str) -> None:
        """Put typed or pasted text into a cell; what cannot be read stays there, marked."""
        line, spec = self.lines[row], self.columns[column]
        line.unreadable.pop(spec.name, None)
        try:
            said = read(spec, text, self._today)
            line.values[spec.name] = self._blank[spec.name] if said is None else said
            self._derived(line.values, spec.name)
        except values.Unreadable as wrong:
            line.unreadable[spec.name] = (text, str(wrong))

    def paste(self, top: int, left: int, text: str) -> int:
        """Put a pasted table in; a heading row in it says the columns. Gives the rows taken."""
        rows = [each.split("\t") for each in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        places = self._by_heading(rows[0])
        if places:
            rows = rows[1:]
        self.beginResetModel()
        for step, cells in enumerate(rows):
            while top + step >= len(self.lines) and self._grows:
                self.lines.append(Line(None, dict(self._blank)))
            if top + step >= len(self.lines):
                break
            for offset, cell in enumerate(cells):
                column = places.get(offset) if places else left + offset
                if column is not None and column < len(self.columns) and not self._is_fixed(column):
                    self.enter(top + step, column, cell)
        self._grow()
        self.endResetModel()
        self.edited.emit()
        return len(rows)

    def _by_heading(self, cells: Sequence[str]) -> dict[int, int]:
        names = {
            said: place for place, spec in enumerate(self.columns) for said in (spec.label, *spec.headings)
        }
        found = {n: names[cell.strip()] for n, cell in enumerate(cells) if cell.strip() in names}
        return found if len(found) >= 2 else {}

    def copied(self, cells: Sequence[Index]) -> str:
        """Cells as a table that Excel takes."""
        rows = sorted({each.row() for each in cells})
        columns = sorted({each.column() for each in cells})
        kept = {(each.row(), each.column()) for each in cells}
        return "\n".join("\t".join(self.text(r, c) if (r, c) in kept else "" for c in columns) for r in rows)

    def text(self, row: int, column: int) -> str:
        line, spec = self.lines[row], self.columns[column]
        if spec.name in line.unreadable:
            return line.unreadable[spec.name][0]
        return spec.show(line.values[spec.name])

    def _grow(self) -> None:
        if self._grows and not (self.lines and self.lines[-1].blank):
            self.lines.append(Line(None, dict(self._blank)))

    def _is_fixed(self, column: int) -> bool:
        return self.columns[column].name in self._fixed

    # Qt asks:

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        said = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return said if self._is_fixed(index.column()) else said | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if way == Qt.Orientation.Horizontal:
                return _heading(self.columns[section])
            if self._row_name:
                return self._row_name(self.lines[section])
            return "＋" if self.lines[section].blank else str(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, spec = self.lines[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(line, spec)
            case Qt.ItemDataRole.ToolTipRole:
                return self.problem(line, spec) or self._doubt(line.values, spec.name) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft
                if spec.kind in (Kind.MONEY, Kind.WHOLE, Kind.DECIMAL):
                    side = Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _colour(self, line: Line, spec: Field) -> QColor | None:
        if self.problem(line, spec):
            return QColor(theme.colours.red)
        if self._doubt(line.values, spec.name):
            return QColor(theme.colours.amber)
        return QColor(theme.colours.quiet) if spec.name in self._fixed else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.text(index.row(), index.column()):
            return False
        self.enter(index.row(), index.column(), str(value))
        if not self.lines[-1].blank and self._grows:
            self.beginInsertRows(NOWHERE, len(self.lines), len(self.lines))
            self._grow()
            self.endInsertRows()
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(self.columns) - 1))
        self.edited.emit()
        return True


def _heading(spec: Field) -> str:
    label = era.words(spec.label)
    return f"{label}（{spec.unit}）" if spec.unit else label


class _Cells(QStyledItemDelegate):
    """Editors for cells, made from the field specs."""

    def __init__(self, model: GridModel, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._today = model, today

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = Editor(self._model.columns[index.column()], self._today)
        editor.widget.setParent(parent)
        editor.setParent(editor.widget)
        return editor.widget

    def setEditorData(self, widget: QWidget, index: Index) -> None:
        editor = _editor_of(widget)
        try:
            editor.put_text(index.data(Qt.ItemDataRole.EditRole))
        except values.Unreadable:
            editor.put(None)

    def setModelData(self, widget: QWidget, model: Any, index: Index) -> None:
        editor = _editor_of(widget)
        model.setData(index, editor.text())


def _editor_of(widget: QWidget) -> Editor:
    found: Editor = widget.findChild(Editor)  # type: ignore[assignment]
    return found


class Grid(QTableView):
    """The view of a grid. ``lone_cell`` says what copying one cell gives instead, if anything."""

    def __init__(self, model: GridModel, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.grid = model
        self.setModel(model)
        self.setItemDelegate(_Cells(model, today, self))
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.horizontalHeader().setMinimumSectionSize(24)
        self.size_columns()
        model.modelReset.connect(self.fit)
        self.lone_cell: Callable[[Line, Field], str] = lambda _line, _spec: ""

    def size_columns(self) -> None:
        """Take the text size again."""
        self.verticalHeader().setDefaultSectionSize(max(ROW, round(theme.size * 2.8)))
        self._fitted = False
        self.fit()

    def fit(self) -> None:
        """Make the columns as narrow as their words, the first time that there are some."""
        full = any(not line.blank for line in self.grid.lines)
        if self._fitted:
            return
        self._fitted = full
        measure = self.fontMetrics().horizontalAdvance
        for place, spec in enumerate(self.grid.columns):
            words = [self.grid.text(row, place) for row in range(min(len(self.grid.lines), 40))]
            asked = max((measure(each) for each in words), default=0)
            wide = max(measure("0") * min(spec.width, 8), min(asked, measure("0") * spec.width)) + 12
            self.setColumnWidth(place, round(max(wide, measure(_heading(spec)) + 12)))

    def copy(self) -> str:
        """Put the selected cells on the clipboard as a table. Gives what was put there."""
        cells = self.selectionModel().selectedIndexes()
        said = ""
        if len(cells) == 1:
            said = self.lone_cell(self.grid.lines[cells[0].row()], self.grid.columns[cells[0].column()])
        said = said or self.grid.copied(cells)
        QGuiApplication.clipboard().setText(said)
        return said

    def paste(self) -> int:
        where = self.currentIndex()
        top, left = (where.row(), where.column()) if where.isValid() else (len(self.grid.lines) - 1, 0)
        return self.grid.paste(top, left, QGuiApplication.clipboard().text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete:
            for index in self.selectionModel().selectedIndexes():
                if index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.grid.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Enter in a cell that is being typed in asks for the next one: it is one that can be typed in."""
        if next and self.state() is QAbstractItemView.State.EditingState:
            self._next()
            self.setFocus()
            return True
        return super().focusNextPrevChild(next)

    def _next(self) -> None:
        """Go to the next cell that can be typed in."""
        here, columns = self.currentIndex(), self.grid.columnCount()
        for place in range(here.row() * columns + here.column() + 1, self.grid.rowCount() * columns):
            there = self.grid.index(*divmod(place, columns))
            if there.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(there)
                return
