"""Makes the workbooks that go to the villages."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.id_number import mask_number
from fupin_desktop.domain.plain import show_plain
from fupin_desktop.domain.village_sheet import SheetColumn, SheetRow, VillageBook
from fupin_desktop.services.settings import OfficeFacts
from fupin_desktop.services.village_sheets.lists import Asking, field_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be sent: the list, the keys that are asked, the villages (none: all), the year, and until when."""

    asking: Asking
    keys: tuple[str, ...]
    villages: Sequence[str]
    year: int
    sent_on: date
    due_on: date | None = None
    whole_ids: bool = False


def books(unit: Unit, facts: OfficeFacts, wanted: Wanted, day: date) -> Iterator[VillageBook]:
    """A workbook for each village that has any rows; ``day`` says who is on the register."""
    for village in unit.villages.all(order=("place",)):
        if wanted.villages and village.name not in wanted.villages:
            continue
        rows = list(_rows(unit, wanted, village.name, day))
        if rows:
            yield VillageBook(
                token=secrets.token_hex(8), subject=wanted.asking.key, label=wanted.asking.label,
                township=facts.township, village=village.name, year=wanted.year, sent_on=wanted.sent_on,
                due_on=wanted.due_on, unit=facts.unit or facts.township, phone=facts.office_phone or facts.phone,
                columns=columns(wanted), rows=rows,
            )  # fmt: skip


def columns(wanted: Wanted) -> list[SheetColumn]:
    """Known columns first, then the asked ones; two with the same words are told apart."""
    found: list[SheetColumn] = []
    for key, asked in [*((key, False) for key in wanted.asking.known), *((key, True) for key in wanted.keys)]:
        field = field_of(key)
        heading = f"{field.label}（{field.unit}）" if field.unit and asked else field.label
        if any(each.heading == heading for each in found):
            heading = f"{heading}（填报）"
        found.append(SheetColumn(key, heading, field, asked))
    return found


def _rows(unit: Unit, wanted: Wanted, village: str, day: date) -> Iterator[SheetRow]:
    keys = [*wanted.asking.known, *wanted.keys]
    hide = not wanted.whole_ids
    for id, _, values in wanted.asking.rows(unit, village, day, wanted.year, keys):
        shown = [show_plain(field_of(key), values[key]) for key in keys]
        base = [values[key] for key in keys]
        for place, key in enumerate(keys):
            if key == "person.id_number" and hide:
                shown[place] = mask_number(shown[place])
                base[place] = shown[place]
        yield SheetRow(id, tuple(shown), tuple(base))


def name_of(book: VillageBook, place: int) -> Path:
    """01月亮村_户年度情况_2018填报.xlsx"""
    return Path(f"{place:02}{book.village}_{book.label}_{book.year}年度填报.xlsx")
