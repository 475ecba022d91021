"""What 一户一策 and 住房 share: a list of one year, sorted in memory, with the household's details beside it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from fupin_desktop.domain.fields import Record
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.household.detail import HouseholdDetail
from fupin_desktop.ui.page import Page, empty, panes
from fupin_desktop.ui.records.editors import PickBox, leave_field
from fupin_desktop.ui.records.table import RecordTable
from fupin_desktop.ui.records.view import RecordView

SHORT = {"village": "村", "group": "小组"}


class YearListPage(Page):
    """Subclasses say the kind of line, how the lines of a year are read, and which tab opens."""

    kind: ClassVar[type[Record]]
    tab: ClassVar[str]
    nothing: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: dict[int, Any] = {}
        self._sort, self._down = "village", False
        self.year = PickBox([(None, "年度")])
        self.year.currentIndexChanged.connect(lambda _: self.list_again())
        self.village = PickBox([(None, "全部村")])
        self.village.currentIndexChanged.connect(lambda _: self.show_lines())
        self.head.insertWidget(2, self.year)
        self.head.insertWidget(3, self.village)
        self.table = RecordTable(self.kind, tuple(self.kind.fields), self._some, self.tone, SHORT)
        self.view = RecordView(self.table, jump_by="head")
        self.view.sort_wanted.connect(self._sort_by)
        self.view.opened.connect(self._open)
        self.view.entered_row.connect(self._follow)
        self.detail = HouseholdDetail(desk)
        self.detail.closed.connect(self.close_detail)
        self.detail.widened.connect(lambda on: self.view.setVisible(not on))
        self.split = panes(self.view, self.detail, (500, 600))
        self.detail.hide()
        look = QPushButton("打开农户")
        look.clicked.connect(lambda: desk.go("household"))
        self.none = empty(self.nothing, look)
        self.body.addWidget(self.none, 1)
        self.body.addWidget(self.split, 1)
        self._fill_choices()

    # said by subclasses

    def years(self) -> Sequence[int]:
        raise NotImplementedError

    def reader(self, year: int) -> Callable[[Watch], list[Any]]:
        """The task that reads the lines of a year, beside the window."""
        raise NotImplementedError

    def tone(self, name: str, value: Any) -> str:  # noqa: ARG002
        return ""

    def wanted(self, line: Any) -> bool:  # noqa: ARG002
        """Whether a line of the year is to be shown."""
        return True

    # the list

    def _fill_choices(self) -> None:
        years = self.years()
        now = self.year.value()
        self.year.renew(
            [(each, f"{each}年") for each in years] or [(None, "还没有")],
            now if now in years else (years[0] if years else None),
        )
        where = self.village.value()
        names = [each.name for each in self.office.settings.villages()]
        self.village.renew([(None, "全部村"), *((name, name) for name in names)], where)
        self._order = {name: place for place, name in enumerate(names)}
        self.list_again()

    def list_again(self) -> None:
        """Read the year's lines beside the window."""
        year = self.year.value()
        self.none.setVisible(year is None)
        for tool in (self.year, self.village):
            tool.setVisible(year is not None)
        self.split.setVisible(year is not None)
        if year is not None:
            self.desk.run_quietly(self.reader(year), self._take)

    def _take(self, lines: list[Any]) -> None:
        self._lines = {each.id: each for each in lines}
        self.show_lines()

    def show_lines(self) -> None:
        village = self.village.value()
        shown = [
            each for each in self._lines.values() if village in (None, each.village) and self.wanted(each)
        ]
        shown.sort(key=self._rank, reverse=self._down)
        kept = self.view.current_id()
        self.table.show_ids(array("q", (each.id for each in shown)))
        self.view.mark_sorted(self._sort, self._down)
        if kept is not None:
            self.view.go_to(kept)
        self.remark.setText(f"共{len(shown)}户")

    def _rank(self, line: Any) -> Any:
        value = getattr(line, self._sort)
        if self._sort == "village":
            return (self._order.get(value, 999), line.group, line.head)
        return (value is not None, "" if value is None else str(value) if isinstance(value, str) else value)

    def _sort_by(self, name: str, down: bool) -> None:
        self._sort, self._down = name, down
        self.show_lines()

    def _some(self, ids: Sequence[int]) -> Mapping[int, Any]:
        return {id: self._lines[id] for id in ids if id in self._lines}

    def refresh(self) -> None:
        self._fill_choices()
        if self.detail.isVisible():
            self.detail.refresh()

    # one household

    def _open(self, id: int) -> None:
        self.detail.show()
        self._show(id)

    def _follow(self, id: int) -> None:
        if self.detail.isVisible():
            self._show(id)

    def _show(self, id: int) -> None:
        self.detail.open_tab(self.tab)
        self.detail.show_household(id)
        if self.year.value() and self.detail.year != self.year.value():
            self.detail.go_to_year(self.year.value())

    def close_detail(self) -> None:
        self.detail.set_aside()
        self.detail.wide.setChecked(False)
        self.detail.hide()
        self.view.setFocus()

    def show_place(self, state: Mapping[str, Any]) -> None:
        if state.get("year"):
            self.year.put(state["year"])
        if "village" in state:
            self.village.put(state["village"])
        if id := state.get("household"):
            self.view.go_to(id)
            self._open(id)

    def place(self) -> dict[str, Any]:
        said = {"year": self.year.value(), "village": self.village.value()}
        if self.detail.isVisible() and self.detail.file:
            said["household"] = self.detail.file.household.id
        return said

    def set_aside(self) -> None:
        self.detail.set_aside()

    def take_focus(self) -> None:
        self.view.setFocus()

    @command("list.save", text="保存", shortcut="Ctrl+S", help="保存正在填写的内容")
    def save(self) -> None:
        leave_field(self.detail)
        with self.desk.speaking():
            if self.detail.isVisible() and self.detail.dirty:
                self.detail.current.save()

    @command(
        "list.give_up", text="放弃修改或收起详情", shortcut="Esc", help="放弃未保存的内容；没有改动时收起详情"
    )
    def give_up(self) -> None:
        if self.detail.isVisible() and self.detail.current.dirty:
            self.desk.say(f"已放弃修改：{'、'.join(self.detail.current.give_up()[:3])}")
        elif self.detail.isVisible():
            self.close_detail()
