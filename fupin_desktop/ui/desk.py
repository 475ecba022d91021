"""The desk that every page works on: the office, the jobs, where one is, and how one is spoken to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from fupin_desktop import settings
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.tasks import Watch
from fupin_desktop.ui import era
from fupin_desktop.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

T = TypeVar("T")
log = logging.getLogger(__name__)


def _newest_undo(office: Office) -> int:
    newest = office.history.acts(last=1)
    if not newest or not newest[0].is_undo or newest[0].undone:
        raise Trouble("没有可以恢复的撤销：撤销之后又做了别的改动，或还没有撤销过")
    return newest[0].id


def _log(error: Exception) -> None:
    log.warning("a quiet job failed", exc_info=error)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: a page and what it shows."""

    page: str
    state: Mapping[str, Any] = field(default_factory=dict)


class Desk(QObject):
    """Handed to every page. ``changed`` carries the set of tables that an act touched ("" means all)."""

    wanted = Signal(object)
    moved = Signal()
    said = Signal(str, str, bool)
    noted = Signal(str, str)
    """Words and tone of a bar above the page, which stays until it is put away."""
    changed = Signal(object)
    working = Signal(object, str)
    progressed = Signal(int, int, str)
    rested = Signal(str)
    restore_wanted = Signal(object)
    """A backup that is to be put back: the program closes the office, restores, and opens it again."""
    office_wanted = Signal()
    """Another office is wanted: the program shows the first window above this one."""
    package_wanted = Signal(object)
    """A .fupin file that somebody opened or dropped: the program says what it is and what can be done with it."""
    worker_changed = Signal()
    counted = Signal(str, int)
    """A page and how much waits there, to be shown in the navigation."""
    _heard = Signal(object)

    def __init__(self, office: Office, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.office = office
        self.today = today
        era.live_on(self._time())
        self.jobs = Jobs(self)
        self._heard.connect(self._spread, Qt.ConnectionType.QueuedConnection)
        office.listen(lambda touched: self._heard.emit(frozenset(table for table, _ in touched)))

    def _spread(self, tables: object) -> None:
        self.changed.emit(tables)

    def _time(self) -> date:
        """The day whose words the window speaks: today; of the invented township the last day of its data."""
        if not self.office.settings.facts().demo:
            return self.today()
        with self.office.store.read() as unit:
            return unit.last_day() or self.today()

    @property
    def examined_on(self) -> date | None:
        """The day as of which the doctor looks: today; None is the last day of the invented township."""
        return None if self.office.settings.facts().demo else self.today()

    def go(self, page: str, **state: Any) -> None:
        """Show a page, with what it should show: ``desk.go("household", filters={"village": "水村"})``."""
        self.wanted.emit(Place(page, state))

    def say(self, text: str, tone: str = "", *, undo: bool = False) -> None:
        """A passing line at the foot of the window; ``tone`` red, amber, green; ``undo`` offers 撤销."""
        self.said.emit(text, tone, undo)

    def work_as(self, name: str) -> None:
        """Another 经办人 goes on from here; the PC remembers the name for the next start."""
        name = name.strip()
        facts = self.office.settings.facts()
        self.office.by = name
        with self.speaking():
            if name and name not in facts.people:
                self.office.settings.save(replace(facts, people=(*facts.people, name)))
            settings.change(worker=name)
            self.say(f"现在的经办人：{name or '未填'}", "green")
        self.worker_changed.emit()

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """What the office refuses inside is said at the foot of the window, and the clerk goes on."""
        try:
            yield
        except (Refused, Stale, Trouble) as said:
            self.say(str(said), "red")

    def run(
        self,
        doing: str,
        task: Callable[[Watch], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        stopped: str = "没有留下任何改动",
    ) -> Job[T]:
        """Start what takes longer than a blink, with progress and 停止 in the status line.

        ``stopped`` says what a stop leaves behind.
        """

        def finished(outcome: T) -> None:
            self.rested.emit("")
            if done:
                done(outcome)

        def broke(error: Exception) -> None:
            self.rested.emit("")
            if failed and isinstance(error, (Refused, Stale, Trouble)):
                failed(error)
            else:
                self.tell(error)

        job = Job(
            task,
            done=finished,
            failed=broke,
            stopped=lambda: self.rested.emit(f"已停止：{doing}，{stopped}"),
            progress=self.progressed.emit,
        )
        self.working.emit(job, doing)
        self.jobs.start(job)
        return job

    def run_quietly(
        self, task: Callable[[Watch], T], done: Callable[[T], None], lane: str = "look"
    ) -> Job[T]:
        """Start something small: what a page reads, or (lane "draw") a picture that may wait."""
        return self.jobs.start(Job(task, done=done, failed=_log), lane)

    def take_back(self, act: int | None = None, *, redo: bool = False) -> None:
        """Undo an act, the newest if none is named, or with ``redo`` undo the newest undo, beside the window."""
        office = self.office

        def task(_: Watch) -> str:
            return office.undo(_newest_undo(office) if redo else act)

        done = "已恢复" if redo else "已撤销"
        self.run(
            done.removeprefix("已"),
            task,
            lambda said: self.say(f"{done}：{said.removeprefix('撤销：')}", "green"),
        )

    def tell(self, error: Exception) -> None:
        """Say a failure in its own sentence; one that has none is a fault of the program and is logged."""
        if isinstance(error, (Refused, Stale, Trouble)):
            self.say(str(error), "red")
            return
        if isinstance(error, OSError):
            log.warning("the disk refused", exc_info=error)
            self.say(f"{disk.sentence(error)}；这一步没有做成", "red")
            return
        log.error("a job failed", exc_info=error)
        self.say("程序在后台出错，这一步没有做成，数据没有改动；详情已写入日志", "red")
