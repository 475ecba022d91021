"""Every passage of the office with its state: what the page 程序 lists and counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.services.procedure.reading import PassageFile, Rules, files_of, renovation_passages
from fupin_desktop.services.tasks import NOBODY, Watch

PORTION = 5_000
"""Passages read at a time."""


def every_file(
    unit: Unit, rules: Rules, on: date, year: int | None = None, watch: Watch = NOBODY
) -> list[PassageFile]:
    """All passages and renovations, of one year of work where it is said: by village, the newest first."""
    kept = unit.passages.all() if year is None else unit.passages.all(year=year)
    houses = unit.renovations.all() if year is None else unit.renovations.all(plan_year=year)
    own = kept if year is None else unit.passages.all(road=RoadKind.HOUSING)
    passages = [each for each in kept if each.road is not RoadKind.HOUSING]
    passages += renovation_passages(unit, houses, own)
    places = {each.name: each.place for each in unit.villages.all()}
    passages.sort(key=lambda each: (places.get(each.village, 999), -each.opened_on.toordinal(), each.id or 0))
    found: list[PassageFile] = []
    for begin in range(0, len(passages), PORTION):
        watch.step(begin, len(passages), "程序")
        found += files_of(unit, rules, passages[begin : begin + PORTION], on)
    return found


def key_of(file: PassageFile) -> int:
    """A number that a passage keeps while it is open: a renovation's is negative, for it may have no passage of its own."""
    passage = file.passage
    if passage.road is RoadKind.HOUSING and passage.record_id:
        return -passage.record_id
    return passage.id or 0


def find(files: Sequence[PassageFile], key: int) -> PassageFile | None:
    """The passage of a key."""
    return next((each for each in files if key_of(each) == key), None)
