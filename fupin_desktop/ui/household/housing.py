"""住房: the renovations of the household, their stages, money and photos; the state follows from the stages."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QTabBar

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.housing import Renovation, Stage, Subsidy, funds, utilities
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.household.photos import Photos
from fupin_desktop.ui.household.relocation import RelocationPart
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.theme import theme

if TYPE_CHECKING:
    from fupin_desktop.services.household import HouseholdFile
    from fupin_desktop.services.housing import RenovationFile

SECTIONS = (
    Section("改造", ("plan_year", "applicant", "grade", "appraised_on", "appraiser", "way", "build", "area", "relocation")),
    Section("资金", ("cost", "own_money", "planned_subsidy")),
    Section("入住后通水通电", ("water_on", "power_on", "water_state", "power_state", "remark"), wide=("remark",), open=False),
)  # fmt: skip
STAGES = ("kind", "on", "who", "skip_reason", "remark")
SUBSIDIES = ("source", "amount", "paid_on")


class HousingPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._files: list[RenovationFile] = []
        self._place = 0
        self._add_bar()
        self._add_words()
        self._add_stages()
        self.form = self.add_form(RecordForm(Renovation, SECTIONS, columns=3, today=desk.today))
        self.subsidies = self.add_grid(
            GridPart(
                desk,
                "补助资金",
                GridModel(Subsidy, SUBSIDIES, today=desk.today),
                self._keep_subsidies,
                rows=5,
            )
        )
        self.photos = Photos(desk)
        self.column.addWidget(self.photos)
        self.relocation = RelocationPart(desk)
        self.add_grid(self.relocation)
        self.column.addStretch(1)

    def _add_bar(self) -> None:
        """The years of the household's renovations, and a new one."""
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setMinimumHeight(round(theme.size * 3.1))
        self.bar.tabBarClicked.connect(self._choose)
        self.begin = QPushButton("新建危房改造")
        self.begin.clicked.connect(self._begin)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.begin)
        self.column.addLayout(row)

    def _add_words(self) -> None:
        """What is said of the one that is shown."""
        self.none = quiet("这一户没有危房改造记录。鉴定为C级、D级的，按“新建危房改造”登记。")
        self.none.setWordWrap(True)
        self.column.addWidget(self.none)
        self.state = QLabel()
        head(self.state, 1.5)
        self.facts = quiet("")
        self.facts.setWordWrap(True)
        self.remarks = QLabel()
        self.remarks.setWordWrap(True)
        self.column.addWidget(self.state)
        self.column.addWidget(self.facts)
        self.column.addWidget(self.remarks)

    def _add_stages(self) -> None:
        """Its stages, and the reason for which one is withdrawn."""
        stages = GridModel(Stage, STAGES, today=self.desk.today)
        self.stages = self.add_grid(
            GridPart(
                self.desk,
                "改造阶段",
                stages,
                self._keep_stages,
                hint="不能倒填、跳过；确需跳过的写明原因",
                rows=14,
            )
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("撤回原因")
        self.reason.setAccessibleName("撤回原因")
        self.reason.setMaximumWidth(round(theme.size * 14))
        self.reason.returnPressed.connect(self._withdraw)
        withdraw = QPushButton("撤回所选阶段")
        withdraw.clicked.connect(self._withdraw)
        self.stages.head.addWidget(self.reason)
        self.stages.head.addWidget(withdraw)

    def fill(self, file: HouseholdFile, year: int) -> None:  # noqa: ARG002
        known = file.household.id is not None
        self._files = self.office.housing.of_household(file.household.id) if file.household.id else []
        self.begin.setEnabled(known)
        while self.bar.count():
            self.bar.removeTab(0)
        for each in self._files:
            self.bar.addTab(f"{each.renovation.plan_year}年改造")
        self._place = min(self._place, max(0, len(self._files) - 1))
        self.bar.setCurrentIndex(self._place)
        self.relocation.setVisible(known)
        self.relocation.show_household(file.household)
        self._show(self._files[self._place] if self._files else None)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._files):
            self._place = place
            self._show(self._files[place])

    def _show(self, shown: RenovationFile | None) -> None:
        self.none.setVisible(shown is None)
        for widget in (
            self.state,
            self.facts,
            self.remarks,
            self.stages,
            self.form,
            self.subsidies,
            self.photos,
        ):
            widget.setVisible(shown is not None)
        if shown is None or self.file is None:
            return
        renovation = shown.renovation
        name = f"{self.file.household.head} {renovation.plan_year}年危房改造"
        self.state.setText(f"{shown.state.label}　{renovation.way.label if renovation.way else ''}")
        self._remark(shown)
        self.put(self.form, renovation, f"renovation:{renovation.id}", name)
        self.stages.show_records(shown.stages, key=f"stages:{renovation.id}", label=f"{name}阶段")
        self.subsidies.show_records(shown.subsidies, key=f"subsidies:{renovation.id}", label=f"{name}补助")
        self.photos.show_file(shown)

    def _remark(self, shown: RenovationFile) -> None:
        money = funds(shown.renovation, shown.subsidies)
        all_said = [*money.words, *utilities(shown.renovation, shown.stages, self.desk.today())]
        doubtful = ("请核对", "未通", "未填写")
        said = [each for each in all_said if any(word in each for word in doubtful)]
        self.facts.setText("　".join(each for each in all_said if each not in said))
        said += self.office.housing.doubts(shown, self.desk.today())
        missing = self.office.housing.photos_missing(shown)
        if missing:
            said.append(f"还缺照片：{'、'.join(each.label for each in missing)}")
        toned(self.remarks, "　".join(f"◷ {each}" for each in said), "amber")
        self.remarks.setVisible(bool(said))

    def _now(self) -> Renovation:
        return self._files[self._place].renovation

    def save_form(self, form: RecordForm) -> bool:
        values = form.values()
        if values is None:
            return False
        try:
            self.office.housing.save(dataclasses.replace(self._now(), **values))
        except Refused as refused:
            form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        form.saved()
        self.desk.say("已保存危房改造", "green", undo=True)
        return True

    def _links(self) -> dict[str, int]:
        renovation = self._now()
        return {"household_id": renovation.household_id, "renovation_id": renovation.id or 0}

    def _keep_stages(self, lines: list[Line]) -> str:
        today, housing = self.desk.today(), self.office.housing
        ordered = sorted(lines, key=lambda line: line.values["on"])
        kept = self.stages.keep_each(ordered, lambda each: housing.save_stage(each, today), **self._links())
        return f"已保存阶段：{'、'.join(each.kind.label for each in kept)}"

    def _keep_subsidies(self, lines: list[Line]) -> str:
        model = self.subsidies.model
        kept = [model.made(line, **self._links()) for line in model.lines if not line.blank]
        self.office.housing.save(self._now(), kept)
        return f"已保存补助资金{len(lines)}行"

    def _withdraw(self) -> None:
        place = self.stages.grid.currentIndex()
        stage = self.stages.model.lines[place.row()].record if place.isValid() else None
        if not isinstance(stage, Stage):
            self.desk.say("请先在阶段表里选中要撤回的一行", "red")
            return
        if not self.reason.text().strip():
            self.desk.say(f"撤回“{stage.kind.label}”请先在“撤回原因”里写明原因", "red")
            self.reason.setFocus()
            return
        with self.desk.speaking():
            self.office.housing.remove_stage(stage, self.reason.text(), self.desk.today())
            self.reason.clear()
            self.desk.say(f"已撤回阶段：{stage.kind.label}", "green", undo=True)

    def _begin(self) -> None:
        assert self.file
        latest = max((each.year for each in self.file.years), default=self.desk.today().year)
        year = self.file.year(latest)
        with self.desk.speaking():
            self.office.housing.save(
                Renovation(household_id=self.file.household.id or 0, plan_year=latest,
                           grade=year.house_grade if year else None)
            )  # fmt: skip
            self._place = 0
            self.desk.say(f"已建立{latest}年危房改造，请填写改造方式和阶段", "green", undo=True)
