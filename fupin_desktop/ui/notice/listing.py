"""The households that a notice may name: ticked as the data propose, changed by hand, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.notice import KINDS
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.notice.asking import Asked
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import M, S

if TYPE_CHECKING:
    from fupin_desktop.services.notice.proposing import Candidate


class CandidateList(QWidget):
    """``ticked``: other households are chosen; ``entered`` and ``opened`` say one."""

    ticked = Signal()
    entered = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._by_hand: dict[int, bool] = {}
        self._wanted: frozenset[int] = frozenset()
        self._last: tuple[str, int] = ("", 0)
        self.table: LineTable[Candidate] = LineTable(
            (
                Column("户主", lambda each: each.head, 15),
                Column("行政村", lambda each: each.village, 10),
                Column("小组", lambda each: each.group, 5),
                Column("人口", lambda each: str(each.people), 3, right=True),
                Column(
                    "理由",
                    lambda each: "；".join(each.reasons),
                    0,
                    tone=lambda each: "" if each.ticked else "quiet",
                ),
            ),
            key=lambda each: each.household_id,
        )
        self.table.ticked_changed.connect(self._ticked)
        self.view = LineView(self.table, "可列入公示的农户")
        self.view.entered.connect(self._enter)
        self.view.opened.connect(self.opened)
        self.setFocusProxy(self.view)
        self.none = quiet("")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setMargin(M)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.none)
        self.count, self.why = quiet(""), quiet("")
        self.why.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(self._tools())
        column.addWidget(self.stack, 1)
        column.addWidget(self.why)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for text, act in (
            ("全部勾选", lambda: self.table.tick(self.table.lines, True)),
            ("全部不选", lambda: self.table.tick(self.table.lines, False)),
            ("恢复建议", self._propose_again),
        ):
            link = QPushButton(text)
            link.setProperty("tone", "link")
            link.clicked.connect(act)
            row.addWidget(link)
        return row

    def choose(self, households: Iterable[int]) -> None:
        """Tick these households, and no others, when their list comes."""
        self._wanted = frozenset(households)

    def begin(self, asked: Asked) -> None:
        """Another list is asked for; what was ticked by hand for the same kind and year stays."""
        if (asked.kind, asked.year) != self._last:
            self._by_hand.clear()
            self._last = (asked.kind, asked.year)
        self.view.setColumnHidden(1, asked.village is not None)

    def show_found(self, asked: Asked, found: list[Candidate]) -> None:
        """Show whom the data qualify, and whom they do not."""
        kept = self.view.current()
        if self._wanted:
            self._by_hand = {each.household_id: each.household_id in self._wanted for each in found}
            self._wanted = frozenset()
        ids = (each for each in found if self._by_hand.get(each.household_id, each.ticked))
        self.table.ticked = {each.household_id for each in ids}
        self.table.show(found)
        rows = [n for n, each in enumerate(found) if kept and each.household_id == kept.household_id]
        first = next((n for n, each in enumerate(found) if each.ticked), 0)
        self.view.go_to_row(rows[0] if rows else first)
        kind = KINDS[asked.kind]
        where = asked.village or "各村"
        nobody = f"{where}{asked.year}年没有可列入{kind.label}的农户\n（{kind.qualifies}）"
        self.none.setText(nobody if kind.lists else f"{kind.label}不列农户\n选好行政村，直接生成")
        self.stack.setCurrentWidget(self.view if found else self.none)
        self.why.setVisible(bool(found))
        self._say_count()

    @property
    def chosen(self) -> list[Candidate]:
        return self.table.chosen

    @property
    def villages(self) -> list[str]:
        """The villages that have somebody ticked, in the office's order."""
        return list(dict.fromkeys(each.village for each in self.chosen))

    def ids(self, village: str | None = None) -> list[int]:
        return [each.household_id for each in self.chosen if village in (None, each.village)]

    def village(self) -> str | None:
        """The village whose page is looked at: the one the cursor is in, else the first that has somebody."""
        here, villages = self.view.current(), self.villages
        if here is not None and here.village in villages:
            return here.village
        return villages[0] if villages else None

    def _propose_again(self) -> None:
        self._by_hand.clear()
        self.table.ticked = {each.household_id for each in self.table.lines if each.ticked}
        self.table.tick([], True)

    def _ticked(self) -> None:
        for each in self.table.lines:
            if self.table.is_ticked(each) != each.ticked or each.household_id in self._by_hand:
                self._by_hand[each.household_id] = self.table.is_ticked(each)
        self._say_count()
        self.ticked.emit()

    def _enter(self, each: Candidate) -> None:
        listed = "建议列入" if each.ticked else "没有建议列入"
        self.why.setText(f"{each.head}：{listed}。{'；'.join(each.reasons)}")
        self.entered.emit(each)

    def _say_count(self) -> None:
        chosen, every = self.chosen, len(self.table.lines)
        people = sum(each.people for each in chosen)
        of = f"，共{every}户可选" if every != len(chosen) else ""
        self.count.setText(f"已勾选{len(chosen)}户{people}人{of}" if every else "")
