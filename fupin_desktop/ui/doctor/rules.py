"""规则: every rule with its source, what it applied to and found; switched on and off, thresholds by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.doctor.rule import GROUPS
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.doctor import Checked
from fupin_desktop.services.doctor.limits import Chosen
from fupin_desktop.ui import era
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.doctor.words import TONES
from fupin_desktop.ui.lines import Column, Index, LineTable, LineView
from fupin_desktop.ui.page import head, quiet, rule, toned
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, M, S

YEARS_BACK = 6


class RuleTable(LineTable[Chosen]):
    """A tick says that a rule is on; one that waits has none."""

    def __init__(self, columns: tuple[Column[Chosen], ...]) -> None:
        super().__init__(columns, key=lambda each: each.rule.key)

    def flags(self, index: Index) -> Qt.ItemFlag:
        said = super().flags(index)
        return said & ~Qt.ItemFlag.ItemIsUserCheckable if self.lines[index.row()].rule.waits else said

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and self.lines[index.row()].rule.waits:
            return None
        return super().data(index, role)


class RulesPart(QWidget):
    """The list, and beside it what the office decides about one rule."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.checked: Checked | None = None
        self._found: Mapping[str, int] = {}
        self._every: list[Chosen] = []
        self._shown: Chosen | None = None
        self.words = quiet("")
        self.words.setWordWrap(True)
        self.group = PickBox(
            [("", "全部规则"), *GROUPS.items(), ("own", "本办改过的"), ("waits", "等待中的")]
        )
        self.group.setAccessibleName("规则分组")
        self.group.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 11)
        self.group.currentIndexChanged.connect(lambda _: self._list())
        self.year = PickBox([(0, "各年度")])
        self.year.setAccessibleName("哪个年度的设置")
        self.year.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 7)
        self.year.currentIndexChanged.connect(lambda _: self.load())
        self.search = QLineEdit()
        self.search.setPlaceholderText("编号、内容、来源")
        self.search.setAccessibleName("在规则里找")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 14)
        self.search.textChanged.connect(lambda _: self._list())
        self.table = RuleTable(
            (
                Column("规则", lambda each: each.rule.key, 9),
                Column("程度", lambda each: each.rule.severity.label, 5, tone=lambda each: TONES[each.rule.severity]),
                Column("内容", lambda each: era.words(each.rule.title), 0, tone=_quiet_off),
                Column("适用", self._applied, 7, right=True),
                Column("问题", lambda each: _number(self._found.get(each.rule.key)), 6, right=True),
                Column("阈值", _limits_said, 30, tone=lambda each: "amber" if each.own else "quiet"),
            )
        )  # fmt: skip
        self.table.ticked_changed.connect(self._switched)
        self.view = LineView(self.table, "规则")
        self.view.entered.connect(self._show)
        self.view.opened.connect(lambda _: self._edit())
        self.editors: dict[str, QLineEdit] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(XS)
        top.addWidget(self.words, 1)
        for widget in (quiet("设置用于"), self.year, self.group, self.search):
            top.addWidget(widget)
        self.title = QLabel()
        head(self.title, 1)
        self.about = quiet("")
        for label in (self.title, self.about):
            label.setWordWrap(True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(S)
        self.note = QLineEdit()
        self.note.setPlaceholderText("为什么改，如“县办2018年3月通知”")
        self.note.setAccessibleName("依据")
        self.note.returnPressed.connect(self.save)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.save_button, self.reset_button = QPushButton("保存"), QPushButton("恢复原样")
        self.save_button.setProperty("tone", "primary")
        self.save_button.clicked.connect(self.save)
        self.reset_button.clicked.connect(self.reset)
        self.reset_button.setToolTip("取消本办对这条规则的决定")
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.view)
        both.addWidget(self._side())
        both.setSizes([850, 340])
        both.setStretchFactor(0, 1)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addLayout(top)
        column.addWidget(both, 1)

    def _side(self) -> QScrollArea:
        """What is said of the chosen rule, and what the office decides about it; it scrolls where there is no room."""
        buttons = QHBoxLayout()
        for made in (self.save_button, self.reset_button):
            buttons.addWidget(made)
        buttons.addStretch(1)
        inner = QWidget()
        side = QVBoxLayout(inner)
        side.setContentsMargins(M, 0, S, 0)
        side.setSpacing(S)
        for label in (self.title, self.about):
            side.addWidget(label)
        side.addWidget(rule())
        side.addLayout(self.form)
        side.addWidget(quiet("依据"))
        side.addWidget(self.note)
        side.addWidget(self.problem)
        side.addLayout(buttons)
        side.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return scroll

    # the list

    def show_checked(self, checked: Checked) -> None:
        """Say what each rule applied to and found."""
        self.checked = checked
        self._found = checked.result.found()
        year, newest = self.year.value(), checked.on.year
        self.year.blockSignals(True)
        self.year.offer(
            [(0, "各年度"), *((each, f"{each}年") for each in range(newest + 1, newest - YEARS_BACK, -1))]
        )
        self.year.put(year)
        self.year.blockSignals(False)
        self.load()

    def load(self) -> None:
        """Read again what the office decided."""
        with self.desk.speaking():
            self._every = self.desk.office.doctor.book.all(self.year.value() or 0)
        self._list()

    def _list(self) -> None:
        group, words = self.group.value() or "", self.search.text().strip().lower()
        found = [each for each in self._every if _is_in(each, group) and _has(each, words)]
        here = self.view.current()
        self.table.show(found)
        self.table.ticked = {each.rule.key for each in self._every if each.on and not each.rule.waits}
        key = here.rule.key if here else ""
        row = next((row for row, each in enumerate(found) if each.rule.key == key), 0)
        self.view.go_to_row(row)
        if found:
            self._show(found[row])
        waits = sum(bool(each.rule.waits) for each in self._every)
        off = sum(not each.on and not each.rule.waits for each in self._every)
        own = sum(each.own for each in self._every)
        self.words.setText(
            f"共{len(self._every)}条，停用{off}条，等待{waits}条，本办改过{own}条。空格启用或停用，回车改阈值。"
        )

    def _applied(self, each: Chosen) -> str:
        if each.rule.waits:
            return "等待"
        if self.checked is None:
            return ""
        return _number(self.checked.result.applicable.get(each.rule.key)) or "0"

    def _switched(self) -> None:
        """A tick was set or taken: the office decides so."""
        year = self.year.value() or 0
        changed = [
            each for each in self._every if not each.rule.waits and each.on != self.table.is_ticked(each)
        ]
        if not changed:
            return
        with self.desk.speaking():
            for each in changed:
                self.desk.office.doctor.book.decide(each.rule.key, year=year, on=not each.on)
            one = changed[0]
            what = "停用" if one.on else "启用"
            many = f"等{len(changed)}条" if len(changed) > 1 else ""
            self.desk.say(
                f"已{what}规则 {one.rule.key} {one.rule.title}{many}", "green", undo=len(changed) == 1
            )
        self.load()

    # one rule

    def _show(self, each: Chosen) -> None:
        if each == self._shown:
            return  # what is typed and not saved stays
        self._shown = each
        said = each.rule
        self.title.setText(era.words(f"{said.key} {said.title}"))
        state = (
            f"等待：{said.waits}" if said.waits else f"{'启用' if each.on else '停用'}　{said.severity.label}"
        )
        lines = [f"{said.group}　{state}", f"来源：{said.origin}", said.hint]
        if each.own:
            lines.append(f"本办已改过{f'：{each.note}' if each.note else ''}")
        self.about.setText("\n".join(line for line in lines if line))
        self._clear_editors()
        for name, limit in said.limits.items():
            line = QLineEdit(f"{each.limits[name].normalize():f}")
            line.setAccessibleName(limit.label)
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.returnPressed.connect(self.save)
            usual = f"{limit.value.normalize():f}{limit.unit}"
            line.setToolTip(f"原来是{usual}")
            self.form.addRow(f"{limit.label}（{limit.unit}）" if limit.unit else limit.label, line)
            self.editors[name] = line
        self.note.setText(each.note)
        for widget in (self.note, self.save_button):
            widget.setEnabled(not said.waits)
        self.reset_button.setEnabled(each.own)
        self._say("")

    def _clear_editors(self) -> None:
        """Put the editors away; the one that asked for it is still at work, so they go later."""
        while self.form.rowCount():
            row = self.form.takeRow(0)
            for item in (row.labelItem, row.fieldItem):  # type: ignore[attr-defined]
                if item is not None and (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        self.editors = {}

    def _edit(self) -> None:
        first = next(iter(self.editors.values()), self.note)
        first.setFocus()
        first.selectAll()

    def save(self) -> None:
        """Keep the thresholds of the rule for the chosen year."""
        here = self.view.current()
        if here is None:
            return
        year, said = self.year.value() or 0, {name: line.text() for name, line in self.editors.items()}
        try:
            self.desk.office.doctor.book.decide(
                here.rule.key, year=year, limits=said, note=self.note.text().strip()
            )
        except Refused as refused:
            self._say(str(refused))
            self.editors.get(refused.problems[0].field, self.note).setFocus()
            return
        self.desk.say(f"已保存规则 {here.rule.key} {here.rule.title}的设置", "green", undo=True)
        self.load()
        self.view.setFocus()

    def reset(self) -> None:
        """Let the rule be what it is by itself."""
        here = self.view.current()
        if here is None:
            return
        with self.desk.speaking():
            self.desk.office.doctor.book.reset(here.rule.key, self.year.value() or 0)
            self.desk.say(f"规则 {here.rule.key} 已恢复原样", "green", undo=True)
        self.load()

    def _say(self, words: str) -> None:
        toned(self.problem, f"！ {words}" if words else "", "red")
        self.problem.setVisible(bool(words))


def _quiet_off(each: Chosen) -> str:
    return "quiet" if each.rule.waits or not each.on else ""


def _number(count: int | None) -> str:
    return f"{count:,}" if count else ""


def _limits_said(each: Chosen) -> str:
    if each.rule.waits:
        return f"等待：{each.rule.waits}"
    limits = each.rule.limits
    return "、".join(
        f"{limits[name].label}{value.normalize():f}{limits[name].unit}" for name, value in each.limits.items()
    )


def _is_in(each: Chosen, group: str) -> bool:
    if group == "own":
        return each.own
    if group == "waits":
        return bool(each.rule.waits)
    return each.rule.key.startswith(group)


def _has(each: Chosen, words: str) -> bool:
    return not words or any(
        words in said.lower() for said in (each.rule.key, each.rule.title, each.rule.source, each.rule.waits)
    )
