"""What villages are asked: the list, its year, the columns to fill in, which villages, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Record, day, record
from fupin_desktop.services.village_sheets import LISTS
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.paper.whom import VillageBox
from fupin_desktop.ui.records.editors import Editor, PickBox
from fupin_desktop.ui.sheets.finding import Choice, FindList
from fupin_desktop.ui.theme import M, S

HIDDEN = "证件号码只显示前6位后4位"
WHOLE = "！ 小表里有完整的证件号码，请只发给有权看的人"


@record("村级小表")
class _Due(Record):
    on: date | None = day("交表日期", default=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, as ``VillageSheets.send`` takes it."""

    list: str
    columns: tuple[str, ...]
    villages: tuple[str, ...]
    year: int
    due_on: date | None
    whole_ids: bool

    @property
    def folder(self) -> str:
        """家庭成员情况_2018年度填报."""
        return f"{LISTS[self.list].label}_{self.year}年度填报"


class AskingBand(QWidget):
    """The left side of the tab; ``press`` is the button below it."""

    def __init__(self, desk: Desk, press: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self._ticks: dict[str, Sequence[str]] = {key: each.usual for key, each in LISTS.items()}
        self.list = PickBox([(key, each.label) for key, each in LISTS.items()])
        self.list.currentIndexChanged.connect(lambda _: self._offer_columns())
        self.year = PickBox([])
        self.villages = VillageBox([])
        self.due = Editor(_Due.fields["on"], desk.today)
        self.columns = FindList("填报列", "找一列：文字或拼音首字母", ticks=True)
        self.columns.ticked.connect(self._ticked)
        self.columns.left.connect(self.list.setFocus)
        self.columns_words = quiet("")
        self.usual = QPushButton("恢复常用的")
        self.usual.setProperty("tone", "link")
        self.usual.clicked.connect(self._take_usual)
        self.plain = QCheckBox("显示完整证件号码")
        self.told, self.wrong = quiet(HIDDEN), QLabel()
        self.plain.toggled.connect(
            lambda on: toned(self.told, WHOLE if on else HIDDEN, "amber" if on else "quiet")
        )
        for words in (self.told, self.wrong):
            words.setWordWrap(True)
        self.wrong.hide()
        self._lay_out(press)
        self._offer_columns()

    def _lay_out(self, press: QWidget) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("填什么", self.list), ("年度", self.year), ("村", self.villages), ("交表日期", self.due.widget),
        )  # fmt: skip
        for row, (name, widget) in enumerate(rows):
            label = QLabel(name)
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.addWidget(self.columns_words, 1)
        head.addWidget(self.usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addLayout(grid)
        column.addLayout(head)
        column.addWidget(self.columns, 1)
        for each in (self.plain, self.told, self.wrong, press):
            column.addWidget(each)

    def offer(self, villages: Sequence[str], newest: date | None) -> None:
        """Offer the villages and years there are; what is chosen stays."""
        self.villages.offer(villages)
        year = (newest or self.desk.today()).year
        kept = self.year.value() or year
        self.year.offer([(each, f"{each}年度") for each in range(year - 2, year + 2)])
        self.year.put(kept)

    def wanted(self) -> Asked | None:
        """What is asked; None where something is amiss, which is then said."""
        columns, wrong = self.columns.chosen(), ""
        if not columns:
            wrong = "还没有勾选填报列，请至少勾一列"
        elif self.due.text():
            wrong = self.due.problem() or ""
        self.refuse(wrong)
        if wrong:
            return None
        return Asked(
            self.list.value(), tuple(columns), self.villages.value(), self.year.value() or self.desk.today().year,
            self.due.value(), self.plain.isChecked(),
        )  # fmt: skip

    def refuse(self, words: object) -> None:
        """Say what is amiss, or nothing."""
        toned(self.wrong, f"！ {words}", "red")
        self.wrong.setVisible(bool(str(words)))

    def take_focus(self) -> None:
        self.list.setFocus()

    def _offer_columns(self) -> None:
        asking = LISTS[self.list.value()]
        words = asking.choices()
        order = [*asking.usual, *(key for key in words if key not in asking.usual)]
        self.columns.offer([Choice(key, words[key]) for key in order], ticked=self._ticks[asking.key])
        self._ticked()

    def _ticked(self) -> None:
        asking = LISTS[self.list.value()]
        self._ticks[asking.key] = chosen = self.columns.chosen()
        self.columns_words.setText(f"填报列　已选{len(chosen)}列")
        self.usual.setVisible(set(chosen) != set(asking.usual))

    def _take_usual(self) -> None:
        asking = LISTS[self.list.value()]
        self._ticks[asking.key] = asking.usual
        self._offer_columns()
