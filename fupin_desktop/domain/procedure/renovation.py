"""A renovation's stages in the light of its road: where it stands, and what keeps a stage from being kept or taken out.

The road, its order and its checks are those of ``checks`` and ``course``; a stage that is only noted (in the grid of a
household, by a list from a village) is held to the same order and days, without what its step asks for besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.housing.records import Stage, StageKind
from fupin_desktop.domain.housing.stages import BUILDING, LABELS, NOT_STARTED, Order, State
from fupin_desktop.domain.procedure.asks import Case
from fupin_desktop.domain.procedure.checks import general, withdraw_hindrances
from fupin_desktop.domain.procedure.course import Course, course
from fupin_desktop.domain.procedure.numbers import Numbers
from fupin_desktop.domain.procedure.records import Passage, RoadKind, Step
from fupin_desktop.domain.procedure.roads import AFTER_PAYMENT, housing_road

_FAR = date(9999, 1, 1)
_AFTERWARDS = {AFTER_PAYMENT[0].key: "已发放公示", AFTER_PAYMENT[1].key: "已归档"}


def step_of(stage: Stage) -> Step:
    """A stage as a step of the road; the id is negative, for it lies among the stages."""
    return Step(
        id=-(stage.id or 0), version=stage.version, household_id=stage.household_id, kind=stage.kind.value, on=stage.on,
        person=stage.who, override=stage.skip_reason, remark=stage.remark,
    )  # fmt: skip


def course_of(order: Order, stages: Iterable[Stage]) -> Course:
    """Where a renovation stands by its stages alone, in the order that the office keeps."""
    steps = [step_of(each) for each in stages]
    opened = min((each.on for each in steps), default=_FAR)
    passage = Passage(road=RoadKind.HOUSING, village="", year=opened.year, opened_on=opened)
    return course(housing_road(order), passage, steps, _FAR, Numbers())


def state_of(found: Course) -> State:
    """The furthest stage that counts; an objection, a return, a refusal is said instead."""
    order = [StageKind.of(each.key) for each in found.road.steps if each.key in _STAGES]
    kinds = {StageKind.of(key) for key in found.done if key in _STAGES}
    reached = max((order.index(kind) + 1 for kind in kinds), default=0)
    kind = order[reached - 1] if reached else None
    if found.withdrawn or found.failed or found.objection is not None:
        label = found.label
    elif kind is None:
        label = NOT_STARTED
    else:
        after = [said for key, said in _AFTERWARDS.items() if key in found.done]
        label = (
            after[-1]
            if after
            else LABELS[kind]
            if kinds.intersection(BUILDING)
            else f"{NOT_STARTED}（{LABELS[kind]}）"
        )
    return State(kind, label, reached, len(order))


_STAGES = frozenset(StageKind)


def against(found: Course, new: Stage, on: date | None) -> list[Problem]:
    """What keeps a stage from being kept; a reason (``skip_reason``) lets an unusual order or day pass."""
    if new.kind not in found.road.places:
        return [Problem("kind", f"本办的改造顺序中没有“{new.kind.label}”，请先在设置中调整顺序")]
    step, kind = step_of(new), found.road.step(new.kind)
    passage = Passage(
        road=RoadKind.HOUSING, village="", year=new.on.year, opened_on=min(new.on, found.passage.opened_on)
    )
    case = Case(
        road=found.road, kind=kind, passage=passage, step=step, facts={}, done=found.done, numbers=Numbers(),
        on=on or new.on,
    )  # fmt: skip
    return [
        Problem("skip_reason" if each.waivable and each.field == "kind" else each.field, each.text)
        for each in general(case, found)
        if not (each.waivable and new.skip_reason.strip())
    ]


def against_removal(found: Course, removed: Stage, reason: str) -> list[Problem]:
    """What keeps a stage from being withdrawn: no reason, or a later one that stands on it."""
    if removed.kind not in found.road.places:
        return [] if reason.strip() else [Problem("reason", f"撤回“{removed.kind.label}”请写明原因")]
    counts: Sequence[Step] = [each for key, each in found.done.items() if key == removed.kind]
    step = counts[0] if counts else step_of(removed)
    return [Problem(each.field, each.text) for each in withdraw_hindrances(found.road, step, found, reason)]
