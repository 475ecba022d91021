"""登记: the list of visits at the left, a quick form at the right, made for typing one after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.period import Month
from fupin_desktop.domain.values import show_day
from fupin_desktop.domain.visit import Attachment, Visit, VisitKind
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import Line, head, panes
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.records.editors import PickBox, leave_field
from fupin_desktop.ui.records.form import RecordForm, Section
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.visit.attached import Attached
from fupin_desktop.ui.visit.whose import HouseholdField

if TYPE_CHECKING:
    from fupin_desktop.services.visit import Told

SECTIONS = (
    Section("走访", ("on", "kind", "who", "talk"), wide=("talk",)),
    Section("诉求", ("appeal", "outcome", "settled_on", "return_on"), wide=("appeal", "outcome")),
    Section("备注和破例", ("remark", "override"), wide=("remark", "override"), open=False),
)
WHAT = (("", "全部走访"), ("open", "诉求未办结"), ("return", "该回访的"))
MONTHS, MOST = 13, 5000
PICTURES = "照片或扫描件 (*.jpg *.jpeg *.png *.bmp *.gif *.webp *.tif *.tiff *.pdf)"


class RegisterPart(Drops, Part):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self.actions_by_key = actions(self)
        self._aim = ""
        self._visit = _blank(desk.today())
        self.month = PickBox(_months(desk.today()))
        self.village = PickBox([(None, "全部村")])
        self.what = PickBox(WHAT)
        for box, name in ((self.month, "月份"), (self.village, "行政村"), (self.what, "哪些走访")):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(lambda _: self.list_again())
        self.count = Line()
        self.table: LineTable[Told] = LineTable(_columns())
        self.view = LineView(self.table, "走访记录")
        self.view.opened.connect(self.edit)
        self.view.entered.connect(lambda each: self._show(each.visit) if not self.dirty else None)
        self.heading = QLabel()
        head(self.heading, 0.5)
        self.whose = HouseholdField(desk, self)
        self.whose.chosen.connect(self._whose_chosen)
        self.form = RecordForm(Visit, SECTIONS, columns=3, today=desk.today)
        self.form.save_wanted.connect(self.save)
        self.photos = Attached(desk)
        self.photos.removed.connect(self._remove_photo)
        self._lay_out()
        self._show(self._visit)

    def _lay_out(self) -> None:
        asks = QHBoxLayout()
        asks.setSpacing(S)
        for box in (self.month, self.village, self.what):
            asks.addWidget(box)
        asks.addWidget(self.count, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, S, S, 0)
        column.setSpacing(S)
        column.addLayout(asks)
        column.addWidget(self.view, 1)
        tools = QHBoxLayout()
        tools.setSpacing(S)
        tools.addWidget(self.heading, 1)
        for key in ("visit.photo", "visit.remove", "visit.new"):
            tools.addWidget(button(self.actions_by_key[key]))
        foot = QHBoxLayout()
        foot.setContentsMargins(M, 0, S, 0)
        foot.setSpacing(S)
        foot.addWidget(button(self.actions_by_key["visit.save"], primary=True))
        foot.addWidget(button(self.actions_by_key["visit.settle"]))
        foot.addStretch(1)
        inner = QWidget()
        inner.setProperty("part", "surface")
        form = QVBoxLayout(inner)
        form.setContentsMargins(M, 0, S, M)
        form.setSpacing(S)
        form.addWidget(self.whose)
        form.addWidget(self.form)
        form.addWidget(self.photos)
        form.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.viewport().setProperty("part", "surface")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(S, S, 0, 0)
        column.setSpacing(S)
        column.addLayout(tools)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes(left, right, (640, 480), grows=0))

    # the list

    def load(self) -> None:
        names = [each.name for each in self.desk.office.settings.villages()]
        now = self.village.value()
        self.village.renew([(None, "全部村"), *((name, name) for name in names)], now)
        self.list_again()

    def list_again(self) -> None:
        """Read the visits that are asked for, beside the window."""
        office, today = self.desk.office, self.desk.today()
        month, village, what = self.month.value(), self.village.value(), self.what.value()

        def task(_: Watch) -> tuple[int, list[Told]]:
            ids = office.visits.find(
                today, since=month.first if month else None, until=month.last if month else None,
                villages=[village] if village else (), what=what,
            )  # fmt: skip
            return len(ids), office.visits.told(ids[:MOST])

        self.read_beside(task, lambda found: self._take(*found))

    def _take(self, count: int, found: list[Told]) -> None:
        kept = self.view.current()
        self.table.show(found)
        ids = [each.visit.id for each in found]
        shown = self._visit.id or (kept.visit.id if kept is not None else None)
        if shown in ids:
            self.view.blockSignals(True)  # a visit that is being written down stays in the form
            self.view.go_to_row(ids.index(shown))
            self.view.blockSignals(False)
            if shown == self._visit.id and not self.dirty:
                self._show(found[ids.index(shown)].visit)
        homes = len({each.household.id for each in found})
        more = f"，下面是最近的{MOST}次" if count > MOST else f"，{homes}户"
        self.count.setText(f"{count}次{more}" if found else "还没有走访记录，按 Ctrl+N 登记")

    # the form

    @property
    def dirty(self) -> bool:
        return self.form.dirty or bool(self.photos.new)

    def edit(self, told: Told) -> None:
        """Show a visit and put the keyboard into it."""
        self._show(told.visit)
        self.form.go_to("talk")

    def _show(self, visit: Visit) -> None:
        self._visit = visit
        self.heading.setText("修改走访" if visit.id is not None else "登记走访")
        self.whose.put(visit.household_id or None)
        self.form.show_record(visit)
        self.photos.show_kept(self.desk.office.visits.photos(visit.id) if visit.id is not None else ())
        self.actions_by_key["visit.remove"].setEnabled(visit.id is not None)

    def _whose_chosen(self) -> None:
        """The household's helper is who came, unless another is named; then the talk is typed."""
        line, who = self.whose.line, self.form.editors["who"]
        if line is not None and self._visit.id is None and who.text() in ("", self._visit.who):
            self._visit = replace(self._visit, who=line.cadre)
            who.put(line.cadre)
        self.form.go_to("talk" if who.text() else "who")

    def take_focus(self) -> None:
        if self._aim:  # what was asked for is to be typed into
            self.form.go_to(self._aim)
            self._aim = ""
            return
        (self.view if self.table.lines else self.whose.search).setFocus()

    def show_place(self, state: Mapping[str, Any]) -> None:
        """``what``: which visits; ``household``: a new visit of it; ``visit``: that one, ready to be answered."""
        if what := state.get("what"):
            self.month.put(None)
            self.what.put(what)
        if (wanted := state.get("visit")) and (not self.dirty or self._kept()):
            found = self.desk.office.visits.told([wanted])
            if found:
                self._show(found[0].visit)
                self._aim = "outcome" if found[0].visit.appeal else "talk"
        elif household := state.get("household"):
            self.new()
            self.whose.put(household)
            self._whose_chosen()
            self._aim = "talk" if self.form.editors["who"].text() else "who"

    def take_files(self, paths: list[Path]) -> None:
        self.photos.add(paths)

    # what can be done

    @command("visit.new", text="登记下一次", shortcut="Ctrl+N", icon="add", help="登记一次新的走访")
    def new(self) -> None:
        if self.dirty and not self._kept():
            return
        self._begin(self.form.values() if self._visit.id is None else None)

    def _begin(self, like: Mapping[str, Any] | None) -> None:
        """A blank form; day and way are like the visit that was written down just now."""
        blank = _blank(self.desk.today())
        if like:
            blank = replace(blank, on=like["on"], kind=like["kind"])
        self._show(blank)
        self.whose.search.setFocus()

    @command("visit.save", text="保存", shortcut="Ctrl+S", help="保存这次走访，接着登记下一次")
    def save(self) -> None:
        leave_field(self.form)
        self._kept()

    def _kept(self) -> bool:
        """Keep what stands in the form; False when something hinders it."""
        if self.whose.household is None:
            self.desk.say("请先选走访的是哪一户", "red")
            self.whose.search.setFocus()
            return False
        typed = self.form.values()
        if typed is None:
            return False
        was_new = self._visit.id is None
        visit = replace(self._visit, household_id=self.whose.household, **typed)
        try:
            kept = self.desk.office.visits.save(visit, self.desk.today(), self.photos.new)
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return False
        except (Stale, Trouble) as said:
            self.desk.say(str(said), "red")
            return False
        name = self.whose.line.head if self.whose.line else ""
        self.desk.say(
            f"已保存：{kept.who}{kept.kind.label}{name}户（{show_day(kept.on)}）", "green", undo=True
        )
        self.form.saved()
        self.photos.show_kept(())
        if was_new:
            self._begin(typed)
        else:
            self._show(kept)
        return True

    @command(
        "visit.settle",
        text="今天办结",
        shortcut="Ctrl+D",
        help="所选走访的诉求今天办结：填上日期，写办理结果",
    )
    def settle(self) -> None:
        if not self.form.editors["appeal"].text():
            self.desk.say("这次走访没有登记诉求，不用办结", "red")
            return
        self.form.editors["settled_on"].put_text(show_day(self.desk.today()))
        self.form.keep_draft()
        self.form.go_to("outcome")

    @command(
        "visit.photo",
        text="添加照片…",
        shortcut="Ctrl+Shift+I",
        icon="image_add",
        help="选择照片；也可以拖进来",
    )
    def add_photos(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择走访照片", "", PICTURES)
        self.photos.add([Path(each) for each in chosen])

    @command("visit.remove", text="删除", icon="delete", help="删除登记错了的这次走访，可以撤销")
    def remove(self) -> None:
        if self._visit.id is None:
            return
        with self.desk.speaking():
            self.desk.office.visits.remove(self._visit)
            self.desk.say("已删除走访记录", "green", undo=True)
            self._show(_blank(self.desk.today()))
            self.view.setFocus()

    @command("visit.give_up", text="放弃", shortcut="Esc", help="放弃没有保存的内容，回到列表")
    def give_up(self) -> None:
        if self.dirty:
            self.form.give_up()
            self.photos.show_kept(())
            self.desk.say("已放弃没有保存的走访")
        self.view.setFocus()

    def _remove_photo(self, photo: Attachment) -> None:
        with self.desk.speaking():
            self.desk.office.scans.remove(photo)
            self.desk.say(f"已移除照片：{photo.name}", "green", undo=True)
        if self._visit.id is not None:
            self.photos.show_kept(self.desk.office.visits.photos(self._visit.id))


def _blank(today: date) -> Visit:
    return Visit(on=today, who="")


def _months(today: date) -> list[tuple[Month | None, str]]:
    month, found = Month(today.year, today.month), list[tuple[Month | None, str]]()
    for _ in range(MONTHS):
        found.append((month, month.words))
        month = month.before
    return [*found, (None, "全部时间")]


def _columns() -> list[Column[Told]]:
    def waits(each: Told) -> str:
        return "amber" if each.visit.appeal and each.visit.settled_on is None else ""

    return [
        Column("日期", lambda each: str(each.visit.on), 10),
        Column("户主", lambda each: each.household.head, 10),
        Column("行政村", lambda each: each.household.village, 8),
        Column("走访人", lambda each: each.visit.who, 8),
        Column("走访情况", _talk, 0),
        Column("诉求", lambda each: _appeal(each.visit), 0, tone=waits),
    ]


def _talk(each: Told) -> str:
    kind = "" if each.visit.kind is VisitKind.VISIT else f"【{each.visit.kind.label}】"
    photos = f"（照片{each.photos}张）" if each.photos else ""
    return f"{kind}{each.visit.talk}{photos}"


def _appeal(visit: Visit) -> str:
    if not visit.appeal:
        return ""
    return f"{'✓' if visit.settled_on else '○'} {visit.appeal}"
