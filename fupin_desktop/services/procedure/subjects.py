"""What a household's passage is about: its episode of monitoring, its renovation, its relocation."""

from __future__ import annotations

import dataclasses
from datetime import date

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import Risk
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.housing import Renovation
from fupin_desktop.domain.procedure import ROADS, Passage, RoadKind, Step
from fupin_desktop.domain.procedure.asks import stored
from fupin_desktop.domain.procedure.monitoring import Source, open_episode, usual_kind


def record_for(unit: Unit, kind: RoadKind, household: int, on: date) -> int | None:
    """The record that a new passage is about; None where its first step begins one.

    An imported episode needs no passage of its own: 风险消除 goes on from it.
    """
    match kind:
        case RoadKind.MONITORING:
            taken = {each.record_id for each in unit.passages.all(household_id=household, road=kind)}
            waiting = [
                each.id for each in unit.monitorings.all(household_id=household)
                if each.waiting(on) and each.id not in taken
            ]  # fmt: skip
            return waiting[-1] if waiting else None
        case RoadKind.REMOVAL:
            running = open_episode(unit.monitorings.all(household_id=household), on)
            return running.id if running else None
        case RoadKind.RELOCATION:
            found = unit.relocations.find(household_id=household)
            return found.id if found else None
    return None


def begin_house(unit: Unit, passage: Passage) -> int | None:
    """The renovation of whoever applies for one: its stages are kept with it, so it is there from the first step on."""
    house = Renovation(household_id=passage.household_id or 0, plan_year=passage.year)
    return unit.renovations.save(house).id


def not_identified(unit: Unit, passage: Passage, why: str) -> None:
    """The road of 监测 ended without success: what was found is no longer waiting."""
    episode = _found(unit, passage)
    if episode is not None and not episode.removed:
        remark = "；".join(each for each in (episode.remark, f"{_REFUSED}：{why}") if each)
        unit.monitorings.save(dataclasses.replace(episode, removed=True, remark=remark[:400]))


def identified_after_all(unit: Unit, passage: Passage) -> None:
    """What ended the road was withdrawn: what was found waits again."""
    episode = _found(unit, passage)
    if episode is not None and episode.removed and _REFUSED in episode.remark:
        remark = episode.remark[: episode.remark.rindex(_REFUSED)].rstrip("；")
        unit.monitorings.save(dataclasses.replace(episode, removed=None, remark=remark))


def _found(unit: Unit, passage: Passage) -> Monitoring | None:
    """The episode of a passage on the road of 监测 that nobody has identified."""
    if passage.road is not RoadKind.MONITORING or passage.record_id is None:
        return None
    episode = unit.monitorings.get(passage.record_id)
    return episode if episode.identified_on is None else None


_REFUSED = "没有纳入监测"


def new_risk(unit: Unit, household: int, on: date, risks: tuple[Risk, ...], said: str) -> Passage | None:
    """Begin another episode of monitoring by its clue; None where one is open, found or identified."""
    episodes = unit.monitorings.all(household_id=household)
    if not risks or any(each.at_risk(on) or each.waiting(on) for each in episodes):
        return None
    standings = unit.standings.all(household_id=household, order=("since", "id"))
    standing = next((each for each in reversed(standings) if each.since <= on), None)
    kind = usual_kind(standing)
    episode = unit.monitorings.save(
        Monitoring(household_id=household, kind=kind, risks=risks, found_on=on, remark=said)
    )
    passage = unit.passages.save(
        Passage(
            household_id=household, record_id=episode.id, road=RoadKind.MONITORING, year=on.year, opened_on=on,
            village=unit.households.get(household).village,
        )
    )  # fmt: skip
    facts = {"source": Source.CADRE, "kind": kind, "risks": risks, "said": said}
    unit.steps.save(
        Step(
            household_id=household, passage_id=passage.id or 0, kind=_CLUE, on=on, facts=stored(facts),
        )
    )  # fmt: skip
    return passage


_CLUE = ROADS[RoadKind.MONITORING].steps[0].key


def no_new_risk(unit: Unit, household: int, on: date, reason: str) -> None:
    """Take back what ``new_risk`` began on a day, where nothing was registered after its clue."""
    for passage in unit.passages.all(household_id=household, road=RoadKind.MONITORING, opened_on=on):
        steps = [each for each in unit.steps.all(passage_id=passage.id) if each.withdrawn_on is None]
        if passage.withdrawn_on is not None or [each.kind for each in steps] != [_CLUE]:
            continue
        episode = unit.monitorings.get(passage.record_id or 0)
        unit.steps.save(dataclasses.replace(steps[0], withdrawn_on=on, withdrawn_reason=reason))
        unit.passages.save(
            dataclasses.replace(passage, record_id=None, withdrawn_on=on, withdrawn_reason=reason)
        )
        unit.monitorings.remove(episode)
