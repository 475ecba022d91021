"""基本: who the household is, what the register says of it, and the episodes of monitoring."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import Household, Monitoring, Standing
from fupin_desktop.ui import era
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
AFTER = (
    Section(
        "监测：帮扶和采集",
        ("measures", "measure_words", "development", "disaster", "other_risk", "collector", "collector_phone"),
        wide=("measures", "measure_words"), open=False,
    ),
    Section(
        "监测：风险消除后",
        ("removed", "after_house", "after_dropout", "after_uninsured", "after_water", "after_wage", "after_property",
         "after_transfer", "after_business", "after_expense", "after_net", "after_per_head", "after_claim",
         "after_own_payment"),
        wide=("after_dropout", "after_uninsured"), open=False,
    ),
)  # fmt: skip
MONITORING = ("kind", "risks", "found_on", "identified_on", "removed_on", "removal", "no_labour", "remark")


def standing_columns() -> tuple[str, ...]:
    """The register of today asks no 贫困户属性."""
    return tuple(each for each in STANDING if not (era.over() and each == "attribute"))


class BasicPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        villages = [each.name for each in desk.office.settings.villages()]
        self.form = self.add_form(
            RecordForm(Household, SECTIONS, today=desk.today, offers={"village": villages})
        )
        self.standings = self.add_grid(
            GridPart(desk, "户情状态", GridModel(Standing, standing_columns(), today=desk.today), self._keep_standings,
                     hint="各项各自独立，按起始日期生效", rows=6, former=STANDING)
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
        self.episode = self.add_form(RecordForm(Monitoring, AFTER, today=desk.today))
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

        newest = _newest(file)
        self.episode.setVisible(newest is not None)
        shown = newest or Monitoring()  # a hidden form holds nothing, and nothing of the household before
        self.put(self.episode, shown, f"episode:{shown.id or f'none:{household.id}'}", f"{name} 监测情况")

    def save_form(self, form: RecordForm) -> bool:
        values = form.values()
        if values is None or self.file is None:
            return False
        try:
            if form is self.episode:
                return self._keep_episode(values)
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

    def _keep_episode(self, values: Mapping[str, Any]) -> bool:
        assert self.file
        newest = _newest(self.file)
        assert newest is not None
        self.office.households.save_monitoring(dataclasses.replace(newest, **values))
        self.episode.saved()
        self.desk.say("已保存监测情况", "green", undo=True)
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


def _newest(file: HouseholdFile) -> Monitoring | None:
    """The newest episode of monitoring."""
    return max(
        file.monitorings,
        key=lambda each: (each.identified_on or each.found_on or date.min, each.id or 0),
        default=None,
    )
