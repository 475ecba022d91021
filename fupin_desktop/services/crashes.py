"""What a run that ended badly left, made into a log that may be handed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fupin_desktop import crash

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office


class BadEnd(NamedTuple):
    """The log of a run, and how and when it ended."""

    log: Path
    how: str


def bad_ends(office: Office) -> list[BadEnd]:
    """Runs that ended badly since the last start, the oldest first; names of the office's people are masked in their
    logs. Each is told once. Raises OSError."""
    left = crash.left_behind()
    if not left:
        return []
    names = _names(office)
    return [BadEnd(*crash.report(each, names)) for each in left]


def _names(office: Office) -> set[str]:
    with office.store.read() as unit:
        people = {str(each[2]) for each in unit.people_to_search()}
        cadres = {each.name for each in unit.cadres.all()}
    return people | cadres | {office.by, *office.settings.facts().people}
