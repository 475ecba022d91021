"""一户一策帮扶计划表 of every household with a plan in the year."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household; one that was named and has no plan gets a form to make it on."""
    from fupin_desktop.reports.forms.plan import build

    Options(asked, {})
    sender = issuer(source)
    for each in source.dossiers(asked, "plan"):
        yield paper_of(each, build(each, sender), sheet=asked.paper)
