"""催办单 of each village that has something to do, and of the office itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from fupin_desktop.domain.due import Due, DueKind
from fupin_desktop.reports.forms.due import Sheet, build
from fupin_desktop.services.due import Duties
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

OPTIONS = {"ahead": "往后看几天", "person": "责任人", "kind": "催办种类"}
AHEAD = 30


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A sheet for each village with something due until ``ahead`` days from now, in the office's order; the office's own first."""
    options = Options(asked, OPTIONS)
    for name in asked.villages:
        source.village(name)
    ahead = options.number("ahead")
    kind = options.choice("kind", ("", *(each.value for each in DueKind)), "")
    sender = source.sender
    found = Duties(source.store, source.settings).all(
        asked.on, person=options.text("person") or None, kinds=[kind] if kind else (), watch=source.watch
    )
    last = asked.on + timedelta(days=AHEAD if ahead is None else ahead)
    for village, items in _by_village(found, asked.villages).items():
        near = [each for each in items if each.due <= last]
        if near:
            sheet = Sheet(
                village=village, on=asked.on, items=near, ahead=AHEAD if ahead is None else ahead, unit=sender.unit,
                phone=source.facts.office_phone or source.facts.phone, by=sender.by, paper=asked.paper, demo=sender.demo,
            )  # fmt: skip
            name = f"{source.place(village):02}{sheet.heading}" if village else f"00{sheet.heading}"
            yield Paper(name=name, documents=(build(sheet),), village=village)


def _by_village(items: Sequence[Due], villages: Sequence[str]) -> dict[str, list[Due]]:
    found: dict[str, list[Due]] = {}
    for each in sorted(items, key=lambda each: (each.place, each.village, each.due)):
        if not villages or each.village in villages:
            found.setdefault(each.village, []).append(each)
    return found


__all__ = ["OPTIONS", "make"]
