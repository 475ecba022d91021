"""Changes single cells of somebody's workbook and leaves everything else in it as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lxml import etree

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.content import damaged
from fupin_desktop.exchange.oddities import column_number
from fupin_desktop.exchange.patching.cells import SheetXml, formula_of, put
from fupin_desktop.exchange.patching.marks import take_off
from fupin_desktop.exchange.patching.notes import write_notes
from fupin_desktop.exchange.patching.package import Package, as_bytes, local, namespace
from fupin_desktop.exchange.patching.rows import insert_rows, shift_around, shift_names
from fupin_desktop.exchange.patching.sheets import sheet_xml
from fupin_desktop.exchange.patching.styles import Change, Styles
from fupin_desktop.exchange.writing import SheetOut, sheet_name, written_whole

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ORDER = ("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "workbookProtection", "bookViews",
          "sheets", "functionGroups", "externalReferences", "definedNames", "calcPr")  # fmt: skip
_corners = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


class Patch:
    """A workbook (.xlsx, .xlsm) with changes on the way; use ``with``. Rows and columns count from nought.

    A cell under a joined one stands for the joined one. ``source`` is never written to; ``origin`` is the file that it was
    made from, when that is another one: messages call it so, and it is not written to either. Raises Trouble when the
    file is damaged, has no such sheet, or cannot be written.
    """

    def __init__(self, source: str | Path, origin: str | Path | None = None) -> None:
        self._origin = Path(origin or source)
        self._package = Package(Path(source), self._origin.name)
        self._book = self._office_part()
        self._root = self._package.tree(self._book)
        self._main = namespace(self._root)
        self._styles = Styles(self._package, self._book, self._main)
        self._parts = dict(self._find_sheets())
        self._sheets: dict[str, SheetXml] = {}
        self._joined: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
        self._notes: dict[str, dict[tuple[int, int], list[str]]] = {}
        self._put = self._lost_formula = self._added = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None
    ) -> None:
        self._package.close()

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets, in their order."""
        return list(self._parts)

    @property
    def ending(self) -> str:
        """The name ending that the file must keep: .xlsm with macros, else .xlsx."""
        return ".xlsm" if "macroEnabled" in self._package.content_type(self._book) else ".xlsx"

    def colour(self, sheet: str, row: int, column: int, rgb: str) -> None:
        """Fill a cell with a colour (RRGGBB); its font, border and format stay."""
        self._change(sheet, row, column, Change(fill=rgb))

    def note(self, sheet: str, row: int, column: int, text: str) -> None:
        """Put a note on a cell; several, and one that is there already, go below each other."""
        place = self._place(sheet, row, column)
        self._notes.setdefault(sheet, {}).setdefault(place, []).append(text)

    def put(self, sheet: str, row: int, column: int, value: Cell, number_format: str = "") -> None:
        """Give a cell a value and keep its look. A text stays a text, also one that begins with =; "" empties the cell."""
        row, column = self._place(sheet, row, column)
        cell = self._sheet(sheet).cell(row, column)
        if (formula := formula_of(cell)) is not None:
            self._let_go(sheet, cell, formula)
        put(cell, value)
        self._put = True
        if not number_format and hasattr(value, "year") and not self._styles.is_date(int(cell.get("s", 0))):
            number_format = "yyyy-mm-dd"
        if number_format:
            self._change(sheet, row, column, Change(number_format=number_format))

    def has_formula(self, sheet: str, row: int, column: int) -> bool:
        """Whether a cell is reckoned from others."""
        return self._sheet(sheet).has_formula(row, column)

    def insert_rows(self, sheet: str, at: int, count: int, model: int) -> None:
        """Put rows before row ``at`` that look like row ``model`` above them; what is below goes down, sums take them in."""
        insert_rows(self._sheet(sheet), at, count, model)
        shift_around(self._package, self._parts[sheet], at, count)
        if shift_names(self._root, sheet, at, count, model):
            self._added = True
        self._joined.pop(sheet, None)

    def append(
        self,
        sheet: str,
        column: int,
        rows: Mapping[int, Sequence[str]],
        fills: Mapping[int, str],
        widths: Sequence[float] = (),
        head: int | None = None,
    ) -> None:
        """Put texts beside many rows at once, from a column on that lies right of all theirs; much quicker than ``put``.

        ``fills`` colours the first of them (RRGGBB), row by row; row ``head`` looks like the cell left of it. Long
        numbers stay text.
        """
        found, plain = self._sheet(sheet), self._styles.derived(0, Change(number_format="@"))
        for row, values in rows.items():
            fill = fills.get(row, "")
            first = self._styles.derived(0, Change(fill=fill, number_format="@")) if fill else plain
            styles = [first, *[plain] * (len(values) - 1)]
            if row == head:
                styles = [found.style(row, max(0, column - 1))] * len(values)
            found.append(row, column, values, styles)
        found.widen(column, widths)
        if rows:
            found.stretch(max(rows), column + max(map(len, rows.values())) - 1)

    def size(self, sheet: str) -> tuple[int, int]:
        """How many rows the sheet has, and how many columns its dimension and first rows speak of."""
        found = self._sheet(sheet)
        return found.last_row + 1, found.width()

    def take_off(self, colours: Collection[str]) -> int:
        """Take off what ``colour`` (one of these) and ``note`` put on cells when the file was here before."""
        return sum(
            take_off(self._package, part, self._sheet(name), self._styles, colours)
            for name, part in self._parts.items()
            if self._package.relations(part).of_kind("comments")
        )

    def add_sheet(self, out: SheetOut, own: str = "") -> str:
        """Add a sheet at the end, give the name that it got. One added before under the name ``own`` is written anew."""
        data, _ = sheet_xml(out, self._main, self._styles)
        if own and (before := self._own_sheet(own)):
            self._sheets.pop(before, None)
            self._package.write(self._parts[before], data)
            return before
        name = sheet_name(out.name, self.sheets)
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.write(part, data, _SHEET)
        sheets = next(each for each in self._root if local(each) == "sheets")
        numbers = [int(each.get("sheetId", 0)) for each in sheets]
        element = etree.SubElement(
            sheets, f"{{{self._main}}}sheet", name=name, sheetId=str(max(numbers, default=0) + 1)
        )
        key = next(name for each in sheets for name in each.keys() if name.endswith("}id"))  # noqa: SIM118 (lxml)
        element.set(key, self._package.relations(self._book).add("worksheet", part))
        self._parts[name] = part
        self._added = True
        if own:
            self._name_sheet(own, name)
        return name

    def _own_sheet(self, own: str) -> str:
        """The sheet that a hidden name of the workbook leads to, "" where there is none."""
        said = next((each.text or "" for each in self._names() if each.get("name") == own), "")
        name = said.rpartition("!")[0].strip("'").replace("''", "'")
        return name if name in self._parts else ""

    def _name_sheet(self, own: str, sheet: str) -> None:
        for each in [each for each in self._names() if each.get("name") == own]:
            each.getparent().remove(each)
        names = self._child("definedNames")
        element = etree.SubElement(names, f"{{{self._main}}}definedName", name=own, hidden="1")
        element.text = f"{quoted(sheet)}!$A$1"

    def _names(self) -> list[Any]:
        return [name for each in self._root if local(each) == "definedNames" for name in each]

    def save(self, path: str | Path) -> None:
        """Write the workbook. Raises Trouble when it would take the place of its source, or cannot be written."""
        path = Path(path)
        if path.exists() and path.samefile(self._origin):
            raise Trouble(f"“{path.name}”就是原文件，不能写在它上面，请换一个文件名。")
        if path.suffix.lower() not in (self.ending, ""):
            raise Trouble(f"“{self._package.name}”带有宏，只能另存为{self.ending}，请改“{path.name}”的后缀。"
                          if self.ending == ".xlsm" else f"“{path.name}”的后缀应是.xlsx，请改名后再试。")  # fmt: skip
        self._finish()
        with written_whole(path) as place:
            self._package.save(place)

    def _finish(self) -> None:
        for name, notes in self._notes.items():
            words = {place: "\n".join(dict.fromkeys(texts)) for place, texts in notes.items()}
            write_notes(self._package, self._parts[name], self._sheet(name), words)
        for name, sheet in self._sheets.items():
            self._package.write(self._parts[name], sheet.data())
        self._styles.write()
        if self._lost_formula:
            relations = self._package.relations(self._book)
            for _, part in relations.of_kind("calcChain"):
                self._package.remove(part)
                relations.drop(part)
        if self._put:
            self._reckon_anew()
        if self._put or self._added:
            self._package.write(self._book, as_bytes(self._root))

    def _reckon_anew(self) -> None:
        """Formulas that hang on changed cells are reckoned when the file is opened."""
        self._child("calcPr").set("fullCalcOnLoad", "1")

    def _child(self, name: str) -> Any:
        """A part of the workbook's own description, made in its place."""
        found = next((each for each in self._root if local(each) == name), None)
        if found is None:
            found = etree.Element(f"{{{self._main}}}{name}")
            before = _ORDER[: _ORDER.index(name)]
            self._root.insert(sum(1 for each in self._root if local(each) in before), found)
        return found

    def _let_go(self, sheet: str, cell: Any, formula: Any) -> None:
        """A formula is about to be written over; cells that share it get formulas of their own."""
        self._lost_formula = True
        if formula.get("t") != "shared" or not formula.text:
            return
        from openpyxl.formula.translate import Translator

        whole = Translator(f"={formula.text}", origin=cell.get("r"))
        for other in self._sheet(sheet).shared(formula.get("si")):
            own = formula_of(other)
            if other is not cell and not own.text:
                own.text = whole.translate_formula(other.get("r"))[1:]
                for name in ("t", "si", "ref"):
                    own.attrib.pop(name, None)

    def _change(self, sheet: str, row: int, column: int, change: Change) -> None:
        row, column = self._place(sheet, row, column)
        cell = self._sheet(sheet).cell(row, column)
        cell.set("s", str(self._styles.derived(int(cell.get("s", 0)), change)))

    def _sheet(self, name: str) -> SheetXml:
        if name not in self._sheets:
            if name not in self._parts:
                raise Trouble(f"“{self._package.name}”里没有名为“{name}”的工作表，请核对。")
            try:
                self._sheets[name] = SheetXml(self._package.read(self._parts[name]))
            except (ValueError, etree.XMLSyntaxError):
                raise damaged(self._package.name) from None
        return self._sheets[name]

    def _place(self, sheet: str, row: int, column: int) -> tuple[int, int]:
        if sheet not in self._joined:
            self._joined[sheet] = dict(_joined(self._sheet(sheet)))
        return self._joined[sheet].get((row, column), (row, column))

    def _office_part(self) -> str:
        found = self._package.relations("").of_kind("officeDocument")
        return found[0][1] if found else "xl/workbook.xml"

    def _find_sheets(self) -> Any:
        relations = self._package.relations(self._book)
        for each in self._root.iter():
            if local(each) == "sheet":
                id = next((value for name, value in each.items() if name.endswith("}id")), "")
                yield each.get("name", ""), relations.target(id) or ""


def quoted(sheet: str) -> str:
    """A sheet's name as a reference writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def _joined(sheet: SheetXml) -> Any:
    """Of each cell under a joined one, the cell that stands for it."""
    for each in sheet.tail:
        if local(each) == "mergeCells":
            for merged in each:
                found = _corners.fullmatch(merged.get("ref", ""))
                if found and found[3]:
                    top, left = int(found[2]) - 1, column_number(found[1])
                    bottom, right = int(found[4]) - 1, column_number(found[3])
                    if (bottom - top + 1) * (right - left + 1) <= 100_000:
                        for row in range(top, bottom + 1):
                            for column in range(left, right + 1):
                                yield (row, column), (top, left)
