"""A form, and what it says before it is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from fupin_desktop.domain.filling import FilledRow, Plan, Slot
from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.period import Period
from fupin_desktop.domain.sheets import KeptForm
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.filling import BlankForm
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.services.outgoing import mask_account


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be filled: a registered one, a built-in one, or a file. ``kept`` is None where nothing is registered."""

    name: str
    path: Path
    blank: BlankForm
    plan: Plan
    kept: KeptForm | None = None
    builtin: bool = False


@dataclass(slots=True)
class Preview:
    """A form with its rows, before it is written. ``wrong`` says which sums do not hold."""

    form: Form
    day: date
    period: Period | None
    rows: list[FilledRow] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    _sums: tuple[dict[int, Cell], dict[int, Decimal]] | None = None

    def sum_up(self) -> tuple[dict[int, Cell], dict[int, Decimal]]:
        """The first value and the sum of each column, counted once, when all rows are there."""
        if self._sums is None:
            firsts: dict[int, Cell] = {}
            sums: dict[int, Decimal] = {}
            for row in self.rows:
                for column, value in row.cells.items():
                    if value in ("", None):
                        continue
                    firsts.setdefault(column, value)
                    if isinstance(value, int | float | Decimal):
                        sums[column] = sums.get(column, Decimal(0)) + Decimal(str(value))
            self._sums = firsts, sums
        return self._sums

    def _known(self, slot: Slot) -> bool:
        return slot.column in self.sum_up()[0]

    @property
    def filled(self) -> list[str]:
        """The headings of the columns that are filled."""
        return [each.heading for each in self.form.plan.slots if each.key and self._known(each)]

    @property
    def unfilled(self) -> list[str]:
        """The headings that stay blank: nobody knows what they mean, or nothing is kept of it."""
        return [each.heading for each in self.form.plan.slots if not each.key or not self._known(each)]

    @property
    def private(self) -> bool:
        """Whether there are numbers of people in it."""
        return any(hider(each.key) for each in self.form.plan.slots)

    @staticmethod
    def letter(slot: Slot) -> str:
        """The letter of a column, as Excel names it."""
        return column_letters(slot.column)

    def sample(self, slot: Slot) -> str:
        """The first value of a column, for a person to look at."""
        found = self.sum_up()[0].get(slot.column)
        hide = hider(slot.key)
        said = "" if found is None else shown(found)
        return hide(said) if hide and said else said

    @property
    def totals(self) -> dict[int, Cell]:
        """The sums of the number columns."""
        sums = self.sum_up()[1]
        slots = (each for each in self.form.plan.slots if each.key != "row.number")
        return {each.column: sums[each.column] for each in slots if each.column in sums}

    @property
    def sentence(self) -> str:
        """What a person is told first."""
        said, blank = f"“{self.form.name}”填了{len(self.rows)}行{len(self.filled)}列", self.unfilled
        if blank:
            some = "、".join(blank[:5]) + ("等" if len(blank) > 5 else "")
            said += f"，{len(blank)}列没有数据，留空待填：{some}"
        return said


def shown(value: Cell) -> str:
    """A value as a person reads it."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def hider(key: str) -> Callable[[str], str] | None:
    """How the values of a key are hidden, None for one that is shown."""
    if key in ("person.id_number", "head.id_number", "person.disability_card"):
        return mask_number
    return mask_account if key == "household.account" else None


def masked(made: Preview) -> Iterator[FilledRow]:
    """The rows with numbers of people hidden in the middle."""
    hide = {slot.column: by for slot in made.form.plan.slots if (by := hider(slot.key))}
    for row in made.rows:
        cells = {
            column: hide[column](str(value)) if column in hide and value else value
            for column, value in row.cells.items()
        }
        yield dataclasses.replace(row, cells=cells)
