"""Counts the register as of a day, by village, in a few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.domain.figures import COUNTED, Count, Figures, VillageFigures, income_bands
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.values import show_day

INCOME = (
    "CASE WHEN y.worksheet_done AND y.head_count > 0 AND y.wage IS NOT NULL AND y.business IS NOT NULL "
    "AND y.property IS NOT NULL AND y.transfer IS NOT NULL AND y.expense IS NOT NULL "
    "THEN (y.wage + y.business + y.property + y.transfer - y.expense) * 1.0 / y.head_count ELSE y.income_recorded END"
)
"""人均纯收入 in 分, unrounded: the worksheet's when it is complete, else the recorded one."""


_NEWEST = (
    "(SELECT z.{0} FROM person_year z WHERE z.person_id = p.id AND z.year <= ?2 ORDER BY z.year DESC LIMIT 1)"
)
"""A column of a member's newest survey, asked only of those who were not surveyed in the year itself."""
_SCHOOL, _ALLOWANCE = (
    f"CASE WHEN q.id IS NULL THEN {_NEWEST.format(name)} ELSE q.{name} END"
    for name in ("school", "allowance")
)
_SURVEYED = (
    f", count(CASE WHEN {_SCHOOL} NOT IN ('not', 'before') THEN 1 END) AS pupils, "
    f"count(CASE WHEN {_ALLOWANCE} THEN 1 END) AS allowed"
)


def prepare(
    connection: Connection, on: date, village: str | None, *, among: bool = False, surveyed: bool = False
) -> None:
    """A small table ``f_now`` of the households that count on that day, with their people and state; one village's or all.

    ``among``: only those whose ids stand in the table ``f_among``. ``surveyed``: ``f_people`` counts pupils and 低保 too.
    """
    day, year = on.isoformat(), on.year
    only = "AND {} IN (SELECT id FROM f_among) " if among else ""
    for name in ("f_people", "f_now"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
    joined = "LEFT JOIN person_year q ON q.person_id = p.id AND q.year = ?2 " if surveyed else ""
    connection.exec_driver_sql("CREATE TEMP TABLE f_people (id INTEGER PRIMARY KEY, people, pupils, allowed)")
    connection.exec_driver_sql(
        f"INSERT INTO f_people SELECT p.household_id, count(*){_SURVEYED if surveyed else ', 0, 0'} FROM person p {joined}"
        "WHERE (p.joined_on IS NULL OR p.joined_on <= ?1) AND (p.left_on IS NULL OR p.left_on > ?1) AND ?2 IS NOT NULL "
        f"{only.format('p.household_id')}GROUP BY p.household_id",
        (day, year),
    )
    connection.exec_driver_sql(
        "CREATE TEMP TABLE f_now (id INTEGER PRIMARY KEY, village, cause, status, people, year_id, renovation_id)"
    )
    connection.exec_driver_sql(
        "INSERT INTO f_now SELECT h.id, h.village, h.cause, s.status, coalesce(p.people, 0) AS people, "
        "(SELECT y.id FROM household_year y WHERE y.household_id = h.id AND y.year <= ?2 "
        "ORDER BY y.unverified, y.year DESC LIMIT 1) AS year_id, "
        "(SELECT max(r.id) FROM renovation r WHERE r.household_id = h.id AND +r.plan_year = ?2) AS renovation_id "
        "FROM standing s JOIN household h ON h.id = s.household_id LEFT JOIN f_people p ON p.id = h.id "
        "WHERE s.since = (SELECT max(since) FROM standing t WHERE t.household_id = h.id AND t.since <= ?1) "
        f"AND (h.ended_on IS NULL OR h.ended_on > ?1) AND (?3 IS NULL OR h.village = ?3) {only.format('s.household_id')}",
        (day, year, village),
    )


_POOR = "status IN ('poor', 'prepared', 'returned')"
_LIFTED = "status IN ('lifted', 'lifted_off', 'stable')"


def _count(condition: str) -> str:
    return f"sum({condition}), sum(CASE WHEN {condition} THEN people ELSE 0 END)"


def _counts(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    asked = ", ".join(
        _count(each) for each in ("1", _POOR, _LIFTED, "status = 'stable'", "status = 'returned'")
    )
    for village, *n in connection.exec_driver_sql(f"SELECT village, {asked} FROM f_now GROUP BY village"):
        pairs = [Count(n[i] or 0, n[i + 1] or 0) for i in range(0, 10, 2)]
        yield village, dict(zip(("all", "poor", "lifted", "stable", "returned"), pairs, strict=True))


def _pairs(
    connection: Connection, name: str, said: str, *values: Any
) -> Iterator[tuple[str, dict[str, Any]]]:
    for village, households, people in connection.exec_driver_sql(said, values):
        yield village, {name: Count(households, people or 0)}


def _tallies(
    connection: Connection, name: str, said: str, *values: Any
) -> Iterator[tuple[str, dict[str, Any]]]:
    found: dict[str, dict[str, int]] = {}
    for village, code, number in connection.exec_driver_sql(said, values):
        found.setdefault(village, {})[code] = number
    for village, tally in found.items():
        yield village, {name: tally}


def _houses(connection: Connection, day: str) -> Iterator[tuple[str, dict[str, Any]]]:
    reached = 'EXISTS (SELECT 1 FROM stage g WHERE g.renovation_id = f.renovation_id AND g."on" <= ?1 AND g.kind IN ({}))'
    order = [kind.value for kind in StageKind]

    def from_stage(kind: StageKind) -> str:
        later = order[order.index(kind.value) :]
        return reached.format(", ".join(f"'{each}'" for each in later if each != "appraised"))

    said = (
        f"SELECT f.village, sum(f.renovation_id IS NOT NULL OR coalesce(y.unsafe, 0)), "
        f"sum({from_stage(StageKind.STARTED)}), sum({from_stage(StageKind.FINISHED)}), "
        f"sum({reached.format(repr(StageKind.MOVED_IN.value))}) "
        "FROM f_now f LEFT JOIN household_year y ON y.id = f.year_id GROUP BY f.village"
    )
    for village, *n in connection.exec_driver_sql(said, (day,)):
        names = ("unsafe_houses", "houses_started", "houses_finished", "houses_moved_in")
        yield village, dict(zip(names, (each or 0 for each in n), strict=True))


_NEWEST = (
    "(SELECT z.{0} FROM person_year z WHERE z.person_id = p.id AND z.year <= ?2 ORDER BY z.year DESC LIMIT 1)"
)
"""A column of a member's newest survey, asked only of those who were not surveyed in the year itself."""


def _people(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Pupils and who has 低保, as ``prepare`` counted them by household."""
    said = (
        "SELECT f.village, sum(g.pupils), sum(g.allowed > 0), sum(g.allowed) "
        "FROM f_now f JOIN f_people g ON g.id = f.id GROUP BY f.village"
    )
    for village, pupils, households, people in connection.exec_driver_sql(said):
        yield village, {"pupils": pupils or 0, "allowance": Count(households, people or 0)}


def _targets(connection: Connection, year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    said = (
        f"SELECT village, {_count('1')}, {_count(_LIFTED)} FROM f_now f "
        "JOIN plan g ON g.household_id = f.id AND g.year = ?1 WHERE g.target_year = ?1 GROUP BY village"
    )
    for village, *n in connection.exec_driver_sql(said, (year,)):
        yield village, {"targeted": Count(n[0], n[1]), "target_met": Count(n[2] or 0, n[3] or 0)}


_MONITORED = (
    "SELECT f.village, count(*), sum(f.people) FROM f_now f WHERE EXISTS (SELECT 1 FROM monitoring m "
    "WHERE m.household_id = f.id AND m.identified_on <= ?1{}) GROUP BY f.village"
)
_STAGE = (
    'SELECT f.village, coalesce((SELECT g.kind FROM stage g WHERE g.renovation_id = f.renovation_id AND g."on" <= ?1 '
    "ORDER BY g.\"on\" DESC, g.id DESC LIMIT 1), 'none') AS reached, count(*) FROM f_now f "
    "LEFT JOIN household_year y ON y.id = f.year_id "
    "WHERE f.renovation_id IS NOT NULL OR y.unsafe GROUP BY f.village, reached"
)


def _bands(connection: Connection, on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    cases = " ".join(
        f"WHEN {INCOME} < {edge * 100} THEN '{name}'" if edge else f"WHEN {INCOME} IS NOT NULL THEN '{name}'"
        for edge, name in income_bands(on)
    )
    return _tallies(
        connection, "income_bands",
        f"SELECT f.village, CASE {cases} ELSE '未填' END AS band, count(*) FROM f_now f "
        "LEFT JOIN household_year y ON y.id = f.year_id GROUP BY f.village, band",
    )  # fmt: skip


def source(connection: Connection, on: date) -> str:
    """The newest import of people up to a day, as it is named under figures; "" when nothing was imported."""
    found = connection.exec_driver_sql(
        "SELECT file, data_day FROM import_batch WHERE data_day <= ? AND list IN ('people', 'households') "
        "ORDER BY data_day DESC, id DESC LIMIT 1",
        (on.isoformat(),),
    ).first()
    return f"{found[0]}（数据日期{show_day(date.fromisoformat(found[1]))}）" if found else ""


def figures(
    connection: Connection, on: date, line: Decimal | None, village: str | None = None, *, among: bool = False
) -> Figures:
    """The count as of ``on``. ``line`` is the poverty line in yuan that incomes are held against.

    ``among``: only households whose ids stand in the table ``f_among``.
    """
    first, last = connection.exec_driver_sql("SELECT min(since), max(since) FROM standing").one()
    found: dict[str, dict[str, Any]] = {}
    for name, population, key in connection.exec_driver_sql(
        "SELECT name, population, key_village FROM village WHERE ?1 IS NULL OR name = ?1 ORDER BY place, id",
        (village,),
    ):
        found[name] = {"population": population, "key_village": bool(key)}
    if first is not None and first <= on.isoformat():
        for where, more in _everything(connection, on, line, village, among):
            found.setdefault(where, {}).update(more)
    return Figures(
        on=on, known=first is not None and first <= on.isoformat(),
        first_day=date.fromisoformat(first) if first else None, last_day=date.fromisoformat(last) if last else None,
        source=source(connection, on),
        villages=tuple(VillageFigures(village=where, **more) for where, more in found.items()), line=line,
    )  # fmt: skip


def _everything(
    connection: Connection, on: date, line: Decimal | None, village: str | None, among: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    day = on.isoformat()
    prepare(connection, on, village, among=among, surveyed=True)
    makers: list[Callable[[], Iterator[tuple[str, dict[str, Any]]]]] = [
        lambda: _counts(connection),
        lambda: _people(connection),
        lambda: _houses(connection, day),
        lambda: _targets(connection, on.year),
        lambda: _pairs(connection, "monitored", _MONITORED.format(""), day),
        lambda: _pairs(
            connection, "at_risk", _MONITORED.format(" AND (m.removed_on IS NULL OR m.removed_on > ?1)"), day
        ),
        lambda: _tallies(connection, "stages", _STAGE, day),
        lambda: _tallies(connection, "causes", "SELECT village, coalesce(cause, 'unknown'), count(*) FROM f_now GROUP BY 1, 2"),
        lambda: _bands(connection, on),
    ]  # fmt: skip
    if line is not None:
        said = (
            "SELECT f.village, count(*), sum(f.people) FROM f_now f JOIN household_year y ON y.id = f.year_id "
            f"WHERE {INCOME} < ?1 GROUP BY f.village"
        )
        makers.append(lambda: _pairs(connection, "below_line", said, int(line * 100)))
    for make in makers:
        yield from make()


_BETWEEN = (
    ("household_id", "standing", "since"), ("household_id", "monitoring", "identified_on"),
    ("household_id", "monitoring", "removed_on"), ("household_id", "stage", "on"), ("household_id", "person", "joined_on"),
    ("household_id", "person", "left_on"), ("id", "household", "ended_on"),
)  # fmt: skip
"""The days on which a household's part in the count can change within a year; what is surveyed holds all year."""


def earlier(connection: Connection, now: Figures, on: date, line: Decimal | None) -> Figures:
    """The count of an earlier day from a later one: of the same year, only households that changed since are counted anew."""
    if on.year != now.on.year or not now.known:
        return figures(connection, on, line)
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.f_among")
    changed = " UNION ".join(
        f'SELECT {id} AS id FROM {table} WHERE "{day}" > ?1 AND "{day}" <= ?2' for id, table, day in _BETWEEN
    )
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE f_among AS {changed}", (on.isoformat(), now.on.isoformat())
    )
    then = figures(connection, on, line, among=True)
    if not then.known:
        return then
    since = {each.village: each for each in figures(connection, now.on, line, among=True).villages}
    before = {each.village: each for each in then.villages}
    names = dict.fromkeys([*(each.village for each in now.villages), *before])
    later = {each.village: each for each in now.villages}
    nothing = VillageFigures(village="")
    villages = (
        _exchanged(later.get(name, nothing), since.get(name, nothing), before.get(name, nothing), name)
        for name in names
    )
    return replace(then, villages=tuple(villages))


def _exchanged(
    now: VillageFigures, since: VillageFigures, before: VillageFigures, name: str
) -> VillageFigures:
    """A village's count with the part of the households that changed as it was before."""
    found: dict[str, Any] = {}
    for field in COUNTED:
        late, gone, early = (getattr(each, field) for each in (now, since, before))
        if isinstance(late, Mapping):
            tally = {
                code: late.get(code, 0) - gone.get(code, 0) + early.get(code, 0) for code in {**late, **early}
            }
            found[field] = {code: number for code, number in tally.items() if number}
        elif field not in ("village", "population", "key_village"):
            found[field] = late - gone + early
    return replace(now, village=name, **found)
