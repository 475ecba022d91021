"""Years of surveys: opening one from the last values, counting what is still to be verified, guarding a closed one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.household import HouseholdYear, PersonYear
from fupin_desktop.domain.life import closed_words

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

YEARLY = ("household_year", "person_year", "income_item", "verdict", "village_year")
"""Tables whose rows belong to a year of surveys: a closed year guards them."""
BLANK: dict[str, Any] = {
    **{head.value: None for head in IncomeHead}, "income_recorded": None, "net_recorded": None, "claim": None,
    "own_payment": None, "period_from": None, "period_to": None, "head_count": None, "worksheet_done": False,
    "closed": False, "survey_note": "", "unverified": True,
}  # fmt: skip
"""What a new year does not take over from the last one: its income is another, and nobody has looked yet."""

_NEW = (
    "FROM {0} y JOIN household_line l ON l.household_id = y.household_id {2}"
    "WHERE y.year = (SELECT max(x.year) FROM {0} x WHERE x.{1} = y.{1} AND x.year < ?1 AND (?2 IS NULL OR x.year = ?2)) "
    "AND NOT EXISTS (SELECT 1 FROM {0} x WHERE x.{1} = y.{1} AND x.year = ?1) "
    "AND (?3 IS NULL AND l.registered OR y.household_id IN (SELECT value FROM json_each(?3))) ORDER BY y.id"
)


def open_year(
    unit: Unit, to: int, *, source: int | None = None, households: Sequence[int] | None = None
) -> tuple[int, int]:
    """Copy each registered household's newest survey before a year, and its members', into that year; those there stay.

    ``source``: only that year's surveys; ``households``: those, registered or not. Gives how many households and people.
    """
    among = None if households is None else json.dumps(list(households))
    counts = []
    for kind, repository, whose, here in (
        (HouseholdYear, unit.household_years, "household_id", ""),
        (
            PersonYear,
            unit.person_years,
            "person_id",
            "JOIN person p ON p.id = y.person_id AND p.left_on IS NULL ",
        ),
    ):
        blank = BLANK if kind is HouseholdYear else {}
        kept = [each.name for each in fields(kind) if each.name not in {"id", "version", "year", *blank}]
        columns = ", ".join(f'y."{name}"' for name in kept)
        rows = unit.rows(f"SELECT {columns} {_NEW.format(repository.name, whose, here)}", to, source, among)
        repository.add_rows(kept, rows, {"year": to, **blank})
        counts.append(len(rows))
    return counts[0], counts[1]


def surveyed(unit: Unit) -> list[tuple[int, int, int]]:
    """(year, households surveyed, of these still to be verified), the newest year first."""
    said = "SELECT year, count(*), total(unverified) FROM household_year GROUP BY year ORDER BY year DESC"
    return [(year, count, int(waiting)) for year, count, waiting in unit.rows(said)]


def unopened(unit: Unit, year: int) -> int:
    """How many registered households have no survey of a year."""
    said = (
        "SELECT count(*) FROM household_line l WHERE l.registered AND NOT EXISTS "
        "(SELECT 1 FROM household_year y WHERE y.household_id = l.household_id AND y.year = ?)"
    )
    return int(unit.rows(said, year)[0][0])


def unverified(unit: Unit, year: int, villages: Sequence[str] = ()) -> list[tuple[int, int, str]]:
    """(survey's id, household, village) of what is still to be verified of a year, by village and household."""
    said = (
        "SELECT y.id, y.household_id, l.village FROM household_year y JOIN household_line l "
        "ON l.household_id = y.household_id WHERE y.year = ?1 AND y.unverified "
        "AND (?2 = '[]' OR l.village IN (SELECT value FROM json_each(?2))) ORDER BY l.place, l.village, l.\"group\", l.number"
    )
    return [(row[0], row[1], row[2]) for row in unit.rows(said, year, json.dumps(list(villages)))]


def is_closed(unit: Unit, year: int) -> bool:
    """Whether a year is closed."""
    return bool(unit.rows("SELECT 1 FROM year_lock WHERE year = ? AND closed_on IS NOT NULL", year))


def refuse_closed(connection: Connection, act: int) -> None:
    """Whatever an act wrote into a closed year is refused. Raises Trouble; the act that closes or opens a year is let pass."""
    locked = connection.exec_driver_sql(
        "SELECT year FROM year_lock y WHERE closed_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM change c "
        "WHERE c.act_id = ? AND c.\"table\" = 'year_lock' AND c.row_id = y.id)",
        (act,),
    )
    if (years := json.dumps(list(locked.scalars()))) == "[]":
        return
    for table in YEARLY:
        row = connection.exec_driver_sql(
            f'SELECT t.year FROM change c JOIN "{table}" t ON t.id BETWEEN c.row_id AND coalesce(c.last_id, c.row_id) '
            f"WHERE c.act_id = ?1 AND c.\"table\" = '{table}' AND t.year IN (SELECT value FROM json_each(?2)) UNION ALL "
            f"SELECT json_extract(c.before, '$.year') FROM change c WHERE c.act_id = ?1 AND c.\"table\" = '{table}' "
            "AND c.before IS NOT NULL AND json_extract(c.before, '$.year') IN (SELECT value FROM json_each(?2)) LIMIT 1",
            (act, years),
        ).first()
        if row is not None:
            raise Trouble(closed_words(row[0]))
