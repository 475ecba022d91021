"""操作记录: what was done, newest first; field by field; 撤销 and 恢复."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.lists import Hit
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, panes, quiet, toned
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.services.history import ActLine, Line

SHOWN = 500
WAIT = 150
CHIPS = 3
LOOKS_LIKE_HOUSEHOLD = 6


class ActsPart(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self.household = self._household_name = ""
        self._many, self._round = SHOWN, 0
        self._acts: list[ActLine] = []
        self._timer = pause(self, WAIT, self.narrow)
        self._make_tables()
        self._lay_out()
        self.search.textEdited.connect(lambda _: self._timer.start())
        self.acts_view.entered.connect(self._show_act)
        self.load()

    def _make_tables(self) -> None:
        self.acts: LineTable[ActLine] = LineTable(
            (
                Column("时间", lambda each: f"{each.at:%Y-%m-%d %H:%M}", 16, tone=_faint),
                Column("操作", lambda each: each.label, 0, tone=_faint),
                Column("经办人", lambda each: each.person, 8, tone=_faint),
                Column("记录", lambda each: f"{each.rows}条", 8, right=True, tone=_faint),
                Column("", lambda each: "已撤销" if each.undone else "", 6, tone=_faint),
            )
        )
        self.acts_view = LineView(self.acts, "操作记录")
        self.lines: LineTable[Line] = LineTable(
            (
                Column("内容", lambda each: each.title, 10),
                Column("字段", lambda each: each.label, 14),
                Column(
                    "原来",
                    lambda each: each.before or "空",
                    12,
                    tone=lambda each: "" if each.before else "quiet",
                ),
                Column(
                    "改为",
                    lambda each: each.after or "空",
                    0,
                    tone=lambda each: "" if each.after else "quiet",
                ),
            )
        )
        self.lines_view = LineView(self.lines, "改动的字段")

    def _lay_out(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText("按操作、经办人、日期查找；输入户主姓名、拼音或户编号，只看一户的记录")
        self.search.setAccessibleName("查找操作")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: None if text else self._timer.start())
        self.chips = QHBoxLayout()
        self.chips.setSpacing(S)
        self.title, self.who, self.refused = QLabel(), quiet(""), QLabel()
        head(self.title, 1)
        for label in (self.title, self.refused):
            label.setWordWrap(True)
        self.undo_button = QPushButton("撤销这次操作")
        self.undo_button.clicked.connect(self.undo)
        self.more = QPushButton("再看更早的")
        self.more.setProperty("tone", "link")
        self.more.clicked.connect(self._look_further)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.acts_view, 1)
        column.addWidget(self.more)
        self._fill_details(right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, S, 0, 0)
        outer.setSpacing(S)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addLayout(self.chips)
        outer.addLayout(top)
        outer.addWidget(panes(left, right, (540, 480)), 1)

    def _fill_details(self, inner: QWidget) -> None:
        column = QVBoxLayout(inner)
        column.setContentsMargins(M, 0, 0, 0)
        column.setSpacing(S)
        row = QHBoxLayout()
        row.addWidget(self.who, 1)
        row.addWidget(self.undo_button)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.refused)
        column.addWidget(self.lines_view, 1)

    # the list

    def load(self) -> None:
        """Read the acts again; the cursor stays on its act."""
        with self.desk.speaking():
            self._acts = self.office.history.acts(self.household or None, self._many)
            self.narrow()

    def narrow(self) -> None:
        """Show the acts that hold what was typed, and offer the households it may mean."""
        self._timer.stop()
        text, kept = self.search.text().strip(), self.acts_view.current()
        found = [
            each
            for each in self._acts
            if not text or text in f"{each.label} {each.person} {each.at:%Y-%m-%d}"
        ]
        self.acts.show(found)
        rows = [n for n, each in enumerate(found) if kept and each.id == kept.id]
        self.acts_view.go_to_row(rows[0] if rows else 0)
        if not found:
            self._show_nothing()
        self.more.setVisible(len(self._acts) >= self._many)
        self._offer(text)

    def _offer(self, text: str) -> None:
        while self.chips.count():
            self.chips.takeAt(0).widget().deleteLater()
        if self.household:
            self._chip(
                f"✕ 只看 {self._household_name or self.household}", partial(self.only, "", ""), on=True
            )
            return
        hits = self.office.search.find(text, limit=12) if text else []
        heads = {hit.household: hit for hit in hits}
        for hit in list(heads.values())[:CHIPS]:
            self._chip(f"只看 {hit.village}{hit.name}家", partial(self._choose, hit))

    def _choose(self, hit: Hit) -> None:
        self.search.clear()
        self.only(hit.household, f"{hit.village}{hit.name}家")

    def _chip(self, text: str, act: Callable[[], None], *, on: bool = False) -> None:
        made = QPushButton(text)
        made.setProperty("tone", "filter")
        made.setCheckable(on)
        made.setChecked(on)
        made.clicked.connect(lambda _=False: act())
        self.chips.addWidget(made)

    def only(self, household: str, name: str) -> None:
        """Show the acts of one household (its number), or of all."""
        self.household, self._household_name = household, name
        self.load()

    def _look_further(self) -> None:
        self._many += SHOWN
        self.load()

    # one act

    def _show_nothing(self) -> None:
        self.title.setText("")
        self.who.setText(
            "没有找到这样的操作"
            if self._acts
            else "还没有操作。导入、登记、更正以后，每一步都记在这里，随时可以撤销"
        )
        self.undo_button.hide()
        self.lines.show(())
        toned(self.refused, "")

    def _show_act(self, act: ActLine) -> None:
        self.title.setText(act.label)
        said = f"{act.at:%Y-%m-%d %H:%M}　{act.person or '未留名'}　{act.rows}条记录"
        self.who.setText(f"{said}　已撤销" if act.undone else said)
        self.undo_button.setText("恢复撤销的操作" if act.is_undo else "撤销这次操作")
        self.undo_button.setVisible(not act.undone)
        toned(self.refused, "")
        self._round += 1
        now = self._round
        self.lines.show(())
        self.desk.run_quietly(
            lambda _: self.office.history.lines(act.id), lambda lines: self._show_lines(now, act, lines)
        )

    def _show_lines(self, now: int, act: ActLine, lines: list[Line]) -> None:
        if now != self._round:
            return
        self.lines.show(lines)
        counted = len({(each.title, each.row_id) for each in lines})
        if act.rows > counted and not self.refused.text():
            toned(
                self.refused,
                f"改动较多，这里列出{counted}条，其余{act.rows - counted}条同样可以整体撤销",
                "quiet",
            )

    def undo(self) -> None:
        """Take the act back, or take the undo back; a refusal is said beside it."""
        act = self.acts_view.current()
        if act is None or act.undone:
            return
        doing, done = ("恢复", "已恢复") if act.is_undo else ("撤销", "已撤销")
        self.desk.run(
            f"{doing}：{act.label}",
            lambda _: self.office.undo(act.id),
            lambda label: self.desk.say(f"{done}：{label.removeprefix('撤销：')}", "green"),
            lambda error: toned(self.refused, f"！ {error}", "red"),
        )


def _faint(act: ActLine) -> str:
    return "quiet" if act.undone or act.is_undo else ""
