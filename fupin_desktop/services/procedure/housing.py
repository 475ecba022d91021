"""Keeps the stages of a renovation and the steps of its road in one: a stage says that a step counts, its step says the rest.

Lists, imports and figures read the stages; what was registered with one (votes, grade, money, the last day of a notice) and
whatever did not pass stands in the steps.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.housing import Stage, StageKind
from fupin_desktop.domain.procedure import Passage, Result, Road, Step, live
from fupin_desktop.domain.procedure.renovation import step_of

_STAGES = frozenset(StageKind)


def merged(steps: Iterable[Step], stages: Iterable[Stage]) -> list[Step]:
    """Steps and stages as one row: a stage that has a step of its own is that step, on the stage's day."""
    found = list(steps)
    twins = {each.kind: each for each in live(found) if each.result is Result.PASSED}
    for stage in stages:
        twin = twins.get(stage.kind.value)
        if twin is None:
            found.append(step_of(stage))
        elif (twin.on, twin.person, twin.override) != (stage.on, stage.who, stage.skip_reason):
            found[found.index(twin)] = dataclasses.replace(
                twin, on=stage.on, person=stage.who, override=stage.skip_reason
            )
    return found


def keep_stage(unit: Unit, passage: Passage, made: Step) -> None:
    """A step that passed, told to the stages."""
    if made.kind in _STAGES:
        unit.stages.save(
            Stage(
                household_id=passage.household_id or 0, renovation_id=passage.record_id or 0, kind=StageKind.of(made.kind),
                on=made.on, who=made.person, skip_reason=made.override, remark=made.remark,
            )
        )  # fmt: skip


def drop_stages(unit: Unit, passage: Passage, kinds: Iterable[str]) -> None:
    """Stages that no longer count; one that no step says yet goes over to the steps, for nothing is lost."""
    wanted = set(kinds)
    said = {
        each.kind for each in unit.steps.all(passage_id=passage.id)
        if each.result is Result.PASSED and each.withdrawn_on is None
    }  # fmt: skip
    for stage in unit.stages.all(renovation_id=passage.record_id):
        if stage.kind.value not in wanted:
            continue
        if stage.kind.value not in said:
            unit.steps.save(
                dataclasses.replace(step_of(stage), id=None, version=0, passage_id=passage.id or 0)
            )
        unit.stages.remove(stage)


def sent_back(unit: Unit, passage: Passage, road: Road, made: Step) -> None:
    """An objection or a return: the steps from the one it leads back to on are to be done again."""
    place = road.place(road.back_to(made.kind, made.back_to))
    drop_stages(unit, passage, (each.key for each in road.steps[place:]))


def withdraw_stage(unit: Unit, passage: Passage, step: Step, reason: str, on: date) -> Step:
    """Take a stage out: it goes to the steps as withdrawn. Gives the step as it is kept."""
    drop_stages(unit, passage, [step.kind])
    twin = next(
        (
            each for each in reversed(live(unit.steps.all(passage_id=passage.id)))
            if each.kind == step.kind and each.result is Result.PASSED
        ),
        None,
    )  # fmt: skip
    assert twin is not None
    return unit.steps.save(dataclasses.replace(twin, withdrawn_on=on, withdrawn_reason=reason))
