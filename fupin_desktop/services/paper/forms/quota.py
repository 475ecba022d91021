"""识别规模分解表 of a year: one paper for the office."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure.preparation import shown_rate
from fupin_desktop.services.paper.forms.household import issuer
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """Every village that was given a size. Raises Refused: none was."""
    from fupin_desktop.reports.forms.identification import QuotaRow, quota
    from fupin_desktop.services.procedure.quotas import Quotas

    Options(asked, {})
    quotas = Quotas(source.store)
    lines = [
        each
        for each in quotas.lines(asked.year)
        if each.quota is not None and each.village.name in (asked.villages or source.villages)
    ]
    if not lines:
        raise Refused([Problem("year", f"{asked.year}年还没有分解识别规模，请先在“程序”的“规模”里分解")])
    rows = [
        QuotaRow(
            each.village.name, each.village.key_village, each.village.population,
            shown_rate(each.quota.rate) if each.quota.rate is not None else "", each.quota.households, each.quota.people,
            each.used, each.quota.reason,
        )
        for each in lines
        if each.quota is not None
    ]  # fmt: skip
    sums = [
        f"{each.label}平均发生率{shown_rate(each.rate)}%，应分解{each.wanted}人"
        for each in quotas.sums(asked.year)
        if not asked.villages
    ]
    basis = next((each.quota.source for each in lines if each.quota and each.quota.source), "本办自定")
    made = quota(rows, sums, asked.year, basis, asked.on, issuer(source), paper=asked.paper)
    yield Paper(name=f"{asked.year}年识别规模分解表", documents=(made,))
