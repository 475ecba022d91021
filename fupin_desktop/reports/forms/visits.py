"""走访记录表 of a household, and the diary (民情日记) of a helper, with room to write on.

The columns follow what diaries of helpers ask (day, whom, talk and appeals, what is to be done, what came of it);
nobody has laid the form down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.domain.period import Sender
from fupin_desktop.domain.visit import Visit, VisitKind
from fupin_desktop.reports.document import Block, Cell, Document, Footer, Kind, Style, Table, show_date
from fupin_desktop.reports.forms.parts import Column, Entry, day, entries, subtitle, table

_LEAST, _MORE = 12, 2  # lines on a page of few visits, and room for those to come
_ROOM = "　" * 5  # an empty column would be made narrow
_TALL = 2.4  # a line that is written in by hand, in lines of type


@dataclass(frozen=True, slots=True)
class Called:
    """A visit with the household it was to."""

    visit: Visit
    household: HouseholdLine


_OF_HOUSEHOLD = (
    Column("日期", 6),
    Column("走访人", 5),
    Column("走访情况", 13, Kind.TEXT),
    Column("诉求", 8, Kind.TEXT),
    Column("办理结果", 8, Kind.TEXT),
    Column("户主签字", 5),
)
_OF_HELPER = (
    Column("日期", 6),
    Column("走访对象", 7),
    Column("谈话内容", 12, Kind.TEXT),
    Column("诉求", 8, Kind.TEXT),
    Column("处理意见和落实情况", 10, Kind.TEXT),
)


def of_household(
    household: HouseholdLine,
    visits: Sequence[Visit],
    year: int,
    on: date,
    sender: Sender,
    *,
    paper: str = "A4",
) -> Document:
    """A household's visits of a year, the oldest first."""
    known = entries(
        [
            Entry("户主", household.head),
            Entry("家庭人口", f"{household.people}人"),
            Entry("行政村", household.village),
            Entry("村民小组", household.group),
            Entry("帮扶责任人", household.cadre),
            Entry("联系电话", household.phone),
        ],
        2, label=5, content=12,
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [_day(each), each.who, each.talk, each.appeal, _outcome(each), _ROOM] for each in visits
    ]
    blocks: list[Block] = [known, _lines(_OF_HOUSEHOLD, rows), _foot(sender, on)]
    return _document(
        f"{year}年走访记录表", blocks, sender, paper, f"{household.head}户　户编号{household.number}"
    )


def of_helper(
    name: str, unit: str, calls: Sequence[Called], year: int, on: date, sender: Sender, *, paper: str = "A4"
) -> Document:
    """All visits of a helper in a year, the oldest first."""
    known = entries([Entry("走访人", name), Entry("单位", unit)], 2, label=5, content=12)
    rows: list[list[Cell]] = [
        [_day(each.visit), f"{each.household.village}{each.household.head}", each.visit.talk, each.visit.appeal,
         _outcome(each.visit)]
        for each in calls
    ]  # fmt: skip
    homes = len({each.household.id for each in calls if each.visit.kind is not VisitKind.CALL})
    count = sum(each.visit.kind is not VisitKind.CALL for each in calls)
    blocks: list[Block] = [
        known,
        _lines(_OF_HELPER, rows),
        _foot(sender, on, ("入户走访", f"{homes}户{count}次")),
    ]
    return _document(f"{year}年走访记录（民情日记）", blocks, sender, paper, f"{name}　{unit}".strip())


def _lines(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    blank = max(_MORE, _LEAST - len(rows))
    return table(columns, rows, blank=blank, least=_TALL)


def _day(visit: Visit) -> str:
    return day(visit.on) if visit.kind is VisitKind.VISIT else f"{day(visit.on)}\n{visit.kind.label}"


def _outcome(visit: Visit) -> str:
    return "\n".join(_came(visit))


def _came(visit: Visit) -> Iterator[str]:
    if visit.outcome:
        yield visit.outcome
    if visit.settled_on:
        yield f"{show_date(visit.settled_on)}办结"
    if visit.return_on:
        yield f"约{show_date(visit.return_on)}回访"


def _foot(sender: Sender, on: date, *more: tuple[str, str]) -> Footer:
    return Footer(
        [*more, ("填报单位", sender.unit), ("制表人", sender.by or "　　　　"), ("日期", show_date(on))]
    )


def _document(title: str, blocks: Sequence[Block], sender: Sender, paper: str, running: str) -> Document:
    return Document(
        title, blocks, Style.TABLE, paper, subtitle=subtitle(sender), author=sender.unit, running=running
    )
