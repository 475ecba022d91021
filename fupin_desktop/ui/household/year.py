"""年度: what was surveyed of the household and its people in a year, and whether the standards are met."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.household import HouseholdYear, PersonYear
from fupin_desktop.domain.life import closed_words
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.judgement import Judgements
from fupin_desktop.ui.household.panel import Panel, YearBar
from fupin_desktop.ui.household.work import WorkPart
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile

SECTIONS = (
    Section("人口与住房", ("people_listed", "unsafe", "house_grade", "house_area", "enough_food", "enough_clothes")),
    Section(
        "水、电、路、厕", ("water_safe", "water_hard", "power", "broadcast", "toilet", "fuel", "road", "road_hard",
                      "road_km", "production_power"),
    ),
    Section(
        "土地", ("farmland", "irrigated", "forest", "returned_forest", "orchard", "pasture", "water_area"), open=False
    ),
    Section("带动", ("cooperative", "company_led", "leader_led"), open=False),
    Section("说明", ("survey_note", "closed"), wide=("survey_note",), open=False),
)  # fmt: skip
PERSON = (
    "education", "school", "dropout", "health", "skill", "work_place", "work_months", "employer", "post",
    "resident_medical", "employee_medical", "serious_illness", "resident_pension", "employee_pension", "allowance", "destitute",
    "medical_help", "yulu", "work_at", "channel", "post_months",
)  # fmt: skip


class YearPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bar = YearBar()
        self.bar.chosen.connect(self.year_wanted)
        self.copy = QPushButton("以上年为底稿")
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.copy)
        self.verify = QPushButton("核实无误")
        self.verify.setToolTip("这一户这一年度的情况已核对过，去掉“待核实”标记")
        self.verify.clicked.connect(self._verify)
        row.addWidget(self.verify)
        self.column.addLayout(row)
        self.none = quiet("")
        self.none.setWordWrap(True)
        self.column.addWidget(self.none)
        self.judgements = Judgements(desk)
        self.column.addWidget(self.judgements)
        self.form = self.add_form(RecordForm(HouseholdYear, SECTIONS, columns=3, today=desk.today))
        self.people = self.add_grid(
            GridPart(
                desk, "成员年度情况",
                GridModel(PersonYear, PERSON, today=desk.today, grows=False, row_name=self._name_of),
                self._keep_people, hint="学业、健康、务工、参保，可从 Excel 粘贴", rows=9,
            )
        )  # fmt: skip
        self.work = WorkPart(desk)
        self.add_grid(self.work)
        self.column.addStretch(1)

    def fill(self, file: HouseholdFile, year: int) -> None:
        kept = file.year(year)
        years = [each.year for each in file.years]
        self.bar.show_years(years, year)
        self.copy.setVisible(kept is None and bool(years))
        self.none.setText(_state(kept, year))
        self.none.setVisible(bool(self.none.text()))
        self.verify.setVisible(kept is not None and kept.unverified and not kept.closed)
        household = file.household
        name = f"{household.head or household.number} {year}年度情况"
        record = kept or HouseholdYear(household_id=household.id or 0, year=year)
        self.put(self.form, record, f"year:{household.id}:{year}", name)
        people = [
            file.person_year(each, year)
            or PersonYear(household_id=household.id or 0, person_id=each.id or 0, year=year)
            for each in file.present(self.desk.today())
        ]
        self.people.show_records(people, key=f"person_years:{household.id}:{year}", label=f"{name}（成员）")
        self.work.show_file(file, year)
        self.judgements.show_file(file, year)

    def save_form(self, form: RecordForm) -> bool:
        typed = form.values()
        if typed is None or self.file is None:
            return False
        base = self.file.year(self.year) or HouseholdYear(
            household_id=self.file.household.id or 0, year=self.year
        )
        try:
            self.office.households.save_year(dataclasses.replace(base, **typed))
        except Refused as refused:
            form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        form.saved()
        self.desk.say(f"已保存 {self.file.household.head} {self.year}年度情况", "green", undo=True)
        return True

    def _verify(self) -> None:
        if self.file is not None and self.file.household.id is not None:
            with self.desk.speaking():
                self.office.years.verify(self.year, households=[self.file.household.id])
                self.desk.say(f"已核实 {self.file.household.head} {self.year}年度情况", "green", undo=True)

    def _keep_people(self, lines: list[Line]) -> str:
        self.people.keep_each(lines, self.office.households.save_person_year)
        return f"已保存{len(lines)}人的{self.year}年度情况"

    def _name_of(self, line: Line) -> str:
        if self.file is None or not isinstance(line.record, PersonYear):
            return ""
        return next((each.name for each in self.file.members if each.id == line.record.person_id), "")

    def _copy(self) -> None:
        if self.file is None or self.file.household.id is None:
            return
        earlier = [each.year for each in self.file.years if each.year < self.year]
        later = [each.year for each in self.file.years if each.year > self.year]
        source = max(earlier) if earlier else min(later)
        with self.desk.speaking():
            self.office.households.copy_year(self.file.household.id, source, self.year)
            self.desk.say(f"已以{source}年为底稿建立{self.year}年度，收入没有复制", "green", undo=True)


def _state(kept: HouseholdYear | None, year: int) -> str:
    """What is to be known before this year's survey is looked at."""
    if kept is None:
        return f"{year}年还没有年度情况，填写后保存即建立"
    if kept.closed:
        return closed_words(year)
    if kept.unverified:
        return f"{year}年度待核实：是结转时带入的上一次情况，核对后保存，或按“核实无误”"
    return ""
