"""The stops of a passage: what was done, what is next and until when, what is still to come, what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.domain.procedure import Step, StepKind, live
from fupin_desktop.domain.values import show_day

if TYPE_CHECKING:
    from fupin_desktop.domain.visit import Attachment
    from fupin_desktop.services.procedure import PassageFile

DONE, NEXT, LATER, GONE = "done", "next", "later", "gone"
SOON = 7
"""Days before the last one in which a step is shown as due soon."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the road: a step as it was done, or one that is to be done."""

    kind: StepKind
    state: str
    step: Step | None = None
    papers: tuple[Attachment, ...] = field(default=())


def stops(file: PassageFile, papers: Sequence[Attachment]) -> Iterator[Stop]:
    """The steps that were done in the order of time, then what is next, what is left, and what was withdrawn."""
    road, course = file.course.road, file.course
    steps = [each for each in live(file.steps) if each.kind in road.places]
    for step in steps:
        mine = tuple(each for each in papers if _belongs(each, step))
        yield Stop(road.step(step.kind), DONE, step, mine)
    place = road.place(course.next.key) if course.next is not None else len(road.steps)
    if course.next is not None:
        waiting = tuple(
            each for each in papers if each.subject == "household" and each.paper in course.next.papers
        )
        yield Stop(course.next, NEXT, papers=waiting)
        for kind in road.steps[place + 1 :]:
            if kind.key not in course.done:
                yield Stop(kind, LATER)
    for step in file.steps:
        if step.withdrawn_on is not None and step.kind in road.places:
            yield Stop(road.step(step.kind), GONE, step)


def _belongs(paper: Attachment, step: Step) -> bool:
    id = step.id or 0
    return (paper.subject, paper.subject_id) == (("step", id) if id > 0 else ("stage", -id))


def due_words(due: date | None, on: date) -> tuple[str, str]:
    """How much time is left, and its colour."""
    if due is None:
        return "", ""
    left = (due - on).days
    if left < 0:
        return f"应在{show_day(due)}前完成，已超期{-left}天", "red"
    if left == 0:
        return f"今天（{show_day(due)}）到期", "amber"
    return f"应在{show_day(due)}前完成，还有{left}天", "amber" if left <= SOON else ""
