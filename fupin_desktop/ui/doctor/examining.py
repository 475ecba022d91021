"""Keeps the examination of the office up to date beside the window: from the start, and after each change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fupin_desktop.services.tasks import Cancelled, Watch
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.doctor.outcome import Outcome, outcome_of
from fupin_desktop.ui.jobs import Job
from fupin_desktop.ui.timing import pause

FOLLOW_AFTER = 300
"""Milliseconds after a change until the changed households are examined again."""
AT_ONCE = 3000
"""Offices of up to so many households are examined again by themselves when everything may have changed."""


class Examining(QObject):
    """``taken``: there is a new ``outcome``; ``stopped``: the clerk stopped it; ``behind``: what is shown is old."""

    taken = Signal()
    stopped = Signal()
    behind = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.office = desk, desk.office
        self.outcome: Outcome | None = None
        self.busy = self._again = False
        self._soon = pause(self, FOLLOW_AFTER, self.follow)

    def examine(self) -> None:
        """Examine the whole office, and remember what was found."""
        if not self.busy:
            self.busy = True
            self.desk.run("体检", self._whole, self._take, self._failed)

    def _whole(self, watch: Watch) -> Outcome | None:
        try:
            checked = self.office.doctor.examine(on=self.desk.examined_on, watch=watch)
        except Cancelled:
            return None
        self.office.doctor.remember(checked)
        return outcome_of(self.office, checked)

    def _take(self, outcome: Outcome | None) -> None:
        self.busy = False
        if outcome is None:
            self.stopped.emit()
            return
        self.outcome = outcome
        self.desk.counted.emit("doctor", outcome.errors)
        self.taken.emit()
        if self._again:
            self._again = False
            self._soon.start()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self.desk.tell(error)
        if self.outcome is None:
            self.stopped.emit()

    def follow_soon(self) -> None:
        """Something changed: look again when it has come to rest."""
        self._soon.start()

    def follow(self) -> None:
        """Examine what was changed since again; everything where a whole office of few households may have changed."""
        if self.outcome is None or self.busy:
            self._again = self.busy
            return
        self.busy = True
        checked, office = self.outcome.checked, self.office

        def again(_: Watch) -> Outcome | None:
            now = office.doctor.follow(checked)
            return None if now is None else outcome_of(office, now)

        self.desk.jobs.start(Job(again, done=self._followed, failed=self._failed), "look")

    def _followed(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._take(outcome)
            return
        self.busy = False
        if self.outcome and self.outcome.checked.result.households <= AT_ONCE:
            self.examine()
        else:
            self.behind.emit()
