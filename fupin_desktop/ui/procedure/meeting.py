"""评议会: a whole village's meeting at once: who came, the votes of each household by keyboard, one act for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.procedure import Meeting, RoadKind
from fupin_desktop.domain.procedure.asks import REASON
from fupin_desktop.domain.procedure.common_asks import sum_problem
from fupin_desktop.domain.procedure.labels import road_label, roads_of
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.procedure.meetings import Count
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, panes, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.procedure.meeting_form import WORDS, MeetingForm, VoteForm
from fupin_desktop.ui.records.editors import PickBox, leave_field
from fupin_desktop.ui.records.grid import GridModel, Line
from fupin_desktop.ui.records.gridpart import GridPart
from fupin_desktop.ui.theme import S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.services.procedure import PassageFile

VOTED = (RoadKind.IDENTIFICATION, RoadKind.EXIT, RoadKind.MONITORING, RoadKind.REMOVAL, RoadKind.HOUSING)
TOPICS = {
    RoadKind.IDENTIFICATION: "identification", RoadKind.EXIT: "exit", RoadKind.MONITORING: "monitoring",
    RoadKind.REMOVAL: "risk_removed", RoadKind.HOUSING: "housing",
}  # fmt: skip
COUNTS = ("yes", "no", "abstained")
FIXED = ("head", "group", "people", "outcome")
WAIT = 200


class MeetingPart(Part):
    """The meeting and those held before at the left, the votes of those who wait at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self._ids: list[int] = []
        self._waiting: list[PassageFile] = []
        self._shown: tuple[RoadKind | None, str] = (None, "")
        self.road, self.village = PickBox(self._roads()), PickBox([("", "")])
        self.road.setAccessibleName("程序")
        self.village.setAccessibleName("行政村")
        self.road.setMinimumContentsLength(8)
        self.village.setMinimumContentsLength(14)
        self.form = MeetingForm(desk)
        model = GridModel(
            VoteForm, tuple(VoteForm.fields), today=desk.today, doubt=self._doubt, derived=self._derive, grows=False,
            fixed=FIXED,
        )  # fmt: skip
        self.votes = GridPart(
            desk, "票数", model, self._register, hint="每户填赞成、反对、弃权，Enter 到下一格"
        )
        self.votes.grid.horizontalHeader().setStretchLastSection(True)
        self.votes.save_button.setText("登记会议和票数（Ctrl+S）")
        self.words, self.against = QLabel(), QLabel()
        for label in (self.words, self.against):
            label.setWordWrap(True)
        self.held: LineTable[Meeting] = LineTable(self._columns())
        self.held_view = LineView(self.held, "已开的评议会")
        self.held_view.opened.connect(lambda _: self.print_held())
        self._timer = pause(self, WAIT, self._look)
        self._lay_out()
        self.road.currentIndexChanged.connect(lambda _: self.load())
        self.village.currentIndexChanged.connect(lambda _: self._show_village())
        self.form.changed.connect(self._counted)
        self.form.save_wanted.connect(self.save)

    def _roads(self) -> list[tuple[RoadKind, str]]:
        today = self.desk.today()
        gone = {each.road for each in self.office.meetings.all()}
        return [(each, road_label(each, today)) for each in roads_of(today, gone) if each in VOTED]

    def _columns(self) -> Sequence[Column[Meeting]]:
        return (
            Column("日期", lambda each: show_day(each.on), 14),
            Column("村", lambda each: each.village, 10),
            Column("应到", lambda each: str(each.due), 5, right=True),
            Column("实到", lambda each: str(each.present), 5, right=True),
            Column("主持", lambda each: each.chair, 0),
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        for widget in (quiet("程序"), self.road, quiet("村"), self.village):
            top.addWidget(widget)
        top.addWidget(self.words, 1)
        top.addWidget(button(self.actions_by_key["meeting.sheets"]))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(S)
        column.addWidget(self.form)
        column.addWidget(self.against)
        row = QHBoxLayout()
        title = QLabel("已开的评议会")
        head(title, 0.5)
        row.addWidget(title, 1)
        row.addWidget(button(self.actions_by_key["meeting.print"]))
        column.addLayout(row)
        column.addWidget(self.held_view, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(right)
        area.viewport().setAutoFillBackground(False)
        right.setAutoFillBackground(False)
        whole_part = QVBoxLayout(self)
        whole_part.setContentsMargins(0, S, 0, 0)
        whole_part.setSpacing(S)
        whole_part.addLayout(top)
        self.votes.setContentsMargins(S, 0, 0, 0)
        whole_part.addWidget(panes(area, self.votes, (480, 620), grows=1), 1)

    # what is shown

    def load(self) -> None:
        """Read who waits for the vote; what is typed and not registered stays."""
        road = self.road.value()
        if road is None:
            return
        with self.desk.speaking():
            self._waiting = self.office.meetings.nominees(road, self.desk.today())
            self.held.show(self.office.meetings.all(road))
        counts: dict[str, int] = {}
        for each in self._waiting:
            counts[each.passage.village] = counts.get(each.passage.village, 0) + 1
        kept = self.village.value()
        names = [each.name for each in self.office.settings.villages() if each.name in counts]
        chosen = kept if kept in counts else next(iter(names), "")
        self.village.renew([(name, f"{name}（{counts[name]}户）") for name in names], chosen)
        self._show_village()

    def _show_village(self) -> None:
        road, village = self.road.value(), self.village.value() or ""
        mine = [each for each in self._waiting if each.passage.village == village and each.household]
        ids = [each.passage.household_id or 0 for each in mine]
        if (road, village) != self._shown:
            self.set_aside()
            self._shown = (road, village)
            blank = self.form.blank(self.desk.today())
            key = self._key
            self.form.show_record(blank, drafts=self.office.drafts, key=key, label=f"评议会 {village}")
            if draft := self.office.drafts.find(key):
                self.form.put_draft(draft)
            self._ids = []
        if ids != self._ids:
            self._ids = ids
            self.votes.show_records(
                [self._vote(each) for each in mine], key=f"{self._key}:{ids}", label=f"票数 {village}"
            )
        self.votes.setEnabled(bool(mine))
        self.form.setEnabled(bool(mine))
        waiting = (
            f"{village}有{len(mine)}户等待评议"
            if mine
            else "没有等待评议的农户；登记到评议前一步的农户会列在这里"
        )
        toned(self.words, waiting, "quiet")
        self._look()

    def _vote(self, file: PassageFile) -> VoteForm:
        household = file.household
        assert household is not None
        people = self.office.households.open(household.id or 0).members
        here = sum(1 for each in people if each.present(self.desk.today()))
        return VoteForm(id=household.id, head=household.head, group=household.group, people=here)

    @property
    def _key(self) -> str:
        road, village = self._shown
        return f"meeting:{road.value if road else ''}:{village}"

    # what is typed

    def count(self) -> Count | None:
        """What was counted; None while something cannot be read or is not typed yet."""
        if any(self.form.editors[name].problem() for name in self.form.editors):
            return None
        said: dict[str, Any] = {name: editor.value() for name, editor in self.form.editors.items()}
        said |= {name: said[name] or "" for name in WORDS}
        on: date = said["on"]
        return Count(road=self.road.value(), village=self.village.value(), year=self._year(on), **said)

    def _year(self, on: date) -> int:
        """The year of work of those who are voted on."""
        mine = [each.passage.year for each in self._waiting if each.passage.village == self.village.value()]
        return mine[0] if mine else on.year

    def _counted(self) -> None:
        """Something of the meeting changed: each household's outcome is reckoned again."""
        for line in self.votes.model.lines:
            self._derive(line.values, "yes")
        rows = self.votes.model.rowCount()
        if rows:
            last = self.votes.model.columnCount() - 1
            self.votes.model.dataChanged.emit(
                self.votes.model.index(0, 0), self.votes.model.index(rows - 1, last)
            )
        self._timer.start()

    def _derive(self, values: dict[str, Any], _name: str) -> None:
        count = self.count()
        typed = [values[name] for name in COUNTS]
        if count is None or typed[0] is None:
            values["outcome"] = ""
            return
        yes, no, abstained = (each or 0 for each in typed)
        if sum_problem(count.meeting, yes, no, abstained):
            values["outcome"] = f"合计{yes + no + abstained}票，对不上"
        else:
            values["outcome"] = (
                "通过" if self.office.meetings.passes(count, (yes, no, abstained)) else "不通过"
            )

    def _doubt(self, values: Mapping[str, Any], _name: str) -> str:
        count = self.count()
        if count is None or values["yes"] is None:
            return ""
        yes, no, abstained = (values[name] or 0 for name in COUNTS)
        return sum_problem(count.meeting, yes, no, abstained)

    def _look(self) -> None:
        """Say what is against the meeting as it stands."""
        self._timer.stop()
        count = self.count() if self._ids else None
        found = []
        if count is not None:
            with self.desk.speaking():
                found = self.office.meetings.check(count, self.desk.today())
        toned(self.against, "\n".join(f"！ {each.text}" for each in found), "red")
        self.against.setVisible(bool(found))
        self.form.ask_why(any(REASON in each.text for each in found))

    # what can be done

    def _register(self, _lines: list[Line]) -> str:
        """Keep the meeting with all votes; called when the grid is saved. Raises Refused."""
        wrong = self.form.problems()
        self.form.show_problems(wrong)
        if wrong:
            raise Refused(wrong)
        count = self.count()
        assert count is not None
        typed = [line for line in self.votes.model.lines if line.values["yes"] is not None]
        votes = {
            getattr(line.record, "id", 0): (
                line.values["yes"],
                line.values["no"] or 0,
                line.values["abstained"] or 0,
            )
            for line in typed
        }
        try:
            made = self.office.meetings.register(count, votes, today=self.desk.today())
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            raise Refused([]) from said
        passed = sum(each.passed for each in self.office.meetings.votes(made))
        self.form.saved()
        self._shown = (None, "")
        left = len(self._ids) - len(votes)
        more = f"，还有{left}户没有填票数" if left else ""
        return f"已登记{count.village}评议会：{passed}户通过，{len(votes) - passed}户不通过{more}"

    @command(
        "meeting.register",
        text="登记会议和票数",
        shortcut="Ctrl+S",
        help="登记这次会议和每户的票数，通过不通过一次记好",
    )
    def save(self) -> None:
        leave_field()
        if not any(line.values["yes"] is not None for line in self.votes.model.lines):
            self.desk.say("请先填写各户的赞成、反对、弃权票数", "red")
        elif self.votes.save():
            self.load()

    @command("meeting.give_up", text="放弃填写", shortcut="Esc", help="放弃没有登记的会议和票数")
    def give_up(self) -> None:
        if self.votes.dirty or self.form.dirty:
            self.votes.give_up()
            self.form.give_up()
            self.desk.say("已放弃没有登记的会议和票数")

    @command(
        "meeting.sheets",
        text="打印会前材料",
        icon="print",
        help="打印签到册、会议记录和表决票，名单是等待评议的农户",
    )
    def print_sheets(self) -> None:
        count = self.count()
        options = {"topic": TOPICS.get(self.road.value(), "")}
        if count is not None:
            options |= {
                "place": count.place,
                "chair": count.chair,
                "recorder": count.recorder,
                "due": str(count.due),
            }
        self.desk.go(
            "paper", kind="assembly", villages=[self.village.value()], households=self._ids or None, options=options,
            year=count.year if count else self.desk.today().year, on=count.on if count else self.desk.today(),
        )  # fmt: skip

    @command(
        "meeting.print",
        text="打印会议材料",
        icon="print",
        help="打印选中的那次会议：签到册、记录、表决票、结果",
    )
    def print_held(self) -> None:
        held = self.held_view.current()
        if held is None:
            self.desk.say("请先选中一次已开的评议会", "red")
            return
        self.desk.go(
            "paper", kind="assembly", villages=[held.village], households=None, year=held.year, on=held.on,
            options={"topic": TOPICS.get(held.road, ""), "meeting": str(held.id)},
        )  # fmt: skip

    # where one is

    def show_place(self, state: Mapping[str, Any]) -> None:
        if said := state.get("road"):
            self.road.put(RoadKind.of(said))
        if state.get("village"):
            self.village.put(state["village"])

    def place(self) -> dict[str, Any]:
        road = self.road.value()
        return {"road": road.value if road else "", "village": self.village.value()}

    def set_aside(self) -> None:
        self.form.keep_draft()
        self.votes.keep_draft()

    def take_focus(self) -> None:
        if self.form.isEnabled():
            self.form.go_to("due")
        else:
            self.road.setFocus()
