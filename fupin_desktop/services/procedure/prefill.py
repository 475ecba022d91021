"""What can be filled in before the clerk types: the last day of a notice, and what the office knows already.

Each ask may have a function that offers values for its fields; a subject's module registers it with ``offers``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fupin_desktop.domain.holidays import notice_end
from fupin_desktop.domain.notice import KINDS
from fupin_desktop.domain.procedure import Case, StepKind, exit, filled
from fupin_desktop.services.settings import OfficeFacts

Offer = Callable[[Case], Mapping[str, Any]]
"""Values for an ask's fields, by name; what is not known is left out."""
OFFERS: dict[str, Offer] = {}
"""By the key of the ask."""


def offers(ask: str) -> Callable[[Offer], Offer]:
    """Register what is offered for the fields of an ask."""

    def keep(offer: Offer) -> Offer:
        OFFERS[ask] = offer
        return offer

    return keep


def prefilled(case: Case) -> dict[str, Any]:
    """What is offered for all fields of a step: what its asks fill in from the data, and what services know beside."""
    from fupin_desktop.services.procedure import offered  # noqa: F401  registers what the subjects offer

    found = filled(case)
    for key in case.kind.asks:
        if key in OFFERS:
            found.update(OFFERS[key](case))
    return {name: value for name, value in found.items() if value not in (None, "", ())}


def notice_until(facts: OfficeFacts, step: StepKind, on: date) -> date | None:
    """The last day of a notice that is posted on a day, as this office lets it hang; None for a 公告 and other steps."""
    kind = KINDS.get(step.notice)
    days = facts.notice_days.get(step.notice, kind.days if kind else None) if step.notice else None
    if days is None:
        return None
    return notice_end(on, days, facts.notice_working.get(step.notice, False), facts.days_off)


@offers("standard")
def _standards(case: Case) -> Mapping[str, Any]:
    """Both standards, so that a form may show the other one filled in as well."""
    return exit.offered(case)


@offers("consent")
def _consent(case: Case) -> Mapping[str, Any]:
    return {"signer": case.household.head, "relation": "本人"} if case.household else {}


@offers("survey")
def _team(case: Case) -> Mapping[str, Any]:
    """The team that the village was given for this year's surveys."""
    return {"surveyors": case.more.get("team", "")}


@offers("votes")
def _meeting(case: Case) -> Mapping[str, Any]:
    """The meeting of that day, where it is kept already."""
    meeting = case.meeting
    if meeting is None:
        return {}
    return {"due": meeting.due, "present": meeting.present, "valid": meeting.valid}
