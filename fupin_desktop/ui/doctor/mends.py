"""可直接改正: what the rules can put right by themselves, old and new value side by side; done as one act."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.services.doctor import Fix, rule_of
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S

SOME = (
    "这些改法只有一种：证件号码末位写成小写x、全角数字、由正确号码推出的性别和出生日期等。"
    "空格勾选，旧值留在记录里，改后可以撤销。"
)
NONE = "没有可以直接改正的：其余问题要看过户口簿、入户核实后才能改。"


class MendsPart(QWidget):
    """``wanted``: the ticked mends are to be done; ``opened``: a finding."""

    wanted = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.words = quiet(NONE)
        self.words.setWordWrap(True)
        self.table: LineTable[Fix] = LineTable(
            (
                Column("行政村", lambda each: each.finding.village, 13),
                Column("姓名", lambda each: each.finding.name, 12),
                Column("字段", lambda each: each.label, 14),
                Column("现在的值", lambda each: each.old or "空", 24, tone=lambda _: "amber"),
                Column("改为", lambda each: each.new or "空", 24, tone=lambda _: "green"),
                Column("规则", lambda each: rule_of(each.finding).title, 0, tone=lambda _: "quiet"),
            ),
            key=lambda each: (each.key, each.record_id),
        )
        self.table.ticked_changed.connect(self._name)
        self.view = LineView(self.table, "可以直接改正的")
        self.view.opened.connect(lambda each: self.opened.emit(each.finding))
        self.all_button, self.none_button = QPushButton("全选"), QPushButton("全不选")
        for made, on in ((self.all_button, True), (self.none_button, False)):
            made.setProperty("tone", "link")
            made.clicked.connect(lambda _=False, on=on: self.table.tick(self.table.lines, on))
        self.button = QPushButton()
        self.button.setProperty("tone", "primary")
        self.button.setToolTip("改正勾选的，作为一次改动，可以撤销（Ctrl+Enter）")
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.button)
        for made in (self.all_button, self.none_button):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        self._name()

    def show_fixes(self, fixes: Sequence[Fix]) -> None:
        """Show mends, all ticked; what the clerk left out before stays left out."""
        before: set[Hashable] = {(each.key, each.record_id) for each in self.table.lines}
        left_out = before - self.table.ticked
        self.table.show(fixes)
        self.table.ticked = {key for each in fixes if (key := (each.key, each.record_id)) not in left_out}
        self.words.setText(SOME if fixes else NONE)
        self.view.go_to_row(0)
        self._name()

    @property
    def chosen(self) -> list[Fix]:
        return self.table.chosen

    def _name(self) -> None:
        count = len(self.table.chosen)
        self.button.setText(f"改正勾选的{count}处" if count else "没有勾选")
        self.button.setEnabled(bool(count))
        for made in (self.all_button, self.none_button, self.button):
            made.setVisible(bool(self.table.lines))
