"""The line that lists show for each household: made anew from the other tables after every act."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.db.figures import INCOME
from fupin_desktop.domain import codes
from fupin_desktop.domain.lists import SORTS, HouseholdLine, Search, Totals

_MAKE = f"""
INSERT OR REPLACE INTO {{}} (household_id, number, place, village, "group", head, people, registered,
  applicant, status, attribute, household_type, monitor, cause, income, income_year, unsafe, renovating, allowance,
  cadre, lifted_year, ended_on, phone)
SELECT h.id, h.number, coalesce(v.place, 9999), h.village, h."group",
  coalesce((SELECT p.name FROM person p WHERE p.household_id = h.id AND p.relation = 'head' AND p.left_on IS NULL
    ORDER BY p.id LIMIT 1), h.head),
  (SELECT count(*) FROM person p WHERE p.household_id = h.id AND p.left_on IS NULL),
  s.id IS NOT NULL AND h.ended_on IS NULL, s.id IS NULL AND h.applied_on IS NOT NULL,
  s.status, s.attribute, s.household_type,
  (SELECT m.kind FROM monitoring m WHERE m.household_id = h.id AND m.identified_on IS NOT NULL
    AND m.removed_on IS NULL AND coalesce(m.removed, 0) = 0 ORDER BY m.identified_on DESC LIMIT 1),
  h.cause, CAST(round({INCOME}) AS INTEGER), y.year, y.unsafe,
  EXISTS (SELECT 1 FROM renovation r WHERE r.household_id = h.id),
  (SELECT count(*) FROM person_year q JOIN person p ON p.id = q.person_id WHERE p.household_id = h.id AND q.allowance
    AND p.left_on IS NULL
    AND q.year = (SELECT max(z.year) FROM person_year z WHERE z.person_id = p.id)),
  coalesce((SELECT c.name FROM pairing g JOIN cadre c ON c.id = g.cadre_id WHERE g.household_id = h.id
    AND g.until IS NULL ORDER BY g.post, g.id LIMIT 1), ''),
  h.lifted_year, h.ended_on, h.phone
FROM household h LEFT JOIN village v ON v.name = h.village
LEFT JOIN standing s ON s.household_id = h.id
  AND s.since = (SELECT max(t.since) FROM standing t WHERE t.household_id = h.id)
LEFT JOIN household_year y ON y.household_id = h.id
  AND y.year = (SELECT x.year FROM household_year x WHERE x.household_id = h.id
    ORDER BY x.unverified, x.year DESC LIMIT 1)
"""


_TOUCHED = (
    "SELECT household_id FROM change WHERE act_id = ?1 AND household_id IS NOT NULL UNION "
    "SELECT json_extract(before, '$.household_id') FROM change WHERE act_id = ?1 AND before IS NOT NULL"
)
"""Households of an act: a person who moved from one to another changes both."""
ONE_BY_ONE = 20_000


def refresh(connection: Connection, act: int) -> None:
    """Make anew the lines of all households that an act touched."""
    said = (
        "SELECT count(*) > ?2 OR total(\"table\" IN ('village', 'cadre') OR last_id IS NOT NULL) > 0 "
        "FROM change WHERE act_id = ?1"
    )
    if connection.exec_driver_sql(said, (act, ONE_BY_ONE)).scalar():
        rebuild(connection)
        return
    connection.exec_driver_sql(f"DELETE FROM household_line WHERE household_id IN ({_TOUCHED})", (act,))
    connection.exec_driver_sql(f"{_MAKE.format('household_line')} WHERE h.id IN ({_TOUCHED})", (act,))


def rebuild(connection: Connection) -> None:
    """Make all lines anew."""
    connection.exec_driver_sql("DELETE FROM household_line")
    connection.exec_driver_sql(_MAKE.format("household_line"))


def differing(connection: Connection) -> list[str]:
    """The numbers of households whose line is not what the other tables say."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.fresh_line")
    connection.exec_driver_sql("CREATE TEMP TABLE fresh_line AS SELECT * FROM household_line WHERE 0")
    connection.exec_driver_sql(_MAKE.format("temp.fresh_line"))
    kept, fresh = "SELECT * FROM household_line", "SELECT * FROM temp.fresh_line"
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT number FROM (SELECT * FROM ({kept} EXCEPT {fresh}) UNION ALL "
        f"SELECT * FROM ({fresh} EXCEPT {kept})) ORDER BY number"
    )
    found = [str(row[0]) for row in rows]
    connection.exec_driver_sql("DROP TABLE temp.fresh_line")
    return found


_PUPILS = (
    "(SELECT count(*) FROM person_year q JOIN person p ON p.id = q.person_id "
    "WHERE p.household_id = household_line.household_id AND p.left_on IS NULL "
    "AND q.school IS NOT NULL AND q.school NOT IN ('not', 'before') "
    "AND q.year = (SELECT max(z.year) FROM person_year z WHERE z.person_id = p.id))"
)
"""The members of a household who go to school, as the figures count them."""
_UNSAFE_IN = (
    "(coalesce(unsafe, 0) OR EXISTS (SELECT 1 FROM renovation r "
    "WHERE r.household_id = household_line.household_id AND r.plan_year = ?))"
)
_UNVERIFIED = "EXISTS (SELECT 1 FROM household_year y WHERE y.household_id = household_line.household_id AND y.unverified)"
"""A year was opened with the last values, and nobody has looked yet."""
_YES = {
    "registered": "registered",
    "applicant": "applicant",
    "unsafe": "coalesce(unsafe, 0) OR renovating",
    "allowance": "allowance > 0",
    "pupils": f"{_PUPILS} > 0",
    "monitored": "monitor IS NOT NULL",
    "ended": "ended_on IS NOT NULL",
}
"""Filters that are answered with yes or no."""


def _where(search: Search) -> tuple[str, list[Any]]:
    said, values = ["1"], list[Any]()
    for column in ("village", "status", "attribute", "monitor", "household_type", "cause"):
        wanted: tuple[str, ...] = getattr(search, column)
        if wanted:
            said.append(f'"{column}" IN ({", ".join("?" * len(wanted))})')
            values += [str(each) for each in wanted]
    if search.group:
        said.append('"group" = ?')
        values.append(search.group)
    if search.income_below is not None:
        said.append("income < ?")
        values.append(int(search.income_below * 100))
    if search.unsafe_in is not None:
        said.append(_UNSAFE_IN)
        values.append(search.unsafe_in)
    if search.unpaired:
        said.append("cadre = ''")
    if search.unverified:
        said.append(_UNVERIFIED)
    for name, condition in _YES.items():
        if (asked := getattr(search, name)) is not None:
            said.append(f"({condition})" if asked else f"NOT ({condition})")
    return " AND ".join(said), values


def line_ids(connection: Connection, search: Search) -> array[int]:
    """The ids of the households a list shows, in its order."""
    where, values = _where(search)
    column = SORTS.get(search.sort, "place")
    way = " DESC" if search.descending else ""
    order = f'"{column}"{way}, ' if column != "place" else f"place{way}, village, "
    rows = connection.connection.cursor().execute(
        f'SELECT household_id FROM household_line WHERE {where} ORDER BY {order}"group", number', values
    )
    return array("q", (row[0] for row in rows))


def totals(connection: Connection, search: Search) -> Totals:
    """How many households and people a search finds; pupils only where it asks for them."""
    where, values = _where(search)
    pupils = f"total({_PUPILS})" if search.pupils else "0"
    row = connection.exec_driver_sql(
        f"SELECT count(*), total(people), total(allowance), {pupils} FROM household_line WHERE {where}",
        tuple(values),
    ).one()
    return Totals(*map(int, row))


def lines(connection: Connection, ids: Sequence[int]) -> dict[int, HouseholdLine]:
    """The lines of some households (a page of a list)."""
    found: dict[int, HouseholdLine] = {}
    for first in range(0, len(ids), 500):
        part = list(ids[first : first + 500])
        rows = connection.exec_driver_sql(
            f"SELECT * FROM household_line WHERE household_id IN ({', '.join('?' * len(part))})", tuple(part)
        ).mappings()
        for row in rows:
            found[row["household_id"]] = _line(dict(row))
    return found


def _line(row: dict[str, Any]) -> HouseholdLine:

    row["id"] = row.pop("household_id")
    row.pop("place")
    for name, kind in (("status", codes.Status), ("attribute", codes.Attribute), ("monitor", codes.MonitoringKind),
                       ("household_type", codes.HouseholdType), ("cause", codes.Cause)):  # fmt: skip
        row[name] = kind.of(row[name]) if row[name] else None
    row["income"] = None if row["income"] is None else Decimal(row["income"]).scaleb(-2)
    row["ended_on"] = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
    for name in ("registered", "applicant", "renovating"):
        row[name] = bool(row[name])
    row["unsafe"] = None if row["unsafe"] is None else bool(row["unsafe"])
    return HouseholdLine(**row)
