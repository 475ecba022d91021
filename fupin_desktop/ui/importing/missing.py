"""本次未出现: for each household and person that the file has not, what became of it. Nothing is decided by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.ui.importing.items import LEVELS
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.editors import Editor
from fupin_desktop.ui.theme import XS, S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft, Decision, Gone

LATER = "later"


@record("本次未出现")
class _When(Record):
    on: date | None = day("减少日期", default=None)


class GoneView(LineView["Gone"]):
    """``decided``: a digit was pressed for the selected lines."""

    decided = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.decided.emit(int(event.text()))
        else:
            super().keyPressEvent(event)


class MissingPart(QWidget):
    """The list, and below it what the selected can have come to; ``chosen``: something was decided."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gone: dict[str, Decision] = {}
        self._ways: Mapping[str, Mapping[str, str]] = {}
        self.table: LineTable[Gone] = LineTable(
            (
                Column("", lambda each: LEVELS.get(each.level, ""), 3),
                Column("行政村", lambda each: each.village, 12),
                Column("姓名", lambda each: each.name, 12),
                Column("户编号", lambda each: each.household, 20),
                Column("处理", self._said, 0, tone=lambda each: "" if each.key in self.gone else "quiet"),
            )
        )
        self.view = GoneView(self.table, "本次未出现")
        self.view.decided.connect(self._press)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.on = Editor(_When.fields["on"], date.today)
        self.on.widget.setFixedWidth(120)
        self.words = quiet("")
        self.buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(XS)
        for widget in (quiet("所选的是"), self.words, quiet("日期"), self.on.widget):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.view, 1)
        column.addLayout(self._row)

    def show_draft(self, draft: AnyDraft, gone: dict[str, Decision]) -> None:
        """Show whom the file has not; ``gone`` holds what was decided, and takes what is."""
        from fupin_desktop.services.importing.missing import ways

        self._ways = {level: ways(level) for level in LEVELS}
        self.gone = gone
        self._make_buttons()
        self.on.put(draft.data_day)
        self.table.show(draft.gone)
        self.view.go_to_row(0)
        self._offer()

    def _make_buttons(self) -> None:
        if self.buttons:
            return
        words: dict[str, str] = {}
        for level in LEVELS:
            words |= {
                f"{level}:{code}": word for code, word in self._ways[level].items() if code != "omitted"
            }
        words |= {"omitted": "漏报", LATER: "以后再说"}
        for code, word in words.items():
            made = QPushButton(word)
            made.clicked.connect(lambda _=False, code=code: self.decide(code))
            self.buttons[code] = made
            self._row.insertWidget(self._row.count() - 3, made)

    def _offer(self) -> None:
        """Only what the selected can have come to, each with its digit."""
        levels = {self.table.lines[row].level for row in self.view.selected_rows()[:1000]}
        number = 0
        for code, made in self.buttons.items():
            level, _, what = code.partition(":")
            fits = bool(levels) and (not what or levels == {level})
            made.setVisible(fits)
            if fits:
                number += 1
                made.setText(f"{number} {made.text().partition(' ')[2] or made.text()}")
        self.words.setText("" if levels else "（先选一行）")

    def _press(self, digit: int) -> None:
        shown = [code for code, made in self.buttons.items() if not made.isHidden()]
        if 1 <= digit <= len(shown):
            self.decide(shown[digit - 1])

    def decide(self, code: str) -> None:
        """Decide about the selected: a code of these buttons."""
        from fupin_desktop.services.importing import Decision

        what = code.partition(":")[2] or code
        on = None if self.on.problem() or not self.on.text() else self.on.value()
        for gone in self.view.selected():
            if what == LATER:
                self.gone.pop(gone.key, None)
            else:
                self.gone[gone.key] = Decision(what, None if what == "omitted" else on)
        rows = self.view.selected_rows()
        if rows:
            self.table.dataChanged.emit(self.table.index(rows[0], 0), self.table.index(rows[-1], 4))
            self._go_on(rows[-1])
        self.chosen.emit()

    def _go_on(self, row: int) -> None:
        """To the next line, so that a list is worked through with the digits alone."""
        if row + 1 < self.table.rowCount():
            self.view.go_to_row(row + 1)

    def _said(self, gone: Gone) -> str:
        decision = self.gone.get(gone.key)
        if decision is None:
            return "以后再说"
        word = self._ways[gone.level].get(decision.what, decision.what)
        if decision.what == "omitted":
            return f"{word}：仍在，备注里记下，待录入国扶系统"
        return f"{word}　{decision.on.isoformat() if decision.on else '（请填日期）'}"
