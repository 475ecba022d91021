"""Reports and meetings that come round: which periods are open on a day, and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fupin_desktop.db import due as candidates
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.due import Due, DueRule, last_day
from fupin_desktop.domain.period import Half, Month, Period, Quarter, Year, week_of
from fupin_desktop.services.settings import OfficeFacts

LONGEST = 24
"""So many periods are looked back at most."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a rule comes round. ``printed``: the kind of report whose record says that it is done; "" is ticked by hand.

    ``begin``: the rule counts from the last day before the period, not from its end. ``whose``: of the office, of each village
    with a 驻村 team (``team``), or of each 重点村 (``key``).
    """

    period: Callable[[date], Period]
    printed: str = ""
    begin: bool = False
    whose: str = ""
    what: str = ""


RHYTHMS: Mapping[str, Rhythm] = {
    "report.monthly": Rhythm(lambda on: Month(on.year, on.month), "report:monthly"),
    "report.quarterly": Rhythm(lambda on: Quarter(on.year, (on.month + 2) // 3), "report:quarterly"),
    "report.halfyear": Rhythm(lambda on: Half(on.year, 1 + on.month // 7), "report:halfyear", whose="team"),
    "report.annual": Rhythm(lambda on: Year(on.year), "report:annual"),
    "report.project": Rhythm(lambda on: Month(on.year, on.month), begin=True, whose="key"),
    "report.inspection": Rhythm(week_of, "report:supervision", begin=True),
    "report.bulletin": Rhythm(lambda on: Month(on.year, on.month), "report:supervision"),
    "report.meeting": Rhythm(lambda on: Month(on.year, on.month)),
    "report.coordination": Rhythm(lambda on: Month(on.year, on.month), whose="key"),
}


def reports(
    unit: Unit, on: date, village: str | None, rules: Mapping[str, DueRule], facts: OfficeFacts
) -> Iterator[Due]:
    """What the office and its villages owe, period by period, until it went out or was ticked.

    A period that is over is still owed if the office was at work in it: since its first act or its first report.
    """
    since = date.fromisoformat(candidates.began(unit) or on.isoformat())
    done = candidates.reported(unit, on.isoformat())
    teams = candidates.teams(unit, on.isoformat())
    for key, rhythm in RHYTHMS.items():
        rule = rules.get(key)
        if rule is None:
            continue
        places = _places(rhythm.whose, teams) if rhythm.whose else [(-1, "", "")]
        for period, base, due in _periods(rule, rhythm, on, min(since, on), facts):
            for place, name, people in places:
                if (rhythm.printed, period.key, name) in done or (village is not None and village != name):
                    continue
                yield Due(
                    due,
                    place,
                    name,
                    key,
                    None,
                    "",
                    "",
                    people or rule.who,
                    period.words,
                    base,
                    None,
                    period.key,
                )


def _places(whose: str, teams: list[tuple[int, str, str, int]]) -> list[tuple[int, str, str]]:
    if whose == "team":
        return [
            (place, name, f"驻村工作队（{people.replace(',', '、')}）")
            for place, name, people, _ in teams
            if people
        ]
    return [(place, name, "") for place, name, _, key in teams if key]


def _periods(
    rule: DueRule, rhythm: Rhythm, on: date, since: date, facts: OfficeFacts
) -> Iterator[tuple[Period, date, date]]:
    """Each open period with the day it counts from and its last day, the newest first."""
    period: Period = rhythm.period(on)
    end = last_day(rule, facts.days_off)
    for _ in range(LONGEST):
        if period.last < since:
            return
        base = _base(period, rule, rhythm, facts.report_day)
        yield period, base, end(base)
        period = period.before


def _base(period: Period, rule: DueRule, rhythm: Rhythm, report_day: int) -> date:
    if rule.key == "report.monthly" and isinstance(period, Month):
        return min(period.last, period.first + timedelta(days=report_day - 1))
    return period.first - timedelta(days=1) if rhythm.begin else period.last
