"""本机: what belongs to this PC and not to the office: text size, who works now, where the office lies."""

from __future__ import annotations

import platform

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from fupin_desktop import __version__
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.theme import M, S, theme


class ComputerPart(Part):
    name = "computer"
    title = "本机"
    words = "只对这台电脑有效，随时生效，不用保存。"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.who = QComboBox()
        self.who.setAccessibleName("现在的经办人")
        self.who.setEditable(True)
        self.who.setMinimumWidth(160)
        self.who.activated.connect(lambda _: self._work())
        self.size_now = quiet("")
        self.folder = QLineEdit(str(self.office.folder))
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName("办公室文件夹")
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(1, 1)
        for row, (label, widgets) in enumerate(
            (
                ("现在的经办人", (self.who,)),
                ("文字大小", (self._button("A−", "window.smaller"), self._button("A+", "window.bigger"), self.size_now)),
                ("办公室文件夹", (self.folder, self._opener(), self._button("换一个办公室…", "window.office"))),
                ("备份", (self._backups(), quiet("立即备份、恢复备份、检查数据文件在“历史”页"))),
                ("程序", (quiet(f"版本 {__version__}　Python {platform.python_version()}"),)),
            )
        ):  # fmt: skip
            grid.addWidget(quiet(label), row, 0)
            grid.addLayout(_row(*widgets, stretch=widgets[0] is not self.folder), row, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def fill(self) -> None:
        self.who.clear()
        self.who.addItems(self.office.settings.facts().people)
        self.who.setCurrentText(self.office.by)
        self._say_size()

    def _work(self) -> None:
        self.desk.work_as(self.who.currentText())

    def _button(self, text: str, key: str) -> QPushButton:
        made = QPushButton(text)
        made.clicked.connect(lambda: self._trigger(key))
        return made

    def _trigger(self, key: str) -> None:
        acts: dict[str, QAction] = getattr(self.window(), "acts", {})
        if key in acts:
            acts[key].trigger()
        self._say_size()

    def _say_size(self) -> None:
        self.size_now.setText(f"现在 {theme.size:g} 磅　（Ctrl+- 缩小，Ctrl+= 放大）")

    def _backups(self) -> QPushButton:
        made = QPushButton("备份与恢复")
        made.clicked.connect(lambda: self.desk.go("history", tab="backups"))
        return made

    def _opener(self) -> QPushButton:
        made = QPushButton("打开文件夹")
        made.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.office.folder))))
        return made


def _row(*widgets: QWidget, stretch: bool) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row
