"""Whom 返贫预警 looks at, and who has returned to poverty: ids and counts from standings and episodes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.db.figures import INCOME

if TYPE_CHECKING:
    from fupin_desktop.db.unit import Unit

_HERE = "(h.ended_on IS NULL OR h.ended_on > ?1) AND (?2 IS NULL OR h.village = ?2)"
_STATUS = "(SELECT s.status FROM standing s WHERE s.household_id = h.id AND s.since <= ?1 ORDER BY s.since DESC, s.id DESC LIMIT 1)"
_RUNNING = (
    "(m.removed_on > ?1 OR (m.removed_on IS NULL AND coalesce(m.removed, 0) = 0)) "
    "AND (m.identified_on <= ?1 OR m.found_on <= ?1)"
)
_ONCE_LIFTED = (
    "EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1 "
    "AND s.status IN ('lifted', 'lifted_off', 'stable', 'returned'))"
)
_PEOPLE = (
    "(SELECT count(*) FROM person p WHERE p.household_id = h.id AND (p.joined_on IS NULL OR p.joined_on <= ?1) "
    "AND (p.left_on IS NULL OR p.left_on > ?1))"
)


_BEFORE = re.sub(r"\by\.", "b.", INCOME)
_SIGNS = (
    f"({INCOME} < ?5 OR {INCOME} * 2 <= {_BEFORE} OR y.water_safe = 0 OR y.water_hard "
    "OR ((y.unsafe OR (y.unsafe IS NULL AND y.house_grade IN ('C', 'D'))) AND b.id IS NOT NULL AND NOT coalesce(b.unsafe, 0)) "
    "OR EXISTS (SELECT 1 FROM person_year q LEFT JOIN person_year r ON r.person_id = q.person_id AND r.year = q.year - 1 "
    "WHERE q.household_id = h.id AND q.year = y.year AND (q.dropout IS NOT NULL "
    "OR (q.health LIKE '%severe%' AND r.health NOT LIKE '%severe%'))))"
)
_NEWEST = (
    "(SELECT z.id FROM household_year z WHERE z.household_id = h.id AND z.year BETWEEN ?3 AND ?4 AND NOT coalesce(z.unverified, 0) "
    "ORDER BY z.year DESC LIMIT 1)"
)


def watched(unit: Unit, on: date, village: str | None, *, ordinary: bool, below: Decimal | None) -> list[int]:
    """Households of whose newest survey (of this year or the year before) something may be a warning, by village.

    They are not poor on the register and have no open episode; ``ordinary``: also those never registered. ``below`` is the
    income in yuan under which it may be too low. What is a warning is decided by ``domain.procedure.warning``.
    """
    known = f"coalesce({_STATUS}, '')"
    fits = "NOT IN ('poor', 'prepared', 'returned')" if ordinary else "IN ('lifted', 'lifted_off', 'stable')"
    said = (
        f"SELECT h.id FROM household h JOIN household_year y ON y.id = {_NEWEST} LEFT JOIN village v ON v.name = h.village "
        f"LEFT JOIN household_year b ON b.household_id = h.id AND b.year = y.year - 1 WHERE {_HERE} AND {known} {fits} "
        f"AND NOT EXISTS (SELECT 1 FROM monitoring m WHERE m.household_id = h.id AND {_RUNNING}) AND {_SIGNS} "
        'ORDER BY coalesce(v.place, 9999), h.village, h."group", h.number'
    )
    line = int(below * 100) if below is not None else 0
    return [row[0] for row in unit.rows(said, on.isoformat(), village, on.year - 1, on.year, line)]


def returned(unit: Unit, on: date, village: str | None) -> tuple[tuple[int, int], ...]:
    """Households and people that once were lifted, that are poor again, and that are monitored though lifted."""
    said = (
        f"SELECT count(*), total(people), total(again), total(again * people), total(watched), total(watched * people) FROM ("
        f"SELECT {_PEOPLE} people, {_STATUS} IN ('poor', 'prepared', 'returned') again, "
        f"({_STATUS} NOT IN ('poor', 'prepared', 'returned') AND EXISTS (SELECT 1 FROM monitoring m "
        f"WHERE m.household_id = h.id AND m.identified_on <= ?1 AND {_RUNNING})) watched "
        f"FROM household h WHERE {_HERE} AND {_ONCE_LIFTED})"
    )
    ((households, people, *more),) = unit.rows(said, on.isoformat(), village)
    counts = [int(each or 0) for each in (households, people, *more)]
    return (counts[0], counts[1]), (counts[2], counts[3]), (counts[4], counts[5])
