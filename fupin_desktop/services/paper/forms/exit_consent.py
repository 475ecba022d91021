"""农户认可书 of every household that is to leave the register."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.services.paper.forms.exits import BLANK, checks
from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household, to be signed; what is not known is a line to write on."""
    from fupin_desktop.reports.forms.exits import build_consent

    blank = Options(asked, BLANK).flag("blank")
    sender = issuer(source)
    for dossier, check in checks(asked, source, blank=blank):
        yield paper_of(dossier, build_consent(dossier, check, sender), sheet=asked.paper)
