"""Where passwords of locked files are typed: a new one twice, or the one of a file that is to be opened.

A password lives as long as its dialog and the act it was typed for; it is never kept and never logged.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.domain import passwords
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.ui.helping import TOPIC
from fupin_desktop.ui.jobs import Job, Jobs
from fupin_desktop.ui.page import heighten, quiet, toned
from fupin_desktop.ui.theme import L, M, S

T = TypeVar("T")

NO_WAY_BACK = "忘了密码，谁也打不开这个备份，程序没有后门。请把密码写在纸上锁进柜子，不要和U盘放在一起。"
CAPS = "◷ 大写锁定（Caps Lock）开着"


class PasswordLine(QLineEdit):
    """A line whose characters are hidden; says when Caps Lock seems to be on."""

    caps = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setMaxLength(passwords.MOST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed.isascii() and typed.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(typed.isupper() is not shift)
        super().keyPressEvent(event)

    def show_plain(self, plain: bool) -> None:
        """Show what is typed, or dots (Chinese can be typed only while it is shown)."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if plain else QLineEdit.EchoMode.Password)


class PasswordDialog(QDialog):
    """What both dialogs have: lines, 显示, a sentence, Enter and Esc."""

    def __init__(self, title: str, go: str, leave: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty(TOPIC, "backup#密码")
        self.lines: list[PasswordLine] = []
        self.eye = QToolButton()
        self.eye.setText("显示")
        self.eye.setCheckable(True)
        self.eye.setToolTip("看一眼输入的密码；要输入汉字时也先按“显示”")
        self.eye.toggled.connect(self._show_plain)
        self.caps = QLabel()
        self.caps.hide()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.go, self.leave = QPushButton(go), QPushButton(leave)
        self.go.setProperty("tone", "primary")
        self.go.setDefault(True)
        self.leave.setAutoDefault(False)
        self.go.clicked.connect(self.take)
        self.leave.clicked.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 34)

    def lay_out(self, words: str, *parts: QWidget, labels: tuple[str, ...]) -> None:
        """Words above, a line for each label, ``parts`` below the lines."""
        said = QLabel(words)
        said.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        for row, label in enumerate(labels):
            line = PasswordLine(label)
            line.caps.connect(self._warn_of_caps)
            self.lines.append(line)
            grid.addWidget(quiet(label), row, 0)
            grid.addWidget(line, row, 1)
        grid.addWidget(self.eye, 0, 2)
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(M)
        column.addWidget(said)
        column.addLayout(grid)
        for each in (*parts, self.caps, self.problem):
            column.addWidget(each)
        column.addStretch(1)
        column.addLayout(foot)
        order = [*self.lines, self.eye, self.leave, self.go]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.lines[0].setFocus()

    def take(self) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def complain(self, words: str) -> None:
        """Say what hinders it; "" when nothing does."""
        toned(self.problem, f"！ {words}" if words else "", "red")
        self.problem.setVisible(bool(words))
        heighten(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        heighten(self)

    def _show_plain(self, plain: bool) -> None:
        self.eye.setText("隐藏" if plain else "显示")
        for each in self.lines:
            each.show_plain(plain)
        self.lines[0].setFocus()

    def _warn_of_caps(self, on: bool) -> None:
        toned(self.caps, CAPS if on else "", "amber")
        self.caps.setVisible(on)
        heighten(self)


class NewPassword(PasswordDialog):
    """A password for a new locked file, typed twice; ``password`` when it was accepted."""

    def __init__(self, file: Path, parent: QWidget | None) -> None:
        super().__init__("给备份设密码", "加密备份", "不备份了", parent)
        self.password = ""
        self.strength = QLabel()
        warning = quiet(NO_WAY_BACK)
        warning.setWordWrap(True)
        self.lay_out(
            f"备份到 {file}\n带出本机的备份要加密：拿到U盘的人没有密码看不了。",
            self.strength,
            warning,
            labels=("密码", "再输一次"),
        )
        self.lines[0].setPlaceholderText(f"至少{passwords.LEAST}个字符，几个词连起来好记又难猜")
        self.lines[0].textChanged.connect(self._weigh)
        self.lines[1].textChanged.connect(lambda _: self.complain(""))
        self._weigh("")

    def _weigh(self, typed: str) -> None:
        self.complain("")
        found = passwords.strength(typed)
        toned(
            self.strength,
            f"密码强度：{found.words}" if typed else "密码强度：",
            found.tone if typed else "quiet",
        )

    def take(self) -> None:
        typed, again = (each.text() for each in self.lines)
        if said := passwords.problem(typed):
            self.complain(said)
            self.lines[0].setFocus()
        elif not again:
            self.lines[1].setFocus()
        elif passwords.normal(typed) != passwords.normal(again):
            self.complain("两次输入的密码不一样，请再输一次；可以按“显示”对照")
            self.lines[1].setFocus()
            self.lines[1].selectAll()
        else:
            self.password = typed
            self.accept()


class AskPassword(PasswordDialog):
    """Asks for the password of a file until ``attempt`` takes it (tried beside the window) or nobody wants any more.

    ``attempt`` raises Trouble for a wrong one; ``opened`` carries the password and what it gave.
    """

    opened = Signal(str, object)

    def __init__(self, file: Path, attempt: Callable[[str], T], jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__("输入备份的密码", "打开", "不打开了", parent)
        self._attempt, self._jobs = attempt, jobs
        self.lay_out(f"“{file.name}”有密码，请输入备份时设的密码。", labels=("密码",))
        self.lines[0].textChanged.connect(lambda _: self.complain(""))

    def take(self) -> None:
        typed = self.lines[0].text()
        if not typed:
            self.complain("请输入密码")
            return
        self.complain("")
        self._wait(True)
        self._jobs.start(
            Job(
                lambda _: self._attempt(typed),
                done=lambda found: self._take(typed, found),
                failed=self._refuse,
            ),
            "look",
        )

    def _take(self, typed: str, found: object) -> None:
        if self.isVisible():
            self.accept()
            self.opened.emit(typed, found)

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        if not isinstance(error, Trouble):
            raise error
        self.complain(str(error))
        self.lines[0].setFocus()
        self.lines[0].selectAll()

    def _wait(self, trying: bool) -> None:
        self.lines[0].setReadOnly(trying)
        self.go.setEnabled(not trying)
        self.go.setText("正在核对…" if trying else "打开")
