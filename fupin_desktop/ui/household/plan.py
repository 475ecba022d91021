"""计划: 一户一策 of a year: needs and target, measures with money and progress, the householder's confirmation."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.plan import Measure, MeasureFund, Plan, Progress
from fupin_desktop.domain.values import show_money
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel, YearBar
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile
    from fupin_desktop.services.plan import MeasureFile, PlanFile

SECTIONS = (
    Section("计划", ("cause", "needs", "target_income", "target_year", "made_on", "unit", "person"),
            wide=("cause", "needs")),
    Section("户主确认与成效", ("confirmed_by", "confirmed_on", "result"), wide=("result",)),
)  # fmt: skip
MEASURES = (
    "content", "kind", "batch", "to_household", "quantity", "quantity_unit", "expected_income", "unit", "person",
    "starts_on", "due_on", "done_on", "result",
)  # fmt: skip


class PlanPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: PlanFile | None = None
        self._years: list[int] = []
        self.bar = YearBar()
        self.bar.chosen.connect(self.year_wanted)
        self.copy = QPushButton("复制上年计划")
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.copy)
        self.column.addLayout(row)
        self.none = quiet("")
        self.column.addWidget(self.none)
        self.sum = QLabel()
        self.column.addWidget(self.sum)
        self.form = self.add_form(RecordForm(Plan, SECTIONS, columns=3, today=desk.today))
        self.measures = self.add_grid(
            GridPart(desk, "帮扶措施", GridModel(Measure, MEASURES, today=desk.today, row_name=self._percent),
                     self._keep_measures, hint="选中一行，下面填资金和进展", rows=8)
        )  # fmt: skip
        self.measures.grid.selectionModel().currentRowChanged.connect(lambda *_: self._show_measure())
        self.funds = self.add_grid(
            GridPart(
                desk,
                "资金",
                GridModel(MeasureFund, ("source", "amount"), today=desk.today),
                self._keep_funds,
                rows=4,
            )
        )
        self.progress = self.add_grid(
            GridPart(
                desk,
                "进展",
                GridModel(Progress, ("on", "said", "percent"), today=desk.today),
                self._keep_progress,
                rows=5,
            )
        )
        remove = QPushButton("删除所选措施")
        remove.clicked.connect(self._remove)
        self.measures.head.addWidget(remove)
        self.column.addStretch(1)

    def fill(self, file: HouseholdFile, year: int) -> None:
        plans = self.office.plans.of_household(file.household.id) if file.household.id else []
        self._years = [each.plan.year for each in plans]
        self.plan = next((each for each in plans if each.plan.year == year), None)
        self.bar.show_years(self._years, year)
        self.copy.setVisible(self.plan is None and any(each < year for each in self._years))
        self.none.setVisible(self.plan is None)
        self.none.setText(f"{year}年还没有一户一策，填写后保存即建立")
        name = f"{file.household.head} {year}年一户一策"
        plan = self.plan.plan if self.plan else Plan(household_id=file.household.id or 0, year=year)
        self.put(self.form, plan, f"plan:{file.household.id}:{year}", name)
        for widget in (self.sum, self.measures, self.funds, self.progress):
            widget.setVisible(self.plan is not None)
        if self.plan:
            self._show_sum(self.plan)
            row = max(0, self.measures.grid.currentIndex().row())
            self.measures.show_records(
                [each.measure for each in self.plan.measures], key=f"measures:{plan.id}", label=f"{name}措施"
            )
            self.measures.grid.setCurrentIndex(self.measures.model.index(row, 0))
            self._show_measure()

    def _show_sum(self, plan: PlanFile) -> None:
        late = sum(each.late(self.desk.today()) for each in plan.measures)
        said = f"措施{len(plan.measures)}项　资金{show_money(plan.money)}元　预期增收{show_money(plan.expected_income)}元"
        self.sum.setText(said + (f"　！ {late}项已过完成时限" if late else ""))

    def _current(self) -> MeasureFile | None:
        row = self.measures.grid.currentIndex().row()
        if self.plan is None or not 0 <= row < len(self.measures.model.lines):
            return None
        record = self.measures.model.lines[row].record
        return next((each for each in self.plan.measures if record and each.measure.id == record.id), None)

    def _show_measure(self) -> None:
        shown = self._current()
        self.funds.setVisible(shown is not None)
        self.progress.setVisible(shown is not None)
        if shown is None:
            return
        said = shown.measure.content[:16]
        self.funds.title.setText(f"资金：{said}")
        self.progress.title.setText(f"进展：{said}")
        self.funds.show_records(shown.funds, key=f"funds:{shown.measure.id}", label=f"{said} 资金")
        self.progress.show_records(shown.progress, key=f"progress:{shown.measure.id}", label=f"{said} 进展")

    def save_form(self, form: RecordForm) -> bool:
        values = form.values()
        if values is None or self.file is None:
            return False
        base = self.plan.plan if self.plan else Plan(household_id=self.file.household.id or 0, year=self.year)
        try:
            self.office.plans.save(dataclasses.replace(base, **values))
        except Refused as refused:
            form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        form.saved()
        self.desk.say(f"已保存 {self.file.household.head} {self.year}年一户一策", "green", undo=True)
        return True

    def _keep_measures(self, lines: list[Line]) -> str:
        assert self.plan
        links = {"household_id": self.plan.plan.household_id, "plan_id": self.plan.plan.id}
        self.measures.keep_each(lines, self.office.plans.save_measure, **links)
        return f"已保存帮扶措施{len(lines)}项"

    def _links(self) -> dict[str, int]:
        shown = self._current()
        assert shown
        return {"household_id": shown.measure.household_id, "measure_id": shown.measure.id or 0}

    def _keep_funds(self, lines: list[Line]) -> str:
        shown, model = self._current(), self.funds.model
        assert shown
        kept = [model.made(line, **self._links()) for line in model.lines if not line.blank]
        self.office.plans.save_measure(shown.measure, kept)
        return f"已保存资金{len(lines)}行"

    def _keep_progress(self, lines: list[Line]) -> str:
        self.progress.keep_each(lines, self.office.plans.save_progress, **self._links())
        return f"已保存进展{len(lines)}条"

    def _percent(self, line: Line) -> str:
        if self.plan is None or line.record is None:
            return "＋"
        shown = next((each for each in self.plan.measures if each.measure.id == line.record.id), None)
        return f"{shown.percent}%" if shown else ""

    def _remove(self) -> None:
        shown = self._current()
        if shown is None:
            self.desk.say("请先选中要删除的措施", "red")
            return
        with self.desk.speaking():
            self.office.plans.remove_measure(shown.measure)
            self.desk.say(f"已删除措施：{shown.measure.content[:20]}", "green", undo=True)

    def _copy(self) -> None:
        assert self.file
        assert self.file.household.id is not None
        source = max(each for each in self._years if each < self.year)
        with self.desk.speaking():
            self.office.plans.copy(self.file.household.id, source, self.year)
            self.desk.say(f"已复制{source}年的计划作底稿，请核对目标和时限", "green", undo=True)
