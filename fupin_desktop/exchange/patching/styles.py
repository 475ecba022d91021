"""The styles of a workbook: new ones derived from those that cells have, so that font, border and format stay."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fupin_desktop.exchange.patching.package import Package, as_bytes, local, namespace

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
          "colors", "extLst")  # fmt: skip
_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "@": 49}
_DATES = frozenset({14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47, *range(27, 37), *range(50, 59)})


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different from a style: fill (RRGGBB, or none), number format, bold, link, wrapped."""

    fill: str = ""
    number_format: str = ""
    bold: bool = False
    link: bool = False
    wrap: bool = False


class Styles:
    """The styles part of a workbook; made where there is none."""

    def __init__(self, package: Package, book: str, main: str) -> None:
        self._package = package
        found = package.relations(book).of_kind("styles")
        self._part = found[0][1] if found and found[0][1] in package else ""
        self._root = (
            package.tree(self._part)
            if self._part
            else etree.Element(f"{{{main}}}styleSheet", nsmap={None: main})
        )
        self._book, self._main = book, namespace(self._root)
        self._known: dict[tuple[int, Change], int] = {}

    def derived(self, base: int, change: Change) -> int:
        """The number of a style that is ``base`` with a change."""
        if (base, change) not in self._known:
            self._known[base, change] = self._derive(base, change)
        return self._known[base, change]

    def is_date(self, style: int) -> bool:
        """Does a style show numbers as days or times?"""
        formats = self._list("cellXfs", make=False)
        if formats is None or style >= len(formats):
            return False
        code = int(formats[style].get("numFmtId", 0))
        if code in _DATES:
            return True
        own = self._list("numFmts", make=False)
        codes = {each.get("numFmtId"): each.get("formatCode", "") for each in ([] if own is None else own)}
        text = codes.get(str(code), "")
        bare = "".join(part for place, part in enumerate(text.split('"')) if place % 2 == 0).lower()
        return any(letter in bare for letter in "ymdh") and "general" not in bare

    def fill(self, style: int) -> str:
        """The colour (RRGGBB) that a style fills cells with, "" for none."""
        formats, fills = self._list("cellXfs", make=False), self._list("fills", make=False)
        if formats is None or fills is None or style >= len(formats):
            return ""
        place = int(formats[style].get("fillId", 0))
        colours = [
            each.get("rgb", "")
            for each in (fills[place].iter() if place < len(fills) else ())
            if local(each) == "fgColor"
        ]
        return colours[0][-6:].upper() if colours else ""

    def write(self) -> None:
        """Put the part back when a style was derived."""
        if not self._known:
            return
        if not self._part:
            self._part = self._package.free_name("xl/styles{}.xml").replace("styles1", "styles")
            self._package.relations(self._book).add("styles", self._part)
        self._package.write(self._part, as_bytes(self._root), _TYPE)

    def _derive(self, base: int, change: Change) -> int:
        formats = self._list("cellXfs")
        if len(formats) == 0:
            self._append(formats, self._element("xf", numFmtId="0", fontId="0", fillId="0", borderId="0"))
        own = copy.deepcopy(formats[base] if base < len(formats) else formats[0])
        if change.fill:
            own.set("fillId", "0" if change.fill == "none" else str(self._fill(change.fill)))
            own.set("applyFill", "1")
        if change.number_format:
            own.set("numFmtId", str(self._format(change.number_format)))
            own.set("applyNumberFormat", "1")
        if change.bold or change.link:
            own.set("fontId", str(self._font(int(own.get("fontId", 0)), change)))
            own.set("applyFont", "1")
        if change.wrap:
            self._wrap(own)
        return self._append(formats, own)

    def _fill(self, colour: str) -> int:
        fills = self._list("fills")
        while len(fills) < 2:  # the first two are reserved
            self._append(fills, self._pattern("none" if len(fills) == 0 else "gray125"))
        fill = self._pattern("solid")
        etree.SubElement(fill[0], f"{{{self._main}}}fgColor").set("rgb", f"FF{colour}")
        etree.SubElement(fill[0], f"{{{self._main}}}bgColor").set("indexed", "64")
        return self._append(fills, fill)

    def _pattern(self, kind: str) -> Any:
        fill = self._element("fill")
        etree.SubElement(fill, f"{{{self._main}}}patternFill").set("patternType", kind)
        return fill

    def _format(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        formats = self._list("numFmts")
        known = next((each for each in formats if each.get("formatCode") == code), None)
        if known is not None:
            return int(known.get("numFmtId"))
        number = max([175, *(int(each.get("numFmtId", 0)) for each in formats)]) + 1
        self._append(formats, self._element("numFmt", numFmtId=str(number), formatCode=code))
        return number

    def _font(self, base: int, change: Change) -> int:
        fonts = self._list("fonts")
        font = copy.deepcopy(fonts[base]) if base < len(fonts) else self._element("font")
        names = {"b"} if change.bold else {"u", "color"}
        for each in [each for each in font if local(each) in names]:
            font.remove(each)
        if change.bold:
            font.insert(0, self._element("b"))
        if change.link:
            font.append(self._element("color", rgb="FF0563C1"))
            font.append(self._element("u"))
        return self._append(fonts, font)

    def _wrap(self, own: Any) -> None:
        alignment = next((each for each in own if local(each) == "alignment"), None)
        if alignment is None:
            alignment = self._element("alignment", vertical="center")
            own.insert(0, alignment)
        alignment.set("wrapText", "1")
        own.set("applyAlignment", "1")

    def _list(self, name: str, make: bool = True) -> Any:
        found = next((each for each in self._root if local(each) == name), None)
        if found is None and make:
            found = self._element(name)
            before = _ORDER[: _ORDER.index(name)]
            place = sum(1 for each in self._root if local(each) in before)
            self._root.insert(place, found)
            first = {"fonts": "font", "borders": "border"}.get(name)
            if first:
                self._append(found, self._element(first))
        return found

    def _append(self, where: Any, element: Any) -> int:
        where.append(element)
        where.set("count", str(len(where)))
        return len(where) - 1

    def _element(self, name: str, **attributes: str) -> Any:
        return etree.Element(f"{{{self._main}}}{name}", attributes)
