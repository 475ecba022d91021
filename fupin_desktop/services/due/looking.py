"""What is due on a day: the candidates of each rule, as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import itemgetter

from fupin_desktop.db import due as candidates
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.ages import months_after, months_between
from fupin_desktop.domain.codes import MonitoringKind
from fupin_desktop.domain.due import Due, DueRule, last_day
from fupin_desktop.domain.period import Month
from fupin_desktop.services.due import rhythm, roads
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.services.tasks import NOBODY, Watch

NEVER = "9999-12-31"
QUARTER, YEAR = timedelta(days=92), timedelta(days=365)
ROADS = frozenset({"step.next", "step.renovation", "step.payment"})


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked: a day, perhaps one village, with the rules that are on and what the office decided."""

    unit: Unit
    on: date
    village: str | None
    rules: Mapping[str, DueRule]
    facts: OfficeFacts


def everything(look: Look, watch: Watch = NOBODY) -> list[Due]:
    """All that is due, by last day, village and rule."""
    found: list[Due] = []
    for number, rule in enumerate(look.rules.values()):
        watch.step(number, len(look.rules), "查催办")
        if rule.key in candidates.STATEMENTS:
            found += _of_rule(look, rule)
    found += rhythm.reports(look.unit, look.on, look.village, look.rules, look.facts)
    if wanted := ROADS & look.rules.keys():
        found += roads.next_steps(look.unit, look.on, look.village, wanted, look.rules, look.facts)
    found = _unticked(look, found)
    found.sort(key=itemgetter(0, 1, 2, 3, 5, 6))
    return found


def _unticked(look: Look, found: list[Due]) -> list[Due]:
    done = candidates.marks(look.unit, look.on.isoformat())
    if not done:
        return found
    return [
        each
        for each in found
        if not each.period or (each.rule, each.period, each.village, each.household) not in done
    ]


def _of_rule(look: Look, rule: DueRule) -> Iterable[Due]:
    """The items of one rule; the last day of each base day is reckoned once."""
    limit = _limit(rule, look.on)
    if rule.key == "visit.month" and Month(look.on.year, look.on.month).last > limit:
        return []
    rows = candidates.found(look.unit, rule.key, values_of(look, rule))
    ends = _ends(rule, look)
    what = _WORDS.get(rule.key)
    made = []
    whole = rule.days_words
    nobody = "" if rule.key == "flag.own" else rule.who
    for base, place, village, household, number, head, person, said, record in rows:
        day, due = ends(base)
        if due <= limit:
            who = person or ("" if household else nobody)
            words, period = what(said) if what else said or whole, due.isoformat() if rule.ticked else ""
            made.append(
                Due(due, place, village, rule.key, household, number, head, who, words, day, record, period)
            )
    return made


def _limit(rule: DueRule, on: date) -> date:
    """The latest last day that is shown."""
    return date.max if rule.early is None else on + timedelta(days=rule.early)


def _ends(rule: DueRule, look: Look) -> Callable[[str], tuple[date, date]]:
    """The base day of an ISO day with its last day."""
    own = look.facts.days_off
    end = _half_years(rule.days or 6, look.on) if rule.key == "step.remove" else last_day(rule, own)

    @cache
    def reckoned(base: str) -> tuple[date, date]:
        day = date.fromisoformat(base)
        return day, end(day)

    return reckoned


def _half_years(months: int, on: date) -> Callable[[date], date]:
    """The newest day at which so many months were full again, or will be within the next month."""

    def end(base: date) -> date:
        times = months_between(base, on + timedelta(days=30)) // months
        return months_after(base, months * max(times, 1))

    return end


def values_of(look: Look, rule: DueRule) -> Mapping[str, object]:
    """What the statement of a rule is given."""
    month, on = Month(look.on.year, look.on.month), look.on
    if rule.early is None:
        limit = NEVER
    else:
        days = 0 if rule.working or rule.days is None else rule.days
        limit = (on + timedelta(days=rule.early - days)).isoformat()
    return {
        "on": on.isoformat(), "village": look.village, "year": on.year, "first": f"{on.year}-01-01", "limit": limit,
        "month": month.first.isoformat(), "month_end": month.last.isoformat(),
        "recent": (on - QUARTER).isoformat(), "year_ago": (on - YEAR).isoformat(),
    }  # fmt: skip


def _sheet(key: str) -> str:
    from fupin_desktop.services.village_sheets import LISTS

    return f"村级小表“{LISTS[key].label if key in LISTS else key}”"


def _monitored(code: str) -> str:
    return MonitoringKind.of(code).label if code else "监测对象"


_WORDS: Mapping[str, Callable[[str], str]] = {"report.sheet": _sheet, "measure.monitored": _monitored}
"""What a row says is a key for these rules."""
