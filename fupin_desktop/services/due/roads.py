"""The next step of each open passage, with its last day and who acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fupin_desktop.db import due as candidates
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.due import Due, DueRule, last_day
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.procedure import Course, RoadKind
from fupin_desktop.services.procedure.reading import PassageFile, Rules, files_of, renovation_passages
from fupin_desktop.services.settings import OfficeFacts

HELPER = "帮扶责任人"
PAYMENT = "payment_posted"
PORTION = 1000


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
    office = Rules.of(unit, facts)
    told = candidates.told_of_payment(unit, on.isoformat())
    for files in _portions(unit, office, on, village):
        houses = {
            row[0]: row for row in candidates.lines(unit, [each.passage.household_id or 0 for each in files])
        }
        places = {name: place for place, name, _, _ in candidates.teams(unit, on.isoformat())}
        for file in files:
            rule = rules.get(_rule(file))
            if rule is None or rule.key not in wanted or _told(file, told):
                continue
            line = houses.get(file.passage.household_id or 0)
            place = line[1] if line else places.get(file.passage.village, 9999)
            yield _due(file, rule, place, line, facts)


def _as_of(office: Rules, file: PassageFile, on: date) -> Course:
    """Where a passage stood on a day: later steps do not count."""
    if all(each.on <= on for each in file.steps):
        return file.course
    return office.course(file.passage, [each for each in file.steps if each.on <= on], on)


def _portions(unit: Unit, office: Rules, on: date, village: str | None) -> Iterator[list[PassageFile]]:
    last = {kind.value: office.road(kind).steps[-1].key for kind in RoadKind}
    ids = candidates.waiting(unit, on.isoformat(), village, last)
    houses = candidates.houses(unit, village, on.year)
    for first in range(0, len(ids), PORTION):
        kept = unit.passages.some(ids[first : first + PORTION])
        yield _open(office, files_of(unit, office, list(kept.values()), on), on)
    for first in range(0, len(houses), PORTION):
        found = unit.renovations.some(houses[first : first + PORTION])
        passages = renovation_passages(unit, list(found.values()), ())
        begun = [each for each in passages if each.opened_on <= on]
        yield _open(office, files_of(unit, office, begun, on), on)


def _open(office: Rules, files: Sequence[PassageFile], on: date) -> list[PassageFile]:
    known = [replace(each, course=_as_of(office, each, on)) for each in files]
    return [each for each in known if each.course.open]


def _rule(file: PassageFile) -> str:
    if file.passage.road is not RoadKind.HOUSING:
        return "step.next"
    next = file.course.next
    return "step.payment" if next is not None and next.key == PAYMENT else "step.renovation"


def _told(file: PassageFile, told: set[tuple[int | None, str, str]]) -> bool:
    """Whether a notice said what was paid, though nobody registered it as a step."""
    paid = file.course.done.get(StageKind.PAID)
    if paid is None or _rule(file) != "step.payment":
        return False
    of = ((file.passage.household_id, file.passage.village), (None, file.passage.village))
    return any((household, village) in of and day >= paid.on.isoformat() for household, village, day in told)


def _due(
    file: PassageFile, rule: DueRule, place: int, line: Sequence[object] | None, facts: OfficeFacts
) -> Due:
    course = file.course
    assert course.next is not None
    base = max((each.until or each.on for each in course.done.values()), default=file.passage.opened_on)
    helper = str(line[5]) if line else ""
    return Due(
        course.due or last_day(rule, facts.days_off)(base), place, file.passage.village, rule.key, file.passage.household_id,
        str(line[3]) if line else "", str(line[4]) if line else "",
        helper if course.next.actor == HELPER and helper else course.next.actor, _words(course), base, file.passage.id,
    )  # fmt: skip


def _words(course: Course) -> str:
    """识别：第一次公示中（至2018年6月14日），下一步乡镇审核."""
    name = course.road.label.removeprefix("贫困户")
    running = f"，下一步{course.next.label}" if course.running is not None and course.next is not None else ""
    return f"{name}：{course.label}{running}"
