"""Of whom papers are made: all villages, some of them, or households that were picked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.search import SearchBox
from fupin_desktop.ui.theme import XS, S, theme

EVERYWHERE = "全部村"
ROWS = 4
ID = Qt.ItemDataRole.UserRole


class VillageBox(QPushButton):
    """Villages ticked in a menu that stays open; none ticked means all."""

    picked = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(EVERYWHERE)
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)
        self._actions: list[QAction] = []
        self.setStyleSheet("text-align: left;")
        self.setAccessibleName("行政村")
        self.setToolTip("勾选一个或几个村（空格键勾选）；一个都不勾就是全部村")
        self.clicked.connect(self._drop)
        self.offer(names)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these villages; what is ticked stays."""
        if list(names) == [each.text() for each in self._actions]:
            return
        kept = self.value()
        self._menu.clear()
        every = self._menu.addAction(EVERYWHERE)
        every.triggered.connect(lambda _=False: self.put(()))
        self._menu.addSeparator()
        self._actions = [self._menu.addAction(name) for name in names]
        for each in self._actions:
            each.setCheckable(True)
            each.setChecked(each.text() in kept)
            each.toggled.connect(lambda _: self._say())
        self._name()

    def value(self) -> tuple[str, ...]:
        return tuple(each.text() for each in self._actions if each.isChecked())

    def put(self, names: Sequence[str]) -> None:
        """Tick these villages, and no others."""
        if tuple(names) == self.value():
            return
        for each in self._actions:
            each.blockSignals(True)
            each.setChecked(each.text() in names)
            each.blockSignals(False)
        self._say()

    def _drop(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click or the space bar ticks and leaves the menu open."""
        clicked = event.type() == QEvent.Type.MouseButtonRelease
        spaced = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        )
        here = self._menu.activeAction()
        if (clicked or spaced) and here is not None and here.isCheckable():
            here.toggle()
            return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self._name()
        self.picked.emit()

    def _name(self) -> None:
        said = self.value()
        self.setText(
            f"{'、'.join(said[:2])}等{len(said)}村" if len(said) > 2 else "、".join(said) or EVERYWHERE
        )


class HouseholdBox(QWidget):
    """Households picked one by one with a search box, or handed over from the list; Delete takes one out."""

    picked = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self._ids: list[int] = []
        self.search = SearchBox(desk, page)
        self.search.setMinimumWidth(60)
        self.search.setPlaceholderText("姓名、拼音、户编号")
        self.search.setAccessibleName("加一户")
        self.search.setToolTip("只给这几户生成：找到后按 Enter 加进来")
        self.search.found.connect(lambda household, _: self._found(household))
        self.list = QListWidget()
        self.list.setAccessibleName("选定的农户")
        self.list.setToolTip("按 Delete 去掉这一户，按 Enter 打开这一户")
        self.list.installEventFilter(self)
        self.list.itemActivated.connect(lambda item: desk.go("household", household=item.data(ID)))
        self.count = quiet("")
        self.clear_link = QPushButton("改回按村")
        self.clear_link.setProperty("tone", "link")
        self.clear_link.setToolTip("不再只给选定的农户生成，改回按村生成")
        self.clear_link.clicked.connect(lambda: self.put(()))
        under = QHBoxLayout()
        under.setSpacing(S)
        under.addWidget(self.count)
        under.addStretch(1)
        under.addWidget(self.clear_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addLayout(under)
        self._show()

    def value(self) -> tuple[int, ...] | None:
        """The households that were picked; None where none was, which means all of the villages."""
        return tuple(self._ids) or None

    def put(self, ids: Sequence[int]) -> None:
        """Make papers of these households only; of none of them: by village."""
        if list(ids) != self._ids:
            self._ids = list(ids)
            self._show()
            self.picked.emit()

    def _found(self, household: int) -> None:
        self.search.clear()
        self.put([*self._ids, *({household} - set(self._ids))])

    def _show(self) -> None:
        self.list.clear()
        lines = self.desk.office.households.lines(self._ids[:200]) if self._ids else {}
        for id in self._ids[:200]:
            line = lines.get(id)
            item = QListWidgetItem(f"{line.head}　{line.village} {line.group}" if line else "（已删除）")
            item.setData(ID, id)
            self.list.addItem(item)
        for widget in (self.list, self.count, self.clear_link):
            widget.setVisible(bool(self._ids))
        self.count.setText(f"选定{len(self._ids)}户")
        row = max(22, round(theme.size * 2.3))
        self.list.setFixedHeight(min(ROWS, max(1, len(self._ids))) * row + 6)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.list.currentItem():
            gone = self.list.currentItem().data(ID)
            self.put([each for each in self._ids if each != gone])
            return True
        return super().eventFilter(watched, event)
