"""事项: what is due, in heaps by rule, village or person at the left, the things of one heap at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.domain.due import Due, DueKind, Group, counted, days_words, due_rule
from fupin_desktop.services.due.listing import Asked, By, Heap, heaps, narrowed
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.chips import chip_row
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.due.opening import day_of, open_item
from fupin_desktop.ui.due.reminding import ReminderForm
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import Line, panes, quiet
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, S, theme
from fupin_desktop.ui.timing import pause

HOW = "回车打开要办的地方；空格办结提醒、报表和会议，其余在各自的页面登记后自己消失"
NOTHING = "没有到期的事。"
ALL = "all"
WAYS = {By.RULE.value: "按事项", By.VILLAGE.value: "按村", By.PERSON.value: "按责任人"}
TONES = {Group.OVERDUE: "red", Group.WEEK: "amber", Group.LATER: ""}
SIGNS = {Group.OVERDUE: "！", Group.WEEK: "◷", Group.LATER: ""}
MOST = 5000
"""More things of one heap than this are not listed at once; a filter narrows them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: the day, everything that is due, the villages in the office's order, where each rule comes from."""

    on: date
    items: Sequence[Due]
    villages: Sequence[str]
    sources: Mapping[str, str]


class DueView(LineView[Due]):
    """``ticked``: Space was pressed."""

    ticked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.ticked.emit()
        else:
            super().keyPressEvent(event)


class ListPart(Part):
    """Says ``desk.counted`` with how many things are overdue; ``read``: the day as of which it was read."""

    read = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self.found: Found | None = None
        self.by, self.group = By.RULE, ALL
        self._wanted = dict[str, Any]()
        self._make_filters()
        self._make_lists()
        self.form = ReminderForm(desk)
        self.form.done.connect(self._reminded)
        self.hint = Line(HOW)
        self._lay_out()

    def _make_filters(self) -> None:
        self.ways, self.way_chips = chip_row(self, WAYS, self.lay_by)
        self.groups, self.group_chips = chip_row(
            self, {ALL: "全部", **{each.value: each.label for each in Group}}, self.choose_group
        )
        self.way_chips[self.by.value].setChecked(True)
        self.group_chips[ALL].setChecked(True)
        self.kind = PickBox([("", "全部种类"), *((each.value, each.label) for each in DueKind)])
        self.village = PickBox([(None, "全部村")])
        for box, name in ((self.kind, "种类"), (self.village, "行政村")):
            box.setAccessibleName(name)
            box.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 7)
            box.currentIndexChanged.connect(lambda _: self.relist())
        self.words = QLineEdit()
        self.words.setPlaceholderText("户主、责任人、户编号、事项里的字")
        self.words.setAccessibleName("在事项里找")
        self.words.setClearButtonEnabled(True)
        self._soon = pause(self, 150, self.relist)
        self.words.textChanged.connect(lambda _: self._soon.start())

    def _make_lists(self) -> None:
        self.heaps: LineTable[Heap] = LineTable(
            (
                Column("归类", lambda each: each.label, 0),
                *(_counted(group) for group in Group),
            )
        )
        self.heaps_view = LineView(self.heaps, "归类")
        self.heaps_view.entered.connect(self._show_heap)
        self.table: LineTable[Due] = LineTable(self._columns())
        self.view = DueView(self.table, "催办事项")
        self.heaps_view.opened.connect(lambda _: self.view.setFocus())
        self.view.entered.connect(self._explain)
        self.view.opened.connect(self.open_item)
        self.view.ticked.connect(self.finish)

    def _columns(self) -> tuple[Column[Due], ...]:
        return (
            Column("期限", lambda each: each.due.isoformat(), 10, tone=self._tone),
            Column("剩余", self._left, 12, tone=self._tone),
            Column("行政村", lambda each: each.village, 12),
            Column("对象", lambda each: each.subject, 14),
            Column("事项", lambda each: each.text, 0),
            Column("责任人", lambda each: each.person, 12, tone=lambda _: "quiet"),
        )

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(S)
        tools.addLayout(self.ways)
        tools.addLayout(self.groups)
        tools.addStretch(1)
        one = self.fontMetrics().horizontalAdvance("国")
        self.words.setMinimumWidth(one * 8)
        self.words.setMaximumWidth(one * 18)
        for widget in (self.kind, self.village):
            tools.addWidget(widget)
        tools.addWidget(self.words, 2)
        self.explained = quiet("")
        self.explained.setWordWrap(True)
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(S, 0, 0, 0)
        inner.setSpacing(XS)
        inner.addWidget(self.view, 1)
        inner.addWidget(self.explained)
        both = panes(self.heaps_view, right, (round(theme.size * 20) + 100, 900), grows=1)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        for key in ("due.open", "due.finish", "due.new", "due.print"):
            foot.addWidget(button(self.actions_by_key[key], primary=key == "due.open"))
        foot.addWidget(self.hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addLayout(tools)
        column.addWidget(both, 1)
        column.addWidget(self.form)
        column.addLayout(foot)

    # reading

    def load(self) -> None:
        """Read what is due, beside the window."""
        desk = self.desk

        def read(watch: Watch) -> Found:
            on = day_of(desk)
            due = desk.office.due
            sources = {each.rule.key: each.rule.source for each in due.rules(on.year)}
            return Found(on, due.all(on, watch=watch), due.villages(), sources)

        self.read_beside(read, self._take)

    def _take(self, found: Found) -> None:
        self.found = found
        village = self.village.value()
        self.village.renew(
            [(None, "全部村"), ("", "本办"), *((each, each) for each in found.villages)], village
        )
        self.read.emit(found.on)
        self.desk.counted.emit("due", counted(found.items, found.on)[Group.OVERDUE])
        self.relist()
        if self._wanted:
            wanted, self._wanted = self._wanted, {}
            self.show_place(wanted)

    @property
    def asked(self) -> Asked:
        """What the filters ask for."""
        group = None if self.group == ALL else Group.of(self.group)
        return Asked(group, self.kind.value() or "", self.village.value(), self.words.text())

    def choose_group(self, group: str) -> None:
        self.group = group
        self.group_chips[group].setChecked(True)
        self.relist()

    def lay_by(self, by: str) -> None:
        """Lay the things in other heaps."""
        self.by = By(by)
        self.way_chips[by].setChecked(True)
        self.heaps.show(())
        self.relist()

    def relist(self) -> None:
        """Lay what is wanted in heaps; the heap and the thing under the cursor stay."""
        self._soon.stop()
        if self.found is None:
            return
        asked, on = self.asked, self.found.on
        wide = narrowed(self.found.items, on, Asked(None, asked.kind, asked.village, asked.words))
        count = counted(wide, on)
        self.group_chips[ALL].setText(f"全部 {len(wide):,}")
        for group in Group:
            self.group_chips[group.value].setText(f"{group.label} {count[group]:,}")
        chosen = narrowed(wide, on, Asked(asked.group))
        heap, row = self.heaps_view.current(), self.view.currentIndex().row()
        made = heaps(chosen, on, self.by, self.found.villages)
        self.heaps.show(made)
        self.table.show(())
        place = next((at for at, each in enumerate(made) if heap is not None and each.key == heap.key), 0)
        self.heaps_view.go_to_row(place)
        self.view.go_to_row(max(0, min(row, len(self.table.lines) - 1)))
        if not self.table.lines:
            self.explained.setText(NOTHING if not self.found.items else "这样筛选没有事项。")

    def _show_heap(self, heap: Heap) -> None:
        self.table.show(heap.items[:MOST])
        self.view.go_to_row(0)
        more = len(heap.items) - len(self.table.lines)
        self.hint.setText(f"只列前{MOST:,}项，还有{more:,}项，请按村或按责任人看" if more else HOW)

    def _explain(self, item: Due) -> None:
        rule = due_rule(item.rule)
        source = self.found.sources.get(item.rule, rule.source) if self.found else rule.source
        where = "　".join(each for each in (item.village, item.head, item.number) if each) or "本办"
        self.explained.setText(f"{where}　{rule.label}　依据：{source}")

    def _left(self, item: Due) -> str:
        on = self.found.on if self.found else item.due
        return SIGNS[self._group(item)] + days_words(item.days_left(on))

    def _group(self, item: Due) -> Group:
        from fupin_desktop.domain.due import group_of

        return group_of(item.due, self.found.on) if self.found else Group.LATER

    def _tone(self, item: Due) -> str:
        return TONES[self._group(item)]

    # what can be done

    def open_item(self, item: Due) -> None:
        """Go where the thing is done; an own reminder of no household is opened here."""
        if item.rule == "flag.own" and item.household is None:
            self._edit(item.record or 0)
        else:
            open_item(self.desk, item)

    @command("due.open", text="去办", help="打开所选事项要办的地方；回车或双击也行")
    def open_chosen(self) -> None:
        if here := self.view.current():
            self.open_item(here)

    @command(
        "due.finish",
        text="办结（空格）",
        help="给选中的提醒、报表、会议打勾；措施、公示、程序在各自的页面登记",
    )
    def finish(self) -> None:
        """Tick what is selected, as one act."""
        chosen = self.view.selected()
        if not chosen:
            self.desk.say("请先选中办完的事项（Shift+↑↓ 选几项）", "red")
            return
        with self.desk.speaking():
            count = self.desk.office.due.tick(chosen, self.found.on if self.found else self.desk.today())
            what = chosen[0].text if count == 1 else f"{count}项"
            self.desk.say(f"已办结：{what}", "green", undo=True)

    @command("due.new", text="新提醒", shortcut="Ctrl+N", icon="add", help="记下一件要办的事和它的截止日期")
    def new(self) -> None:
        self.form.begin()

    @command("due.edit", text="修改提醒", shortcut="F2", help="修改所选的提醒")
    def edit(self) -> None:
        here = self.view.current()
        if here is None or here.rule != "flag.own":
            self.desk.say("请先选中一条提醒；别的事项在各自的页面修改", "red")
        else:
            self._edit(here.record or 0, here.head)

    def _edit(self, id: int, head: str = "") -> None:
        with self.desk.speaking():
            self.form.begin(self.desk.office.due.reminder(id), head=head)

    @command("due.leave", text="不记提醒了", shortcut="Esc", help="收起正在填写的提醒")
    def leave(self) -> None:
        if self.form.isVisible():
            self.form.leave()

    def _reminded(self, id: int) -> None:
        if id:
            self._wanted = {"reminder": id}
        self.view.setFocus()

    @command(
        "due.print", text="打印催办单", shortcut="Ctrl+P", icon="print",
        help="每村一张：逾期、本周和30天内到期的；选了村就只打这个村",
    )  # fmt: skip
    def print(self) -> None:
        """Print the sheets of all villages, or of the one that is chosen."""
        from fupin_desktop.ui.due.printing import print_sheets

        if self.found is not None:
            print_sheets(self.desk, self, self.found.on, self.village.value())

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        if household := state.get("remind"):
            with self.desk.speaking():
                head = self.desk.office.households.open(household).household.head
                self.form.begin(household=household, head=head)
            return
        if self.found is None:
            self._wanted = dict(state)
            return
        if "group" in state:
            self.choose_group(state["group"])
        if "village" in state:
            self.village.put(state["village"])
        if rule := state.get("rule"):
            self._go_to(lambda each: each.rule == rule)
        if reminder := state.get("reminder"):
            self._go_to(lambda each: each.rule == "flag.own" and each.record == reminder)

    def _go_to(self, wanted: Any) -> None:
        self.heaps_view.go_to_row(0)
        for row, each in enumerate(self.table.lines):
            if wanted(each):
                self.view.go_to_row(row)
                return

    def place(self) -> dict[str, Any]:
        return {"group": self.group, "village": self.village.value()}

    def take_focus(self) -> None:
        (self.form.said if self.form.isVisible() else self.view).setFocus()


def _counted(group: Group) -> Column[Heap]:
    return Column(
        group.label,
        lambda each: f"{each.counts[group]:,}" if each.counts[group] else "",
        5,
        right=True,
        tone=lambda _: TONES[group],
    )
