"""The figures of reports village by village, counted from the lists behind them; and incomes of two years side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fupin_desktop.db import figures, judging
from fupin_desktop.db.behind import LISTS
from fupin_desktop.db.reporting import days
from fupin_desktop.domain.period import Span
from fupin_desktop.domain.traces import FIGURES, Name, Number
from fupin_desktop.domain.working import IncomeGrowth, Posts, Team

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_BY_VILLAGE = (
    "WITH listed(household, what, amount) AS ({}) SELECT village, sum(amount) FROM ("
    "SELECT h.village AS village, what, max(coalesce(amount, 0)) AS amount FROM listed "
    "JOIN household h ON h.id = listed.household GROUP BY 1, 2) GROUP BY 1"
)


def by_village(
    unit: Unit, span: Span, lines: Mapping[int, Decimal | None], names: Iterable[Name]
) -> dict[str, Number]:
    """Figures of each village by ``Name.text``; a village that has nothing of one is not there. Money in yuan."""
    figures.prepare(unit.connection, span.until, None)
    judging.prepare(unit, span)
    line = lines.get(span.until.year)
    values: dict[str, Any] = {
        **days(span),
        "village": None,
        "line": None if line is None else int(line * 100),
    }
    found: dict[str, Number] = {}
    for name in names:
        said = LISTS[name.name].replace("{of}", name.of or "NULL")
        counted = unit.connection.exec_driver_sql(_BY_VILLAGE.format(said), {**values, "of": name.of})
        money = FIGURES[name.name].unit == "元"
        for village, number in counted:
            key = Name(name.name, name.of, village, name.when).text
            found[key] = Decimal(number).scaleb(-2) if money else number
    return found


def income_growth(unit: Unit, year: int) -> IncomeGrowth:
    """人均纯收入 of a year and the one before, of the households of ``f_now`` that have both."""
    income = figures.INCOME
    of = "(SELECT {} FROM household_year y WHERE y.household_id = f.id AND y.year = {})"
    said = (
        "SELECT count(*), sum(people), sum(now * people) / sum(people), sum(before * people) / sum(people), "
        f"sum(now > before), sum(now < before) FROM (SELECT f.people, {of.format(income, '?1')} AS now, "
        f"{of.format(income, '?1 - 1')} AS before FROM f_now f) WHERE now IS NOT NULL AND before IS NOT NULL AND people > 0"
    )
    households, people, now, before, more, less = unit.rows(said, year)[0]
    if not households:
        return IncomeGrowth()
    return IncomeGrowth(
        households=households, people=people, now=_yuan(now), before=_yuan(before), more=more, less=less
    )  # fmt: skip


def _yuan(fen: float) -> Decimal:
    return Decimal(round(fen)).scaleb(-2)


def team(unit: Unit, village: str, span: Span) -> Team:
    """The cadres who stay in a village, as far as the pairings say, and who else answers for its households."""
    said = (
        "SELECT DISTINCT c.name, c.unit FROM pairing g JOIN household h ON h.id = g.household_id "
        "JOIN cadre c ON c.id = g.cadre_id WHERE h.village = :village AND c.in_village AND g.since <= :end "
        "AND (g.until IS NULL OR g.until > :end) ORDER BY c.id"
    )
    rows = list(unit.connection.exec_driver_sql(said, {**days(span), "village": village}))
    return Team(
        village=village,
        members=tuple(row[0] for row in rows),
        units=tuple(dict.fromkeys(row[1] for row in rows)),
    )


def posts(unit: Unit, span: Span, villages: Iterable[str]) -> dict[str, Posts]:
    """Who answers for the households of each village, in this order; for the township's under ""."""
    said = (
        "SELECT DISTINCT f.village, c.unit, g.post, c.id FROM pairing g JOIN f_now f ON f.id = g.household_id "
        "JOIN cadre c ON c.id = g.cadre_id WHERE g.since <= :end AND (g.until IS NULL OR g.until > :end) ORDER BY c.id"
    )
    rows = [tuple(row) for row in unit.connection.exec_driver_sql(said, days(span))]
    found = {}
    for village in (*villages, ""):
        mine = [row[1:] for row in rows if village in ("", row[0])]
        cadres = {post: len({cadre for _, of, cadre in mine if of == post}) for post in "AB"}
        if mine:
            units = tuple(dict.fromkeys(name for name, _, _ in mine))
            found[village] = Posts(units=units, first=cadres["A"], second=cadres["B"])
    return found
