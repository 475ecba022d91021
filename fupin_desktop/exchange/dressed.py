"""A copy as .xlsx of a file that is none: of an .xls with its look as near as can be, of others with their cells alone."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.content import Content, recognise
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.old_print import keep_printed, papers, set_paper
from fupin_desktop.exchange.sheet import Row, Sheet
from fupin_desktop.exchange.workbook import open_workbook
from fupin_desktop.exchange.writing import printable

if TYPE_CHECKING:
    from fupin_desktop.exchange.patching import Patch

_LINES = ("", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot", "mediumDashDot",
          "dashDotDot", "mediumDashDotDot", "slantDashDot")  # fmt: skip
_ACROSS = ("general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_DOWN = ("top", "center", "bottom", "justify", "distributed")
_PATTERNS = ("", "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown", "darkUp",
             "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp", "lightGrid",
             "lightTrellis", "gray125", "gray0625")  # fmt: skip
_AUTOMATIC = 64
_STATES = ("visible", "hidden", "veryHidden")


@contextmanager
def patched(source: str | Path) -> Iterator[Patch]:
    """A table file of any kind to be changed in single cells and saved elsewhere as .xlsx (.xlsm with macros).

    Raises Trouble when the file cannot be read.
    """
    from fupin_desktop.exchange.patching import Patch

    source = Path(source)
    if recognise(source, source.name) is Content.XLSX:
        with Patch(source) as patch:
            yield patch
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "dressed.xlsx"
        dressed(source, place)
        with Patch(place, source) as patch:
            yield patch


def dressed(source: str | Path, place: str | Path) -> None:
    """Write a copy of a table file to ``place`` as .xlsx. Raises Trouble when the file cannot be read.

    Of an .xls widths, heights, joined cells, fonts, fills, borders, formats, notes, hidden rows, columns and sheets, what is
    frozen and the print set-up go along; formulas are written as their values, macros and pictures are not.
    """
    source, place = Path(source), Path(place)
    if recognise(source, source.name) is Content.XLS:
        import xlrd

        try:
            return _dress(xlrd.open_workbook(source, formatting_info=True, on_demand=True), place)
        except (xlrd.XLRDError, struct.error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
                AssertionError, NotImplementedError):  # fmt: skip
            pass  # some programs write files of the old kind whose looks only they understand: the cells are kept
    _plain(source, place)
    return None


def _plain(source: Path, place: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    with open_workbook(source) as found:
        for sheet in found.sheets:
            made = book.create_sheet(sheet.name)
            made.sheet_state = "visible" if sheet.visible else "hidden"
            for merged in sheet.merged:
                made.merged_cells.add(str(merged))
            text = WriteOnlyCell(made)
            text.number_format = "@"
            for place_of, width in enumerate(_widths(sheet)):
                made.column_dimensions[column_letters(place_of)].width = width
            for row in sheet.rows():
                made.append(_written(text, cell) for cell in row)
    book.save(place)


def _written(cell: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    if value == "":
        return None
    cell.value, cell.data_type = printable(value), "s"
    return cell


def _widths(sheet: Sheet) -> Iterator[float]:
    rows: list[Row] = sheet.first(30)
    top = [
        row for row in rows if sum(1 for cell in row if cell not in ("", None)) > 2
    ] or rows  # titles are wider
    for column in range(max(map(len, top), default=0)):
        texts = [str(row[column]) for row in top if column < len(row) and row[column] is not None]
        yield min(40, max([8, *(_breadth(text) + 2 for text in texts)]))


def _breadth(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _dress(old: Any, place: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook(write_only=True)
    if old.datemode:
        book.epoch = CALENDAR_MAC_1904
    sides = papers(old)
    looks = _Looks(old)
    _set_normal(book, looks.normal())
    for number in range(old.nsheets):
        sheet = old.sheet_by_index(number)
        made = book.create_sheet(sheet.name)
        made.sheet_state = _STATES[min(sheet.visibility, 2)]
        _shape(made, sheet)
        if number < len(sides):
            set_paper(made, sides[number])
        notes: dict[int, dict[int, Any]] = {}
        for (row, column), note in sheet.cell_note_map.items():
            notes.setdefault(row, {})[column] = note
        for row in range(max([sheet.nrows, *(each + 1 for each in notes)])):
            made.append(
                _row(made, looks, sheet, row, notes.get(row, {}))
            )  # written one by one: the cells are used again
        old.unload_sheet(number)
    for each in old.name_obj_list:
        keep_printed(book, each)
    book.save(place)


def _set_normal(book: Any, font: Any) -> None:
    """The font by which widths are counted: the first of the old file."""
    from openpyxl.utils.indexed_list import IndexedList

    book._fonts = IndexedList([font])  # noqa: SLF001 - openpyxl has no word for it
    book._named_styles["Normal"].font = font  # noqa: SLF001


def _shape(made: Any, sheet: Any) -> None:
    """Widths, heights, what is hidden, joined or frozen."""
    made.sheet_format.defaultColWidth = sheet.defcolwidth or 8
    for column, info in sheet.colinfo_map.items():
        if column < 256:
            shape = made.column_dimensions[column_letters(column)]
            shape.width, shape.hidden = round(info.width / 256, 2), bool(info.hidden)
    for row, info in sheet.rowinfo_map.items():
        shape = made.row_dimensions[row + 1]
        if not info.has_default_height or info.height_mismatch:
            shape.height = info.height / 20
        shape.hidden = bool(info.hidden)
    for top, bottom, left, right in sheet.merged_cells:
        made.merged_cells.add(f"{column_letters(left)}{top + 1}:{column_letters(right - 1)}{bottom}")
    if sheet.panes_are_frozen and (sheet.horz_split_pos or sheet.vert_split_pos):
        made.freeze_panes = f"{column_letters(sheet.vert_split_pos)}{sheet.horz_split_pos + 1}"
    made.sheet_view.showGridLines = bool(sheet.show_grid_lines)
    made.sheet_view.zoomScale = sheet.cooked_normal_view_mag_factor or 100


def _row(made: Any, looks: _Looks, sheet: Any, row: int, notes: dict[int, Any]) -> Iterator[Any]:
    from openpyxl.comments import Comment

    here = sheet.row_len(row) if row < sheet.nrows else 0
    for column in range(max([here, *(each + 1 for each in notes)])):
        look = sheet.cell_xf_index(row, column) if column < here else 0
        if note := notes.get(column):
            cell = looks.new(made, look)
            cell.comment = Comment(printable(note.text), printable(note.author))
        else:
            cell = looks.cell(made, look)
        kind, value = (
            (sheet.cell_type(row, column), sheet.cell_value(row, column)) if column < here else (0, "")
        )
        yield _set(cell, kind, value)


def _set(cell: Any, kind: int, value: Any) -> Any:
    import xlrd

    if kind == xlrd.XL_CELL_TEXT and value:
        cell.value, cell.data_type = printable(value), "s"
    elif kind == xlrd.XL_CELL_ERROR:
        cell.value, cell.data_type = xlrd.error_text_from_code.get(value, "#N/A"), "e"
    elif kind == xlrd.XL_CELL_BOOLEAN:
        cell.value = bool(value)
    elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        cell.value, cell.data_type = (int(value) if value.is_integer() and abs(value) < 1e15 else value), "n"
    else:
        cell.value = None
    return cell


class _Looks:
    """How cells look, by the number that the old file gives each look; one cell of each is used again and again."""

    def __init__(self, old: Any) -> None:
        self._old = old
        self._parts: dict[int, dict[str, Any]] = {}
        self._cells: dict[tuple[str, int], Any] = {}

    def cell(self, sheet: Any, look: int) -> Any:
        """The cell of a sheet that has a look, to be given a value and written at once."""
        key = sheet.title, look
        if key not in self._cells:
            self._cells[key] = self.new(sheet, look)
        return self._cells[key]

    def normal(self) -> Any:
        """The font of a cell that nobody dressed."""
        return self._font(self._old.font_list[0])

    def new(self, sheet: Any, look: int) -> Any:
        """A cell of its own with a look."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet)
        if look not in self._parts:
            self._parts[look] = self._translate(self._old.xf_list[look])
        for name, part in self._parts[look].items():
            setattr(cell, name, part)
        return cell

    def _translate(self, xf: Any) -> dict[str, Any]:
        from openpyxl.styles import Alignment, Protection

        across, down = xf.alignment.hor_align, xf.alignment.vert_align
        turned = xf.alignment.rotation
        return {
            "font": self._font(self._old.font_list[xf.font_index]),
            "fill": self._fill(xf.background),
            "border": self._border(xf.border),
            "number_format": self._format(xf.format_key),
            "alignment": Alignment(
                horizontal=_ACROSS[across] if across < len(_ACROSS) else None,
                vertical=_DOWN[down] if down < len(_DOWN) else None,
                wrap_text=bool(xf.alignment.text_wrapped),
                shrink_to_fit=bool(xf.alignment.shrink_to_fit),
                indent=xf.alignment.indent_level,
                text_rotation=turned if turned <= 180 or turned == 255 else 0,
            ),
            "protection": Protection(locked=bool(xf.protection.cell_locked)),
        }

    def _format(self, key: int) -> str:
        found = self._old.format_map.get(key)
        return found.format_str if found and found.format_str else "General"

    def _colour(self, number: int) -> str | None:
        rgb = self._old.colour_map.get(number)
        return None if rgb is None else "FF{:02X}{:02X}{:02X}".format(*rgb)

    def _font(self, font: Any) -> Any:
        from openpyxl.styles import Font

        return Font(
            name=font.name, charset=font.character_set or None, family=font.family or None, sz=font.height / 20,
            b=bool(font.bold or font.weight >= 600), i=bool(font.italic),
            strike=bool(font.struck_out), u="single" if font.underlined or font.underline_type else None,
            color=self._colour(font.colour_index),
            vertAlign={1: "superscript", 2: "subscript"}.get(font.escapement),
        )  # fmt: skip

    def _fill(self, ground: Any) -> Any:
        from openpyxl.styles import PatternFill

        kind = _PATTERNS[ground.fill_pattern] if ground.fill_pattern < len(_PATTERNS) else ""
        if not kind:
            return PatternFill()
        fore, back = self._colour(ground.pattern_colour_index), self._colour(ground.background_colour_index)
        return PatternFill(kind, fgColor=fore or "FF000000", bgColor=back or "FFFFFFFF")

    def _border(self, border: Any) -> Any:
        from openpyxl.styles import Border, Side

        def side(name: str) -> Any:
            line = getattr(border, f"{name}_line_style")
            colour = getattr(border, f"{name}_colour_index")
            kind = _LINES[line] if line < len(_LINES) else "thin"
            return Side(kind, self._colour(colour) or "FF000000") if kind else Side()

        return Border(left=side("left"), right=side("right"), top=side("top"), bottom=side("bottom"))
