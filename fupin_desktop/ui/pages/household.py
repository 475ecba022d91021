"""农户: the list of households with its filters, the details of one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from fupin_desktop.domain.codes import LIFTED, STILL_POOR
from fupin_desktop.domain.lists import HouseholdLine, Search, Totals
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.filters import FilterBar
from fupin_desktop.ui.household.detail import HouseholdDetail
from fupin_desktop.ui.life.beside import Beside
from fupin_desktop.ui.page import Page, empty
from fupin_desktop.ui.records.editors import leave_field
from fupin_desktop.ui.records.table import RecordTable
from fupin_desktop.ui.records.view import RecordView
from fupin_desktop.ui.timing import pause

COLUMNS = tuple(name for name in HouseholdLine.fields if name not in ("registered", "applicant"))
SHOWN = ["village", "people", "status", "income", "group", "cause", "unsafe", "cadre", "phone", "number"]
SHORT = {"village": "村", "group": "小组", "head": "户主", "people": "人口", "status": "状态", "unsafe": "危房",
         "cause": "致贫原因", "cadre": "责任人", "phone": "电话"}  # fmt: skip
FOLLOW_AFTER = 120
MOST_WORDS = 5000


def tone(name: str, value: Any) -> str:
    """The colour of the dot before a state."""
    if name == "status":
        return "amber" if value in STILL_POOR else "green" if value in LIFTED else ""
    return "red" if name == "unsafe" and value else ""


class HouseholdPage(Page):
    title = "农户"
    tables = frozenset(
        {"household", "visit", "event", "person", "standing", "monitoring", "household_year", "person_year", "income_item", "verdict",
         "renovation", "stage", "subsidy", "photo", "plan", "measure", "measure_fund", "progress", "pairing",
         "cadre", "village", "poverty_line", "correction", "work_spell", "relocation", "waiver", "rule_setting",
         "passage", "step", "attachment", "posting"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sort, self._down = "village", False
        self._totals = Totals()
        self._found: int | None = None
        self._field = ""
        self._follow = pause(self, FOLLOW_AFTER, self._follow_row)
        self.tools(
            "household.add",
            "household.life",
            "household.changes",
            "household.batch",
            "household.paper",
            "household.export",
            primary="household.add",
        )
        self.filters = FilterBar([each.name for each in self.office.settings.villages()])
        self.filters.changed.connect(self.list_again)
        self.body.addWidget(self.filters)
        self.table = RecordTable(HouseholdLine, COLUMNS, self.office.households.lines, tone, SHORT)
        self.table.ticked_changed.connect(self._say_count)
        self.view = RecordView(self.table, jump_by="head")
        self.view.show_columns(SHOWN)
        self.view.setAccessibleName("农户列表")
        self.view.sort_wanted.connect(self._sort_by)
        self.view.heading_menu.connect(self.filters.offer_values)
        self.view.entered_row.connect(lambda _: self._follow.start())
        self.view.opened.connect(self._open)
        self.view.selection_changed.connect(self._say_count)
        self.detail = HouseholdDetail(desk)
        self.detail.closed.connect(self.close_detail)
        self.detail.widened.connect(lambda on: self.view.setVisible(not on))
        self.side = QStackedWidget()
        self.side.addWidget(self.detail)
        self.beside = Beside(desk, self.side)
        self.beside.left.connect(self._end_change)
        self.beside.done.connect(self._changed)
        self.beside.wide.connect(self.view.setHidden)
        self.beside.wide.connect(self.filters.setHidden)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.view)
        self.split.addWidget(self.side)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(0, 5)
        self.split.setStretchFactor(1, 6)
        self.split.setSizes([500, 600])
        self.split.setChildrenCollapsible(False)
        self.side.hide()
        self.body.addWidget(self.split, 1)
        self.nobody = self._nobody()
        self.body.addWidget(self.nobody, 1)
        self.list_again()

    # the list

    def list_again(self) -> None:
        """Ask for the list that the filters say; the cursor stays on its household if it is still there."""
        kept = self.view.current_id()
        with self.desk.speaking():
            asked = self.filters.search(self._sort, self._down)
            ids, self._totals = self.office.households.ids(asked), self.office.households.totals(asked)
            among = set(self.filters.only[1]) if self.filters.only else None
            if words := self.filters.words.text().strip():
                found = {hit.household_id for hit in self.office.search.find(words, limit=MOST_WORDS)}
                among = found if among is None else among & found
            if among is not None:
                ids = type(ids)("q", (id for id in ids if id in among))
                lines = self.office.households.lines(ids).values()
                self._totals = Totals(len(ids), sum(each.people for each in lines))
            self.table.show_ids(ids)
            self._show_nothing()
        self.view.mark_sorted(self._sort, self._down)
        if kept is not None:
            self.view.go_to(kept)
        self._say_count()

    def _sort_by(self, name: str, down: bool) -> None:
        self._sort, self._down = name, down
        self.list_again()

    def _say_count(self) -> None:
        said = [f"共{self.table.rowCount()}户{self._totals.people}人"]
        if self.filters.asks("allowance") and self._totals.allowance:
            said.append(f"其中低保{self._totals.allowance}人")
        if self._totals.pupils:
            said.append(f"其中在校生{self._totals.pupils}人")
        if (chosen := self.view.selected_count()) > 1:
            said.append(f"选中{chosen}户")
        if self.table.ticked:
            said.append(f"已勾选{len(self.table.ticked)}户")
        self.remark.setText("　".join(said))

    def refresh(self) -> None:
        self.filters.show_villages([each.name for each in self.office.settings.villages()])
        self.table.refresh()
        self.list_again()
        self.beside.refresh()
        if self.side.isVisible():
            self.detail.refresh()

    def _nobody(self) -> QWidget:
        bring, add = QPushButton("导入国扶导出表"), QPushButton("新增农户")
        bring.setProperty("tone", "primary")
        bring.clicked.connect(lambda: self.desk.go("importing"))
        add.clicked.connect(self.add)
        return empty("还没有农户。把国扶系统的导出表拖到窗口里，或", bring, add)

    def _show_nothing(self) -> None:
        """An office without households is offered its next step instead of an empty list."""
        nobody = not self.table.rowCount() and not self.office.households.totals(Search()).households
        nobody = nobody and not self.side.isVisibleTo(self.split)
        self.nobody.setVisible(nobody)
        self.split.setVisible(not nobody)

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        if "filters" in state:
            self.filters.put(state["filters"])
            self.list_again()
        if id := state.get("household"):
            if not self.view.go_to(id):
                self.view.clearSelection()
            self._show(id)
            self._found, self._field = state.get("person"), state.get("field", "")
        if tab := state.get("tab"):
            self.detail.open_tab(tab)
        if state.get("life") and state.get("household"):
            self.register_change(state["household"], state["life"])

    def place(self) -> dict[str, Any]:
        said: dict[str, Any] = {"filters": self.filters.state()}
        if self.side.isVisible() and self.detail.file and self.detail.file.household.id:
            said["household"] = self.detail.file.household.id
        return said

    def set_aside(self) -> None:
        self.detail.set_aside()

    def take_focus(self) -> None:
        if self._field:
            field, person = self._field, self._found
            self._field, self._found = "", None
            self.detail.go_to_field(field, person)
            return
        if self._found is not None:
            person, self._found = self._found, None
            self.detail.begin_correcting(person)
            return
        if self.beside.take_focus():
            return
        if not self.view.currentIndex().isValid() and self.table.rowCount():
            self.view.go_to_row(0)
            self._follow.stop()
        self.view.setFocus()

    # one household

    def _open(self, id: int) -> None:
        self._show(id)
        self.detail.tabs.setFocus()

    def _follow_row(self) -> None:
        id = self.view.current_id()
        if id is not None and self.side.isVisible() and self.side.currentWidget() is self.detail:
            self._show(id)

    def _show(self, id: int) -> None:
        self.beside.end_register()
        self.side.setCurrentWidget(self.detail)
        self.side.show()
        shown = self.detail.file
        if shown is None or shown.household.id != id:
            self.detail.show_household(id)

    def close_detail(self) -> None:
        self.detail.set_aside()
        self.detail.wide.setChecked(False)
        self.side.hide()
        self._show_nothing()
        self.view.setFocus()

    @command(
        "household.add", text="新增农户", shortcut="Ctrl+N", icon="add", help="登记一户，户编号先用本办编号"
    )
    def add(self) -> None:
        village = self.filters.village.value() or next(
            (each.name for each in self.office.settings.villages()), ""
        )
        with self.desk.speaking():
            number = self.office.households.new_number(village)
            self.side.setCurrentWidget(self.detail)
            self.side.show()
            self._show_nothing()
            self.detail.show_new(number, village)

    @command("household.save", text="保存", shortcut="Ctrl+S", help="保存正在填写的内容")
    def save(self) -> None:
        leave_field()
        if not self.side.isVisible():
            return
        if self.beside.seen:
            self.beside.save()
            return
        if not self.detail.dirty:
            self.desk.say("没有要保存的改动")
            return
        with self.desk.speaking():
            self.detail.current.save()

    @command(
        "household.give_up",
        text="放弃修改或收起详情",
        shortcut="Esc",
        help="放弃未保存的内容；没有改动时收起详情",
    )
    def give_up(self) -> None:
        if self.side.isVisible() and self.side.currentWidget() is self.detail and self.detail.current.dirty:
            lost = self.detail.current.give_up()
            self.desk.say(f"已放弃修改：{'、'.join(lost[:3])}{' 等' if len(lost) > 3 else ''}")
        elif self.beside.seen:
            self.beside.leave()
        elif self.side.isVisible():
            self.close_detail()

    @command(
        "household.life", text="登记变动", shortcut="Ctrl+D", icon="person_note",
        help="登记这一户的变动：出生、死亡、婚嫁、迁移、分户、并户、户主变更、销号、清退…",
    )  # fmt: skip
    def change(self) -> None:
        shown = self.detail.file.household.id if self.detail.file and self.side.isVisible() else None
        id = shown or self.view.current_id()
        if id is None:
            self.desk.say("请先选中要登记变动的农户", "red")
            return
        self.register_change(id)

    def register_change(self, household: int, state: Mapping[str, Any] | None = None) -> None:
        """Ask what happened to a household, beside the list."""
        self.detail.set_aside()
        with self.desk.speaking():
            self.beside.change(household, state)
            self._show_nothing()

    @command(
        "household.remind", text="插旗提醒", shortcut="Ctrl+Shift+R", icon="clock",
        help="给这一户记一条提醒，如“请于10日前补户口簿”，到期在“催办”里列出",
    )  # fmt: skip
    def remind(self) -> None:
        shown = self.detail.file.household.id if self.detail.file and self.side.isVisible() else None
        if id := shown or self.view.current_id():
            self.desk.go("due", remind=id)
        else:
            self.desk.say("请先选中要提醒的农户", "red")

    @command(
        "household.changes", text="变动台账", shortcut="Ctrl+Shift+D", icon="history",
        help="一段时间里各户的变动：自然增加、自然减少、分户、并户…，可打印家庭变动登记表",
    )  # fmt: skip
    def list_changes(self) -> None:
        self.detail.set_aside()
        self.beside.list_changes()
        self._show_nothing()

    def _end_change(self) -> None:
        """Back to the details of the household, or to the list where none were open."""
        self.side.setCurrentWidget(self.detail)
        self.side.setVisible(self.detail.file is not None)
        self.view.setFocus()

    def _changed(self, household: int) -> None:
        self._show(household)
        self.detail.refresh()

    @command(
        "household.wide",
        text="详情占满整页",
        shortcut="Ctrl+E",
        icon="panel_right",
        help="详情占满整页，再按恢复",
    )
    def widen(self) -> None:
        if self.side.isVisible():
            self.detail.wide.toggle()

    @command(
        "household.doubts", text="这一户的问题", shortcut="Ctrl+J", icon="checkmark_circle",
        help="列出体检在这一户发现的问题，回车到那一项去改；再按收起",
    )  # fmt: skip
    def show_doubts(self) -> None:
        if self.side.isVisible():
            self.detail.doubts.unfold()

    # many households

    @command(
        "household.batch",
        text="批量填写",
        shortcut="Ctrl+B",
        icon="edit",
        help="给勾选或选中的农户填写同一个字段",
    )
    def batch(self) -> None:
        from fupin_desktop.ui.household.batch import BatchPane

        ids = self.view.gathered()
        if not ids:
            self.desk.say("请先勾选要填写的农户（空格键勾选，点标题行的空格全选）", "red")
            return
        pane = BatchPane(self.desk, ids)
        pane.closed.connect(lambda: self._end_batch(pane))
        self.side.addWidget(pane)
        self.side.setCurrentWidget(pane)
        self.side.show()
        pane.begin()

    def _end_batch(self, pane: Any) -> None:
        self.side.removeWidget(pane)
        pane.deleteLater()
        self.side.hide()
        self.view.setFocus()

    @command(
        "household.paper",
        text="生成文书",
        shortcut="Ctrl+Shift+G",
        icon="document_multiple",
        help="给勾选或选中的农户生成文书：一户一策表、明白卡、调查表、档案…",
    )
    def make_papers(self) -> None:
        ids = self.view.gathered()
        if ids:
            self.desk.go("paper", kind="plan", households=ids)
        else:
            self.desk.say("请先选中要生成文书的农户（空格键勾选，Ctrl+A 全选）", "red")

    @command(
        "household.export",
        text="导出所示",
        shortcut="Ctrl+Shift+E",
        icon="arrow_export",
        help="把列表所示的行和列存为 Excel 表",
    )
    def export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "导出所示农户", "农户.xlsx", "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the list as it is shown, or its ticked rows, beside the window."""
        from fupin_desktop.services.listing import write_lines

        ids = self.view.gathered() if self.table.ticked else list(self.table.ids())
        columns, office = self.view.shown_columns(), self.office

        def write(watch: Watch) -> int:
            rows = write_lines(office.households, path, ids, columns, watch)
            office.outgoing.note(
                "所示农户", path, rows, masked=True
            )  # lists of households show no ID numbers
            return rows

        self.desk.run(
            "导出农户",
            write,
            lambda rows: self.desk.say(f"已导出{rows}户到 {path.name}", "green"),
        )
