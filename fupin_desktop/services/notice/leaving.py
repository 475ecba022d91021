"""Who leaves the register by the road of 退出, and what was found of a village that is to be listed out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.domain.procedure import ROADS, Course, RoadKind, facts_of
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.procedure.courses import courses

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.domain.procedure.village_exit import Finding


def consented(at: Course) -> str:
    """Agreed, and not yet posted."""
    if not at.open or "consented" not in at.done or "posted" in at.done:
        return ""
    return f"{show_day(at.done['consented'].on)}农户已认可"


def _ended(at: Course) -> str:
    """The last notice of a passage has run out and it was not announced."""
    if not at.open or "posted" not in at.done or "announced" in at.done:
        return ""
    last = at.done.get("posted_again") or at.done["posted"]
    if last.until is not None and last.until >= at.on:
        return ""
    label = ROADS[RoadKind.EXIT].step(last.kind).label
    return f"{label}已于{show_day(last.until or last.on)}期满"


def first_ended(at: Course) -> str:
    """The village's notice has run out; the township's own and the announcement are still to come."""
    return "" if "posted_again" in at.done else _ended(at)


def to_announce(at: Course) -> str:
    """All notices have run out."""
    return _ended(at)


def village_findings(unit: Unit, year: int, on: date) -> dict[str, list[Finding]]:
    """What was found of the indicators of each village that is to be listed out in a year and was verified, by village."""
    from fupin_desktop.domain.procedure.village_exit import findings

    kind = ROADS[RoadKind.VILLAGE_EXIT].step("verified")
    return {
        each.passage.village: findings(facts_of(kind, each.done["verified"]))
        for each in courses(unit, RoadKind.VILLAGE_EXIT, year, on)
        if "verified" in each.done and not each.failed
    }
