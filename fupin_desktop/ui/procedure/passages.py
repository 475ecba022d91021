"""办理: every passage with its state and last day, by road; steps registered for one household or for many."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.fields import Record, calendar_year, day, record, text, whole
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.procedure.labels import road_label, roads_of, short_label
from fupin_desktop.services.procedure import PassageFile
from fupin_desktop.services.procedure.listing import key_of
from fupin_desktop.ui.chips import chip
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.page import Line, empty, panes
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.procedure.detail import PassageDetail
from fupin_desktop.ui.procedure.pane import StepPane, Wanted
from fupin_desktop.ui.procedure.starting import StartPane
from fupin_desktop.ui.procedure.timeline import SOON
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.records.table import RecordTable
from fupin_desktop.ui.records.view import RecordView
from fupin_desktop.ui.theme import XS, S

FOLLOW_AFTER = 120
MOST_WORDS = 5000
STATES = {
    "open": "正在办理", "late": "逾期", "soon": "一周内到期", "hanging": "公示中", "disputed": "有异议、退回", "done": "已办结",
    "failed": "不通过", "withdrawn": "已撤回", "": "全部",
}  # fmt: skip
SHOWN = ["road", "state", "due", "left", "village", "group", "person", "actor"]
SHORT = {"village": "村", "group": "小组", "head": "户主"}
NOTHING = (
    "程序从农户申请到公告归档，一步一步登记：谁办的、哪天、结果、票数、照片和扫描件；\n"
    "程序算出下一步和最后期限，少了人、少了天数会当场提醒，每一步的表和公示都在这里打印。\n"
    "还没有办理中的程序。"
)


@record("程序办理")
class PassageLine(Record):
    """One passage in the list; ``id`` is ``listing.key_of``."""

    head: str = text("户主", default="", width=8)
    village: str = text("行政村", default="", width=8)
    group: str = text("村民小组", default="", width=6)
    road: str = text("程序", default="", width=6)
    year: int = calendar_year("年度", default=2000, width=5)
    state: str = text("状态", default="", width=22)
    due: date | None = day("期限", default=None, width=10)
    left: int | None = whole("还有", default=None, width=5, unit="天")
    person: str = text("上一步经办", default="", width=8)
    actor: str = text("下一步由谁办", default="", width=12)


def line_of(file: PassageFile) -> PassageLine:
    """A passage as the list shows it."""
    course, house = file.course, file.household
    due = course.due if course.open else None
    last = max(
        (each for each in course.done.values()), key=lambda each: (each.on, each.version), default=None
    )
    return PassageLine(
        id=key_of(file), head=house.head if house else "（村）", village=file.passage.village,
        group=house.group if house else "", road=short_label(file.passage.road), year=file.passage.year,
        state=course.label, due=due, left=(due - course.on).days if due else None,
        person=last.person if last else "", actor=course.next.actor if course.next else "",
    )  # fmt: skip


def is_in(file: PassageFile, state: str) -> bool:
    """Whether a passage is in one of ``STATES``."""
    course = file.course
    match state:
        case "open":
            return course.open
        case "late":
            return course.open and course.late
        case "soon":
            return course.open and course.due is not None and 0 <= (course.due - course.on).days <= SOON
        case "hanging":
            return course.open and course.running is not None
        case "disputed":
            return course.open and course.objection is not None
        case "done":
            return not course.open and not course.failed and not course.withdrawn
        case "failed":
            return course.failed and not course.withdrawn
        case "withdrawn":
            return course.withdrawn
    return True


class PassagesPart(Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.office = desk.office
        self.actions_by_key = actions(self)
        self.road: RoadKind | None = None
        self._files: dict[int, PassageFile] = {}
        self._lines: dict[int, PassageLine] = {}
        self._order: dict[str, int] = {}
        self._sort, self._down = "village", False
        self._round = 0
        self._wanted: int | None = None
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_AFTER)
        self._follow.timeout.connect(self._follow_row)
        self.chips: dict[RoadKind | None, QPushButton] = {}
        self._make_filters()
        self._make_list()
        self._make_side()
        self._lay_out()

    def _make_filters(self) -> None:
        self.year = PickBox([(None, "各年度")])
        self.village = PickBox([(None, "全部村")])
        self.state = PickBox(list(STATES.items()))
        self.words = QLineEdit()
        self.words.setPlaceholderText("户主、拼音、编号")
        self.words.setClearButtonEnabled(True)
        for name, box in (("年度", self.year), ("行政村", self.village), ("状态", self.state)):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(lambda _: self.show_lines())
        self.words.setAccessibleName("按户主找")
        self.words.textChanged.connect(lambda _: self.show_lines())

    def _make_list(self) -> None:
        columns = tuple(PassageLine.fields)
        self.table = RecordTable(PassageLine, columns, self._some, self.tone, SHORT)
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
        self.detail.registered.connect(self.load)
        self.batch = StepPane(self.desk)
        self.batch.done.connect(self._registered)
        self.batch.left.connect(self.close_side)
        self.start = StartPane(self.desk, self)
        self.start.done.connect(self._registered)
        self.start.running.connect(self._show_running)
        self.start.left.connect(self.close_side)
        close, house = QToolButton(), QPushButton("打开这一户")
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
        self.chip_row = QHBoxLayout()
        self.chip_row.setSpacing(XS)
        filters = QHBoxLayout()
        filters.setSpacing(S)
        for each in (self.state, self.year, self.village):
            filters.addWidget(each)
        self.words.setMaximumWidth(200)
        filters.addWidget(self.words, 1)
        self.count = Line()
        filters.addWidget(self.count, 2)
        for key in ("procedure.register", "procedure.start"):
            filters.addWidget(button(self.actions_by_key[key], primary=key == "procedure.start"))
        self.none = empty(NOTHING, button(self.actions_by_key["procedure.start"]))
        self.split = panes(self.view, self.side, (480, 520), grows=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addLayout(self.chip_row)
        column.addLayout(filters)
        column.addWidget(self.none, 1)
        column.addWidget(self.split, 1)
        self.none.hide()

    # what is listed

    def load(self) -> None:
        """Read every passage beside the window."""
        self._fill_choices()
        self._round += 1
        now, today, office = self._round, self.desk.today(), self.office
        self.desk.run_quietly(
            lambda watch: office.procedures.every(today, watch=watch), lambda files: self._take(now, files)
        )
        if self.detail.file is not None and self.side.currentWidget() is self._passage:
            self.detail.refresh()

    def _fill_choices(self) -> None:
        years = self.office.procedures.years()
        names = [each.name for each in self.office.settings.villages()]
        self._order = {name: place for place, name in enumerate(names)}
        for box, every, values in (
            (self.year, "各年度", [(each, f"{each}年") for each in years]),
            (self.village, "全部村", [(name, name) for name in names]),
        ):
            kept = box.value()
            box.blockSignals(True)
            box.offer([(None, every), *values])
            box.put(kept)
            box.blockSignals(False)

    def _take(self, now: int, files: Sequence[PassageFile]) -> None:
        if now != self._round:
            return
        self._files = {key_of(each): each for each in files}
        self._lines = {key: line_of(each) for key, each in self._files.items()}
        self._make_chips()
        nothing = not self._files and not self.side.isVisibleTo(self)
        self.none.setVisible(nothing)
        self.split.setVisible(not nothing)
        self.show_lines()
        if self._wanted is not None and self._wanted in self._files:
            wanted, self._wanted = self._wanted, None
            self._reveal(wanted)

    def _make_chips(self) -> None:
        today = self.desk.today()
        roads = roads_of(today, {each.passage.road for each in self._files.values()})
        counts = Counter(each.passage.road for each in self._files.values() if each.course.open)
        late = Counter(each.passage.road for each in self._files.values() if is_in(each, "late"))
        for kind in (None, *roads):
            if kind not in self.chips:
                made = self.chips[kind] = chip("")
                made.clicked.connect(lambda _=False, kind=kind: self.choose_road(kind))
                self.chip_row.insertWidget(len(self.chips) - 1, made)
            there, over = (counts.total(), late.total()) if kind is None else (counts[kind], late[kind])
            words = "全部" if kind is None else short_label(kind)
            self.chips[kind].setText(f"{words} {there}" + (f"  ！{over}" if over else ""))
            name = "全部程序" if kind is None else road_label(kind, today)
            self.chips[kind].setToolTip(f"{name}：正在办理{there}件" + (f"，逾期{over}件" if over else ""))
            self.chips[kind].setVisible(kind is None or kind in roads)
            self.chips[kind].setChecked(kind is self.road)
        if self.chip_row.count() == len(self.chips):
            self.chip_row.addStretch(1)

    def choose_road(self, kind: RoadKind | None) -> None:
        """List the passages of one road, or of all."""
        self.road = kind
        for each, made in self.chips.items():
            made.setChecked(each is kind)
        self.show_lines()

    def show_lines(self) -> None:
        """List what the filters ask for; the cursor stays where it was if that is still there."""
        kept = self.view.current_id()
        words, found = self.words.text().strip(), None
        if words:
            with self.desk.speaking():
                found = {hit.household_id for hit in self.office.search.find(words, limit=MOST_WORDS)}
        shown = [key for key, file in self._files.items() if self._shows(file, found, words)]
        shown.sort(key=lambda key: self._rank(self._lines[key]), reverse=self._down)
        self.table.ticked &= set(shown)
        self.table.show_ids(array("q", shown))
        self.view.mark_sorted(self._sort, self._down)
        self.view.setColumnHidden(1 + list(PassageLine.fields).index("road"), self.road is not None)
        if kept is not None:
            self.view.go_to(kept)
        self._say_count()

    def _shows(self, file: PassageFile, found: set[int] | None, words: str) -> bool:
        passage = file.passage
        return (
            self.road in (None, passage.road)
            and self.year.value() in (None, passage.year)
            and self.village.value() in (None, passage.village)
            and is_in(file, self.state.value() or "")
            and (found is None or passage.household_id in found or words in passage.village)
        )

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

    def _some(self, ids: Sequence[int]) -> Mapping[int, PassageLine]:
        return {id: self._lines[id] for id in ids if id in self._lines}

    def tone(self, name: str, value: Any) -> str:
        """The dot before a state or a last day."""
        if name == "due":
            left = (value - self.desk.today()).days if isinstance(value, date) else 0
            return "red" if left < 0 else "amber" if left <= SOON and value is not None else ""
        if name != "state":
            return ""
        if not isinstance(value, str):
            return "amber"
        signs = {"已办结": "green", "不通过": "red", "有异议": "amber", "已退回": "amber"}
        return next((tone for word, tone in signs.items() if value.startswith(word)), "")

    def _say_count(self) -> None:
        late = sum(1 for id in self.table.ids() if is_in(self._files[id], "late"))
        said = [f"共{self.table.rowCount()}件"]
        if late:
            said.append(f"逾期{late}件")
        if (chosen := len(self.table.ticked) or self.view.selected_count()) > 1:
            said.append(f"选中{chosen}件")
        self.count.setText("　".join(said))

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
        self.whose.setText(f"{file.subject}　{house.group}　户编号 {house.number}" if house else file.subject)

    def _open_side(self, widget: QWidget) -> None:
        self.none.hide()
        self.split.show()
        self.side.setCurrentWidget(widget)
        self.side.show()

    def _reveal(self, key: int) -> None:
        """Show a passage that was just begun or asked for, even where the filters would hide it."""
        if self.table.row_of(key) < 0:
            for box, value in ((self.state, ""), (self.year, None), (self.village, None)):
                box.blockSignals(True)
                box.put(value)
                box.blockSignals(False)
            self.words.clear()
            self.choose_road(None if self.road not in (None, self._files[key].passage.road) else self.road)
        self.view.go_to(key)
        self._follow.stop()
        self._open(key)

    def _open_household(self) -> None:
        file = self.detail.file
        if file is not None and file.passage.household_id is not None:
            self.desk.go("household", household=file.passage.household_id)

    def _registered(self, files: Sequence[PassageFile]) -> None:
        """Steps were registered for many, or a passage was begun."""
        self.table.tick(list(self.table.ticked), False)
        if len(files) == 1:
            self._wanted = key_of(files[0])
        else:
            self.close_side()
        self.load()

    def _show_running(self, file: PassageFile) -> None:
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
        gone = {each.passage.road for each in self._files.values()}
        roads = roads_of(self.desk.today(), gone)
        self._open_side(self.start)
        usual = next((each for each in roads if not self.office.procedures.road(each).of_village), None)
        self.start.begin(roads, self.road or usual)

    @command(
        "procedure.register", text="登记这一步", shortcut="Ctrl+Return", icon="edit",
        help="登记所选各件的下一步；同一步的几户可以勾选（空格）后一次登记",
    )  # fmt: skip
    def register(self) -> None:
        if self.side.isVisible() and self._writing():
            self.save()
            return
        chosen = [self._files[id] for id in self.view.gathered() if id in self._files]
        if len(chosen) > 1:
            self._register_many(chosen)
        elif chosen:
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
                names=tuple(each.subject for each in chosen),
            )
        )  # fmt: skip

    def _writing(self) -> bool:
        shown = self.side.currentWidget()
        if shown is self._passage:
            return self.detail.writing
        return shown is self.batch or (shown is self.start and self.start.pane.form is not None)

    @command("procedure.save", text="登记", shortcut="Ctrl+S", help="登记正在填写的这一步")
    def save(self) -> None:
        here = QApplication.focusWidget()
        if here is not None and self.side.isAncestorOf(here):
            here.clearFocus()
            here.setFocus()
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
        for name, box in (("state", self.state), ("village", self.village), ("year", self.year)):
            if name in state:
                box.put(state[name])
        if "road" in state:
            self.choose_road(RoadKind.of(state["road"]) if state["road"] else None)
        if key := state.get("passage"):
            if key in self._files:
                self._reveal(key)
            else:
                self._wanted = key
        elif household := state.get("household"):
            self._show_household(household)

    def _show_household(self, household: int) -> None:
        """The household's open passage of the road that is listed, else its newest."""
        with self.desk.speaking():
            files = self.office.procedures.of_household(household, self.desk.today())
            mine = [each for each in files if self.road in (None, each.passage.road)]
            mine.sort(key=lambda each: not each.course.open)
            if mine:
                self._wanted = key_of(mine[0])
                self.load()

    def place(self) -> dict[str, Any]:
        """What Alt+← brings back."""
        said: dict[str, Any] = {
            "road": self.road.value if self.road else "", "state": self.state.value(), "village": self.village.value(),
            "year": self.year.value(),
        }  # fmt: skip
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
