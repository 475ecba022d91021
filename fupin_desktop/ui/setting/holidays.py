"""放假安排: days off and days to work that the program does not know, typed in like a sheet."""

from __future__ import annotations

import dataclasses
from datetime import date

from fupin_desktop.domain.fields import Code, Record, choice, day, record
from fupin_desktop.domain.holidays import known
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.setting.tables import refusing, tool


class Off(Code):
    """放假还是上班"""

    OFF = "off", "放假"
    WORK = "work", "上班"


@record("放假安排")
class HolidayForm(Record):
    """A run of days off, or of days to work (调休上班)."""

    since: date = day("自", required=True, width=14)
    kind: Off = choice("放假还是上班", Off, required=True, width=14)
    until: date | None = day("至", default=None, width=14)


class HolidayPart(Part):
    name = "holiday"
    title = "放假安排"
    words = (
        "公示期满日和工作日按国务院办公厅的放假安排计算，程序里已有2004年至2026年的。"
        "以后年份的，和本地自己放的假（如民族节日），填在这里；只放一天的不用填“至”。"
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = GridModel(HolidayForm, ("since", "until", "kind"), today=desk.today)
        self.grid = self.add_grid(
            GridPart(desk, "放假和调休上班的日子", model, self._keep, hint="可从 Excel 粘贴", rows=16)
        )
        tool(self.grid, "删除所选", "删除所选的日子", self._remove)
        self.lacking = quiet("")
        self.lacking.setWordWrap(True)
        self.column.addWidget(self.lacking)
        self.column.addStretch(1)

    def fill(self) -> None:
        self.grid.show_records(self._kept(), key="setting:holiday", label="设置 放假安排")
        facts, year = self.office.settings.facts(), self.desk.today().year
        unknown = [each for each in (year, year + 1) if not known(each, facts.days_off)]
        years = "、".join(f"{each}年" for each in unknown)
        self.lacking.setText(f"◷ {years}的放假安排还没有，公示期满日只避开周末" if unknown else "")

    def _kept(self) -> list[HolidayForm]:
        return [
            HolidayForm(
                id=number, kind=Off.of(each["kind"]), since=date.fromisoformat(each["since"]),
                until=date.fromisoformat(each["until"]),
            )
            for number, each in enumerate(self.office.settings.facts().holidays, 1)
        ]  # fmt: skip

    def _keep(self, _lines: list[Line]) -> str:
        every: list[HolidayForm] = [
            self.grid.model.made(line) for line in self.grid.model.lines if not line.blank
        ]
        self._save(every)
        return f"已保存{len(every)}条放假安排"

    def _save(self, every: list[HolidayForm]) -> None:
        lines = sorted(
            (each.since.isoformat(), (each.until or each.since).isoformat(), each.kind.value)
            for each in every
        )
        said = tuple({"since": since, "until": until, "kind": kind} for since, until, kind in lines)
        with refusing():
            self.office.settings.save(dataclasses.replace(self.office.settings.facts(), holidays=said))

    def _remove(self) -> None:
        rows = {index.row() for index in self.grid.grid.selectionModel().selectedIndexes()}
        kept = self._kept()
        if self.grid.dirty or not any(row < len(kept) for row in rows):
            self.desk.say("请先保存或放弃改动" if self.grid.dirty else "请先选中要删除的日子", "red")
            return
        with self.desk.speaking():
            self._save([each for row, each in enumerate(kept) if row not in rows])
            self.fill()
            self.desk.say("已删除所选的放假安排", "green", undo=True)
