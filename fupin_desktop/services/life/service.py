"""动态管理: looks at a change in a household, does it as one act, and lists what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.life import EventKind, EventLine
from fupin_desktop.services.life import doubles, moving, people, register
from fupin_desktop.services.life.asked import Asked, Done, Outlook
from fupin_desktop.services.life.listing import event_lines
from fupin_desktop.services.life.scene import Scene, check_day

PLANNERS: Mapping[EventKind, Callable[[Scene], None]] = {
    EventKind.BIRTH: people.comes,
    EventKind.ADOPTION: people.comes,
    EventKind.MARRIAGE_IN: people.comes,
    EventKind.MOVE_IN: people.comes,
    EventKind.RETURN: people.returns,
    EventKind.DEATH: people.goes,
    EventKind.MARRIAGE_OUT: people.goes,
    EventKind.MOVE_OUT: people.goes,
    EventKind.PRISON: people.away,
    EventKind.MILITARY: people.away,
    EventKind.SCHOOL_LEAVING: people.leaves_school,
    EventKind.HEAD_CHANGE: people.changes_head,
    EventKind.SPLIT: moving.splits,
    EventKind.MERGE: moving.merges,
    EventKind.DOUBLE: doubles.joins,
    EventKind.CLEARED: register.clears,
    EventKind.WRONG_EXIT: register.corrects_exit,
    EventKind.MISSED: register.corrects_missed,
    EventKind.ENDED: register.ends,
}


class Life:
    """What happens to households over the years."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def look(self, asked: Asked, today: date) -> Outlook:
        """What would come of a change, before anything is written. Raises Stale when the household is gone."""
        with self._store.read() as unit:
            return _planned(unit, asked, today).outlook()

    def do(self, asked: Asked, today: date) -> Done:
        """Do a change as one act, with its event.

        Raises Refused: something is impossible, a relation has to be said, or it is unusual and no reason was given.
        """
        outlook = self.look(asked, today)
        hinder(outlook, asked)
        with self._store.write(outlook.label) as unit:
            scene = _planned(unit, asked, today)
            hinder(scene.outlook(), asked)
            scene.act(unit)
            assert unit.act is not None
            return Done(unit.act, scene.event_id, tuple(scene.touched), tuple(scene.said))

    def events(
        self, *, household: int | None = None, since: date | None = None, until: date | None = None,
        village: str | None = None,
    ) -> list[EventLine]:  # fmt: skip
        """变动台账 of a period, by day; of one household, of a village, or of all."""
        with self._store.read() as unit:
            return event_lines(unit, household=household, since=since, until=until, village=village)


def hinder(outlook: Outlook, asked: Asked) -> None:
    """Raise Refused for what hinders a change."""
    found = list(outlook.problems) or [
        Problem(
            f"relation:{each.person}",
            f"请写明{each.name}与户主的关系（{each.where}），从原来的关系推算不出来",
        )
        for each in outlook.asked
    ]
    if not found and not asked.override.strip():
        found = list(outlook.doubts)
    if found:
        raise Refused(found)


def _planned(unit: Unit, asked: Asked, today: date) -> Scene:
    scene = Scene(unit, asked, today)
    check_day(scene)
    PLANNERS[asked.kind](scene)
    return scene
