"""The XML of one sheet. Only the rows that are changed are taken apart; the bytes of all others stay as they are."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.oddities import column_letters, column_number
from fupin_desktop.exchange.patching.package import local, namespace, parse, utf8
from fupin_desktop.exchange.writing import printable

_P = rb"(?:[\w.-]+:)?"
_opening = re.compile(rb"<" + _P + rb"worksheet\b[^>]*>")
_data = re.compile(rb"<(" + _P + rb")sheetData\b[^>]*?(/?)>")
_row = re.compile(rb"<" + _P + rb"row\b[^>]*?(?:/>|>.*?</" + _P + rb"row\s*>)", re.DOTALL)
_number = re.compile(rb"<[^>]*?\sr\s*=\s*[\"'](\d+)")
_last_of_cols = re.compile(rb"<" + _P + rb"col\b[^>]*?\bmax\s*=\s*[\"'](\d+)[\"']")
_spans = re.compile(rb"\sspans\s*=\s*[\"'][^\"']*[\"']")
_dimension = re.compile(rb"(<" + _P + rb"dimension\b[^>]*?\bref=[\"'])([^\"']*)")
_last = re.compile(rb".*\br\s*=\s*[\"']([A-Z]+)\d+[\"']", re.DOTALL)
_place = re.compile(r"([A-Z]+)(\d+)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class SheetXml:
    """One sheet's part: what stands before the rows, the rows, what stands behind. Rows and columns count from nought.

    Raises ValueError when this is no worksheet.
    """

    def __init__(self, data: bytes) -> None:
        data = utf8(data)
        opening, start = _opening.search(data), _data.search(data)
        if opening is None or start is None:
            raise ValueError("no worksheet")
        self.opening, self._prefix = opening[0], start[1]
        self._closing = b"</" + self._prefix + b"worksheet>"
        if start[2]:
            end = after = start.end()
        else:
            closing = b"</" + self._prefix + b"sheetData>"
            end = data.rindex(closing)
            after = end + len(closing)
        self.head, self._data, self._tail = data[: start.start()], data[start.end() : end], data[after:]
        self._spans: list[tuple[int, int, int]] = list(self._find_rows())
        self._numbers = [number for number, _, _ in self._spans]
        self._open: dict[int, tuple[Any, Any]] = {}
        self._cells: dict[int, dict[int, Any]] = {}
        self._more: dict[int, bytes] = {}
        self._after: Any = None
        self.tail_changed = False
        self.main = namespace(parse(self.opening + self._closing))

    def _find_rows(self) -> Iterator[tuple[int, int, int]]:
        number = -1
        for found in _row.finditer(self._data):
            said = _number.match(self._data, found.start(), found.end())
            number = int(said[1]) - 1 if said else number + 1
            yield number, found.start(), found.end()

    @property
    def last_row(self) -> int:
        """The last row there is, -1 without any."""
        return max([*self._numbers[-1:], *self._open], default=-1)

    def width(self) -> int:
        """How many columns the dimension and the first rows speak of."""
        found = _dimension.search(self.head)
        said = (
            [column_number(letters) + 1 for letters, _ in _place.findall(found[2].decode())] if found else []
        )
        top = (_last.match(self._data, start, end) for _, start, end in self._spans[:15])
        first = [column_number(each[1].decode()) + 1 for each in top if each]
        return max([*said, *first], default=0)

    @property
    def tail(self) -> Any:
        """What stands behind the rows, as children of a worksheet without rows. Whoever changes it sets ``tail_changed``."""
        if self._after is None:
            self._after = parse(self.opening + self._tail)
        return self._after

    def row(self, number: int, make: bool = True) -> Any:
        """A row taken apart, made when there is none. Its cells are in order and all say where they stand."""
        if number in self._open:
            return self._open[number][1]
        place = bisect.bisect_left(self._numbers, number)
        if place < len(self._numbers) and self._numbers[place] == number:
            _, start, end = self._spans[place]
            wrap = parse(self.opening + self._data[start:end] + self._closing)
            row = wrap[0]
            _say_places(row, number)
        elif make:
            wrap = parse(self.opening + self._closing)
            row = etree.SubElement(wrap, f"{{{self.main}}}row")
            row.set("r", str(number + 1))
        else:
            return None
        self._open[number] = wrap, row
        return row

    def cell(self, row: int, column: int) -> Any:
        """A cell, made when there is none; the caller gives a new one its style."""
        whole = self.row(row)
        known = self._by_column(row)
        if column in known:
            return known[column]
        made = etree.Element(f"{{{self.main}}}c")
        made.set("r", f"{column_letters(column)}{row + 1}")
        if style := self._style_for(whole, column):
            made.set("s", style)
        whole.insert(sum(1 for each in known if each < column), made)
        known[column] = made
        whole.attrib.pop("spans", None)
        self._stretch(row, column)
        return made

    def _by_column(self, row: int) -> dict[int, Any]:
        """The cells of a row by their columns, looked up once."""
        known = self._cells.get(row)
        if known is None:
            known = self._cells[row] = {column_of(cell): cell for cell in self.row(row)}
        return known

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell is reckoned from others."""
        cell = self._by_column(row).get(column) if self.row(row, make=False) is not None else None
        return cell is not None and formula_of(cell) is not None

    def style(self, row: int, column: int) -> int:
        """The style of a cell, also of one that is not there: its row's, else its column's."""
        whole = self.row(row, make=False)
        if whole is not None:
            for cell in whole:
                if column_of(cell) == column:
                    return int(cell.get("s", 0))
        return int(self._style_for(whole, column) or 0)

    def _style_for(self, row: Any, column: int) -> str:
        if row is not None and row.get("customFormat") in ("1", "true"):
            return str(row.get("s", ""))
        return self._column_styles.get(column, "")

    @property
    def _column_styles(self) -> dict[int, str]:
        if not hasattr(self, "_styles_of_columns"):
            self._styles_of_columns: dict[int, str] = {}
            for each in parse(self.head + self._closing):
                if local(each) == "cols":
                    for col in each:
                        if col.get("style"):
                            first, last = int(col.get("min")), int(col.get("max"))
                            self._styles_of_columns |= dict.fromkeys(
                                range(first - 1, min(last, 1024)), col.get("style")
                            )
        return self._styles_of_columns

    def _stretch(self, row: int, column: int) -> None:
        found = _dimension.search(self.head)
        if found is None:
            return
        corners = _place.findall(found[2].decode())
        rows = [int(number) - 1 for _, number in corners] + [row]
        columns = [column_number(letters) for letters, _ in corners] + [column]
        least, most = (min(rows), min(columns)), (max(rows), max(columns))
        ref = f"{column_letters(least[1])}{least[0] + 1}:{column_letters(most[1])}{most[0] + 1}"
        self.head = self.head[: found.start()] + found[1] + ref.encode() + self.head[found.end() :]

    def numbers_from(self, first: int) -> list[int]:
        """The rows there are from a row on, in their order."""
        return sorted(number for number in {*self._numbers, *self._open} if number >= first)

    def cut(self, at: int) -> None:
        """Let go of all rows from one on; they were taken out before."""
        place = bisect.bisect_left(self._numbers, at)
        if place < len(self._spans):
            self._data = self._data[: self._spans[place][1]]
        self._spans, self._numbers = self._spans[:place], self._numbers[:place]
        self._open = {number: row for number, row in self._open.items() if number < at}
        self._cells = {number: row for number, row in self._cells.items() if number < at}

    def set_row(self, number: int, row: Any) -> None:
        """Put a row in, where there is none."""
        wrap = parse(self.opening + self._closing)
        wrap.append(row)
        self._open[number] = wrap, row
        self._cells.pop(number, None)

    def stretch(self, row: int, column: int = 0) -> None:
        """Let the dimension reach down to a row, and right to a column."""
        self._stretch(row, column)

    def append(self, row: int, column: int, values: Sequence[str], styles: Sequence[int]) -> None:
        """Put texts at the end of a row, right of all its cells, without taking the row apart; "" is left out."""
        ref, p = str(row + 1), self._prefix.decode()
        self._more[row] = "".join(
            f'<{p}c r="{column_letters(place)}{ref}" s="{style}" t="inlineStr"><{p}is><{p}t xml:space="preserve">'
            f"{escape(printable(value))}</{p}t></{p}is></{p}c>"
            for place, (value, style) in enumerate(zip(values, styles, strict=True), column)
            if value
        ).encode()

    def widen(self, column: int, widths: Sequence[float]) -> None:
        """Give columns from one on their widths, where nothing is said of them or those right of them yet."""
        said = [int(found[1]) for found in _last_of_cols.finditer(self.head)]
        if not widths or any(last > column for last in said):
            return
        p = self._prefix
        cols = b"".join(
            b'<%bcol min="%d" max="%d" width="%b" customWidth="1"/>' % (p, place, place, f"{width}".encode())
            for place, width in enumerate(widths, column + 1)
        )
        closing = b"</" + p + b"cols>"
        if closing in self.head:
            self.head = self.head.replace(closing, cols + closing)
        else:
            self.head += b"<" + p + b"cols>" + cols + closing

    def shared(self, group: str) -> Iterator[Any]:
        """The cells whose formulas stand in a shared group, the rows taken apart."""
        wanted = re.compile(rb"\bsi\s*=\s*[\"']" + group.encode() + rb"[\"']")
        numbers = [number for number, start, end in self._spans if wanted.search(self._data, start, end)]
        for number in sorted({*numbers, *self._open}):
            for cell in self.row(number):
                formula = formula_of(cell)
                if formula is not None and formula.get("t") == "shared" and formula.get("si") == group:
                    yield cell

    def data(self) -> bytes:
        """The whole part with what was changed."""
        rows = b"".join(self._rows())
        tail = _inside(self.tail) + self._closing if self.tail_changed else self._tail
        start, end = b"<" + self._prefix + b"sheetData>", b"</" + self._prefix + b"sheetData>"
        return self.head + start + rows + end + tail

    def _rows(self) -> Iterator[bytes]:
        copied = 0
        for number in sorted({*self._open, *self._more}):
            place = bisect.bisect_left(self._numbers, number)
            here = place < len(self._numbers) and self._numbers[place] == number
            start = self._spans[place][1] if place < len(self._spans) else len(self._data)
            end = self._spans[place][2] if here else start
            yield self._data[copied:start]
            row = _inside(self._open[number][0]) if number in self._open else self._data[start:end]
            yield self._lengthened(number, row) if number in self._more else row
            copied = end
        yield self._data[copied:]

    def _lengthened(self, number: int, row: bytes) -> bytes:
        """A row with what was put at its end; what it says of its width no longer holds."""
        more, p = self._more[number], self._prefix
        if not row:
            return b"<" + p + b'row r="%d">' % (number + 1) + more + b"</" + p + b"row>"
        head = row.index(b">") + 1
        start = _spans.sub(b"", row[:head])
        if start.endswith(b"/>"):
            return start[:-2] + b">" + more + b"</" + p + b"row>" + row[head:]
        end = row.rindex(b"</")
        return start + row[head:end] + more + row[end:]


def column_of(cell: Any) -> int:
    """Which column a cell stands in."""
    return column_number(cell.get("r").rstrip("0123456789"))


def formula_of(cell: Any) -> Any:
    """A cell's formula element, None without one."""
    return next((each for each in cell if local(each) == "f"), None)


def put(cell: Any, value: Cell) -> None:
    """Give a cell a value: texts stay texts, numbers numbers, days become the numbers that Excel counts them by."""
    for each in list(cell):
        cell.remove(each)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    main = namespace(cell)
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{main}}}is"), f"{{{main}}}t")
        text.text = printable(value)
        if text.text != text.text.strip() or "\n" in text.text:
            text.set(_SPACE, "preserve")
        return
    if isinstance(value, bool):
        cell.set("t", "b")
        value = int(value)
    etree.SubElement(cell, f"{{{main}}}v").text = format(serial(value) if isinstance(value, date) else value)


def serial(day: date) -> float | int:
    """A day as Excel counts it: days since 30 December 1899."""
    if isinstance(day, datetime):
        since = day.replace(tzinfo=None) - datetime(1899, 12, 30)
        return since.days + since.seconds / 86400 if since.seconds else since.days
    return (day - date(1899, 12, 30)).days


def is_number(value: Cell) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _say_places(row: Any, number: int) -> None:
    """Write into a row and its cells where they stand; some programs leave that out."""
    row.set("r", str(number + 1))
    column = -1
    for cell in row:
        said = cell.get("r")
        column = column_number(said.rstrip("0123456789")) if said else column + 1
        if not said:
            cell.set("r", f"{column_letters(column)}{number + 1}")


def _inside(wrap: Any) -> bytes:
    """The children of a wrapping worksheet as they would stand in it, without declaring its names again."""
    data: bytes = etree.tostring(wrap, encoding="UTF-8", xml_declaration=False)
    return data[data.index(b">") + 1 : data.rindex(b"</")] if len(wrap) else b""
