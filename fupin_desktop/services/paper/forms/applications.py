"""申请登记簿: who applied in a year, a book for each village."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.domain.procedure import Result, RoadKind, facts_of
from fupin_desktop.services.paper.forms.household import issuer
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.reports.forms.identification import Applicant
    from fupin_desktop.services.procedure import PassageFile

OPTIONS = {"blank": "空表，手写"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """The applications of each village that has any; with ``blank`` an empty book for every village asked for."""
    from fupin_desktop.reports.forms.identification import register
    from fupin_desktop.services.procedure import Procedures

    blank = Options(asked, OPTIONS).flag("blank")
    for name in asked.villages:
        source.village(name)
    sender = issuer(source)
    procedures = Procedures(source.store, source.settings, source.files)
    files = procedures.of_road(RoadKind.IDENTIFICATION, asked.on, None, asked.year)
    for village in asked.villages or source.villages:
        mine = [each for each in files if each.passage.village == village and not each.course.withdrawn]
        rows = [] if blank else sorted(map(_line, mine), key=lambda each: (each.applied, each.group))
        if rows or blank:
            made = register(village, rows, asked.year, asked.on, sender, paper=asked.paper)
            yield Paper(name=f"{village}{asked.year}年申请登记簿", documents=(made,), village=village)


def _line(file: PassageFile) -> Applicant:
    from fupin_desktop.reports.forms.identification import Applicant

    kind = file.course.road.step("applied")
    step = file.course.done.get("applied")
    facts = facts_of(kind, step) if step is not None else {}
    surveyed = [
        each.on
        for each in file.steps
        if each.kind == "surveyed"
        and each.withdrawn_on is None
        and each.result in (Result.PASSED, Result.FAILED)
    ]
    household = file.household
    cause = facts.get("cause")
    return Applicant(
        household.group if household else "", household.head if household else "", str(facts.get("people", "")),
        str(facts.get("labour", "")), cause.label if cause else "", step.on if step else file.passage.opened_on,
        step.person if step else "", surveyed[-1] if surveyed else None, file.course.label,
    )  # fmt: skip
