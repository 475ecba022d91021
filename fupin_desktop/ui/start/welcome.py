"""欢迎: the ways into an office, each one press; and 办公室打不开, when the last one cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desktop.services.beginning.ground import DEMO
from fupin_desktop.ui.page import quiet
from fupin_desktop.ui.start.page import Choice, PlaceLine, StartPage, link
from fupin_desktop.ui.theme import M, S

PICTURE = 40
HERE = "用 ↑ ↓ 选一项，按 Enter；也可以按数字键，或把导出表、备份拖到这里。以后每一步都能返回、能改。"


class _Ways(StartPage):
    """Ways on as cards; the digits take them too. ``opened`` says the folder of an office used before."""

    opened = Signal(object)

    def __init__(self, title: str, words: str, back: str = "") -> None:
        super().__init__(title, words, back)
        self.choices: list[Choice] = []
        self.first = 0

    def offer(self, choice: Choice) -> Choice:
        self.choices.append(choice)
        self.body.addWidget(choice)
        return choice

    def former(self, folders: Sequence[Path]) -> Iterator[QHBoxLayout]:
        """A line for each office used before that is there."""
        for folder in folders:
            again = link(f"打开 {named(folder)}")
            again.setToolTip(str(folder))
            again.clicked.connect(lambda _=False, folder=folder: self.opened.emit(folder))
            yield _row(quiet("用过的：　　"), again)

    def take_focus(self) -> None:
        self.choices[self.first].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.choices):
            self.choices[place].click()
        else:
            super().keyPressEvent(event)


class WelcomePage(_Ways):
    """The three ways, each one press, and a quiet line for who has data already."""

    demo_wanted = Signal()
    new_wanted = Signal()
    export_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(
        self, folder: Path, former: Sequence[Path] = (), back: str = "", *, demo: bool = False
    ) -> None:
        super().__init__("换一个办公室" if back else "欢迎使用乡镇扶贫工作台", HERE, back)
        self.first = 1 if back else 0  # who comes from an office has seen the demo
        if not back:
            picture = QLabel()
            picture.setPixmap(QApplication.windowIcon().pixmap(QSize(PICTURE, PICTURE)))
            self.top.insertWidget(0, picture)
        words = (
            "接着看上次的演示，改过的都在。" if demo else
            "虚构的星星镇，218户。看看程序能做什么，随便改，不怕弄坏；数据另放一处，不占正式办公室的位置。"
        )  # fmt: skip
        ways = (
            Choice("1　演示乡镇", words, "home"),
            Choice("2　新建办公室", "填写单位、县、乡镇和各村（村名可以从 Excel 粘贴），马上开始登记。", "add"),
            Choice(
                "3　导入国扶导出表", "选一份导出表（.xlsx .xls .csv）：县、乡镇和各村从表里读出，您核对后接着导入。",
                "arrow_import",
            ),
        )  # fmt: skip
        for choice, signal in zip(ways, (self.demo_wanted, self.new_wanted, self.export_wanted), strict=True):
            self.offer(choice).clicked.connect(signal)
        self.place = PlaceLine(folder)
        self.body.addSpacing(M)
        self.body.addWidget(self._quiet_ways(former))
        self.body.addWidget(self.place)
        self.body.addStretch(1)

    def _quiet_ways(self, former: Sequence[Path]) -> QWidget:
        """For who has data already: a line of links, and below it the offices used before."""
        other, restore = link("打开已有的办公室…"), link("恢复备份（.fupin）…")
        other.clicked.connect(self.other_wanted)
        restore.clicked.connect(self.restore_wanted)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(_row(quiet("已经有数据："), other, restore))
        for row in self.former(former):
            column.addLayout(row)
        return made


class TroublePage(_Ways):
    """The last office cannot be opened: what is wrong, and the ways on."""

    again_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()
    welcome_wanted = Signal()

    def __init__(self, folder: Path, sentence: str, former: Sequence[Path] = ()) -> None:
        super().__init__("办公室打不开", f"上次用的办公室在 {folder}")
        self.say(sentence)
        self.body.addWidget(self.note)
        for title, words, drawing, signal in (
            ("1　重试", "插好U盘、关掉占用它的程序以后，再打开一次。", "arrow_clockwise", self.again_wanted),
            ("2　打开已有的办公室…", "数据在别的文件夹里：选择里面有 office.db 的文件夹。", "folder_open", self.other_wanted),
            ("3　恢复备份…", "用备份文件（.fupin）找回；打不开的数据会另存一份，不会删除。", "history", self.restore_wanted),
            ("4　到欢迎页", "看演示，或新建一个办公室；打不开的那个原样留着。", "home", self.welcome_wanted),
        ):  # fmt: skip
            self.offer(Choice(title, words, drawing)).clicked.connect(signal)
        for row in self.former(former):
            self.body.addLayout(row)
        self.body.addStretch(1)


def named(folder: Path) -> str:
    """A folder as a link says it: the demo by its name, others by the end of their path."""
    if folder.name == DEMO:
        return DEMO
    whole = str(folder)
    return whole if len(whole) < 30 else f"…{whole[-28:]}"


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return row
