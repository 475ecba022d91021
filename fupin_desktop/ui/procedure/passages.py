"""办理: every passage with its state and last day, by road; steps registered for one household or for many."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.procedure.labels import roads_of
from fupin_desktop.services.procedure import PassageFile
from fupin_desktop.services.procedure.listing import key_of
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.page import Line, empty, panes
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.procedure.detail import PassageDetail
from fupin_desktop.ui.procedure.filters import PassageFilters
from fupin_desktop.ui.procedure.lines import SHORT, SHOWN, PassageLine, is_in, line_of, tone
from fupin_desktop.ui.procedure.pane import StepPane, Wanted
from fupin_desktop.ui.procedure.starting import StartPane
from fupin_desktop.ui.records.editors import leave_field
from fupin_desktop.ui.records.table import RecordTable
from fupin_desktop.ui.records.view import RecordView
from fupin_desktop.ui.theme import XS, S
from fupin_desktop.ui.timing import pause

FOLLOW_AFTER = 120
NOTHING = (
    "程序从农户申请到公告归档，一步一步登记：谁办的、哪天、结果、票数、照片和扫描件；\n"
    "程序算出下一步和最后期限，少了人、少了天数会当场提醒，每一步的表和公示都在这里打印。\n"
    "还没有办理中的程序。"
)


class PassagesPart(Part):
    """The passages of the office at the left, one of them with its steps at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self._roads: list[RoadKind] = []
        self._files: dict[int, PassageFile] = {}
        self._lines: dict[int, PassageLine] = {}
        self._order: dict[str, int] = {}
        self._sort, self._down = "village", False
        self._wanted: int | None = None
        self._follow = pause(self, FOLLOW_AFTER, self._follow_row)
        self._make_list()
        self._make_side()
        self._lay_out()

    def _make_list(self) -> None:
        columns = tuple(PassageLine.fields)
        self.table = RecordTable(PassageLine, columns, self._some, self._tone, SHORT)
        self.table.ticked_changed.connect(self._say_count)
        self.view = RecordView(self.table, jump_by="head")
        self.view.show_columns(SHOWN)
        self.view.setAccessibleName("办理中的程序")
        self.view.sort_wanted.connect(self._sort_by)
        self.view.opened.connect(self._open)
        self.view.entered_row.connect(lambda _: self._follow.start())
        self.view.selection_changed.connect(self._say_count)

    def _make_side(self) -> None:
        self.detail = PassageDetail(self.desk, titled=True)
        self.batch = StepPane(self.desk)
        self.batch.done.connect(self._registered)
        self.batch.left.connect(self.close_side)
        self.start = StartPane(self.desk, self)
        self.start.done.connect(self._registered)
        self.start.running.connect(self._show_running)
        self.start.left.connect(self.close_side)
        close, house = QToolButton(), QPushButton("打开这一户")
        self.house_button = house
        close.setIcon(icon("dismiss"))
        close.setToolTip("收起（Esc）")
        close.clicked.connect(self.give_up)
        house.setProperty("tone", "link")
        house.clicked.connect(self._open_household)
        self.whose = Line()
        self.whose.setProperty("tone", "")
        row = QHBoxLayout()
        row.setContentsMargins(S, 0, XS, 0)
        row.addWidget(self.whose, 1)
        row.addWidget(house)
        row.addWidget(close)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.detail, 1)
        self._passage = shown
        self.side = QStackedWidget()
        for each in (shown, self.batch, self.start):
            self.side.addWidget(each)
        self.side.hide()

    def _lay_out(self) -> None:
        tools = [
            button(self.actions_by_key[key], primary=key == "procedure.start")
            for key in ("procedure.register", "procedure.start")
        ]
        self.filters = PassageFilters(self.desk, tools)
        self.filters.changed.connect(self.show_lines)
        self.none = empty(NOTHING, button(self.actions_by_key["procedure.start"]))
        self.split = panes(self.view, self.side, (480, 520))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.filters)
        column.addWidget(self.none, 1)
        column.addWidget(self.split, 1)
        self.none.hide()

    # what is listed

    def load(self) -> None:
        """Read every passage beside the window."""
        names = [each.name for each in self.office.settings.villages()]
        self._order = {name: place for place, name in enumerate(names)}
        self.filters.offer(self.office.procedures.years(), names)
        today, office = self.desk.today(), self.office
        self.read_beside(lambda watch: office.procedures.every(today, watch=watch), self._take)
        if self.detail.file is not None and self.side.currentWidget() is self._passage:
            self.detail.refresh()

    def _take(self, files: Sequence[PassageFile]) -> None:
        self._files = {key_of(each): each for each in files}
        self._lines = {key: line_of(each) for key, each in self._files.items()}
        self._roads = self.filters.count_roads(self._files.values())
        nothing = not self._files and not self.side.isVisibleTo(self)
        idle = nothing and self.view.hasFocus()
        self.none.setVisible(nothing)
        self.split.setVisible(not nothing)
        if idle:
            self.filters.words.setFocus()
        self.show_lines()
        self.desk.counted.emit("procedure", sum(1 for each in files if is_in(each, "late")))
        if self._wanted is not None and self._wanted in self._files:
            wanted, self._wanted = self._wanted, None
            self._reveal(wanted)

    def show_lines(self) -> None:
        """List what the filters ask for; the cursor stays where it was if that is still there."""
        kept, found = self.view.current_id(), None
        with self.desk.speaking():
            found = self.filters.found()
        shown = [key for key, file in self._files.items() if self.filters.shows(file, found)]
        shown.sort(key=lambda key: self._rank(self._lines[key]), reverse=self._down)
        self.table.ticked &= set(shown)
        self.table.show_ids(array("q", shown))
        self.view.mark_sorted(self._sort, self._down)
        self.view.setColumnHidden(1 + list(PassageLine.fields).index("road"), self.filters.road is not None)
        if kept is not None:
            self.view.go_to(kept)
        self._say_count()

    def _rank(self, line: PassageLine) -> Any:
        value = getattr(line, self._sort)
        if self._sort == "village":
            return (self._order.get(line.village, 999), line.group, line.head)
        if self._sort in ("due", "left"):
            return line.due or date.max
        return str(value)

    def _sort_by(self, name: str, down: bool) -> None:
        self._sort, self._down = name, down
        self.show_lines()

    def _tone(self, name: str, value: Any) -> str:
        return tone(name, value, self.desk.today())

    def _some(self, ids: Sequence[int]) -> Mapping[int, PassageLine]:
        return {id: self._lines[id] for id in ids if id in self._lines}

    def _say_count(self) -> None:
        late = sum(1 for id in self.table.ids() if is_in(self._files[id], "late"))
        said = [f"共{self.table.rowCount()}件"]
        if late:
            said.append(f"逾期{late}件")
        if (chosen := len(self.table.ticked) or self.view.selected_count()) > 1:
            said.append(f"选中{chosen}件")
        self.filters.count.setText("　".join(said))

    # one passage

    def _open(self, key: int) -> None:
        self._show(key)
        self.detail.timeline.setFocus()

    def _follow_row(self) -> None:
        key = self.view.current_id()
        shown = self.side.isVisible() and self.side.currentWidget() is self._passage
        if key is not None and shown and not self.detail.writing:
            self._show(key)

    def _show(self, key: int) -> None:
        """Show a passage, and with it the others of its household."""
        file = self._files.get(key)
        if file is None:
            return
        self._open_side(self._passage)
        household, today = file.passage.household_id, self.desk.today()
        with self.desk.speaking():
            files = [file] if household is None else self.office.procedures.of_household(household, today)
            self.detail.show_files(files, key)
        house = file.household
        self.house_button.setVisible(house is not None)
        self.whose.setText(f"{file.subject}　{house.group}　户编号 {house.number}" if house else file.subject)

    def _open_side(self, widget: QWidget) -> None:
        self.none.hide()
        self.split.show()
        self.side.setCurrentWidget(widget)
        self.side.show()

    def _reveal(self, key: int) -> None:
        """Show a passage that was just begun or asked for, even where the filters would hide it."""
        if self.table.row_of(key) < 0:
            self.filters.show_all(self._files[key])
        self.view.go_to(key)
        self._follow.stop()
        self._open(key)

    def _open_household(self) -> None:
        file = self.detail.file
        if file is not None and file.passage.household_id is not None:
            self.desk.go("household", household=file.passage.household_id)

    def _registered(self, files: Sequence[PassageFile]) -> None:
        """Steps were registered for many, or a passage was begun; the list hears of it as every page does."""
        self.table.tick(list(self.table.ticked), False)
        if len(files) == 1:
            self._wanted = key_of(files[0])
        else:
            self.close_side()

    def _show_running(self, file: PassageFile) -> None:
        if key_of(file) in self._files:
            self._reveal(key_of(file))
        else:
            self._wanted = key_of(file)
            self.load()

    def close_side(self) -> None:
        self.side.hide()
        self.view.setFocus()

    # what can be done

    @command(
        "procedure.start", text="启动程序", shortcut="Ctrl+N", icon="add",
        help="为一户（或一个村）启动一项程序：登记它的第一步",
    )  # fmt: skip
    def begin(self) -> None:
        self._wanted = None  # the clerk goes on: what was registered before is not shown any more
        roads = self._roads or roads_of(self.desk.today())
        usual = next((each for each in roads if not self.office.procedures.road(each).of_village), None)
        self._open_side(self.start)
        self.start.begin(roads, self.filters.road or usual)

    @command(
        "procedure.register", text="登记这一步", shortcut="Ctrl+Return", icon="edit",
        help="登记所选各件的下一步；同一步的几户可以勾选（空格）后一次登记",
    )  # fmt: skip
    def register(self) -> None:
        self._wanted = None
        if self.side.isVisible() and self._writing():
            self.save()
            return
        here = QApplication.focusWidget()
        if here is not None and self._passage.isAncestorOf(here) and not self.table.ticked:
            self.detail.begin_step()
            return
        chosen = [self._files[id] for id in self.view.gathered() if id in self._files]
        if len(chosen) > 1:
            self._register_many(chosen)
        elif chosen:
            shown = self.side.isVisible() and self.side.currentWidget() is self._passage
            if not (shown and self.detail.file == chosen[0]):  # what is shown may be older than the list
                self._show(key_of(chosen[0]))
            self.detail.begin_step()
        else:
            self.desk.say("请先选中要登记的一件（空格键勾选几件可以一次登记）", "red")

    def _register_many(self, chosen: Sequence[PassageFile]) -> None:
        first = chosen[0].course.next
        others = [
            each for each in chosen
            if first is None or each.course.next != first or each.passage.road is not chosen[0].passage.road
        ]  # fmt: skip
        if first is None or others:
            names = "、".join(f"{each.subject}（{each.course.label}）" for each in others[:3])
            self.desk.say(f"所选各件不在同一步，不能一次登记：{names}；请只勾选同一程序、同一步的", "red")
            return
        self._open_side(self.batch)
        self.batch.begin(
            Wanted(
                road=chosen[0].passage.road, step=str(first.key),
                subjects=tuple(each.passage.household_id or each.passage.village for each in chosen),
                names=tuple(each.subject for each in chosen), village=chosen[0].passage.village,
            )
        )  # fmt: skip

    def _writing(self) -> bool:
        shown = self.side.currentWidget()
        if shown is self._passage:
            return self.detail.writing
        return shown is self.batch or (shown is self.start and self.start.pane.form is not None)

    @command("procedure.save", text="登记", shortcut="Ctrl+S", help="登记正在填写的这一步")
    def save(self) -> None:
        leave_field(self.side)
        if not self.side.isVisible() or not self._writing():
            self.desk.say("没有正在登记的步骤，按 Ctrl+Enter 登记下一步")
        elif self.side.currentWidget() is self._passage:
            self.detail.save()
        else:
            (self.batch if self.side.currentWidget() is self.batch else self.start.pane).register()

    @command(
        "procedure.give_up", text="放弃填写或收起", shortcut="Esc", help="放弃正在登记的内容；没有时收起右边"
    )
    def give_up(self) -> None:
        shown = self.side.currentWidget()
        if not self.side.isVisible():
            return
        if shown is self._passage and self.detail.writing:
            self.detail.give_up()
        elif shown is self.batch:
            self.batch.give_up()
        elif shown is self.start:
            self.start.give_up()
        else:
            self.close_side()

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        self.filters.put(state)
        if key := state.get("passage"):
            if key in self._files:
                self._reveal(key)
            else:
                self._wanted = key
                self.load()
        elif household := state.get("household"):
            self._show_household(household)

    def _show_household(self, household: int) -> None:
        """The household's open passage of the road that is listed, else its newest."""
        with self.desk.speaking():
            files = self.office.procedures.of_household(household, self.desk.today())
            mine = [each for each in files if self.filters.road in (None, each.passage.road)]
            mine.sort(key=lambda each: not each.course.open)
            if mine:
                self._wanted = key_of(mine[0])
                self.load()

    def place(self) -> dict[str, Any]:
        """What Alt+← brings back."""
        said = self.filters.said()
        if self.side.isVisible() and self.side.currentWidget() is self._passage and self.detail.file:
            said["passage"] = key_of(self.detail.file)
        return said

    def set_aside(self) -> None:
        """Keep what is being typed."""
        for each in (self.detail, self.batch, self.start):
            each.set_aside()

    def take_focus(self) -> None:
        if not self.view.currentIndex().isValid() and self.table.rowCount():
            self.view.go_to_row(0)
            self._follow.stop()
        self.view.setFocus()
