"""Life events by period, and the people who came or went without one (from imports, or typed among the members)."""

from __future__ import annotations

from typing import Any

from fupin_desktop.db.store import Unit

Stored = tuple[Any, ...]

_HOME = 'h.village, h."group", h.head, h.number'
_WITHIN = "(?1 IS NULL OR {0} >= ?1) AND (?2 IS NULL OR {0} <= ?2) AND (?3 IS NULL OR h.village = ?3)"
_DAY = 'e."on"'
_PLACE = "LEFT JOIN village v ON v.name = h.village"


def events(
    unit: Unit, since: str | None, until: str | None, village: str | None, household: int | None
) -> list[Stored]:
    """Each event by day: id, day, kind, household's id, its village, group, head and number, the other household's number,
    name, reason, paper, remark, whether its person's record began that day; then the other household's village, group, head."""
    said = (
        f"SELECT e.id, e.\"on\", e.kind, e.household_id, {_HOME}, coalesce(o.number, ''), e.name, e.reason, e.paper, e.remark, "
        "coalesce(p.joined_on = e.\"on\" AND p.join_reason = 'return', 0), "
        "coalesce(o.village, ''), coalesce(o.\"group\", ''), coalesce(o.head, '') "
        "FROM event e JOIN household h ON h.id = e.household_id LEFT JOIN household o ON o.id = e.other_household_id "
        f"LEFT JOIN person p ON p.id = e.person_id {_PLACE} WHERE {_WITHIN.format(_DAY)} "
        "AND (?4 IS NULL OR e.household_id = ?4 OR e.other_household_id = ?4) "
        'ORDER BY e."on", coalesce(v.place, 9999), h."group", h.number, e.id'
    )
    return unit.rows(said, since, until, village, household)


def unrecorded(
    unit: Unit, since: str | None, until: str | None, village: str | None, household: int | None
) -> list[Stored]:
    """Who came or went without an event: day, joined or left, reason, household's id, its village, group, head and number,
    name, remark. Those of a split or a merger stand in its event; who was there from the beginning did not come."""
    parts = []
    for day, why, kinds in (
        ("joined_on", "join_reason", "('split', 'merge', 'registered', 'found')"),
        ("left_on", "leave_reason", "('split', 'merge')"),
    ):
        parts.append(
            f"SELECT p.{day} AS day, '{day}', coalesce(p.{why}, ''), h.id, {_HOME}, p.name, p.remark, v.place AS place, p.id AS pid "
            f"FROM person p JOIN household h ON h.id = p.household_id {_PLACE} WHERE p.{day} IS NOT NULL "
            f"AND coalesce(p.{why}, '') NOT IN {kinds} AND {_WITHIN.format('p.' + day)} AND (?4 IS NULL OR h.id = ?4) "
            'AND NOT EXISTS (SELECT 1 FROM event e WHERE e.household_id = h.id AND e."on" = p.'
            f"{day} AND (e.person_id = p.id OR e.kind = 'ended'))"
        )
    rows = unit.rows(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY day, coalesce(place, 9999), 6, 8, pid",
        since, until, village, household,
    )  # fmt: skip
    return [row[:-2] for row in rows]
