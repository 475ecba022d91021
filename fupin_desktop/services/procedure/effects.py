"""What the register is told when a step is done, and what is taken back when that step is withdrawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import LIFTED, HouseholdType, Removal, Status, attribute_of
from fupin_desktop.domain.household import Monitoring, Standing
from fupin_desktop.domain.housing import Renovation, Subsidy
from fupin_desktop.domain.procedure import ROADS, Case, Passage, Step
from fupin_desktop.domain.procedure.relocation_asks import OldHouse
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.domain.terms import monitoring as later
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.services.procedure.subjects import new_risk, no_new_risk


@dataclass(frozen=True, slots=True)
class Told:
    """A step whose effect is to be made or taken back."""

    unit: Unit
    passage: Passage
    step: Step
    facts: Mapping[str, Any]
    case: Case | None = None

    @property
    def household(self) -> int:
        assert self.passage.household_id is not None
        return self.passage.household_id


Effect = Callable[[Told], int | None]
"""Tells the register; gives the id of a record that it began (an episode, a relocation)."""


def _applied(told: Told) -> None:
    """申请: from that day, and the cause that the application names where the register knows none."""
    household, cause = told.unit.households.get(told.household), told.facts.get("cause")
    _change_household(told, applied_on=told.step.on, cause=household.cause or cause)


def _unapplied(told: Told) -> None:
    _change_household(told, applied_on=None)


def _registered(told: Told) -> None:
    """公告: the household is on the register from that day, as 未脱贫; later it is 监测对象 that are identified."""
    _change_household(told, registered_on=told.step.on)
    if not later(told.step.on):
        _stand(told, Status.POOR, None, "公告纳入")


def _unregistered(told: Told) -> None:
    _change_household(told, registered_on=None)
    _unstand(told)


def _lifted(told: Told) -> None:
    """销号: 脱贫 from that day, with the year."""
    _change_household(told, lifted_year=told.passage.year)
    kind = HouseholdType.LIFTED if later(told.step.on) else None
    _stand(told, Status.LIFTED, kind, "退出销号")


def _unlifted(told: Told) -> None:
    """Poor again; who had been lifted before and fell back keeps that year."""
    _unstand(told)
    kept = told.unit.standings.all(household_id=told.household, order=("since", "id"))
    earlier = [each.since.year for each in kept if each.status in LIFTED and each.since <= told.step.on]
    _change_household(told, lifted_year=earlier[-1] if earlier else None)


def _stand(told: Told, status: Status, kind: HouseholdType | None, reason: str) -> None:
    kept = told.unit.standings.all(household_id=told.household, order=("since", "id"))
    before = next((each for each in reversed(kept) if each.since <= told.step.on), None)
    standing = Standing(
        household_id=told.household, since=told.step.on, status=status, reason=reason,
        attribute=attribute_of(status, before.attribute if before else None),
        household_type=kind or (before.household_type if before else None),
    )  # fmt: skip
    told.unit.standings.save_over(standing, household_id=told.household, since=told.step.on)


def _unstand(told: Told) -> None:
    found = told.unit.standings.find(household_id=told.household, since=told.step.on)
    if found is not None:
        told.unit.standings.remove(found)


def _change_household(told: Told, **changes: Any) -> None:
    household = told.unit.households.get(told.household)
    told.unit.households.save(dataclasses.replace(household, **changes))


def _found(told: Told) -> int | None:
    """线索: an episode begins, or the one that waits goes on."""
    facts = {name: told.facts[name] for name in ("kind", "risks") if told.facts.get(name)}
    if told.passage.record_id is not None:
        episode = told.unit.monitorings.get(told.passage.record_id)
        told.unit.monitorings.save(
            dataclasses.replace(episode, found_on=episode.found_on or told.step.on, **facts)
        )
        return None
    episode = Monitoring(
        household_id=told.household, found_on=told.step.on, remark=_origin(told.facts), **facts
    )
    return told.unit.monitorings.save(episode).id


def _origin(facts: Mapping[str, Any]) -> str:
    """部门预警（县医保局）：大额自付"""
    source, department, said = (facts.get(name) for name in ("source", "department", "said"))
    first = f"{source.label if source else ''}{f'（{department}）' if department else ''}"
    return "：".join(each for each in (first, said or "") if each)[:400]


def _judged(told: Told) -> int | None:
    """What the visit found goes before what the clue said."""
    return _change_episode(told, **_named(told, "kind", "risks"))


def _measured(told: Told) -> int | None:
    return _change_episode(told, **_named(told, "measures", "measure_words"))


def _identified(told: Told) -> int | None:
    return _change_episode(told, identified_on=told.step.on, removed=False)


def _unidentified(told: Told) -> None:
    _change_episode(told, identified_on=None, removed=None)


def _removed(told: Told) -> None:
    _change_episode(told, removed=True, removed_on=told.step.on, removal=Removal.HELPED)


def _unremoved(told: Told) -> None:
    _change_episode(told, removed=False, removed_on=None, removal=None)


_AFTER = {
    "house": "after_house",
    "schooling": "after_dropout",
    "medical": "after_uninsured",
    "water": "after_water",
}
"""What a 回头看 asks as assured, and what the register keeps as gone wrong."""


def _looked_back(told: Told) -> None:
    """How the household lives after its risk was removed; a new risk begins another episode."""
    bad = {kept: not told.facts[name] for name, kept in _AFTER.items() if name in told.facts}
    if told.facts.get("income") is not None:
        bad["after_per_head"] = told.facts["income"]
    _change_episode(told, **bad)
    _new_risk(told)


def _unlooked(told: Told) -> None:
    _change_episode(told, **dict.fromkeys((*_AFTER.values(), "after_per_head")))
    _no_new_risk(told)


def _new_risk(told: Told) -> None:
    said = f"{ROADS[told.passage.road].label}回头看发现"
    new_risk(told.unit, told.household, told.step.on, told.facts.get("risks") or (), said)


def _no_new_risk(told: Told) -> None:
    if told.facts.get("risks"):
        no_new_risk(told.unit, told.household, told.step.on, "回头看已撤回")


def _moved_looked_back(told: Told) -> int | None:
    began = _relocating(told, living=bool(told.facts.get("living")) and not told.facts.get("went_back"))
    _new_risk(told)
    return began


def _house_told(told: Told) -> None:
    """What a step says of the renovation itself: grade, way, area, money."""
    house = told.unit.renovations.get(told.passage.record_id or 0)
    changes = _named(told, *(name for name in told.facts if name in Renovation.fields))
    told.unit.renovations.save(dataclasses.replace(house, **changes))


def _house_appraised(told: Told) -> None:
    _house_told(told)
    house = told.unit.renovations.get(told.passage.record_id or 0)
    told.unit.renovations.save(dataclasses.replace(house, appraised_on=told.step.on))


def _house_unappraised(told: Told) -> None:
    if told.step.id is None or told.step.id < 0:
        return
    house = told.unit.renovations.get(told.passage.record_id or 0)
    told.unit.renovations.save(dataclasses.replace(house, appraised_on=None))


def _house_paid(told: Told) -> None:
    """Money that was planned is paid on that day; what is named and not planned is noted with its source."""
    kept = told.unit.subsidies.all(renovation_id=told.passage.record_id)
    amount, source = told.facts.get("amount"), told.facts.get("source")
    if amount is None:
        due = [each for each in kept if each.paid_on is None]
    else:
        due = [each for each in kept if each.paid_on is None and (each.source, each.amount) == (source, amount)] or [
            Subsidy(
                household_id=told.household, renovation_id=told.passage.record_id or 0, source=source or "", amount=amount,
            )
        ]  # fmt: skip
    for each in due:
        told.unit.subsidies.save(dataclasses.replace(each, paid_on=told.step.on))


def _house_unpaid(told: Told) -> None:
    if told.step.id is None or told.step.id < 0:  # noted as a stage alone: no money was told with it
        return
    for each in told.unit.subsidies.all(renovation_id=told.passage.record_id, paid_on=told.step.on):
        told.unit.subsidies.save(dataclasses.replace(each, paid_on=None))


def _change_episode(told: Told, **changes: Any) -> int | None:
    """Change the episode; where the road was entered behind its clue (with a reason) one begins with that day."""
    record = told.passage.record_id
    if record is None:
        begun = Monitoring(household_id=told.household, found_on=told.step.on, **changes)
        return told.unit.monitorings.save(begun).id
    told.unit.monitorings.save(dataclasses.replace(told.unit.monitorings.get(record), **changes))
    return None


def _relocating(told: Told, **changes: Any) -> int | None:
    """The household's relocation, begun where there is none."""
    record = told.passage.record_id
    kept = (
        told.unit.relocations.get(record)
        if record
        else told.unit.relocations.find(household_id=told.household)
    )
    saved = told.unit.relocations.save(
        dataclasses.replace(kept or Relocation(household_id=told.household), **changes)
    )
    return saved.id if record is None else None


def _named(told: Told, *names: str) -> dict[str, Any]:
    return {name: told.facts[name] for name in names if told.facts.get(name) not in (None, "", ())}


def _move_chosen(told: Told) -> int | None:
    return _relocating(told, **_named(told, "way", "moved_from", "willing"))


def _move_settled(told: Told) -> int | None:
    return _relocating(told, **_named(told, "settling", "site", "moved_to", "house_area"))


def _moved_in(told: Told) -> int | None:
    _change_household(told, relocated=True)
    return _relocating(told, moved_on=told.step.on, living=True, **_named(told, "address"))


def _not_moved_in(told: Told) -> None:
    _relocating(told, moved_on=None, living=None)


def _old_house(told: Told) -> int | None:
    how = told.facts.get("how")
    return _relocating(told, demolished=how in (OldHouse.CLEARED, OldHouse.GREENED) if how else True)


def _old_house_stands(told: Told) -> None:
    _relocating(told, demolished=None)


def _village_out(told: Told) -> None:
    _change_village(told, True)


def _village_back(told: Told) -> None:
    _change_village(told, None)


def _change_village(told: Told, listed_out: bool | None) -> None:
    village, year = told.passage.village, told.passage.year
    kept = told.unit.village_years.find(village=village, year=year) or VillageYear(village=village, year=year)
    told.unit.village_years.save(dataclasses.replace(kept, listed_out=listed_out))


EFFECTS: Mapping[str, tuple[Effect, Callable[[Told], object] | None]] = {
    "applied": (_applied, _unapplied),
    "registered": (_registered, _unregistered),
    "lifted": (_lifted, _unlifted),
    "found": (_found, None),
    "identified": (_identified, _unidentified),
    "judged": (_judged, None),
    "measured": (_measured, None),
    "removed": (_removed, _unremoved),
    "looked_back": (_looked_back, _unlooked),
    "house_told": (_house_told, None),
    "house_appraised": (_house_appraised, _house_unappraised),
    "house_paid": (_house_paid, _house_unpaid),
    "moved_looked_back": (_moved_looked_back, _no_new_risk),
    "move_chosen": (_move_chosen, None),
    "move_settled": (_move_settled, None),
    "moved_in": (_moved_in, _not_moved_in),
    "old_house": (_old_house, _old_house_stands),
    "village_out": (_village_out, _village_back),
}
"""By the name that a step of a road gives: what to tell, and how to take it back (None: nothing is)."""


def tell(name: str, told: Told) -> int | None:
    """Tell the register. Gives the id of a record that was begun with it."""
    return EFFECTS[name][0](told) if name else None


def take_back(name: str, told: Told) -> None:
    """Take back what the register was told, where the step is withdrawn."""
    back = EFFECTS[name][1] if name else None
    if back is not None:
        back(told)
