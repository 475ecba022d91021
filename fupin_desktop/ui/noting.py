"""Quiet bars above the page for what the clerk should know but need not answer, and how the program looks after itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from fupin_desktop import settings
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.ui.commands import command
from fupin_desktop.ui.helping import bring_up
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.jobs import Job
from fupin_desktop.ui.page import toned
from fupin_desktop.ui.status import SIGNS
from fupin_desktop.ui.theme import M, S

if TYPE_CHECKING:
    from fupin_desktop.services.tasks import Watch
    from fupin_desktop.ui.frame import Frame
    from fupin_desktop.ui.selfcheck.dialog import SelfCheck

log = logging.getLogger(__name__)
Offer = tuple[str, Callable[[], object]]
BELOW_TOP = 1
"""Where bars stand in the window: below the line with the search."""


class NoteBar(QWidget):
    """«！ 上次…　[打开日志] [不用了]　✕»: says something until it is put away; an offer that was taken puts it away too."""

    def __init__(self, words: str, tone: str, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.words = QLabel()
        self.words.setWordWrap(True)
        toned(self.words, SIGNS.get(tone, "") + words, tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, 2, M, 2)
        row.setSpacing(S)
        row.addWidget(self.words, 1)
        self.offers = [self._offer(*each) for each in offers]
        for each in self.offers:
            row.addWidget(each)
        self.away = QToolButton()
        self.away.setIcon(icon("dismiss"))
        self.away.setToolTip("收起这一条")
        self.away.setAccessibleName("收起这一条")
        self.away.clicked.connect(self.put_away)
        row.addWidget(self.away)

    def _offer(self, text: str, do: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("tone", "link")

        def take() -> None:
            do()
            self.put_away()

        made.clicked.connect(take)
        return made

    def put_away(self) -> None:
        self.hide()
        self.deleteLater()


class Noting:
    """What the window says by itself after it has been drawn; a part of the frame."""

    selfcheck: SelfCheck | None = None

    def note(self, words: str, tone: str = "", offers: Sequence[Offer] = ()) -> NoteBar:
        """Put a bar above the page."""
        made = NoteBar(words, tone, offers)
        ground = cast("Frame", self).centralWidget().layout()
        assert isinstance(ground, QBoxLayout)
        ground.insertWidget(BELOW_TOP, made)
        made.show()
        return made

    @command(
        "window.selfcheck",
        text="自检",
        icon="checkmark_circle",
        help="看程序在这台电脑上好不好用，结果可以复制给支持人员",
    )
    def check_program(self) -> None:
        from fupin_desktop.ui.selfcheck.dialog import open_dialog

        if self.selfcheck is None:
            self.selfcheck = open_dialog(cast("Frame", self).desk, cast("Frame", self))
        bring_up(self.selfcheck)

    def close_selfcheck(self) -> None:
        """The program ends: the self-check stops."""
        if self.selfcheck is not None:
            self.selfcheck.close_jobs()

    @command(
        "window.newer",
        text="找新版安装程序",
        icon="open",
        help="在U盘、桌面、下载和办公室文件夹里找更新的安装程序",
    )
    def look_for_newer(self) -> None:
        from fupin_desktop import __version__
        from fupin_desktop.services.newer import newest_near

        desk = cast("Frame", self).desk

        def told(found: object) -> None:
            if not self._tell_newer(found):
                desk.say(
                    f"没有找到比{__version__}更新的安装程序；请把 FupinDesktop-…-setup.exe 放到U盘、桌面、下载或办公室文件夹，再找一次"
                )

        desk.run_quietly(lambda _: newest_near(desk.office.folder), told, "draw")

    def _tell_newer(self, found: object) -> bool:
        from fupin_desktop.services.newer import Setup
        from fupin_desktop.ui.folders import open_place

        if not isinstance(found, Setup):
            return False
        self.note(found.sentence, "", [("打开所在文件夹", lambda: open_place(found.file.parent))])
        return True

    def tell_news(self) -> None:
        """After the first paint, beside the window: how the last run ended, whether the clock is wrong or the disk nearly
        full, and once a day whether a newer setup lies near."""
        desk = cast("Frame", self).desk
        office = desk.office
        from fupin_desktop.services.newer import newest_near

        def warnings(_: Watch) -> list[str]:
            from fupin_desktop.services.selfcheck.surroundings import clock_behind, low_space, newest_act

            clock = clock_behind(datetime.now(), newest_act(office))
            return [each for each in (clock, low_space(office.folder)) if each]

        def ends(_: Watch) -> list[object]:
            from fupin_desktop.services.crashes import bad_ends

            return [*bad_ends(office)]

        desk.run_quietly(warnings, self._warn, "draw")
        desk.run_quietly(ends, self._offer_logs, "draw")
        today = datetime.now().date().isoformat()
        if settings.load().newer_told == today:
            return

        def newer(found: object) -> None:
            if self._tell_newer(found):
                _remember(today)

        desk.run_quietly(lambda _: newest_near(office.folder), newer, "draw")

    def _warn(self, found: list[str]) -> None:
        for each in found:
            self.note(each, "red")

    def back_up(self) -> None:
        """The day's first backup, beside the window; that there is none must be heard."""
        desk = cast("Frame", self).desk
        desk.jobs.start(Job(desk.office.safety.backup_at_start, failed=self._not_backed_up))

    def _not_backed_up(self, error: Exception) -> None:
        log.warning("no backup at the start", exc_info=error)
        why = str(error) if isinstance(error, (Refused, Stale, Trouble)) else "详情已写入日志"
        self.note(f"今天的自动备份没有做成：{why}", "red")

    def _offer_logs(self, found: object) -> None:
        from fupin_desktop.services.crashes import BadEnd
        from fupin_desktop.ui.folders import open_place

        assert isinstance(found, list)
        if not found:
            return
        newest = found[-1]
        assert isinstance(newest, BadEnd)
        more = f"（共{len(found)}次）" if len(found) > 1 else ""
        self.note(
            f"上次{newest.how}{more}，已保存的数据没有受影响；日志里的姓名、证件号码已打星号，可以交给支持人员",
            "amber",
            [("打开日志", lambda: open_place(newest.log)), ("不再提示", lambda: None)],
        )


def _remember(today: str) -> None:
    """A PC that cannot remember tells it again at the next start."""
    try:
        settings.change(newer_told=today)
    except Trouble:
        return
