"""The next step of each open passage, with its last day and who acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fupin_desktop.db import due as candidates
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.due import Due, DueRule, last_day
from fupin_desktop.domain.housing import Stage, StageKind
from fupin_desktop.domain.procedure import Course, Passage, Result, RoadKind, Step
from fupin_desktop.domain.procedure.records import UNDONE
from fupin_desktop.services.procedure.housing import merged
from fupin_desktop.services.procedure.reading import Rules, base_of
from fupin_desktop.services.settings import OfficeFacts

HELPER = "帮扶责任人"
PAYMENT = "payment_posted"
PORTION = 2000


class Waiting(NamedTuple):
    """An open passage and its household as lists show it: (id, place, number, head, cadre), None for a village."""

    passage: Passage
    course: Course
    line: Sequence[Any] | None


def next_steps(
    unit: Unit,
    on: date,
    village: str | None,
    wanted: Iterable[str],
    rules: Mapping[str, DueRule],
    facts: OfficeFacts,
) -> Iterator[Due]:
    """What each open passage waits for; a step without a term gets the days of its rule after the step before."""
    wanted = set(wanted)
    told = candidates.told_of_payment(unit, on.isoformat())
    places = {name: place for place, name, _, _ in candidates.teams(unit, on.isoformat())}
    for each in _waiting(unit, Rules.of(unit, facts), on, village):
        rule = rules.get(_rule(each.course))
        if rule is None or rule.key not in wanted or _is_told(each, told):
            continue
        yield _due(each, rule, places, facts)


def _waiting(unit: Unit, office: Rules, on: date, village: str | None) -> Iterator[Waiting]:
    """Every open passage, renovations without one of their own last; in portions, with only what a course asks for."""
    day = on.isoformat()
    last = {kind.value: office.road(kind).steps[-1].key for kind in RoadKind}
    ids = candidates.waiting(unit, day, village, last)
    for first in range(0, len(ids), PORTION):
        kept = list(unit.passages.some(ids[first : first + PORTION]).values())
        yield from _open(unit, office, kept, on)
    houses = candidates.houses(unit, village, on.year, UNDONE)
    for first in range(0, len(houses), PORTION):
        made = [
            Passage(household_id=household, record_id=id, road=RoadKind.HOUSING, year=year, village=place,
                    opened_on=date(year, 1, 1))
            for id, household, year, place in houses[first : first + PORTION]
        ]  # fmt: skip
        yield from _open(unit, office, made, on)


def _open(unit: Unit, office: Rules, passages: Sequence[Passage], on: date) -> Iterator[Waiting]:
    day = on.isoformat()
    steps = _steps(unit, [each.id for each in passages if each.id is not None], day)
    stages = _stages(unit, [each.record_id or 0 for each in passages if each.road is RoadKind.HOUSING], day)
    lines = {row[0]: row for row in candidates.lines(unit, {each.household_id or 0 for each in passages})}
    for passage in passages:
        mine = steps.get(passage.id or 0, [])
        if passage.road is RoadKind.HOUSING:
            mine = merged(mine, stages.get(passage.record_id or 0, ()))
        course = office.course(passage, mine, on)
        if course.open:
            yield Waiting(passage, course, lines.get(passage.household_id or 0))


def _steps(unit: Unit, passages: Sequence[int], day: str) -> Mapping[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for passage, id, version, kind, on, result, back_to, until, override in candidates.steps(
        unit, passages, day
    ):
        found[passage].append(
            Step(id=id, version=version, passage_id=passage, kind=kind, on=date.fromisoformat(on), result=Result.of(result),
                 back_to=back_to, until=date.fromisoformat(until) if until else None, override=override)
        )  # fmt: skip
    return found


def _stages(unit: Unit, renovations: Sequence[int], day: str) -> Mapping[int, list[Stage]]:
    found: dict[int, list[Stage]] = defaultdict(list)
    for renovation, id, version, kind, on, who, reason in candidates.stages(unit, renovations, day):
        found[renovation].append(
            Stage(id=id, version=version, renovation_id=renovation, kind=StageKind.of(kind), on=date.fromisoformat(on),
                  who=who, skip_reason=reason)
        )  # fmt: skip
    return found


def _rule(course: Course) -> str:
    if course.road.kind is not RoadKind.HOUSING:
        return "step.next"
    return "step.payment" if course.next is not None and course.next.key == PAYMENT else "step.renovation"


def _is_told(each: Waiting, told: set[tuple[int | None, str, str]]) -> bool:
    """Whether a notice said what was paid, though nobody registered it as a step."""
    paid = each.course.done.get(StageKind.PAID)
    if paid is None or not told or _rule(each.course) != "step.payment":
        return False
    of = ((each.passage.household_id, each.passage.village), (None, each.passage.village))
    return any((household, village) in of and day >= paid.on.isoformat() for household, village, day in told)


def _due(each: Waiting, rule: DueRule, places: Mapping[str, int], facts: OfficeFacts) -> Due:
    passage, course, line = each
    next = course.next
    assert next is not None
    base = base_of(course)
    place, number, head, helper = line[1:] if line else (places.get(passage.village, 9999), "", "", "")
    return Due(
        course.due or last_day(rule, facts.days_off)(base), place, passage.village, rule.key, passage.household_id, number, head,
        helper if next.actor == HELPER and helper else next.actor, _words(course), base, passage.id,
    )  # fmt: skip


def _words(course: Course) -> str:
    """识别：第一次公示中（至2018年6月14日），下一步乡镇审核."""
    name = course.road.label.removeprefix("贫困户")
    running = f"，下一步{course.next.label}" if course.running is not None and course.next is not None else ""
    return f"{name}：{course.label}{running}"
