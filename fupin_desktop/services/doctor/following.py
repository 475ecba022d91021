"""Findings follow typing: only the households that were changed since an examination are looked at again."""

from __future__ import annotations

import dataclasses
from collections.abc import Set

from fupin_desktop.db import doctor as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.doctor.case import Around
from fupin_desktop.services.doctor.checked import Checked

MOST = 500
"""When more households were changed, all are looked at again."""
SHARING = frozenset({"A001b", "A022a", "H107a"})
"""Rules that hold a household against others: mending one of them mends the others' findings too."""


def touched(unit: Unit, checked: Checked) -> set[int] | None:
    """The households changed since; None where more than they must be looked at."""
    return stored.changed_households(unit, checked.act, MOST)


def widened(changed: Set[int], checked: Checked, about: Around) -> set[int]:
    """These households, and those that share a number with others now or did so when they were examined."""
    shared = [
        {each.household_id for each in places} for places in (*about.ids.values(), *about.phones.values())
    ]
    near = [group for group in shared if group & changed]
    told = {
        each.household_id
        for each in checked.findings
        if each.rule in SHARING and each.household_id is not None
    }
    return set(changed).union(*near) | told


def joined(checked: Checked, fresh: Checked, again: Set[int], act: int) -> Checked:
    """An examination with the findings of some households put in the place of their old ones."""
    kept = [each for each in checked.findings if each.household_id not in again]
    waived = [each for each in checked.waived if each[0].household_id not in again]
    every = [each for each in checked.result.findings if each.household_id not in again]
    return dataclasses.replace(
        checked,
        result=dataclasses.replace(checked.result, findings=[*every, *fresh.result.findings]),
        findings=[*kept, *fresh.findings],
        waived=[*waived, *fresh.waived],
        act=act,
    )
