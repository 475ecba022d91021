"""The one search box: name, pinyin, last digits of an ID number or phone, household number, group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.theme import theme
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.domain.lists import Hit

SHOWN = 12
WAIT = 90


class SearchBox(QLineEdit):
    """Hits drop down while one types; ``found`` says household and person of the one that was chosen."""

    found = Signal(int, int)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._window = window
        self.setPlaceholderText("姓名 拼音 证件后四位 电话 户编号 小组   Ctrl+F")
        self.setAccessibleName("搜索")
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(300)
        self.hits = QListWidget(window)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setAlternatingRowColors(False)
        self.hits.hide()
        self.hits.setStyleSheet("QListWidget::item { padding: 4px 8px; }")
        self.hits.itemClicked.connect(self._take)
        self._timer = pause(self, WAIT, self.search)
        self.textEdited.connect(lambda _: self._timer.start())
        self.installEventFilter(self)

    def search(self) -> None:
        """Look now for what was typed."""
        self._timer.stop()
        text = self.text().strip()
        self.hits.clear()
        if not text:
            self.hits.hide()
            return
        if self._desk.office.search.preparing:
            self._say("正在准备搜索…")
            self._timer.start()
            return
        with self._desk.speaking():
            for hit in self._desk.office.search.find(text, limit=SHOWN):
                item = QListWidgetItem(_said(hit))
                item.setData(Qt.ItemDataRole.UserRole, (hit.household_id, hit.person_id or 0))
                self.hits.addItem(item)
        if not self.hits.count():
            self._say(f"没有找到“{text}”。可以输入姓名、拼音首字母、证件或电话的后四位、户编号")
            return
        self.hits.setCurrentRow(0)
        self._drop()

    def _say(self, words: str) -> None:
        """A line in the place of hits."""
        nothing = QListWidgetItem(words)
        nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.hits.addItem(nothing)
        self._drop()

    def step(self, rows: int) -> None:
        """F3 and Shift+F3: the next and the previous hit are opened."""
        if self.hits.count():
            self.hits.setCurrentRow((self.hits.currentRow() + rows) % self.hits.count())
            self._take(self.hits.currentItem())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.hits.isVisible():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.hits.setCurrentRow((self.hits.currentRow() + step) % self.hits.count())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._timer.isActive() or not self.hits.isVisible():
                    self.search()
                if self.hits.currentItem():
                    self._take(self.hits.currentItem())
            case Qt.Key.Key_Escape:
                self.hits.hide()
                self.clear()
                self._desk.moved.emit()
            case _:
                return False
        return True

    def _take(self, item: QListWidgetItem) -> None:
        chosen = item.data(Qt.ItemDataRole.UserRole)
        if chosen:
            self.hits.hide()
            self.found.emit(*chosen)

    def _drop(self) -> None:
        parent = self._window
        corner = self.mapTo(parent, QPoint(0, self.height() + 2))
        wide = max(self.width(), 460)
        left = min(corner.x(), parent.width() - wide - 8)
        tall = round(theme.size * 2.7) * max(1, self.hits.count()) + 8
        self.hits.setGeometry(left, corner.y(), wide, min(tall, parent.height() - corner.y() - 40))
        self.hits.raise_()
        self.hits.show()


def _said(hit: Hit) -> str:
    where = f"{hit.village} {hit.group}".strip()
    return f"{hit.name}　{hit.why}　{where}　{hit.household}"
