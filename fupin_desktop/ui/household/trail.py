"""记录: what was done to the household, by whom, when, field by field, with 撤销 for each act."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import theme

if TYPE_CHECKING:
    from fupin_desktop.services.history import ActLine
    from fupin_desktop.services.household import HouseholdFile

SHOWN = 60
DETAILED = 25


class TrailPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.corrections = quiet("")
        self.corrections.setWordWrap(True)
        self.column.addWidget(self.corrections)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.anchorClicked.connect(lambda url: self._undo(int(url.toString())))
        self.column.addWidget(self.text, 1)

    def fill(self, file: HouseholdFile, year: int) -> None:  # noqa: ARG002
        waiting = file.corrections
        self.corrections.setText(f"国扶待改：{len(waiting)}处本办已更正、国扶系统还没有改" if waiting else "")
        self.corrections.setVisible(bool(waiting))
        if file.household.id is None:
            self.text.setHtml("")
            return
        acts = self.office.history.acts(file.household.number, SHOWN)
        said = [
            *self._events(file.household.id),
            *(self._act(act, file.household.id, n < DETAILED) for n, act in enumerate(acts)),
        ]
        nothing = f'<p style="color:{theme.colours.quiet}">还没有改动。</p>'
        self.text.setHtml("".join(said) or nothing)

    def _events(self, household: int) -> list[str]:
        """What happened to the household, the newest first, before what was done with its records."""
        found = self.office.life.events(household=household)
        if not found:
            return []
        lines = "".join(
            f"<br>　{each.on}　{escape(each.said)}" + (f"　材料：{escape(each.paper)}" if each.paper else "")
            for each in reversed(found)
        )
        return [
            f'<p style="margin:6px 0"><b>家庭变动</b>{lines}</p><p style="margin:10px 0 2px 0"><b>操作记录</b></p>'
        ]

    def _act(self, act: ActLine, household: int, detailed: bool) -> str:
        quiet_colour = theme.colours.quiet
        undo = (
            ""
            if act.undone or act.is_undo
            else f' <a href="{act.id}" style="color:{theme.colours.accent}">撤销</a>'
        )
        undone = "（已撤销）" if act.undone else ""
        who = f"{act.at:%Y-%m-%d %H:%M}　{escape(act.person) or '未留名'}"
        lines = self.office.history.lines(act.id, household) if detailed and act.rows <= 200 else []
        changes = "".join(
            f"<br>　{escape(each.title)} {escape(each.label)}：{escape(each.before) or '空'} → {escape(each.after) or '空'}"
            for each in lines[:20]
        )
        return (
            f'<p style="margin:6px 0"><b>{escape(act.label)}</b>{undone}{undo}'
            f'<br><span style="color:{quiet_colour}">{who}{changes}</span></p>'
        )

    def _undo(self, act: int) -> None:
        self.desk.take_back(act)
