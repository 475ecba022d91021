"""The periods that a report may speak of, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.period import Half, Month, Period, Quarter, Year, week_of

MOST = 160


def periods(reads: Callable[[str], Period], first: date, last: date) -> list[Period]:
    """Those that ``reads`` understands and that reach into the days from ``first`` to ``last``; of years the next one too."""
    half, quarter = (last.month + 5) // 6, (last.month + 2) // 3
    newest: list[Period] = [
        week_of(last), Month(last.year, last.month), Quarter(last.year, quarter), Half(last.year, half), Year(last.year + 1)
    ]  # fmt: skip
    found: list[Period] = []
    for each in newest:
        if not _understood(reads, each):
            continue
        now = each
        while now.last >= first and len(found) < MOST:
            found.append(now)
            now = now.before
    return sorted(found, key=lambda each: (each.last, each.first), reverse=True)


def _understood(reads: Callable[[str], Period], period: Period) -> bool:
    try:
        return reads(period.key) == period
    except Trouble:
        return False
