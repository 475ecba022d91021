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

    def _known(self, slot: Slot) -> bool:
        return any(row.cells.get(slot.column) not in ("", None) for row in self.rows)

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
        values = (row.cells.get(slot.column) for row in self.rows)
        found = next((shown(each) for each in values if each not in ("", None)), "")
        hide = hider(slot.key)
        return hide(found) if hide and found else found

    @property
    def totals(self) -> dict[int, Cell]:
        """The sums of the number columns."""
        found: dict[int, Cell] = {}
        for slot in self.form.plan.slots:
            values = [row.cells.get(slot.column) for row in self.rows]
            numbers = [Decimal(str(each)) for each in values if isinstance(each, int | float | Decimal)]
            if numbers and slot.key != "row.number":
                found[slot.column] = sum(numbers, Decimal(0))
        return found

    @property
    def sentence(self) -> str:
        """What a person is told first."""
        said = f"“{self.form.name}”填了{len(self.rows)}行{len(self.filled)}列"
        if self.unfilled:
            some = "、".join(self.unfilled[:5]) + ("等" if len(self.unfilled) > 5 else "")
            said += f"，{len(self.unfilled)}列没有数据，留空待填：{some}"
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
