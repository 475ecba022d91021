"""公示: 制作 (whom a notice names, its very pages) and 张贴 (what became of each that hangs or hung)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.notice.making import MakingPart
from fupin_desktop.ui.parts import PartsPage, Tab

BOARD = frozenset({"posting", "posted", "objection", "attachment"})
"""Tables whose change only the board shows."""


class NoticePage(PartsPage):
    title = "公示"
    tables = frozenset(
        {"setting", "village", "household", "person", "standing", "monitoring", "household_year", "person_year",
         "income_item", "verdict", "renovation", "stage", "subsidy", "poverty_line", "passage", "step"}
    )  # fmt: skip
    TABS = (
        Tab("making", "制作", "notice.making", "MakingPart"),
        Tab("board", "张贴", "notice.board", "BoardPart"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        making = self.parts["making"]
        assert isinstance(making, MakingPart)
        making.board_wanted.connect(lambda: self.part("board"))
        self.tabs.currentChanged.connect(lambda _: self.take_focus())

    def _hear(self, tables: object) -> None:
        assert isinstance(tables, frozenset)
        if tables & self.tables or not tables & BOARD:
            super()._hear(tables)
        elif not self.isVisible():
            self._stale = True
        elif self.here.name == "board":
            self.parts["board"].load()

    def show_place(self, state: Mapping[str, Any]) -> None:
        name = state.get("part") or (
            "board" if "posting" in state else "making" if {"kind", "village"} & set(state) else ""
        )
        if name:
            self.part(name).show_place(state)
