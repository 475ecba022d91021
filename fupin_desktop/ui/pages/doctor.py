"""体检: what is doubtful in the data, by village, by rule, by household; one click opens the field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.records import Waiver
from fupin_desktop.domain.lists import Search
from fupin_desktop.services.doctor import Checked, Mended
from fupin_desktop.services.doctor.listing import By
from fupin_desktop.ui.commands import button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.doctor.band import FileBand
from fupin_desktop.ui.doctor.examining import Examining
from fupin_desktop.ui.doctor.findings import FindingsPart
from fupin_desktop.ui.doctor.mended import MendedPart
from fupin_desktop.ui.doctor.mends import MendsPart
from fupin_desktop.ui.doctor.opening import open_field, open_of_file
from fupin_desktop.ui.doctor.outcome import Outcome, counts_said, trend_said
from fupin_desktop.ui.doctor.papers import PapersPart
from fupin_desktop.ui.doctor.rules import RulesPart
from fupin_desktop.ui.doctor.waivers import WaivedPart, WaiverForm
from fupin_desktop.ui.folders import last_folder, remember
from fupin_desktop.ui.page import Line, Page, empty, toned
from fupin_desktop.ui.sheets.files import SHEETS
from fupin_desktop.ui.theme import S

HOW = "回车或双击打开那一户、那一项；改好保存，这里自己更新"
HOW_IN_FILE = "请按行号在原表里改正，再查一遍；或先导入，在本办数据里改。回车打开本办已有的那一户"
WAITING = "正在按规则体检，查完列在这里。可以先去做别的，不用等。"
STOPPED = "体检停止了，还没有结果。按“重新体检”（Ctrl+R）从头查一遍。"
NOTHING_YET = (
    "体检按规则查本办的数据：证件号码、年龄、就学、健康、保险、收入、住房……说清哪一户、哪一项、为什么可疑。\n"
    "本办还没有农户。导出表不用导入也能先查一遍：把表拖到这里，或"
)


class DoctorPage(Page):
    title = "体检"
    tables = frozenset(
        {"household", "person", "standing", "monitoring", "household_year", "person_year", "income_item", "work_spell",
         "relocation", "renovation", "stage", "subsidy", "plan", "measure", "pairing", "cadre", "village",
         "village_year", "poverty_line", "correction", "printed", "setting", "waiver", "rule_setting"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.examining = Examining(desk, self)
        self.examining.taken.connect(self._taken)
        self.examining.stopped.connect(self._stopped)
        self.examining.behind.connect(self._behind)
        self.file: Checked | None = None
        self.tools("doctor.examine", "doctor.choose", "doctor.export")
        self.summary, self.trend = QLabel(), Line()
        self.findings = FindingsPart(desk)
        self.findings.opened.connect(self.open_finding)
        self.form = WaiverForm(desk)
        self.form.done.connect(lambda _: self.findings.take_focus())
        self.mends, self.waived, self.mended = MendsPart(), WaivedPart(desk), MendedPart()
        self.mends.wanted.connect(self.mend)
        self.mends.opened.connect(self.open_finding)
        for part in (self.waived, self.mended):
            part.opened.connect(self.open_line)
        self.rules, self.papers = RulesPart(desk), PapersPart(desk)
        self.setAcceptDrops(True)
        self._lay_out()

    def _lay_out(self) -> None:
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        self.waive_button = button(self.actions_by_key["doctor.waive"])
        foot.addWidget(button(self.actions_by_key["doctor.open"], primary=True))
        foot.addWidget(self.waive_button)
        self.hint = Line(HOW)
        foot.addWidget(self.hint, 1)
        column.addWidget(self.findings, 1)
        column.addWidget(self.form)
        column.addLayout(foot)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part, words in (
            (first, "问题"), (self.mends, "可直接改正"), (self.waived, "情况属实"), (self.mended, "已整改"),
            (self.papers, "核实表和报告"), (self.rules, "规则"),
        ):  # fmt: skip
            self.tabs.addTab(part, words)
        self.tabs.currentChanged.connect(lambda _: self._opened())
        self.band = FileBand(self.desk, button(self.actions_by_key["doctor.leave"]))
        shown = QWidget()
        whole = QVBoxLayout(shown)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self.summary)
        top.addWidget(self.trend, 1)
        whole.addWidget(self.band)
        whole.addLayout(top)
        whole.addWidget(self.tabs, 1)
        self.nothing = empty(NOTHING_YET, button(self.actions_by_key["doctor.choose"], primary=True))
        self.stack = QStackedWidget()
        self.waiting = empty(WAITING)
        self.waiting_words = cast(QLabel, self.waiting.findChild(QLabel))
        for widget in (self.waiting, shown, self.nothing):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)

    @property
    def checked(self) -> Checked | None:
        """What is shown: the examination of a file, else of the office."""
        return self.file or (self.outcome.checked if self.outcome else None)

    @property
    def outcome(self) -> Outcome | None:
        """The newest examination of the office."""
        return self.examining.outcome

    # examining

    @command(
        "doctor.examine", text="重新体检", shortcut="Ctrl+R", icon="arrow_clockwise",
        help="按所有启用的规则把本办数据从头查一遍",
    )  # fmt: skip
    def examine(self) -> None:
        """Examine the whole office beside the window."""
        if self.outcome is None:
            self.waiting_words.setText(WAITING)
            self.stack.setCurrentWidget(self.waiting)
        self.examining.examine()

    def _taken(self) -> None:
        if self.file is None:
            self._show()

    def _stopped(self) -> None:
        self.desk.say("已停止体检，可以再按“重新体检”", "amber")
        self.waiting_words.setText(STOPPED)

    def _behind(self) -> None:
        toned(self.summary, "◷ 数据有改动，下面是改动之前的结果；按“重新体检”再查一遍", "amber")

    def _follow(self) -> None:
        """Something changed: look again, or for the first time where there was nobody."""
        if self.outcome is not None or self.examining.busy:
            self.examining.follow_soon()
        elif self.stack.currentWidget() is self.nothing:
            self._begin()

    def _hear(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if "" not in tables and not self.tables & tables:
            return
        if self.isVisible():
            self._follow()
        else:
            self._stale = True

    def refresh_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self._follow()

    def refresh(self) -> None:
        if self.outcome is None:
            self._begin()
        else:
            self.examining.follow()

    def _begin(self) -> None:
        """The first look: examine what there is, or say what the page is for."""
        if self.office.households.totals(Search()).households:
            self.examine()
        else:
            self.stack.setCurrentWidget(self.nothing)

    # showing

    def _show(self) -> None:
        checked = self.checked
        if checked is None or (self.file is None and not checked.result.households):
            self._begin()
            return
        self.stack.setCurrentIndex(1)
        villages = [each.name for each in self.office.settings.villages()]
        self.findings.show_checked(checked, villages)
        self.papers.show_checked(checked, villages)
        self.rules.show_checked(checked)
        of_office = self.file is None
        self.band.setVisible(not of_office)
        self.waive_button.setVisible(of_office)
        for tab in (1, 2, 3):
            self.tabs.setTabVisible(tab, of_office)
        if of_office and self.outcome:
            self.mends.show_fixes(self.outcome.fixes)
            self.mended.show_mended(self.outcome.since, self.outcome.mended)
            holding = self.waived.load(checked.on)
            for tab, words, count in ((1, "可直接改正", len(self.outcome.fixes)), (2, "情况属实", holding),
                                      (3, "已整改", len(self.outcome.mended))):  # fmt: skip
                self.tabs.setTabText(tab, f"{words} {count:,}" if count else words)
        self._say(checked)

    def _say(self, checked: Checked) -> None:
        whom = f"{checked.on}　{checked.result.households:,}户{checked.result.people:,}人"
        self.remark.setText("　".join(each for each in (whom, checked.remark) if each))
        words = counts_said(checked)
        toned(self.summary, words or "✓ 没有发现问题", "" if words else "green")
        self.trend.setText(trend_said(self.outcome) if self.file is None and self.outcome else "")
        how = HOW_IN_FILE if self.file else HOW
        self.hint.setText(how)

    def _opened(self) -> None:
        """A tab was opened; the pages of papers are made only then."""
        if self.tabs.currentWidget() is self.papers:
            self.papers.show_if_stale()
        if not self.tabs.tabBar().hasFocus():
            self.take_focus()

    # going to the field

    def open_finding(self, finding: Finding) -> None:
        """Open the household at the very field."""
        if self.file is None:
            open_field(self.desk, finding.rule, finding.household_id, finding.person_id, finding.village)
        else:
            open_of_file(self.desk, finding, self.findings.row_of(finding))

    @command("doctor.open", text="去改", help="打开所选问题的那一户、那一项；回车或双击也行")
    def open_chosen(self) -> None:
        """Open the finding under the cursor."""
        if here := self.findings.view.current():
            self.open_finding(here)

    def open_line(self, line: object) -> None:
        """Open what a waiver or something mended is of."""
        if isinstance(line, Waiver):
            open_field(self.desk, line.rule, line.household_id, line.person_id, line.village)
        elif isinstance(line, Mended):
            open_field(self.desk, line.rule.key, line.household_id, line.person_id, line.village)

    # putting right

    @command(
        "doctor.waive", text="情况属实…", shortcut="Ctrl+Shift+W",
        help="选中的问题已核实、情况属实：写明怎样核实、谁核实、到哪天有效，就不再列出",
    )  # fmt: skip
    def waive(self) -> None:
        """Ask for what a waiver of the selected findings needs."""
        chosen = self.findings.view.selected()
        if self.file is not None:
            self.desk.say("还没有导入的表不能记情况属实，请先导入", "red")
        elif not chosen or self.tabs.currentIndex():
            self.tabs.setCurrentIndex(0)
            self.desk.say("请先选中核实过的问题（Shift+↑↓ 选几处，Ctrl+A 全选）", "red")
        elif self.outcome:
            self.form.begin(chosen, self.outcome.checked.on)

    @command(
        "doctor.mend",
        text="改正勾选的",
        shortcut="Ctrl+Return",
        help="改正“可直接改正”里勾选的，作为一次改动",
    )
    def mend(self) -> None:
        """Do the ticked mends as one act."""
        chosen, doctor = self.mends.chosen, self.office.doctor
        if self.tabs.currentWidget() is not self.mends:
            self.tabs.setCurrentWidget(self.mends)
        elif chosen:
            self.desk.run(
                "体检改正", lambda _: doctor.mend(chosen),
                lambda count: self.desk.say(f"已改正{count}处，旧值留在记录里", "green", undo=True),
            )  # fmt: skip

    # a file

    @command(
        "doctor.choose", text="查一份表…", shortcut="Ctrl+O", icon="folder_open",
        help="选择一份导出表，不导入，先按规则查一遍",
    )  # fmt: skip
    def choose(self) -> None:
        said, _ = QFileDialog.getOpenFileName(self, "选择要查的导出表", str(last_folder()), SHEETS)
        if said:
            remember(Path(said).parent)
            self.examine_file(Path(said))

    def examine_file(self, path: Path) -> None:
        """Examine an export alone; nothing is imported."""
        doctor = self.office.doctor

        def done(checked: Checked) -> None:
            self.file = checked
            self.form.hide()
            self.findings.forget()
            self.band.show_file(path)
            self.tabs.setCurrentIndex(0)
            self._show()
            self.findings.take_focus()

        self.desk.run(f"查{path.name}", lambda watch: doctor.examine_file(path, watch=watch), done)

    @command(
        "doctor.leave",
        text="回到本办体检",
        shortcut="Esc",
        help="不记情况属实了；看完文件，回到本办数据的体检",
    )
    def leave(self) -> None:
        """Put away what was begun: the line of a waiver, else the file."""
        if self.form.isVisible():
            self.form.leave()
        elif self.file is not None:
            self.file = None
            self.findings.forget()
            self._show()
            self.findings.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.examine_file(Path(paths[0]))

    # out

    @command(
        "doctor.export", text="导出问题表…", shortcut="Ctrl+Shift+E", icon="arrow_export",
        help="每条规则一个工作簿、疑点类型×村汇总、各村入户核实表、核查报告，存到一个文件夹",
    )  # fmt: skip
    def export(self) -> None:
        if self.checked is not None:
            self.tabs.setCurrentWidget(self.papers)
            self.papers.hand_out()

    @command(
        "doctor.print",
        text="打印核实表或报告",
        shortcut="Ctrl+P",
        icon="print",
        help="把所示的核实表或核查报告送到打印机",
    )
    def print(self) -> None:
        if self.tabs.currentWidget() is self.papers:
            self.papers.print()
        else:
            self.tabs.setCurrentWidget(self.papers)

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        if file := state.get("file"):
            self.examine_file(Path(file))
        elif self.outcome is None:
            self._begin()
        if rule := state.get("rule"):
            self.tabs.setCurrentIndex(0)
            self.findings.look_at(rule=rule)

    def take_focus(self) -> None:
        lists: dict[QWidget | None, QWidget] = {
            self.mends: self.mends.view, self.waived: self.waived.view, self.mended: self.mended.view,
            self.papers: self.papers.list, self.rules: self.rules.view,
        }  # fmt: skip
        if here := lists.get(self.tabs.currentWidget()):
            here.setFocus()
        else:
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
