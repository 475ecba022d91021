"""收入: the worksheet of a year; it says how far the household is from the line while one types."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import HouseholdYear, IncomeItem
from fupin_desktop.domain.income import DEFAULT_ITEMS, above, gap, income_of, period, worksheet
from fupin_desktop.domain.values import show_money
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel, YearBar
from fupin_desktop.ui.page import head, toned
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile

SECTIONS = (
    Section("核算", ("head_count", "period_from", "period_to", "income_recorded", "worksheet_done")),
    Section("国扶系统填报的其他数", ("net_recorded", "claim", "own_payment"), open=False),
    Section("四项收入与经营支出（有项目的按项目合计）", tuple(each.value for each in IncomeHead)),
)
ITEMS = ("head", "name", "amount", "evidence")


class IncomePanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bar = YearBar()
        self.bar.chosen.connect(self.year_wanted)
        self.column.addWidget(self.bar)
        self.result = QLabel()
        head(self.result, 1.5)
        self.gap = QLabel()
        self.how = QLabel()
        for label in (self.result, self.gap, self.how):
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.how.setProperty("tone", "quiet")
        self.form = self.add_form(RecordForm(HouseholdYear, SECTIONS, columns=3, today=desk.today))
        self.form.changed.connect(self.reckon)
        self.items = self.add_grid(
            GridPart(desk, "收入项目", GridModel(IncomeItem, ITEMS, today=desk.today), self._keep_items,
                     hint="金额为全户全年，单位元", rows=9)
        )  # fmt: skip
        self.items.edited.connect(self.reckon)
        usual = QPushButton("填入常用项目")
        usual.setToolTip("把常见的收入项目名称列出来，填上金额即可；没有金额的不保存")
        usual.clicked.connect(self._usual)
        self.items.head.addWidget(usual)
        self.column.addStretch(1)

    def fill(self, file: HouseholdFile, year: int) -> None:
        self.bar.show_years([each.year for each in file.years], year)
        household = file.household
        name = f"{household.head or household.number} {year}年收入"
        self.put(self.form, self._base(), f"income:{household.id}:{year}", name)
        since, until = period(year)
        self.form.hint("period_from", f"空白为 {since}")
        self.form.hint("period_to", f"空白为 {until}")
        self.items.show_records(file.items_of(year), key=f"items:{household.id}:{year}", label=f"{name}项目")
        self.reckon()

    def reckon(self) -> None:
        """Say the income per head, and its distance from the line, of what stands here now."""
        if self.file is None:
            return
        typed = {name: editor.value() for name, editor in self.form.editors.items() if not editor.problem()}
        year = dataclasses.replace(self._base(), **typed)
        items = [self._made(line) for line in self._filled() if not line.unreadable]
        income = income_of(year, items)
        shown = income.value if income.value is not None else income.computed
        line = self.office.settings.line(self.year)
        self.result.setText(f"人均纯收入 {show_money(shown)} 元" if shown is not None else "人均纯收入 未知")
        side = above(income, line)
        said = f"{gap(income, line)}" + (f"（{self.year}年标准线 {show_money(line)} 元）" if line else "")
        toned(self.gap, said, "red" if side == -1 else "green" if side is not None else "quiet")
        self.how.setText("；".join((income.note, *worksheet(year, items).remarks)))

    def save(self) -> bool:
        """The worksheet is one thing: its fields and items are kept as one act."""
        if not self.dirty:
            return True
        typed = self.form.values()
        wrong = self._item_problems()
        if typed is None or wrong or self.file is None:
            if wrong:
                self.desk.say("！ " + "；".join(wrong[:3]), "red")
            return False
        try:
            since, until = period(self.year)
            year = dataclasses.replace(self._base(), **typed)
            if year.head_count is not None:
                year = dataclasses.replace(
                    year, period_from=year.period_from or since, period_to=year.period_to or until
                )
            self.office.households.save_year(year, [self._made(line) for line in self._filled()])
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        self.form.saved()
        self.items.forget()
        self.desk.say(f"已保存 {self.file.household.head} {self.year}年收入核算", "green", undo=True)
        return True

    def save_form(self, form: RecordForm) -> bool:  # noqa: ARG002
        return self.save()

    def _keep_items(self, lines: list[Line]) -> str:
        if not self.save():
            raise Refused(())
        return f"已保存收入项目{len(lines)}行"

    def _base(self) -> HouseholdYear:
        assert self.file
        kept = self.file.year(self.year)
        if kept:
            return kept
        since, until = period(self.year)
        return HouseholdYear(
            household_id=self.file.household.id or 0, year=self.year, period_from=since, period_to=until
        )

    def _filled(self) -> list[Line]:
        return [line for line in self.items.model.lines if line.values["amount"] is not None]

    def _item_problems(self) -> list[str]:
        model = self.items.model
        return [
            said
            for line in model.lines
            if line.values["amount"] is not None or line.unreadable
            for spec in model.columns
            if (said := model.problem(line, spec))
        ]

    def _made(self, line: Line) -> IncomeItem:
        assert self.file
        values = dict(line.values)
        values["year"] = self.year
        values["head"] = values["head"] or IncomeHead.WAGE
        values["name"] = values["name"] or ""
        if isinstance(line.record, IncomeItem):
            return dataclasses.replace(line.record, **values)
        return IncomeItem(household_id=self.file.household.id or 0, **values)

    def _usual(self) -> None:
        model = self.items.model
        have = {(line.values["head"], line.values["name"]) for line in model.lines}
        wanted = [
            (head, name)
            for head, names in DEFAULT_ITEMS.items()
            for name in names
            if (head, name) not in have
        ]
        rows = "\n".join(f"{head.label}\t{name}" for head, name in wanted)
        model.paste(len(model.lines) - 1, 0, rows)
