"""What happened within a period, and how far plans and houses have come: the counts of monthly and quarterly reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.period import HouseProgress, MeasureCount, Movement, PlanProgress

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_POOR = "('poor', 'prepared', 'returned')"
_LIFTED = "('lifted', 'lifted_off', 'stable')"


def data_day(unit: Unit, on: date) -> date | None:
    """The newest day up to ``on`` that any dated thing of the register speaks of."""
    said = " UNION ALL ".join(
        f'SELECT max("{column}") AS day FROM {table} WHERE "{column}" <= ?1'
        for table, column in (
            ("standing", "since"),
            ("import_batch", "data_day"),
            ("stage", "on"),
            ("progress", "on"),
            ("measure", "done_on"),
            ("person", "joined_on"),
            ("person", "left_on"),
            ("household", "ended_on"),
            ("monitoring", "identified_on"),
            ("subsidy", "paid_on"),
        )
    )
    day = unit.rows(f"SELECT max(day) FROM ({said})", on.isoformat())[0][0]
    return date.fromisoformat(day) if day else None


def _here(day: str) -> str:
    return f"(p.joined_on IS NULL OR p.joined_on <= {day}) AND (p.left_on IS NULL OR p.left_on > {day})"


def _registered(day: str) -> str:
    return (
        f"(h.ended_on IS NULL OR h.ended_on > {day}) AND EXISTS "
        f"(SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= {day})"
    )


def _status(day: str) -> str:
    return f"(SELECT s.status FROM standing s WHERE s.household_id = h.id AND s.since <= {day} ORDER BY s.since DESC LIMIT 1)"


def movement(unit: Unit, before: date, now: date) -> Movement:
    """Who came and went between two days; ``before`` is the last day of the period before."""
    days = (before.isoformat(), now.isoformat())
    was, is_now = _registered("?1"), _registered("?2")
    stays = f"{was} AND {is_now}"
    came = f"{stays} AND {_here('?2')} AND NOT ({_here('?1')})"
    left = f"{stays} AND {_here('?1')} AND NOT ({_here('?2')})"
    turned = f"{stays} AND {_status('?1')} IN {{}} AND {_status('?2')} IN {{}}"
    return Movement(
        joined=_count(unit, f"{is_now} AND NOT ({was})", "?2", days),
        ended=_count(unit, f"{was} AND NOT ({is_now})", "?1", days),
        lifted=_count(unit, turned.format(_POOR, _LIFTED), "?2", days),
        returned=_count(unit, turned.format(_LIFTED, _POOR), "?2", days),
        came=_reasons(unit, "join_reason", came, days),
        left=_reasons(unit, "leave_reason", left, days),
        monitored=_episodes(unit, "identified_on", days),
        removed=_episodes(unit, "removed_on", days),
    )


def _count(unit: Unit, which: str, day: str, days: tuple[str, str]) -> Count:
    said = (
        f"SELECT count(*), sum((SELECT count(*) FROM person p WHERE p.household_id = h.id AND {_here(day)})) "
        f"FROM household h WHERE ?1 < ?2 AND {which}"
    )
    households, people = unit.rows(said, *days)[0]
    return Count(households, people or 0)


def _reasons(unit: Unit, column: str, which: str, days: tuple[str, str]) -> Mapping[str, int]:
    said = (
        f"SELECT coalesce(p.{column}, ''), count(*) FROM person p JOIN household h ON h.id = p.household_id "
        f"WHERE {which} GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return {reason: number for reason, number in unit.rows(said, *days)}


def _episodes(unit: Unit, column: str, days: tuple[str, str]) -> int:
    said = f"SELECT count(DISTINCT household_id) FROM monitoring WHERE {column} > ?1 AND {column} <= ?2"
    return int(unit.rows(said, *days)[0][0])


def plans(unit: Unit, year: int, before: date, now: date, next_day: date) -> PlanProgress:
    """一户一策 of a year as of ``now``; ``next_day`` ends the period to come."""
    counted = unit.rows(
        "SELECT count(DISTINCT household_id), count(DISTINCT CASE WHEN confirmed_on <= ?2 THEN household_id END) "
        "FROM plan WHERE year = ?1 AND (made_on IS NULL OR made_on <= ?2)",
        year,
        now.isoformat(),
    )[0]
    return PlanProgress(
        year=year,
        households=counted[0],
        confirmed=counted[1],
        targets=_targets(unit, year, now),
        kinds=_kinds(unit, year, before, now, next_day),
        sources=_sources(unit, year),
        entries=unit.rows(
            'SELECT count(*) FROM progress WHERE "on" > ?1 AND "on" <= ?2',
            before.isoformat(),
            now.isoformat(),
        )[0][0],
    )


def _targets(unit: Unit, year: int, now: date) -> Mapping[int, Count]:
    said = (
        "SELECT g.target_year, count(*), sum((SELECT count(*) FROM person p WHERE p.household_id = h.id "
        f"AND {_here('?2')})) FROM household h JOIN plan g ON g.household_id = h.id AND g.year = ?1 "
        f"WHERE g.target_year IS NOT NULL AND {_registered('?2')} AND {_status('?2')} IN {_POOR} GROUP BY 1 ORDER BY 1"
    )
    rows = unit.rows(said, year, now.isoformat())
    return {target: Count(households, people or 0) for target, households, people in rows}


def _kinds(unit: Unit, year: int, before: date, now: date, next_day: date) -> tuple[MeasureCount, ...]:
    done = "coalesce(m.done_on <= ?3, 0)"
    said = (
        f"SELECT coalesce(m.kind, ''), count(*), sum({done}), sum({done} AND m.done_on > ?2), "
        f"sum(NOT {done} AND coalesce(m.due_on <= ?3, 0)), "
        f"sum(NOT {done} AND coalesce(m.due_on > ?3 AND m.due_on <= ?4, 0)), "
        "sum((SELECT coalesce(sum(f.amount), 0) FROM measure_fund f WHERE f.measure_id = m.id)) "
        "FROM measure m JOIN plan g ON g.id = m.plan_id WHERE g.year = ?1 GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    rows = unit.rows(said, year, before.isoformat(), now.isoformat(), next_day.isoformat())
    return tuple(
        MeasureCount(kind, every, done_ever, done_now, late, due, _yuan(fen))
        for kind, every, done_ever, done_now, late, due, fen in rows
    )


def _sources(unit: Unit, year: int) -> tuple[tuple[str, Decimal], ...]:
    said = (
        "SELECT f.source, sum(f.amount) FROM measure_fund f JOIN measure m ON m.id = f.measure_id "
        "JOIN plan g ON g.id = m.plan_id WHERE g.year = ? GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return tuple((source, _yuan(fen)) for source, fen in unit.rows(said, year))


def houses(unit: Unit, year: int, before: date, now: date) -> HouseProgress:
    """The renovations of a plan year: what was reached within the period, who lives without water or power."""
    days = (year, before.isoformat(), now.isoformat())
    reached = unit.rows(
        "SELECT g.kind, count(DISTINCT g.renovation_id) FROM stage g JOIN renovation r ON r.id = g.renovation_id "
        'WHERE r.plan_year = ?1 AND g."on" > ?2 AND g."on" <= ?3 GROUP BY 1',
        *days,
    )
    moved = (
        "SELECT sum(coalesce(r.water_on > ?2, 1)), sum(coalesce(r.power_on > ?2, 1)) FROM renovation r "
        "WHERE r.plan_year = ?1 AND EXISTS (SELECT 1 FROM stage g WHERE g.renovation_id = r.id "
        "AND g.kind = 'moved_in' AND g.\"on\" <= ?2)"
    )
    no_water, no_power = unit.rows(moved, year, now.isoformat())[0]
    money = (
        "SELECT (SELECT sum(planned_subsidy) FROM renovation WHERE plan_year = ?1), (SELECT sum(s.amount) FROM subsidy s "
        "JOIN renovation r ON r.id = s.renovation_id WHERE r.plan_year = ?1 AND s.paid_on <= ?2)"
    )
    planned, paid = unit.rows(money, year, now.isoformat())[0]
    return HouseProgress(
        now={kind: number for kind, number in reached},
        no_water=no_water or 0,
        no_power=no_power or 0,
        subsidy_planned=None if planned is None else _yuan(planned),
        subsidy_paid=None if paid is None else _yuan(paid),
    )


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def statuses(unit: Unit, on: date) -> dict[int, bool]:
    """Every household on the register on a day: is it still poor?"""
    said = f"SELECT h.id, coalesce({_status('?1')} IN {_POOR}, 0) FROM household h WHERE {_registered('?1')} ORDER BY h.id"
    return {id: bool(poor) for id, poor in unit.rows(said, on.isoformat())}
