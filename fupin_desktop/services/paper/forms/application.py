"""贫困户申请书 of everybody who has applied and is not registered."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household that has applied, or for those that were named."""
    from fupin_desktop.reports.forms.application import build

    Options(asked, {})
    sender = issuer(source)
    for each in source.dossiers(asked, "applied"):
        yield paper_of(each, build(each, sender), sheet=asked.paper)
