"""Questions about procedures that span many passages."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.db.unit import Unit
from fupin_desktop.domain.procedure.records import RoadKind

COUNTED = {RoadKind.IDENTIFICATION: "listed", RoadKind.EXIT: "struck"}
"""The step from which on a household counts against the village's quota."""

_LIVE = (
    "SELECT p.village, p.household_id FROM passage p JOIN step s ON s.passage_id = p.id AND s.kind = ?2 "
    "AND s.result = 'passed' AND s.withdrawn_on IS NULL WHERE p.road = ?1 AND p.year = ?3 AND p.withdrawn_on IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM step f WHERE f.passage_id = p.id AND f.result = 'failed' AND f.withdrawn_on IS NULL) "
    "GROUP BY p.id"
)


def used(unit: Unit, road: RoadKind, year: int, village: str, besides: int = 0) -> tuple[int, int]:
    """Households and people of a village that stand against its quota, one household left out."""
    found = used_by_village(unit, road, year, besides)
    return found.get(village, (0, 0))


def used_by_village(unit: Unit, road: RoadKind, year: int, besides: int = 0) -> dict[str, tuple[int, int]]:
    """The same for every village. Roads without a quota give nothing."""
    if road not in COUNTED:
        return {}
    rows = unit.rows(
        "SELECT l.village, count(*), coalesce(sum((SELECT count(*) FROM person m WHERE m.household_id = l.household_id "
        f"AND m.left_on IS NULL)), 0) FROM ({_LIVE}) l WHERE l.household_id <> ?4 GROUP BY l.village",
        road.value, COUNTED[road], year, besides,
    )  # fmt: skip
    return {village: (households, people) for village, households, people in rows}


def passage_ids(
    unit: Unit, road: RoadKind, village: str | None = None, year: int | None = None
) -> Sequence[int]:
    """The passages on a road, by the office's order of villages, the newest first."""
    return [
        row[0]
        for row in unit.rows(
            "SELECT p.id FROM passage p LEFT JOIN village v ON v.name = p.village WHERE p.road = ?1 "
            "AND (?2 IS NULL OR p.village = ?2) AND (?3 IS NULL OR p.year = ?3) "
            "ORDER BY coalesce(v.place, 999), p.opened_on DESC, p.id",
            road.value, village, year,
        )
    ]  # fmt: skip


def years(unit: Unit) -> list[int]:
    """The years of work that any passage counts in, the newest first."""
    return [
        row[0]
        for row in unit.rows(
            "SELECT year FROM passage UNION SELECT plan_year FROM renovation ORDER BY 1 DESC"
        )
    ]


def may_undo(unit: Unit, act: int) -> str:
    """Why an act that registered steps cannot be undone: a later step stands on it. "" when it can."""
    row = unit.rows(
        "SELECT p.village, coalesce(h.head, ''), a.label FROM change c JOIN step s ON s.id = c.row_id "
        "JOIN step later ON later.passage_id = s.passage_id AND later.id > s.id AND later.withdrawn_on IS NULL "
        "JOIN passage p ON p.id = s.passage_id LEFT JOIN household h ON h.id = p.household_id "
        "JOIN act a ON a.id = c.act_id WHERE c.act_id = ? AND c.\"table\" = 'step' AND c.before IS NULL "
        "AND s.withdrawn_on IS NULL AND later.version <> c.act_id LIMIT 1",
        act,
    )
    if not row:
        return ""
    village, head, label = row[0]
    whose = f"{village}{head}户" if head else village
    return f"不能撤销“{label}”：{whose}之后又登记了步骤，请在“程序”里从最后一步起撤回并写明原因"
