"""Life events by period, and the people who came or went without one (from imports, or typed among the members)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fupin_desktop.db.store import Unit

Stored = tuple[Any, ...]

_HOME = 'h.village, h."group", h.head, h.number'
_DAY = 'e."on"'
_PLACE = "LEFT JOIN village v ON v.name = h.village"


@dataclass(frozen=True, slots=True)
class Which:
    """Which changes are asked for: ISO days, both included, a village, a household; None: all."""

    since: str | None = None
    until: str | None = None
    village: str | None = None
    household: int | None = None

    def where(self, day: str, household: str) -> tuple[str, list[Any]]:
        """The condition and its values; only what was asked stands in it, so that an index can be used."""
        asked = (
            (f"{day} >= ?", self.since),
            (f"{day} <= ?", self.until),
            ("h.village = ?", self.village),
            (household, self.household),
        )
        said = [(words, value) for words, value in asked if value is not None]
        values = [value for words, value in said for _ in range(words.count("?"))]
        return " AND ".join(["1", *(words for words, _ in said)]), values


def events(unit: Unit, which: Which) -> list[Stored]:
    """Each event by day: id, day, kind, household's id, its village, group, head and number, the other household's number,
    name, reason, paper, remark, whether its person's record began that day; then the other household's village, group, head."""
    where, values = which.where(_DAY, "(e.household_id = ? OR e.other_household_id = ?)")
    said = (
        f"SELECT e.id, {_DAY}, e.kind, e.household_id, {_HOME}, coalesce(o.number, ''), e.name, e.reason, e.paper, e.remark, "
        f"coalesce(p.joined_on = {_DAY} AND p.join_reason = 'return', 0), "
        "coalesce(o.village, ''), coalesce(o.\"group\", ''), coalesce(o.head, '') "
        "FROM event e JOIN household h ON h.id = e.household_id LEFT JOIN household o ON o.id = e.other_household_id "
        f"LEFT JOIN person p ON p.id = e.person_id {_PLACE} WHERE {where} "
        f'ORDER BY {_DAY}, coalesce(v.place, 9999), h."group", h.number, e.id'
    )
    return unit.rows(said, *values)


def unrecorded(unit: Unit, which: Which) -> list[Stored]:
    """Who came or went without an event: day, joined or left, reason, household's id, its village, group, head and number,
    name, remark. Those of a split or a merger stand in its event; who was there from the beginning did not come."""
    parts, values = [], []
    for day, why, kinds in (
        ("joined_on", "join_reason", "('split', 'merge', 'registered', 'found')"),
        ("left_on", "leave_reason", "('split', 'merge')"),
    ):
        where, more = which.where(f"p.{day}", "p.household_id = ?")
        values += more
        parts.append(
            f"SELECT p.{day} AS day, '{day}', coalesce(p.{why}, ''), h.id, {_HOME}, p.name, p.remark, v.place AS place, p.id AS pid "
            f"FROM person p JOIN household h ON h.id = p.household_id {_PLACE} WHERE p.{day} IS NOT NULL "
            f"AND coalesce(p.{why}, '') NOT IN {kinds} AND {where} "
            f"AND NOT EXISTS (SELECT 1 FROM event e WHERE e.household_id = h.id AND {_DAY} = p.{day} "
            "AND (e.person_id = p.id OR e.kind = 'ended'))"
        )
    rows = unit.rows(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY day, coalesce(place, 9999), 6, 8, pid", *values
    )
    return [row[:-2] for row in rows]
