"""覆盖: by helper and by village how many households were visited in a month or year, and which are left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.domain.period import Month, Year
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import Line, head, panes, quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.visit import Coverage, Covered

MONTHS, YEARS = 13, 3
BY = (("helper", "按责任人"), ("village", "按村"))


class CoveragePart(Part):
    """How far each person or village is at the left; the households that were not visited at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self.period = PickBox(_periods(desk))
        self.period.setAccessibleName("期间")
        self.by = PickBox(BY)
        self.by.setAccessibleName("按什么看")
        for box in (self.period, self.by):
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(lambda _: self.load())
        self.asked = QLineEdit()
        self.asked.setAccessibleName("每户每月应走访次数")
        self.asked.setValidator(QIntValidator(0, 99))
        self.asked.setFixedWidth(48)
        self.asked.editingFinished.connect(self._keep_asked)
        self.words = Line()
        self.table: LineTable[Covered] = LineTable(_columns())
        self.view = LineView(self.table, "走访覆盖")
        self.view.entered.connect(self._show_left)
        self.heading = QLabel()
        head(self.heading, 0.5)
        self.homes: LineTable[HouseholdLine] = LineTable(_home_columns())
        self.homes_view = LineView(self.homes, "没有走访的户")
        self.view.opened.connect(lambda _: self.homes_view.setFocus())
        self.homes_view.opened.connect(lambda home: desk.go("household", household=home.id))
        self._lay_out()

    def _lay_out(self) -> None:
        asks = QHBoxLayout()
        asks.setSpacing(S)
        for widget in (self.period, self.by, quiet("每户每月应走访"), self.asked, quiet("次（本办自定）")):
            asks.addWidget(widget)
        asks.addWidget(self.words, 1)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, S, 0)
        column.addWidget(self.view)
        column = QVBoxLayout(right)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(S)
        tools = QHBoxLayout()
        tools.addWidget(self.heading, 1)
        for key in ("coverage.register", "coverage.paper"):
            tools.addWidget(button(self.actions_by_key[key]))
        column.addLayout(tools)
        column.addWidget(self.homes_view, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(asks)
        whole.addWidget(panes(left, right, (660, 500), grows=0), 1)

    def load(self) -> None:
        visits, period, by = self.desk.office.visits, self.period.value(), self.by.value()
        if not self.asked.hasFocus():
            self.asked.setText(str(visits.per_month()))

        def task(_: Watch) -> Coverage:
            return visits.coverage(period.first, period.last, by=by)

        self.read_beside(task, self._take)

    def _take(self, found: Coverage) -> None:
        kept = self.view.current()
        self.table.show(found.lines)
        keys = [each.key for each in found.lines]
        self.view.go_to_row(keys.index(kept.key) if kept is not None and kept.key in keys else 0)
        self.words.setText(_summary(found, villages=self.by.value() == "village"))
        if not found.lines:
            self._show_left(None)

    def _show_left(self, line: Covered | None) -> None:
        missing = line.missing if line else ()
        lines = self.desk.office.households.lines(missing)
        self.homes.show([lines[id] for id in missing if id in lines])
        self.homes_view.go_to_row(0)
        self.heading.setText(f"{line.name}没有走访的{len(missing)}户" if line else "")
        self.actions_by_key["coverage.register"].setEnabled(bool(missing))
        self.actions_by_key["coverage.paper"].setEnabled(line is not None)

    def _keep_asked(self) -> None:
        visits = self.desk.office.visits
        if not self.asked.text() or int(self.asked.text()) == visits.per_month():
            return
        with self.desk.speaking():
            visits.keep_per_month(int(self.asked.text()))
            self.desk.say(f"每户每月应走访{self.asked.text()}次", "green", undo=True)

    def take_focus(self) -> None:
        self.view.setFocus()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if by := state.get("by"):
            self.by.put(by)

    @command(
        "coverage.register", text="登记走访", shortcut="Ctrl+N", icon="add", help="给所选的户登记一次走访"
    )
    def register(self) -> None:
        if (home := self.homes_view.current()) is not None:
            self.desk.go("visit", part="register", household=home.id)

    @command(
        "coverage.paper", text="走访记录表", shortcut="Ctrl+P", icon="print",
        help="所选责任人的全年走访记录，或所选村每户的走访记录表",
    )  # fmt: skip
    def print_(self) -> None:
        line = self.view.current()
        if line is None:
            return
        year = self.period.value().first.year
        if isinstance(line.key, int):
            alike = [each for each in self.table.lines if (each.name, each.unit) == (line.name, line.unit)]
            helper = f"{line.name}（{line.unit}）" if len(alike) == 1 else str(line.key)
            self.desk.go("paper", kind="visits", year=year, options={"helper": helper})
        else:
            self.desk.go("paper", kind="visits", year=year, villages=[line.key])


def _summary(found: Coverage, *, villages: bool) -> str:
    if not found.lines:
        return "还没有结对的帮扶干部，请到“农户”的“结对”里登记"
    none = sum(not each.visited for each in found.lines)
    if not villages:
        return f"{len(found.lines)}名责任人，{none}人还没有走访"
    homes, seen = (sum(getattr(each, name) for each in found.lines) for name in ("households", "visited"))
    return f"应走访{homes}户，已走访{seen}户；{none}村还没有走访"


def _periods(desk: Desk) -> list[tuple[Month | Year, str]]:
    today = desk.today()
    month, found = Month(today.year, today.month), list[tuple[Month | Year, str]]()
    for _ in range(MONTHS):
        found.append((month, month.words))
        month = month.before
    years = [Year(today.year - back) for back in range(YEARS)]
    return [*found[:3], *((each, f"{each.year}年全年") for each in years), *found[3:]]


def _columns() -> list[Column[Covered]]:
    def tone(each: Covered) -> str:
        return "red" if not each.visited else "amber" if each.missing else "green"

    return [
        Column("责任人或村", lambda each: each.name, 12, tone=tone),
        Column("单位", lambda each: each.unit, 0),
        Column("应走访", lambda each: f"{each.households}户", 6, right=True),
        Column("已走访", lambda each: f"{each.visited}户", 6, right=True, tone=tone),
        Column("走访率", lambda each: f"{each.percent}%", 6, right=True, tone=tone),
        Column("次数", lambda each: f"{each.visits}次", 6, right=True),
        Column("达标", lambda each: f"{each.enough}户", 6, right=True),
        Column("最近一次", lambda each: str(each.last or "没有"), 10),
    ]


def _home_columns() -> list[Column[HouseholdLine]]:
    return [
        Column("户主", lambda each: each.head, 10),
        Column("行政村", lambda each: each.village, 8),
        Column("组", lambda each: each.group, 6),
        Column("电话", lambda each: each.phone, 12),
        Column("责任人", lambda each: each.cadre, 0),
    ]
