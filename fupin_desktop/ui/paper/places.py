"""Where the places on a page lead: to the household of a line, or to the list behind a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.domain.traces import read
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.jobs import Job
from fupin_desktop.ui.paper.order import Order

if TYPE_CHECKING:
    from fupin_desktop.services.paper.look import Seen
    from fupin_desktop.services.reporting import Behind

MOST = 120


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
        return read(name).label if order.item.family == "report" else ""

    def follow(self, key: str, order: Order) -> None:
        """Go where a key leads: to the household, or to the households behind a figure of a report."""
        family, _, name = key.partition(":")
        if family == "household":
            self.desk.go("household", household=int(name))
        elif order.item.family == "report" and order.period is not None:
            office, kind, period, on = self.desk.office, order.item.name, order.period, order.on
            self.desk.jobs.start(
                Job(
                    lambda _: office.reporting.behind(kind, period, key, on=on),
                    self._show_list,
                    self.desk.tell,
                ),
                "look",
            )

    def _show_list(self, found: Behind) -> None:
        counted = "" if found.count is None else f" {found.count}{found.unit}"
        if found.households:
            only = (f"{found.label}{counted}", found.households)
            self.desk.go("household", filters={"only": only})
        else:
            self.desk.say(f"“{found.label}”{counted or '没有数字'}，背后没有可以列出的农户", "amber")
