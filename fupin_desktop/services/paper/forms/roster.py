"""花名册 and 签领表 of each village, from any list, with the columns that were chosen or kept as a 方案."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from fupin_desktop.domain.roster import SIGNED, Blank, Chosen, Column, Entry, Roster
from fupin_desktop.reports.forms.roster import build
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source
from fupin_desktop.services.rosters import RosterList, roster_list
from fupin_desktop.services.schemes import Schemes, columns_of

OPTIONS = {
    "list": "名单",
    "title": "标题",
    "columns": "列，用逗号分开",
    "scheme": "花名册方案",
    "landscape": "1为横排，0为竖排",
}
_COMMA = re.compile("[,，、]")


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A roster of each village that has somebody on the list. Raises Refused for an unknown column."""
    options = Options(asked, OPTIONS)
    of, columns, title = _wanted(options, source)
    for village, dossiers in groupby(source.dossiers(asked, of.having), lambda each: each.household.village):
        rows = tuple(_row(columns, entry) for each in dossiers for entry in of.rows(each))
        if not rows:
            continue
        roster = Roster(
            heading=f"{village}{title or f'{asked.year}年{of.label}{_name(columns)}'}",
            columns=tuple(columns),
            rows=rows,
            on=asked.on,
            unit=source.sender.unit,
            by=source.sender.by,
            reviewer=source.sender.reviewer,
            landscape=options.flag("landscape") if "landscape" in options else None,
            paper=asked.paper,
            demo=source.sender.demo,
        )
        yield Paper(
            name=roster.heading,
            documents=(build(roster),),
            village=village,
            remarks=tuple(_remarks(roster)),
        )


def _wanted(options: Options, source: Source) -> tuple[RosterList, Sequence[Chosen], str]:
    """The list, its columns and the title: of a kept scheme, changed by what was said beside it."""
    scheme = Schemes(source.store).get(options.text("scheme")) if "scheme" in options else None
    of = roster_list(options.text("list", scheme.list if scheme else "households"))
    said = _COMMA.split(options.text("columns")) if "columns" in options else []
    if not said and scheme is not None and of.key == scheme.list:
        said = columns_of(scheme)
    return of, of.read(said), options.text("title", scheme.heading if scheme else "")


def _name(columns: Sequence[Chosen]) -> str:
    """What is paid out and signed for is a 签领表."""
    signed = any(isinstance(each, Blank) and each.heading in SIGNED for each in columns)
    paid = any(isinstance(each, Column) and each.is_money for each in columns)
    return "签领表" if signed and paid else "花名册"


def _row(columns: Sequence[Chosen], entry: Entry) -> tuple[object, ...]:
    return tuple(None if isinstance(each, Blank) else each.value(entry) for each in columns)


def _remarks(roster: Roster) -> Iterator[str]:
    if private := list(roster.private()):
        yield f"花名册里有{'、'.join(private)}，只供内部使用，不得张贴或外传"


__all__ = ["OPTIONS", "make"]
