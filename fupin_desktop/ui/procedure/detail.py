"""One household's (or village's) passages: the road as a line, what can be done with its steps, the form of a step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.procedure import Result
from fupin_desktop.domain.procedure.labels import road_label
from fupin_desktop.services.procedure.listing import find, key_of
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dropping import Drops
from fupin_desktop.ui.page import Line, head, quiet, toned
from fupin_desktop.ui.pictures import NOTHING_COPIED, chosen_files, pasted_files
from fupin_desktop.ui.procedure.pane import StepPane, Wanted
from fupin_desktop.ui.procedure.reason import ReasonBand
from fupin_desktop.ui.procedure.stops import DONE, NEXT, Stop
from fupin_desktop.ui.procedure.timeline import Timeline
from fupin_desktop.ui.procedure.words import materials, state_tone, together
from fupin_desktop.ui.records.editors import PickBox
from fupin_desktop.ui.theme import XS, M, S

if TYPE_CHECKING:
    from fupin_desktop.domain.posting import Posting
    from fupin_desktop.domain.procedure import StepKind
    from fupin_desktop.services.procedure import PassageFile

NONE = "这一户还没有办理过程序。在“程序”页（F6）按 Ctrl+N 启动。"


class PassageDetail(Drops, QWidget):
    """Shows the passages of one household or village, one at a time, and registers their steps."""

    def __init__(self, desk: Desk, *, titled: bool = False) -> None:
        super().__init__()
        self.desk, self.office = desk, desk.office
        self.files: list[PassageFile] = []
        self.file: PassageFile | None = None
        self._posted: dict[str, list[Posting]] = {}
        self._act: int | None = None
        self.setAcceptDrops(True)
        self.which = PickBox([])
        self.which.setAccessibleName("哪一次办理")
        self.which.setMinimumContentsLength(16)
        self.which.currentIndexChanged.connect(self._chosen)
        self.state, self.facts = QLabel(), Line()
        if titled:
            head(self.state, 1.0)
        self.timeline = Timeline(desk)
        self.timeline.chosen.connect(self._enable)
        self.timeline.opened.connect(self._open)
        self.pane = StepPane(desk)
        self.pane.done.connect(lambda _: self.refresh())
        self.pane.left.connect(self.show_line)
        self._buttons()
        self._lay_out()

    def _buttons(self) -> None:
        self.register_button = _button("登记这一步", "登记下一步；在步骤上按 Enter 也可以", self.begin_step)
        self.register_button.setProperty("tone", "primary")
        self.attach_button = _button(
            "附上…", "附上照片或扫描件：选文件，也可以拖进来，或按 Ctrl+V 粘贴", self.attach
        )
        self.print_button = _button("打印材料", "这一步的表、册、公示", lambda: None)
        self.menu = QMenu(self)
        self.print_button.setMenu(self.menu)
        self.withdraw_button = _button("撤回这一步", "撤回所选的一步，要写明原因", self.ask_step)
        self.give_up_button = _button("整个撤回", "撤回这一次办理，要写明原因", self.ask_passage)
        self.post_button = _button(
            "", "按张贴的日期和期限登记公示这一步，名单里的各户一次登记", self.register_posted
        )
        self.post_button.setProperty("tone", "primary")
        self.object_button = _button(
            "登记异议",
            "有人对这次公示提出异议：登记后退回重新核实；在公示这一步上按 Enter 也可以",
            self.object_to,
        )

    def _lay_out(self) -> None:
        first, tools = QHBoxLayout(), QHBoxLayout()
        for row in (first, tools):
            row.setSpacing(S)
        first.addWidget(self.which)
        first.addWidget(self.state)
        first.addStretch(1)
        for made in (self.register_button, self.attach_button, self.print_button, self.withdraw_button):
            tools.addWidget(made)
        tools.addStretch(1)
        tools.addWidget(self.give_up_button)
        self.band = ReasonBand()
        self.band.given.connect(self.withdraw)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.timeline)
        scroll.viewport().setAutoFillBackground(False)
        self.timeline.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = scroll
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(M, XS, S, 0)
        column.setSpacing(XS)
        column.addLayout(first)
        column.addWidget(self.facts)
        column.addLayout(tools)
        column.addWidget(self.post_button)
        column.addWidget(self.object_button)
        column.addWidget(self.band)
        column.addWidget(scroll, 1)
        self.none = quiet(NONE)
        self.none.setWordWrap(True)
        self.none.setContentsMargins(M, M, M, M)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        for each in (shown, self.pane, self.none):
            self.stack.addWidget(each)
        self._line = shown
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    # what is shown

    def show_files(self, files: Sequence[PassageFile], key: int | None = None) -> None:
        """Show some passages of one household or village, that of ``key`` (``listing.key_of``) at first."""
        before = key_of(self.file) if self.file else None
        self.files = list(files)
        self._act = self._newest()
        wanted = key if key is not None else before
        self.which.renew([(key_of(each), self._named(each)) for each in self.files], wanted)
        self.which.setEnabled(len(self.files) > 1)
        found = find(self.files, wanted) if wanted is not None else None
        self._show(found or (self.files[0] if self.files else None))

    def _named(self, file: PassageFile) -> str:
        year = f"{file.passage.year}年"
        return f"{road_label(file.passage.road, self.desk.today())} {year}"

    def _chosen(self) -> None:
        self.show_line()
        self._show(find(self.files, self.which.value() or 0))

    def _show(self, file: PassageFile | None) -> None:
        other = self.file is None or file is None or key_of(self.file) != key_of(file)
        self.file = file
        if file is None:
            self.stack.setCurrentWidget(self.none)
            return
        if other:
            self.show_line()
            self.timeline.current = None
        elif self.stack.currentWidget() is self.none:
            self.stack.setCurrentWidget(self._line)
        tone = state_tone(file)
        toned(self.state, f"● {file.course.label}" if tone else file.course.label, tone)
        passage = file.passage
        said = [f"{passage.opened_on:%Y-%m-%d}启动", f"依据：{file.course.road.source}"]
        if passage.withdrawn_on is not None:
            said.insert(1, f"{passage.withdrawn_on:%Y-%m-%d}撤回：{passage.withdrawn_reason}")
        self.facts.setText("　".join(each for each in said if each))
        self._posted = self.office.procedures.postings_of(file)
        self.timeline.show_file(file, self.office.procedures.attachments(file), self._posted)

    def show_line(self) -> None:
        """Put the form and the reason away."""
        self.pane.close_form()
        self.band.hide()
        self.stack.setCurrentWidget(self._line if self.file else self.none)
        self.timeline.setFocus()

    def _enable(self, stop: Stop) -> None:
        """The buttons say what can be done with the stop under the cursor."""
        file = self.file
        if file is None:
            return
        done, open_ = stop.state == DONE, file.course.open
        self.register_button.setText(f"登记{file.course.next.label}" if file.course.next else "登记这一步")
        self.register_button.setVisible(open_)
        self.attach_button.setEnabled(done or (stop.state == NEXT and bool(stop.kind.papers)))
        self.withdraw_button.setEnabled(done)
        self.give_up_button.setVisible(
            file.passage.withdrawn_on is None and open_ and file.passage.id is not None
        )
        self.menu.clear()
        for words, page, state in materials(file, stop.kind, self.desk.today()):
            self.menu.addAction(words).triggered.connect(
                lambda _=False, page=page, state=state: self._go(file, stop.kind, page, state)
            )
        self.print_button.setEnabled(bool(self.menu.actions()))
        self._offer_posting()
        self.object_button.setVisible(self._may_be_objected(stop))
        if (row := self.timeline.row()) is not None:
            self.area.ensureWidgetVisible(row, 0, XS)

    def _go(self, file: PassageFile, kind: StepKind, page: str, state: dict[str, Any]) -> None:
        """Make a paper of the step; a notice with the others of the village that wait for it."""
        if page == "notice":
            state = {**state, "households": together(self.office, file, kind, self.desk.today())}
        self.desk.go(page, **state)

    def _offer_posting(self) -> None:
        """What hangs already and is the next step can be registered with one press."""
        posting = self._hanging()
        self.post_button.setVisible(posting is not None)
        if posting is not None and self.file is not None and self.file.course.next is not None:
            count = len(self.office.procedures.waiting_for(posting, today=self.desk.today()))
            self.post_button.setText(f"按张贴的公示登记{self.file.course.next.label}（{count}户）")

    def _hanging(self) -> Posting | None:
        if self.file is None or self.file.course.next is None:
            return None
        return next(iter(self._posted.get(str(self.file.course.next.key), ())), None)

    # registering

    def _open(self, stop: Stop) -> None:
        if stop.state != DONE:
            self.begin_step(stop)
        elif self._may_be_objected(stop):
            self.object_to()

    def _may_be_objected(self, stop: Stop) -> bool:
        """Whether somebody may still object to a notice that hangs or hung."""
        return (
            bool(stop.kind.notice) and stop.state == DONE and self.file is not None and self.file.course.open
        )

    def object_to(self) -> None:
        """Register an objection to the notice under the cursor: the form of that step, 有异议待查."""
        row = self.timeline.row()
        if row is None or not self._may_be_objected(row.stop):
            return
        self.begin_step(row.stop)
        if (form := self.pane.form) is not None:
            form.editors["result"].put(Result.DISPUTED)
            form.fit()
            form.go_to("reason")

    def begin_step(self, stop: Stop | None = None) -> None:
        """Open the form of the next step, or of the one under the cursor that is still to come."""
        file = self.file
        if file is None or file.course.next is None:
            self.desk.say("这次办理没有要登记的步骤：已办结、未通过或已撤回", "red")
            return
        kind = stop.kind if stop is not None else file.course.next
        subject = file.passage.household_id or file.passage.village
        self.stack.setCurrentWidget(self.pane)
        self.pane.begin(
            Wanted(
                road=file.passage.road, step=str(kind.key), subjects=(subject,), names=(file.subject,),
                record_id=file.passage.record_id, village=file.passage.village,
            )
        )  # fmt: skip

    def register_posted(self) -> None:
        """Register the notice that hangs for everybody it names."""
        posting = self._hanging()
        if posting is None:
            return
        with self.desk.speaking():
            files = self.office.procedures.register_posted(posting, today=self.desk.today())
            self.desk.say(f"已按张贴的公示登记{len(files)}户", "green", undo=True)
            self.refresh()

    def refresh(self) -> None:
        """Read the passages again where something was done since; a form that is open stays."""
        file = self.file
        if file is None or self._newest() == self._act:
            return
        today, procedures = self.desk.today(), self.office.procedures
        household, key = file.passage.household_id, key_of(file)
        with self.desk.speaking():
            if household is not None:
                files = procedures.of_household(household, today)
            else:
                files = procedures.of_road(file.passage.road, today, file.passage.village)
            writing = self.stack.currentWidget() is self.pane
            self.show_files(files, key)
            if writing and self.pane.form is not None:
                self.stack.setCurrentWidget(self.pane)
            elif self.file is not None:
                self.stack.setCurrentWidget(self._line)

    def _newest(self) -> int:
        """The newest act, undone or not: what was read before it may be out of date."""
        return next((each.id for each in self.office.history.acts(last=1)), 0)

    # withdrawing

    def ask_step(self) -> None:
        """Ask why the step under the cursor is withdrawn."""
        stop = self.timeline.current
        if stop is not None and stop.step is not None:
            self.band.ask("step", f"撤回“{stop.kind.label}”")

    def ask_passage(self) -> None:
        """Ask why the whole passage is withdrawn."""
        if self.file is not None:
            self.band.ask("passage", f"整个撤回{road_label(self.file.passage.road, self.desk.today())}")

    def withdraw(self, reason: str) -> None:
        """Withdraw what was asked for; what hinders it is said below the line."""
        file, stop, today = self.file, self.timeline.current, self.desk.today()
        if file is None:
            return
        try:
            if self.band.what == "passage":
                self.office.procedures.withdraw(file, reason, today)
                said = f"已撤回{road_label(file.passage.road, today)}：{file.subject}"
            elif stop is not None and stop.step is not None:
                self.office.procedures.withdraw_step(file, stop.step, reason, today)
                said = f"已撤回{stop.kind.label}：{file.subject}"
            else:
                return
        except (Refused, Stale, Trouble) as wrong:
            self.band.refuse(str(wrong))
            return
        self.desk.say(said, "green", undo=True)
        self.band.hide()
        self.refresh()
        self.timeline.setFocus()

    # photos and scans

    def attach(self) -> None:
        """Choose photos or scans for the step under the cursor."""
        self.take_files(chosen_files(self, "照片或扫描件"))

    def paste(self) -> None:
        """Take photos or scans from the clipboard."""
        with tempfile.TemporaryDirectory(prefix="fupin") as room:
            found = pasted_files(Path(room))
            if not found:
                self.desk.say(NOTHING_COPIED, "red")
            self.take_files(found)

    def take_files(self, paths: list[Path]) -> None:
        """Keep photos or scans with the step under the cursor."""
        file, stop = self.file, self.timeline.current
        if not paths or file is None:
            return
        if stop is None or not (stop.state == DONE or (stop.state == NEXT and stop.kind.papers)):
            self.desk.say("请先选中已登记的一步，再附上它的照片或扫描件", "red")
            return
        paper = stop.kind.papers[0] if stop.kind.papers else ""
        with self.desk.speaking():
            self.office.procedures.attach_all(file, str(stop.kind.key), paths, paper, on=self.desk.today())
            self.desk.say(f"已附上{len(paths)}份：{stop.kind.label}", "green", undo=True)
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.stack.currentWidget() is self._line:
            self.paste()
        else:
            super().keyPressEvent(event)

    # leaving

    @property
    def writing(self) -> bool:
        """Whether a form or a reason is being filled in."""
        return self.pane.form is not None or not self.band.isHidden()

    def save(self) -> bool:
        """Register what stands in the form, or withdraw."""
        if self.pane.form is not None:
            return self.pane.register()
        if not self.band.isHidden():
            self.band.give()
        return self.band.isHidden()

    def give_up(self) -> None:
        """Drop what is being filled in."""
        if self.pane.form is not None:
            self.pane.give_up()
        else:
            self.show_line()

    def set_aside(self) -> None:
        self.pane.set_aside()


def _button(words: str, tip: str, act: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.setToolTip(tip)
    made.clicked.connect(lambda _=False: act())
    return made
