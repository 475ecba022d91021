"""花名册 and 签领表: which columns a list can show, what a clerk asked of them, and how they add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Field, Kind, Problem
from fupin_desktop.domain.household import Person, PersonYear
from fupin_desktop.domain.housing import Renovation
from fupin_desktop.domain.plan import Measure
from fupin_desktop.domain.values import show_day

SIGNED = ("签字", "签名", "手印", "代领", "代领人", "领取日期")
BY_HAND = (*SIGNED, "备注")
"""Headings of columns that are known to be left blank; any other one is written 空:标题."""

_GIVEN = re.compile(r"(?P<heading>[^=]+)=(?P<amount>\d+(?:\.\d{1,2})?)(?P<each>/人)?")
_BLANK = re.compile(r"空[:：](?P<heading>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one row of a roster is of: a household, and where the list is of them, one of its people, measures …"""

    dossier: Dossier
    person: Person | None = None
    survey: PersonYear | None = None
    measure: Measure | None = None
    renovation: Renovation | None = None
    helper: tuple[Pairing, Cadre] | None = None

    @property
    def people(self) -> int:
        return 1 if self.person else len(self.dossier.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column with figures or words from the data. ``total``: it is added up. ``private``: for the office's files only."""

    key: str
    heading: str
    kind: Kind
    width: float  # in characters
    value: Callable[[Entry], Any]
    field: Field | None = None
    total: bool = False
    private: bool = False

    @property
    def is_money(self) -> bool:
        return self.kind is Kind.MONEY

    @property
    def said(self) -> str:
        """How the column is asked for again."""
        return self.key

    def show(self, value: Any) -> str:
        """A value as printed; money without separators, dates in words."""
        match value:
            case None:
                return ""
            case Decimal() if self.is_money:
                return f"{value:.2f}"
            case date():
                return show_day(value)
        return self.field.show(value) if self.field else str(value)


@dataclass(frozen=True, slots=True)
class Blank:
    """A column that is filled by hand."""

    heading: str

    @property
    def said(self) -> str:
        return self.heading if self.heading in BY_HAND else f"空:{self.heading}"


Chosen = Column | Blank


def given(heading: str, amount: str, each: bool) -> Column:
    """The same amount for everybody: 慰问金（元）=500, or by the number of people: 米（公斤）=10/人."""
    money = "元" in heading
    number = Decimal(amount)

    def value(entry: Entry) -> Decimal:
        return number * entry.people if each else number

    return Column(
        key=f"{heading}={amount}{'/人' if each else ''}",
        heading=heading,
        kind=Kind.MONEY if money else Kind.DECIMAL,
        width=max(len(heading), 6),
        value=value,
        field=None if money else Field(label=heading, kind=Kind.DECIMAL),
        total=True,
    )


def read_columns(said: Sequence[str], known: Mapping[str, Column]) -> list[Chosen]:
    """What a clerk asked for: keys or headings of ``known``, amounts, blanks. Raises Refused for what is none of these."""
    by_heading = {each.heading: each for each in known.values()}
    found: list[Chosen] = []
    unknown = []
    for text in filter(None, (each.strip() for each in said)):
        if text == "序号":
            continue
        column = known.get(text) or by_heading.get(text)
        if column is not None:
            found.append(column)
        elif amount := _GIVEN.fullmatch(text):
            found.append(given(amount["heading"].strip(), amount["amount"], bool(amount["each"])))
        elif text in BY_HAND:
            found.append(Blank(text))
        elif blank := _BLANK.fullmatch(text):
            found.append(Blank(blank["heading"].strip()))
        else:
            unknown.append(text)
    if unknown:
        raise Refused(
            [
                Problem(
                    "columns",
                    f"没有名为“{'、'.join(unknown)}”的列，可以选：{'、'.join(by_heading)}；"
                    f"空白列可以写{'、'.join(BY_HAND)}，或写成“空:标题”；统一金额写成“慰问金（元）=500”",
                )
            ]
        )
    if not found:
        raise Refused([Problem("columns", "还没有选定花名册的列，请至少选一列")])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One village's roster, ready to be set. ``rows`` hold what ``columns`` show, None where it is not known."""

    heading: str
    columns: tuple[Chosen, ...]
    rows: tuple[tuple[Any, ...], ...]
    on: date
    unit: str
    by: str = ""
    reviewer: str = ""
    landscape: bool | None = None  # None: as the columns need
    paper: str = "A4"
    demo: bool = False

    def totals(self) -> dict[int, Decimal]:
        """The sum of each column that is added up, by its place."""
        return {
            at: sum((Decimal(row[at]) for row in self.rows if row[at] is not None), Decimal(0))
            for at, column in enumerate(self.columns)
            if isinstance(column, Column) and column.total
        }

    def private(self) -> Iterator[str]:
        """The headings of columns that must not leave the office."""
        for column in self.columns:
            if isinstance(column, Column) and column.private:
                yield column.heading
