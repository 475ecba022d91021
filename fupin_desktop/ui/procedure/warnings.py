"""返贫预警: households whose data have become worse; one key makes a clue of a warning, a line sets it aside with its reason."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Record, record, text, whole
from fupin_desktop.domain.procedure.warning import ReturnRate
from fupin_desktop.services.procedure.warnings import Warned
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.page import empty, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.records.table import RecordTable
from fupin_desktop.ui.records.view import RecordView
from fupin_desktop.ui.theme import S

NOTHING = (
    "这里按本办的年度调查数据查找情况变差的户：收入低于标准或下降一半、新患大病、住房变为危房、失学、饮水不安全。\n"
    "没有需要核实的预警。"
)
ALL = ""


@record("返贫预警")
class WarningLine(Record):
    """One household in the list; ``id`` is the household's."""

    head: str = text("户主", default="", width=8)
    village: str = text("行政村", default="", width=12)
    group: str = text("村民小组", default="", width=6)
    people: int = whole("人口", default=0, unit="人", width=5)
    kinds: str = text("预警", default="", width=16)
    said: str = text("原因", default="", width=60)


def line_of(each: Warned) -> WarningLine:
    """A household as the list shows it."""
    kinds = dict.fromkeys(why.kind.label for why in each.reasons)
    return WarningLine(
        id=each.household_id, head=each.head, village=each.village, group=each.group, people=each.people,
        kinds="、".join(kinds), said=each.words,
    )  # fmt: skip


class WarningsPart(Part):
    """The households of all villages or of one, and a line for why one is set aside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self._found: dict[int, Warned] = {}
        self.village = PickBox([(ALL, "全部村")])
        self.village.setAccessibleName("行政村")
        self.village.currentIndexChanged.connect(lambda _: self._list())
        self.rate = QLabel()
        self.rate.setWordWrap(True)
        self.table = RecordTable(
            WarningLine, tuple(WarningLine.fields), self._some, self._tone, {"village": "村", "group": "小组"}
        )
        self.view = RecordView(self.table, jump_by="head")
        self.view.show_columns(["village", "group", "people", "kinds", "said"])
        self.view.setAccessibleName("返贫预警")
        self.view.opened.connect(lambda id: desk.go("household", household=id))
        self.view.horizontalHeader().setStretchLastSection(True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("核实情况")
        self.reason.setPlaceholderText("所选各户核实没有风险的，写明谁去看的、看到什么，按 Enter")
        self.reason.returnPressed.connect(self.set_aside_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        self.count = quiet("")
        top.addWidget(self.village)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(button(self.actions_by_key["warning.begin"], primary=True))
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.reason, 1)
        foot.addWidget(button(self.actions_by_key["warning.aside"]))
        self.none = empty(NOTHING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addLayout(top)
        column.addWidget(self.rate)
        column.addWidget(self.view, 1)
        column.addWidget(self.none, 1)
        column.addLayout(foot)
        self.none.hide()

    def load(self) -> None:
        """Look through the surveys beside the window."""
        names = [each.name for each in self.office.settings.villages()]
        kept = self.village.value()
        self.village.renew([(ALL, "全部村"), *((name, name) for name in names)], kept)
        today, office = self.desk.today(), self.office

        def read(watch: Watch) -> tuple[list[Warned], ReturnRate]:
            return office.warnings.find(today, watch=watch), office.warnings.rate(today)

        self.read_beside(read, lambda found: self._take(*found))

    def _take(self, found: Sequence[Warned], rate: ReturnRate) -> None:
        self._found = {each.household_id: each for each in found}
        toned(self.rate, rate.words, "red" if rate.over else "quiet")
        self._list()

    def _list(self) -> None:
        kept, wanted = self.view.current_id(), self.village.value()
        shown = [id for id, each in self._found.items() if wanted in (ALL, each.village)]
        self.table.ticked &= set(shown)
        self.table.show_ids(array("q", shown))
        if kept is None or not self.view.go_to(kept):
            self.view.go_to_row(0)
        self.count.setText(f"共{len(shown)}户")
        self.none.setVisible(not self._found)
        self.view.setVisible(bool(self._found))
        self.reason.setEnabled(bool(self._found))

    def _some(self, ids: Sequence[int]) -> Mapping[int, WarningLine]:
        return {id: line_of(self._found[id]) for id in ids if id in self._found}

    def _tone(self, name: str, value: Any) -> str:
        return "amber" if name == "kinds" and value else ""

    def take_focus(self) -> None:
        self.view.setFocus()

    def _chosen(self) -> list[Warned]:
        return [self._found[id] for id in self.view.gathered() if id in self._found]

    @command(
        "warning.begin", text="登记为线索", shortcut="Ctrl+Return", icon="add",
        help="所选各户启动防止返贫监测：登记线索，接着入户核实；空格可以勾选几户",
    )  # fmt: skip
    def begin(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self.desk.say("请先选中要登记为线索的户", "red")
            return
        with self.desk.speaking():
            files = self.office.warnings.begin(chosen, today=self.desk.today())
            name = chosen[0].head + (f"等{len(chosen)}户" if len(chosen) > 1 else "")
            due = files[0].course.due
            until = f"，请在{due.month}月{due.day}日前入户核实" if due else ""
            self.desk.say(f"已登记监测线索：{name}{until}", "green", undo=True)
            self.load()

    @command(
        "warning.aside", text="核实无风险", shortcut="Ctrl+D", icon="dismiss",
        help="所选各户核实没有风险，写明核实情况后本年度不再提示",
    )  # fmt: skip
    def set_aside_chosen(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self.desk.say("请先选中核实过的户", "red")
            return
        if not self.reason.text().strip() and not self.reason.hasFocus():
            self.reason.setFocus()
            self.desk.say("请写明核实情况（谁去看的、看到什么），再按 Enter")
            return
        try:
            self.office.warnings.dismiss(
                chosen, self.reason.text(), on=self.desk.today(), person=self.office.by
            )
        except Refused as refused:
            self.desk.say(str(refused), "red")
            return
        name = chosen[0].head + (f"等{len(chosen)}户" if len(chosen) > 1 else "")
        self.reason.clear()
        self.desk.say(f"已记下核实无风险：{name}", "green", undo=True)
        self.view.setFocus()
        self.load()
