"""A new sheet for a workbook that is patched, written as our own workbooks are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.patching.cells import put
from fupin_desktop.exchange.patching.styles import Change, Styles
from fupin_desktop.exchange.writing import HEADING, SheetOut


def sheet_xml(out: SheetOut, main: str, styles: Styles) -> tuple[bytes, int]:
    """The part of a new sheet, and how many rows of data it has."""
    root = etree.Element(f"{{{main}}}worksheet", nsmap={None: main})
    head_row = len(out.titles) + 1
    fit = etree.SubElement(root, f"{{{main}}}sheetPr")
    etree.SubElement(fit, f"{{{main}}}pageSetUpPr", fitToPage="1")
    _view(root, main, head_row)
    _columns(root, main, out, styles)
    rows = etree.SubElement(root, f"{{{main}}}sheetData")
    look = _Look(styles)
    for number, title in enumerate(out.titles, 1):
        _row(rows, main, number, [title], [look.title])
    _row(rows, main, head_row, out.heads, [look.bold] * len(out.heads))
    count = 0
    for count, row in enumerate(out.rows, 1):
        kinds = [look.of(out, count - 1, place, value) for place, value in enumerate(row)]
        _row(rows, main, head_row + count, row, kinds)
    _links(root, main, out, head_row)
    etree.SubElement(
        root,
        f"{{{main}}}pageMargins",
        left="0.4",
        right="0.4",
        top="0.5",
        bottom="0.5",
        header="0.3",
        footer="0.3",
    )
    etree.SubElement(root, f"{{{main}}}pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data, count


class _Look:
    """The styles of cells, by what they hold."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.bold = styles.derived(0, Change(fill=HEADING, bold=True, wrap=True))
        self.title = styles.derived(0, Change(bold=True))
        self._text = styles.derived(0, Change(number_format="@"))
        self._wrapped = styles.derived(0, Change(wrap=True))

    def of(self, out: SheetOut, row: int, column: int, value: Cell) -> int:
        if out.links and (row, column) in out.links:
            return self._styles.derived(0, Change(link=True))
        if column in out.text_columns:
            return self._text
        if hasattr(value, "year"):
            return self._styles.derived(0, Change(number_format="yyyy-mm-dd"))
        return self._wrapped if isinstance(value, str) else 0


def _view(root: Any, main: str, head_row: int) -> None:
    views = etree.SubElement(root, f"{{{main}}}sheetViews")
    view = etree.SubElement(views, f"{{{main}}}sheetView", workbookViewId="0")
    etree.SubElement(view, f"{{{main}}}pane", ySplit=str(head_row), topLeftCell=f"A{head_row + 1}",
                     activePane="bottomLeft", state="frozen")  # fmt: skip


def _columns(root: Any, main: str, out: SheetOut, styles: Styles) -> None:
    columns = etree.SubElement(root, f"{{{main}}}cols")
    for place in range(len(out.heads)):
        width = out.widths[place] if place < len(out.widths) else 12
        column = etree.SubElement(columns, f"{{{main}}}col", min=str(place + 1), max=str(place + 1), width=str(width),
                                  customWidth="1")  # fmt: skip
        if place in out.text_columns:
            column.set("style", str(styles.derived(0, Change(number_format="@"))))


def _row(rows: Any, main: str, number: int, values: Sequence[Cell], styles: Sequence[int]) -> None:
    row = etree.SubElement(rows, f"{{{main}}}row", r=str(number))
    for place, (value, style) in enumerate(zip(values, styles, strict=True)):
        if value in ("", None):
            continue
        cell = etree.SubElement(row, f"{{{main}}}c", r=f"{column_letters(place)}{number}")
        if style:
            cell.set("s", str(style))
        put(cell, value)


def _links(root: Any, main: str, out: SheetOut, head_row: int) -> None:
    if out.links:
        links = etree.SubElement(root, f"{{{main}}}hyperlinks")
        for ref, location in _places(out, head_row):
            etree.SubElement(links, f"{{{main}}}hyperlink", ref=ref, location=location)


def _places(out: SheetOut, head_row: int) -> Iterator[tuple[str, str]]:
    for (row, column), location in out.links.items():
        yield f"{column_letters(column)}{head_row + row + 1}", location
