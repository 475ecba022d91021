"""导入: what was recognised, what would change, and the button that does it; on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain.errors import Stale
from fupin_desktop.services.tasks import Cancelled, Watch
from fupin_desktop.ui.commands import button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, remember
from fupin_desktop.ui.importing.changes import ChangesBand
from fupin_desktop.ui.importing.done import DoneLine, button_words
from fupin_desktop.ui.importing.duplicates import DuplicatesPart
from fupin_desktop.ui.importing.files import RefusedPart, WaitingFiles
from fupin_desktop.ui.importing.past import PastPart, WaitingPart
from fupin_desktop.ui.importing.recognised import Reading, RecognisedBand
from fupin_desktop.ui.page import Line, Page, empty, rule
from fupin_desktop.ui.theme import S
from fupin_desktop.ui.timing import pause

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft, Applied, Choice, Staged

NOTHING_YET = "还没有导入。把国扶导出表、各类台账、户卡（.xlsx .xls .csv，整个文件夹也行）拖到这里，或"
AT_ONCE = 5000
"""Up to so many items, the button follows each tick at once."""
DOUBLES = 3
FILES = "国扶导出表 (*.xlsx *.xls *.csv);;所有文件 (*)"


class ImportingPage(Page):
    title = "导入"
    tables = frozenset({"import_batch", "correction", "person", "distinct_pair"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.draft: AnyDraft | None = None
        self._round = 0
        self._changed_meanwhile = False
        self.tools("importing.choose")
        self.recognised = RecognisedBand(desk)
        self.recognised.again.connect(self.read)
        self.recognised.unfolded.connect(self._unfold)
        self.changes = ChangesBand(desk)
        self.changes.chosen.connect(self._chosen)
        self._soon = pause(self, 120, self._keep_choice)
        self.files = WaitingFiles(desk)
        self.files.wanted.connect(self.reopen)
        self.refused = RefusedPart()
        self.past, self.waiting, self.doubles = PastPart(desk), WaitingPart(desk), DuplicatesPart(desk)
        self.doubles.counted.connect(self._count_doubles)
        self.done = DoneLine(desk)
        self.done.doubles.connect(lambda: self.tabs.setCurrentIndex(DOUBLES))
        self.done.undone.connect(self.refresh)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        choose = button(self.actions_by_key["importing.choose"], primary=True)
        said = empty(NOTHING_YET, choose)
        self.nothing_words = cast(QLabel, said.findChild(QLabel))
        self.nothing = QWidget()
        whole = QVBoxLayout(self.nothing)
        whole.setContentsMargins(0, S, 0, 0)
        whole.addWidget(self.refused, 1)
        whole.addWidget(said, 1)
        whole.addWidget(self.files, 1)
        self.apply_button = button(self.actions_by_key["importing.apply"], primary=True)
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(S)
        foot.addWidget(self.apply_button)
        foot.addWidget(button(self.actions_by_key["importing.leave"]))
        foot.addWidget(button(self.actions_by_key["importing.drop"]))
        foot.addWidget(Line("一次导入，要么全成，要么一点不动；随时可以撤销"), 1)
        self.annotate_button = button(self.actions_by_key["importing.annotate"])
        foot.addWidget(self.annotate_button)
        self.bands = QWidget()
        column = QVBoxLayout(self.bands)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.recognised)
        column.addWidget(rule())
        column.addWidget(self.changes, 1)
        self.filler = QWidget()
        column.addWidget(self.filler, 1)
        column.addWidget(self.foot)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.bands)
        first = QWidget()
        outer = QVBoxLayout(first)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.done)
        outer.addWidget(self.stack, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part, words in (
            (first, "导入"), (self.past, "以前的导入"), (self.waiting, "国扶待改"), (self.doubles, "疑似重复"),
        ):  # fmt: skip
            self.tabs.addTab(part, words)
        self.tabs.currentChanged.connect(lambda tab: self.doubles.load_if_stale() if tab == DOUBLES else None)
        self.body.addWidget(self.tabs, 1)

    # reading

    @command(
        "importing.choose",
        text="选择文件",
        shortcut="Ctrl+O",
        icon="folder_open",
        help="选择国扶系统导出的表，可以一次选几个",
    )
    def choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "选择国扶导出表", str(last_folder()), FILES)
        if chosen:
            remember(Path(chosen[0]).parent)
            self.open_files(chosen)

    def open_files(self, paths: Sequence[str | Path]) -> None:
        """Read files that were dropped or chosen, and show what they would change."""
        self.tabs.setCurrentIndex(0)
        self.done.hide()
        self.refused.show_rows(())
        self.recognised.begin([Path(each) for each in paths])
        self.read()

    def reopen(self, staged: Staged) -> None:
        """Go on with what was read before, read as it was then."""
        self.done.hide()
        self.recognised.begin(staged.paths)
        asked = staged.asked
        self.recognised.reading = Reading(staged.paths, asked.day, asked.blank, dict(asked.mapping))
        self.read()

    def read(self) -> None:
        """Read the files beside the window."""
        reading, office = self.recognised.reading, self.office
        self._round += 1
        now = self._round
        self.draft = None
        self.recognised.say_reading()
        self._show(changes=False)
        self.stack.setCurrentWidget(self.bands)

        def task(watch: Watch) -> tuple[AnyDraft, Choice | None] | None:
            try:
                draft = office.importing.read(
                    reading.paths,
                    day=reading.day,
                    blank=reading.blank,
                    mapping=reading.mapping or None,
                    keep=True,
                    watch=watch,
                )
            except Cancelled:
                return None
            kept = office.importing.staged(draft.token)
            return draft, kept.choice if kept else None

        self.desk.run(
            f"读取{reading.paths[0].name}", task, lambda draft: self._take(now, draft),
            lambda error: self._refuse(now, error),
        )  # fmt: skip

    def _take(self, now: int, read: tuple[AnyDraft, Choice | None] | None) -> None:
        if now != self._round:
            return
        if read is None:
            self._put_down()
            self.desk.say("已停止读取，没有任何改动", "amber")
            return
        draft, choice = read
        self.draft = draft
        self.recognised.show_draft(draft)
        if draft.asks:
            self.recognised.take_focus()
            return
        self.changes.show_draft(draft, choice)
        self._show(changes=self.recognised.columns.isHidden())
        self.annotate_button.setVisible(bool(draft.problems))
        self._name_button()
        if self.isVisible():
            self.changes.take_focus()
        if self._changed_meanwhile:
            self._changed_meanwhile = False
            self.recognised.refuse("读取文件之后，本办数据又有改动，已重新对照，您的选择还在；请看过再导入")

    def _refuse(self, now: int, error: Exception) -> None:
        if now == self._round:
            self.recognised.refuse(str(error).replace("用 --on 或", ""))

    def _unfold(self, on: bool) -> None:
        self._show(changes=not on)

    def _show(self, *, changes: bool) -> None:
        changes = changes and self.draft is not None and self.draft.outcome is not None
        self.changes.setVisible(changes)
        self.filler.setVisible(not changes and self.recognised.columns.isHidden())
        self.foot.setVisible(changes)
        self.actions_by_key["importing.apply"].setEnabled(changes)

    # applying

    def _chosen(self) -> None:
        """Something was ticked: the button says so soon, and the choice is kept beside the file."""
        self._soon.start()
        if len(self.changes.items.lines) < AT_ONCE:
            self._name_button()

    def _keep_choice(self) -> None:
        draft = self.draft
        if draft is None:
            return
        self._name_button()
        choice, office = self.changes.choice(), self.office
        self.desk.run_quietly(lambda _: office.importing.choose(draft, choice), lambda _: None)

    def _name_button(self) -> None:
        """The button says what it does."""
        draft = self.draft
        if draft is None:
            return
        said, useful = button_words(draft, self.changes.choice(), len(self.changes.clashes.ticked))
        self.actions_by_key["importing.apply"].setText(said)
        self.apply_button.setText(said)
        self.actions_by_key["importing.apply"].setEnabled(useful)

    @command(
        "importing.apply",
        text="导入",
        shortcut="Ctrl+Return",
        icon="arrow_import",
        help="把所示的新增和变更一次导入",
    )
    def apply(self) -> None:
        draft, office = self.draft, self.office
        if draft is None:
            return
        choice = self.changes.choice()
        self.actions_by_key["importing.apply"].setEnabled(False)

        def task(watch: Watch) -> Applied | None:
            try:
                office.safety.backup_before("导入前", watch)
                return office.importing.apply(
                    draft, take=choice.take, without=choice.without, gone=choice.gone, watch=watch
                )
            except Cancelled:
                return None

        self.desk.run(f"导入{draft.files[0]}", task, self._applied, self._not_applied)

    def _applied(self, said: Applied | None) -> None:
        draft = self.draft
        if said is None:
            self.actions_by_key["importing.apply"].setEnabled(True)
            self.desk.say("已停止导入，没有任何改动", "amber")
            return
        self._put_down()
        self.refused.show_rows(draft.refusals() if draft is not None else ())
        if said.first_person:
            self.doubles.load(said.first_person)
        self.done.say(said)
        self.refresh()

    def _count_doubles(self, count: int) -> None:
        self.tabs.setTabText(DOUBLES, f"疑似重复 {count}" if count else "疑似重复")
        if self.doubles.since:
            self.done.add_doubles(count)

    def _not_applied(self, error: Exception) -> None:
        if isinstance(error, Stale):
            self._changed_meanwhile = True
            self.read()
            return
        self.recognised.refuse(str(error))
        self._name_button()

    def _put_down(self) -> None:
        self._round += 1
        self._soon.stop()
        self.draft = None
        self.stack.setCurrentWidget(self.nothing)
        self.files.load()
        self.files.view.setFocus()

    @command(
        "importing.leave",
        text="以后再导入",
        shortcut="Esc",
        help="放下读取的文件，留在待处理里，本办数据不动",
    )
    def leave(self) -> None:
        draft = self.draft
        if draft is not None and self._soon.isActive():
            with self.desk.speaking():
                self.office.importing.choose(draft, self.changes.choice())
        if (
            draft is not None
            and draft.outcome is not None
            and not draft.changes_anything
            and not draft.clashes
        ):
            self.drop()
            return
        self._put_down()
        if draft is not None:
            self.desk.say(f"{draft.files[0]}没有导入，留在待处理里")

    @command("importing.drop", text="放弃", help="不导入这份文件，也不留在待处理里；您自己的文件不动")
    def drop(self) -> None:
        draft = self.draft
        if draft is not None:
            with self.desk.speaking():
                if draft.token:
                    self.office.importing.drop(draft.token)
                self.desk.say(f"已放下 {draft.files[0]}，没有导入")
        self._put_down()

    @command(
        "importing.annotate",
        text="把问题标在表里…",
        help="另存一份他们的表：错的格子标红并写明原因，附问题清单，发给填表的人去改",
    )
    def annotate(self) -> None:
        if self.draft is None:
            return
        source = self.recognised.reading.paths[0]
        first = str(last_folder() / f"{source.stem}_问题.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(self, "另存标了问题的表", first, "Excel 工作簿 (*.xlsx)")
        if chosen:
            self.annotate_to(Path(chosen))

    def annotate_to(self, path: Path) -> None:
        """Write a copy of each file with its wrong cells marked."""
        draft, sources, office = self.draft, self.recognised.reading.paths, self.office
        if draft is not None:
            self.desk.run(
                "标出问题", lambda watch: office.importing.annotate_each(draft, sources, path, watch),
                lambda done: self.desk.say(office.importing.told(done), "green"),
            )  # fmt: skip

    # where one is

    def refresh(self) -> None:
        self.past.load()
        if self.stack.currentWidget() is self.nothing:
            self.files.load()
        words = NOTHING_YET if not self.past.table.lines else NOTHING_YET.partition("。")[2]
        self.nothing_words.setText(words)
        self.doubles.refresh()
        count = self.waiting.load()
        self.tabs.setTabText(2, f"国扶待改 {count}" if count else "国扶待改")

    def show_place(self, state: Mapping[str, Any]) -> None:
        if "tab" in state:
            self.tabs.setCurrentIndex(state["tab"])
        if files := state.get("files"):
            self.open_files(files)

    def place(self) -> dict[str, Any]:
        return {"tab": self.tabs.currentIndex()}

    def take_focus(self) -> None:
        if self.tabs.currentIndex() == 0 and self.draft is not None:
            self.changes.take_focus()
            return
        views: tuple[QWidget, ...] = (
            self.files.view, self.past.view, self.waiting.view, self.doubles.view,
        )  # fmt: skip
        views[self.tabs.currentIndex()].setFocus()
