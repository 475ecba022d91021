"""移交: a helper's households go over to another from a day on; what waits and what must be printed again is listed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout

from fupin_desktop.domain import values
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.handover import NAMED, Handed, Handover
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import outcome, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import S

HOW = "选移交人和接收人：下面列出要移交的户，去掉勾的不移交；结对历史和岗别都保留。"


class HandoverPart(Part):
    """Who hands over at the top; the households below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self._done: Handover | None = None
        self.giver, self.taker = PickBox([(None, "移交人")]), PickBox([(None, "接收人")])
        self.village = PickBox([(None, "全部村")])
        self.day = QLineEdit(show_day(desk.today()))
        for widget, name in (
            (self.giver, "移交人"), (self.taker, "接收人"), (self.village, "行政村"), (self.day, "移交日期"),
        ):  # fmt: skip
            widget.setAccessibleName(name)
            widget.setMinimumWidth(150 if widget in (self.village, self.day) else 250)
        for box in (self.giver, self.taker, self.village):
            box.currentIndexChanged.connect(lambda _: self.show_plan())
        self.day.editingFinished.connect(self.show_plan)
        self.words = quiet("")
        self.words.setWordWrap(True)
        self.outcome = outcome()
        self.outcome.linkActivated.connect(self._follow)
        self.table: LineTable[Handed] = LineTable(_columns(), key=lambda each: each.pairing.id)
        self.view = LineView(self.table, "要移交的户")
        self.view.opened.connect(
            lambda each: desk.go("household", household=each.household.id, tab="pairing")
        )
        self.table.ticked_changed.connect(self._count)
        self._lay_out()

    def _lay_out(self) -> None:
        asks = QGridLayout()
        asks.setHorizontalSpacing(S)
        for place, (label, widget) in enumerate(
            (
                ("移交人", self.giver),
                ("接收人", self.taker),
                ("从哪一天起", self.day),
                ("只移交", self.village),
            )
        ):
            asks.addWidget(quiet(label), 0, place)
            asks.addWidget(widget, 1, place)
        self.go_button = button(self.actions_by_key["handover.apply"], primary=True)
        asks.addWidget(self.go_button, 1, 4)
        asks.addWidget(button(self.actions_by_key["handover.paper"]), 1, 5)
        asks.setColumnStretch(6, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(asks)
        whole.addWidget(self.words)
        whole.addWidget(self.outcome)
        whole.addWidget(self.view, 1)

    def load(self) -> None:
        loads = self.desk.office.handover.loads()
        takers = [(each.id, f"{each.name}（{each.unit}）") for each, _ in loads]
        givers = [(each.id, f"{each.name}（{each.unit}，{count}户）") for each, count in loads if count]
        for box, first, offered in ((self.giver, "移交人", givers), (self.taker, "接收人", takers)):
            now = box.value()
            box.renew([(None, f"选择{first}"), *offered], now)
        names = [each.name for each in self.desk.office.settings.villages()]
        now = self.village.value()
        self.village.renew([(None, "全部村"), *((name, name) for name in names)], now)
        self._forget_undone()
        self.show_plan()

    def _forget_undone(self) -> None:
        """A handover that was taken back has no paper any more."""
        done = self._done
        if done and not self.desk.office.handover.done(done.giver.id or 0, done.taker.id or 0, done.on):
            self._done = None
            self.outcome.hide()

    def show_plan(self) -> None:
        """What would go over, all of it ticked; what hinders it is said."""
        giver, village = self.giver.value(), self.village.value()
        try:
            lines = (
                self.desk.office.handover.running(giver, self._day(), [village] if village else ())
                if giver is not None
                else ()
            )
        except values.Unreadable:
            lines = ()
        if [each.pairing.id for each in lines] != [each.pairing.id for each in self.table.lines]:
            self.table.ticked = {each.pairing.id for each in lines}
        self.table.show(lines)
        self.view.go_to_row(0)
        self._count()

    def _count(self) -> None:
        """How many are ticked, and what hinders that they go over."""
        chosen, taker = self.table.chosen, self.taker.value()
        hindrance = self._hindrance([each.pairing.household_id for each in chosen])
        if self.giver.value() is None:
            toned(self.words, HOW, "quiet")
        else:
            toned(self.words, hindrance, "red")
        self.words.setVisible(bool(self.words.text()))
        self.go_button.setText(f"移交{len(chosen)}户" if chosen else "移交")
        self.actions_by_key["handover.apply"].setEnabled(bool(chosen) and taker is not None and not hindrance)
        self.actions_by_key["handover.paper"].setEnabled(self._done is not None)

    def _hindrance(self, households: list[int]) -> str:
        if self.giver.value() is None or self.taker.value() is None:
            return ""
        try:
            self.desk.office.handover.plan(
                self.giver.value(), self.taker.value(), self._day(), households=households
            )
        except values.Unreadable as wrong:
            return f"移交日期{wrong}"
        except (Refused, Stale, Trouble) as wrong:
            return str(wrong)
        return ""

    def _day(self) -> date:
        return values.typed_day(self.day.text().strip(), self.desk.today())

    def take_focus(self) -> None:
        self.giver.setFocus()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if giver := state.get("giver"):
            self.giver.put(giver)

    @command(
        "handover.apply",
        text="移交",
        shortcut="Ctrl+Return",
        icon="handshake",
        help="移交打勾的户，可以整个撤销",
    )
    def apply(self) -> None:
        homes = [each.pairing.household_id for each in self.table.chosen]
        if not homes or self._hindrance(homes):
            return
        with self.desk.speaking():
            self._done = self.desk.office.handover.apply(
                self.giver.value(), self.taker.value(), self._day(), households=homes
            )
            self.outcome.setText(_outcome(self._done))
            self.outcome.show()
            self.desk.say(f"已移交{len(homes)}户", "green", undo=True)
            self.show_plan()

    @command(
        "handover.paper", text="移交清单", shortcut="Ctrl+P", icon="print", help="打印这次的责任人移交清单"
    )
    def print_(self) -> None:
        if (done := self._done) is not None:
            options = {"from": str(done.giver.id), "to": str(done.taker.id)}
            self.desk.go("paper", kind="handover", on=done.on, year=done.on.year, options=options)

    def _follow(self, link: str) -> None:
        if self._done is None:
            return
        homes = [
            each.pairing.household_id
            for each in self._done.lines
            if any(paper.kind == link for paper in each.reprint)
        ]
        if link == "paper":
            self.print_()
        else:
            self.desk.go("paper", kind=link, households=homes, year=self._done.on.year)


def _outcome(done: Handover) -> str:
    said = f"{done.giver.name}的{len(done.lines)}户从{show_day(done.on)}起由{done.taker.name}负责。"
    links = ['<a href="paper">打印移交清单</a>']
    for kind, name in NAMED.items():
        if count := sum(any(paper.kind == kind for paper in each.reprint) for each in done.lines):
            links.append(f'<a href="{kind}">重新打印{name}{count}户</a>')
    return f"{said}　{'　'.join(links)}"


def _columns() -> list[Column[Handed]]:
    return [
        Column("户主", lambda each: each.household.head, 12),
        Column("行政村", lambda each: each.household.village, 10),
        Column("组", lambda each: each.household.group, 8),
        Column("人口", lambda each: str(each.household.people), 5, right=True),
        Column("电话", lambda each: each.household.phone, 12),
        Column("岗别", lambda each: each.pairing.post.label, 5),
        Column("结对开始", lambda each: str(each.pairing.since), 10),
        Column("待办诉求", lambda each: "；".join(each.appeals), 0, tone=lambda _: "amber"),
        Column("需重新打印", lambda each: "、".join(NAMED[paper.kind] for paper in each.reprint), 26),
    ]
