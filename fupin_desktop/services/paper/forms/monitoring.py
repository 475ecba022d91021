"""承诺授权书, 防止返贫动态监测排查表 and 风险消除核查表, with what was registered of each household's road."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.assessment import judge
from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.lines import nearest
from fupin_desktop.domain.procedure import ROADS, Result, RoadKind, facts_of, live
from fupin_desktop.domain.procedure.monitoring import months_between, open_episode
from fupin_desktop.services import assessment
from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit
    from fupin_desktop.domain.dossier import Dossier
    from fupin_desktop.domain.household import Monitoring
    from fupin_desktop.reports.forms.monitoring import Seen

_ROADS = {
    "authorisation": RoadKind.MONITORING,
    "monitoring_survey": RoadKind.MONITORING,
    "removal_check": RoadKind.REMOVAL,
}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household named, else for all that were found (风险消除: that are monitored) on the day."""
    from fupin_desktop.reports.forms import monitoring

    Options(asked, {})
    builders = {
        "authorisation": monitoring.authorisation, "monitoring_survey": monitoring.survey, "removal_check": monitoring.removal,
    }  # fmt: skip
    road, sender = _ROADS[asked.kind.key], issuer(source)
    having = "monitored" if road is RoadKind.REMOVAL else "found"
    for each in source.dossiers(asked, having):
        with source.store.read() as unit:
            seen = _seen(unit, each, road, asked.on, source.facts.region)
        yield paper_of(each, builders[asked.kind.key](each, seen, sender), sheet=asked.paper)


def _seen(unit: Unit, dossier: Dossier, road: RoadKind, on: date, region: str) -> Seen:
    from fupin_desktop.reports.forms.monitoring import Seen

    episode = _episode(dossier, road, on)
    facts, visited = _registered(unit, dossier.id, road, episode, on)
    lines = unit.poverty_lines.all()
    known = next(iter(assessment.facts(unit, [dossier.id], on, {})), None)
    year = known.number if known and known.year else 0
    line = nearest(lines, year or on.year, region, LineKind.MONITORING)
    since = episode.identified_on if episode else None
    return Seen(
        episode=episode, facts=facts, on=visited, judged=tuple(judge(known)) if known else (),
        income=known.income.value if known else None, income_year=year, line=line.amount if line else None,
        line_year=line.year if line else 0,
        months=months_between(since, on) if since and since <= on else None,
    )  # fmt: skip


def _episode(dossier: Dossier, road: RoadKind, on: date) -> Monitoring | None:
    """The episode that is looked at: the one still open, else (for a first look) the newest that was found."""
    if road is RoadKind.REMOVAL:
        return open_episode(dossier.monitorings, on)
    waiting = [each for each in dossier.monitorings if each.waiting(on)]
    return waiting[-1] if waiting else open_episode(dossier.monitorings, on)


def _registered(
    unit: Unit, household: int, road: RoadKind, episode: Monitoring | None, on: date
) -> tuple[dict[str, Any], date | None]:
    """What was registered with the steps of the episode's newest passage, and the day of the visit."""
    record = episode.id if episode else None
    kept = [
        each for each in unit.passages.all(household_id=household, road=road, order=("opened_on", "id"))
        if each.withdrawn_on is None and each.record_id == record
    ]  # fmt: skip
    if not kept:
        return {}, None
    facts: dict[str, Any] = {}
    visited: date | None = None
    for step in live(unit.steps.all(passage_id=kept[-1].id)):
        if step.on <= on and step.result is Result.PASSED:
            facts |= facts_of(ROADS[road].step(step.kind), step)
            visited = step.on if step.kind == "verified" else visited
    return facts, visited
