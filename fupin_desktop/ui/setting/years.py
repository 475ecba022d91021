"""年度: which years there are, how many households are still to be verified, 结转, 封存 and 解除封存."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.tasks import Watch
from fupin_desktop.services.years import Opened, YearState
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.theme import S, theme

SHOWN = 9


class YearPart(Part):
    """The years of the office: begun for everybody, verified, closed and opened again."""

    name = "year"
    title = "年度"
    words = (
        "结转：给全部在册户建好新年度，带入上一次的住房、水电、土地、学业、参保等情况，标为“待核实”，收入不带入。"
        "保存一户的年度情况，或按“核实无误”，标记就去掉。封存以后谁也不能改这一年度的情况，解除封存要写明原因。"
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = desk.today()
        self.to = PickBox([(year, f"{year}年度") for year in (today.year, today.year + 1, today.year - 1)])
        self.to.setAccessibleName("结转到哪一年度")
        self.to.setMinimumContentsLength(8)
        self.open_button = self._button("结转", "给全部在册户建好这一年度（已有的户不动）", self.open_year)
        self.open_button.setProperty("tone", "primary")
        self.table: LineTable[YearState] = LineTable(_columns())
        self.view = LineView(self.table, "年度")
        self.view.setSelectionMode(LineView.SelectionMode.SingleSelection)
        self.view.entered.connect(lambda _: self._enable())
        self.view.opened.connect(lambda _: self.look())
        self.look_button = self._button("看待核实的户", "到“农户”列出还没有核实的户（Enter）", self.look)
        self.verify_button = self._button("全部核实无误", "所选年度待核实的户都已核对过", self.verify)
        self.close_button = self._button("封存", "所选年度不再允许改动", self.close_year)
        self.reopen_button = self._button("解除封存", "写明原因后可以再改", self.reopen_year)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("解除封存的原因，或确需封存的理由")
        self.reason.setMaxLength(200)
        self.waiting = quiet("")
        self.waiting.setWordWrap(True)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self._lay_out()

    def _button(self, text: str, why: str, act: Callable[[], None]) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(why)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        for row in (top, foot):
            row.setSpacing(S)
        for widget in (quiet("结转到"), self.to, self.open_button):
            top.addWidget(widget)
        top.addStretch(1)
        for button in (self.look_button, self.verify_button, self.close_button, self.reopen_button):
            foot.addWidget(button)
        foot.addWidget(self.reason, 1)
        self.view.setFixedHeight(round(theme.size * 2.8) * (SHOWN + 1) + 8)
        self.column.addLayout(top)
        self.column.addWidget(self.view)
        self.column.addWidget(self.waiting)
        self.column.addLayout(foot)
        self.column.addWidget(self.problem)
        self.column.addStretch(1)

    def fill(self) -> None:
        kept = self.view.current()
        self.table.show(self.office.years.all())
        self._go_to(kept.year if kept is not None else 0)

    def _go_to(self, year: int) -> None:
        known = [each.year for each in self.table.lines]
        self.view.go_to_row(known.index(year) if year in known else 0)
        self._enable()

    def _enable(self) -> None:
        line = self.view.current()
        waiting = self.office.years.unverified(line.year) if line and line.unverified else {}
        said = "、".join(f"{village}{count}户" for village, count in waiting.items())
        self.waiting.setText(f"{line.year}年度待核实：{said}" if line and said else "")
        self.waiting.setVisible(bool(said))
        closed = line is not None and line.closed
        for button in (self.look_button, self.verify_button):
            button.setEnabled(bool(waiting) and not closed)
        self.close_button.setEnabled(line is not None and not closed)
        self.reopen_button.setEnabled(closed)

    def open_year(self) -> None:
        """Begin the year for everybody, beside the window."""
        to, on, years = self.to.value(), self.desk.today(), self.office.years

        def done(made: Opened) -> None:
            there = f"，原有{made.there}户没有改动" if made.there else ""
            self._done(f"已结转{to}年度：{made.households}户{made.people}人，待核实{there}")
            self._go_to(to)

        self._run(f"结转{to}年度", lambda watch: years.open(to, on, watch), done)

    def look(self) -> None:
        """The households nobody has verified yet."""
        if self.look_button.isEnabled():
            self.desk.go("household", filters={"more": {"registered": True, "unverified": True}})

    def verify(self) -> None:
        if line := self.view.current():
            years, year = self.office.years, line.year
            self._run(
                "核实", lambda _: years.verify(year), lambda count: self._done(f"已核实{year}年度{count}户")
            )

    def close_year(self) -> None:
        if line := self.view.current():
            years, year, on, why = self.office.years, line.year, self.desk.today(), self.reason.text()
            self._run("封存", lambda _: years.close(year, on, why), lambda _: self._done(f"已封存{year}年度"))

    def reopen_year(self) -> None:
        if line := self.view.current():
            years, year, on, why = self.office.years, line.year, self.desk.today(), self.reason.text()
            self._run(
                "解除封存",
                lambda _: years.reopen(year, why, on),
                lambda _: self._done(f"已解除{year}年度的封存"),
            )

    def _run(self, doing: str, task: Callable[[Watch], Any], done: Callable[[Any], None]) -> None:
        toned(self.problem, "")
        self.desk.run(doing, task, done, self._refused)

    def _done(self, said: str) -> None:
        self.reason.clear()
        self.fill()
        self.desk.say(said, "green", undo=True)

    def _refused(self, error: Exception) -> None:
        toned(self.problem, f"！ {error}", "red")
        if isinstance(error, Refused) and error.problems[0].field in ("override", "reason"):
            self.reason.setFocus()

    def save(self) -> bool:
        return True


def _columns() -> list[Column[YearState]]:
    def tone(each: YearState) -> str:
        return "green" if each.closed else "amber" if each.unverified else ""

    return [
        Column("年度", lambda each: f"{each.year}年度", 10),
        Column("已建户数", lambda each: f"{each.households}户", 10, right=True),
        Column(
            "待核实",
            lambda each: f"{each.unverified}户" if each.unverified else "",
            10,
            right=True,
            tone=tone,
        ),
        Column("状态", lambda each: each.said, 24, tone=tone),
        Column("结转日期", lambda each: str(each.lock.opened_on or "") if each.lock else "", 12),
        Column("说明", _note, 0),
    ]


def _note(each: YearState) -> str:
    if each.lock is None:
        return ""
    if each.lock.reopened_on:
        return f"{each.lock.reopened_on}解除封存：{each.lock.reason}"
    return f"封存理由：{each.lock.override}" if each.lock.override else ""
