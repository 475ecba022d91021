"""Which visits are asked for, and how far helpers and villages have come with their visits in a period."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_COUNTS = "v.kind <> 'call'"
"""A telephone call is written down, but it is no visit of a home."""
_REGISTERED = (
    "EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?2) "
    "AND (h.ended_on IS NULL OR h.ended_on > ?2)"
)
_PLACE = 'ORDER BY l.place, l.village, l."group", l.number'


class Went(NamedTuple):
    """A household that a helper (``key`` is the cadre's id) or a village answers for, and how often it was visited."""

    key: int | str
    household: int
    visits: int
    last: str | None


def by_helper(unit: Unit, since: date, until: date, villages: str) -> list[Went]:
    """Each registered household of each helper as of the last day, with that helper's own visits in the period.

    A visit that a sheet brought names its helper only.

    ``villages``: a JSON list of names, empty for all.
    """
    said = (
        'SELECT p.cadre_id, h.id, count(v.id), max(v."on") FROM pairing p JOIN household h ON h.id = p.household_id '
        "JOIN household_line l ON l.household_id = h.id JOIN cadre c ON c.id = p.cadre_id "
        'LEFT JOIN visit v ON v.household_id = h.id AND v."on" BETWEEN ?1 AND ?2 '
        "AND (v.cadre_id = p.cadre_id OR v.cadre_id IS NULL AND v.who = c.name) "
        f"AND {_COUNTS} WHERE p.since <= ?2 AND (p.until IS NULL OR p.until > ?2) AND {_REGISTERED} "
        f"AND (?3 = '[]' OR h.village IN (SELECT value FROM json_each(?3))) GROUP BY p.cadre_id, h.id {_PLACE}"
    )
    return [Went(*row) for row in unit.rows(said, since.isoformat(), until.isoformat(), villages)]


def by_village(unit: Unit, since: date, until: date, villages: str) -> list[Went]:
    """Each registered household as of the last day, with everybody's visits in the period."""
    said = (
        'SELECT h.village, h.id, count(v.id), max(v."on") FROM household h '
        "JOIN household_line l ON l.household_id = h.id "
        f'LEFT JOIN visit v ON v.household_id = h.id AND v."on" BETWEEN ?1 AND ?2 AND {_COUNTS} WHERE {_REGISTERED} '
        f"AND (?3 = '[]' OR h.village IN (SELECT value FROM json_each(?3))) GROUP BY h.id {_PLACE}"
    )
    return [Went(*row) for row in unit.rows(said, since.isoformat(), until.isoformat(), villages)]


def find(
    unit: Unit,
    since: date | None,
    until: date | None,
    villages: str,
    cadre: int | None,
    what: str,
    today: date,
) -> list[int]:
    """The ids of visits of a period, the newest first. ``what``: "" all, ``open`` with an appeal not settled,
    ``return`` with a day of return on which, or after which, nobody came again."""
    asked = {
        "": "1",
        "open": "v.appeal <> '' AND v.settled_on IS NULL",
        "return": "v.return_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM visit w WHERE w.household_id = v.household_id "
        'AND w."on" >= v.return_on AND w."on" <= ?5) AND NOT EXISTS (SELECT 1 FROM visit w '
        'WHERE w.household_id = v.household_id AND w."on" > v."on" AND w.kind = \'return\')',
    }[what]
    said = (
        "SELECT v.id FROM visit v JOIN household h ON h.id = v.household_id "
        'WHERE (?1 IS NULL OR v."on" >= ?1) AND (?2 IS NULL OR v."on" <= ?2) '
        "AND (?3 = '[]' OR h.village IN (SELECT value FROM json_each(?3))) AND (?4 IS NULL OR v.cadre_id = ?4) "
        f'AND ?5 IS ?5 AND {asked} ORDER BY v."on" DESC, v.id DESC'
    )
    days = [each.isoformat() if each else None for each in (since, until)]
    return [row[0] for row in unit.rows(said, *days, villages, cadre, today.isoformat())]


def photo_counts(unit: Unit, visits: Sequence[int]) -> dict[int, int]:
    """How many photos some visits have; those without are left out."""
    said = (
        "SELECT subject_id, count(*) FROM attachment WHERE subject = 'visit' "
        "AND subject_id IN (SELECT value FROM json_each(?)) GROUP BY subject_id"
    )
    return {row[0]: row[1] for row in unit.rows(said, json.dumps(list(visits)))}


def open_appeals(unit: Unit, households: str) -> list[tuple[int, str, str]]:
    """(household, day, what it asked for) of appeals that are not settled, the oldest first."""
    said = (
        "SELECT household_id, \"on\", appeal FROM visit WHERE appeal <> '' AND settled_on IS NULL "
        'AND household_id IN (SELECT value FROM json_each(?)) ORDER BY household_id, "on", id'
    )
    return [(row[0], row[1], row[2]) for row in unit.rows(said, households)]


def handovers(unit: Unit, since: date, until: date) -> list[tuple[int, int, date]]:
    """(giver, taker, day) of each day on which a helper took over a household and post from another."""
    said = (
        "SELECT DISTINCT e.cadre_id, b.cadre_id, b.since FROM pairing e JOIN pairing b ON b.household_id = e.household_id "
        "AND b.post = e.post AND b.since = e.until AND b.cadre_id <> e.cadre_id WHERE b.since BETWEEN ? AND ? "
        "ORDER BY b.since, e.cadre_id, b.cadre_id"
    )
    rows = unit.rows(said, since.isoformat(), until.isoformat())
    return [(giver, taker, date.fromisoformat(on)) for giver, taker, on in rows]


def loads(unit: Unit) -> dict[int, int]:
    """How many households are paired with each helper now."""
    said = "SELECT cadre_id, count(DISTINCT household_id) FROM pairing WHERE until IS NULL GROUP BY cadre_id"
    return {row[0]: row[1] for row in unit.rows(said)}
