"""What is due: the candidates of each rule, found by one statement each.

A row is (base day as ISO, place of the village, village, household id, its number, head, person, what, record id); a rule of the
office or of a village leaves the household empty. Everything is as of ``:on``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

Row = Sequence[Any]

_WHERE = "l.place, l.village, l.household_id, l.number, l.head"
_HERE = "(l.ended_on IS NULL OR l.ended_on > :on) AND (:village IS NULL OR l.village = :village)"
_HOUSE = f"JOIN household_line l ON l.household_id = x.household_id AND {_HERE}"
_PERHAPS = "LEFT JOIN household_line l ON l.household_id = x.household_id"
_VILLAGE = "coalesce(v.place, 9999), x.village, NULL, '', ''"
_OF_VILLAGE = "LEFT JOIN village v ON v.name = x.village"
_MINE = "(:village IS NULL OR x.village = :village)"
_STATUS = (
    "(SELECT s.status FROM standing s WHERE s.household_id = l.household_id AND s.since <= :on "
    "ORDER BY s.since DESC LIMIT 1) IN ('poor', 'prepared', 'returned')"
)
_MONITORED = (
    "x.identified_on <= :on AND (x.removed_on > :on OR (x.removed_on IS NULL AND coalesce(x.removed, 0) = 0))"
)
_ON_ROAD = (
    "EXISTS (SELECT 1 FROM passage p WHERE p.household_id = x.household_id AND p.road = '{}' "
    "AND p.withdrawn_on IS NULL AND p.opened_on <= :on AND coalesce(p.record_id, x.id) = x.id)"
)
_UNDONE = "(x.done_on IS NULL OR x.done_on > :on)"
_MADE = (
    "x.made_on <= :on AND x.days IS NOT NULL AND (x.withdrawn_on IS NULL OR x.withdrawn_on > :on) AND "
    + _MINE
)
_HUNG = "(x.taken_down_on IS NULL OR x.taken_down_on > :on)"
_ALONE = (
    "x.kind LIKE 'notice:%' AND x.posted_on <= :on AND x.until IS NOT NULL AND x.id IN (SELECT max(id) FROM printed "
    "WHERE posted_on IS NOT NULL GROUP BY kind, village, period, posted_on) AND NOT EXISTS (SELECT 1 FROM posting o "
    "WHERE o.printed_id = x.id OR ('notice:' || o.kind = x.kind AND o.village = x.village AND o.year = x.period)) AND "
    + _MINE
)
"""A printed notice that has no life of its own."""

STATEMENTS: Mapping[str, str] = {
    "report.sheet": f"SELECT x.due_on, {_VILLAGE}, '', x.list, x.id FROM village_sheet x {_OF_VILLAGE} "
    f"WHERE x.due_on IS NOT NULL AND x.sent_on <= :on AND (x.returned_on IS NULL OR x.returned_on > :on) AND {_MINE}",
    "notice.post": f"SELECT x.made_on, {_VILLAGE}, '', x.heading, x.id FROM posting x {_OF_VILLAGE} "
    f"WHERE (x.posted_on IS NULL OR x.posted_on > :on) AND {_MADE}",
    "notice.ends": f"SELECT x.until, {_VILLAGE}, x.posted_by, x.heading, x.id FROM posting x {_OF_VILLAGE} "
    f"WHERE x.posted_on <= :on AND x.until >= :on AND {_HUNG} AND {_MADE} "
    f"UNION ALL SELECT x.until, {_VILLAGE}, '', x.heading, NULL FROM printed x {_OF_VILLAGE} "
    f"WHERE x.until >= :on AND {_HUNG} AND {_ALONE}",
    "notice.certify": f"SELECT x.until, {_VILLAGE}, x.posted_by, x.heading, x.id FROM posting x {_OF_VILLAGE} "
    f"WHERE x.posted_on <= :on AND x.until < :on AND (x.certified_on IS NULL OR x.certified_on > :on) "
    f"AND (x.archived_on IS NULL OR x.archived_on > :on) AND {_MADE}",
    "notice.take_down": f"SELECT x.until, {_VILLAGE}, x.posted_by, x.heading, x.id FROM posting x {_OF_VILLAGE} "
    f"WHERE x.posted_on <= :on AND x.until < :on AND {_HUNG} AND {_MADE} "
    f"UNION ALL SELECT x.until, {_VILLAGE}, '', x.heading, NULL FROM printed x {_OF_VILLAGE} "
    f"WHERE x.until < :on AND x.until >= :recent AND {_HUNG} AND {_ALONE}",
    "notice.objection": "SELECT x.\"on\", coalesce(v.place, 9999), o.village, l.household_id, coalesce(l.number, ''), "
    "coalesce(l.head, ''), x.investigator, substr(x.about, 1, 40), o.id FROM objection x JOIN posting o ON o.id = x.posting_id "
    f'LEFT JOIN village v ON v.name = o.village {_PERHAPS} WHERE x."on" <= :on AND (x.answered_on IS NULL OR x.answered_on > :on) '
    "AND o.withdrawn_on IS NULL AND (:village IS NULL OR o.village = :village)",
    "step.stage": "SELECT x.ends, -1, '', NULL, '', '', '', x.name, x.id FROM window x "
    "WHERE x.ends >= :on AND :village IS NULL",
    "step.identify": f"SELECT x.found_on, {_WHERE}, l.cadre, '', x.id FROM monitoring x {_HOUSE} WHERE x.found_on <= :on "
    "AND (x.identified_on IS NULL OR x.identified_on > :on) AND (x.removed_on IS NULL OR x.removed_on > :on) "
    f"AND NOT {_ON_ROAD.format('monitoring')}",
    "step.remove": f"SELECT x.identified_on, {_WHERE}, l.cadre, '', x.id FROM monitoring x {_HOUSE} WHERE {_MONITORED} "
    f"AND coalesce(x.no_labour, 0) = 0 AND NOT {_ON_ROAD.format('removal')}",
    "step.look_back": f"SELECT x.removed_on, {_WHERE}, l.cadre, '', x.id FROM monitoring x {_HOUSE} "
    f"WHERE x.removed_on <= :on AND x.removed_on >= :year_ago AND NOT {_ON_ROAD.format('removal')} "
    'AND NOT EXISTS (SELECT 1 FROM visit w WHERE w.household_id = x.household_id AND w."on" > x.removed_on AND w."on" <= :on)',
    "measure.plan": f"SELECT max(:first, (SELECT min(s.since) FROM standing s WHERE s.household_id = l.household_id)), {_WHERE}, "
    f"l.cadre, :year || '年', NULL FROM household_line l WHERE :year <= 2020 AND {_HERE} AND {_STATUS} "
    "AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.household_id = l.household_id AND p.year = :year) "
    f"UNION ALL SELECT max(:first, max(x.identified_on)), {_WHERE}, l.cadre, :year || '年', NULL FROM monitoring x {_HOUSE} "
    f"WHERE {_MONITORED} AND NOT (:year <= 2020 AND {_STATUS}) AND NOT EXISTS (SELECT 1 FROM plan p "
    "WHERE p.household_id = x.household_id AND p.year = :year) GROUP BY x.household_id",
    "measure.confirm": f"SELECT coalesce(x.made_on, :first), {_WHERE}, coalesce(nullif(x.person, ''), l.cadre), :year || '年', "
    f"x.id FROM plan x {_HOUSE} WHERE x.year = :year AND (x.confirmed_on IS NULL OR x.confirmed_on > :on) "
    "AND (x.made_on IS NULL OR x.made_on <= :on)",
    "measure.due": f"SELECT x.due_on, {_WHERE}, coalesce(nullif(x.person, ''), nullif(p.person, ''), l.cadre), x.content, x.id "
    f"FROM measure x JOIN plan p ON p.id = x.plan_id {_HOUSE} WHERE x.due_on IS NOT NULL AND {_UNDONE} "
    "AND p.year BETWEEN :year - 1 AND :year",
    "measure.progress": "SELECT told, place, village, household_id, number, head, person, content, id FROM (SELECT max("
    "coalesce(x.starts_on, ''), coalesce(p.made_on, ''), coalesce((SELECT max(g.\"on\") FROM progress g "
    f"WHERE g.measure_id = x.id AND g.\"on\" <= :on), '')) AS told, {_WHERE}, "
    "coalesce(nullif(x.person, ''), nullif(p.person, ''), l.cadre) AS person, x.content, x.id FROM measure x "
    f"JOIN plan p ON p.id = x.plan_id {_HOUSE} WHERE {_UNDONE} AND (x.due_on IS NULL OR x.due_on >= :on) "
    "AND p.year BETWEEN :year - 1 AND :year) WHERE told <> '' AND told <= :limit",
    "measure.monitored": f"SELECT x.identified_on, {_WHERE}, l.cadre, coalesce(x.kind, ''), x.id FROM monitoring x {_HOUSE} "
    f"WHERE {_MONITORED} AND x.measures = '' AND x.measure_words = '' AND NOT {_ON_ROAD.format('monitoring')} "
    "AND NOT EXISTS (SELECT 1 FROM measure m JOIN plan p ON p.id = m.plan_id WHERE m.household_id = x.household_id "
    "AND p.year >= CAST(substr(x.identified_on, 1, 4) AS INTEGER))",
    "visit.month": f"SELECT :month_end, {_WHERE}, l.cadre, '本月', NULL FROM household_line l WHERE {_HERE} AND l.cadre <> '' "
    'AND EXISTS (SELECT 1 FROM visit w WHERE w."on" BETWEEN :recent AND :on) AND NOT EXISTS (SELECT 1 FROM visit w '
    'WHERE w.household_id = l.household_id AND w."on" BETWEEN :month AND :on)',
    "visit.appeal": f'SELECT x."on", {_WHERE}, x.who, substr(x.appeal, 1, 40), x.id FROM visit x {_HOUSE} '
    "WHERE x.\"on\" <= :on AND x.appeal <> '' AND (x.settled_on IS NULL OR x.settled_on > :on)",
    "visit.return": f"SELECT x.return_on, {_WHERE}, x.who, substr(CASE WHEN x.appeal = '' THEN x.talk ELSE x.appeal END, 1, 40), "
    f'x.id FROM visit x {_HOUSE} WHERE x."on" <= :on AND x.return_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM visit w '
    'WHERE w.household_id = x.household_id AND w."on" > x."on" AND w."on" <= :on)',
    "flag.own": 'SELECT x."on", coalesce(l.place, v.place, 9999), coalesce(l.village, x.village), x.household_id, '
    "coalesce(l.number, ''), coalesce(l.head, ''), coalesce(nullif(x.person, ''), l.cadre, ''), x.said, x.id "
    f"FROM reminder x {_PERHAPS} {_OF_VILLAGE} WHERE x.rule = '' AND {_UNDONE} "
    "AND (:village IS NULL OR coalesce(l.village, x.village) = :village)",
    "flag.unverified": "SELECT :first, l.place, l.village, NULL, '', '', '', :year || '年' || count(*) || '户', NULL "
    f"FROM household_year x {_HOUSE} WHERE x.unverified = 1 AND x.year = :year GROUP BY l.village",
    "flag.waiver": "SELECT x.until, coalesce(l.place, v.place, 9999), coalesce(l.village, x.village), x.household_id, "
    "coalesce(l.number, ''), coalesce(l.head, ''), x.person, substr(x.said, 1, 40), x.id "
    f"FROM waiver x {_PERHAPS} {_OF_VILLAGE} WHERE x.since <= :on AND x.until >= :on AND x.until <= :limit "
    "AND (:village IS NULL OR coalesce(l.village, x.village) = :village)",
}
"""By rule. What the procedures know (``step.next`` …) is walked through, see ``waiting``."""


def found(unit: Unit, rule: str, values: Mapping[str, Any]) -> Sequence[Row]:
    """The candidates of a rule. ``values``: on, village, year, first, month, month_end, recent, year_ago, limit (ISO days)."""
    said = STATEMENTS[rule]
    wanted = {name: values[name] for name in set(re.findall(r":(\w+)", said))}
    return unit.connection.exec_driver_sql(said, wanted).all()


def waiting(unit: Unit, on: str, village: str | None, last_steps: Mapping[str, str]) -> list[int]:
    """Passages that may have a next step on a day. ``last_steps``: the key of each road's last step."""
    ended = " ".join("WHEN ? THEN ?" for _ in last_steps)
    said = (
        "SELECT p.id FROM passage p WHERE p.opened_on <= ? AND (p.withdrawn_on IS NULL OR p.withdrawn_on > ?) "
        "AND (? IS NULL OR p.village = ?) AND NOT EXISTS (SELECT 1 FROM step s WHERE s.passage_id = p.id "
        f"AND s.withdrawn_on IS NULL AND s.result = 'passed' AND s.kind = CASE p.road {ended} END AND s.\"on\" <= ?) ORDER BY p.id"
    )
    pairs = [each for pair in last_steps.items() for each in pair]
    return [row[0] for row in unit.rows(said, on, on, village, village, *pairs, on)]


def houses(unit: Unit, village: str | None, year: int, undone: str) -> list[Row]:
    """(id, household id, plan year, village) of renovations of a plan year and the one before without a passage of their own.

    ``undone``: the reason of a passage that was taken back, which counts as none.
    """
    said = (
        "SELECT r.id, r.household_id, r.plan_year, h.village FROM renovation r JOIN household h ON h.id = r.household_id "
        "WHERE r.plan_year BETWEEN ?1 - 1 AND ?1 AND (?2 IS NULL OR h.village = ?2) AND NOT EXISTS (SELECT 1 FROM passage p "
        "WHERE p.road = 'housing' AND p.record_id = r.id AND p.withdrawn_reason <> ?3) ORDER BY r.id"
    )
    return list(unit.rows(said, year, village, undone))


def steps(unit: Unit, passages: Iterable[int], on: str) -> Sequence[Row]:
    """(passage, id, version, kind, day, result, back to, until, override) of the steps that counted on a day."""
    said = (
        'SELECT passage_id, id, version, kind, "on", result, back_to, until, override FROM step WHERE "on" <= ?2 '
        "AND (withdrawn_on IS NULL OR withdrawn_on > ?2) AND passage_id IN (SELECT value FROM json_each(?1))"
    )
    return _all(unit, said, json.dumps(list(passages)), on)


def stages(unit: Unit, renovations: Iterable[int], on: str) -> Sequence[Row]:
    """(renovation, id, version, kind, day, who, reason of a leap) of the stages reached on a day."""
    said = (
        'SELECT renovation_id, id, version, kind, "on", who, skip_reason FROM stage WHERE "on" <= ?2 '
        "AND renovation_id IN (SELECT value FROM json_each(?1))"
    )
    return _all(unit, said, json.dumps(list(renovations)), on)


def told_of_payment(unit: Unit, on: str) -> set[tuple[int | None, str, str]]:
    """(household id, village, day) of notices on what was paid: of a household where it is known, else of a whole village."""
    said = (
        "SELECT d.household_id, o.village, o.posted_on FROM posting o JOIN posted d ON d.posting_id = o.id "
        "WHERE o.kind = 'housing_payment' AND o.posted_on <= ?1 AND o.withdrawn_on IS NULL UNION "
        "SELECT NULL, village, posted_on FROM printed WHERE kind = 'notice:housing_payment' AND posted_on <= ?1"
    )
    return {(row[0], row[1], row[2]) for row in unit.rows(said, on)}


def lines(unit: Unit, ids: Iterable[int]) -> Sequence[Row]:
    """(household id, place, number, head, cadre) of some households."""
    said = (
        "SELECT household_id, place, number, head, cadre FROM household_line "
        "WHERE household_id IN (SELECT value FROM json_each(?))"
    )
    return _all(unit, said, json.dumps(list(ids)))


def _all(unit: Unit, said: str, *values: Any) -> Sequence[Row]:
    return unit.connection.exec_driver_sql(said, values).all()


def began(unit: Unit) -> str | None:
    """The first day of the office, by its journal or the first report it recorded; ISO, None of an office that did nothing."""
    said = (
        "SELECT min(day) FROM (SELECT substr(min(at), 1, 10) AS day FROM act UNION ALL "
        "SELECT min(\"on\") FROM printed WHERE kind LIKE 'report:%')"
    )
    found = unit.rows(said)[0][0]
    return str(found) if found else None


def reported(unit: Unit, on: str) -> set[tuple[str, str, str]]:
    """(kind, period, village) of the reports that went out until a day."""
    said = "SELECT DISTINCT kind, period, village FROM printed WHERE kind LIKE 'report:%' AND \"on\" <= ?"
    return {(row[0], row[1], row[2]) for row in unit.rows(said, on)}


def marks(unit: Unit, on: str) -> set[tuple[str, str, str, int | None]]:
    """(rule, period, village, household id) of what the clerk ticked as done until a day."""
    said = "SELECT rule, period, village, household_id FROM reminder WHERE rule <> '' AND done_on <= ?"
    return {(row[0], row[1], row[2], row[3]) for row in unit.rows(said, on)}


def teams(unit: Unit, on: str) -> list[tuple[int, str, str, int]]:
    """(place, village, names of its 驻村 team, 1 for a key village) in the office's order."""
    said = (
        "SELECT coalesce(v.place, 9999), v.name, coalesce((SELECT group_concat(DISTINCT c.name) FROM cadre c "
        "JOIN pairing p ON p.cadre_id = c.id JOIN household h ON h.id = p.household_id WHERE c.in_village = 1 "
        "AND h.village = v.name AND p.since <= ?1 AND (p.until IS NULL OR p.until > ?1)), ''), v.key_village "
        "FROM village v ORDER BY v.place, v.id"
    )
    return [(row[0], row[1], row[2], row[3]) for row in unit.rows(said, on)]


__all__ = [
    "STATEMENTS",
    "began",
    "found",
    "houses",
    "lines",
    "marks",
    "reported",
    "stages",
    "steps",
    "teams",
    "told_of_payment",
    "waiting",
]
