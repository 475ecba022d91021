"""Passages as they are kept, with their steps; a renovation is one whose stages are its steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.due import RULES, DueRule, last_day
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.housing import Renovation, Stage, StageKind
from fupin_desktop.domain.procedure import (
    ROADS,
    Course,
    Numbers,
    Passage,
    Road,
    RoadKind,
    Step,
    Window,
    course,
    housing_road,
)
from fupin_desktop.domain.procedure.records import UNDONE
from fupin_desktop.services.procedure.housing import merged
from fupin_desktop.services.settings import OfficeFacts


@dataclass(frozen=True, slots=True)
class PassageFile:
    """One passage, whole: its steps (withdrawn ones too), and where it stands on the day it was read."""

    passage: Passage
    household: Household | None
    steps: tuple[Step, ...]
    course: Course

    @property
    def subject(self) -> str:
        """Whose passage it is: 水村李四户, 水村."""
        return f"{self.passage.village}{self.household.head}户" if self.household else self.passage.village


def road_of(kind: RoadKind, facts: OfficeFacts) -> Road:
    """A road as this office goes it."""
    if kind is RoadKind.HOUSING and facts.stage_order:
        return housing_road(tuple(StageKind.of(each) for each in facts.stage_order))
    return ROADS[kind]


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office has decided of procedures: its facts, numbers and the stages of its years' plans."""

    facts: OfficeFacts
    numbers: Numbers
    windows: tuple[Window, ...]
    usual: Mapping[str, DueRule]
    """The rules of 催办 for steps that have no term of their own, as the office has them."""

    @classmethod
    def of(cls, unit: Unit, facts: OfficeFacts) -> Rules:
        settings = {each.rule: each for each in unit.due_settings.all(rule=USUAL)}
        return cls(
            facts,
            Numbers(unit.procedure_numbers.all()),
            tuple(unit.windows.all(order=("starts", "id"))),
            {key: RULES[key].as_wanted(settings.get(key)) for key in USUAL},
        )

    def road(self, kind: RoadKind) -> Road:
        return road_of(kind, self.facts)

    def windows_of(self, passage: Passage) -> list[Window]:
        return [each for each in self.windows if each.road is passage.road and each.year == passage.year]

    def course(self, passage: Passage, steps: Iterable[Step], on: date) -> Course:
        """Where a passage stands; a next step without a term is due by the office's rule of 催办, unless that is off."""
        found = course(self.road(passage.road), passage, steps, on, self.numbers, self.windows_of(passage))
        rule = self.usual[USUAL[passage.road is RoadKind.HOUSING]]
        if found.next is None or found.due is not None or not rule.on:
            return found
        return replace(found, due=last_day(rule, self.facts.days_off)(base_of(found)))


USUAL = ("step.next", "step.renovation")


def base_of(course: Course) -> date:
    """The day from which the next step counts: that of the last one done, of a notice its last day."""
    return max((step.until or step.on for step in course.done.values()), default=course.passage.opened_on)


def files_of(unit: Unit, rules: Rules, passages: Sequence[Passage], on: date) -> list[PassageFile]:
    """Passages with their steps, in the order given."""
    ids = [each.id for each in passages if each.id is not None]
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in unit.steps.of(ids, "passage_id"):
        steps[step.passage_id].append(step)
    houses = [each.record_id for each in passages if each.road is RoadKind.HOUSING and each.record_id]
    stages: dict[int, list[Stage]] = defaultdict(list)
    for stage in unit.stages.of(houses, "renovation_id"):
        stages[stage.renovation_id].append(stage)
    households = unit.households.some({each.household_id for each in passages if each.household_id})
    found = []
    for passage in passages:
        mine = [*steps.get(passage.id or 0, ())]
        if passage.road is RoadKind.HOUSING:
            mine = merged(mine, stages.get(passage.record_id or 0, ()))
        mine.sort(key=lambda each: (each.on, each.version, each.id or 0))
        found.append(
            PassageFile(
                passage=passage,
                household=households.get(passage.household_id or 0),
                steps=tuple(mine),
                course=rules.course(passage, mine, on),
            )
        )
    return found


def renovation_passages(
    unit: Unit, renovations: Sequence[Renovation], kept: Sequence[Passage]
) -> list[Passage]:
    """The passages of renovations; one that has none of its own (any more) begins with its first stage."""
    own = {
        each.record_id: each for each in kept
        if each.road is RoadKind.HOUSING and each.withdrawn_reason != UNDONE
    }  # fmt: skip
    lacking = [each for each in renovations if each.id not in own]
    first: dict[int, date] = {}
    for stage in unit.stages.of([each.id for each in lacking], "renovation_id"):
        first[stage.renovation_id] = min(first.get(stage.renovation_id, stage.on), stage.on)
    households = unit.households.some({each.household_id for each in lacking})
    made = {
        each.id: Passage(
            household_id=each.household_id, record_id=each.id, road=RoadKind.HOUSING, year=each.plan_year,
            village=households[each.household_id].village if each.household_id in households else "",
            opened_on=first.get(each.id or 0, date(each.plan_year, 1, 1)),
        )
        for each in lacking
    }  # fmt: skip
    return [own.get(each.id) or made[each.id] for each in renovations]


def passages_of_household(unit: Unit, household: int) -> list[Passage]:
    """All passages of a household, its renovations among them, the newest first."""
    kept = unit.passages.all(household_id=household)
    houses = renovation_passages(unit, unit.renovations.all(household_id=household), kept)
    others = [each for each in kept if each.road is not RoadKind.HOUSING]
    return sorted([*others, *houses], key=lambda each: (each.opened_on, each.id or 0), reverse=True)
