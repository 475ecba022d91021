"""Whose turn it is on a road to stand on a notice, where households go one; elsewhere the data propose as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from fupin_desktop.domain.procedure import Course, RoadKind
from fupin_desktop.domain.procedure.labels import short_label
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.notice.candidate import Candidate, Looking
from fupin_desktop.services.procedure.courses import courses

Turn = Callable[[Course], str]
"""Why it is a household's turn to stand on a notice; "" when it is not."""


def by_household(
    look: Looking, kind: RoadKind, found: Iterable[Candidate], turn: Turn, *, fit: bool = False
) -> Iterator[Candidate]:
    """In a village where anybody goes the road this year, only those whose turn it is are ticked.

    ``fit``: an assembly votes only on those whom the data qualify as well.
    """
    here = courses(look.unit, kind, look.year, look.on, look.village)
    villages = {each.passage.village for each in here}
    mine = {each.passage.household_id: each for each in here}
    for each in found:
        at = mine.get(each.household_id)
        if each.village not in villages:
            yield each
        elif at is None:
            reasons = (*each.reasons, f"还没有启动{short_label(kind)}程序")
            yield replace(each, reasons=reasons, ticked=False, note="", nominated=each.ticked)
        else:
            said = turn(at) or f"{short_label(kind)}程序：{at.label}"
            yield _stands(each, at, turn, said, may=each.ticked or not fit)


def by_record(look: Looking, kind: RoadKind, found: Iterable[Candidate], turn: Turn) -> Iterator[Candidate]:
    """Whose episode goes the road stands there when it is his turn; whose episode came from elsewhere, as the data say."""
    mine = {each.passage.record_id: each for each in courses(look.unit, kind, None, look.on, look.village)}
    for each in found:
        at = mine.get(each.record_id)
        yield (
            each
            if at is None
            else _stands(each, at, turn, turn(at) or f"{at.road.label}：{at.label}", may=True)
        )


def _stands(each: Candidate, at: Course, turn: Turn, said: str, *, may: bool) -> Candidate:
    there = each.people > 0
    waits = at.next is not None and at.next.key == "assembly"
    return replace(
        each, reasons=(*each.reasons, said), ticked=bool(turn(at)) and there, note="", nominated=waits and may and there,
    )  # fmt: skip


def voted(*before: str) -> Turn:
    """The assembly (and what must come before it) is passed, and the notice does not hang yet."""

    def turn(at: Course) -> str:
        if not at.open or not {*before, "assembly"} <= at.done.keys() or "posted" in at.done:
            return ""
        return f"{show_day(at.done['assembly'].on)}民主评议通过"

    return turn


def reviewed(at: Course) -> str:
    """The township has agreed, and its own notice does not hang yet."""
    if not at.open or "reviewed" not in at.done or "posted_again" in at.done:
        return ""
    return f"{show_day(at.done['reviewed'].on)}{at.road.step('reviewed').label}通过"


def approved(at: Course) -> str:
    """The county has agreed, and it is not announced yet."""
    if not at.open or "county" not in at.done or "announced" in at.done:
        return ""
    return f"{show_day(at.done['county'].on)}{at.road.step('county').label}通过"
