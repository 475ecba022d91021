"""Notes on cells (批注): the old kind that Excel, WPS and LibreOffice all show. Notes that are there stay and are added to."""

from __future__ import annotations

import re
import uuid
from typing import Any

from lxml import etree

from fupin_desktop.exchange.oddities import column_letters
from fupin_desktop.exchange.patching.cells import SheetXml
from fupin_desktop.exchange.patching.package import OFFICE, STRICT, Package, as_bytes, local, namespace
from fupin_desktop.exchange.writing import printable

AUTHOR = "乡镇扶贫工作台"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BEHIND = frozenset({"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent",
                     "webPublishItems", "tableParts", "extLst"})  # fmt: skip
"""What stands behind the drawing of notes in a sheet."""
_idmap = re.compile(rb"(<o:idmap\b[^>]*?\bdata=[\"'])([\d, ]*)")
_shape = re.compile(rb"id=[\"']_x0000_s(\d+)")
_NEW_DRAWING = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout>\
</xml>"""
_SHAPE_TYPE = b"""<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_SHAPE = """<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;\
width:160pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""


def write_notes(package: Package, part: str, sheet: SheetXml, notes: dict[tuple[int, int], str]) -> None:
    """Put notes on the cells of a sheet; rows and columns count from nought."""
    relations = package.relations(part)
    found = relations.of_kind("comments")
    place = found[0][1] if found else package.free_name("xl/comments{}.xml")
    root = package.tree(place) if found else _new_comments(sheet.main)
    known = {each.get("ref"): each for each in _list(root, "commentList")}
    threads = _Threads(package, part)
    fresh = []
    for (row, column), text in sorted(notes.items()):
        ref = f"{column_letters(column)}{row + 1}"
        if ref in known:
            _add_text(known[ref], f"\n{text}")
            threads.answer(ref, text)
        else:
            _new_comment(root, ref, text)
            fresh.append((row, column, text))
    if not found:
        relations.add("comments", place)
    package.write(place, as_bytes(root), _COMMENTS)
    threads.write()
    if fresh:
        _draw(package, part, sheet, fresh)


def parts_of_notes(package: Package, part: str, sheet: SheetXml) -> tuple[Any, str, str] | None:
    """The notes of a sheet as a tree of authors and notes, their part, and the part of their boxes; None without notes."""
    relations = package.relations(part)
    found = relations.of_kind("comments")
    if not found or found[0][1] not in package:
        return None
    own = next((each for each in sheet.tail if local(each) == "legacyDrawing"), None)
    boxes = relations.target(_id_of(own)) if own is not None else None
    return package.tree(found[0][1]), found[0][1], boxes if boxes and boxes in package else ""


def _new_comments(main: str) -> Any:
    root = etree.Element(f"{{{main}}}comments", nsmap={None: main})
    etree.SubElement(root, f"{{{main}}}authors")
    etree.SubElement(root, f"{{{main}}}commentList")
    return root


def _list(root: Any, name: str) -> Any:
    return next(each for each in root if local(each) == name)


def _new_comment(root: Any, ref: str, text: str) -> None:
    main, authors = namespace(root), _list(root, "authors")
    names = [each.text for each in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{main}}}author").text = AUTHOR
        names.append(AUTHOR)
    comment = etree.SubElement(_list(root, "commentList"), f"{{{main}}}comment")
    comment.set("ref", ref)
    comment.set("authorId", str(names.index(AUTHOR)))
    etree.SubElement(comment, f"{{{main}}}text")
    _add_text(comment, text)


def _add_text(comment: Any, text: str) -> None:
    main, whole = namespace(comment), _list(comment, "text")
    run = etree.SubElement(whole, f"{{{main}}}r")
    look = etree.SubElement(run, f"{{{main}}}rPr")
    etree.SubElement(look, f"{{{main}}}sz").set("val", "9")
    etree.SubElement(look, f"{{{main}}}rFont").set("val", "宋体")
    words = etree.SubElement(run, f"{{{main}}}t")
    words.text = printable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for each in [
        each for each in whole if local(each) == "t"
    ]:  # plain text goes before runs as a run of its own
        plain = etree.Element(f"{{{main}}}r")
        whole.replace(each, plain)
        plain.append(each)


def _draw(package: Package, part: str, sheet: SheetXml, notes: list[tuple[int, int, str]]) -> None:
    """Notes are seen by their boxes, which lie in a drawing of the old kind."""
    relations = package.relations(part)
    own = next((each for each in sheet.tail if local(each) == "legacyDrawing"), None)
    place = relations.target(_id_of(own)) if own is not None else None
    data = package.read(place) if place and place in package else _NEW_DRAWING
    first = _next_block(package)
    blocks = range(first, first + (len(notes) - 1) // 1023 + 1)
    shapes = [
        _box(row, column, text, blocks[order // 1023] * 1024 + 1 + order % 1023, order + 1)
        for order, (row, column, text) in enumerate(notes)
    ]
    data = _idmap.sub(lambda found: found[1] + _joined(found[2], blocks), data, count=1)
    kind = b"" if b'_x0000_t202"' in data else _SHAPE_TYPE
    end = data.rindex(b"</xml>")
    data = data[:end] + kind + "".join(shapes).encode() + data[end:]
    package.default_type("vml", _DRAWING)
    if place is None or place not in package:
        place = package.free_name("xl/drawings/vmlDrawing{}.vml")
        _point_to(sheet, relations.add("vmlDrawing", place))
    package.write(place, data, "" if place in package else _DRAWING)


def _joined(said: bytes, blocks: range) -> bytes:
    return b",".join([*([said] if said.strip() else []), *(str(each).encode() for each in blocks)])


def _next_block(package: Package) -> int:
    """Boxes are numbered over all drawings, a thousand to a block."""
    taken = [0]
    for part in package.parts():
        if part.endswith(".vml"):
            data = package.read(part)
            taken += [
                int(each) for found in _idmap.finditer(data) for each in found[2].split(b",") if each.strip()
            ]
            taken += [int(found[1]) // 1024 for found in _shape.finditer(data)]
    return max(taken) + 1


def _box(row: int, column: int, text: str, id: int, order: int) -> str:
    lines = sum(1 + len(line) // 14 for line in text.split("\n"))
    tall = max(3, min(14, lines))
    top = max(0, row - 1)
    return _SHAPE.format(
        id=id, order=order, height=16 * tall, left=column + 1, right=column + 4, top=top, bottom=top + tall, row=row,
        column=column,
    )  # fmt: skip


def _id_of(element: Any) -> str:
    return str(next((value for name, value in element.items() if name.endswith("}id")), ""))


def _point_to(sheet: SheetXml, id: str) -> None:
    own = next((each for each in sheet.tail if local(each) == "legacyDrawing"), None)
    office = STRICT if sheet.main == _STRICT_MAIN else OFFICE
    if own is None:
        own = etree.Element(f"{{{sheet.main}}}legacyDrawing", nsmap={"r": office})
        place = next(
            (place for place, each in enumerate(sheet.tail) if local(each) in _BEHIND), len(sheet.tail)
        )
        sheet.tail.insert(place, own)
    own.set(f"{{{office}}}id", id)
    sheet.tail_changed = True


class _Threads:
    """Conversations on cells (the newer kind): where there is one, Excel shows it alone, so the note is an answer in it."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        found = package.relations(part).of_kind("threadedComment")
        self._part = found[0][1] if found else ""
        self._root = package.tree(self._part) if found else None
        self._changed = False

    def answer(self, ref: str, text: str) -> None:
        """Add words to the conversation on a cell, if there is one."""
        if self._root is None:
            return
        first = next(
            (each for each in self._root if each.get("ref") == ref and not each.get("parentId")), None
        )
        if first is None:
            return
        said = etree.SubElement(self._root, f"{{{namespace(self._root)}}}threadedComment")
        for name, value in (("ref", ref), ("dT", first.get("dT", "2020-01-01T00:00:00.00")), ("personId", self._person()),
                            ("id", _new_id()), ("parentId", first.get("id", ""))):  # fmt: skip
            said.set(name, value)
        etree.SubElement(said, f"{{{namespace(self._root)}}}text").text = printable(text)
        self._changed = True

    def _person(self) -> str:
        package = self._package
        main = next(
            (each for each in package.parts() if each.startswith("xl/persons/") and each.endswith(".xml")), ""
        )
        if not main:
            return str(next(iter(self._root or ())).get("personId", ""))
        root = package.tree(main)
        for each in root:
            if each.get("displayName") == AUTHOR:
                return str(each.get("id"))
        person = etree.SubElement(root, f"{{{namespace(root)}}}person")
        id = _new_id()
        for name, value in (("displayName", AUTHOR), ("id", id), ("userId", AUTHOR), ("providerId", "None")):
            person.set(name, value)
        package.write(main, as_bytes(root))
        return id

    def write(self) -> None:
        """Put the part back when something was added."""
        if self._changed:
            self._package.write(self._part, as_bytes(self._root))


def _new_id() -> str:
    return f"{{{str(uuid.uuid4()).upper()}}}"
