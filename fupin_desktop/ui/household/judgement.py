"""两不愁三保障 and 五有四保障 of a year, item by item, with the reason of each and the office's own finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.assessment import (
    FIVE_AND_FOUR,
    TWO_AND_THREE,
    Item,
    Judgement,
    Result,
    Verdict,
    overall,
)
from fupin_desktop.domain.errors import Refused
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.theme import XS, S

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile

SIGNS = {Result.MET: ("✓ 达标", "green"), Result.UNMET: ("！ 未达标", "red"), Result.NONE: ("－ 不适用", "quiet"),
         Result.UNKNOWN: ("◷ 未核实", "amber")}  # fmt: skip
SETS = (("两不愁三保障", TWO_AND_THREE), ("五有四保障", FIVE_AND_FOUR))


class Judgements(QWidget):
    """Closed it says the two results in a line; open it shows every item."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._file: HouseholdFile | None = None
        self._year = 0
        self.heading = QToolButton()
        self.heading.setCheckable(True)
        self.heading.setProperty("part", "section")
        self.heading.toggled.connect(self._open)
        self.inner = QWidget()
        self.grid = QGridLayout(self.inner)
        self.grid.setContentsMargins(S, 0, 0, 0)
        self.grid.setVerticalSpacing(XS)
        self.grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inner)
        self.inner.hide()

    def show_file(self, file: HouseholdFile, year: int) -> None:
        self._file, self._year = file, year
        self.setVisible(file.household.id is not None)
        if file.household.id is None:
            return
        judged = self.desk.office.households.judge(file, year, self.desk.today())
        by_item = {each.item: each for each in judged}
        said = [
            f"{title} {SIGNS[overall([by_item[each] for each in items if each in by_item])][0]}"
            for title, items in SETS
        ]
        self._said = "　".join(said)
        self._open(self.heading.isChecked())
        self._fill(by_item)

    def _open(self, on: bool) -> None:
        self.heading.setText(f"{'▾' if on else '▸'} {self._said}")
        self.inner.setVisible(on)

    def _fill(self, judged: dict[Item, Judgement]) -> None:
        while self.grid.count():
            if widget := self.grid.takeAt(0).widget():
                widget.deleteLater()
        row = 0
        for title, items in SETS:
            self.grid.addWidget(QLabel(title), row, 0, 1, 4)
            row += 1
            for item in items:
                if item in judged:
                    self._line(row, judged[item])
                    row += 1

    def _line(self, row: int, judged: Judgement) -> None:
        words, tone = SIGNS[judged.result]
        sign = QLabel()
        toned(sign, words, tone)
        reason = QLabel(judged.reason + (f"（{judged.evidence}）" if judged.evidence else ""))
        reason.setWordWrap(True)
        find = QPushButton("认定")
        find.setProperty("tone", "link")
        find.setToolTip("本办入户核实后的认定优先于数据，须写明依据")
        find.clicked.connect(lambda: self._ask(row, judged))
        self.grid.addWidget(quiet(judged.item.label), row, 0)
        self.grid.addWidget(sign, row, 1)
        self.grid.addWidget(reason, row, 2)
        self.grid.addWidget(find, row, 3)

    def _ask(self, row: int, judged: Judgement) -> None:
        """Let the office's own finding be typed in the row itself."""
        for column in (1, 2, 3):
            place = self.grid.itemAtPosition(row, column)
            if place and (widget := place.widget()):
                widget.hide()
        result = QComboBox()
        result.addItems([each.label for each in Result])
        result.setCurrentIndex(list(Result).index(judged.result))
        evidence = QLineEdit()
        evidence.setPlaceholderText("依据，如：2018年5月8日入户查看，房屋为B级")
        keep = QPushButton("保存认定")
        keep.clicked.connect(lambda: self._keep(judged.item, result.currentIndex(), evidence.text()))
        evidence.returnPressed.connect(keep.click)
        for column, widget in ((1, result), (2, evidence), (3, keep)):
            self.grid.addWidget(widget, row, column)
        evidence.setFocus()

    def _keep(self, item: Item, place: int, evidence: str) -> None:
        assert self._file
        verdict = Verdict(
            household_id=self._file.household.id or 0, year=self._year, item=item, result=list(Result)[place],
            evidence=evidence.strip(), on=self.desk.today(),
        )  # fmt: skip
        try:
            self.desk.office.households.save_verdict(verdict)
        except Refused as refused:
            self.desk.say(str(refused), "red")
            return
        self.desk.say(f"已保存认定：{item.label}", "green", undo=True)
