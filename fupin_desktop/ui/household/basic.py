"""基本: who the household is, what the register says of it, and the episodes of monitoring."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import Household, Monitoring, Standing
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile

SECTIONS = (
    Section("户", ("number", "village", "group", "head", "phone", "address"), wide=("address",)),
    Section(
        "致贫原因", ("cause", "other_causes", "standard", "registered_on", "lifted_year", "relocated", "cause_note"),
        wide=("cause_note",),
    ),
    Section("银行", ("bank", "account"), open=False),
    Section(
        "其他情况",
        ("soldier_family", "only_child", "two_daughters", "office_number", "applied_on", "ended_on", "end_reason",
         "remark"),
        wide=("remark",), open=False,
    ),
)  # fmt: skip
STANDING = ("since", "status", "attribute", "household_type", "reason")
MONITORING = ("kind", "risks", "found_on", "identified_on", "removed_on", "removal", "no_labour", "remark")


class BasicPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        villages = [each.name for each in desk.office.settings.villages()]
        self.form = self.add_form(
            RecordForm(Household, SECTIONS, today=desk.today, offers={"village": villages})
        )
        self.standings = self.add_grid(
            GridPart(desk, "户情状态", GridModel(Standing, STANDING, today=desk.today), self._keep_standings,
                     hint="脱贫标志、贫困户属性、户类型各自独立，按起始日期生效", rows=6)
        )  # fmt: skip
        self.monitorings = self.add_grid(
            GridPart(
                desk,
                "监测",
                GridModel(Monitoring, MONITORING, today=desk.today),
                self._keep_monitorings,
                rows=4,
            )
        )
        self.column.addStretch(1)

    def fill(self, file: HouseholdFile, year: int) -> None:  # noqa: ARG002
        household = file.household
        name = household.head or household.number or "新农户"
        self.put(self.form, household, f"household:{household.id or 'new'}", f"{name} 基本情况")
        known = household.id is not None
        for grid, records in ((self.standings, file.standings), (self.monitorings, file.monitorings)):
            grid.setVisible(known)
            grid.show_records(
                records, key=f"{grid.title.text()}:{household.id}", label=f"{name} {grid.title.text()}"
            )

    def save_form(self, form: RecordForm) -> bool:
        values = form.values()
        if values is None or self.file is None:
            return False
        try:
            kept = self.office.households.save(dataclasses.replace(self.file.household, **values))
        except Refused as refused:
            form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        form.saved()
        self.desk.say(f"已保存 {kept.head or kept.number}", "green", undo=True)
        if self.file.household.id is None:
            self.desk.go("household", household=kept.id)
        return True

    def _keep_standings(self, lines: list[Line]) -> str:
        self.standings.keep_each(lines, self.office.households.save_standing, household_id=self._id())
        return f"已保存户情状态{len(lines)}行"

    def _keep_monitorings(self, lines: list[Line]) -> str:
        self.monitorings.keep_each(lines, self.office.households.save_monitoring, household_id=self._id())
        return f"已保存监测情况{len(lines)}行"

    def _id(self) -> int:
        assert self.file
        assert self.file.household.id is not None
        return self.file.household.id
