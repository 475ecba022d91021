"""催办单: what a village (or the office) has to do, overdue first, with room to say what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fupin_desktop.domain.due import Due, Group, counted, days_words, group_of
from fupin_desktop.reports.document import (
    Addressee,
    Block,
    Document,
    Footer,
    Heading,
    Kind,
    Paragraph,
    Style,
    Table,
    show_date,
)
from fupin_desktop.reports.sentences import DEMO

_HEADS = ("序号", "对象", "事项", "期限", "责任人", "办理情况")
_KINDS = (Kind.CENTRE, Kind.CENTRE, Kind.TEXT, Kind.CENTRE, Kind.TEXT, Kind.TEXT)
_WIDTHS = (3.0, 5.5, 19.0, 6.5, 7.0, 8.0)
_NUMERALS = "一二三"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one 催办单 says. ``village`` "" is the office itself; ``ahead``: days that are looked forward to."""

    village: str
    on: date
    items: Sequence[Due]
    ahead: int
    unit: str
    phone: str
    by: str = ""
    paper: str = "A4"
    demo: bool = False

    @property
    def heading(self) -> str:
        return f"{self.village or '本办'}催办单"


def build(sheet: Sheet) -> Document:
    """The sheet as a paper."""
    blocks: list[Block] = [
        Addressee(f"{sheet.village}村民委员会、驻村工作队" if sheet.village else f"{sheet.unit}各经办人"),
        Paragraph(_opening(sheet)),
        *_parts(sheet),
        Footer(
            [
                ("催办单位", sheet.unit),
                ("经办人", sheet.by or "　　　　"),
                ("电话", sheet.phone),
                ("日期", show_date(sheet.on)),
                ("签收人", "　　　　"),
            ]
        ),
    ]
    return Document(
        sheet.heading,
        blocks,
        Style.TABLE,
        sheet.paper,
        subtitle=DEMO if sheet.demo else "",
        author=sheet.unit,
    )


def _opening(sheet: Sheet) -> str:
    count = counted(sheet.items, sheet.on)
    said = [
        f"{words}{count[group]}项"
        for group, words in (
            (Group.OVERDUE, "逾期"),
            (Group.WEEK, "本周到期"),
            (Group.LATER, f"此后{sheet.ahead}天内到期"),
        )
        if count[group]
    ]
    return (
        f"截至{show_date(sheet.on)}，下列事项需要办理：{'、'.join(said)}。"
        "请按期办结，在“办理情况”栏写明结果和日期，签字后交回。"
    )


def _parts(sheet: Sheet) -> Iterator[Block]:
    number = 0
    for place, (group, part) in enumerate(groupby(sheet.items, lambda each: group_of(each.due, sheet.on))):
        items = list(part)
        label = f"此后{sheet.ahead}天" if group is Group.LATER else group.label
        yield Heading(f"{_NUMERALS[place]}、{label}（{len(items)}项）")
        yield Table(
            _HEADS,
            [_row(number + at, each, sheet.on) for at, each in enumerate(items, 1)],
            _KINDS,
            widths=_WIDTHS,
            least=[1.8] * len(items),
        )
        number += len(items)


def _row(number: int, item: Due, on: date) -> list[str]:
    days = f"{item.due.year}-{item.due.month:02}-{item.due.day:02}\n{days_words(item.days_left(on))}"
    return [str(number), item.head or item.village or "本办", item.text, days, item.person, ""]
