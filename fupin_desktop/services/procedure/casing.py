"""Gathers what the checks of a step look at."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.db.years import is_closed
from fupin_desktop.domain.assessment import judge
from fupin_desktop.domain.codes import ABLE, LineKind
from fupin_desktop.domain.household import Standing
from fupin_desktop.domain.lines import pick
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.plan import Plan
from fupin_desktop.domain.procedure import Case, Meeting, RoadKind, Step
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.services import assessment
from fupin_desktop.services.procedure.reading import PassageFile, Rules


def case_of(
    unit: Unit,
    rules: Rules,
    file: PassageFile,
    step: Step,
    said: Mapping[str, Any],
    meeting: Meeting | None,
    today: date,
    brought: Iterable[str] = (),
) -> Case:
    """Everything that may speak for or against a step. ``brought`` are the names of papers that come with it."""
    passage, road = file.passage, file.course.road
    kind = road.step(step.kind)
    notice = KINDS.get(kind.notice)
    days = rules.facts.notice_days.get(kind.notice, notice.days if notice else None) if notice else None
    case = Case(
        road=road, kind=kind, passage=passage, step=step, facts=said, done=file.course.done, numbers=rules.numbers, on=today,
        village=unit.villages.find(name=passage.village), meeting=meeting,
        village_year=_village_year(unit, passage.village, passage.year),
        quota=unit.quotas.find(
            road=RoadKind.IDENTIFICATION if passage.road is RoadKind.PREPARATION else passage.road,
            year=passage.year, village=passage.village,
        ),
        more={"checklist": rules.facts.checklist},
        notice_days=days,
        notice_working=rules.facts.notice_working.get(kind.notice, False), days_off=rules.facts.days_off,
    )  # fmt: skip
    case = dataclasses.replace(
        case,
        used=_used(unit, file),
        papers=_papers(unit, file) | {*brought},
        closed=is_closed(unit, step.on.year),
    )
    if passage.household_id is not None:
        return _of_household(unit, rules, case, step.on)
    return _of_village(unit, case, step.on) if road.kind is RoadKind.VILLAGE_EXIT else case


def _village_year(unit: Unit, village: str, year: int) -> VillageYear | None:
    """What is known of a village in a year, else in the year before."""
    found = unit.village_years.all(village=village, year=(year, year - 1), order=("year",))
    return found[-1] if found else None


def _of_village(unit: Unit, case: Case, on: date) -> Case:
    counted = unit.figures(on, None, case.passage.village)
    poor = sum(each.poor.people for each in counted.villages) if counted.known else None
    return dataclasses.replace(case, poor_people=poor)


def _of_household(unit: Unit, rules: Rules, case: Case, on: date) -> Case:
    household, record = case.passage.household_id or 0, case.passage.record_id
    kept, region = unit.poverty_lines.all(), rules.facts.region
    lines = {
        kind: {
            each.year: (found.amount if (found := pick(kept, each.year, region, kind)) else None)
            for each in kept
        }
        for kind in LineKind
    }
    known = next(iter(assessment.facts(unit, [household], on, lines[LineKind.POVERTY])), None)
    if known is None:
        return case
    plans = unit.plans.all(household_id=household)
    road = case.passage.road
    return dataclasses.replace(
        case, household=known.household, people=tuple(each for each, _ in known.members), year=known.year,
        income=known.income.value, exact=known.income.exact, income_year=known.number, line=known.line,
        risk_line=lines[LineKind.MONITORING].get(known.number), judged=tuple(judge(known)),
        episode=unit.monitorings.get(record) if record and road in (RoadKind.MONITORING, RoadKind.REMOVAL) else None,
        renovation=unit.renovations.get(record) if record and road is RoadKind.HOUSING else None,
        relocation=unit.relocations.get(record) if record and road is RoadKind.RELOCATION else None,
        pairings=sum(1 for each in unit.pairings.all(household_id=household) if each.until is None or each.until >= on),
        plans=sum(1 for each in plans if each.year >= case.passage.year),
        measures=_measures(unit, plans, case.passage.year), able=sum(1 for _, year in known.members if year and year.skill in ABLE),
        standing=_standing(unit, household, on), episodes=tuple(known.monitoring),
        more={**case.more, "lines": lines[LineKind.POVERTY], **_of_house(unit, case), "team": _team(unit, case)},
    )  # fmt: skip


def _team(unit: Unit, case: Case) -> str:
    """The 入户调查组 that the village was given in the year of work, where a survey asks for it."""
    if "survey" not in case.kind.asks:
        return ""
    road, village = RoadKind.PREPARATION, case.passage.village
    passages = [each.id for each in unit.passages.all(road=road, village=village, year=case.passage.year)]
    teams = unit.steps.all(passage_id=tuple(passages), kind="team", withdrawn_on=None) if passages else []
    kept = json.loads(teams[-1].facts) if teams and teams[-1].facts else {}
    return str(kept.get("members", ""))


def _measures(unit: Unit, plans: Sequence[Plan], year: int) -> int:
    """How many measures the household's plans have, of the year of work and later."""
    return sum(unit.measures.count(plan_id=each.id) for each in plans if each.year >= year)


def _standing(unit: Unit, household: int, on: date) -> Standing | None:
    kept = unit.standings.all(household_id=household, order=("since", "id"))
    return next((each for each in reversed(kept) if each.since <= on), None)


def _of_house(unit: Unit, case: Case) -> Mapping[str, Any]:
    """The stages, money and photos of the renovation that a passage is about."""
    record = case.passage.record_id
    if case.passage.road is not RoadKind.HOUSING or record is None:
        return {}
    return {
        name: tuple(getattr(unit, name).all(renovation_id=record))
        for name in ("stages", "subsidies", "photos")
    }


def _used(unit: Unit, file: PassageFile) -> tuple[int, int]:
    """Households and people of the village that already stand against the quota of this road and year (db.procedure)."""
    from fupin_desktop.db.procedure import used

    passage = file.passage
    return used(unit, passage.road, passage.year, passage.village, passage.household_id or 0)


def _papers(unit: Unit, file: PassageFile) -> frozenset[str]:
    household = file.passage.household_id
    if household is None:
        return frozenset()
    return frozenset(each.paper for each in unit.attachments.all(household_id=household) if each.paper)
