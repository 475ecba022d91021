"""Whom a public notice may be about: the households that the data put on each list, as ids."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_HERE = "(h.ended_on IS NULL OR h.ended_on > ?1) AND (?2 IS NULL OR h.village = ?2)"
_STANDING = "SELECT s.status FROM standing s WHERE s.household_id = h.id AND s.since <= ?1 ORDER BY s.since DESC LIMIT 1"


def applicants(unit: Unit, on: date, year: int, village: str | None) -> list[int]:
    """Households that applied in a year and are not on the register."""
    said = (
        f"SELECT h.id FROM household h WHERE {_HERE} AND h.applied_on BETWEEN ?3 AND ?4 AND h.applied_on <= ?1 "
        "AND NOT EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1)"
    )
    return _ids(unit, said, on.isoformat(), village, f"{year}-01-01", f"{year}-12-31")


def still_poor(unit: Unit, on: date, village: str | None) -> list[int]:
    """Registered households that are not 脱贫 on a day."""
    said = f"SELECT h.id FROM household h WHERE {_HERE} AND ({_STANDING}) IN ('poor', 'prepared', 'returned')"
    return _ids(unit, said, on.isoformat(), village)


def renovations(unit: Unit, on: date, year: int, village: str | None) -> dict[int, int]:
    """The newest renovation of each household in a plan year, by household."""
    said = (
        f"SELECT h.id, max(r.id) FROM household h JOIN renovation r ON r.household_id = h.id WHERE {_HERE} "
        "AND r.plan_year = ?3 GROUP BY h.id"
    )
    return _pairs(unit, said, on.isoformat(), village, year)


def proposed(unit: Unit, on: date, village: str | None) -> dict[int, int]:
    """The newest episode of each household that is found and not yet identified, by household."""
    said = (
        f"SELECT h.id, max(m.id) FROM household h JOIN monitoring m ON m.household_id = h.id WHERE {_HERE} "
        "AND m.found_on <= ?1 AND (m.identified_on IS NULL OR m.identified_on > ?1) "
        "AND (m.removed_on IS NULL OR m.removed_on > ?1) GROUP BY h.id"
    )
    return _pairs(unit, said, on.isoformat(), village)


def registered(unit: Unit, on: date, ids: list[int]) -> set[int]:
    """Which of some households are on the register on a day."""
    found: set[int] = set()
    for first in range(0, len(ids), 500):
        part = ids[first : first + 500]
        marks = ", ".join("?" * len(part))
        said = f"SELECT DISTINCT household_id FROM standing WHERE since <= ? AND household_id IN ({marks})"
        found.update(row[0] for row in unit.rows(said, on.isoformat(), *part))
    return found


def newly_registered(unit: Unit, on: date, year: int, village: str | None) -> dict[int, str]:
    """Households that came onto the register in a year and are not 脱贫 on the day, with the ISO day they came."""
    said = (
        "SELECT h.id, (SELECT min(s.since) FROM standing s WHERE s.household_id = h.id) came FROM household h "
        f"WHERE {_HERE} AND came BETWEEN ?3 AND ?4 AND came <= ?1 AND ({_STANDING}) IN ('poor', 'prepared', 'returned')"
    )
    return _pairs(unit, said, on.isoformat(), village, f"{year}-01-01", f"{year}-12-31")


def lifted(unit: Unit, on: date, year: int, village: str | None) -> dict[int, str]:
    """Households that are 脱贫 on the day and became so in the year, with the ISO day ("" where only 脱贫年度 says so)."""
    before = "SELECT p.status FROM standing p WHERE p.household_id = h.id AND p.since < s.since ORDER BY p.since DESC LIMIT 1"
    day = (
        "SELECT min(s.since) FROM standing s WHERE s.household_id = h.id AND s.status IN ('lifted', 'lifted_off', 'stable') "
        f"AND s.since BETWEEN ?3 AND ?4 AND s.since <= ?1 AND ({before}) IN ('poor', 'prepared', 'returned')"
    )
    said = (
        f"SELECT h.id, coalesce(({day}), '') day FROM household h WHERE {_HERE} AND (day != '' OR h.lifted_year = ?5) "
        f"AND ({_STANDING}) IN ('lifted', 'lifted_off', 'stable')"
    )
    return _pairs(unit, said, on.isoformat(), village, f"{year}-01-01", f"{year}-12-31", year)


def paid(unit: Unit, on: date, year: int, village: str | None) -> dict[int, int]:
    """The newest renovation of each household that is of a plan year, or got money in that year, by household."""
    said = (
        f"SELECT h.id, max(r.id) FROM household h JOIN renovation r ON r.household_id = h.id WHERE {_HERE} "
        "AND (r.plan_year = ?3 OR EXISTS (SELECT 1 FROM subsidy m WHERE m.renovation_id = r.id "
        "AND m.paid_on BETWEEN ?4 AND ?5 AND m.paid_on <= ?1)) GROUP BY h.id"
    )
    return _pairs(unit, said, on.isoformat(), village, year, f"{year}-01-01", f"{year}-12-31")


def identified(unit: Unit, on: date, village: str | None) -> dict[int, int]:
    """The newest episode of each household that is identified, its risk removed or not, by household."""
    said = (
        f"SELECT h.id, max(m.id) FROM household h JOIN monitoring m ON m.household_id = h.id WHERE {_HERE} "
        "AND m.identified_on <= ?1 GROUP BY h.id"
    )
    return _pairs(unit, said, on.isoformat(), village)


def ends(unit: Unit, kind: str, year: int, on: date) -> dict[str, date]:
    """The last day of the newest recorded notice of a kind and year, by village."""
    said = (
        "SELECT village, max(until) FROM printed WHERE kind = ? AND period = ? AND posted_on <= ? AND until IS NOT NULL "
        "GROUP BY village"
    )
    rows = unit.rows(said, f"notice:{kind}", str(year), on.isoformat())
    return {village: date.fromisoformat(until) for village, until in rows}


def hanging(unit: Unit, on: date) -> list[int]:
    """The records of notices that hang on a day, the newest edition of each, by village's place and the day of posting."""
    newest = (
        "SELECT max(id) FROM printed WHERE posted_on IS NOT NULL GROUP BY kind, village, period, posted_on"
    )
    said = (
        f"SELECT p.id FROM printed p LEFT JOIN village v ON v.name = p.village WHERE p.id IN ({newest}) AND p.posted_on <= ?1 "
        "AND (p.until IS NULL OR p.until >= ?1) AND (p.taken_down_on IS NULL OR p.taken_down_on > ?1) "
        "ORDER BY coalesce(v.place, 9999), p.village, p.posted_on, p.id"
    )
    return _ids(unit, said, on.isoformat())


def team(unit: Unit, village: str, on: date) -> list[int]:
    """The 驻村 cadres who are paired with households of a village on a day, as ids in the order of their names' entry."""
    said = (
        "SELECT DISTINCT c.id FROM cadre c JOIN pairing p ON p.cadre_id = c.id JOIN household h ON h.id = p.household_id "
        "WHERE c.in_village = 1 AND h.village = ? AND p.since <= ? AND (p.until IS NULL OR p.until > ?) ORDER BY c.id"
    )
    return _ids(unit, said, village, on.isoformat(), on.isoformat())


def _ids(unit: Unit, said: str, *values: object) -> list[int]:
    return [row[0] for row in unit.rows(said, *values)]


def _pairs(unit: Unit, said: str, *values: object) -> dict[int, Any]:
    return {household: record for household, record in unit.rows(said, *values)}
