"""危改阶段顺序: which stages a renovation goes through here, and in which order."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.housing import DEFAULT_ORDER, ORDERS, StageKind, order_from
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import toned
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.theme import ROW, S, theme

OWN = "本办自定"


class StagePart(Part):
    name = "stage"
    title = "危改阶段顺序"
    words = "各县做法不同：有的先评议后鉴定，有的先鉴定后评议。去掉勾的阶段不登记；已经登记的阶段不会因为改顺序而丢失。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: tuple[StageKind, ...] = ()
        self.usual = QComboBox()
        self.usual.setAccessibleName("常用顺序")
        self.usual.addItems([*ORDERS, OWN])
        self.usual.activated.connect(self._take_usual)
        self.list = QListWidget()
        self.list.setAccessibleName("危改阶段")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setMaximumWidth(300)
        self.list.setStyleSheet(f"QListWidget::item {{ height: {max(ROW, round(theme.size * 2.6)) - 4}px; }}")
        self.list.model().rowsMoved.connect(self._edited)
        self.list.itemChanged.connect(self._edited)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        tools = QVBoxLayout()
        tools.setSpacing(S)
        for text, key, step in (("上移", "Alt+Up", -1), ("下移", "Alt+Down", 1)):
            made = QPushButton(text)
            made.setShortcut(key)
            made.setToolTip(f"所选阶段{text}（{key.replace('Up', '↑').replace('Down', '↓')}），也可以拖动")
            made.clicked.connect(lambda _=False, step=step: self._move(step))
            tools.addWidget(made)
        tools.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(tools)
        row.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(QLabel("常用顺序"))
        top.addWidget(self.usual)
        top.addStretch(1)
        self.save_button = QPushButton("保存（Ctrl+S）")
        self.save_button.setProperty("tone", "primary")
        self.save_button.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addWidget(self.problem, 1)
        for each in (top, row, foot):
            self.column.addLayout(each)
        self.column.addStretch(1)

    def fill(self) -> None:
        if self.dirty and self._shown:
            return
        kept = tuple(StageKind.of(each) for each in self.office.settings.facts().stage_order)
        self._show(kept or DEFAULT_ORDER)
        self._shown = self.order()
        self._edited()

    def order(self) -> tuple[StageKind, ...]:
        """The stages that are ticked, as they stand."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            StageKind.of(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    @property
    def dirty(self) -> bool:
        return self.order() != self._shown

    def save(self) -> bool:
        facts = self.office.settings.facts()
        try:
            order = order_from("→".join(kind.label for kind in self.order()))
            self.office.settings.save(
                dataclasses.replace(facts, stage_order=tuple(kind.value for kind in order))
            )
        except (Refused, Stale, Trouble) as said:
            toned(self.problem, f"！ {said}", "red")
            return False
        self._shown = self.order()
        self._edited()
        self.desk.say("已保存设置：危改阶段顺序", "green", undo=True)
        return True

    def give_up(self) -> list[str]:
        self._show(self._shown)
        self._edited()
        return ["危改阶段顺序没有改"]

    def _show(self, order: tuple[StageKind, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for kind in (*order, *(each for each in StageKind if each not in order)):
            item = QListWidgetItem(kind.label)
            item.setData(Qt.ItemDataRole.UserRole, kind.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if kind in order else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        row = max(ROW, round(theme.size * 2.6)) - 4
        self.list.setFixedHeight(row * self.list.count() + 6)

    def _take_usual(self) -> None:
        if order := ORDERS.get(self.usual.currentText()):
            self._show(order)
            self._edited()

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)
            self._edited()

    def _edited(self, *_: object) -> None:
        toned(self.problem, "")
        self.save_button.setVisible(self.dirty)
        named = next((name for name, order in ORDERS.items() if order == self.order()), OWN)
        self.usual.setCurrentText(named)
