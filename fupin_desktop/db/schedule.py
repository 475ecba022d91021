"""The tasks of a year's plans and renovations as of a day, by village (see domain.schedule)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.db.figures import prepare
from fupin_desktop.domain.housing import Way
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.schedule import Task, TaskState

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

MEASURE_STATE = (
    "CASE WHEN m.done_on <= ?1 THEN 'done' WHEN m.due_on < ?1 THEN 'late' WHEN m.starts_on <= ?1 OR EXISTS "
    "(SELECT 1 FROM progress e WHERE e.measure_id = m.id AND e.\"on\" <= ?1) THEN 'running' ELSE 'waiting' END"
)
"""The state of a measure ``m`` on day ``?1``."""
_REACHED = 'EXISTS (SELECT 1 FROM stage s WHERE s.renovation_id = r.id AND s."on" <= ?1 AND s.kind IN ({}))'
_OVER, _BUILDING = "'accepted', 'moved_in'", "'started', 'built', 'finished'"
_HOUSE_STATE = (
    f"CASE WHEN {_REACHED.format(_OVER)} THEN 'done' WHEN r.plan_year < ?2 THEN 'late' "
    f"WHEN {_REACHED.format(_BUILDING)} THEN 'running' ELSE 'waiting' END"
)
HOUSE = "危房改造"


@dataclass
class _Gathered:
    states: Counter[TaskState] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


def tasks(unit: Unit, on: date, village: str | None = None) -> list[Task]:
    """Every task of every village (or one), in the order of villages; measures and houses of the same words are one task."""
    prepare(unit.connection, on, village)
    found: dict[tuple[str, str, str], _Gathered] = {}
    for where, kind, content, state, number, name, people, starts, due in [
        *_measures(unit, on),
        *_houses(unit, on),
    ]:
        kept = found.setdefault((where, kind, content), _Gathered())
        kept.states[TaskState.of(state)] += number
        if name:
            kept.units[name] += number
        kept.people.update(filter(None, (people or "").split(",")))
        kept.starts += [starts] if starts else []
        kept.ends += [due] if due else []
    return [_task(key, kept) for key, kept in found.items()]


Row = tuple[str, str, str, str, int, str, str | None, str | None, str | None]


def _measures(unit: Unit, on: date) -> Iterator[Row]:
    said = (
        f"SELECT f.village, coalesce(m.kind, ''), m.content, {MEASURE_STATE} AS state, count(DISTINCT f.id), "
        "coalesce(nullif(m.unit, ''), g.unit) AS answers, group_concat(DISTINCT coalesce(nullif(m.person, ''), g.person)), "
        "min(m.starts_on), max(m.due_on) FROM f_now f JOIN plan g ON g.household_id = f.id AND g.year = ?2 "
        "JOIN measure m ON m.plan_id = g.id LEFT JOIN village v ON v.name = f.village "
        "GROUP BY f.village, m.kind, m.content, state, answers ORDER BY v.place, v.id"
    )
    for village, kind, content, *rest in unit.rows(said, on.isoformat(), on.year):
        yield village, MeasureKind.of(kind).label if kind else "帮扶措施", content, *rest


def _houses(unit: Unit, on: date) -> Iterator[Row]:
    """The houses of the year's task, and those of earlier years that are not accepted yet."""
    said = (
        f"SELECT f.village, coalesce(r.way, ''), r.plan_year, {_HOUSE_STATE} AS state, count(*), coalesce(c.unit, '') AS answers, "
        'group_concat(DISTINCT c.name), min((SELECT min(s."on") FROM stage s WHERE s.renovation_id = r.id '
        "AND s.\"on\" <= ?1)), max(r.plan_year || '-12-31') FROM f_now f JOIN renovation r ON r.household_id = f.id "
        "LEFT JOIN village v ON v.name = f.village LEFT JOIN pairing a ON a.id = (SELECT max(b.id) FROM pairing b "
        "WHERE b.household_id = f.id AND b.post = 'A' AND b.since <= ?1 AND (b.until IS NULL OR b.until > ?1)) "
        "LEFT JOIN cadre c ON c.id = a.cadre_id WHERE r.plan_year = ?2 OR (r.plan_year < ?2 AND state <> 'done') "
        "GROUP BY f.village, r.way, r.plan_year, state, answers ORDER BY v.place, v.id"
    )
    for village, way, year, *rest in unit.rows(said, on.isoformat(), on.year):
        label = Way.of(way).label if way else "改造方式未定"
        yield village, HOUSE, label if year == on.year else f"{label}（{year}年任务）", *rest


def _task(key: tuple[str, str, str], kept: _Gathered) -> Task:
    village, kind, content = key
    return Task(
        village=village, kind=kind, content=content, states=dict(kept.states), units=dict(kept.units),
        people=frozenset(kept.people),
        starts_on=date.fromisoformat(min(kept.starts)) if kept.starts else None,
        due_on=date.fromisoformat(max(kept.ends)) if kept.ends else None,
    )  # fmt: skip
