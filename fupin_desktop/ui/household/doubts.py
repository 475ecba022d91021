"""What the doctor finds in this household: a quiet line that follows each saving, and the list behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.doctor.words import SIGNS, TONES
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import Line
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.domain.doctor.examine import Finding
    from fupin_desktop.services.doctor import Checked

WAIT = 200
"""Milliseconds that a household has to stay before it is examined."""
ROWS = 5


class Doubts(QWidget):
    """``opened``: a finding whose field is wanted."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._household: int | None = None
        self._round = 0
        self._soon = pause(self, WAIT, self._examine)
        self.button = QPushButton()
        self.button.setProperty("tone", "link")
        self.button.setToolTip("列出这一户的问题，回车到那一项去改（Ctrl+J）")
        self.button.clicked.connect(self.unfold)
        self.words = Line()
        self.table: LineTable[Finding] = LineTable(
            (
                Column("程度", lambda each: SIGNS[each.severity] + each.severity.label, 8,
                       tone=lambda each: TONES[each.severity]),
                Column("问题", lambda each: each.text, 0),
            )
        )  # fmt: skip
        self.view = LineView(self.table, "这一户的问题")
        self.view.horizontalHeader().hide()
        self.view.opened.connect(self.opened)
        self.view.hide()
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.button)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, 0, S, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.view)
        self.hide()

    def look_at(self, household: int | None) -> None:
        """Examine a household, again after each change of it; a new one has nothing yet."""
        if household != self._household:
            self.hide()
            self.view.hide()
            self.words.show()
            self.table.show(())
        self._household = household
        self._round += 1
        if household is not None:
            self._soon.start()

    def _examine(self) -> None:
        household, now, office, on = self._household, self._round, self.desk.office, self.desk.examined_on
        if household is None:
            return
        self.desk.run_quietly(
            lambda _: office.doctor.of_household(household, on),
            lambda checked: self._show(now, checked),
            "draw",
        )

    def _show(self, now: int, checked: Checked) -> None:
        if now != self._round:
            return
        found = sorted(checked.findings, key=lambda each: list(TONES).index(each.severity))
        row = max(0, self.view.currentIndex().row())
        self.table.show(found)
        self.view.go_to_row(min(row, len(found) - 1))
        self.setVisible(bool(found))
        if not found:
            self.view.hide()
            return
        counts = checked.by_severity()
        said = "、".join(f"{each.label}{count}处" for each, count in counts.items() if count)
        self.button.setText(f"体检：{said} ▾")
        self.words.setText(found[0].text)
        rows = min(len(found), ROWS)
        self.view.setFixedHeight(self.view.verticalHeader().defaultSectionSize() * rows + 4)

    def unfold(self) -> None:
        """Show the list, or fold it away."""
        on = self.isVisible() and self.view.isHidden()
        self.view.setVisible(on)
        self.words.setVisible(not on)
        if on:
            self.view.setFocus()
