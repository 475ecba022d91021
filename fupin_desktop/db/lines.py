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
from fupin_desktop.domain.lists import SORTS, HouseholdLine, Search

_MAKE = f"""
INSERT OR REPLACE INTO household_line (household_id, number, place, village, "group", head, people, registered,
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
  (SELECT count(*) FROM person_year q JOIN person p ON p.id = q.person_id WHERE q.household_id = h.id AND q.allowance
    AND p.left_on IS NULL
    AND q.year = (SELECT max(z.year) FROM person_year z WHERE z.household_id = h.id)),
  coalesce((SELECT c.name FROM pairing g JOIN cadre c ON c.id = g.cadre_id WHERE g.household_id = h.id
    AND g.until IS NULL ORDER BY g.post, g.id LIMIT 1), ''),
  h.lifted_year, h.ended_on, h.phone
FROM household h LEFT JOIN village v ON v.name = h.village
LEFT JOIN standing s ON s.household_id = h.id
  AND s.since = (SELECT max(t.since) FROM standing t WHERE t.household_id = h.id)
LEFT JOIN household_year y ON y.household_id = h.id
  AND y.year = (SELECT max(x.year) FROM household_year x WHERE x.household_id = h.id)
"""


def refresh(connection: Connection, act: int) -> None:
    """Make anew the lines of all households that an act touched."""
    said = "SELECT 1 FROM change WHERE act_id = ? AND (\"table\" IN ('village', 'cadre') OR last_id IS NOT NULL) LIMIT 1"
    if connection.exec_driver_sql(said, (act,)).first():
        rebuild(connection)
        return
    touched = "SELECT DISTINCT household_id FROM change WHERE act_id = ? AND household_id IS NOT NULL"
    connection.exec_driver_sql(f"DELETE FROM household_line WHERE household_id IN ({touched})", (act,))
    connection.exec_driver_sql(f"{_MAKE} WHERE h.id IN ({touched})", (act,))


def rebuild(connection: Connection) -> None:
    """Make all lines anew."""
    connection.exec_driver_sql("DELETE FROM household_line")
    connection.exec_driver_sql(_MAKE)


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
    for column, asked in (("registered", search.registered), ("applicant", search.applicant)):
        if asked is not None:
            said.append(f"{column} = {int(asked)}")
    if search.unsafe is not None:
        said.append(
            "(coalesce(unsafe, 0) OR renovating)"
            if search.unsafe
            else "NOT (coalesce(unsafe, 0) OR renovating)"
        )
    if search.allowance is not None:
        said.append("allowance > 0" if search.allowance else "allowance = 0")
    if search.monitored is not None:
        said.append("monitor IS NOT NULL" if search.monitored else "monitor IS NULL")
    if search.income_below is not None:
        said.append("income < ?")
        values.append(int(search.income_below * 100))
    if search.unpaired:
        said.append("cadre = ''")
    if search.ended is not None:
        said.append("ended_on IS NOT NULL" if search.ended else "ended_on IS NULL")
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
