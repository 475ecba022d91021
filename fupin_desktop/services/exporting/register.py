"""The register as a sheet: in a national layout, or in our own with everything the office knows."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from fupin_desktop.db import exporting as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import HEAD_ID, MEASURE_WORDS, field_of, fields
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.exporting.shapes import Shape
from fupin_desktop.services.exporting.showing import shower, shower_of

TITLE = "乡镇扶贫工作台　农户与成员"
_ID = "person.id_number"
_BEHIND = ("person.disability_card", "person.id_kind", MEASURE_WORDS, _ID, "person.relation")
_NOTHING = "sheet.serial"
"""Asked of the database where a column has no field of ours: nothing is stored of it."""


def people_sheet(unit: Unit, day: date, village: str | None, shape: Shape | None) -> SheetOut:
    """One row a person. In a national layout present members of registered households, else everybody."""
    whole = shape or _everything()
    more = _kept_columns(unit, whole.headings)
    writing = _Writing(whole, more, day, national=shape is not None)
    found = stored.people(unit, writing.asked, day.isoformat(), day.year, village, shape is None)
    name = "农户" if whole.list == "households" else "家庭成员"
    return _sheet(name, whole, more, writing.rows(found), day)


def household_sheet(unit: Unit, day: date, village: str | None) -> SheetOut:
    """One row a household, with everything the office knows of it."""
    keys = [key for key in _every_key() if not key.startswith(("person.", "person_year."))]
    show = [shower(key) for key in keys]
    found = stored.households(unit, keys, day.isoformat(), day.year, village, True)
    rows: Iterable[list[Cell]] = (
        [write(value) for write, value in zip(show, row[1:], strict=True)] for row in found
    )
    return _sheet("农户", _shape(keys), (), rows, day)


def _every_key() -> list[str]:
    """All keys: places, household, members, years; what the office alone knows is among them."""
    order = ("village", "household", "person", "standing", "household_year", "person_year", "monitoring")
    keys = [key for key in fields() if not key.startswith("sheet.")]
    return sorted(keys, key=lambda key: order.index(key.partition(".")[0]))


def _everything() -> Shape:
    return _shape(_every_key())


def _shape(keys: Sequence[str]) -> Shape:
    return Shape("", tuple(field_of(key).label for key in keys), tuple(keys), "people", TITLE, "单位：人、元")


def _kept_columns(unit: Unit, heads: Sequence[str]) -> list[str]:
    """The headings of kept columns that are none of ours, in the order in which they came."""
    found: dict[str, None] = {}
    for text in stored.extras(unit):
        found.update(dict.fromkeys(json.loads(text)))
    first: dict[str, int] = {}
    for batch in unit.batches.all():
        for place, (_, heading, _key) in enumerate(json.loads(batch.columns or "[]")):
            first.setdefault(heading, place)
    known = {normal(head) for head in heads}
    return sorted(
        (each for each in found if normal(each) not in known), key=lambda each: first.get(each, 9999)
    )


class _Writing:
    """Rows of stored values as rows of cells, in the columns of a shape and the kept ones behind them."""

    def __init__(self, shape: Shape, more: Sequence[str], day: date, *, national: bool) -> None:
        self._shape, self._more, self._day, self._national = shape, more, day, national
        self._show = shower_of(shape)
        self._places = {key: place for place, key in enumerate(shape.keys) if key}
        self.asked = [*(key or _NOTHING for key in shape.keys), *_BEHIND]
        """The keys whose values each row has behind its household, person and kept columns."""

    def rows(self, found: Iterable[tuple[Any, ...]]) -> Iterator[list[Cell]]:
        """The rows; in a list of households only the first of each."""
        if self._shape.list == "households":
            found = (next(rows) for _, rows in itertools.groupby(found, key=itemgetter(0)))
        home, head = None, ""
        for number, row in enumerate(found, 1):
            if row[0] != home:  # the head of a household is its first row
                home, head = row[0], str(row[-2] or "") if row[-1] == "head" else ""
            yield self._row(number, row, head)

    def _row(self, number: int, row: tuple[Any, ...], head: str) -> list[Cell]:
        shape, places = self._shape, self._places
        values = row[3 : 3 + len(shape.keys)]
        card, sort, words = row[3 + len(shape.keys) :][:3]
        cells = self._show(values, words)
        if self._national and _ID in places and sort == "disabled" and card:
            cells[places[_ID]] = card
        if HEAD_ID in places:
            cells[places[HEAD_ID]] = head
        if "sheet.serial" in places:
            cells[places["sheet.serial"]] = str(number)
        if "sheet.day" in places:
            cells[places["sheet.day"]] = self._day.isoformat()
        kept = json.loads(row[2]) if row[2] else {}
        if kept:
            cells = [
                kept.get(head, "") if cell == "" else cell
                for head, cell in zip(shape.headings, cells, strict=True)
            ]
        return [*cells, *(kept.get(head, "") for head in self._more)]


def _sheet(
    name: str, shape: Shape, more: Sequence[str], rows: Iterable[list[Cell]], day: date
) -> SheetOut:  # fmt: skip
    titles = (shape.title or TITLE, f"数据日期：{day}　　{shape.unit or '单位：人、元'}")
    heads = [*shape.headings, *more]
    widths = [field_of(key).width + 2 if key else 12 for key in (*shape.keys, *[""] * len(more))]
    return SheetOut(name, heads, rows, titles, frozenset(range(len(heads))), widths)
