"""来表即填: what the cells of a form from above are filled with, and the sums that a form holds itself to.

A key is ``village.name``, ``village_year.collective_income~ago``, ``figure:poor.households``, a field of a person's or
household's row (``person.name``, ``household.head_id``), ``row.number``, or of the office (``office.unit``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from fupin_desktop.domain.values import Cell

FIGURE = "figure:"


class RowKind(Enum):
    """What a row of a form is about; ``NONE``: a form of single cells."""

    VILLAGE = "villages"
    HOUSEHOLD = "households"
    PERSON = "people"
    NONE = "cells"


@dataclass(frozen=True, slots=True)
class Slot:
    """One column (or, with ``row``, one single cell) of a form: where, what stands above or beside it, what fills it."""

    column: int
    heading: str
    key: str = ""
    reason: str = ""
    row: int | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum that the form holds itself to: 已投入 = 到户 + 到村, by the columns' headings as its note says them."""

    total: str
    parts: tuple[str, ...]

    @property
    def said(self) -> str:
        return f"{self.total}={'+'.join(self.parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a form is filled. Rows count from nought: ``model`` is the first to be filled, ``room`` how many stand ready."""

    kind: RowKind
    sheet: str
    model: int = 0
    room: int = 0
    total: int | None = None
    slots: tuple[Slot, ...] = ()
    equations: tuple[Equation, ...] = ()

    def as_json(self) -> str:
        """As ``KeptForm.cells`` keeps it: only what the clerk decided; the form itself says the rest."""
        chosen = {_place(each): each.key for each in self.slots}
        return json.dumps({"kind": self.kind.value, "keys": chosen}, ensure_ascii=False)


def _place(slot: Slot) -> str:
    return f"{slot.column}" if slot.row is None else f"{slot.row},{slot.column}"


def with_choices(plan: Plan, kept: str) -> Plan:
    """A plan with what the clerk decided before, by place and heading."""
    from dataclasses import replace

    said = json.loads(kept or "{}")
    keys: Mapping[str, str] = said.get("keys", {})
    slots = tuple(
        replace(each, key=keys[_place(each)], certain=True, reason="已登记") if _place(each) in keys else each
        for each in plan.slots
    )
    return replace(plan, slots=slots, kind=RowKind(said.get("kind", plan.kind.value)))


@dataclass(slots=True)
class FilledRow:
    """One row as it is written: cells by column, and the keys of figures that have a list behind them.

    ``household`` is the id of the household that a row of people is about.
    """

    name: str
    cells: dict[int, Cell] = field(default_factory=dict)
    traces: dict[int, str] = field(default_factory=dict)
    household: int | None = None


_SUM = re.compile(
    r"^(?:注[：:])?\s*(?:\d+[.、．]|[（(]\d+[)）])?\s*([^=＝。；;]{2,20}?)\s*[=＝]\s*([^。；;]+?)[。；;]?\s*$"
)


def equations(notes: Sequence[str]) -> tuple[Equation, ...]:
    """The sums that notes below a form speak of: 已投入帮扶资金= 用于帮扶到户资金 + 用于帮扶到村资金."""
    found = []
    for note in notes:
        for line in re.split(r"[\n；;。]", note):
            said = _SUM.match(line.strip())
            parts = [part.strip() for part in re.split(r"[+＋]", said[2])] if said else []
            if said and len(parts) > 1 and all(parts):
                found.append(Equation(said[1].strip(), tuple(parts)))
    return tuple(dict.fromkeys(found))


def violations(
    rows: Sequence[FilledRow], sums: Sequence[Equation], columns: Mapping[str, int]
) -> Iterator[tuple[FilledRow, Equation, Decimal, Decimal]]:
    """The rows that break a sum, with both sides. A blank part counts nothing; without the total nothing is said."""
    for equation in sums:
        places = [columns.get(each) for each in (equation.total, *equation.parts)]
        if places[0] is None or all(each is None for each in places[1:]):
            continue
        for row in rows:
            total = row.cells.get(places[0])
            parts = [row.cells.get(place) for place in places[1:] if place is not None]
            if not _is_number(total) or not any(_is_number(each) for each in parts):
                continue
            left = Decimal(str(total))
            right = sum((Decimal(str(each)) for each in parts if _is_number(each)), Decimal(0))
            if left != right:
                yield row, equation, left, right


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
