"""Whom the data qualify for each kind of notice, with the reasons in plain words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.db import notice as lists
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.assessment import TWO_AND_THREE, Facts, Result, judge
from fupin_desktop.domain.household import Household, Person
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.income import above, gap
from fupin_desktop.domain.values import show_day
from fupin_desktop.services import assessment

Lines = assessment.Lines
Proposer = Callable[[Unit, date, int, str | None, Lines], Iterator["Candidate"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A household that may stand on a notice; ``ticked`` when the data qualify it, ``reasons`` say why or why not."""

    household_id: int
    number: str
    village: str
    group: str
    head: str
    people: int
    reasons: tuple[str, ...]
    ticked: bool
    record_id: int  # the renovation or the episode; the household where there is none
    note: str = ""  # how the list came about, where it is not as usual


def people_of(unit: Unit, ids: Sequence[int], on: date) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    for person in unit.people.of(ids, "household_id"):
        if person.present(on):
            found.setdefault(person.household_id, []).append(person)
    return found


def stages_of(unit: Unit, renovations: Sequence[int], on: date) -> dict[int, set[StageKind]]:
    found: dict[int, set[StageKind]] = {}
    for stage in unit.stages.of(renovations, "renovation_id"):
        if stage.on <= on:
            found.setdefault(stage.renovation_id, set()).add(stage.kind)
    return found


def _candidate(
    household: Household,
    people: Mapping[int, Sequence[Person]],
    reasons: Iterable[str],
    *,
    ticked: bool,
    record: int | None = None,
    note: str = "",
) -> Candidate:
    assert household.id is not None
    here = len(people.get(household.id, ()))
    return Candidate(
        household_id=household.id,
        number=household.number,
        village=household.village,
        group=household.group,
        head=household.head,
        people=here,
        reasons=tuple(reasons) if here else (*reasons, "没有在册家庭成员"),
        ticked=ticked and here > 0,
        record_id=household.id if record is None else record,
        note=note,
    )


def _applicants(unit: Unit, on: date, year: int, village: str | None, lines: Lines) -> Iterator[Candidate]:
    """Who applied this year and is not on the register; an income above the line speaks against it."""
    ids = lists.applicants(unit, on, year, village)
    people = people_of(unit, ids, on)
    for facts in assessment.facts(unit, ids, on, lines):
        applied = facts.household.applied_on
        assert applied is not None
        fit = (above(facts.income, facts.line) or 0) <= 0
        yield _candidate(
            facts.household, people, [f"{show_day(applied)}申请", _income_words(facts)], ticked=fit
        )


def _exits(unit: Unit, on: date, _year: int, village: str | None, lines: Lines) -> Iterator[Candidate]:
    """Who is still poor; ticked with an income above the line and nothing of 两不愁三保障 unmet."""
    ids = lists.still_poor(unit, on, village)
    people = people_of(unit, ids, on)
    for facts in assessment.facts(unit, ids, on, lines):
        judged = judge(facts, TWO_AND_THREE)
        unmet = [
            f"{each.item.label}未达标（{each.reason}）" for each in judged if each.result is Result.UNMET
        ]
        unknown = [each.item.label for each in judged if each.result is Result.UNKNOWN]
        reasons = [_income_words(facts), *unmet]
        if unknown:
            reasons.append(f"未核实：{'、'.join(unknown)}")
        fit = above(facts.income, facts.line) == 1 and not unmet
        note = _OPEN_ITEMS if fit and unknown else ""
        yield _candidate(facts.household, people, reasons, ticked=fit, note=note)


_OPEN_ITEMS = "名单中有的户“两不愁三保障”还有未核实的项目，请核实后再张贴"


def _income_words(facts: Facts) -> str:
    if above(facts.income, facts.line) is None:
        return gap(facts.income, facts.line)
    return f"{facts.number}年人均纯收入{gap(facts.income, facts.line)}"


_BEFORE_POSTING = (StageKind.APPLIED, StageKind.REVIEWED, StageKind.APPRAISED)
_POSTED = frozenset(kind for kind in StageKind if kind not in _BEFORE_POSTING)
_APPROVED = _POSTED - {StageKind.POSTED, StageKind.CHECKED}
Reached = Collection[StageKind]


def _houses(unit: Unit, on: date, year: int, village: str | None, _lines: Lines) -> Iterator[Candidate]:
    """The renovations of a plan year; ticked are those that wait for their notice."""
    pairs = lists.renovations(unit, on, year, village)
    people = people_of(unit, list(pairs), on)
    households = unit.households.some(pairs)
    stages = stages_of(unit, list(pairs.values()), on)
    fits, note = _stage_filter([stages.get(record, set()) for record in pairs.values()], year)
    for id, record in pairs.items():
        reached = stages.get(record, set())
        fit = fits(reached)
        yield _candidate(
            households[id],
            people,
            [_stage_words(reached)],
            ticked=fit,
            record=record,
            note=note if fit else "",
        )


def _stage_words(reached: Reached) -> str:
    furthest = max(reached, key=list(StageKind).index, default=None)
    return f"已到“{furthest.label}”阶段" if furthest else "还没有登记阶段"


def _stage_filter(houses: Sequence[Reached], year: int) -> tuple[Callable[[Reached], bool], str]:
    """Reviewed and not yet posted; where there is none, all not yet approved; where there is none, all."""

    def waiting(reached: Reached) -> bool:
        return StageKind.REVIEWED in reached and _POSTED.isdisjoint(reached)

    def unapproved(reached: Reached) -> bool:
        return _APPROVED.isdisjoint(reached)

    if any(map(waiting, houses)):
        return waiting, ""
    if any(map(unapproved, houses)):
        return unapproved, f"没有已评议、尚未公示的户，名单为{year}年度尚未经县审批的危改户，请核对"
    return (lambda _: True), f"{year}年度的危改户都已审批，名单为本年度全部危改户，请核对"


def _episodes(unit: Unit, on: date, _year: int, village: str | None, _lines: Lines) -> Iterator[Candidate]:
    """Who was found and is not yet identified as 监测对象."""
    pairs = lists.proposed(unit, on, village)
    people = people_of(unit, list(pairs), on)
    households = unit.households.some(pairs)
    episodes = unit.monitorings.some(pairs.values())
    for id, record in pairs.items():
        found = episodes[record]
        assert found.found_on is not None
        kind = found.kind.label if found.kind else "监测对象类别未填写"
        yield _candidate(
            households[id],
            people,
            [f"{show_day(found.found_on)}发现", kind],
            ticked=found.kind is not None,
            record=record,
        )


PROPOSERS: Mapping[str, Proposer] = {
    "identification": _applicants,
    "exit": _exits,
    "housing": _houses,
    "monitoring": _episodes,
}
