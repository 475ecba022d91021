"""Who is monitored in the demo township: what notices of 监测对象 and of removed risks need somebody for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from fupin_desktop.domain.codes import MonitoringKind, Removal, Risk
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import Story

_FOUND = 9
"""Days from a finding to the identification."""
_EPISODES = (
    (date(2018, 3, 12), None, MonitoringKind.UNSTABLE, Risk.WORK),
    (date(2018, 3, 12), None, MonitoringKind.SUDDEN, Risk.ACCIDENT),
    (date(2018, 3, 26), None, MonitoringKind.UNSTABLE, Risk.SCHOOLING),
    (date(2017, 8, 21), None, MonitoringKind.UNSTABLE, Risk.INDUSTRY),
    (date(2017, 9, 4), None, MonitoringKind.SUDDEN, Risk.DISASTER),
    (date(2017, 6, 19), date(2018, 4, 20), MonitoringKind.UNSTABLE, Risk.LABOUR),
    (date(2017, 7, 3), date(2018, 4, 20), MonitoringKind.SUDDEN, Risk.ACCIDENT),
)
"""Identified, removed, kind, risk: three of this year, two safe for half a year, two removed this spring."""


def monitored(piles: Piles, told: Sequence[Story], since: int) -> None:
    """A few lifted households that are monitored, or were; ``since`` leaves out those that are proposed already."""
    lifted = [each for each in told if each.lifted and not each.stable and not each.ended]
    by_income = sorted(lifted, key=lambda each: (each.family.income, each.family.number))
    for story, (identified, removed, kind, risk) in zip(by_income[since:], _EPISODES, strict=False):
        piles.monitor(
            Monitoring(
                household_id=story.id, kind=kind, risks=(risk,), found_on=identified - timedelta(days=_FOUND),
                identified_on=identified, removed=removed is not None, removed_on=removed,
                removal=Removal.HELPED if removed else None,
            ),
            story.family.village,
        )  # fmt: skip
