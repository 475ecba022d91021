"""已整改: what was found a week or a month ago and went away since."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.services.doctor import Mended, Trend
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S

NONE = "以前体检过的问题，数据改对以后自己列在这里，不用登记。还没有一周以前的体检，或还没有改掉的。"


class MendedPart(QWidget):
    """``opened``: one of them."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.words = quiet(NONE)
        self.words.setWordWrap(True)
        self.table: LineTable[Mended] = LineTable(
            (
                Column("行政村", lambda each: each.village, 10),
                Column("姓名", lambda each: each.name, 12),
                Column("户编号", lambda each: each.household, 20),
                Column("程度", lambda each: each.rule.severity.label, 6),
                Column("原来的问题", lambda each: each.rule.title, 0),
            )
        )
        self.view = LineView(self.table, "已整改")
        self.view.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)

    def show_mended(self, since: Trend | None, found: Sequence[Mended]) -> None:
        """Show what went away since an earlier examination."""
        self.table.show(found)
        self.view.go_to_row(0)
        day = since.since if since else None
        said = f"{day.month}月{day.day}日体检时有、现在没有了的{len(found)}处。" if day and found else NONE
        self.words.setText(said + ("回车打开那一户。" if found else ""))
