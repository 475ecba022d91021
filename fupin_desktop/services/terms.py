"""What the office calls things, where it has names of its own."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.terms import Term
from fupin_desktop.services.settings import OfficeFacts


def office_terms(facts: OfficeFacts) -> tuple[Term, ...]:
    """The office's own names with their days, as ``domain.terms.said`` asks for them."""
    return tuple(
        Term(each["key"], each["text"], _day(each.get("since", "")), _day(each.get("until", "")))
        for each in facts.terms
        if each.get("key") and each.get("text")
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
