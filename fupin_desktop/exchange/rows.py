"""What was read from one sheet of an export: households and people in plain form, and what is odd about them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.id_number import IdNumber
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange import layouts

REFUSED, FINDING, REMARK = "refused", "finding", "remark"
"""How bad a problem is: the row is not taken; taken and pointed out; only said."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is odd about one cell or row of a file; ``row`` counts as Excel does, ``column`` is its letter."""

    file: str
    sheet: str
    row: int | None
    column: str
    field: str
    severity: str
    text: str
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        names = ("file", "sheet", "row", "column", "field", "severity", "text")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What one column of the file is taken for; ``key`` is "" for one that nobody knows."""

    letter: str
    heading: str
    key: str

    @property
    def label(self) -> str:
        return layouts.field_of(self.key).label if self.key else ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken in."""

    row: int
    number: str
    name: str


@dataclass(slots=True)
class Rows:
    """Everything read from one sheet. Households and people are tuples of plain values, in the order of their keys."""

    file: str
    sheet: str
    header_row: int
    layout: str
    columns: tuple[ColumnMeaning, ...]
    titles: tuple[str, ...]
    data_day: date | None = None
    remarks: list[str] = field(default_factory=list)
    household_keys: tuple[str, ...] = ()
    person_keys: tuple[str, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    households: list[tuple[Plain, ...]] = field(default_factory=list)
    household_rows: array[int] = field(default_factory=lambda: array("l"))
    people: list[tuple[Plain, ...]] = field(default_factory=list)
    owners: array[int] = field(default_factory=lambda: array("l"))
    person_rows: array[int] = field(default_factory=lambda: array("l"))
    extras: list[str] = field(default_factory=list)
    odd_numbers: dict[int, IdNumber] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    refused_of: dict[int, int] = field(default_factory=dict)

    @property
    def unknown_columns(self) -> list[str]:
        return [each.heading for each in self.columns if not each.key]

    def say(
        self, row: int | None, column: str, key: str, severity: str, text: str, value: object = ""
    ) -> None:
        """Note something odd about a row."""
        label = layouts.field_of(key).label if key else ""
        shown = _masked(str(value)) if key in ("person.id_number", "household.account") else str(value)
        self.problems.append(RowProblem(self.file, self.sheet, row, column, label, severity, text, shown))

    def join(self, more: Rows) -> None:
        """Put the rows of a further file behind these. Raises Refused when its columns are others."""
        if (more.household_keys, more.person_keys) != (self.household_keys, self.person_keys):
            raise Refused([Problem("file", f"“{more.file}”的列与“{self.file}”不一样，请分别导入")])
        if more.data_day != self.data_day:
            raise Refused([Problem("file", f"“{more.file}”的数据日期与“{self.file}”不一样，请分别导入")])
        owners = {}
        for (number, owner), household in zip(more.numbers.items(), more.households, strict=True):
            if number not in self.numbers:
                self.numbers[number] = len(self.households)
                self.households.append(household)
                self.household_rows.append(more.household_rows[owner])
            owners[owner] = self.numbers[number]
        self.people += more.people
        self.owners.extend(owners[owner] for owner in more.owners)
        self.person_rows.extend(more.person_rows)
        self.extras += more.extras
        self.problems += more.problems
        self.refused += more.refused
        self.remarks += more.remarks

    def letter(self, key: str) -> str:
        return next((each.letter for each in self.columns if each.key == key), "")


def _masked(number: str) -> str:
    return number if len(number) < 12 else f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def keys_of(keys: Sequence[str], table: str) -> list[tuple[int, str]]:
    """Where the fields of a table stand in a tuple: (place, field name)."""
    return [
        (place, key.partition(".")[2]) for place, key in enumerate(keys) if key.partition(".")[0] == table
    ]
