"""Writes a list of households to a workbook as it is shown: these rows, these columns, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.lists import HouseholdLine
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.household import Households
from fupin_desktop.services.tasks import Watch

AT_ONCE = 500
NUMBERS = (Kind.WHOLE, Kind.MONEY, Kind.DECIMAL, Kind.YEAR)


def write_lines(
    households: Households, path: Path, ids: Sequence[int], columns: Sequence[str], watch: Watch
) -> int:
    """Write the households of a list. Gives how many. Raises Trouble when the file cannot be written."""
    fields = [HouseholdLine.fields[name] for name in columns]
    codes = frozenset(place for place, field in enumerate(fields) if field.kind is Kind.TEXT)
    sheet = SheetOut(
        name="农户", heads=[field.label for field in fields], rows=_rows(households, ids, fields, watch),
        text_columns=codes, widths=[max(field.width, len(field.label) * 2) + 2 for field in fields],
    )  # fmt: skip
    return write_table(path, [sheet])


def _rows(
    households: Households, ids: Sequence[int], fields: Sequence[Field], watch: Watch
) -> Iterator[list[Any]]:
    for first in range(0, len(ids), AT_ONCE):
        watch.step(first, len(ids), f"第{first + 1}户")
        part = ids[first : first + AT_ONCE]
        lines = households.lines(part)
        yield from ([_cell(field, lines[id]) for field in fields] for id in part if id in lines)


def _cell(field: Field, line: HouseholdLine) -> Any:
    value = getattr(line, field.name)
    return value if field.kind in NUMBERS else field.show(value)
