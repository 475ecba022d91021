"""责任人移交清单 of a handover: of two helpers on the paper's day, else every one of the year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.handover import NAMED, Handed, Handover, Handovers
from fupin_desktop.services.paper.forms.household import issuer
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.reports.forms.handover import Line

OPTIONS = {"from": "移交人", "to": "接收人"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each handover. With ``from`` and ``to`` (names or ids) it lists what happened on the day, or what
    would; raises Refused when nothing can be handed over."""
    from fupin_desktop.reports.forms.handover import build

    options = Options(asked, OPTIONS)
    known = source.ids(asked) if asked.villages or asked.households is not None else None
    for found in _found(asked, source, options):
        lines = [each for each in found.lines if known is None or each.pairing.household_id in known]
        if lines:
            made = build(
                found.giver,
                found.taker,
                found.on,
                [_line(each) for each in lines],
                issuer(source),
                paper=asked.paper,
            )
            yield Paper(name=f"{found.on}_{found.giver.name}移交{found.taker.name}", documents=(made,))


def _found(asked: Asked, source: Source, options: Options) -> list[Handover]:
    handovers = Handovers(source.store)
    said = options.text("from"), options.text("to")
    if not any(said):
        return handovers.of_year(asked.year)
    if not all(said):
        raise Refused([Problem("to", "移交人和接收人要都写明，或都不写（全年的移交清单），请补上")])
    giver, taker = (handovers.cadre(each).id or 0 for each in said)
    done = handovers.done(giver, taker, asked.on)
    return [done or handovers.plan(giver, taker, asked.on, villages=asked.villages)]


def _line(handed: Handed) -> Line:
    from fupin_desktop.reports.forms.handover import Line

    home = handed.household
    return Line(
        village=home.village, group=home.group, head=home.head, people=home.people, phone=home.phone,
        post=handed.pairing.post.label, appeals=handed.appeals,
        reprint=[NAMED[paper.kind] for paper in handed.reprint],
    )  # fmt: skip
