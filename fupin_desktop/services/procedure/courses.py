"""The passages of one road and year as they stood on a day, without what only a page needs of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.procedure import ROADS, Course, Numbers, RoadKind, Step, course

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit


def courses(
    unit: Unit, kind: RoadKind, year: int | None, on: date, village: str | None = None
) -> list[Course]:
    """The passages of a road and year of work (None: any) that were not given up, as they stood on a day, the newest last."""
    wanted = {"road": kind, "year": year, "village": village}
    equal: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    passages = [
        each for each in unit.passages.all(**equal) if each.withdrawn_on is None and each.opened_on <= on
    ]
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in unit.steps.of([each.id for each in passages], "passage_id"):
        if step.on <= on:
            steps[step.passage_id].append(step)
    numbers = Numbers()
    return [course(ROADS[kind], each, steps[each.id or 0], on, numbers) for each in passages]
