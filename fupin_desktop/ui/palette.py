"""All commands by pinyin (Ctrl+K): type a few letters, Enter does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.domain import pinyin
from fupin_desktop.ui.commands import keys_said
from fupin_desktop.ui.theme import M, S, theme


class Palette(QFrame):
    """Lies over the window until something is chosen or Esc is pressed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("part", "card")
        self.setAutoFillBackground(True)
        self.line = QLineEdit()
        self.line.setPlaceholderText("要做什么？输入文字或拼音首字母，如 xznh（新增农户）")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(16, 16))
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._do)
        self._actions: list[QAction] = []
        self.hide()

    def open(self, actions: Sequence[QAction]) -> None:
        """Offer what can be done now."""
        self._actions = [each for each in actions if each.text() and each.isEnabled()]
        self.line.clear()
        self._narrow("")
        parent = self._window
        wide, tall = min(560, parent.width() - 80), min(460, parent.height() - 100)
        self.setGeometry((parent.width() - wide) // 2, 60, wide, tall)
        self.raise_()
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_and_return()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._do(self.list.currentItem())
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                case _:
                    return False
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def close_and_return(self) -> None:
        self.hide()
        self._window.setFocus()

    def _narrow(self, text: str) -> None:
        self.list.clear()
        for action in self._actions:
            if fits(action.text(), text):
                keys = keys_said(action.shortcut().toString())
                item = QListWidgetItem(action.icon(), f"{action.text()}　　{keys}" if keys else action.text())
                item.setToolTip(action.toolTip())
                item.setData(Qt.ItemDataRole.UserRole, action)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setStyleSheet(f"QListWidget::item {{ height: {theme.size * 2.6:.0f}px; }}")

    def _do(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            action = item.data(Qt.ItemDataRole.UserRole)
            self.close_and_return()
            action.trigger()


def fits(words: str, typed: str) -> bool:
    """Whether what was typed is part of the words, their pinyin, or their initials."""
    typed = typed.strip().lower().replace(" ", "")
    return not typed or typed in words.lower() or any(typed in key for key in pinyin.keys(words).split(" "))
