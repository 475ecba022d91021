"""易地搬迁 of a household, below its renovations."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from fupin_desktop.domain.household import Household
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart

COLUMNS = ("way", "settling", "site", "moved_from", "moved_to", "house_area", "moved_on", "living", "demolished",
           "willing", "address", "remark")  # fmt: skip


class RelocationPart(GridPart):
    """The relocation of a household, one row."""

    def __init__(self, desk: Desk) -> None:
        model = GridModel(Relocation, COLUMNS, today=desk.today)
        super().__init__(
            desk, "易地搬迁", model, self._keep_rows, rows=3, hint="没有搬迁的留空；也可以导入搬迁名单"
        )
        self._household = 0
        remove = QPushButton("删除所选")
        remove.setToolTip("删除所选的一行，可以撤销")
        remove.clicked.connect(self.remove)
        self.head.addWidget(remove)

    def show_household(self, household: Household) -> None:
        """Show what is known of a household's relocation."""
        self._household = household.id or 0
        found = self.desk.office.entries.relocations(self._household) if household.id else []
        self.show_records(found, key=f"relocation:{household.id}", label=f"{household.head} 易地搬迁")

    def _keep_rows(self, lines: list[Line]) -> str:
        kept = [self.model.made(line, household_id=self._household) for line in lines]
        self.desk.office.entries.save_relocations(kept)
        return "已保存易地搬迁"

    def remove(self) -> None:
        """Take the chosen row away."""
        row = self.grid.currentIndex().row()
        kept = self.model.lines[row].record if row >= 0 else None
        if self.dirty or not isinstance(kept, Relocation):
            self.desk.say("请先保存或放弃改动" if self.dirty else "请先选中要删除的一行", "red")
            return
        with self.desk.speaking():
            self.desk.office.entries.remove_relocation(kept)
            self.desk.say("已删除易地搬迁", "green", undo=True)
