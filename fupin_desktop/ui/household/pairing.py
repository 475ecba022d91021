"""结对: who answers for the household, since when; a pairing is ended, never deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from fupin_desktop.domain import values
from fupin_desktop.domain.cadre import Cadre, Post
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.values import show_day
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.page import quiet, rule
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, M, S

if TYPE_CHECKING:
    from fupin_desktop.services.cadre import Paired
    from fupin_desktop.services.household import HouseholdFile


class PairingPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QWidget()
        self.lines = QGridLayout(self.list)
        self.lines.setContentsMargins(0, M, 0, M)
        self.lines.setHorizontalSpacing(M)
        self.lines.setVerticalSpacing(S)
        self.lines.setColumnStretch(4, 1)
        self.column.addWidget(self.list)
        self.column.addWidget(rule())
        self.new = QHBoxLayout()
        self.new.setSpacing(XS)
        self.column.addLayout(self.new)
        self.cadre = PickBox([(None, "选择帮扶干部")])
        self.post = PickBox([(each, each.label) for each in Post])
        self.since = QLineEdit()
        self.since.setPlaceholderText("开始日期，空白为今天")
        self.pair = QPushButton("结对")
        self.pair.clicked.connect(self._pair)
        self.since.returnPressed.connect(self._pair)
        self.cadre.setMinimumWidth(180)
        for widget in (self.cadre, self.post, self.since, self.pair):
            self.new.addWidget(widget)
        self.new.addStretch(1)
        self.visit = QPushButton("登记走访")
        self.visit.setToolTip("到“走访”登记一次对这一户的走访")
        self.visit.clicked.connect(self._visit)
        self.new.addWidget(self.visit)
        self.column.addStretch(1)

    def fill(self, file: HouseholdFile, year: int) -> None:  # noqa: ARG002
        self._fill_choice(self.office.cadres.all())
        while self.lines.count():
            if widget := self.lines.takeAt(0).widget():
                widget.deleteLater()
        pairs = self.office.cadres.of_household(file.household.id) if file.household.id else []
        if not pairs:
            self.lines.addWidget(quiet("还没有结对帮扶干部。在下面选择干部和岗别，按“结对”。"), 0, 0)
        for row, paired in enumerate(pairs):
            self._line(row, paired)

    def _fill_choice(self, cadres: list[Cadre]) -> None:
        now = self.cadre.value()
        choice = [(each.id, f"{each.name}（{each.unit}）") for each in cadres]
        self.cadre.offer([(None, "选择帮扶干部"), *choice])
        self.cadre.put(now)

    def _line(self, row: int, paired: Paired) -> None:
        pairing, cadre = paired.pairing, paired.cadre
        until = f"至 {show_day(pairing.until)}" if pairing.until else "至今"
        parts = (
            QLabel(pairing.post.label),
            QLabel(f"{cadre.name}　{cadre.duty}"),
            quiet(cadre.unit),
            QLabel(cadre.phone),
            quiet(f"{show_day(pairing.since)} {until}"),
        )
        for place, label in enumerate(parts):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setEnabled(pairing.until is None)
            self.lines.addWidget(label, row, place)
        if pairing.until is None:
            end = QPushButton("结束")
            end.setProperty("tone", "link")
            end.setToolTip("今天起不再结对，记录保留")
            end.clicked.connect(lambda: self._end(paired))
            self.lines.addWidget(end, row, 5)
            over = QPushButton("移交")
            over.setProperty("tone", "link")
            over.setToolTip(f"把{cadre.name}的农户从某日起移交给别人")
            over.clicked.connect(lambda: self.desk.go("visit", part="handover", giver=cadre.id))
            self.lines.addWidget(over, row, 6)

    def _pair(self) -> None:
        cadre = self.cadre.value()
        if cadre is None or self.file is None or self.file.household.id is None:
            self.desk.say("请先选择帮扶干部", "red")
            return
        try:
            since = self._day()
            self.office.cadres.pair([self.file.household.id], cadre, self.post.value(), since)
        except (Refused, values.Unreadable) as said:
            self.desk.say(str(said), "red")
            return
        self.since.clear()
        self.desk.say("已结对", "green", undo=True)

    def _visit(self) -> None:
        if self.file is not None and self.file.household.id is not None:
            self.desk.go("visit", part="register", household=self.file.household.id)

    def _day(self) -> date:
        typed = self.since.text().strip()
        return values.typed_day(typed, self.desk.today()) if typed else self.desk.today()

    def _end(self, paired: Paired) -> None:
        with self.desk.speaking():
            self.office.cadres.end(paired.pairing, self.desk.today())
            self.desk.say(f"已结束与{paired.cadre.name}的结对", "green", undo=True)
