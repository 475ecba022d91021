"""The details of one household beside the list: who it is on top, its tabs below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.domain.codes import LIFTED, STILL_POOR, Relation
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.income import above
from fupin_desktop.domain.values import show_money
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.basic import BasicPanel
from fupin_desktop.ui.household.doubts import Doubts
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.page import head, quiet, toned
from fupin_desktop.ui.theme import XS, M, S

if TYPE_CHECKING:
    from fupin_desktop.domain.doctor.examine import Finding
    from fupin_desktop.services.household import HouseholdFile

TABS = ("basic", "members", "year", "income", "housing", "plan", "pairing", "procedure", "trail")
LABELS = ("基本", "成员", "年度", "收入", "住房", "计划", "结对", "程序", "记录")

PLACES: Mapping[str, tuple[str, ...]] = {
    "household": ("Household", "basic"),
    "standing": ("Standing", "basic"),
    "monitoring": ("Monitoring", "basic"),
    "person": ("Person", "members"),
    "person_year": ("PersonYear", "year"),
    "household_year": ("HouseholdYear", "year", "income"),
    "income_item": ("IncomeItem", "income"),
    "work_spell": ("SpellLine", "year"),
    "renovation": ("Renovation", "housing"),
    "stage": ("Stage", "housing"),
    "subsidy": ("Subsidy", "housing"),
    "relocation": ("Relocation", "housing"),
    "plan": ("Plan", "plan"),
    "measure": ("Measure", "plan"),
    "pairing": ("", "pairing"),
    "cadre": ("", "pairing"),
    "passage": ("", "procedure"),
    "step": ("", "procedure"),
    "correction": ("", "trail"),
}
"""Where the fields of a table are edited: the kind of record that its editors show, and the tabs."""
YEARLY = frozenset({"PersonYear", "HouseholdYear", "IncomeItem", "SpellLine"})


def make(name: str, desk: Desk) -> Panel:
    """The panel of a tab; its module is imported when the tab is first looked at."""
    match name:
        case "members":
            from fupin_desktop.ui.household.members import MembersPanel as Made
        case "year":
            from fupin_desktop.ui.household.year import YearPanel as Made  # type: ignore[assignment]
        case "income":
            from fupin_desktop.ui.household.income import IncomePanel as Made  # type: ignore[assignment]
        case "housing":
            from fupin_desktop.ui.household.housing import HousingPanel as Made  # type: ignore[assignment]
        case "plan":
            from fupin_desktop.ui.household.plan import PlanPanel as Made  # type: ignore[assignment]
        case "pairing":
            from fupin_desktop.ui.household.pairing import PairingPanel as Made  # type: ignore[assignment]
        case "procedure":
            from fupin_desktop.ui.household.procedure import ProcedurePanel as Made  # type: ignore[assignment]
        case "trail":
            from fupin_desktop.ui.household.trail import TrailPanel as Made  # type: ignore[assignment]
        case _:
            return BasicPanel(desk)
    return Made(desk)


class HouseholdDetail(QWidget):
    """Shows one household; ``closed`` when it is put away, ``widened`` when it wants the list's room."""

    closed = Signal()
    widened = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.file: HouseholdFile | None = None
        self.year = 0
        self._panels: dict[str, Panel] = {}
        self.name, self.state, self.where = QLabel(), QLabel(), quiet("")
        self.income = QLabel()
        self.doubts = Doubts(desk)
        self.doubts.opened.connect(self.go_to_finding)
        self.wide = _tool("panel_right", "详情占满整页，再按恢复（Ctrl+E）")
        self.wide.setCheckable(True)
        self.wide.toggled.connect(self.widened)
        close = _tool("dismiss", "收起详情（Esc）")
        close.clicked.connect(self.closed)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setUsesScrollButtons(True)
        self.tabs.tabBar().setExpanding(False)
        for label in LABELS:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, label)
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self._lay_out(close)
        head(self.name)

    def _lay_out(self, close: QToolButton) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.name, self.state):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self.wide)
        first.addWidget(close)
        second.addWidget(self.where)
        second.addStretch(1)
        second.addWidget(self.income)
        head = QVBoxLayout()
        head.setContentsMargins(M, S, S, 0)
        head.setSpacing(XS)
        head.addLayout(first)
        head.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(head)
        column.addWidget(self.doubts)
        column.addWidget(self.tabs, 1)

    def show_household(self, id: int) -> None:
        """Open a household; unsaved input of the one before is kept as a draft."""
        self.set_aside()
        try:
            file = self.desk.office.households.open(id)
        except Trouble as said:
            self.desk.say(str(said), "red")
            return
        if self.file is None or self.file.household.id != id:
            self.year = max((each.year for each in file.years), default=self.desk.today().year)
        self._show(file)

    def begin_correcting(self, person: int) -> None:
        """Put the keyboard on the phone number of the household, or of a member who is not its head."""
        if self.file is None:
            return
        member = next((each for each in self.file.members if each.id == person), None)
        if member is None or member.relation is Relation.HEAD:
            self.open_tab("basic")
            self.panel("basic").forms[0].go_to("phone")
        else:
            self.open_tab("members")
            self.panel("members").show_person(person)

    def go_to_field(self, field: str, person: int | None = None) -> None:
        """Put the keyboard where a field (``person_year.school``) is edited, of a member or of the household."""
        table, _, name = field.partition(".")
        if self.file is None or table not in PLACES:
            return
        kind, *tabs = PLACES[table]
        newest = max((each.year for each in self.file.years), default=self.year)
        if kind in YEARLY and self.year != newest:
            self.set_aside()
            self.year = newest
        for tab in tabs:
            self.open_tab(tab)
            self._show_tab()
            if self.panel(tab).show_field(kind, name, person):
                return
        self.open_tab(tabs[0])
        self.tabs.setFocus()

    def show_new(self, number: str, village: str) -> None:
        """A blank household to be filled in."""
        from fupin_desktop.services.household import HouseholdFile

        self.set_aside()
        self.year = self.desk.today().year
        blank = Household(number=number, office_number=True, village=village, applied_on=self.desk.today())
        self._show(HouseholdFile(blank, (), (), (), (), (), (), ()))
        self.open_tab("basic")
        self.panel("basic").forms[0].go_to("head")

    def refresh(self) -> None:
        """Read the household again; what is typed and unsaved stays."""
        if self.file and self.file.household.id is not None:
            try:
                self._show(self.desk.office.households.open(self.file.household.id))
            except Trouble:
                self.closed.emit()

    def open_tab(self, name: str) -> None:
        self.tabs.setCurrentIndex(TABS.index(name))

    def panel(self, name: str) -> Panel:
        """The panel of a tab, made when first asked for."""
        if name not in self._panels:
            made = self._panels[name] = make(name, self.desk)
            made.year_wanted.connect(self.go_to_year)
            holder = self.tabs.widget(TABS.index(name)).layout()
            assert holder
            holder.addWidget(made)
            made.show()
        return self._panels[name]

    @property
    def current(self) -> Panel:
        return self.panel(TABS[self.tabs.currentIndex()])

    @property
    def dirty(self) -> bool:
        return any(panel.dirty for panel in self._panels.values())

    def set_aside(self) -> None:
        for panel in self._panels.values():
            panel.set_aside()

    def _show(self, file: HouseholdFile) -> None:
        self.file = file
        self._show_head(file)
        self._show_tab()

    def _show_tab(self) -> None:
        if self.file:
            with self.desk.speaking():
                self.current.show_file(self.file, self.year)

    def go_to_finding(self, finding: Finding) -> None:
        """Put the keyboard where a finding is put right."""
        from fupin_desktop.domain.doctor.rule import rules

        if fields := rules()[finding.rule].fields:
            self.go_to_field(fields[0], finding.person_id)

    def _show_head(self, file: HouseholdFile) -> None:
        household, today = file.household, self.desk.today()
        self.name.setText(household.head or "新农户")
        standing = file.standing(today)
        status = standing.status if standing else None
        outside = household.ended_on is not None or (household.applied_on is not None and standing is None)
        self.doubts.look_at(None if outside else household.id)
        tone = "amber" if status in STILL_POOR else "green" if status in LIFTED else "quiet"
        toned(self.state, f"● {status.label}" if status else "未在册", tone)
        people = len(file.present(today))
        self.where.setText(f"{household.village} {household.group}　{people}人　户编号 {household.number}")
        income = file.income(self.year)
        if income and income.value is not None:
            line = self.desk.office.settings.line(self.year)
            below = above(income, line) == -1
            toned(self.income, f"{self.year}年人均 {show_money(income.value)} 元", "red" if below else "")
            self.income.setToolTip(income.note)
        else:
            toned(self.income, "")

    def go_to_year(self, year: int) -> None:
        if not year:
            kept = [each.year for each in self.file.years] if self.file else []
            year = max([*kept, self.year], default=self.desk.today().year) + 1
        self.current.set_aside()
        self.year = year
        if self.file:
            self._show(self.file)


def _tool(name: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icon(name))
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
