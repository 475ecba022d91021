"""The office's own count as of a day, for 总览, reports, charts and the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.db.store import Store
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Count, Figures
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.services.settings import OfficeSettings

NEVER = date(1900, 1, 1)


class FiguresService:
    """Counts as of a day; without a day the latest that is known."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    def on(self, day: date, village: str | None = None) -> Figures:
        """The count as of a day. Raises Trouble for a village the office does not have."""
        self.check(village)
        line = self.line(day)
        with self._store.read() as unit:
            return unit.figures(day, line, village)

    def line(self, day: date) -> Decimal | None:
        """The line in yuan that incomes of a day's year are held against: of poverty, later of monitoring."""
        line = self._settings.line(day.year)
        if line is None and monitoring(day):
            line = self._settings.line(day.year, LineKind.MONITORING)
        return line

    def check(self, village: str | None) -> None:
        """Raises Trouble for a village the office does not have."""
        if village is not None and village not in {each.name for each in self._settings.villages()}:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")

    def latest(self, village: str | None = None) -> Figures:
        """The count on the last day that data speak of (of nothing: an unknown one)."""
        return self.on(self.last_day() or NEVER, village)

    def last_day(self) -> date | None:
        """The newest day that a standing, an import or a dated event of the register speaks of."""
        with self._store.read() as unit:
            return unit.last_day()


def as_json(figures: Figures) -> dict[str, Any]:
    """The answer of the command line, by the names of its contract."""
    if not figures.known:
        first = figures.first_day
        return {
            "on": figures.on.isoformat(),
            "known": False,
            "first_day": first.isoformat() if first else None,
        }
    pairs = {
        name: _pair(figures.total(name)) for name in ("poor", "lifted", "stable", "returned", "allowance")
    }
    everyone: Count = figures.total("all")
    return {
        "on": figures.on.isoformat(), "known": True, "households": everyone.households, "people": everyone.people,
        **pairs, "monitored": _pair(figures.total("monitored")), "at_risk": _pair(figures.total("at_risk")),
        "unsafe_houses": figures.total("unsafe_houses"), "pupils": figures.total("pupils"),
        "by_village": {each.village: _pair(each.all) for each in figures.villages if each.all.households},
        "source": figures.source,
    }  # fmt: skip


def _pair(count: Any) -> list[int]:
    return [count.households, count.people] if isinstance(count, Count) else [0, 0]
