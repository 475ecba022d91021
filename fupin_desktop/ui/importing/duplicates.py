"""疑似重复: two records side by side, and what the clerk found out about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.duplicates import Pair, Side

FIELDS = (
    "name", "relation", "sex", "birth", "id_number", "number", "nation", "phone", "joined_on", "remark",
)  # fmt: skip
HOME = ("number", "village", "group", "head", "phone")
NOBODY = "没有疑似重复的人：同一证件号码、同名同出生日期、同组姓名相近的都看过了。"
SOME = "两条可能是同一个人。不是的，写明依据记下，以后不再提示；确是同一人的按“合并”：同一户里合成一条，两户建重了合成一户。"


class Compared(NamedTuple):
    """One field of both records."""

    label: str
    one: str
    other: str

    @property
    def tone(self) -> str:
        return "amber" if self.one != self.other else ""


class DuplicatesPart(QWidget):
    """``counted``: how many pairs there are."""

    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._round = 0
        self.since = 0
        self._stale, self._decided = True, False
        self._soon = QTimer(self)  # the arrow held down does not read each pair it passes
        self._soon.setSingleShot(True)
        self._soon.setInterval(80)
        self._soon.timeout.connect(self._show_sides)
        self.words = quiet("")
        self.words.setWordWrap(True)
        self.table: LineTable[Pair] = LineTable(
            (
                Column("依据", lambda each: each.why, 20),
                Column("甲", lambda each: each.one.name, 12),
                Column("乙", lambda each: each.other.name, 12),
                Column("甲的村组", lambda each: f"{each.one.village}{each.one.group}", 16),
                Column("乙的村组", lambda each: f"{each.other.village}{each.other.group}", 0),
            )
        )
        self.view = LineView(self.table, "疑似重复")
        self.view.entered.connect(lambda _: self._soon.start())
        self.view.opened.connect(lambda each: self._open(each.one.household))
        self.sides: LineTable[Compared] = LineTable(
            (
                Column("", lambda each: each.label, 12),
                Column("甲", lambda each: each.one or "空", 22, tone=lambda each: each.tone),
                Column("乙", lambda each: each.other or "空", 0, tone=lambda each: each.tone),
            )
        )
        self.sides_view = LineView(self.sides, "甲和乙")
        self._lay_out()

    def _lay_out(self) -> None:
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("凭什么认定，如“入户核实，两人都在”")
        self.reason.setAccessibleName("认定依据")
        self.reason.returnPressed.connect(self.decide)
        self.decide_button = QPushButton("不是同一人")
        self.decide_button.clicked.connect(self.decide)
        self.merge = QPushButton("合并…")
        self.merge.setToolTip("甲留下，乙并进来；先看清会怎样，再登记")
        self.merge.clicked.connect(self.join)
        self.open_one, self.open_other = QPushButton("打开甲"), QPushButton("打开乙")
        self.open_one.clicked.connect(lambda: self._open_side(other=False))
        self.open_other.clicked.connect(lambda: self._open_side(other=True))
        self.all_button = QPushButton("看全部")
        self.all_button.setProperty("tone", "link")
        self.all_button.setToolTip("现在只列新来的人；看全部在册的人")
        self.all_button.clicked.connect(lambda: self.load(0))
        self.all_button.hide()
        both = QSplitter(Qt.Orientation.Horizontal)
        for view, part in ((self.view, 640), (self.sides_view, 540)):
            both.addWidget(view)
            both.setStretchFactor(both.count() - 1, part)
        both.setHandleWidth(1)
        self.row = QWidget()
        row = QHBoxLayout(self.row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self.reason, 1)
        for made in (self.decide_button, self.merge, self.open_one, self.open_other):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.all_button)
        column.addLayout(top)
        column.addWidget(both, 1)
        column.addWidget(self.row)

    def load(self, since: int | None = None) -> None:
        """Look for doubles beside the window. ``since``: only pairs with somebody of this id or a later one; else as before."""
        self._round += 1
        self.since = self.since if since is None else since
        now, office, first = self._round, self.desk.office, self.since
        self._stale = False
        self.all_button.setVisible(bool(first))
        self.words.setText("正在查找…")
        self.desk.run_quietly(
            lambda watch: office.duplicates.find(since=first, watch=watch),
            lambda found: self._take(now, found),
        )

    def load_if_stale(self) -> None:
        """Look when the part is first shown, and when the register changed since."""
        if self._stale:
            self.load()

    def refresh(self) -> None:
        """The register changed, and not by a decision made here."""
        if self._decided:
            self._decided = False
            return
        self._stale = True
        if self.isVisible():
            self.load()

    def _take(self, now: int, found: list[Pair]) -> None:
        if now != self._round:
            return
        row = max(0, self.view.currentIndex().row())
        self.table.show(found)
        self.words.setText(SOME if found else NOBODY)
        self.row.setVisible(bool(found))
        self.sides.show(())
        self.view.go_to_row(min(row, len(found) - 1))
        self.counted.emit(len(found))

    def _show_sides(self) -> None:
        here = self.view.current()
        if here is not None:
            with self.desk.speaking():
                self.sides.show(_compared(*self.desk.office.duplicates.sides(here)))

    def decide(self) -> None:
        """Remember that the pair is not one person."""
        here = self.view.current()
        if here is None:
            return
        if not self.reason.text().strip():
            self.reason.setFocus()
        with self.desk.speaking():
            self.desk.office.duplicates.distinct(here.one.id, here.other.id, self.reason.text())
            self._decided = True
            self.desk.say(f"已记下：{here.one.name}和{here.other.name}不是同一人", "green", undo=True)
            left = [each for each in self.table.lines if each != here]
            self._take(self._round, left)
            self.view.setFocus()

    def join(self) -> None:
        """The two are one: ask in 登记变动 what stays, of one person in a household or of two households."""
        here = self.view.current()
        if here is None:
            return
        one, other = here.one, here.other
        asked = {"kind": "double", "person": one.id, "twin": other.id}
        if one.household != other.household:
            asked["other"] = other.household
        self.desk.go("household", household=one.household, life=asked)

    def _open_side(self, *, other: bool) -> None:
        here = self.view.current()
        if here is not None:
            self._open((here.other if other else here.one).household)

    def _open(self, household: int) -> None:
        self.desk.go("household", household=household)


def _compared(one: Side, other: Side) -> list[Compared]:
    people = [
        Compared(field.label, *(field.show(getattr(side.person, name)) for side in (one, other)))
        for name, field in ((name, type(one.person).fields[name]) for name in FIELDS)
    ]
    homes = [
        Compared(field.label, *(field.show(getattr(side.household, name)) for side in (one, other)))
        for name, field in ((name, type(one.household).fields[name]) for name in HOME)
    ]
    return [*people, *homes]
