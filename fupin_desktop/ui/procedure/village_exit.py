"""村出列: each village of the year with its indicators: what is known, what is still to be looked at, and how far its road is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStackedWidget

from fupin_desktop.domain.assessment import Result
from fupin_desktop.domain.procedure import ROADS, RoadKind
from fupin_desktop.domain.procedure.village_exit import Finding
from fupin_desktop.services.procedure.village_exits import VillageOut
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, panes, toned
from fupin_desktop.ui.procedure.pane import StepPane, Wanted
from fupin_desktop.ui.procedure.yearly import YearPart, headed, lay_rows
from fupin_desktop.ui.theme import S

FIRST_YEAR = 2014
LAST_YEAR = ROADS[RoadKind.VILLAGE_EXIT].last_year or 2020
TONES = {Result.MET: "green", Result.UNMET: "red", Result.UNKNOWN: "amber"}


class VillageExitPart(YearPart):
    """The villages at the left; at the right the indicators of one, or the step that is being registered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LAST_YEAR, FIRST_YEAR)
        self.begin_with(min(desk.today().year, LAST_YEAR))
        self.words, self.whose = QLabel(), QLabel()
        self.words.setWordWrap(True)
        head(self.whose, 0.5)
        self.villages: LineTable[VillageOut] = LineTable(_village_columns())
        self.view = LineView(self.villages, "各村出列情况")
        self.view.entered.connect(self._show)
        self.view.opened.connect(lambda _: self.register())
        self.findings: LineTable[Finding] = LineTable(_finding_columns())
        self.names = LineView(self.findings, "出列指标")
        self.pane = StepPane(desk)
        self.pane.done.connect(lambda _: self._leave())
        self.pane.left.connect(self._leave)
        self._lay_out()

    def _lay_out(self) -> None:
        self.right = QStackedWidget()
        self.right.addWidget(headed(self.whose, self.names, left=S))
        self.right.addWidget(self.pane)
        keys = ("village_exit.print", "village_exit.register")
        both = panes(self.view, self.right, (440, 760), grows=1)
        lay_rows(self, self.head_row(self.words, *keys, primary=keys[1]), both, grows=both)

    def load(self) -> None:
        year, on, office = self.year.value(), self.desk.today(), self.office

        def task(_: Watch) -> list[VillageOut]:
            return office.village_exits.of(year, on)

        self.read_beside(task, self._take)

    def _take(self, found: list[VillageOut]) -> None:
        kept = self.view.current()
        self.villages.show(found)
        keys = [each for each in found if each.key_village]
        out = sum(each.out for each in keys)
        if keys:
            toned(
                self.words,
                f"重点村{len(keys)}个，{self.year.value()}年已出列{out}个；没有核查的指标按本办数据预填",
                "quiet",
            )
        else:
            toned(self.words, "还没有重点村：请在“设置”的行政村里勾选重点村，再办理出列", "amber")
        names = [each.village for each in found]
        self.view.go_to_row(names.index(kept.village) if kept and kept.village in names else 0)
        if (here := self.view.current()) is not None:
            self._show(here)

    def _show(self, village: VillageOut) -> None:
        self.findings.show(village.findings)
        self.whose.setText(f"{village.village}　{village.said}")

    @command(
        "village_exit.register", text="登记下一步", shortcut="Ctrl+Return", icon="edit",
        help="登记这个村出列程序的下一步；还没有启动的从村申请开始",
    )  # fmt: skip
    def register(self) -> None:
        village = self.view.current()
        if village is None:
            return
        if not village.next:
            self.desk.say(f"{village.village}{self.year.value()}年的出列已经办结", "amber")
            return
        self.pane.begin(
            Wanted(
                road=RoadKind.VILLAGE_EXIT, step=village.next, subjects=(village.village,), names=(village.village,),
                begins=village.begins,
            )
        )  # fmt: skip
        self.right.setCurrentWidget(self.pane)

    def _leave(self) -> None:
        """Back to the indicators."""
        self.right.setCurrentIndex(0)
        self.load()
        self.view.setFocus()

    @command("village_exit.save", text="登记", shortcut="Ctrl+S", help="登记正在填写的这一步")
    def save(self) -> None:
        if self.right.currentWidget() is self.pane:
            self.pane.register()
        else:
            self.desk.say("没有正在填写的步骤")

    @command("village_exit.give_up", text="放弃", shortcut="Esc", help="放弃正在填写的这一步")
    def give_up(self) -> None:
        if self.right.currentWidget() is self.pane:
            self.pane.give_up()

    @command("village_exit.print", text="打印核查表", icon="print", help="打印这个村的出列指标核查表")
    def print(self) -> None:
        village = self.view.current()
        if village is not None:
            self.desk.go(
                "paper",
                kind="village_check",
                villages=[village.village],
                year=self.year.value(),
                households=(),
            )

    def set_aside(self) -> None:
        self.pane.set_aside()

    def take_focus(self) -> None:
        self.view.setFocus()


def _village_columns() -> list[Column[VillageOut]]:
    return [
        Column("行政村", lambda each: each.village, 14),
        Column("重点村", lambda each: "是" if each.key_village else "", 4),
        Column("发生率", lambda each: each.rate, 7, right=True),
        Column("达标", lambda each: f"{each.met}项", 6, right=True),
        Column(
            "未达标",
            lambda each: f"{each.unmet}项" if each.unmet else "",
            6,
            right=True,
            tone=lambda _: "red",
        ),
        Column("程序", lambda each: each.state, 0, tone=lambda each: "green" if each.out else ""),
    ]


def _finding_columns() -> list[Column[Finding]]:
    return [
        Column("指标", lambda each: each.label, 16),
        Column("目标", lambda each: each.goal, 22),
        Column("核查情况", lambda each: each.value, 10, right=True),
        Column("结果", lambda each: each.result.label, 7, tone=lambda each: TONES.get(each.result, "")),
        Column("依据", lambda each: each.evidence, 0),
    ]
