"""日程: the stages of a year's plan typed like a sheet, in two months side by side, with what is done, open and late."""

from __future__ import annotations

import dataclasses
from datetime import date

from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.domain.fields import Record, choice, day, record, text, whole
from fupin_desktop.domain.period import Month
from fupin_desktop.domain.procedure import ROADS, RoadKind, Window
from fupin_desktop.domain.procedure.stages import steps_named, steps_shown
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.procedure.calendar import LateStep, StageLine
from fupin_desktop.services.procedure.samples import Sample
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, panes, toned
from fupin_desktop.ui.procedure.months import Bar, MonthsView
from fupin_desktop.ui.procedure.yearly import FIRST_YEAR, YearSheetPart, lay_rows
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.tables import refusing, tool
from fupin_desktop.ui.theme import S

ROWS = 5
FIXED = ("state", "done", "open", "late")
KEPT = ("road", "name", "starts", "ends", "source")


@record("阶段")
class StageForm(Record):
    """A stage as it is typed; how far it has come is read only."""

    name: str = text("阶段", required=True, longest=40, width=12)
    road: RoadKind | None = choice("程序", RoadKind, default=None, required=True, width=14)
    steps: str = text("步骤", default="", longest=200, width=30)
    starts: date = day("开始", required=True, width=11)
    ends: date = day("截止", required=True, width=11)
    state: str = text("状态", default="", width=8)
    done: str = text("已办", default="", width=6)
    open: str = text("待办", default="", width=6)
    late: int | None = whole("逾期", default=None, unit="步", width=6)
    source: str = text("依据", default="", longest=200, width=30)


class CalendarPart(YearSheetPart):
    """The stages at the top; below them two months, and what is late."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.today().year + 1)
        today = desk.today()
        self.words = QLabel()
        model = GridModel(StageForm, tuple(StageForm.fields), today=desk.today, fixed=FIXED)
        self.grid = GridPart(desk, "阶段", model, self._keep, hint="在最后一行接着填就是新增", rows=ROWS)
        self.grid.grid.horizontalHeader().setStretchLastSection(True)
        tool(self.grid, "删除所选", "删除所选的阶段，可以撤销", self._remove)
        self.months = MonthsView(today)
        self.months.picked.connect(self._pick)
        self.late: LineTable[LateStep] = LineTable(
            (
                Column("谁", lambda each: each.subject, 0),
                Column("步骤", lambda each: each.step, 14),
                Column("截止", lambda each: show_day(each.ends), 14),
                Column(
                    "办理", lambda each: show_day(each.on) if each.on else "还没有办", 14, tone=_late_tone
                ),
                Column("逾期", lambda each: f"{each.days}天", 7, right=True, tone=_late_tone),
            )
        )
        self.late_view = LineView(self.late, "逾期的步骤")
        self.late_view.opened.connect(
            lambda each: desk.go("procedure", part="passages", passage=each.passage)
        )
        self.late_words = QLabel()
        head(self.late_words, 0.5)
        self.samples: LineTable[Sample] = LineTable(
            (Column("抽查", lambda each: each.words, 0, tone=lambda each: "" if each.enough else "amber"),)
        )
        self.samples_view = LineView(self.samples, "审核抽查")
        self._lay_out()
        self.begin_with(self._first_year())

    def _lay_out(self) -> None:
        top = self.head_row(self.words, "calendar.offer", "calendar.print")
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, S, 0)
        for name, step, said in (("chevron_left", -1, "上一个月"), ("chevron_right", 1, "下一个月")):
            made = QToolButton()
            made.setIcon(icon(name))
            made.setToolTip(said)
            made.setAccessibleName(said)
            made.clicked.connect(lambda _=False, step=step: self.months.move(step))
            self.grid.head.addWidget(made)
        column.addWidget(self.months, 1)
        column = QVBoxLayout(right)
        column.setContentsMargins(S, 0, 0, 0)
        column.addWidget(self.late_words)
        column.addWidget(self.late_view, 2)
        column.addWidget(self.samples_view, 1)
        both = panes(left, right, (700, 480), grows=0)
        lay_rows(self, top, self.grid, both, grows=both)

    def _first_year(self) -> int:
        years = []
        with self.desk.speaking():
            years = self.office.calendar.years() or self.office.procedures.years()
        return next((each for each in years if each >= FIRST_YEAR), self.desk.today().year)

    def load(self) -> None:
        year, today = self.year.value(), self.desk.today()
        with self.desk.speaking():
            stages = self.office.calendar.stages(year, today)
            self.grid.show_records(
                [_form(each, today) for each in stages], key=f"calendar:{year}", label=f"阶段安排 {year}年"
            )
            self._show(stages)
            self.samples.show(self.office.calendar.samples(year, today))
            self.samples_view.setVisible(bool(self.samples.lines))

    def _show(self, stages: list[StageLine]) -> None:
        year, today = self.year.value(), self.desk.today()
        self.months.show_bars(
            [
                Bar(each.window.name, each.window.starts, each.window.ends, _tone(each, today))
                for each in stages
            ]
        )
        if not stages:
            self.months.first = Month(year, today.month)
        late = [one for each in stages for one in each.late]
        self.late.show(late)
        toned(
            self.late_words,
            f"逾期的步骤（{len(late)}）" if late else "没有逾期的步骤",
            "red" if late else "quiet",
        )
        now = [each.window.name for each in stages if each.state(today) == "进行中"]
        said = f"正在：{'、'.join(now)}" if now else ""
        last = ROADS[RoadKind.IDENTIFICATION].last_year
        usual = not stages and (last is None or year <= last)
        how = "可以采用常用安排，或直接在表里填写" if usual else "请直接在表里填写"
        toned(self.words, said if stages else f"{year}年还没有阶段安排：{how}", "quiet")
        self.actions_by_key["calendar.offer"].setVisible(usual)

    def _keep(self, lines: list[Line]) -> str:
        year = self.year.value()
        kept = {each.id: each for each in self.office.calendar.windows(year)}
        with refusing():
            made = []
            for line in lines:
                said = {name: line.values[name] for name in KEPT}
                said["steps"] = steps_named(ROADS[line.values["road"]], line.values["steps"])
                old = kept.get(getattr(line.record, "id", None))
                made.append(dataclasses.replace(old, **said) if old else Window(year=year, **said))
            self.office.calendar.save(made)
        return f"已保存{len(made)}个阶段"

    def _remove(self) -> None:
        rows = {index.row() for index in self.grid.grid.selectionModel().selectedIndexes()}
        ids = {line.record.id for row in rows if (line := self.grid.model.lines[row]).record}
        gone = [each for each in self.office.calendar.windows(self.year.value()) if each.id in ids]
        if self.grid.dirty or not gone:
            self.desk.say("请先保存或放弃改动" if self.grid.dirty else "请先选中要删除的阶段", "red")
            return
        with self.desk.speaking():
            self.office.calendar.save([], gone)
            self.load()
            self.desk.say(f"已删除阶段：{'、'.join(each.name for each in gone)}", "green", undo=True)

    def _pick(self, name: str) -> None:
        """A stage was clicked in the months: the keyboard goes to its line."""
        row = next(
            (row for row, line in enumerate(self.grid.model.lines) if line.values["name"] == name), None
        )
        if row is not None:
            self.grid.go_to(row, "starts")

    @command(
        "calendar.offer", text="采用常用安排", icon="calendar",
        help="采用组织培训、农户申请、入户调查、民主评议四个阶段的常用日期，可以再改",
    )  # fmt: skip
    def offer(self) -> None:
        year = self.year.value()
        with self.desk.speaking():
            self.office.calendar.offer(year)
            self.load()
            self.desk.say(f"已采用{year}年的常用阶段安排，日期可以在表里改", "green", undo=True)

    @command("calendar.save", text="保存阶段", shortcut="Ctrl+S", help="保存改过的阶段")
    def save(self) -> None:
        self.save_typed()

    @command("calendar.give_up", text="放弃修改", shortcut="Esc", help="放弃没有保存的改动")
    def give_up(self) -> None:
        self.drop_typed()

    @command("calendar.print", text="打印日程表", icon="print", help="打印这一年的工作日程表")
    def print(self) -> None:
        self.desk.go("paper", kind="work_calendar", year=self.year.value())

    def take_focus(self) -> None:
        self.grid.grid.setFocus()


def _form(stage: StageLine, today: date) -> StageForm:
    window, unit = stage.window, stage.unit
    return StageForm(
        id=window.id, name=window.name, road=window.road, steps=steps_shown(ROADS[window.road], window.steps),
        starts=window.starts, ends=window.ends, state=stage.state(today), done=f"{stage.done}{unit}",
        open=f"{stage.open}{unit}", late=len(stage.late) or None, source=window.source,
    )  # fmt: skip


def _tone(stage: StageLine, today: date) -> str:
    """red: something is late; accent: now; quiet: over or still to come."""
    if stage.late:
        return "red"
    return {"进行中": "accent", "已结束": "green"}.get(stage.state(today), "quiet")


def _late_tone(each: LateStep) -> str:
    return "red" if each.on is None else "amber"
