"""导入: what was recognised, what would change, and the button that does it; on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
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

from fupin_desktop.services.tasks import Cancelled, Watch
from fupin_desktop.ui.commands import button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, remember
from fupin_desktop.ui.importing.changes import ChangesBand
from fupin_desktop.ui.importing.past import PastPart, WaitingPart
from fupin_desktop.ui.importing.recognised import RecognisedBand
from fupin_desktop.ui.page import Page, empty, outcome, quiet, rule, toned
from fupin_desktop.ui.theme import S

if TYPE_CHECKING:
    from fupin_desktop.services.importing import Applied, AnyDraft

NOTHING_YET = "还没有导入。把国扶导出表（.xlsx .xls .csv）拖到这里，或"
FILES = "国扶导出表 (*.xlsx *.xls *.csv);;所有文件 (*)"


class ImportingPage(Page):
    title = "导入"
    tables = frozenset({"import_batch", "correction"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.draft: AnyDraft | None = None
        self._round = 0
        self.tools("importing.choose")
        self.recognised = RecognisedBand(desk)
        self.recognised.again.connect(self.read)
        self.recognised.unfolded.connect(self._unfold)
        self.changes = ChangesBand()
        self.changes.chosen.connect(self._name_button)
        self.past, self.waiting = PastPart(desk), WaitingPart(desk)
        self.done = outcome()
        self.done.linkActivated.connect(self._follow)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        choose = button(self.actions_by_key["importing.choose"], primary=True)
        self.nothing = empty(NOTHING_YET, choose)
        self.nothing_words = cast(QLabel, self.nothing.findChild(QLabel))
        self.apply_button = button(self.actions_by_key["importing.apply"], primary=True)
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(S)
        foot.addWidget(self.apply_button)
        foot.addWidget(button(self.actions_by_key["importing.leave"]))
        foot.addWidget(quiet("要么全部导入，要么一点不动；导入后随时可以撤销"), 1)
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
        for part, words in ((first, "导入"), (self.past, "以前的导入"), (self.waiting, "国扶待改")):
            self.tabs.addTab(part, words)
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
        self.recognised.begin([Path(each) for each in paths])
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

        def task(watch: Watch) -> AnyDraft | None:
            try:
                return office.importing.read(
                    reading.paths,
                    day=reading.day,
                    blank=reading.blank,
                    mapping=reading.mapping or None,
                    watch=watch,
                )
            except Cancelled:
                return None

        self.desk.run(
            f"读取{reading.paths[0].name}", task, lambda draft: self._take(now, draft),
            lambda error: self._refuse(now, error),
        )  # fmt: skip

    def _take(self, now: int, draft: AnyDraft | None) -> None:
        if now != self._round:
            return
        if draft is None:
            self.leave()
            self.desk.say("已停止读取，没有任何改动", "amber")
            return
        self.draft = draft
        self.recognised.show_draft(draft)
        if draft.asks:
            self.recognised.day.widget.setFocus()
            return
        self.changes.show_draft(draft)
        self._show(changes=self.recognised.columns.isHidden())
        self.annotate_button.setVisible(bool(draft.problems))
        self._name_button()

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

    def _name_button(self) -> None:
        """The button says what it does."""
        draft = self.draft
        if draft is None:
            return
        taken = len(self.changes.taken())
        parts = [
            f"{count}{unit}{word}"
            for kind, word in (("new", "新增"), ("changed", "变更"))
            for count, unit in ((draft.households[kind], "户"), (draft.people[kind], "人"))
            if count
        ]
        if taken:
            parts.append(f"{taken}处改用国扶的")
        useful = draft.changes_anything or taken > 0
        said = f"导入 {' '.join(parts)}".rstrip() if useful else "没有变化，不用导入"
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
        draft, office, take = self.draft, self.office, self.changes.taken()
        if draft is None:
            return
        self.actions_by_key["importing.apply"].setEnabled(False)

        def task(watch: Watch) -> Applied | None:
            try:
                office.safety.backup_before("导入前", watch)
                return office.importing.apply(draft, take=take, watch=watch)
            except Cancelled:
                return None

        self.desk.run(f"导入{draft.files[0]}", task, self._applied, self._not_applied)

    def _applied(self, said: Applied | None) -> None:
        if said is None:
            self.actions_by_key["importing.apply"].setEnabled(True)
            self.desk.say("已停止导入，没有任何改动", "amber")
            return
        self.draft = None
        self.leave()
        links = f'　<a href="undo:{said.act}">撤销</a>　<a href="household">查看农户</a>' if said.act else ""
        toned(self.done, f"✓ {escape(said.sentence)}{links}", "green")
        self.done.show()
        self.refresh()

    def _not_applied(self, error: Exception) -> None:
        self.recognised.refuse(str(error))
        self._name_button()

    def _follow(self, link: str) -> None:
        if link == "household":
            self.desk.go("household")
            return
        act = int(link.partition(":")[2])
        self.desk.run(
            "撤销导入", lambda _: self.office.undo(act), self._undone,
            lambda error: toned(self.done, f"！ {escape(str(error))}", "red"),
        )  # fmt: skip

    def _undone(self, label: str) -> None:
        toned(self.done, f"✓ 已撤销：{escape(label)}", "green")
        self.refresh()

    @command("importing.leave", text="不导入", shortcut="Esc", help="放下读取的文件，本办数据不动")
    def leave(self) -> None:
        self._round += 1
        if self.draft is not None:
            self.desk.say(f"已放下 {self.draft.files[0]}，没有导入")
        self.draft = None
        self.stack.setCurrentWidget(self.nothing)

    @command(
        "importing.annotate", text="把问题标在表里…", help="另存一份他们的表：错的格子标红并写明原因，附问题清单，发给填表的人去改"
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
        """Write a copy of the file with its wrong cells marked."""
        draft, source, office = self.draft, self.recognised.reading.paths[0], self.office
        if draft is not None:
            self.desk.run(
                "标出问题", lambda _: office.importing.annotate(draft, source, path),
                lambda done: self.desk.say(f"{done.told}：{done.path.name}", "green"),
            )  # fmt: skip

    # where one is

    def refresh(self) -> None:
        self.past.load()
        words = NOTHING_YET if not self.past.table.lines else NOTHING_YET.partition("。")[2]
        self.nothing_words.setText(words)
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
        views: tuple[QWidget, ...] = (self.changes.items_view, self.past.view, self.waiting.view)
        views[self.tabs.currentIndex()].setFocus()
