"""The items of a draft with a tick each, and the fields of one item with whose value counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fupin_desktop.ui.lines import Column, Index, LineTable, LineView

if TYPE_CHECKING:
    from fupin_desktop.services.importing import FieldChange, Item

LEVELS = {"household": "户", "person": "人"}
OTHERS = {"village": "村", "cadre": "干部"}
"""What other lists speak of."""
SUMMARY = 3
FILE = 5
"""The column that names the file where there are several."""


class ItemTable(LineTable["Item"]):
    """Ticked are the items that go in. What is left out is kept as keys: a household leaves its people out too."""

    def __init__(self) -> None:
        columns: tuple[Column[Item], ...] = (
            Column("", lambda each: LEVELS.get(each.level) or OTHERS.get(each.level, ""), 4),
            Column("姓名", lambda each: each.name, 12),
            Column("户编号", lambda each: each.household, 20),
            Column("行", lambda each: str(each.row), 5, right=True),
            Column("情况", self._words, 0),
            Column("文件", lambda each: each.file, 20),
        )
        super().__init__(columns, key=lambda each: each.key)
        self.left_out: set[str] = set()
        self.home: Callable[[str], str] = lambda _: ""
        self.about: Callable[[str], str] = lambda _: ""
        self.choosing = True

    def _words(self, line: Item) -> str:
        """What changes; of one that does not, where it lives or who it is."""
        return _summary(line) if line.kind in ("changed", "conflict") else self.about(line.key)

    def is_ticked(self, line: Item) -> bool:
        out = self.left_out
        return not (out and (line.key in out or self.home(line.key) in out))

    def tick_rows(self, rows: Iterable[int], on: bool) -> None:
        """Put rows in, or leave them out; a person put in brings the household in."""
        keys = self._keys(rows)
        self._put(keys, on)

    def are_ticked(self, rows: Sequence[int]) -> bool:
        """Whether all of some rows go in."""
        out = self.left_out
        keys = self._keys(rows) if out else ()
        return not any(key in out or self.home(key) in out for key in keys)

    def tick(self, lines: Sequence[Item], on: bool) -> None:
        self._put({line.key for line in lines}, on)

    def _put(self, keys: set[str], on: bool) -> None:
        if on:
            self.left_out -= keys
            if self.left_out:
                self.left_out -= {self.home(key) for key in keys}
        else:
            self.left_out |= keys
        self._tell()

    def _keys(self, rows: Iterable[int]) -> set[str]:
        keys: Callable[[Iterable[int]], list[str]] = self.lines.keys  # type: ignore[attr-defined]
        return set(keys(rows))

    def _tell(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))
        self.ticked_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        said = super().flags(index)
        return said if self.choosing else said & ~Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and not self.choosing:
            return None
        return super().data(index, role)


class ItemView(LineView["Item"]):
    """Space puts the selected items in or leaves them out, however many they are."""

    def __init__(self, table: ItemTable) -> None:
        super().__init__(table, "户和人")
        self.items = table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.items.choosing:
            rows = self.selected_rows()
            self.items.tick_rows(rows, not self.items.are_ticked(rows))
        else:
            super().keyPressEvent(event)


def _summary(item: Item) -> str:
    said = "、".join(each.label for each in item.changes[:SUMMARY])
    return f"{said}等{len(item.changes)}项" if len(item.changes) > SUMMARY else said


class FieldTable(LineTable["FieldChange"]):
    """The changes of one item. A tick takes the file's value; ``theirs`` says whose that is (国扶的)."""

    def __init__(self) -> None:
        columns: tuple[Column[FieldChange], ...] = (
            Column("取用", self._whose, 11),
            Column("字段", lambda each: each.label, 14),
            Column(
                "本办的值", lambda each: each.old or "空", 16, tone=lambda each: "" if each.old else "quiet"
            ),
            Column(
                "文件的值", lambda each: each.new or "空", 0, tone=lambda each: "" if each.new else "quiet"
            ),
        )
        super().__init__(columns, key=lambda each: each.key)
        self.take: dict[str, str] = {}
        self.theirs = "国扶的"
        self.item: Item | None = None

    def show_item(self, item: Item | None, changes: Sequence[FieldChange]) -> None:
        """Show what changes in an item, or what it says where it is new."""
        self.item = item
        self.show(changes)

    def is_ticked(self, line: FieldChange) -> bool:
        """Whether the file's value counts: chosen for the field or its item, else unless the office corrected it."""
        usual = "office" if line.conflict else "national"
        item = self.take.get(self.item.key, usual) if self.item else usual
        return self.take.get(line.key, item) == "national"

    def tick(self, lines: Sequence[FieldChange], on: bool) -> None:
        for line in lines:
            if line.key:
                self.take[line.key] = "national" if on else "office"
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))
        self.ticked_changed.emit()

    def _whose(self, line: FieldChange) -> str:
        if not line.key:
            return "新增"
        return self.theirs if self.is_ticked(line) else "本办的"

    def flags(self, index: Index) -> Qt.ItemFlag:
        said = super().flags(index)
        return said if self.lines[index.row()].key else said & ~Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and not self.lines[index.row()].key:
            return None
        return super().data(index, role)
