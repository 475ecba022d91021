"""An examination with all that the page says of it, and its first line in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desktop.domain.doctor.rule import Severity
from fupin_desktop.services.doctor import Checked, Fix, Mended, Trend
from fupin_desktop.services.office import Office
from fupin_desktop.ui.doctor.words import SIGNS
from fupin_desktop.ui.theme import theme

WEEK, MONTH = 7, 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """An examination with all that the page says of it."""

    checked: Checked
    week: Trend
    month: Trend
    mended: Sequence[Mended]
    fixes: Sequence[Fix]

    @property
    def errors(self) -> int:
        return self.checked.by_severity()[Severity.ERROR]

    @property
    def since(self) -> Trend | None:
        """What 已整改 is counted from: a month ago, else a week."""
        return next((each for each in (self.month, self.week) if each.since), None)


def outcome_of(office: Office, checked: Checked) -> Outcome:
    """Hold an examination against earlier ones, and look for its certain mends."""
    doctor = office.doctor
    week, month = (doctor.trend(checked, days) for days in (WEEK, MONTH))
    since = next((each for each in (month, week) if each.since), None)
    return Outcome(checked, week, month, doctor.mended(since) if since else (), doctor.mends(checked))


def counts_said(checked: Checked) -> str:
    """How many of each weight, in how many households, with colours; nothing where nothing is wrong."""
    colours = {
        Severity.ERROR: theme.colours.red, Severity.DOUBT: theme.colours.amber, Severity.HINT: theme.colours.quiet
    }  # fmt: skip
    parts = [
        f'<span style="color:{colours[severity]}">{SIGNS[severity]}{severity.label} <b>{count:,}</b>处</span>'
        for severity, count in checked.by_severity().items()
        if count
    ]
    return "&emsp;".join([*parts, f"涉及 <b>{checked.households:,}</b>户"]) if parts else ""


def trend_said(outcome: Outcome) -> str:
    """How it moved since a week and a month ago."""
    said = [
        f"较{name}（{each.since.month}月{each.since.day}日）{each.moved}：新增{each.new}，已整改{len(each.mended)}"
        for name, each in (("上周", outcome.week), ("上月", outcome.month))
        if each.since
    ]
    if len(said) == 2 and outcome.week.since == outcome.month.since:
        said = said[1:]
    return "　".join(said) or "满一周后这里显示比上周增减多少"
