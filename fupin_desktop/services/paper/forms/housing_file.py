"""农村危房改造档案 of every household with a renovation: the newest one up to the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_desktop.db import paper as lists
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.housing import DEFAULT_ORDER, StageKind
from fupin_desktop.services.filing import housing_number, number_from
from fupin_desktop.services.paper.forms.household import issuer, paper_of, said
from fupin_desktop.services.paper.forms.photos import shots
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.domain.housing import Renovation

KNOWN = {
    "number": "档案编号的样式（如 {township}危改字〔{year}〕{number}号）",
    "reason": "更正页上写的依据",
}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A file for each household. Raises Refused for one that was named and has no renovation."""
    from fupin_desktop.reports.forms.housing_file import build
    from fupin_desktop.reports.forms.housing_parts import Asking

    options = Options(asked, KNOWN)
    pattern = options.text("number") or housing_number(source.store)
    order = tuple(map(StageKind.of, source.facts.stage_order)) or DEFAULT_ORDER
    sender = issuer(source)
    for each in source.dossiers(asked, "renovation"):
        house = each.renovation
        if house is None:
            why = f"{said(each)}到{asked.year}年没有危房改造记录，不能生成档案，请先在住房页登记"
            raise Refused([Problem("households", why)])
        mine = [shot for shot in shots(each, source) if shot.photo.renovation_id == house.id]
        number = number_from(pattern, sender.township, house.plan_year, _place(source, house))
        bound = build(Asking(each, house, sender, mine, number, order))
        yield replace(paper_of(each, *bound), period=str(house.plan_year))


def _place(source: Source, house: Renovation) -> int:
    assert house.id is not None
    with source.store.read() as unit:
        return lists.renovation_place(unit, house.id)
