"""The way out for lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.lists import spec_of
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.exporting.filling_in import to_fill_in
from fupin_desktop.services.exporting.register import household_sheet, people_sheet
from fupin_desktop.services.exporting.shapes import Shape, names, shape_named
from fupin_desktop.services.exporting.subjects import SUBJECTS
from fupin_desktop.services.outgoing import OutgoingLists
from fupin_desktop.services.outgoing import masked as hidden
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

LISTS = ("households", "people", *SUBJECTS)
SHAPES = ("people", "households", "both")


class Exporting:
    """Writes the office's lists."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings
        self._outgoing = OutgoingLists(store)

    def export(
        self,
        list_name: str,
        path: str | Path,
        village: str | None = None,
        shape: str | None = None,
        layout: str | None = None,
        watch: Watch = NOBODY,
        *,
        masked: bool = False,
        fillable: bool = False,
    ) -> int:
        """Write a list and record that it left; gives the number of rows. Without ``layout`` all fields, as ``import``
        reads them back; with one its columns, in the order of the file last imported in it.

        ``masked`` shows ID numbers as 前6后4 and accounts by their last four; ``fillable`` adds drop-downs, notes and a
        sheet of codes. Raises Refused for a list, shape, layout or village that there is not, Trouble when it cannot
        be written.
        """
        self._check(list_name, shape, village)
        with self._store.read() as unit:
            said = layout
            if list_name in SUBJECTS:
                sheets = [SUBJECTS[list_name](unit, village, layout)]
            else:
                found = shape_named(unit, layout) if layout else None
                said = found.said if found else None
                shape = shape or ("households" if list_name == "households" and found is None else "people")
                sheets = self._register(unit, shape, found, village)
            if fillable:
                villages = [each.name for each in unit.villages.all(order=("place",))]
                sheets = [to_fill_in(sheet, list_name, villages) for sheet in sheets]
            if masked:
                sheets = [hidden(sheet) for sheet in sheets]
            count = write_table(path, [_watched(sheet, watch) for sheet in sheets])
        what = "、".join(sheet.name for sheet in sheets) + (f"（{said}）" if said else "")
        self._outgoing.note(what, path, count, masked=masked, villages=[village] if village else [])
        return count

    def lists(self) -> list[tuple[str, str]]:
        """The lists that can be written: key and title."""
        return [
            ("people", "家庭成员"),
            ("households", "农户"),
            *((key, spec_of(key).title) for key in SUBJECTS),
        ]

    def layouts(self, list_name: str = "people") -> list[tuple[str, str]]:
        """The layouts that a list can be written in: what they are called, and in full."""
        with self._store.read() as unit:
            if list_name in SUBJECTS:
                from fupin_desktop.services.lists.columns import shapes

                return [(each.said, each.said) for each in shapes(unit, spec_of(list_name))]
            return [(name, shape_named(unit, name).said) for name in names(unit)]

    def _register(self, unit: Unit, shape: str, layout: Shape | None, village: str | None) -> list[SheetOut]:
        day = unit.last_day() or date.today()
        sheets = []
        if shape in ("people", "both"):
            sheets.append(people_sheet(unit, day, village, layout))
        if shape in ("households", "both"):
            sheets.append(household_sheet(unit, day, village))
        return sheets

    def _check(self, list_name: str, shape: str | None, village: str | None) -> None:
        if list_name not in LISTS:
            raise Refused([Problem("list", f"没有名为“{list_name}”的名单，可选{'、'.join(LISTS)}")])
        if shape is not None and shape not in SHAPES:
            raise Refused([Problem("shape", f"没有“{shape}”这种形式，可选{'、'.join(SHAPES)}")])
        if village is not None and village not in {each.name for each in self._settings.villages()}:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")


def _watched(sheet: SheetOut, watch: Watch) -> SheetOut:
    def rows() -> Iterator[Sequence[Cell]]:
        for count, row in enumerate(sheet.rows):
            if count % 1000 == 0:
                watch.step(count, 0, f"写出{sheet.name}")
            yield row

    return replace(sheet, rows=rows())
