"""Our own marks of an earlier answer are taken off before new ones are put on: what was mended is not red any more."""

from __future__ import annotations

import re
from collections.abc import Collection

from fupin_desktop.exchange.oddities import column_letters, column_number
from fupin_desktop.exchange.patching.cells import SheetXml
from fupin_desktop.exchange.patching.notes import AUTHOR, parts_of_notes
from fupin_desktop.exchange.patching.package import Package, as_bytes
from fupin_desktop.exchange.patching.styles import Change, Styles

_box = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_row = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_column = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_ref = re.compile(r"([A-Z]+)(\d+)")


def take_off(package: Package, part: str, sheet: SheetXml, styles: Styles, colours: Collection[str]) -> int:
    """Take the notes off that we put on cells that still have one of our colours, and these colours. Gives how many."""
    found = parts_of_notes(package, part, sheet)
    if found is None:
        return 0
    root, place, drawing = found
    authors = [each.text for each in root[0]]
    gone: set[str] = set()
    for note in list(root[1]):
        ref = note.get("ref", "")
        if authors[int(note.get("authorId", 0))] != AUTHOR or not (at := _ref.fullmatch(ref)):
            continue
        row, column = int(at[2]) - 1, column_number(at[1])
        style = sheet.style(row, column)
        if styles.fill(style) in colours:
            sheet.cell(row, column).set("s", str(styles.derived(style, Change(fill="none"))))
            root[1].remove(note)
            gone.add(ref)
    if gone:
        package.write(place, as_bytes(root))
        if drawing:
            package.write(
                drawing,
                _box.sub(lambda box: b"" if _stands_on(box[0]) in gone else box[0], package.read(drawing)),
            )
    return len(gone)


def _stands_on(box: bytes) -> str:
    row, column = _row.search(box), _column.search(box)
    return f"{column_letters(int(column[1]))}{int(row[1]) + 1}" if row and column else ""
