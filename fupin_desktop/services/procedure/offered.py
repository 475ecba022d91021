"""What the office offers for the steps of 监测, 风险消除, 危改 and 搬迁 before anything is typed: what the register knows already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.assessment import Result as Verdict
from fupin_desktop.domain.codes import STILL_POOR, Grade
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.housing import Way
from fupin_desktop.domain.procedure import Case
from fupin_desktop.domain.procedure.housing_asks import tier, told
from fupin_desktop.domain.procedure.monitoring import usual_kind
from fupin_desktop.domain.procedure.removal import GUARANTEES
from fupin_desktop.services.procedure.prefill import offers

_USUAL = {Grade.C: Way.REPAIR, Grade.D: Way.REBUILD}


def _known(record: Record | None, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names} if record is not None else {}


@offers("clue")
def _clue(case: Case) -> Mapping[str, Any]:
    if case.standing is not None and case.standing.status in STILL_POOR:
        return {}
    return _known(case.episode, ("kind", "risks")) or {"kind": usual_kind(case.standing)}


@offers("visit")
def _visit(case: Case) -> Mapping[str, Any]:
    return _known(case.episode, ("kind", "risks"))


@offers("authorisation")
def _authorisation(case: Case) -> Mapping[str, Any]:
    return {"signed_by": case.household.head if case.household else "", "signed_on": case.step.on}


@offers("safe")
@offers("lookback")
@offers("moved_lookback")
def _safe(case: Case) -> Mapping[str, Any]:
    """三保障及饮水 as the data have them, and the newest income."""
    answers = {Verdict.MET: True, Verdict.NONE: True, Verdict.UNMET: False}
    found: dict[str, Any] = {
        GUARANTEES[each.item]: answers[each.result] for each in case.judged
        if each.item in GUARANTEES and each.result in answers
    }  # fmt: skip
    return {**found, "income": case.income}


@offers("house_application")
def _application(case: Case) -> Mapping[str, Any]:
    return _known(case.renovation, ("applicant",))


@offers("appraisal")
def _appraisal(case: Case) -> Mapping[str, Any]:
    found = _known(case.renovation, ("grade", "way", "appraiser", "area"))
    found["grade"] = found.get("grade") or (case.year.house_grade if case.year else None)
    found["way"] = found.get("way") or _USUAL.get(found["grade"])
    return found


def _planned(case: Case) -> Decimal | None:
    """What is planned, else what the tier proposes."""
    house = told(case)
    if house.planned_subsidy is not None:
        return house.planned_subsidy
    usual = tier(house, case.numbers)
    return usual.amount if usual else None


@offers("house_review")
def _review(case: Case) -> Mapping[str, Any]:
    return {"planned_subsidy": _planned(case)}


@offers("agreement")
def _agreement(case: Case) -> Mapping[str, Any]:
    names = ("way", "build", "area", "cost", "own_money")
    return {**_known(case.renovation, names), "planned_subsidy": _planned(case)}


@offers("acceptance")
def _acceptance(case: Case) -> Mapping[str, Any]:
    return _known(case.renovation, ("area",))


@offers("payment")
def _payment(case: Case) -> Mapping[str, Any]:
    """What is planned, where no money is noted by source yet."""
    if case.more.get("subsidies"):
        return {}
    return {"amount": case.renovation.planned_subsidy if case.renovation else None}


@offers("move_way")
def _move_way(case: Case) -> Mapping[str, Any]:
    return _known(case.relocation, ("way", "moved_from", "willing"))


@offers("settling")
def _settling(case: Case) -> Mapping[str, Any]:
    return _known(case.relocation, ("settling", "site", "moved_to", "house_area"))


@offers("moving_in")
def _moving_in(case: Case) -> Mapping[str, Any]:
    here = sum(1 for each in case.people if each.present(case.step.on))
    return {"moved": here, **_known(case.relocation, ("address",))}
