"""家庭收入核算表 of every household that was surveyed in the year."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.paper.forms.household import issuer, paper_of, said
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household. Raises Refused for one that was named and has no survey of the year."""
    from fupin_desktop.reports.forms.income import build

    Options(asked, {})
    sender = issuer(source)
    for each in source.dossiers(asked, "survey"):
        if each.survey is None:
            why = f"{said(each)}没有{asked.year}年的年度情况，不能核算收入，请先在农户资料里填写这一年的情况"
            raise Refused([Problem("households", why)])
        yield paper_of(each, build(each, sender), sheet=asked.paper)
