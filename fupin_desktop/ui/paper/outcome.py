"""What came of a batch: the files that were written, to be opened one by one or in their folder."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.paper import Written
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, refusal, toned
from fupin_desktop.ui.theme import S

SAID = 8


class OutcomePart(QWidget):
    """``closed``: back to the pages. ``followed``: a link to what is lacking."""

    closed = Signal()
    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.remarks = QLabel(), QLabel()
        head(self.title, 1)
        for label in (self.title, self.remarks):
            label.setWordWrap(True)
        self.remarks.linkActivated.connect(self.followed)
        self.files: LineTable[Path] = LineTable(
            (
                Column("文件", lambda each: each.name, 0),
                Column("文件夹", lambda each: each.parent.name, 14, tone=lambda _: "quiet"),
            )
        )
        self.view = LineView(self.files, "生成的文件")
        self.view.opened.connect(open_place)
        self.open_button = _button("打开", "用这台电脑上的程序打开选中的文件（Enter）", self._open)
        self.folder_button = _button("打开文件夹", "看选中的文件所在的文件夹", self._open_folder)
        self.back_button = _button("回到页面", "回到页面预览（Esc）", self.closed.emit)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.open_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.title)
        column.addWidget(self.remarks)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        column.addStretch(0)

    def show_written(self, label: str, made: Written) -> None:
        """Say what was written."""
        counted = [f"{len(made.files)}个文件"] if made.files else []
        counted += [f"{made.households}户"] if made.households else []
        counted += [f"{made.pages}页"] if made.pages else []
        said = "，".join(counted)
        toned(
            self.title,
            f"✓ 已生成{label}：{said}" if said else f"{label}没有要生成的文件",
            "green" if said else "",
        )
        more = [f"◷ 还有{len(made.remarks) - SAID}条提示"] if len(made.remarks) > SAID else []
        toned(
            self.remarks,
            "<br>".join([*(f"◷ {escape(each)}" for each in made.remarks[:SAID]), *more]),
            "amber",
        )
        self.remarks.setVisible(bool(made.remarks))
        self._show_files(made.files)

    def show_refused(self, label: str, error: Exception) -> None:
        """Say why nothing was written."""
        toned(self.title, f"！ {label}没有做成", "red")
        problems = error.problems if isinstance(error, Refused) else [Problem("", str(error))]
        toned(self.remarks, refusal(problems), "red")
        self.remarks.show()
        self._show_files(())

    def take_focus(self) -> None:
        (self.view if self.files.lines else self.back_button).setFocus()

    def _show_files(self, files: Sequence[Path]) -> None:
        self.files.show(files)
        self.view.setVisible(bool(files))
        self.view.go_to_row(0)
        for each in (self.open_button, self.folder_button):
            each.setVisible(bool(files))

    def _open(self) -> None:
        if path := self.view.current():
            open_place(path)

    def _open_folder(self) -> None:
        if path := self.view.current():
            open_place(path.parent)


def _button(text: str, why: str, act: object) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(why)
    made.clicked.connect(lambda _=False: act())  # type: ignore[operator]
    return made
