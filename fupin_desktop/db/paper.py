"""Of whom papers are made, and what was printed before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.domain.paper import PrintedPage

_ORDER = 'ORDER BY coalesce(v.place, 9999), h.village, coalesce(nullif(instr(v.groups, h."group"), 0), 9999), h."group", h.number'
_OPEN = "(m.removed_on > ?1 OR (m.removed_on IS NULL AND coalesce(m.removed, 0) = 0))"
_HAVING = {
    "": "1",
    "registered": "EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1)",
    "applied": "h.applied_on <= ?1 AND NOT EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1)",
    "known": "(h.applied_on <= ?1 OR EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1))",
    "plan": "EXISTS (SELECT 1 FROM plan p WHERE p.household_id = h.id AND p.year = ?2)",
    "renovation": "EXISTS (SELECT 1 FROM renovation r WHERE r.household_id = h.id AND r.plan_year <= ?2)",
    "survey": "EXISTS (SELECT 1 FROM household_year y WHERE y.household_id = h.id AND y.year = ?2)",
    "visit": "EXISTS (SELECT 1 FROM visit v WHERE v.household_id = h.id "
    "AND v.\"on\" BETWEEN ?2 || '-01-01' AND ?2 || '-12-31')",
    "found": f"EXISTS (SELECT 1 FROM monitoring m WHERE m.household_id = h.id AND m.found_on <= ?1 "
    f"AND (m.identified_on IS NULL OR m.identified_on > ?1) AND {_OPEN})",
    "monitored": f"EXISTS (SELECT 1 FROM monitoring m WHERE m.household_id = h.id AND m.identified_on <= ?1 AND {_OPEN})",
    "leaving": "EXISTS (SELECT 1 FROM passage e WHERE e.household_id = h.id AND e.road = 'exit' AND e.year = ?2 "
    "AND e.withdrawn_on IS NULL AND e.opened_on <= ?1 AND NOT EXISTS (SELECT 1 FROM step f WHERE f.passage_id = e.id "
    "AND f.result = 'failed' AND f.withdrawn_on IS NULL))",
    "photo": "EXISTS (SELECT 1 FROM photo f WHERE f.household_id = h.id)",
}


def of_villages(unit: Unit, villages: Sequence[str], on: date, year: int, having: str = "") -> list[int]:
    """Households of villages (all where none is named) on a day, by village, group and number."""
    places = f"h.village IN ({', '.join('?' * len(villages))})" if villages else "1"
    said = (
        "SELECT h.id FROM household h LEFT JOIN village v ON v.name = h.village "
        f"WHERE (h.ended_on IS NULL OR h.ended_on > ?1) AND {_HAVING[having]} AND ?2 > 0 AND {places} {_ORDER}"
    )
    return [row[0] for row in unit.rows(said, on.isoformat(), year, *villages)]


def named(unit: Unit, wanted: Iterable[int | str]) -> dict[int | str, int]:
    """The ids of households that were named by id or household number."""
    found: dict[int | str, int] = {}
    for each in wanted:
        column = "id" if isinstance(each, int) else "number"
        for row in unit.rows(f"SELECT id FROM household WHERE {column} = ?", each):
            found[each] = row[0]
    return found


def in_order(unit: Unit, ids: Iterable[int]) -> list[int]:
    """Households by village, group and number."""
    wanted = list(ids)
    found: list[tuple[int, ...]] = []
    for first in range(0, len(wanted), 500):
        part = wanted[first : first + 500]
        said = (
            "SELECT h.id, coalesce(v.place, 9999) FROM household h LEFT JOIN village v ON v.name = h.village "
            f"WHERE h.id IN ({', '.join('?' * len(part))}) {_ORDER}"
        )
        found += unit.rows(said, *part)
    return [row[0] for row in (found if len(wanted) <= 500 else sorted(found, key=lambda row: row[1]))]


def editions(
    unit: Unit, kind: str, period: str, villages: Iterable[str]
) -> list[tuple[str, int | None, int]]:
    """(village, household id, last edition) of what went out of a kind and period in some villages."""
    said = (
        "SELECT village, household_id, max(edition) FROM printed WHERE kind = ? AND period = ? "
        "AND village IN (SELECT value FROM json_each(?)) GROUP BY village, household_id"
    )
    rows = unit.rows(said, kind, period, json.dumps(sorted(villages)))
    return [(row[0], row[1], row[2]) for row in rows]


def pages_of(unit: Unit, household: int, kind: str = "", period: str = "") -> list[PrintedPage]:
    """The pages of a household's bound files as they were printed last, of one kind and period when they are given."""
    said = (
        "SELECT g.id FROM printed_page g JOIN printed p ON p.id = g.printed_id "
        "WHERE g.household_id = ?1 AND ?2 IN ('', g.kind) AND ?3 IN ('', p.period) ORDER BY g.id"
    )
    found = unit.printed_pages.some(row[0] for row in unit.rows(said, household, kind, period))
    return sorted(found.values(), key=lambda each: (each.kind, _place(each.page), each.id or 0))


def _place(page: str) -> tuple[int, ...]:
    """Where a page lies in its file: 2-1更1 after 2-1 and before 2-2; what has no number comes first."""
    numbers = tuple(int(each) for each in re.findall(r"\d+", page))
    return numbers if "-" in page else ()


def renovation_place(unit: Unit, renovation: int) -> int:
    """The running number of a renovation within its plan year, from 1."""
    said = "SELECT count(*) FROM renovation r JOIN renovation o ON o.plan_year = r.plan_year AND r.id <= o.id WHERE o.id = ?"
    return int(unit.rows(said, renovation)[0][0])
