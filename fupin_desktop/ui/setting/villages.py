"""行政村年度情况: what is known of each village in a year, as it is imported or typed."""

from __future__ import annotations

from fupin_desktop.domain.village import VillageYear
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.setting.part import Part
from fupin_desktop.ui.setting.tables import ROWS, refusing, tool


class VillageYearPart(Part):
    name = "village_year"
    title = "行政村年度情况"
    words = (
        "一村一年一行，最近的年度在前；在最后一行接着填就是新增。"
        "国扶系统的“行政村信息”可以直接拖到“导入”，体检用这里的数。"
    )  # fmt: skip
    columns = tuple(name for name in VillageYear.fields if name != "extra")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        model = GridModel(VillageYear, self.columns, today=desk.today)
        self.grid = self.add_grid(
            GridPart(desk, "年度情况", model, self._keep, hint="可从 Excel 粘贴", rows=ROWS)
        )
        tool(self.grid, "删除所选", "删除所选的一行，可以撤销", self._remove)
        self.column.addStretch(1)

    def fill(self) -> None:
        kept = self.office.entries.village_years()
        self.grid.show_records(kept, key="setting:village_year", label="设置 行政村年度情况")

    def _keep(self, lines: list[Line]) -> str:
        with refusing():
            self.office.entries.save_village_years([self.grid.model.made(line) for line in lines])
        return f"已保存{len(lines)}行"

    def _remove(self) -> None:
        row = self.grid.grid.currentIndex().row()
        kept = self.grid.model.lines[row].record if row >= 0 else None
        if self.grid.dirty or not isinstance(kept, VillageYear):
            self.desk.say("请先保存或放弃改动" if self.grid.dirty else "请先选中要删除的一行", "red")
            return
        with self.desk.speaking():
            self.office.entries.remove_village_year(kept)
            self.fill()
            self.desk.say(f"已删除{kept.village}{kept.year}年情况", "green", undo=True)
