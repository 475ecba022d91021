"""The list of kinds, in groups; a kind is also reached by typing its pinyin."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fupin_desktop.domain import pinyin
from fupin_desktop.ui import era
from fupin_desktop.ui.paper.catalogue import Item
from fupin_desktop.ui.theme import theme

FORGOTTEN_AFTER = 1.0


class KindList(QListWidget):
    """``chosen`` says the kind that the cursor is on."""

    chosen = Signal(object)

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._typed, self._typed_at = "", 0.0
        self._rows: dict[int, Item] = {}
        self.setAccessibleName("文书种类")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumHeight(90)
        group = None
        for each in items:
            if each.group is not group:
                group = each.group
                heading = QListWidgetItem(group.value)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(heading)
            line = QListWidgetItem(f"　{era.words(each.label)}")
            line.setToolTip(era.words(each.label))
            self._rows[self.count()] = each
            self.addItem(line)
        self.dress()
        self.currentRowChanged.connect(self._say)

    def dress(self) -> None:
        """Take the colours and the text size of the theme again."""
        for row in range(self.count()):
            heading = row not in self._rows
            self.item(row).setSizeHint(QSize(10, round(theme.size * (2.4 if heading else 2.5))))
            if heading:
                self.item(row).setFont(theme.heading(0))
                self.item(row).setForeground(QColor(theme.colours.quiet))

    @property
    def kind(self) -> Item | None:
        return self._rows.get(self.currentRow())

    def put(self, key: str) -> None:
        """Put the cursor on a kind; the first where it is not known."""
        rows = [row for row, each in self._rows.items() if each.key == key]
        self.setCurrentRow(rows[0] if rows else min(self._rows))

    def _say(self, row: int) -> None:
        if row in self._rows:
            self.chosen.emit(self._rows[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalnum() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._jump(event.text().lower())
        else:
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> None:
        now = time.monotonic()
        self._typed = letter if now - self._typed_at > FORGOTTEN_AFTER else self._typed + letter
        self._typed_at = now
        rows = list(self._rows)
        first = self.currentRow() + (len(self._typed) == 1)
        for row in [*(n for n in rows if n >= first), *(n for n in rows if n < first)]:
            if any(key.startswith(self._typed) for key in pinyin.keys(self._rows[row].label).split(" ")):
                self.setCurrentRow(row)
                break
