"""一户一档 of every registered household: the file of the year, bound in parts, and labels for the backs of the boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from fupin_desktop.services.filing import file_parts, parts_from
from fupin_desktop.services.paper.forms.household import issuer, paper_of
from fupin_desktop.services.paper.forms.photos import COUNT, count_of, shots
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source
from fupin_desktop.services.sender import sender

if TYPE_CHECKING:
    from fupin_desktop.domain.period import Sender

KNOWN = {
    **COUNT,
    "parts": "这次要哪些部分（如：封面、卷内目录、家庭成员）",
    "sheet": "只要哪一份",
    "reason": "更正页上写的依据",
}
SPINE = "spine"


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A file for each household; with ``sheet=spine`` the labels of each village instead."""
    from fupin_desktop.reports.forms.household_file import build

    options = Options(asked, KNOWN)
    if options.choice("sheet", (SPINE, "file"), "file") == SPINE:
        yield from _labels(asked, source)
        return
    said = options.text("parts")
    whole = file_parts(source.store)
    parts = parts_from(said) if said else whole
    count, unit, sender_on = count_of(options), issuer(source), _issuer_on(source)
    for each in source.dossiers(asked, "registered"):
        bound = build(each, unit, shots(each, source), parts, whole=whole, sender_on=sender_on, count=count)
        yield paper_of(each, *bound)


def _issuer_on(source: Source) -> Callable[[date], Sender]:
    """Who issued on another day, by the names that things had then."""

    @cache
    def on(day: date) -> Sender:
        return sender(source.facts, day, source.store.person)

    return on


def _labels(asked: Asked, source: Source) -> Iterator[Paper]:
    from fupin_desktop.reports.forms.binding import spines
    from fupin_desktop.reports.forms.household_file import spine

    unit = issuer(source).unit
    found = groupby(source.dossiers(asked, "registered"), key=lambda each: each.household.village)
    for village, dossiers in found:
        document = spines(f"{village}一户一档脊背标签", [spine(each) for each in dossiers], author=unit)
        yield Paper(name="脊背标签", documents=(document,), village=village)
