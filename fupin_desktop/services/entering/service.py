"""The list for whoever types: looked at, ticked off, written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.sheets import Entered
from fupin_desktop.services.entering.gathering import Gathering
from fupin_desktop.services.entering.items import HEADS, WIDTHS, Item, Key, Progress, shown
from fupin_desktop.services.outgoing import OutgoingLists
from fupin_desktop.services.settings import OfficeSettings


class Entering:
    """The list for whoever types into the national system. The program never does that itself."""

    def __init__(self, store: Store, settings: OfficeSettings, outgoing: OutgoingLists) -> None:
        self._store, self._settings, self._outgoing = store, settings, outgoing

    def items(self, village: str | None = None) -> list[Item]:
        """Everything that is still to be typed or was ticked, village by village, household by household, in order."""
        places = {each.name: place for place, each in enumerate(self._settings.villages())}
        if village is not None and village not in places:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")
        with self._store.read() as unit:
            found = Gathering(unit).all()
            ticks = {
                Key(each.table, each.row_id, each.field): each for each in unit.entered.all(order=("id",))
            }
        ticked = [_ticked(each, ticks.get(each.key)) for each in found if village in (None, each.village)]
        return sorted(
            ticked, key=lambda each: (places.get(each.village, len(places)), each.village, each.household)
        )

    def progress(self, items: Sequence[Item]) -> Progress:
        """How far the typing of a list is."""
        days: dict[date, int] = {}
        for each in items:
            if each.entered_on:
                days[each.entered_on] = days.get(each.entered_on, 0) + 1
        newest = tuple(sorted(days.items(), reverse=True))
        return Progress(len(items), sum(days.values()), newest)

    def tick(self, items: Sequence[Item], on: date, *, done: bool = True) -> None:
        """Note that values were typed on a day, or take that back. One act."""
        if not items:
            return
        word = "已录入" if done else "取消已录入"
        who = items[0].name or items[0].head
        more = f"等{len(items)}项" if len(items) > 1 else ""
        with self._store.write(f"国扶录入清单{word}：{who} {items[0].label}{more}"[:200]) as unit:
            for each in items:
                kept = unit.entered.find(table=each.key.table, row_id=each.key.row_id, field=each.key.field)
                if not done:
                    if kept is not None:
                        unit.entered.remove(kept)
                    continue
                base = kept or Entered(
                    household_id=each.household_id, table=each.key.table, row_id=each.key.row_id,
                    field=each.key.field, on=on,
                )  # fmt: skip
                unit.entered.save(replace(base, value=each.value, on=on))

    def export(self, items: Sequence[Item], path: str | Path, *, plain: bool = False) -> int:
        """Write the list as a workbook; ID and bank numbers are hidden unless ``plain``. Gives the number of rows."""
        from fupin_desktop.exchange.writing import SheetOut, write_table

        rows = (
            [each.village, each.household, each.head, each.name, each.screen, each.why, each.label, each.national,
             shown(each, plain=plain), each.evidence, each.on, each.entered_on]
            for each in items
        )  # fmt: skip
        titles = ("国扶录入清单", self.progress(items).sentence)
        written = write_table(
            path, [SheetOut("国扶录入清单", HEADS, rows, titles, frozenset({1, 7, 8}), WIDTHS)]
        )
        villages = list(dict.fromkeys(each.village for each in items))
        self._outgoing.note("国扶录入清单", path, written, masked=not plain, villages=villages)
        return written


def _ticked(item: Item, tick: Entered | None) -> Item:
    """A tick holds as long as the value is the one that was typed."""
    return replace(item, entered_on=tick.on) if tick is not None and tick.value == item.value else item
