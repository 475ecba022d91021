"""帮助 → 自检: what is looked at and how it came out, beside the window; to be copied or saved for whoever helps."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain import disk
from fupin_desktop.services import selfcheck
from fupin_desktop.services.selfcheck import Item, Outcome, Room
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.folders import last_folder, remember
from fupin_desktop.ui.helping import TOPIC
from fupin_desktop.ui.jobs import Job, Jobs
from fupin_desktop.ui.page import quiet, toned
from fupin_desktop.ui.selfcheck import seen
from fupin_desktop.ui.theme import L, M, S, theme

FORMS = "文本文件 (*.txt);;JSON文件 (*.json)"


class SelfCheck(QDialog):
    """Begins to look when it is shown; closing it stops the looking."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle("自检")
        self.resize(720, 560)
        self.outcomes: list[Outcome] = []
        self.now = datetime.now()
        self.jobs = Jobs(self)
        self._job: Job[Room] | None = None
        self._waiting: list[Item] = []
        self.state = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(140)
        self.bar.setTextVisible(False)
        self.stop = QPushButton("停止")
        self.stop.clicked.connect(self.cancel)
        self.text = QTextBrowser()
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName("自检结果")
        self.note = quiet("")
        self.note.setWordWrap(True)
        self.again = QPushButton("再查一遍")
        self.again.clicked.connect(self.begin)
        self.copy = QPushButton("复制给支持人员")
        self.copy.setToolTip("复制成文字，贴到QQ、微信或邮件里；里面没有姓名、证件号码和您的用户名")
        self.copy.clicked.connect(self.copy_text)
        self.save = QPushButton("保存…")
        self.save.clicked.connect(self.ask_where)
        self.leave = QPushButton("关闭")
        self.leave.clicked.connect(self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.bar)
        head.addWidget(self.stop)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.again)
        foot.addStretch(1)
        for each in (self.copy, self.save, self.leave):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(self.note)
        column.addLayout(foot)

    # looking

    def begin(self) -> None:
        """Look at everything anew."""
        if self._job:
            return
        self.outcomes, self.now = [], datetime.now()
        self._waiting = list(seen.SEEN)
        beside = [*selfcheck.items(), *seen.BESIDE]
        self.bar.setRange(0, len(beside) + len(self._waiting))
        toned(self.note, "")
        now, place, office = self.now, self.desk.office.folder, self.desk.office

        def look(watch: Watch) -> Room:
            with Room(now, place, office) as room:
                for each in selfcheck.outcomes(beside, room, watch):
                    self.outcomes.append(each)
            return room

        self._job = Job(
            look, done=self._look_at_window, failed=self._broke, stopped=self._stopped, progress=self._told
        )
        self._show("正在检查…")
        self.jobs.start(self._job)

    def _told(self, done: int, _: int, doing: str) -> None:
        if self._job:
            self.bar.setValue(done)
            self._show(f"正在检查：{doing}")

    def _look_at_window(self, room: Room) -> None:
        """What needs the window's own thread, one item at a time, so that the window goes on."""
        if not self._job or self._job.stop.is_set():
            self._stopped()
        elif self._waiting:
            self.outcomes.append(selfcheck.looked(self._waiting.pop(0), room))
            self.bar.setValue(len(self.outcomes))
            QTimer.singleShot(0, self, lambda: self._look_at_window(room))
        else:
            self._job = None
            self._show(*self._sum())

    def _sum(self) -> tuple[str, str]:
        wrong = sum(not each.ok for each in self.outcomes)
        remarks = sum(each.remark for each in self.outcomes)
        if wrong:
            return f"！ {wrong}项有问题，做法写在那一项里；不明白就复制给支持人员", "red"
        return f"✓ 共{len(self.outcomes)}项，没有问题{f'；{remarks}项请留意' if remarks else ''}", "green"

    def _stopped(self) -> None:
        self._job = None
        self._show("已停止，没有查完；要接着查请按“再查一遍”", "amber")

    def _broke(self, error: Exception) -> None:
        self._job = None
        self._show(f"！ {selfcheck.not_done(error)}", "red")

    def cancel(self) -> None:
        """Stop after the item that is looked at now."""
        if self._job:
            self._job.cancel()
            self.state.setText("正在停止…")

    # showing

    def _show(self, state: str, tone: str = "") -> None:
        toned(self.state, state, tone)
        busy = self._job is not None
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        for each in (self.again, self.copy, self.save):
            each.setEnabled(not busy)
        # what needs attention stands first as soon as all is looked at
        first = self.outcomes if busy else sorted(self.outcomes, key=lambda each: (each.ok, not each.remark))
        self.text.setHtml(_written(first))
        if busy:
            self.text.verticalScrollBar().setValue(self.text.verticalScrollBar().maximum())
        else:
            self.leave.setFocus()

    def copy_text(self) -> None:
        """The outcome as plain lines to the clipboard."""
        QGuiApplication.clipboard().setText(selfcheck.as_text(self.outcomes, self.now))
        toned(self.note, "✓ 已复制，里面没有姓名、证件号码和您的用户名；请粘贴给支持人员", "green")

    def ask_where(self) -> None:
        """Ask for a file and save the outcome there."""
        usual = last_folder() / f"自检_{self.now:%Y%m%d-%H%M}.txt"
        name, _ = QFileDialog.getSaveFileName(self, "保存自检结果", str(usual), FORMS)
        if name:
            self.save_to(Path(name))

    def save_to(self, file: Path) -> None:
        """Save as text, or as JSON when the name ends so."""
        if file.suffix.lower() == ".json":
            text = json.dumps(selfcheck.as_json(self.outcomes, self.now), ensure_ascii=False, indent=1)
        else:
            text = selfcheck.as_text(self.outcomes, self.now)
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            toned(self.note, f"！ 没有保存：“{file}”写不进去（{disk.why(error, file)}），请换一个位置", "red")
            return
        remember(file.parent)
        toned(self.note, f"✓ 已保存：{file}", "green")

    def close_jobs(self) -> None:
        """The window goes away."""
        self.cancel()
        self.jobs.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.cancel()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)


def _written(outcomes: list[Outcome]) -> str:
    """The outcomes as a table: sign, name, words."""
    colours = {"✓": theme.colours.green, "◷": theme.colours.amber, "！": theme.colours.red}
    rows = "".join(
        f'<tr><td style="color:{colours[each.sign]}">{each.sign}</td>'
        f'<td style="white-space:nowrap">{escape(each.name)}</td><td>{escape(each.words)}</td></tr>'
        for each in outcomes
    )
    return f'<table cellpadding="4" width="100%">{rows}</table>'


def open_dialog(desk: Desk, parent: QWidget) -> SelfCheck:
    """The dialog, shown beside the window."""
    made = SelfCheck(desk, parent)
    made.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
    made.setProperty(TOPIC, "faq#自检")
    made.show()
    return made
