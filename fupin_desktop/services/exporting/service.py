"""The way out for lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.lists import HouseholdLine, Search
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.layouts import layout_named
from fupin_desktop.exchange.writing import SheetOut, write_table
from fupin_desktop.services.exporting.register import household_sheet, people_sheet
from fupin_desktop.services.exporting.subjects import SUBJECTS
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch

LISTS = ("households", "people", *SUBJECTS)
SHAPES = ("people", "households", "both")


class Exporting:
    """Writes the office's lists."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    def export(
        self,
        list_name: str,
        path: str | Path,
        village: str | None = None,
        shape: str | None = None,
        layout: str | None = None,
        watch: Watch = NOBODY,
    ) -> int:
        """Write a list; gives the number of rows. Without ``layout`` all fields, as ``import`` reads them back.

        Raises Refused for a list, shape, layout or village that there is not, Trouble when it cannot be written.
        """
        self._check(list_name, shape, layout, village)
        with self._store.read() as unit:
            if list_name in SUBJECTS:
                sheets = [SUBJECTS[list_name](unit, village)]
            else:
                shape = shape or ("households" if list_name == "households" and layout is None else "people")
                sheets = self._register(unit, shape, layout, village)
            written = [_watched(sheet, watch) for sheet in sheets]
            return write_table(path, written)

    def _register(self, unit: Unit, shape: str, layout: str | None, village: str | None) -> list[SheetOut]:
        day = unit.last_day() or date.today()
        found = layout_named(layout) if layout else None
        sheets = []
        if shape in ("people", "both"):
            sheets.append(people_sheet(unit, day, village, found))
        if shape in ("households", "both"):
            sheets.append(household_sheet(unit, day, village))
        return sheets

    def _check(self, list_name: str, shape: str | None, layout: str | None, village: str | None) -> None:
        if list_name not in LISTS:
            raise Refused([Problem("list", f"没有名为“{list_name}”的名单，可选{'、'.join(LISTS)}")])
        if shape is not None and shape not in SHAPES:
            raise Refused([Problem("shape", f"没有“{shape}”这种形式，可选{'、'.join(SHAPES)}")])
        found = layout_named(layout) if layout else None
        if layout and (found is None or not found.complete):
            raise Refused([Problem("layout", f"不能按“{layout}”版式导出，可选H1、H2、H3、H5")])
        if village is not None and village not in {each.name for each in self._settings.villages()}:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")

    def export_lines(
        self, lines: Search | Sequence[int], columns: Sequence[str], path: str | Path, watch: Watch = NOBODY
    ) -> int:
        """Write what a list of households shows: its columns, its order (导出所示). Gives the number of rows."""
        specs = [HouseholdLine.fields[name] for name in columns]
        codes = frozenset(place for place, name in enumerate(columns) if name in ("number", "phone"))

        def rows(unit: Unit, ids: Sequence[int]) -> Iterator[list[Cell]]:
            for first in range(0, len(ids), 500):
                part = ids[first : first + 500]
                found = unit.lines(part)
                for id in part:
                    line = found[id]
                    yield [
                        _cell(spec.show(value), value)
                        for spec, name in zip(specs, columns, strict=True)
                        for value in (getattr(line, name),)
                    ]

        with self._store.read() as unit:
            ids = unit.line_ids(lines) if isinstance(lines, Search) else list(lines)
            sheet = SheetOut("农户", [spec.label for spec in specs], rows(unit, ids), (), codes,
                             [spec.width + 2 for spec in specs])  # fmt: skip
            return write_table(path, [_watched(sheet, watch)])


def _cell(shown: str, value: Any) -> Cell:
    """Numbers stay numbers, everything else is written as it is shown."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if value is not None and type(value).__name__ == "Decimal":
        return float(value)
    return shown


def _watched(sheet: SheetOut, watch: Watch) -> SheetOut:
    def rows() -> Iterator[Sequence[Cell]]:
        for count, row in enumerate(sheet.rows):
            if count % 1000 == 0:
                watch.step(count, 0, f"写出{sheet.name}")
            yield row

    return SheetOut(sheet.name, sheet.heads, rows(), sheet.titles, sheet.text_columns, sheet.widths)
