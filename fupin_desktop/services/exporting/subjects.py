"""The lists beside households and people as sheets: what ``import`` reads back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from fupin_desktop.db.lists import last_data_day
from fupin_desktop.db.store import Unit
from fupin_desktop.exchange.lists import LISTS
from fupin_desktop.exchange.writing import SheetOut


def subject(key: str, unit: Unit, village: str | None, layout: str | None = None) -> SheetOut:
    """A list by its key (of one village), in a layout or in our own columns. Raises Refused for a layout it has not."""
    from fupin_desktop.services.lists.exporting import list_sheet

    newest = last_data_day(unit, key)  # or what was imported could not come back
    days = [unit.last_day(), date.fromisoformat(newest[0]) if newest else None]
    return list_sheet(unit, key, village, max((day for day in days if day), default=date.today()), layout)


SUBJECTS: Mapping[str, Callable[[Unit, str | None, str | None], SheetOut]] = {
    key: partial(subject, key) for key in LISTS
}
