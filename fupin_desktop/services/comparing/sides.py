"""One side of a comparison: who is on the list of a day, and what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fupin_desktop.db import exporting as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import JoinReason, LeaveReason
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.presence import column, present
from fupin_desktop.exchange.reading import Step, read_rows
from fupin_desktop.exchange.recognising import Known
from fupin_desktop.exchange.rows import Rows

HERE = "本办数据"


@dataclass(eq=False)
class Side:
    """A list as of ``day``. ``people`` and ``households`` are the places in ``rows`` that count: nobody who has left.

    ``why_left`` and ``why_came`` say why somebody went or came, by ID number or 人编号, where the list says so.
    """

    name: str
    rows: Rows
    day: date | None
    office: bool = False
    households: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    why_left: dict[Plain, str] = field(default_factory=dict)
    why_came: dict[Plain, str] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows = self.rows
        self.numbers = list(rows.numbers)
        self.households, self.people = present(rows, self.day)
        left = column(rows.person_keys, rows.people, "person.left_on")
        if left:
            self._tell_reasons(left)

    def _tell_reasons(self, left: Sequence[Plain]) -> None:
        rows = self.rows
        for key, codes, told in (
            ("person.leave_reason", LeaveReason, self.why_left),
            ("person.join_reason", JoinReason, self.why_came),
        ):
            reasons = column(rows.person_keys, rows.people, key) or []
            for place, code in enumerate(reasons):
                if code and (bool(left[place]) == (key == "person.leave_reason")):
                    for known in self.keys_of(place):
                        told[known] = codes.of(str(code)).label

    def keys_of(self, place: int) -> list[Plain]:
        """The numbers that a person is known by on this list: 人编号 and ID number, where there are any."""
        rows = self.rows
        found = [
            rows.people[place][rows.person_keys.index(key)]
            for key in ("person.number", "person.id_number")
            if key in rows.person_keys
        ]
        return [each for each in found if each]

    @property
    def villages(self) -> set[str]:
        """The villages of its households."""
        found = column(self.rows.household_keys, self.rows.households, "household.village") or []
        return {str(found[place]) for place in self.households if found[place]} if found else set()

    @property
    def has_people(self) -> bool:
        """Is it a list of people, not of households alone?"""
        return "person.name" in self.rows.person_keys


def file_side(path: str | Path, known: Known, step: Step | None = None) -> Side:
    """An export as one side, in a known layout or one of the office's. Raises Trouble when it cannot be read."""
    rows = read_rows(path, None, step, known)
    if rows.unnumbered:
        raise Trouble(f"“{rows.file}”里没有“户编号”一列，两期的户对不上，请在导出时选上户编号。")
    if not rows.households:
        raise Trouble(f"“{rows.file}”里没有读到农户，没有可比的；请确认选的是填好的名单。")
    return Side(rows.file, rows, rows.data_day)


_MORE = ("person.left_on", "person.leave_reason", "person.join_reason", "person.joined_on")


def office_side(unit: Unit, other: Side, villages: Collection[str]) -> Side:
    """What the office has of the fields that ``other`` speaks of, in the villages named (all without any)."""
    day = unit.last_day() or other.day or date.today()
    households = [key for key in other.rows.household_keys if not key.startswith("village.")]
    people = [*(key for key in other.rows.person_keys if key not in _MORE), *_MORE]
    rows = Rows(HERE, HERE, 0, HERE, (), ())
    rows.household_keys = tuple(_first("household.number", households))
    for number, row in enumerate(
        stored.households(unit, rows.household_keys, day.isoformat(), day.year, None, False), 1
    ):
        _keep_household(rows, row[1:], number, villages)
    if other.has_people:
        rows.person_keys = tuple(people)
        asked = ["household.number", *people]
        for row in stored.people(unit, asked, day.isoformat(), day.year, None, True):
            owner = rows.numbers.get(str(row[3]))
            if owner is not None and row[1] is not None:
                rows.people.append(tuple(row[4:]))
                rows.owners.append(owner)
                rows.person_rows.append(0)
                rows.extras.append(str(row[2] or ""))
    return Side(HERE, rows, day, office=True)


def _first(key: str, keys: Sequence[str]) -> list[str]:
    return [key, *(each for each in keys if each != key)]


def _keep_household(rows: Rows, values: tuple[Plain, ...], number: int, villages: Collection[str]) -> None:
    where = (
        rows.household_keys.index("household.village") if "household.village" in rows.household_keys else None
    )
    if where is not None and villages and values[where] not in villages:
        return
    rows.numbers[str(values[0])] = len(rows.households)
    rows.households.append(values)
    rows.household_rows.append(number)
