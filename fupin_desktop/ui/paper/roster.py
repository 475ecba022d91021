"""What a roster shows: its list, its title, chosen and blank columns in their order; kept as a scheme for next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from fupin_desktop.domain.roster import BY_HAND
from fupin_desktop.services.rosters import lists
from fupin_desktop.services.schemes import columns_of
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.paper.rows import beside
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

SAID = Qt.ItemDataRole.UserRole
ROWS = 7
NO_SCHEME = "（不用方案）"


class RosterBox(QObject):
    """Fields of a form. ``changed``: another roster is wanted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.scheme = PickBox([("", NO_SCHEME)])
        self.list = PickBox([(key, each.label) for key, each in lists().items()])
        self.heading = QLineEdit()
        self.heading.setPlaceholderText("空着为“年度＋名单＋花名册”")
        self.columns = QListWidget()
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.columns.setToolTip("空格键勾选要印的列，按 Ctrl+↑、Ctrl+↓ 或拖动排先后")
        self.columns.installEventFilter(self)
        self.more = QLineEdit()
        self.more.setPlaceholderText("加一列：领取人 或 慰问金（元）=500，按 Enter")
        self.name = QLineEdit()
        self.name.setPlaceholderText("方案名称")
        self.keep = QPushButton("存为方案")
        self.keep.setToolTip("把名单、标题和列存下来，下次直接选用；同名的方案会被替换")
        self.columns.setFixedHeight(ROWS * max(22, round(theme.size * 2.2)))
        self.fields: list[tuple[str, QWidget]] = [
            ("方案", self.scheme), ("名单", self.list), ("标题", self.heading), ("列", self.columns), ("", self.more),
            ("保存", beside(self.name, self.keep)),
        ]  # fmt: skip
        for label, widget in self.fields:
            widget.setAccessibleName(label or "加一列")
        self.name.setAccessibleName("方案名称")
        self.offer_schemes()
        self._offer_columns(lists()[self.list.value()].usual)
        self.scheme.currentIndexChanged.connect(lambda _: self._take_scheme())
        self.list.currentIndexChanged.connect(lambda _: self._take_list())
        self.heading.editingFinished.connect(self._say)
        self.columns.itemChanged.connect(lambda _: self._say())
        self.columns.model().rowsMoved.connect(lambda *_: self._say())
        self.more.returnPressed.connect(self._add)
        self.keep.clicked.connect(self.save)

    def offer_schemes(self) -> None:
        """Offer what was kept."""
        kept = self.scheme.value()
        names = [each.name for each in self.desk.office.schemes.all()]
        self.scheme.renew([("", NO_SCHEME), *((name, name) for name in names)], kept)

    def options(self) -> dict[str, str]:
        """As the maker of rosters asks for it."""
        said = {
            "list": self.list.value(),
            "title": self.heading.text().strip(),
            "columns": ",".join(self.chosen()),
        }
        return {name: value for name, value in said.items() if value}

    def chosen(self) -> list[str]:
        """The ticked columns in their order."""
        items = [self.columns.item(row) for row in range(self.columns.count())]
        return [str(each.data(SAID)) for each in items if each.checkState() is Qt.CheckState.Checked]

    def _offer_columns(self, ticked: Sequence[str]) -> None:
        """The ticked ones first, in their order; then everything else that the list can show, and blanks."""
        known = {key: each.heading for key, each in lists()[self.list.value()].columns.items()}
        blank = {each: f"{each}（空白，手写）" for each in BY_HAND}
        words = known | blank
        self.columns.blockSignals(True)
        self.columns.clear()
        for key in [*ticked, *(each for each in words if each not in ticked)]:
            self._put(words.get(key, key.removeprefix("空:")), key, on=key in ticked)
        self.columns.blockSignals(False)

    def _put(self, words: str, key: str, *, on: bool, at: int | None = None) -> None:
        item = QListWidgetItem(words)
        item.setData(SAID, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.columns.insertItem(self.columns.count() if at is None else at, item)

    def _add(self) -> None:
        """A column that the clerk names: an amount for everybody, or one to be filled by hand."""
        words = self.more.text().strip().replace(",", "，")
        if words:
            known = words in BY_HAND or "=" in words
            self._put(words, words if known else f"空:{words}", on=True, at=len(self.chosen()))
            self.more.clear()
            self._say()

    def _take_list(self) -> None:
        """Another list has other columns, and is of no scheme."""
        self.scheme.blockSignals(True)
        self.scheme.put("")
        self.scheme.blockSignals(False)
        self._offer_columns(lists()[self.list.value()].usual)
        self._say()

    def _take_scheme(self) -> None:
        name = self.scheme.value()
        if name:
            with self.desk.speaking():
                scheme = self.desk.office.schemes.get(name)
                self.list.blockSignals(True)
                self.list.put(scheme.list)
                self.list.blockSignals(False)
                self.heading.setText(scheme.heading)
                self.name.setText(scheme.name)
                self._offer_columns(columns_of(scheme))
        self._say()

    def save(self) -> None:
        """Keep list, title and columns under the name that was typed."""
        with self.desk.speaking():
            kept = self.desk.office.schemes.save(
                self.name.text(), self.list.value(), self.chosen(), heading=self.heading.text()
            )
            self.offer_schemes()
            self.scheme.blockSignals(True)
            self.scheme.put(kept.name)
            self.scheme.blockSignals(False)
            self.desk.say(f"已保存花名册方案：{kept.name}", "green", undo=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+↑ and Ctrl+↓ move the column under the cursor."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and event.key() in steps:
                self._move(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        row = self.columns.currentRow()
        if 0 <= row + step < self.columns.count():
            self.columns.insertItem(row + step, self.columns.takeItem(row))
            self.columns.setCurrentRow(row + step)
            self._say()

    def _say(self) -> None:
        self.changed.emit()
