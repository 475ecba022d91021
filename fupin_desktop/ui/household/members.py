"""成员: the people of the household in a grid that takes a paste from Excel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLabel

from fupin_desktop.domain.ages import age_of
from fupin_desktop.domain.codes import Sex
from fupin_desktop.domain.fields import Field
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.id_number import read_id_number
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile

COLUMNS = (
    "name", "relation", "id_number", "birth", "sex", "nation", "phone", "politics", "id_kind", "pending",
    "disability_card", "guardian", "soldier", "hukou", "resident", "away", "number", "joined_on", "join_reason", "left_on",
    "leave_reason", "remark",
)  # fmt: skip
UNTIL_0_3 = tuple(each for each in COLUMNS if each not in ("hukou", "resident", "away"))
"""As drafts of earlier versions have them."""


class MembersPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = GridModel(
            Person, COLUMNS, today=desk.today, doubt=doubt, derived=derive, row_name=self._row_name
        )
        self.part = self.add_grid(
            GridPart(desk, "家庭成员", model, self._keep, hint="可从 Excel 粘贴；人员增减请在“农户”里按“登记变动”，不删除",
                     evidence="更正证件号码的依据，如：户口簿、公安机关证明", former=UNTIL_0_3)
        )  # fmt: skip
        self.part.grid.lone_cell = self._lone_cell
        self.everyone = QCheckBox("显示已减少的人")
        self.everyone.toggled.connect(self._again)
        self.part.head.addWidget(self.everyone)
        self.gone = QLabel()

    def fill(self, file: HouseholdFile, year: int) -> None:  # noqa: ARG002
        today = self.desk.today()
        shown = file.members if self.everyone.isChecked() else file.present(today)
        gone = len(file.members) - len(file.present(today))
        self.everyone.setText(f"显示已减少的{gone}人")
        self.everyone.setVisible(gone > 0)
        name = file.household.head or file.household.number
        self.part.show_records(shown, key=f"people:{file.household.id}", label=f"{name} 家庭成员")

    def show_person(self, person_id: int) -> None:
        """Put the cursor on a member."""
        for row, line in enumerate(self.part.model.lines):
            if line.record is not None and line.record.id == person_id:
                self.part.grid.setCurrentIndex(self.part.model.index(row, COLUMNS.index("phone")))
                self.part.grid.setFocus()

    def _again(self) -> None:
        if self.file and not self.dirty:
            self.fill(self.file, self.year)

    def _keep(self, lines: list[Line]) -> str:
        assert self.file
        household = self.file.household.id
        people = [self.part.model.made(line, household_id=household) for line in lines]
        self.office.households.save_people(people, self.part.evidence.text().strip())
        return f"已保存成员：{'、'.join(each.name for each in people[:3])}{' 等' if len(people) > 3 else ''}"

    def _lone_cell(self, line: Line, spec: Field) -> str:
        number = str(line.values["id_number"] or "")
        if spec.name != "name" or not number:
            return ""
        self.desk.say(f"已复制 {line.values['name']} 的证件号码")
        return number

    def _row_name(self, line: Line) -> str:
        if line.record is None:
            return "＋"
        assert isinstance(line.record, Person)
        age = age_of(line.record, self.desk.today())
        return "" if age is None else f"{age}岁"


def doubt(values: Mapping[str, Any], name: str) -> str:
    """What is doubtful about a number that may all the same be as the papers say."""
    if name != "id_number" or not values["id_number"]:
        return ""
    said = read_id_number(values["id_number"])
    return "；".join((*said.problems, *said.mended))


def derive(values: dict[str, Any], name: str) -> None:
    """Birth date and sex follow the number where it gives them."""
    if name != "id_number" or not values["id_number"]:
        return
    said = read_id_number(values["id_number"], date.today())
    if said.birth and not said.problems:
        values["birth"] = said.birth
        values["sex"] = Sex.of(said.sex) if said.sex else values["sex"]
