"""花名册 and 签领表: a numbered list with its sums, money also in words, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fupin_desktop.domain.fields import Kind as FieldKind
from fupin_desktop.domain.roster import Blank, Chosen, Column, Roster
from fupin_desktop.domain.terms import money_in_words
from fupin_desktop.reports.document import (
    Block,
    Cell,
    Document,
    Footer,
    Kind,
    Note,
    Style,
    Table,
    Wide,
    show_date,
)
from fupin_desktop.reports.sentences import DEMO

_HAND = 1.9  # height of a row that is signed, in lines
_UPRIGHT = 43  # characters of the table's type that stand side by side on an upright A4 page
_BLANK_WIDTH = {"签字": 7, "签名": 7, "手印": 4, "代领": 7, "代领人": 7, "领取日期": 7, "备注": 7}
_CENTRED = (FieldKind.CHOICE, FieldKind.FLAG, FieldKind.DATE, FieldKind.YEAR)
_LONG = 12  # a text of more characters runs from the left


def build(roster: Roster) -> Document:
    """The roster as a paper for the files."""
    landscape = roster.landscape
    if landscape is None:
        landscape = _width(roster.columns) > _UPRIGHT * (1.41 if roster.paper == "A3" else 1)
    notes = (
        [Note(f"注：本表有{'、'.join(roster.private())}，只供内部使用，不得张贴。")]
        if any(roster.private())
        else []
    )
    blocks: list[Block] = [_table(roster), *notes, _footer(roster)]
    return Document(
        roster.heading,
        blocks,
        Style.TABLE,
        roster.paper,
        landscape,
        subtitle=DEMO if roster.demo else "",
        author=roster.unit,
    )


def _table(roster: Roster) -> Table:
    rows: list[list[Cell]] = [
        [str(number), *(_shown(column, value) for column, value in zip(roster.columns, row, strict=True))]
        for number, row in enumerate(roster.rows, 1)
    ]
    sums = list(_sums(roster))
    signed = any(isinstance(each, Blank) and each.heading != "备注" for each in roster.columns)
    return Table(
        ["序号", *(each.heading for each in roster.columns)],
        [*rows, *sums],
        [Kind.CENTRE, *(_kind(roster, at) for at in range(len(roster.columns)))],
        widths=[3, *map(_column_width, roster.columns)],
        totals=len(sums),
        least=[_HAND if signed else 0.0] * len(rows) + [0.0] * len(sums),
    )


def _shown(column: Chosen, value: object) -> str:
    return column.show(value) if isinstance(column, Column) else ""


def _sums(roster: Roster) -> Iterator[list[Cell]]:
    """合计, and below it each sum of money in words."""
    totals = roster.totals()
    if not totals:
        return
    shown = [
        _total(column, totals[at]) if isinstance(column, Column) and at in totals else ""
        for at, column in enumerate(roster.columns)
    ]
    yield [
        "合计",
        *(_counted(roster, each) or cell for each, cell in zip(roster.columns, shown, strict=True)),
    ]
    money = [(at, column) for at, column in enumerate(roster.columns) if at in totals and _is_money(column)]
    for at, column in money:
        name = "" if len(money) == 1 else column.heading.split("（")[0]
        words = f"{name}合计（大写）：{money_in_words(totals[at])}"
        yield [Wide(words, len(roster.columns) + 1, Kind.TEXT)]


def _is_money(column: Chosen) -> bool:
    return isinstance(column, Column) and column.is_money


def _counted(roster: Roster, column: Chosen) -> str:
    """18户 below the heads, where each household stands once and its people are added up."""
    once = any(isinstance(each, Column) and each.key == "people" and each.total for each in roster.columns)
    return f"{len(roster.rows)}户" if once and isinstance(column, Column) and column.key == "head" else ""


def _total(column: Column, total: Decimal) -> str:
    """A sum as the figures above it: money with its 分, people as a whole number."""
    return column.show(total) if column.kind is not FieldKind.WHOLE else str(int(total))


def _kind(roster: Roster, at: int) -> Kind:
    """Figures on their decimal point, short words in the middle, long ones from the left."""
    column = roster.columns[at]
    if not isinstance(column, Column):
        return Kind.CENTRE
    if column.is_money:
        return Kind.MONEY
    if column.kind in (FieldKind.WHOLE, FieldKind.DECIMAL):
        return Kind.NUMBER
    if column.kind in _CENTRED:
        return Kind.CENTRE
    longest = max((len(column.show(row[at])) for row in roster.rows), default=0)
    return Kind.TEXT if longest > _LONG and not column.private else Kind.CENTRE


def _column_width(column: Chosen) -> float:
    return (
        column.width
        if isinstance(column, Column)
        else _BLANK_WIDTH.get(column.heading, max(len(column.heading), 7))
    )


def _width(columns: Sequence[Chosen]) -> float:
    return 3 + sum(_column_width(each) + 0.6 for each in columns)


def _footer(roster: Roster) -> Footer:
    return Footer(
        [
            ("填报单位", roster.unit),
            ("制表人", roster.by or "　　　　"),
            ("审核人", roster.reviewer or "　　　　"),
            ("日期", show_date(roster.on)),
        ]
    )
