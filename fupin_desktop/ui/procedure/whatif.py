"""测算: who would pass at another line, by village; the households behind each count beside it. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.values import show_money
from fupin_desktop.services.procedure.whatif import AFTER, BEFORE, GAINED, LOST, UNKNOWN, Outcome, Scope, Seen
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, quiet, stacked, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.procedure.yearly import headed, lay_rows
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import S

ALL = "合计"
LISTS = (
    (BEFORE, "现在达到"),
    (AFTER, "测算达到"),
    (GAINED, "新达到"),
    (LOST, "不再达到"),
    (UNKNOWN, "收入未知"),
)
STEPS = ("-200", "+200", "+500")
WORDS = {
    Scope.EXIT: "未脱贫户：收入超过标准线，而且退出标准没有未达标的项目",
    Scope.REGISTERED: "全部在册户：只看收入是不是超过标准线",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A village, or all of them (None)."""

    outcome: Outcome
    village: str | None

    def count(self, name: str) -> Count:
        return self.outcome.count(name, self.village)


class WhatIfPart(Part):
    """The villages at the top; below them the households behind the count that has the cursor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self.outcome: Outcome | None = None
        self._make_asked()
        self.words, self.whose = QLabel(), QLabel()
        self.words.setWordWrap(True)
        head(self.whose, 0.5)
        self._make_tables()
        self._lay_out()

    def _make_asked(self) -> None:
        """The line that is reckoned with, and for whom."""
        today = self.desk.today()
        self.line = QLineEdit()
        self.line.setAccessibleName("测算的标准线")
        self.line.setPlaceholderText("3500、+500 或 -200")
        self.line.setMaximumWidth(140)
        self.line.returnPressed.connect(self.reckon)
        asked = [(Scope.EXIT, "未脱贫户能否退出"), (Scope.REGISTERED, "全部在册户的收入")]
        self.scope = PickBox(asked[1:] if monitoring(today) else asked)
        self.scope.setAccessibleName("测算谁")
        self.scope.setMinimumContentsLength(16)
        self.scope.put(self.office.whatif.scope(today))
        self.scope.currentIndexChanged.connect(lambda _: self.reckon())

    def _make_tables(self) -> None:
        """The counts of each village, and the households behind one of them."""
        self.names: LineView[Seen]
        self.table: LineTable[Row] = LineTable(
            [
                Column("行政村", lambda row: row.village or ALL, 14),
                Column("测算户数", lambda row: _cell(row.outcome.asked(row.village)), 11, right=True),
                *(Column(words, _said(name), 11, right=True, tone=_tone(name)) for name, words in LISTS),
            ]
        )
        self.view = LineView(self.table, "各村测算结果")
        self.view.setSelectionBehavior(LineView.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(LineView.SelectionMode.SingleSelection)
        self.view.selectionModel().currentChanged.connect(self._follow)
        self.view.opened.connect(lambda _: self.names.setFocus())
        self.seen: LineTable[Seen] = LineTable(
            [
                Column("行政村", lambda each: each.village, 14),
                Column("小组", lambda each: each.group, 7),
                Column("户主", lambda each: each.head, 18),
                Column("人口", lambda each: str(each.people), 4, right=True),
                Column("人均纯收入", _income, 11, right=True),
                Column("说明", self._why, 0, tone=lambda _: "quiet"),
            ]
        )
        self.names = LineView(self.seen, "测算名单")
        self.names.opened.connect(lambda each: self.desk.go("household", household=each.household_id))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(quiet("测算的标准线（元）"))
        top.addWidget(self.line)
        for step in STEPS:
            made = QPushButton(step)
            made.setToolTip(f"比现在的标准线{'多' if step[0] == '+' else '少'}{step[1:]}元")
            made.clicked.connect(lambda _=False, step=step: self._step(step))
            top.addWidget(made)
        top.addWidget(self.scope)
        top.addStretch(1)
        top.addWidget(button(self.actions_by_key["whatif.reckon"], primary=True))
        top.addWidget(button(self.actions_by_key["whatif.copy"]))
        both = stacked(self.view, headed(self.whose, self.names, top=S), (3, 2))
        lay_rows(self, top, self.words, both, grows=both)

    def load(self) -> None:
        """Reckon again with the line that stands there; at first with the line as it is."""
        if not self.line.text():
            now = self.office.whatif.line(self.desk.today())
            self.line.setText(f"{now.normalize():f}" if now is not None else "")
        if self.line.text():
            self.reckon()
        else:
            toned(self.words, "写一个标准线，看看各村谁能达到；只测算，不改动任何数据", "quiet")

    def _step(self, step: str) -> None:
        self.line.setText(step)
        self.reckon()

    @command(
        "whatif.reckon",
        text="测算",
        shortcut="Ctrl+Return",
        help="按所填的标准线测算；+500、-200 表示比现在多或少",
    )
    def reckon(self) -> None:
        on, scope, office = self.desk.today(), self.scope.value(), self.office
        try:
            other = office.whatif.read(self.line.text(), on)
        except Refused as refused:
            toned(self.words, f"！ {refused}", "red")
            return
        self._round += 1
        now = self._round

        def task(watch: Watch) -> Outcome:
            return office.whatif.at(other, on=on, scope=scope, watch=watch)

        def take(found: Outcome) -> None:
            if now == self._round:
                self._show(found)

        self.desk.run("测算", task, take)

    def _show(self, found: Outcome) -> None:
        before, self.outcome = self.outcome, found
        kept = self.view.currentIndex()
        asked = [name for name in found.villages if found.asked(name).households]
        self.table.show([Row(found, None), *(Row(found, name) for name in asked)])
        line = f"现在的标准线{show_money(found.line)}元" if found.line is not None else "本年度没有标准线"
        gained, lost = found.count(GAINED), found.count(LOST)
        toned(
            self.words,
            f"{line}，测算{show_money(found.other)}元：{_words(found.count(BEFORE))}变为{_words(found.count(AFTER))}"
            f"（新达到{_words(gained)}，不再达到{_words(lost)}）。{WORDS[found.scope]}；只测算，不改动数据",
        )
        same = before is not None and (before.other, before.scope) == (found.other, found.scope)
        last = self.table.rowCount() - 1
        where = kept if same and kept.isValid() else self.table.index(0, self._first_column(found))
        self.view.setCurrentIndex(self.table.index(min(where.row(), last), where.column()))
        self._list()

    def _first_column(self, found: Outcome) -> int:
        """The column of those who flip, where anybody does."""
        names = [name for name, _ in LISTS]
        wanted = GAINED if found.count(GAINED).households else LOST if found.count(LOST).households else AFTER
        return names.index(wanted) + 2

    def _follow(self, now: QModelIndex, before: QModelIndex) -> None:
        if (now.row(), now.column()) != (before.row(), before.column()):
            self._list()

    def _list(self) -> None:
        """The households behind the count that is under the cursor."""
        index, found = self.view.currentIndex(), self.outcome
        if found is None or not index.isValid() or index.row() >= len(self.table.lines):
            return
        row = self.table.lines[index.row()]
        if index.column() < 2:
            mine, words = [each for each in found.seen if row.village in (None, each.village)], "测算户数"
        else:
            name, words = LISTS[index.column() - 2]
            mine = found.those(name, row.village)
        self.seen.show(mine)
        self.whose.setText(
            f"{row.village or '全镇'}·{words}：{len(mine)}户{sum(each.people for each in mine)}人"
        )

    def _why(self, each: Seen) -> str:
        if each.after is None:
            return "人均纯收入未知" if each.income is None else "没有标准线或没有在册成员"
        parts = [f"{each.income_year}年收入", *(f"{item}未达标" for item in each.unmet)]
        return "；".join(parts)

    @command("whatif.copy", text="复制名单", help="复制右边的名单，可以贴进表格")
    def copy(self) -> None:
        self.names.selectAll()
        self.names.copy()
        self.desk.say(f"已复制{len(self.seen.lines)}户", "green")

    def show_place(self, state: Mapping[str, Any]) -> None:
        if state.get("line"):
            self.line.setText(str(state["line"]))
            self.reckon()

    def place(self) -> dict[str, Any]:
        return {"line": self.line.text()}

    def take_focus(self) -> None:
        self.line.setFocus()
        self.line.selectAll()


def _words(count: Count) -> str:
    return f"{count.households}户{count.people}人" if count.households else "0户"


def _cell(count: Count) -> str:
    return _words(count) if count.households else ""


def _said(name: str) -> Callable[[Row], str]:
    return lambda row: _cell(row.count(name))


def _tone(name: str) -> Callable[[Row], str]:
    tone = {GAINED: "green", LOST: "red", UNKNOWN: "amber"}.get(name, "")
    return lambda row: tone if tone and row.count(name).households else ""


def _income(each: Seen) -> str:
    return show_money(each.income) if each.income is not None else ""
