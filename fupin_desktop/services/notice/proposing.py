"""Whom the data qualify for each kind of notice, with the reasons in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fupin_desktop.db import notice as lists
from fupin_desktop.domain.assessment import TWO_AND_THREE, Facts, Result, judge
from fupin_desktop.domain.income import above
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.domain.values import show_day
from fupin_desktop.services import assessment
from fupin_desktop.services.notice import houses, leaving, monitored, turns
from fupin_desktop.services.notice.candidate import (
    Candidate,
    Looking,
    after,
    candidate,
    income_words,
    people_of,
)

Proposer = Callable[[Looking], Iterator[Candidate]]


def _applicants(look: Looking) -> Iterator[Candidate]:
    """Who applied this year and is not on the register; an income above the line speaks against it."""
    ids = lists.applicants(look.unit, look.on, look.year, look.village)
    people = people_of(look.unit, ids, look.on)
    for facts in assessment.facts(look.unit, ids, look.on, look.lines):
        applied = facts.household.applied_on
        assert applied is not None
        fit = (above(facts.income, facts.line) or 0) <= 0
        yield candidate(
            facts.household, people, [f"{show_day(applied)}申请", income_words(facts)], ticked=fit
        )


def _listed(look: Looking) -> Iterator[Candidate]:
    """Applicants; where the village goes the road, those whom its assembly passed."""
    return turns.by_household(look, RoadKind.IDENTIFICATION, _applicants(look), turns.voted())


def _reviewed(look: Looking) -> Iterator[Candidate]:
    """The same after the village's own notice; where the village goes the road, those whom the township reviewed."""
    found = after(look, _applicants(look), "identification")
    return turns.by_household(look, RoadKind.IDENTIFICATION, found, turns.reviewed)


def _announced(look: Looking) -> Iterator[Candidate]:
    """Who came onto the register this year, and whom the township puts forward."""
    came = lists.newly_registered(look.unit, look.on, look.year, look.village)
    yield from _dated(look, came, "纳入")
    found = after(look, _applicants(look), "township_review")
    yield from turns.by_household(look, RoadKind.IDENTIFICATION, found, turns.approved)


def _exits(look: Looking) -> Iterator[Candidate]:
    """Who is still poor; ticked with an income above the line and nothing of 两不愁三保障 unmet."""
    ids = lists.still_poor(look.unit, look.on, look.village)
    people = people_of(look.unit, ids, look.on)
    for facts in assessment.facts(look.unit, ids, look.on, look.lines):
        unmet, unknown = _judged(facts)
        reasons = [income_words(facts), *unmet]
        if unknown:
            reasons.append(f"未核实：{'、'.join(unknown)}")
        fit = above(facts.income, facts.line) == 1 and not unmet
        note = _OPEN_ITEMS if fit and unknown else ""
        yield candidate(facts.household, people, reasons, ticked=fit, note=note)


def _judged(facts: Facts) -> tuple[list[str], list[str]]:
    """What of 两不愁三保障 is unmet, with why, and what is not known."""
    judged = judge(facts, TWO_AND_THREE)
    unmet = [f"{each.item.label}未达标（{each.reason}）" for each in judged if each.result is Result.UNMET]
    return unmet, [each.item.label for each in judged if each.result is Result.UNKNOWN]


_OPEN_ITEMS = "名单中有的户“两不愁三保障”还有未核实的项目，请核实后再张贴"


def _first_exits(look: Looking) -> Iterator[Candidate]:
    return turns.by_household(look, RoadKind.EXIT, _exits(look), leaving.consented, fit=True)


def _second_exits(look: Looking) -> Iterator[Candidate]:
    found = after(look, _exits(look), "exit")
    return turns.by_household(look, RoadKind.EXIT, found, leaving.first_ended, fit=True)


def _exited(look: Looking) -> Iterator[Candidate]:
    """Who is 脱贫 since this year; where the register says so of nobody, those who are fit for it."""
    gone = lists.lifted(look.unit, look.on, look.year, look.village)
    yield from _dated(look, gone, "标注脱贫")
    for each in after(look, _exits(look), "exit_second"):
        yield each if not gone else _undecided(each)


def _announced_exits(look: Looking) -> Iterator[Candidate]:
    return turns.by_household(look, RoadKind.EXIT, _exited(look), leaving.to_announce, fit=True)


def _undecided(each: Candidate) -> Candidate:
    return replace(each, reasons=(*each.reasons, "脱贫标志还是未脱贫"), ticked=False, note="")


def _dated(look: Looking, days: Mapping[int, str], what: str) -> Iterator[Candidate]:
    """Households of whom the register says since when."""
    ids: Sequence[int] = list(days)
    people = people_of(look.unit, ids, look.on)
    for id, household in look.unit.households.some(ids).items():
        since = show_day(date.fromisoformat(days[id])) if days[id] else f"{look.year}年"
        yield candidate(household, people, [f"{since}{what}"], ticked=True)


__all__ = ["PROPOSERS", "Candidate", "Looking"]

PROPOSERS: Mapping[str, Proposer] = {
    "identification": _listed,
    "township_review": _reviewed,
    "county_announcement": _announced,
    "exit": _first_exits,
    "exit_second": _second_exits,
    "exit_announcement": _announced_exits,
    "housing": houses.waiting,
    "housing_payment": houses.paid,
    "monitoring": monitored.found,
    "monitoring_announcement": monitored.identified,
    "risk_removed": monitored.safe,
    "risk_removed_announcement": monitored.removed,
}
