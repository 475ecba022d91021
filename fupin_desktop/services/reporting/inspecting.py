"""Goes through households and says what is to be mended: items not met, plans, measures, helpers, houses, data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fupin_desktop.db import paper as lists
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.assessment import TWO_AND_THREE, Facts, Result, judge
from fupin_desktop.domain.cadre import Post
from fupin_desktop.domain.codes import Status
from fupin_desktop.domain.doctor.case import Around, Case, Member
from fupin_desktop.domain.doctor.examine import Examiner
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.housing import Renovation, StageKind
from fupin_desktop.domain.inspection import WRONG, Issue, discreet
from fupin_desktop.domain.plan import Measure
from fupin_desktop.domain.values import show_day
from fupin_desktop.services import assessment
from fupin_desktop.services.tasks import NOBODY, Watch

PORTION = 500
POOR = (Status.POOR, Status.PREPARED, Status.RETURNED)


class _Beside:
    """What stands beside the facts of a portion of households: plans, measures, helpers, renovations."""

    def __init__(self, unit: Unit, ids: Sequence[int], on: date) -> None:
        self.on = on
        self.status = {
            id: max(known, key=lambda each: each.since).status
            for id, standings in _grouped(unit.standings.of(ids, "household_id")).items()
            if (known := [each for each in standings if each.since <= on])
        }
        plans = [each for each in unit.plans.of(ids, "household_id") if each.year == on.year]
        self.plans = {each.household_id: each for each in plans}
        mine = {each.id for each in plans}
        self.measures = _grouped(
            each for each in unit.measures.of(ids, "household_id") if each.plan_id in mine
        )
        pairings = [
            each
            for each in unit.pairings.of(ids, "household_id")
            if each.since <= on and (each.until is None or each.until > on)
        ]
        self.pairings = _grouped(sorted(pairings, key=lambda each: (each.post is not Post.A, each.since)))
        self.cadres = unit.cadres.some({each.cadre_id for each in pairings})
        self.houses = _grouped(
            each for each in unit.renovations.of(ids, "household_id") if each.plan_year == on.year
        )
        self.stages = {
            (each.renovation_id, each.kind) for each in unit.stages.of(ids, "household_id") if each.on <= on
        }

    def who(self, id: int) -> str:
        """Who answers for a household: its A岗, else whom its plan names."""
        pairings = self.pairings.get(id)
        if pairings:
            return str(self.cadres[pairings[0].cadre_id].name)
        plan = self.plans.get(id)
        return plan.person if plan else ""


def issues(
    unit: Unit, villages: Sequence[str], on: date, lines: assessment.Lines, watch: Watch = NOBODY
) -> Iterator[Issue]:
    """Everything to be mended as of a day, household by household in the order of lists. No text holds an ID number."""
    ids = lists.of_villages(unit, villages, on, on.year, "registered")
    for first in range(0, len(ids), PORTION):
        watch.step(first, len(ids), "逐户核对")
        part = ids[first : first + PORTION]
        beside = _Beside(unit, part, on)
        facts = {each.household.id or 0: each for each in assessment.facts(unit, part, on, lines)}
        for id in part:
            yield from _of(facts[id], beside)


Said = Iterator[tuple[int, str, str]]  # weight, what, how the list says it


def _of(facts: Facts, beside: _Beside) -> Iterator[Issue]:
    household = facts.household
    id = household.id or 0
    plain = Issue(
        village=household.village, household_id=id, head=household.head, what="", said="", who=beside.who(id)
    )
    for rank, what, said in (*_judged(facts), *_houses(id, beside), *_unattended(id, beside)):
        yield replace(plain, what=what, said=said, rank=rank)
    for measure in beside.measures.get(id, ()):
        if _late(measure, beside.on):
            due = show_day(measure.due_on) if measure.due_on else ""
            said = f"帮扶措施“{measure.content}”应于{due}前完成，逾期未完成"
            yield replace(
                plain,
                what="帮扶措施逾期未完成",
                said=said,
                unit="项",
                who=measure.person or plain.who,
                rank=3,
            )
    if wrong := _wrong(facts, beside.on):
        yield replace(plain, what="基础资料有错误", said=f"资料需更正：{discreet(wrong)}", rank=6)


def _judged(facts: Facts) -> Said:
    judged = judge(facts, TWO_AND_THREE)
    for each in judged:
        if each.result is Result.UNMET:
            unmet = f"{each.item.label.removesuffix('有保障')}未达标"
            yield 0, unmet, unmet
    if unknown := [each.item.label for each in judged if each.result is Result.UNKNOWN]:
        yield 5, "“两不愁三保障”有未核实项目", f"未核实：{'、'.join(unknown)}"


def _unattended(id: int, beside: _Beside) -> Said:
    if beside.status.get(id) in POOR and id not in beside.plans:
        yield 2, "未脱贫户没有帮扶计划", f"没有{beside.on.year}年度一户一策帮扶计划"
    if id not in beside.pairings:
        yield 4, "没有落实帮扶责任人", "没有登记帮扶责任人"


def _houses(id: int, beside: _Beside) -> Said:
    for house in beside.houses.get(id, ()):
        if dry := _dry(house, beside):
            yield 1, f"危房改造入住未{dry}", f"危房改造已入住，未{dry}"


def _late(measure: Measure, on: date) -> bool:
    done = measure.done_on is not None and measure.done_on <= on
    return not done and measure.due_on is not None and measure.due_on <= on


def _dry(house: Renovation, beside: _Beside) -> str:
    """What is still missing in a house that people live in: 通水, 通电."""
    if (house.id, StageKind.MOVED_IN) not in beside.stages:
        return ""
    missing = [
        name
        for name, day in (("通水", house.water_on), ("通电", house.power_on))
        if day is None or day > beside.on
    ]
    return "、".join(missing)


def _wrong(facts: Facts, on: date) -> list[str]:
    known, about = rules(), Around(on=on)
    examiner = Examiner({key: known[key] for key in WRONG}, about)
    case = Case(
        household=facts.household, around=about, years=[facts.year] if facts.year else [],
        members=[Member(person, year, on) for person, year in facts.members],
    )  # fmt: skip
    return [each.rule for each in examiner.look(case)]


def _grouped(records: Iterable[Any]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for each in records:
        found[each.household_id].append(each)
    return found
