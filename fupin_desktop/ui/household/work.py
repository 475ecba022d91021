"""务工情况 of a year: one row a spell, several rows a person."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, Record, as_values, day, flag, money, record, text
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile


@record("务工情况")
class SpellLine(Record):
    """A spell as a clerk types it: the person by name."""

    person: str = text("姓名", required=True, longest=60, width=8)
    working: bool | None = flag("已务工", default=None, width=6)
    planned: bool | None = flag("计划务工", default=None, width=6)
    county: str = text("务工所在县", default="", longest=80, width=12, headings=("计划务工所在县",))
    since: date | None = day("开始时间", default=None)
    until: date | None = day("结束时间", default=None)
    income: Decimal | None = money("月收入", default=None, least=0, unit="元", headings=("务工月收入",))
    employer: str = text("务工企业名称", default="", longest=80, width=14)
    industry: str = text("所属行业", default="", longest=40)
    channel: str = text("就业渠道", default="", longest=40)
    point_to_point: bool | None = flag("点对点输送", default=None, width=6, headings=("是否点对点输送",))
    subsidy: Decimal | None = money("年度交通费补助", default=None, least=0, unit="元")
    service: str = text("就业服务需求", default="", longest=80, width=12)


FIELDS = tuple(name for name in SpellLine.fields if name != "person")


class WorkPart(GridPart):
    """The spells of a household in a year."""

    def __init__(self, desk: Desk) -> None:
        model = GridModel(SpellLine, tuple(SpellLine.fields), today=desk.today)
        super().__init__(
            desk, "务工情况", model, self._keep_spells, rows=8,
            hint="一行一段，一人可以有几行；也可以导入“务工月监测”",
        )  # fmt: skip
        self._file: HouseholdFile | None = None
        self._year = 0
        self._kept: dict[int, WorkSpell] = {}
        remove = QPushButton("删除所选")
        remove.setToolTip("删除所选的一段务工，可以撤销")
        remove.clicked.connect(self.remove)
        self.head.addWidget(remove)

    def show_file(self, file: HouseholdFile, year: int) -> None:
        """Show the spells of a year."""
        self._file, self._year = file, year
        id = file.household.id
        spells = self.desk.office.entries.spells(id, year) if id is not None else []
        names = {each.id: each.name for each in file.members}
        self._kept = {each.id or 0: each for each in spells}
        lines = [
            SpellLine(id=each.id, version=each.version, person=names.get(each.person_id, ""), **_typed(each))
            for each in spells
        ]
        name = f"{file.household.head} {year}年务工情况"
        self.show_records(lines, key=f"spells:{id}:{year}", label=name)

    def _keep_spells(self, lines: list[Line]) -> str:
        count = self.desk.office.entries.save_spells([self._spell(line) for line in lines])
        return f"已保存务工情况{count}段"

    def _spell(self, line: Line) -> WorkSpell:
        assert self._file
        values = {name: line.values[name] for name in FIELDS}
        name = line.values["person"]
        kept = self._kept.get(line.record.id or 0) if line.record else None
        found = [each for each in self._file.members if each.name == name]
        found = [each for each in found if each.left_on is None] or found
        if kept is not None and any(each.id == kept.person_id for each in found):
            return dataclasses.replace(kept, **values)
        if len(found) != 1:
            why = f"有{len(found)}个{name}，分不清是哪一个" if found else f"没有成员{name}"
            raise Refused([Problem("person", f"这一户{why}，请核对姓名")])
        links: dict[str, Any] = {"person_id": found[0].id or 0, "household_id": self._file.household.id or 0}
        return dataclasses.replace(kept or WorkSpell(year=self._year), **values, **links)

    def remove(self) -> None:
        """Take the chosen spell away."""
        row = self.grid.currentIndex().row()
        line = self.model.lines[row].record if row >= 0 else None
        kept = self._kept.get(line.id or 0) if line else None
        if self.dirty or kept is None:
            self.desk.say("请先保存或放弃改动" if self.dirty else "请先选中要删除的一段务工", "red")
            return
        with self.desk.speaking():
            self.desk.office.entries.remove_spell(kept)
            self.desk.say("已删除一段务工", "green", undo=True)


def _typed(spell: WorkSpell) -> dict[str, Any]:
    values = as_values(spell)
    return {name: values[name] for name in FIELDS}
