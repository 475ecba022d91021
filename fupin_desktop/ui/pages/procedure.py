"""程序: the roads of households and villages, and what prepares, plans and watches them, each in a tab."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from fupin_desktop.domain.terms import monitoring
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.parts import PartsPage, Tab

_ALL = (
    Tab("passages", "办理", "procedure.passages", "PassagesPart"),
    Tab("quotas", "规模", "procedure.quotas", "QuotaPart"),
    Tab("calendar", "日程", "procedure.calendar", "CalendarPart"),
    Tab("meeting", "评议会", "procedure.meeting", "MeetingPart"),
    Tab("targets", "任务", "procedure.targets", "TargetsPart"),
    Tab("whatif", "测算", "procedure.whatif", "WhatIfPart"),
    Tab("village_exit", "村出列", "procedure.village_exit", "VillageExitPart"),
    Tab("warnings", "返贫预警", "procedure.warnings", "WarningsPart"),
)
PAST = frozenset({"quotas", "targets", "village_exit"})
"""Tabs of 脱贫攻坚: after 2020 they are shown only where the office has passages of that time."""
LAST_YEAR = 2020


class ProcedurePage(PartsPage):
    title = "程序"
    tables = frozenset(
        {"passage", "step", "meeting", "quota", "window", "procedure_number", "posting", "posted", "objection",
         "attachment", "household", "village", "village_year", "renovation", "stage", "monitoring", "relocation",
         "setting", "due_setting"}
    )  # fmt: skip
    TABS = tuple(each for each in _ALL if find_spec(f"fupin_desktop.ui.{each.module}"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._hide_past()

    def _hide_past(self) -> None:
        """Tabs of a time that is over are shown where there is something of that time."""
        over = monitoring(self.desk.today())
        kept = not over or any(year <= LAST_YEAR for year in self.office.procedures.years())
        for place, tab in enumerate(self.TABS):
            self.tabs.setTabVisible(place, kept or tab.name not in PAST)

    def show_place(self, state: Mapping[str, Any]) -> None:
        if state:
            names = {tab.name for tab in self.TABS}
            name = state.get("part", "passages")
            self.part(name if name in names else "passages").show_place(state)

    def place(self) -> dict[str, Any]:
        part = self.parts[self.here.name]
        said: dict[str, Any] = part.place() if hasattr(part, "place") else {}
        return {**super().place(), **said}

    def refresh(self) -> None:
        self._hide_past()
        super().refresh()
