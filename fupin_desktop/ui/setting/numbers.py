"""程序参数: the days, quorums, shares and sizes of the procedures as this office has them, and its check-list."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QHBoxLayout

from fupin_desktop.domain.fields import Record, calendar_year, record, text
from fupin_desktop.domain.procedure import NUMBERS, Numbers, ProcedureNumber
from fupin_desktop.domain.procedure.identification import CHECKLIST
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.setting.tables import refusing, tool
from fupin_desktop.ui.theme import S

FIRST_YEAR = 2013


@record("程序参数")
class NumberForm(Record):
    """A number as it holds in the year that is shown; ``since`` is the year from which the office has it so."""

    key: str = text("参数代码", default="")
    label: str = text("参数", default="", width=30)
    value: str = text("值", required=True, longest=60, width=10)
    unit: str = text("单位", default="", width=6)
    since: int | None = calendar_year("从哪年起", default=None, width=8)
    source: str = text("依据", default="", longest=200, width=44)
    usual: str = text("通用的数", default="", width=10)


@record("需核实的情形")
class ConditionForm(Record):
    """One condition of the check-list."""

    words: str = text("情形", required=True, longest=60, width=40)


class NumberPart(Part):
    """The numbers of procedures, by year, each with its source."""

    name = "number"
    title = "程序参数"
    words = (
        "程序里的天数、人数、比例都在这里，每个都写着出处，可以改成本地的规定：改值，写明依据；"
        "“从哪年起”空着表示一直这样。天数后面写“工作日”就按工作日计算，如“20工作日”。"
    )  # fmt: skip
    columns = ("label", "value", "unit", "since", "source", "usual")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = desk.today()
        self.year = PickBox([(year, f"{year}年") for year in range(today.year + 1, FIRST_YEAR - 1, -1)])
        self.year.setAccessibleName("年度")
        self.year.setMinimumContentsLength(7)
        self.year.put(today.year)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(quiet("看哪一年的"))
        row.addWidget(self.year)
        row.addStretch(1)
        self.column.addLayout(row)
        model = GridModel(
            NumberForm, self.columns, today=desk.today, grows=False, fixed=("label", "unit", "usual")
        )
        self.grid = self.add_grid(GridPart(desk, "参数", model, self._keep, rows=12))
        self.grid.grid.horizontalHeader().setStretchLastSection(True)
        tool(self.grid, "恢复通用的数", "所选的参数改回通用的数", self._restore)
        self.conditions = self.add_grid(
            GridPart(
                desk, "需核实的情形（四不列、红线）", GridModel(ConditionForm, ("words",), today=desk.today),
                self._keep_conditions, hint="入户调查时勾选的，要核实后才能往下办，不直接否决；各地自定", rows=8,
            )
        )  # fmt: skip
        tool(self.conditions, "删除所选", "删除所选的情形", self._remove)
        self.column.addStretch(1)
        self.year.currentIndexChanged.connect(lambda _: self.fill())

    def fill(self) -> None:
        year = self.year.value()
        numbers = self.office.procedures.rules().numbers
        own = {(each.key, each.year): each for each in self.office.procedures.numbers()}
        forms = []
        for place, (key, each) in enumerate(NUMBERS.items(), 1):
            value, source = numbers.said(key, year)
            years = [since for name, since in own if name == key and since <= year]
            since = max(years, default=0)
            forms.append(
                NumberForm(
                    id=place, key=key, label=each.label, value=value, unit=each.unit, since=since or None, source=source,
                    usual=Numbers().said(key, year)[0],
                )
            )  # fmt: skip
        self.grid.show_records(forms, key=f"setting:number:{year}", label="设置 程序参数")
        self.conditions.show_records(self._conditions(), key="setting:checklist", label="设置 需核实的情形")

    def _conditions(self) -> list[ConditionForm]:
        kept = self.office.settings.facts().checklist or CHECKLIST
        return [ConditionForm(id=place, words=each) for place, each in enumerate(kept, 1)]

    def _keep(self, lines: list[Line]) -> str:
        made = [
            ProcedureNumber(
                key=line.values["key"], year=line.values["since"] or 0, value=line.values["value"].strip(),
                source=self._source(line),
            )
            for line in lines
        ]  # fmt: skip
        with refusing():
            self.office.procedures.save_numbers(made)
        self.fill()
        return f"已保存{len(made)}个程序参数"

    def _source(self, line: Line) -> str:
        """What was typed; the source of the usual number does not stand for another one."""
        said = str(line.values["source"]).strip()
        old: NumberForm | None = line.record  # type: ignore[assignment]
        unchanged = old is not None and said == old.source and line.values["value"] != old.value
        return "" if unchanged and said == NUMBERS[line.values["key"]].source else said

    def _restore(self) -> None:
        rows = {index.row() for index in self.grid.grid.selectionModel().selectedIndexes()}
        keys = {self.grid.model.lines[row].values["key"] for row in rows}
        year = self.year.value()
        gone = [each for each in self.office.procedures.numbers() if each.key in keys and each.year <= year]
        if self.grid.dirty or not gone:
            self.desk.say(
                "请先保存或放弃改动" if self.grid.dirty else "所选的参数没有改过，就是通用的数", "red"
            )
            return
        with self.desk.speaking():
            for each in gone:
                self.office.procedures.remove_number(each)
            self.fill()
            self.desk.say(f"已恢复{len(keys)}个参数的通用的数", "green", undo=True)

    def _keep_conditions(self, _lines: list[Line]) -> str:
        every = [line.values["words"] for line in self.conditions.model.lines if not line.blank]
        self._save_conditions(every)
        return f"已保存{len(every)}种需核实的情形"

    def _save_conditions(self, every: list[str]) -> None:
        facts = self.office.settings.facts()
        said = () if tuple(every) == CHECKLIST else tuple(dict.fromkeys(every))
        with refusing():
            self.office.settings.save(dataclasses.replace(facts, checklist=said))

    def _remove(self) -> None:
        rows = {index.row() for index in self.conditions.grid.selectionModel().selectedIndexes()}
        kept = [each.words for each in self._conditions()]
        if self.conditions.dirty or not any(row < len(kept) for row in rows):
            self.desk.say("请先保存或放弃改动" if self.conditions.dirty else "请先选中要删除的情形", "red")
            return
        with self.desk.speaking():
            self._save_conditions([each for row, each in enumerate(kept) if row not in rows])
            self.fill()
            self.desk.say("已删除所选的情形", "green", undo=True)
