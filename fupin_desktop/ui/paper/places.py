"""Where the places on a page lead: to the household of a line, or to the list behind a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.paper.order import Order

if TYPE_CHECKING:
    from fupin_desktop.services.paper.look import Seen

MOST = 40


class Places:
    """Names and follows the keys of traces: ``household:12``, ``figure:poor``."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def name(self, household: int) -> str:
        """水村 张三."""
        line = self.desk.office.households.lines([household]).get(household)
        return f"{line.village} {line.head}" if line else ""

    def on(self, page: Seen, order: Order) -> Iterator[tuple[str, str]]:
        """The keys of a page, each once, with words."""
        keys = list(dict.fromkeys(spot.key for spot in page.spots))
        if page.household_id is not None and f"household:{page.household_id}" not in keys:
            keys.insert(0, f"household:{page.household_id}")
        for key in keys[:MOST]:
            if words := self._words(key, order):
                yield key, words

    def _words(self, key: str, order: Order) -> str:
        family, _, name = key.partition(":")
        if family == "household":
            return self.name(int(name))
        return self._figure(name, order)

    def _figure(self, name: str, order: Order) -> str:
        return name if order.item.family == "report" else ""

    def follow(self, key: str, order: Order) -> None:
        """Go where a key leads."""
        family, _, name = key.partition(":")
        if family == "household":
            self.desk.go("household", household=int(name))
        elif order.item.family == "report":
            self._show_list(name, order)

    def _show_list(self, name: str, order: Order) -> None:
        pass
