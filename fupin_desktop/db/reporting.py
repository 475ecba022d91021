"""What happened within a period, and how far plans and houses have come: the counts of the reports.

Statements take ``:start`` (the last day before the period), ``:end``, ``:ahead`` (the last day of the period to come)
and ``:year``. The conditions are shared with ``db.behind``, which lists what is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.period import HouseProgress, MeasureCount, Movement, PlanProgress, Span

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

POOR = "('poor', 'prepared', 'returned')"
LIFTED = "('lifted', 'lifted_off', 'stable')"


def here(day: str) -> str:
    """Whether person ``p`` is a member on a day (a parameter of the statement)."""
    return f"(p.joined_on IS NULL OR p.joined_on <= {day}) AND (p.left_on IS NULL OR p.left_on > {day})"


def registered(day: str, h: str = "h") -> str:
    """Whether household ``h`` is on the register on a day."""
    return (
        f"({h}.ended_on IS NULL OR {h}.ended_on > {day}) AND EXISTS "
        f"(SELECT 1 FROM standing s WHERE s.household_id = {h}.id AND s.since <= {day})"
    )


def _with_other(day: str) -> str:
    """A split or merger of household ``h`` with one that is on the register on a day."""
    return (
        "SELECT 1 FROM event e JOIN household o ON h.id IN (e.household_id, e.other_household_id) AND o.id <> h.id "
        "AND o.id IN (e.household_id, e.other_household_id) WHERE e.kind IN ('split', 'merge', 'double') "
        f"AND {registered(day, 'o')}"
    )


def status_on(day: str) -> str:
    """What the register says of household ``h`` on a day."""
    return f"(SELECT s.status FROM standing s WHERE s.household_id = h.id AND s.since <= {day} ORDER BY s.since DESC LIMIT 1)"


_WAS, _IS = registered(":start"), registered(":end")
_MOVED = "h.id IN (SELECT household_id FROM standing WHERE since > :start AND since <= :end)"
_TURNED = f"{_MOVED} AND {_WAS} AND {_IS} AND {status_on(':start')} IN {{}} AND {status_on(':end')} IN {{}}"

_NOW = 'e."on" > :start AND e."on" <= :end'
_NEW = f"{_MOVED} AND {_IS} AND NOT ({_WAS})"
_GONE = f"h.ended_on > :start AND h.ended_on <= :end AND {_WAS} AND NOT ({_IS})"
_SPLIT_OFF = (
    f"EXISTS ({_with_other(':start')} AND e.other_household_id = h.id AND e.kind = 'split' AND {_NOW})"
)
_TAKEN_IN = f"h.end_reason = 'merged' AND EXISTS ({_with_other(':end')} AND {_NOW})"
PARTED, MERGED = f"{_NEW} AND {_SPLIT_OFF}", f"{_GONE} AND {_TAKEN_IN}"
"""分户 and 并户 between households of the register: nobody comes onto it and nobody leaves it."""
JOINED, ENDED = f"{_NEW} AND NOT {_SPLIT_OFF}", f"{_GONE} AND NOT ({_TAKEN_IN})"
TURNED_LIFTED = _TURNED.format(POOR, LIFTED)
TURNED_RETURNED = _TURNED.format(LIFTED, POOR)
_CAME = f"p.joined_on > :start AND p.joined_on <= :end AND {here(':end')} AND {_WAS} AND {_IS}"
_LEFT = f"p.left_on > :start AND p.left_on <= :end AND {here(':start')} AND {_WAS} AND {_IS}"
_MOVED_IN = (
    "(coalesce(p.join_reason, '') IN ('split', 'merge') AND EXISTS "
    f'({_with_other(":start")} AND e."on" = p.joined_on))'
)
_MOVED_OUT = (
    "(coalesce(p.leave_reason, '') IN ('split', 'merge') AND EXISTS "
    f'({_with_other(":end")} AND e."on" = p.left_on))'
)
CAME, LEFT = f"{_CAME} AND NOT {_MOVED_IN}", f"{_LEFT} AND NOT {_MOVED_OUT}"
"""自然增加 and 自然减少, without those who only went from one household of the register to another."""

PLANS = "g.year = :year AND (g.made_on IS NULL OR g.made_on <= :end)"
MEASURES = "measure m JOIN plan g ON g.id = m.plan_id AND g.year = :year"
_DONE = "coalesce(m.done_on <= :end, 0)"
MEASURE: Mapping[str, str] = {
    "all": "1",
    "done": _DONE,
    "done_now": f"{_DONE} AND m.done_on > :start",
    "late": f"NOT {_DONE} AND coalesce(m.due_on < :end, 0)",
    "due_next": f"NOT {_DONE} AND coalesce(m.due_on >= :end AND m.due_on <= :ahead, 0)",
}
"""Which measures of the year are counted how."""
FUNDS = f"{MEASURES} JOIN measure_fund f ON f.measure_id = m.id"

RENOVATIONS = "renovation r"
MOVED_IN = (
    "r.plan_year = :year AND EXISTS (SELECT 1 FROM stage g WHERE g.renovation_id = r.id "
    "AND g.kind = 'moved_in' AND g.\"on\" <= :end)"
)
NO_WATER, NO_POWER = "coalesce(r.water_on > :end, 1)", "coalesce(r.power_on > :end, 1)"


def days(span: Span) -> dict[str, Any]:
    """The values of a statement's parameters."""
    return {
        "start": span.after.isoformat(),
        "end": span.until.isoformat(),
        "ahead": span.ahead.isoformat(),
        "year": span.until.year,
    }


def _rows(unit: Unit, said: str, span: Span) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in unit.connection.exec_driver_sql(said, days(span))]


def moment(unit: Unit) -> int:
    """The number of the newest act: two looks at the database with the same one see the same."""
    return int(unit.rows("SELECT coalesce(max(id), 0) FROM act")[0][0])


def data_day(unit: Unit, on: date) -> date | None:
    """The newest day up to ``on`` that any dated thing of the register speaks of."""
    said = " UNION ALL ".join(
        f'SELECT max("{column}") FILTER (WHERE "{column}" <= ?1) AS day FROM {table}'
        for table, column in (
            ("import_batch", "data_day"),
            ("stage", "on"),
            ("progress", "on"),
            ("measure", "done_on"),
            ("household", "ended_on"),
            ("monitoring", "identified_on"),
            ("subsidy", "paid_on"),
        )
    )
    person = ", ".join(
        f"coalesce(max({column}) FILTER (WHERE {column} <= ?1), '')" for column in ("joined_on", "left_on")
    )
    standing = "SELECT max(since) FROM standing WHERE since <= ?1"
    day = unit.rows(
        f"SELECT max(day) FROM ({said} UNION ALL SELECT max({person}) FROM person UNION ALL {standing})",
        on.isoformat(),
    )[0][0]
    return date.fromisoformat(day) if day else None


def movement(unit: Unit, span: Span) -> Movement:
    """Who came and went within a span."""
    return Movement(
        joined=_count(unit, JOINED, ":end", span),
        ended=_count(unit, ENDED, ":start", span),
        parted=_count(unit, PARTED, ":end", span),
        merged=_count(unit, MERGED, ":start", span),
        moved=_people(unit, f"{_CAME} AND {_MOVED_IN}", span)
        - _people(unit, f"{_LEFT} AND {_MOVED_OUT}", span),
        lifted=lifted(unit, span),
        returned=_count(unit, TURNED_RETURNED, ":end", span),
        came=_reasons(unit, "join_reason", CAME, span),
        left=_reasons(unit, "leave_reason", LEFT, span),
        monitored=_episodes(unit, "identified_on", span),
        removed=_episodes(unit, "removed_on", span),
    )


def lifted(unit: Unit, span: Span) -> Count:
    """The households that were lifted within a span."""
    return _count(unit, TURNED_LIFTED, ":end", span)


def _count(unit: Unit, which: str, day: str, span: Span) -> Count:
    said = (
        f"SELECT count(*), sum((SELECT count(*) FROM person p WHERE p.household_id = h.id AND {here(day)})) "
        f"FROM household h WHERE {which}"
    )
    households, people = _rows(unit, said, span)[0]
    return Count(households, people or 0)


def _reasons(unit: Unit, column: str, which: str, span: Span) -> Mapping[str, int]:
    said = (
        f"SELECT coalesce(p.{column}, ''), count(*) FROM person p JOIN household h ON h.id = p.household_id "
        f"WHERE {which} GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return {reason: number for reason, number in _rows(unit, said, span)}


def _people(unit: Unit, which: str, span: Span) -> int:
    said = f"SELECT count(*) FROM person p JOIN household h ON h.id = p.household_id WHERE {which}"
    return int(_rows(unit, said, span)[0][0])


def _episodes(unit: Unit, column: str, span: Span) -> int:
    said = f"SELECT count(DISTINCT household_id) FROM monitoring WHERE {column} > :start AND {column} <= :end"
    return int(_rows(unit, said, span)[0][0])


def plans(unit: Unit, span: Span) -> PlanProgress:
    """一户一策 of the span's year as of its end."""
    counted = _rows(
        unit,
        "SELECT count(DISTINCT household_id), count(DISTINCT CASE WHEN confirmed_on <= :end THEN household_id END) "
        f"FROM plan g WHERE {PLANS}",
        span,
    )[0]
    entries = _rows(
        unit,
        'SELECT count(*), count(DISTINCT household_id) FROM progress WHERE "on" > :start AND "on" <= :end',
        span,
    )[0]
    counts, money = _counted(unit, span), _money(unit, span)
    every = _rows(unit, f"SELECT count(DISTINCT m.household_id) FROM {MEASURES}", span)[0][0]
    return PlanProgress(
        year=span.until.year,
        households=counted[0],
        confirmed=counted[1],
        targets=_targets(unit, span),
        covered=every,
        kinds=_measures(0, counts, money, _covered(unit, counts, span)),
        batches=_measures(1, counts, money, {}),
        sources=tuple(_summed(2, money).items()),
        entries=entries[0],
        entered=entries[1],
    )


def _targets(unit: Unit, span: Span) -> Mapping[int, Count]:
    said = (
        "SELECT g.target_year, count(*), sum((SELECT count(*) FROM person p WHERE p.household_id = h.id "
        f"AND {here(':end')})) FROM household h JOIN plan g ON g.household_id = h.id AND g.year = :year "
        f"WHERE g.target_year IS NOT NULL AND {_IS} AND {status_on(':end')} IN {POOR} GROUP BY 1 ORDER BY 1"
    )
    return {target: Count(households, people or 0) for target, households, people in _rows(unit, said, span)}


def done_now(unit: Unit, span: Span) -> int:
    """How many measures of the span's year were finished within it."""
    return int(_rows(unit, f"SELECT count(*) FROM {MEASURES} WHERE {MEASURE['done_now']}", span)[0][0])


def _counted(unit: Unit, span: Span) -> list[tuple[Any, ...]]:
    """The measures by kind and batch: the households they are for, and the measures as ``MEASURE`` counts them."""
    sums = ", ".join(f"sum({condition})" for condition in MEASURE.values())
    columns = "coalesce(m.kind, ''), coalesce(m.batch, ''), count(DISTINCT m.household_id)"
    return _rows(unit, f"SELECT {columns}, {sums} FROM {MEASURES} GROUP BY 1, 2", span)


def _money(unit: Unit, span: Span) -> list[tuple[Any, ...]]:
    """The money of the measures by kind, batch and source."""
    said = f"SELECT coalesce(m.kind, ''), coalesce(m.batch, ''), f.source, sum(f.amount) FROM {FUNDS} GROUP BY 1, 2, 3"
    return _rows(unit, said, span)


def _summed(column: int, money: Iterable[tuple[Any, ...]]) -> dict[str, Decimal]:
    """Money by one of its columns, the most first."""
    found: dict[str, Decimal] = {}
    for row in money:
        found[row[column]] = found.get(row[column], Decimal(0)) + _yuan(row[-1])
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _covered(unit: Unit, counted: Sequence[tuple[Any, ...]], span: Span) -> dict[str, int]:
    """How many households have a measure of each kind; a kind of several batches is counted again."""
    found: dict[str, int] = {}
    for kind, _, households, *_ in counted:
        if kind not in found:
            found[kind] = households
            continue
        said = f"SELECT count(DISTINCT m.household_id) FROM {MEASURES} WHERE coalesce(m.kind, '') = :kind"
        found[kind] = unit.connection.exec_driver_sql(said, {**days(span), "kind": kind}).scalar_one()
    return found


def _measures(
    column: int,
    counted: Iterable[tuple[Any, ...]],
    money: Iterable[tuple[Any, ...]],
    covered: Mapping[str, int],
) -> tuple[MeasureCount, ...]:
    """The measures by kind (0) or batch (1), the most numerous first."""
    paid = _summed(column, money)
    found: dict[str, list[int]] = {}
    for row in counted:
        own = found.setdefault(row[column], [0] * len(MEASURE))
        found[row[column]] = [a + b for a, b in zip(own, row[3:], strict=True)]
    return tuple(
        MeasureCount(code, households=covered.get(code, 0), money=paid.get(code, Decimal(0)),
                     **dict(zip(MEASURE, counts, strict=True)))
        for code, counts in sorted(found.items(), key=lambda each: (-each[1][0], each[0]))
    )  # fmt: skip


def houses(unit: Unit, span: Span) -> HouseProgress:
    """The renovations of the year's task: what was reached within the span, who lives without water or power."""
    reached = _rows(
        unit,
        "SELECT g.kind, count(DISTINCT g.renovation_id) FROM stage g JOIN renovation r ON r.id = g.renovation_id "
        'WHERE r.plan_year = :year AND g."on" > :start AND g."on" <= :end GROUP BY 1',
        span,
    )
    moved = f"SELECT sum({NO_WATER}), sum({NO_POWER}) FROM {RENOVATIONS} WHERE {MOVED_IN}"
    no_water, no_power = _rows(unit, moved, span)[0]
    money = (
        "SELECT (SELECT sum(planned_subsidy) FROM renovation WHERE plan_year = :year), (SELECT sum(s.amount) FROM subsidy s "
        "JOIN renovation r ON r.id = s.renovation_id WHERE r.plan_year = :year AND s.paid_on <= :end)"
    )
    planned, paid = _rows(unit, money, span)[0]
    return HouseProgress(
        now={kind: number for kind, number in reached},
        no_water=no_water or 0,
        no_power=no_power or 0,
        subsidy_planned=None if planned is None else _yuan(planned),
        subsidy_paid=None if paid is None else _yuan(paid),
    )


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


PAIRED = (
    "EXISTS (SELECT 1 FROM pairing g WHERE g.household_id = f.id AND g.since <= :end "
    "AND (g.until IS NULL OR g.until > :end))"
)
WITHOUT_PLAN = f"CASE WHEN f.status IN {POOR} THEN NOT EXISTS (SELECT 1 FROM plan g WHERE g.household_id = f.id AND {PLANS}) END"


def looked_after(unit: Unit, span: Span) -> dict[str, int]:
    """Who answers for the households of ``f_now`` (see ``db.figures.prepare``), and what hangs on the boards."""
    every, paired, without = _rows(
        unit, f"SELECT count(*), total({PAIRED}), total({WITHOUT_PLAN}) FROM f_now f", span
    )[0]
    cadres = (
        "SELECT count(DISTINCT g.cadre_id) FROM pairing g JOIN f_now f ON f.id = g.household_id "
        "WHERE g.since <= :end AND (g.until IS NULL OR g.until > :end)"
    )
    posted = (
        "SELECT count(*) FROM printed WHERE kind LIKE 'notice:%' AND posted_on > :start AND posted_on <= :end"
    )
    return {
        "paired": int(paired),
        "unpaired": every - int(paired),
        "plans.without": int(without),
        "cadres": _rows(unit, cadres, span)[0][0],
        "posted": _rows(unit, posted, span)[0][0],
    }
