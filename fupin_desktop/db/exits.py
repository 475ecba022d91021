"""Whom a change of the line may concern."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit


def on_register(unit: Unit, on: date, village: str | None = None) -> list[int]:
    """Every household that counts on a day, 脱贫 or not, as ids."""
    said = (
        "SELECT h.id FROM household h WHERE (h.ended_on IS NULL OR h.ended_on > ?1) AND (?2 IS NULL OR h.village = ?2) "
        "AND EXISTS (SELECT 1 FROM standing s WHERE s.household_id = h.id AND s.since <= ?1)"
    )
    return [row[0] for row in unit.rows(said, on.isoformat(), village)]
