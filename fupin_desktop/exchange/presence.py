"""Who of a list is on the register: our own lists also name who has left, ended households and applicants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.rows import Rows, keys_of


def present(rows: Rows, day: date | None) -> tuple[list[int], list[int]]:
    """The places of the households and of the people that count on a day; without one whoever ever left does not."""
    ended = column(rows.household_keys, rows.households, "household.ended_on")
    applied = column(rows.household_keys, rows.households, "household.applied_on")
    said = [place for place, _ in keys_of(rows.household_keys, "standing")]
    out = {place for place, value in enumerate(ended or ()) if _over(value, day)}
    if applied and said:
        out |= {
            place
            for place, row in enumerate(rows.households)
            if applied[place] and all(row[each] in (None, "") for each in said)
        }
    left = column(rows.person_keys, rows.people, "person.left_on")
    people = [
        place
        for place, owner in enumerate(rows.owners)
        if owner not in out and not (left and _over(left[place], day))
    ]
    return [place for place in range(len(rows.households)) if place not in out], people


def column(keys: Sequence[str], rows: Sequence[tuple[Plain, ...]], key: str) -> list[Plain] | None:
    """The values of one column, None where the list has none."""
    if key not in keys:
        return None
    place = keys.index(key)
    return [row[place] for row in rows]


def _over(day: Plain, on: date | None) -> bool:
    return bool(day) and (on is None or str(day) <= on.isoformat())
