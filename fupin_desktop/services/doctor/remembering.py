"""What earlier examinations found: kept once a day, held against the newest, and what went away since."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.records import CheckRun
from fupin_desktop.domain.doctor.rule import Rule, Severity, rules
from fupin_desktop.services.doctor.checked import Checked, Trend

MOST = 200_000
"""So many findings are remembered one by one."""
_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Mended:
    """A finding that went away by itself: whose it was. A village's own has no household."""

    rule: Rule
    household_id: int | None
    person_id: int | None
    village: str
    household: str
    name: str


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.household_id or 0, finding.person_id or 0


def run_of(checked: Checked) -> CheckRun:
    """What is kept of an examination."""
    keys = [_key(each) for each in checked.findings]
    return CheckRun(
        on=checked.on, village=checked.village, households=checked.result.households,
        people=checked.result.people, found=len(checked.findings),
        by_rule=json.dumps(dict(Counter(each.rule for each in checked.findings))),
        findings=json.dumps(keys[:MOST], separators=(",", ":")),
    )  # fmt: skip


def trend(unit: Unit, checked: Checked, days: int) -> Trend:
    """Against the newest examination that is at least so many days older; rules that are off now count as nothing."""
    limit = checked.on - timedelta(days=days)
    runs = [each for each in unit.check_runs.all(village=checked.village) if each.on <= limit]
    run = max(runs, key=lambda each: each.on, default=None)
    if run is None:
        return Trend(None)
    before: set[_Key] = {(rule, household, person) for rule, household, person in json.loads(run.findings)}
    now = {_key(each) for each in checked.findings}
    waived = {_key(each) for each, _ in checked.waived}
    looked = checked.result.applicable
    mended = tuple(sorted(each for each in before - now - waived if each[0] in looked))
    return Trend(run.on, run.found, len(checked.findings), len(now - before), mended)


def mended(unit: Unit, moved: Trend) -> Iterator[Mended]:
    """What went away, and whose it was."""
    households = unit.households.some({each[1] for each in moved.mended if each[1]})
    people = unit.people.some({each[2] for each in moved.mended if each[2]})
    known = rules()
    for key, household_id, person_id in moved.mended:
        household, person = households.get(household_id), people.get(person_id)
        village, number = (household.village, household.number) if household else ("", "")
        name = person.name if person else household.head if household else "村级"
        yield Mended(known[key], household_id or None, person_id or None, village, number, name)


def errors(unit: Unit) -> int:
    """How many errors the newest examination of the whole office found."""
    newest = max(unit.check_runs.all(village=""), key=lambda each: each.on, default=None)
    found: dict[str, int] = json.loads(newest.by_rule) if newest else {}
    known = rules()
    return sum(
        count for key, count in found.items() if key in known and known[key].severity is Severity.ERROR
    )
