"""体检: what is doubtful in the data, by village, by rule, by household; one click opens the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.services.doctor import Checked, rule_of
from fupin_desktop.services.doctor.listing import By
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.doctor.findings import FindingsPart
from fupin_desktop.ui.page import Page, empty, toned
from fupin_desktop.ui.theme import S

FOLLOW_AFTER = 300
"""Milliseconds after a change until the changed households are examined again."""
AT_ONCE = 3000
"""Offices of up to so many households are examined again by themselves when everything may have changed."""


class DoctorPage(Page):
    title = "体检"
    tables = frozenset(
        {"household", "person", "standing", "monitoring", "household_year", "person_year", "income_item", "work_spell",
         "relocation", "renovation", "stage", "subsidy", "plan", "measure", "pairing", "cadre", "village",
         "village_year", "poverty_line", "correction", "printed", "setting", "waiver", "rule_setting"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.checked: Checked | None = None
        self._busy = self._again = False
        self.tools("doctor.examine")
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.findings = FindingsPart(desk)
        self.findings.opened.connect(self.open_finding)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_AFTER)
        self._follow.timeout.connect(self.follow)
        self._lay_out()

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.findings, "问题")
        self.nothing = empty(
            "体检按规则查本办的数据：证件号码、年龄、就学、健康、收入、住房……说清哪一户哪一项可疑。"
        )
        self.stack = QStackedWidget()
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.summary)
        column.addWidget(self.tabs, 1)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(shown)
        self.body.addWidget(self.stack, 1)

    # examining

    @command(
        "doctor.examine", text="重新体检", shortcut="Ctrl+R", icon="arrow_clockwise",
        help="按所有启用的规则把本办数据从头查一遍",
    )  # fmt: skip
    def examine(self) -> None:
        """Examine the whole office beside the window."""
        if self._busy:
            return
        self._busy = True
        self.desk.run("体检", self._examined, self._take, self._failed, stopped="可以再按“重新体检”")

    def _examined(self, watch: Watch) -> Checked:
        doctor, demo = self.office.doctor, self.office.settings.facts().demo
        checked = doctor.examine(on=None if demo else self.desk.today(), watch=watch)
        doctor.remember(checked)
        return checked

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.desk.tell(error)

    def _take(self, checked: Checked) -> None:
        self._busy = False
        self.checked = checked
        self.stack.setCurrentIndex(1)
        self._say(checked)
        self.findings.show_checked(checked, [each.name for each in self.office.settings.villages()])
        if self._again:
            self._again = False
            self._follow.start()

    def _say(self, checked: Checked) -> None:
        self.remark.setText(f"{checked.on}　{checked.result.households:,}户{checked.result.people:,}人")
        toned(self.summary, checked.sentence, "" if checked.findings else "green")

    def follow(self) -> None:
        """Examine what was changed since again, beside the window."""
        if self.checked is None or self._busy:
            self._again = self._busy
            return
        self._busy = True
        checked, doctor = self.checked, self.office.doctor
        self.desk.run_quietly(lambda _: doctor.follow(checked), self._followed)

    def _followed(self, checked: Checked | None) -> None:
        self._busy = False
        if checked is not None:
            self._take(checked)
        elif self.checked and self.checked.result.households <= AT_ONCE:
            self.examine()
        else:
            toned(self.summary, "数据有改动，下面是改动之前的结果；按“重新体检”再查一遍", "amber")

    def _hear(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if "" not in tables and not self.tables & tables:
            return
        if self.isVisible():
            self._follow.start()
        else:
            self._stale = True

    def refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self._follow.start()

    def refresh(self) -> None:
        if self.checked is None:
            self.examine()
        else:
            self.follow()

    # going to the field

    def open_finding(self, finding: Finding) -> None:
        """Open the household at the very field."""
        rule = rule_of(finding)
        field = rule.fields[0] if rule.fields else ""
        if finding.household_id is not None:
            self.desk.go("household", household=finding.household_id, person=finding.person_id, field=field)
        elif field.startswith("printed."):
            self.desk.go("notice", village=finding.village)
        else:
            self.desk.go(
                "setting", part="village_year", field=field.partition(".")[2], village=finding.village
            )

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        if self.checked is None:
            self.examine()
        if rule := state.get("rule"):
            self.findings.look_at(rule=rule)

    def take_focus(self) -> None:
        self.findings.take_focus()

    @command("doctor.by_village", text="按村看问题", shortcut="Alt+1", help="问题按村归类")
    def by_village(self) -> None:
        self.findings.lay_by(By.VILLAGE)

    @command("doctor.by_rule", text="按规则看问题", shortcut="Alt+2", help="问题按规则归类")
    def by_rule(self) -> None:
        self.findings.lay_by(By.RULE)

    @command("doctor.by_household", text="按户看问题", shortcut="Alt+3", help="问题按户归类")
    def by_household(self) -> None:
        self.findings.lay_by(By.HOUSEHOLD)
