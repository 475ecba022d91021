"""The pages of the first window, one above the other, and what is done beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui.jobs import Job, Jobs
from fupin_desktop.ui.start.page import StartPage
from fupin_desktop.ui.start.working import WorkingPage
from fupin_desktop.ui.theme import XL, L, theme

T = TypeVar("T")


class PageStack(QWidget):
    """A window of pages; one goes on and back. ``leaving``: the words that lead from the first page to where one came from."""

    def __init__(self, leaving: str = "") -> None:
        super().__init__()
        self.setWindowTitle("乡镇扶贫工作台")
        self.setProperty("part", "surface")
        self._leaving = leaving
        self.jobs = Jobs(self)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.addWidget(self.stack)
        self.resize(self._size())

    def _size(self) -> QSize:
        """Room for the pages at any size of text, never more than the screen has."""
        room = self.screen().availableGeometry().size() * 0.94
        return QSize(round(theme.size * 88), round(theme.size * 58)).boundedTo(room)

    @property
    def page(self) -> StartPage:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, StartPage)
        return shown

    def show_page(self, page: StartPage, *, alone: bool = False) -> None:
        """Show a page above the others, or ``alone``: one cannot go back to them."""
        while self.stack.count() and (alone or isinstance(self.page, WorkingPage)):
            self.drop()
        page.back_wanted.connect(self.back)
        self.stack.setCurrentIndex(self.stack.addWidget(page))
        page.take_focus()

    def drop(self) -> None:
        old = self.stack.currentWidget()
        self.stack.removeWidget(old)
        old.deleteLater()

    def back(self) -> None:
        """To the page before; from the first one to the office that is open."""
        if self.stack.count() > 1:
            self.drop()
            self.stack.setCurrentIndex(self.stack.count() - 1)
            self.page.take_focus()
        elif self._leaving:
            self.close()

    def work(self, title: str, words: str, task: Callable[[Watch], T], done: Callable[[T], None]) -> None:
        """Do something beside the window; a failure is said on the page from which it was begun."""
        page = WorkingPage(title, words)

        def progress(done: int, total: int, doing: str) -> None:
            if self.page is page:
                page.move_on(done, total, doing)

        def failed(error: Exception) -> None:
            self.back()
            if not isinstance(error, (Refused, Stale, Trouble)):
                raise error
            self.page.say(str(error))

        def stopped() -> None:
            self.back()
            self.page.say("已停止，没有留下任何文件", "amber")

        job = Job(task, done=done, failed=failed, stopped=stopped, progress=progress)
        page.stopped.connect(job.cancel)
        self.show_page(page)
        self.jobs.start(job)
