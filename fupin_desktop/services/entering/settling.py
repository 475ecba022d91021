"""What an export settles by itself: who left is on it no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fupin_desktop.db import entering as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.sheets import Entered
from fupin_desktop.exchange.rows import Rows
from fupin_desktop.services.entering.gathering import ended_words, left_words


def settle(unit: Unit, rows: Rows, people: Iterable[int], homes: Iterable[int], day: date) -> int:
    """After an import: who left here and is on the export no more needs not be typed. Gives how many that were.

    ``people`` and ``homes``: ids that the export (``rows``) still has; ``day``: its data day. Only its villages count.
    """
    left, ended = stored.gone_here(unit)
    if not (left or ended) or "household.village" not in rows.household_keys:
        return 0
    where = rows.household_keys.index("household.village")
    villages = {household[where] for household in rows.households}
    still, standing = set(people), set(homes)
    gone = [each for id, each in unit.people.some(left).items() if id not in still]
    over = {id: each for id, each in unit.households.some(ended).items() if id not in standing}
    owners = unit.households.some({each.household_id for each in gone})
    ticks = [
        Entered(household_id=each.household_id, table="person", row_id=each.id or 0, field="left_on",
                value=left_words(each), on=day)
        for each in gone
        if owners[each.household_id].village in villages and each.left_on and each.left_on <= day
    ] + [
        Entered(household_id=id, table="household", row_id=id, field="ended_on", value=ended_words(each), on=day)
        for id, each in over.items()
        if each.village in villages and each.ended_on and each.ended_on <= day
    ]  # fmt: skip
    known = {(each.table, each.row_id, each.field) for each in unit.entered.all()}
    fresh = [each for each in ticks if (each.table, each.row_id, each.field) not in known]
    for each in fresh:
        unit.entered.save(each)
    return len(fresh)
