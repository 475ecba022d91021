"""走访记录表 of every household that was visited in the year; with the option ``helper`` the diary of one helper."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.cadre import Cadre
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.visit import Visit
from fupin_desktop.services.handover import Handovers, helpers_named
from fupin_desktop.services.paper.forms.household import issuer
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import PORTION, Asked, Paper, Source

OPTIONS = {"helper": "走访人"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A paper for each household; one that was named and not visited gets a form to write on. Raises Refused for a name
    that nobody who visited has."""
    helper = Options(asked, OPTIONS).text("helper")
    ids = source.ids(asked, "visit")
    if helper:
        yield _diary(asked, source, helper, ids)
    else:
        yield from _households(asked, source, ids)


def _households(asked: Asked, source: Source, ids: list[int]) -> Iterator[Paper]:
    from fupin_desktop.reports.forms.visits import of_household

    sender = issuer(source)
    for first in range(0, len(ids), PORTION):
        part = ids[first : first + PORTION]
        with source.store.read() as unit:
            lines, visits = unit.lines(part), _of_year(unit, part, asked.year)
        for number, id in enumerate(part, first):
            source.watch.step(number, len(ids), f"生成{asked.kind.label}")
            line = lines[id]
            mine = [each for each in visits if each.household_id == id]
            made = of_household(line, mine, asked.year, asked.on, sender, paper=asked.paper)
            yield Paper(
                name=f"{line.group}{line.head}_{line.number}",
                documents=(made,),
                village=line.village,
                household_id=id,
            )


def _diary(asked: Asked, source: Source, helper: str, ids: list[int]) -> Paper:
    from fupin_desktop.reports.forms.visits import Called, of_helper

    with source.store.read() as unit:
        cadres = helpers_named(unit, helper)
    cadre = Handovers(source.store).cadre(helper) if cadres else None
    with source.store.read() as unit:
        visits = [each for each in _of_year(unit, ids, asked.year) if _by(each, cadre, helper)]
        lines = unit.lines(sorted({each.household_id for each in visits}))
    if not visits:
        said = f"{asked.year}年没有登记过走访人为“{helper}”的走访，请检查姓名和年度"
        raise Refused([Problem("helper", said)])
    calls = [Called(each, lines[each.household_id]) for each in visits]
    name, unit_of = (cadre.name, cadre.unit) if cadre else (helper, "")
    made = of_helper(name, unit_of, calls, asked.year, asked.on, issuer(source), paper=asked.paper)
    return Paper(name=f"{name}_{asked.year}年走访记录", documents=(made,))


def _by(visit: Visit, cadre: Cadre | None, name: str) -> bool:
    return (
        visit.cadre_id == cadre.id
        if cadre and visit.cadre_id
        else visit.who == (cadre.name if cadre else name)
    )


def _of_year(unit: Unit, households: list[int], year: int) -> list[Visit]:
    found = [each for each in unit.visits.of(households, "household_id") if each.on.year == year]
    return sorted(found, key=lambda each: (each.on, each.id or 0))
