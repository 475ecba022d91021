"""Notices on the board: which draft a new paper replaces, what stands on which notice, what may be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.domain.posting import Posting

NEVER = "“{}”不能撤销：张贴过的公示只能撤回；登记错了，请到“公示”的“张贴”里撤回这份公示并写明原因，再重新登记"


def unposted(unit: Unit, posting: Posting, households: Sequence[int]) -> int | None:
    """The notice of the same kind, village and year that was not posted and names one of these households.

    Where no household is named, the newest such notice.
    """
    rows = unit.rows(
        "SELECT max(p.id) FROM posting p WHERE p.kind = ?1 AND p.village = ?2 AND p.year = ?3 AND p.posted_on IS NULL "
        "AND p.withdrawn_on IS NULL AND (?4 = '[]' OR EXISTS (SELECT 1 FROM posted d WHERE d.posting_id = p.id "
        "AND d.household_id IN (SELECT value FROM json_each(?4))))",
        posting.kind, posting.village, posting.year, json.dumps(list(households)),
    )  # fmt: skip
    found: int | None = rows[0][0]
    return found


def in_order(unit: Unit, village: str | None = None) -> list[int]:
    """The ids of all notices, the newest first, those of one day by village."""
    rows = unit.rows(
        "SELECT p.id FROM posting p LEFT JOIN village v ON v.name = p.village WHERE ?1 IS NULL OR p.village = ?1 "
        "ORDER BY coalesce(p.posted_on, p.made_on) DESC, coalesce(v.place, 9999), p.village, p.id DESC",
        village,
    )
    return [row[0] for row in rows]


def counted(unit: Unit, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many households and people some notices name, by notice."""
    rows = unit.rows(
        "SELECT posting_id, count(*), sum(people) FROM posted WHERE posting_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY posting_id",
        json.dumps(list(ids)),
    )
    return {id: (households, people) for id, households, people in rows}


def active(unit: Unit, village: str, kind: str, year: int) -> int | None:
    """The newest notice of a kind, village and year that was not withdrawn."""
    rows = unit.rows(
        "SELECT max(id) FROM posting WHERE village = ? AND kind = ? AND year = ? AND withdrawn_on IS NULL",
        village, kind, year,
    )  # fmt: skip
    found: int | None = rows[0][0]
    return found


def may_undo(unit: Unit, act: int) -> str:
    """Why an act is not undone that posted a notice, or did anything with one that is posted; blank when it may be."""
    rows = unit.rows(
        "SELECT a.label FROM act a WHERE a.id = ?1 AND (EXISTS (SELECT 1 FROM change c WHERE c.act_id = ?1 "
        "AND c.\"table\" = 'objection') OR EXISTS (SELECT 1 FROM change c LEFT JOIN posting p ON p.id = c.row_id "
        "WHERE c.act_id = ?1 AND c.\"table\" = 'posting' AND (p.posted_on IS NOT NULL "
        "OR json_extract(c.before, '$.posted_on') IS NOT NULL)))",
        act,
    )
    return NEVER.format(rows[0][0]) if rows else ""
