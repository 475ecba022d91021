"""The register as a sheet: in a national layout, or in our own with everything the office knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from fupin_desktop.db import exporting as stored
from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.plain import Plain, from_plain
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import Layout, field_of, fields, vocabulary
from fupin_desktop.exchange.writing import SheetOut

TITLE = "乡镇扶贫工作台　农户与成员"
_ID, _CARD, _SORT = "person.id_number", "person.disability_card", "person.id_kind"


def people_sheet(unit: Unit, day: date, village: str | None, layout: Layout | None) -> SheetOut:
    """One row a person. In a national layout present members of registered households, else everybody."""
    heads, keys = _columns(layout)
    more = _kept_columns(unit, heads)
    asked = [*keys, _CARD, _SORT]
    found = stored.people(unit, asked, day.isoformat(), day.year, village, layout is None)
    rows = _people(found, heads, keys, more, day, layout is not None)
    return _sheet("家庭成员", layout, [*heads, *more], rows, day, [*keys, *[""] * len(more)])


def household_sheet(unit: Unit, day: date, village: str | None) -> SheetOut:
    """One row a household, with everything the office knows of it."""
    keys = [key for key in _every_key() if not key.startswith(("person.", "person_year."))]
    heads = [field_of(key).label for key in keys]
    show = [_shower(key) for key in keys]
    found = stored.households(unit, keys, day.isoformat(), day.year, village, True)
    rows: Iterable[list[Cell]] = (
        [write(value) for write, value in zip(show, row[1:], strict=True)] for row in found
    )
    return _sheet("农户", None, heads, rows, day, keys)


def _every_key() -> list[str]:
    """All keys: places, household, members, years; what the office alone knows is among them."""
    order = ("village", "household", "person", "standing", "household_year", "person_year", "monitoring")
    keys = [key for key in fields() if not key.startswith("sheet.")]
    return sorted(keys, key=lambda key: order.index(key.partition(".")[0]))


def _columns(layout: Layout | None) -> tuple[list[str], list[str]]:
    if layout is None:
        keys = _every_key()
        return [field_of(key).label for key in keys], keys
    return list(layout.headings), [vocabulary()[normal(heading)] for heading in layout.headings]


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


def _people(
    found: Iterable[tuple[Any, ...]], heads: Sequence[str], keys: Sequence[str], more: Sequence[str], day: date,
    national: bool,
) -> Iterator[list[Cell]]:  # fmt: skip
    show = [_shower(key) for key in keys]
    id_at = keys.index(_ID) if _ID in keys else None
    serial = keys.index("sheet.serial") if "sheet.serial" in keys else None
    days = keys.index("sheet.day") if "sheet.day" in keys else None
    for number, row in enumerate(found, 1):
        values = row[3 : 3 + len(keys)]
        card, sort = row[-2:]
        cells: list[Cell] = [write(value) for write, value in zip(show, values, strict=True)]
        if national and id_at is not None and sort == "disabled" and card:
            cells[id_at] = card
        if serial is not None:
            cells[serial] = str(number)
        if days is not None:
            cells[days] = day.isoformat()
        kept = json.loads(row[2]) if row[2] else {}
        if kept:
            cells = [
                kept.get(head, "") if cell == "" else cell for head, cell in zip(heads, cells, strict=True)
            ]
        yield [*cells, *(kept.get(head, "") for head in more)]


def _shower(key: str) -> Callable[[Plain], str]:
    """Writes plain values of a column as the national system does: every cell text."""
    spec = field_of(key)
    known: dict[Plain, str] = {None: ""}

    def show(value: Plain) -> str:
        text = known.get(value)
        if text is None:
            text = _written(spec, value)
            if len(known) < 20_000:
                known[value] = text
        return text

    return show


def _written(spec: Field, value: Plain) -> str:
    if value == "":
        return ""
    meant = from_plain(spec, value)
    if spec.kind is Kind.MONEY:
        return f"{meant:.2f}"
    if spec.kind is Kind.CHOICES:
        return ",".join(each.label for each in meant)
    return spec.show(meant)


def _sheet(
    name: str,
    layout: Layout | None,
    heads: Sequence[str],
    rows: Iterable[list[Cell]],
    day: date,
    keys: Sequence[str],
) -> SheetOut:
    titles = (
        layout.title if layout else TITLE,
        f"数据日期：{day}　　{layout.unit if layout else '单位：人、元'}",
    )
    widths = [field_of(key).width + 2 if key else 12 for key in keys]
    return SheetOut(name, heads, rows, titles, frozenset(range(len(heads))), widths)
