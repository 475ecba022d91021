"""Who works: the name beside the office's, and the way to change it while the program runs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidgetAction

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.theme import theme

PLACES = 26
"""Chinese characters that the office's name may take."""


class WorkerButton(QToolButton):
    """Says office and 经办人; a click or Enter offers the people of the office, or another name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.other: QLineEdit | None = None
        self.setToolTip("换经办人：改动记录和报表的“填表人”从这时起用新的名字")
        self.setAccessibleName("换经办人")
        self.clicked.connect(self.offer)
        desk.worker_changed.connect(self.name)
        self.name()

    def name(self) -> None:
        """Say whose office this is and who works."""
        unit = self.fontMetrics().elidedText(
            self.desk.office.settings.facts().unit,
            Qt.TextElideMode.ElideMiddle,
            round(PLACES * theme.size * 1.35),
        )
        self.setText(f"{unit}　经办人：{self.desk.office.by or '未填'} ▾")

    def offer(self) -> None:
        """Drop the names down."""
        self.menu_of_people = menu = QMenu(self)
        by = self.desk.office.by
        for person in dict.fromkeys([*self.desk.office.settings.facts().people, *([by] if by else [])]):
            action = menu.addAction(person)
            action.setCheckable(True)
            action.setChecked(person == by)
            action.triggered.connect(lambda _=False, person=person: self.desk.work_as(person))
        menu.addSeparator()
        self.other = QLineEdit()
        self.other.setPlaceholderText("其他人：输入姓名，按 Enter")
        self.other.setAccessibleName("其他经办人的姓名")
        self.other.setMinimumWidth(round(theme.size * 20))
        self.other.returnPressed.connect(self._take_other)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self.other)
        menu.addAction(holder)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _take_other(self) -> None:
        assert self.other
        if name := self.other.text().strip():
            self.menu_of_people.close()
            self.desk.work_as(name)
