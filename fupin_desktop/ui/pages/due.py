"""催办: what is due, overdue first; own reminders and flags; the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fupin_desktop.domain.values import show_day
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.due.list import ListPart
from fupin_desktop.ui.parts import PartsPage, Tab


class DuePage(PartsPage):
    title = "催办"
    tables = frozenset(
        {"household", "standing", "monitoring", "plan", "measure", "progress", "renovation", "stage", "subsidy", "passage",
         "step", "window", "procedure_number", "posting", "posted", "objection", "printed", "visit", "reminder", "due_setting",
         "village_sheet", "waiver", "pairing", "cadre", "village", "setting"}
    )  # fmt: skip
    TABS = (
        Tab("list", "事项", "due.list", "ListPart"),
        Tab("rules", "规则", "due.rules", "RulesPart"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        part = self.parts["list"]
        assert isinstance(part, ListPart)
        part.read.connect(self._say)

    def _say(self, on: object) -> None:
        assert isinstance(on, date)
        demo = "（演示数据的最后一天）" if on != self.desk.today() else ""
        self.remark.setText(f"截至{show_day(on)}{demo}")

    def show_place(self, state: Mapping[str, Any]) -> None:
        if state:
            self.part(state.get("part", "list")).show_place(state)
