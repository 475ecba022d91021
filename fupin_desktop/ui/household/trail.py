"""记录: what was done to the household, by whom, when, field by field, with 撤销 for each act."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.panel import Panel
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.theme import theme
from fupin_desktop.ui.visit.attached import Attached

if TYPE_CHECKING:
    from fupin_desktop.domain.visit import Attachment
    from fupin_desktop.services.history import ActLine
    from fupin_desktop.services.household import HouseholdFile

SHOWN = 60
DETAILED = 25
VISITS, PICTURES = 5, 5


class TrailPanel(Panel):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.corrections = quiet("")
        self.corrections.setWordWrap(True)
        self.column.addWidget(self.corrections)
        self.attached = Attached(desk)
        self.attached.removed.connect(self._remove)
        self.column.addWidget(self.attached)
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
            self.attached.show_kept(())
            return
        self.attached.show_kept(self.office.scans.of_household(file.household.id)[:PICTURES])
        acts = self.office.history.acts(file.household.number, SHOWN)
        said = [
            *self._events(file.household.id),
            *self._visits(file.household.id),
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

    def _visits(self, household: int) -> list[str]:
        """Who came to the household, the newest first, and what it asked for."""
        found = self.office.visits.of_household(household)
        lines = "".join(
            f"<br>　{each.on}　{escape(each.who)}{each.kind.label}　{escape(each.talk)}"
            + (
                f"　诉求：{escape(each.appeal)}（{'已' if each.settled_on else '未'}办结）"
                if each.appeal
                else ""
            )
            for each in found[:VISITS]
        )
        return [f'<p style="margin:6px 0"><b>走访{len(found)}次</b>{lines}</p>'] if found else []

    def _remove(self, attachment: Attachment) -> None:
        with self.desk.speaking():
            self.office.scans.remove(attachment)
            self.desk.say(f"已移除附件：{attachment.paper or attachment.name}", "green", undo=True)

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
