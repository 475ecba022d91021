"""What was read from one sheet of an export: households and people in plain form, and what is odd about them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.id_number import IdNumber
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange import layouts

if TYPE_CHECKING:
    from fupin_desktop.exchange.grouping import Unnumbered
    from fupin_desktop.exchange.guessing import Proposal

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
    """What one column of the file is taken for; ``key`` is "" for one that nobody knows.

    ``samples`` are its first values, ``proposals`` what it may be, the likeliest first.
    """

    letter: str
    heading: str
    key: str
    samples: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def label(self) -> str:
        return layouts.field_of(self.key).label if self.key else ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken in; ``file`` is "" where there is only one."""

    row: int
    number: str
    name: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several files read as one: its name, sheet and columns, and the places its households and people begin at."""

    file: str
    sheet: str
    columns: tuple[ColumnMeaning, ...]
    household: int = 0
    person: int = 0


@dataclass(slots=True)
class Rows:
    """Everything read from one sheet. Households and people are tuples of plain values, in the order of their keys.

    ``asks``: what the clerk has to say before any row can be read; then there are none. ``unnumbered``: the households
    of a list without 户编号, by the stand-in that they have in ``numbers``. ``kept``: the office's own layout it is in.
    """

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
    parts: list[Part] = field(default_factory=list)
    """The files in their order where there are several."""
    list_key: str = "people"
    kept: str = ""
    asks: tuple[str, ...] = ()
    unnumbered: dict[str, Unnumbered] = field(default_factory=dict)

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

    def say_of(self, level: str, place: int, key: str, severity: str, text: str) -> None:
        """Note something odd about a household or person by its place, in the file that it came from."""
        rows = self.household_rows if level == "household" else self.person_rows
        part = self.part_of(level, place)
        letter = next((each.letter for each in part.columns if each.key == key), "") if key else ""
        label = layouts.field_of(key).label if key else ""
        self.problems.append(RowProblem(part.file, part.sheet, rows[place], letter, label, severity, text))

    def part_of(self, level: str, place: int) -> Part:
        """The file that a household or person came from."""
        if not self.parts:
            return Part(self.file, self.sheet, self.columns)
        begins = [each.household if level == "household" else each.person for each in self.parts]
        return self.parts[bisect_right(begins, place) - 1]

    def join(self, more: Rows) -> None:
        """Put the rows of a further file behind these. Raises Refused when its columns are others."""
        if (more.household_keys, more.person_keys) != (self.household_keys, self.person_keys):
            raise Refused([Problem("file", f"“{more.file}”的列与“{self.file}”不一样，请分别导入")])
        if more.data_day != self.data_day:
            raise Refused([Problem("file", f"“{more.file}”的数据日期与“{self.file}”不一样，请分别导入")])
        if not self.parts:
            self.parts = [Part(self.file, self.sheet, self.columns)]
            self.refused = [replace(each, file=self.file) for each in self.refused]
        self.parts.append(Part(more.file, more.sheet, more.columns, len(self.households), len(self.people)))
        owners = {}
        for (number, owner), household in zip(more.numbers.items(), more.households, strict=True):
            if number not in self.numbers:
                self.numbers[number] = len(self.households)
                self.households.append(household)
                self.household_rows.append(more.household_rows[owner])
            elif self.households[self.numbers[number]] != household:
                first = self.part_of("household", self.numbers[number]).file
                text = f"户编号{number}在“{first}”里也有，农户信息不一致，以“{first}”为准，请核对"
                row = more.household_rows[owner]
                more.say(row, more.letter("household.number"), "household.number", FINDING, text)
            owners[owner] = self.numbers[number]
        self.unnumbered |= more.unnumbered
        self.people += more.people
        self.owners.extend(owners[owner] for owner in more.owners)
        self.person_rows.extend(more.person_rows)
        self.extras += more.extras
        self.problems += more.problems
        self.refused += [replace(each, file=more.file) for each in more.refused]
        self.remarks += more.remarks

    def renumber(self, given: Mapping[str, tuple[str, bool]], refused: Mapping[str, str]) -> None:
        """Put numbers (and whether they are the office's own) in place of stand-ins; households in ``refused`` go out
        with all their rows, for the reason given there."""
        for stand_in, why in refused.items():
            self.say_of("household", self.numbers[stand_in], "household.head", REFUSED, why)
        at, own = (self.household_keys.index(f"household.{name}") for name in ("number", "office_number"))
        gone = {self.numbers[stand_in] for stand_in in refused}
        names = self.person_keys.index("person.name") if "person.name" in self.person_keys else None
        for place, owner in enumerate(self.owners):
            if owner in gone and names is not None:
                name, part = str(self.people[place][names]), self.part_of("person", place)
                self.refused.append(
                    RefusedRow(self.person_rows[place], "", name, part.file if self.parts else "")
                )
        self._drop(gone)
        for stand_in, (number, is_own) in given.items():
            values = list(self.households[self.numbers[stand_in]])
            values[at], values[own] = number, int(is_own)
            self.households[self.numbers[stand_in]] = tuple(values)
        self.numbers = {
            given[number][0] if number in given else number: owner for number, owner in self.numbers.items()
        }
        self.refused = [
            replace(each, number=given.get(each.number, ("",))[0]) if each.number in self.unnumbered else each
            for each in self.refused
        ]

    def _drop(self, gone: Collection[int]) -> None:
        """Take out households by their places, with their people."""
        if not gone:
            return
        kept = [place for place in range(len(self.households)) if place not in gone]
        people = [place for place, owner in enumerate(self.owners) if owner not in gone]
        now = {old: new for new, old in enumerate(kept)}
        then = {old: new for new, old in enumerate(people)}
        self.parts = [
            replace(
                each, household=bisect_left(kept, each.household), person=bisect_left(people, each.person)
            )
            for each in self.parts
        ]
        self.numbers = {number: now[owner] for number, owner in self.numbers.items() if owner in now}
        self.households = [self.households[place] for place in kept]
        self.household_rows = array("l", (self.household_rows[place] for place in kept))
        self.owners = array("l", (now[self.owners[place]] for place in people))
        self.people = [self.people[place] for place in people]
        self.person_rows = array("l", (self.person_rows[place] for place in people))
        self.extras = [self.extras[place] for place in people]
        self.odd_numbers = {then[place]: read for place, read in self.odd_numbers.items() if place in then}
        self.refused_of = {now[owner]: count for owner, count in self.refused_of.items() if owner in now}

    def called(self, number: str) -> str:
        """A household as a sentence names it."""
        known = self.unnumbered.get(number)
        return known.called if known else f"户编号{number}"

    def letter(self, key: str) -> str:
        return next((each.letter for each in self.columns if each.key == key), "")


def _masked(number: str) -> str:
    return number if len(number) < 12 else f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def keys_of(keys: Sequence[str], table: str) -> list[tuple[int, str]]:
    """Where the fields of a table stand in a tuple: (place, field name)."""
    return [
        (place, key.partition(".")[2]) for place, key in enumerate(keys) if key.partition(".")[0] == table
    ]
