"""Whose houses stand on a notice: those that wait for it, and those that are finished and paid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from fupin_desktop.db import notice as lists
from fupin_desktop.domain.housing import StageKind, Subsidy
from fupin_desktop.domain.notice import plain_money
from fupin_desktop.domain.procedure import Result, RoadKind, Step, StepKind, live
from fupin_desktop.domain.procedure.records import UNDONE
from fupin_desktop.domain.procedure.roads import AFTER_PAYMENT
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.notice.candidate import Candidate, Looking, candidate, people_of, stages_of

_BEFORE_POSTING = (StageKind.APPLIED, StageKind.REVIEWED, StageKind.APPRAISED)
_POSTED = frozenset(kind for kind in StageKind if kind not in _BEFORE_POSTING)
_APPROVED = _POSTED - {StageKind.POSTED, StageKind.CHECKED}
_FINISHED = (StageKind.FINISHED, StageKind.ACCEPTED, StageKind.MOVED_IN, StageKind.PAID)
Reached = Collection[StageKind]


def waiting(look: Looking) -> Iterator[Candidate]:
    """The renovations of a plan year; ticked are those that wait for their notice."""
    pairs = lists.renovations(look.unit, look.on, look.year, look.village)
    people = people_of(look.unit, list(pairs), look.on)
    households = look.unit.households.some(pairs)
    stages = stages_of(look.unit, list(pairs.values()), look.on)
    stopped = _stopped(look, pairs.values())
    fits, note = _stage_filter(
        [stages.get(record, {}) for record in pairs.values() if record not in stopped], look.year
    )
    for id, record in pairs.items():
        reached = stages.get(record, {})
        fit = fits(reached) and record not in stopped
        yield candidate(
            households[id],
            people,
            [stopped.get(record) or _stage_words(reached)],
            ticked=fit,
            record=record,
            note=note if fit else "",
        )


POSTED_PAYMENT = AFTER_PAYMENT[0]
"""The step of the road by which a payment stood on the board."""


def _stopped(look: Looking, renovations: Iterable[int], done: StepKind | None = None) -> dict[int, str]:
    """Which renovations have nothing to be posted any more, and why: refused, given up, or ``done`` already."""
    passages = [
        each for each in look.unit.passages.of(list(renovations), "record_id")
        if each.road is RoadKind.HOUSING and each.withdrawn_reason != UNDONE
    ]  # fmt: skip
    steps: dict[int, list[Step]] = {}
    for step in look.unit.steps.of([each.id for each in passages], "passage_id"):
        if step.on <= look.on:
            steps.setdefault(step.passage_id, []).append(step)
    found: dict[int, str] = {}
    for passage in passages:
        kept, record = live(steps.get(passage.id or 0, ())), passage.record_id or 0
        if passage.withdrawn_on is not None and passage.withdrawn_on <= look.on:
            found[record] = f"已于{show_day(passage.withdrawn_on)}撤回危改申请"
        elif kept and kept[-1].result is Result.FAILED:
            found[record] = f"{show_day(kept[-1].on)}结果为不通过（{kept[-1].reason}）"
        elif done is not None and any(
            each.kind == done.key and each.result is Result.PASSED for each in kept
        ):
            found[record] = f"已登记“{done.label}”"
    return found


def _stage_words(reached: Reached) -> str:
    furthest = max(reached, key=list(StageKind).index, default=None)
    return f"已到“{furthest.label}”阶段" if furthest else "还没有登记阶段"


def _stage_filter(houses: Sequence[Reached], year: int) -> tuple[Callable[[Reached], bool], str]:
    """Reviewed and not yet posted; where there is none, all not yet approved; where there is none, all."""

    def unposted(reached: Reached) -> bool:
        return StageKind.REVIEWED in reached and _POSTED.isdisjoint(reached)

    def unapproved(reached: Reached) -> bool:
        return _APPROVED.isdisjoint(reached)

    if any(map(unposted, houses)):
        return unposted, ""
    if any(map(unapproved, houses)):
        return unapproved, f"没有已评议、尚未公示的户，名单为{year}年度尚未经县审批的危改户，请核对"
    return (lambda _: True), f"{year}年度的危改户都已审批，名单为本年度全部危改户，请核对"


def paid(look: Looking) -> Iterator[Candidate]:
    """Renovations of the year, or paid in it; ticked are finished ones whose money was paid in the year."""
    pairs = lists.paid(look.unit, look.on, look.year, look.village)
    people = people_of(look.unit, list(pairs), look.on)
    households = look.unit.households.some(pairs)
    stages = stages_of(look.unit, list(pairs.values()), look.on)
    money = payments(look, list(pairs.values()))
    stopped = _stopped(look, pairs.values(), POSTED_PAYMENT)
    for id, record in pairs.items():
        reached = stages.get(record, {})
        finished = not set(reached).isdisjoint(_FINISHED)
        got = money.get(record, [])
        yield candidate(
            households[id],
            people,
            [stopped.get(record) or _stage_words(reached), _money_words(got, finished)],
            ticked=finished and bool(got) and record not in stopped,
            record=record,
        )


def payments(look: Looking, renovations: Sequence[int]) -> dict[int, list[Subsidy]]:
    """What was paid in the year up to the day, by renovation."""
    found: dict[int, list[Subsidy]] = {}
    for each in look.unit.subsidies.of(renovations, "renovation_id"):
        if each.paid_on and each.paid_on <= look.on and each.paid_on.year == look.year:
            found.setdefault(each.renovation_id, []).append(each)
    return found


def _money_words(got: Sequence[Subsidy], finished: bool) -> str:
    if not got:
        return "补助资金还没有拨付" if finished else "还没有竣工，补助资金也没有拨付"
    day = max(each.paid_on for each in got if each.paid_on)
    total = sum((each.amount for each in got), Decimal(0))
    return f"{show_day(day)}拨付补助{plain_money(total)}元" + ("" if finished else "，但没有登记竣工")
