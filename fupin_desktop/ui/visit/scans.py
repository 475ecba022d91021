"""扫描件: what the document camera put into its folder, sorted with two keys: same household next paper, next household."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desktop import settings
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.scans import Waiting
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.commands import actions, button, command
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import open_place
from fupin_desktop.ui.lines import Column, LineTable, LineView
from fupin_desktop.ui.page import head, panes, quiet, toned
from fupin_desktop.ui.parts import Part
from fupin_desktop.ui.theme import M, S
from fupin_desktop.ui.visit.attached import Attached, small
from fupin_desktop.ui.visit.sorting import PaperLine, Picture
from fupin_desktop.ui.visit.whose import HouseholdField

EVERY = 3000
"""Milliseconds between two looks into the folder while the part is seen."""
NO_FOLDER = "还没有选扫描文件夹。按“选择文件夹”，选高拍仪或扫描仪存放图片的文件夹；归入的文件移到其中的“已归入”，不会删除。"
NOTHING = "扫描文件夹里没有等待归入的文件；扫描后会自动出现在这里。"


class ScanPart(Part):
    """The scans that wait at the left; the page and whom it belongs to at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.actions_by_key = actions(self)
        self._reading = False
        self._seen: list[Waiting] = []
        self._picture, self._pictured = QImage(), Path()
        self.folder = quiet("")
        self.choose = QPushButton("选择文件夹…")
        self.choose.clicked.connect(self._choose)
        self.table: LineTable[Waiting] = LineTable(_columns())
        self.view = LineView(self.table, "等待归入的文件")
        self.view.entered.connect(lambda _: self._show_file())
        self.picture = Picture()
        self.words = quiet("")
        self.words.setWordWrap(True)
        self.whose = HouseholdField(desk, self)
        self.whose.chosen.connect(self._whose_chosen)
        self.view.opened.connect(lambda _: self.whose.search.setFocus())
        self.paper = PaperLine()
        self.paper.installEventFilter(self)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("再次归入的理由")
        self.reason.setPlaceholderText("再次归入的理由")
        self.reason.installEventFilter(self)
        self.reason.hide()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.kept = Attached(desk)
        self.kept.removed.connect(self._remove)
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(self.look)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self.folder, 1)
        top.addWidget(self.choose)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(M, 0, 0, 0)
        column.setSpacing(S)
        heading = QLabel("归入哪一户、是什么材料")
        head(heading, 0.5)
        paper = quiet("材料名称（拼音首字母也可以）")
        paper.setBuddy(self.paper)
        for widget in (heading, self.whose, paper, self.paper, self.reason, self.problem):
            column.addWidget(widget)
        for key in ("scan.next", "scan.same"):
            column.addWidget(button(self.actions_by_key[key], primary=key == "scan.next"))
        column.addWidget(self.kept)
        column.addStretch(1)
        left = QWidget()
        row = QVBoxLayout(left)
        row.setContentsMargins(0, 0, S, 0)
        row.setSpacing(S)
        row.addWidget(self.words)
        row.addWidget(self.view, 1)
        middle = panes(left, panes(self.picture, right, (560, 360), grows=0), (260, 920), grows=1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, S, 0, 0)
        whole.setSpacing(S)
        whole.addLayout(top)
        whole.addWidget(middle, 1)

    # the folder

    @property
    def watched(self) -> Path | None:
        """The folder of the document camera, as this PC remembers it."""
        kept = settings.load().scan_folder
        return Path(kept) if kept else None

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "高拍仪存放图片的文件夹", str(self.watched or ""))
        if chosen:
            with self.desk.speaking():
                settings.change(scan_folder=chosen)
            self.load()

    def load(self) -> None:
        folder = self.watched
        self.folder.setText(f"扫描文件夹：{folder}" if folder else NO_FOLDER)
        self.paper.offer(self.desk.office.scans.papers())
        self._show_kept()
        self.look()

    def look(self) -> None:
        """See what lies in the folder, beside the window."""
        folder, scans = self.watched, self.desk.office.scans
        if folder is None or self._reading:
            self._enable()
            return
        self._reading = True

        def task(_: Watch) -> list[Waiting] | str:
            try:
                return scans.waiting(folder)
            except Trouble as wrong:
                return str(wrong)

        self.desk.run_quietly(task, self._take)

    def _take(self, found: list[Waiting] | str) -> None:
        self._reading = False
        said = found if isinstance(found, str) else "" if found else NOTHING
        toned(self.words, said, "red" if isinstance(found, str) else "quiet")
        self.words.setVisible(bool(said))
        waiting = [] if isinstance(found, str) else found
        if waiting == self._seen:
            return
        row = max(0, self.view.currentIndex().row())
        kept = self.view.current()
        self._seen = waiting
        self.table.show(waiting)
        if waiting and self.choose.hasFocus():
            self.take_focus()
        paths = [each.path for each in waiting]
        self.view.go_to_row(
            paths.index(kept.path) if kept is not None and kept.path in paths else min(row, len(paths) - 1)
        )
        self._show_file()

    def _show_file(self) -> None:
        """The picture of the file under the cursor."""
        line = self.view.current()
        self._enable()
        if line is None:
            self._pictured = Path()
            self.picture.put(QImage(), "")
            return
        self._say(line.trouble, "amber")
        if line.trouble:
            self._pictured = Path()
            self.picture.put(QImage(), line.trouble)
            return
        if line.path == self._pictured:
            return
        path = self._pictured = line.path
        size = QSize(1600, 1600)
        self.desk.run_quietly(
            lambda _: small(path, size), lambda image: self._pictured_as(path, image), "draw"
        )

    def _pictured_as(self, path: Path, image: QImage) -> None:
        if path == self._pictured:
            self.picture.put(
                image, f"“{path.name}”显示不出来，请用其他程序打开看看" if image.isNull() else ""
            )

    # whose and what

    def _whose_chosen(self) -> None:
        self._show_kept()
        self.paper.setFocus()
        self.paper.selectAll()

    def _show_kept(self) -> None:
        household = self.whose.household
        found = self.desk.office.scans.of_household(household) if household is not None else []
        self.kept.show_kept(found[:4])
        self._enable()

    def _enable(self) -> None:
        line = self.view.current()
        ready = line is not None and not line.trouble
        for key in ("scan.next", "scan.same"):
            self.actions_by_key[key].setEnabled(ready)
        for key in ("scan.open", "scan.pass"):
            self.actions_by_key[key].setEnabled(line is not None)

    def _sort(self) -> bool:
        """Give the file to its household; False when something hinders it."""
        line, household = self.view.current(), self.whose.household
        if line is None:
            return False
        if household is None:
            self._say("请先选这份材料是哪一户的", "red")
            self.whose.search.setFocus()
            return False
        try:
            taken = self.desk.office.scans.take(
                line.path, household, self.paper.said(), self.desk.today(), reason=self.reason.text()
            )
        except Refused as refused:
            self._say("；".join(each.text for each in refused.problems), "red")
            again = any(each.field == "reason" for each in refused.problems)
            self.reason.setVisible(again)
            (self.reason if again else self.paper).setFocus()
            return False
        except (Stale, Trouble) as said:
            self._say(str(said), "red")
            return False
        head = self.whose.line.head if self.whose.line else ""
        self.desk.say(
            taken.remark or f"已归入：{head}户的{taken.attachment.paper}",
            "amber" if taken.remark else "green",
            undo=True,
        )
        self.reason.clear()
        self.reason.hide()
        self._say("")
        self._drop(line.path)
        return True

    def _drop(self, path: Path) -> None:
        """What was sorted is gone from the list at once; the next file takes its place."""
        row = self.view.currentIndex().row()
        self._seen = [each for each in self._seen if each.path != path]
        self.table.show(self._seen)
        self.view.go_to_row(min(row, len(self._seen) - 1))
        self._show_file()
        self._show_kept()

    def _say(self, words: str, tone: str = "") -> None:
        """What hinders, below the name of the paper."""
        toned(self.problem, words, tone)
        self.problem.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the name of the paper or the reason: sorted, on to the next household."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.next_household()
                return True
        return super().eventFilter(watched, event)

    @command(
        "scan.next", text="归入，下一户（Enter）", icon="checkmark_circle", help="归入，接着归下一户的材料"
    )
    def next_household(self) -> None:
        if self._sort():
            self.whose.put(None)
            self._show_kept()
            self.whose.search.setFocus()

    @command(
        "scan.same",
        text="归入，同户下一份（Ctrl+Enter）",
        shortcut="Ctrl+Return",
        help="归入，接着归同一户的下一份材料",
    )
    def same_household(self) -> None:
        if self._sort():
            self.paper.setFocus()
            self.paper.selectAll()

    @command("scan.pass", text="跳过", shortcut="Ctrl+Down", help="先不归这一份，看下一份")
    def skip(self) -> None:
        if self.table.lines:
            self.view.go_to_row((self.view.currentIndex().row() + 1) % len(self.table.lines))

    @command("scan.open", text="打开文件", shortcut="Ctrl+O", icon="open", help="用电脑上的程序打开这个文件")
    def open_file(self) -> None:
        if (line := self.view.current()) is not None:
            open_place(line.path)

    def _remove(self, attachment: Attachment) -> None:
        with self.desk.speaking():
            self.desk.office.scans.remove(attachment)
            self.desk.say(f"已移除附件：{attachment.paper}", "green", undo=True)
        self._show_kept()

    def take_focus(self) -> None:
        (self.whose.search if self._seen else self.choose).setFocus()

    # Qt says:

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.timer.stop()


def _columns() -> list[Column[Waiting]]:
    def tone(each: Waiting) -> str:
        return "amber" if each.trouble else ""

    return [
        Column("文件", lambda each: each.path.name, 0, tone=tone),
        Column("大小", _size, 9, right=True, tone=tone),
    ]


def _size(each: Waiting) -> str:
    return "没写完" if each.trouble else f"{max(1, each.size // 1024)}KB"
