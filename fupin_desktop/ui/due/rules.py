"""规则: every rule of what is due with its base day, days and source; switched on and off, days changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.due import RuleNow
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.due.opening import day_of
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, panes, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.theme import M, S

HOW = "空格启用或停用，回车改天数。期限随登记的日期走的、由“程序”的参数定的，天数不在这里改。"


class RulesPart(Part):
    """The list, and beside it what the office decides about one rule."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rules: list[RuleNow] = []
        self.words = quiet(HOW)
        self.words.setWordWrap(True)
        self.table: LineTable[RuleNow] = LineTable(
            (
                Column("规则", lambda each: each.rule.label, 22, tone=_quiet_off),
                Column("种类", lambda each: each.rule.kind.label, 9, tone=_quiet_off),
                Column("从哪天算", lambda each: each.rule.base, 0, tone=_quiet_off),
                Column("天数", lambda each: each.rule.days_words, 12, right=True, tone=_own),
                Column("谁办", lambda each: each.rule.who, 14, tone=_quiet_off),
            ),
            key=lambda each: each.rule.key,
        )
        self.table.ticked_changed.connect(self._switched)
        self.view = LineView(self.table, "催办规则")
        self.view.entered.connect(self._show)
        self.title, self.about, self.problem = QLabel(), quiet(""), QLabel()
        head(self.title, 1)
        for label in (self.title, self.about, self.problem):
            label.setWordWrap(True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.days, self.source = QLineEdit(), QLineEdit()
        self.working = QCheckBox("按工作日算")
        self.view.opened.connect(lambda _: self.days.setFocus())
        self.days.setAccessibleName("天数")
        self.source.setAccessibleName("依据")
        self.source.setPlaceholderText("为什么改，如“县办2018年3月通知”")
        for line in (self.days, self.source):
            line.returnPressed.connect(self.save)
        self.save_button, self.reset_button = QPushButton("保存"), QPushButton("恢复原样")
        self.save_button.setProperty("tone", "primary")
        self.save_button.clicked.connect(self.save)
        self.reset_button.clicked.connect(self.reset)
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget()
        inner = QVBoxLayout(side)
        inner.setContentsMargins(M, 0, 0, 0)
        inner.setSpacing(S)
        form = QFormLayout()
        form.setSpacing(S)
        form.addRow("天数", self.days)
        form.addRow("", self.working)
        form.addRow("依据", self.source)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        for widget in (self.title, self.about):
            inner.addWidget(widget)
        inner.addLayout(form)
        inner.addWidget(self.problem)
        inner.addLayout(buttons)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addWidget(panes(self.view, side, (820, 360), grows=0), 1)

    def load(self) -> None:
        """Read again what the office decided."""
        here = self.view.current()
        with self.desk.speaking():
            self._rules = self.desk.office.due.rules(day_of(self.desk).year)
        self.table.show(self._rules)
        self.table.ticked = {each.rule.key for each in self._rules if each.rule.on}
        key = here.rule.key if here else ""
        row = next((at for at, each in enumerate(self._rules) if each.rule.key == key), 0)
        self.view.go_to_row(row)
        self._show(self._rules[row])

    def _switched(self) -> None:
        changed = [each for each in self._rules if each.rule.on != self.table.is_ticked(each)]
        with self.desk.speaking():
            for each in changed:
                self.desk.office.due.set_rule(each.rule.key, on=not each.rule.on)
                self.desk.say(
                    f"已{'停用' if each.rule.on else '启用'}：{each.rule.label}", "green", undo=True
                )
        if changed:
            self.load()

    def _show(self, each: RuleNow) -> None:
        rule = each.rule
        self.title.setText(rule.label)
        own = "\n本办改过" if each.setting else ""
        tick = "\n办完后在“事项”里按空格打勾" if rule.ticked else ""
        self.about.setText(
            f"{'启用' if rule.on else '停用'}　从{rule.base}算\n依据：{rule.source}{tick}{own}"
        )
        fixed = rule.days is None or bool(rule.number)
        for widget in (self.days, self.working):
            widget.setEnabled(not fixed)
        self.days.setText("" if rule.days is None else str(rule.days))
        self.working.setChecked(rule.working)
        self.source.setText(each.setting.source if each.setting else "")
        self.reset_button.setEnabled(each.setting is not None)
        self._say("")

    def save(self) -> None:
        """Keep what was decided about the rule."""
        here = self.view.current()
        if here is None:
            return
        try:
            days = self._days(here)
            self.desk.office.due.set_rule(
                here.rule.key, days=days, source=self.source.text().strip(),
                working=None if days is None else self.working.isChecked(),
            )  # fmt: skip
        except Refused as wrong:
            self._say(str(wrong))
            return
        self.desk.say(f"已保存催办规则：{here.rule.label}", "green", undo=True)
        self.load()
        self.view.setFocus()

    def _days(self, each: RuleNow) -> int | None:
        """The days as typed. Raises Refused."""
        from fupin_desktop.domain.fields import Problem

        said = self.days.text().strip()
        if not self.days.isEnabled():
            return None
        if not said.isascii() or not said.isdigit():
            raise Refused([Problem("days", f"“{each.rule.label}”的天数应是0到730之间的整数，现在是“{said}”")])
        return int(said)

    def reset(self) -> None:
        """Let the rule be as it comes with the program."""
        if here := self.view.current():
            with self.desk.speaking():
                self.desk.office.due.forget_rule(here.rule.key)
                self.desk.say(f"催办规则“{here.rule.label}”已恢复原样", "green", undo=True)
            self.load()

    def _say(self, words: str) -> None:
        toned(self.problem, f"！ {words}" if words else "", "red")
        self.problem.setVisible(bool(words))

    def take_focus(self) -> None:
        self.view.setFocus()


def _quiet_off(each: RuleNow) -> str:
    return "" if each.rule.on else "quiet"


def _own(each: RuleNow) -> str:
    return "amber" if each.setting and each.setting.days is not None else _quiet_off(each)
