"""Puts rows into a sheet in the look of a model row; whatever stands below goes down with all that points to it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from fupin_desktop.exchange.patching.cells import SheetXml, formula_of
from fupin_desktop.exchange.patching.package import Package, as_bytes, local, namespace

_reference = re.compile(
    r"(?<![A-Za-z0-9_.!'])(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?(?![A-Za-z0-9_(])"
)
_area = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")

_LAST = 1_048_575
"""The last row that a sheet can have; areas that reach down to it stay there."""

Shift = Callable[[int], int]


def insert_rows(sheet: SheetXml, at: int, count: int, model: int) -> None:
    """Put ``count`` rows before row ``at`` (from nought) that look like row ``model``, which stands above them."""
    if count <= 0:
        return
    moved = {number: sheet.row(number) for number in sheet.numbers_from(at)}
    like = sheet.row(model)
    sheet.cut(at)
    for number, row in moved.items():
        sheet.set_row(number + count, _renumbered(row, number + count))
    shift: Shift = lambda number: min(number + count, _LAST) if number >= at else number  # noqa: E731
    for number in sheet.numbers_from(0):
        for cell in sheet.row(number):
            if (formula := formula_of(cell)) is not None:
                formula.text = shifted(formula.text or "", at, count, model)
                if ref := formula.get("ref"):
                    formula.set("ref", _moved_area(ref, shift))
    for number in range(at, at + count):
        sheet.set_row(number, _renumbered(_emptied(copy.deepcopy(like), model, number), number))
    _shift_tail(sheet, shift, at, count, model)
    sheet.tail_changed = True
    sheet.stretch(sheet.last_row)


def shifted(formula: str, at: int, count: int, model: int) -> str:
    """A formula of the sheet itself after rows were put in; a range that ends with the model row takes them in."""

    def one(found: re.Match[str]) -> str:
        left, top, right, bottom = found.groups()
        first = int(top) + (count if int(top) - 1 >= at else 0)
        if right is None:
            return f"{left}{first}"
        last = int(bottom)
        grows = last - 1 >= at or (last - 1 == model == at - 1 and last >= int(top))
        return f"{left}{first}:{right}{min(last + (count if grows else 0), _LAST + 1)}"

    pieces = re.split(r'("(?:[^"]|"")*")', formula)  # texts in a formula are no references
    return "".join(piece if place % 2 else _reference.sub(one, piece) for place, piece in enumerate(pieces))


def _renumbered(row: Any, number: int) -> Any:
    row.set("r", str(number + 1))
    for cell in row:
        letters = (cell.get("r") or "").rstrip("0123456789")
        cell.set("r", f"{letters}{number + 1}")
    return row


def _emptied(row: Any, model: int, number: int) -> Any:
    """A copy of the model row without its values; its formulas count the new row."""
    from openpyxl.formula.translate import Translator

    for cell in row:
        formula = formula_of(cell)
        said = formula.text if formula is not None and not formula.get("t") else None
        main = namespace(cell)
        for each in list(cell):
            cell.remove(each)
        cell.attrib.pop("t", None)
        if said:
            letters = (cell.get("r") or "").rstrip("0123456789")
            own = Translator(f"={said}", f"{letters}{model + 1}").translate_formula(f"{letters}{number + 1}")
            etree.SubElement(cell, f"{{{main}}}f").text = own[1:]
    return row


def _moved_area(ref: str, shift: Shift) -> str:
    def one(found: re.Match[str]) -> str:
        left, top, right, bottom = found.groups()
        said = f"{left}{shift(int(top) - 1) + 1}"
        return said if right is None else f"{said}:{right}{shift(int(bottom) - 1) + 1}"

    return _area.sub(one, ref)


def _shift_tail(sheet: SheetXml, shift: Shift, at: int, count: int, model: int) -> None:
    for part in sheet.tail:
        match local(part):
            case "mergeCells":
                _shift_merges(part, shift, at, count, model)
            case "dataValidations" | "conditionalFormatting":
                for each in (each for each in (part, *part) if each.get("sqref")):
                    areas = each.get("sqref").split()
                    each.set("sqref", " ".join(_grown(area, shift, at, count, model) for area in areas))
            case "hyperlinks" | "protectedRanges":
                for each in part:
                    each.set("ref", _moved_area(each.get("ref", ""), shift))
            case "rowBreaks":
                for each in part:
                    each.set("id", str(shift(int(each.get("id", 0)))))
            case "autoFilter":
                part.set("ref", _grown(part.get("ref", "A1"), shift, at, count, model))


def _shift_merges(part: Any, shift: Shift, at: int, count: int, model: int) -> None:
    for each in list(part):
        ref = each.get("ref", "")
        each.set("ref", _moved_area(ref, shift))
        found = _area.fullmatch(ref)
        if found and found[3] and int(found[2]) - 1 == model == int(found[4]) - 1:
            for number in range(at, at + count):
                twin = copy.deepcopy(each)
                twin.set("ref", f"{found[1]}{number + 1}:{found[3]}{number + 1}")
                part.append(twin)
    if part.get("count"):
        part.set("count", str(len(part)))


def _grown(ref: str, shift: Shift, at: int, count: int, model: int) -> str:
    """An area that ends with the model row takes the new rows in."""
    found = _area.fullmatch(ref)
    if found is None:
        return ref
    bottom = int(found[4] or found[2])
    if bottom - 1 != model or model != at - 1:
        return _moved_area(ref, shift)
    return f"{found[1]}{shift(int(found[2]) - 1) + 1}:{found[3] or found[1]}{min(bottom + count, _LAST + 1)}"


def shift_around(package: Package, part: str, at: int, count: int) -> None:
    """Pictures, text boxes and notes that are anchored below the new rows go down with them."""
    relations = package.relations(part)
    for kind in ("drawing", "comments", "vmlDrawing"):
        for _, target in relations.of_kind(kind):
            root = package.tree(target)
            changed = False
            for each in root.iter():
                if not isinstance(each.tag, str):
                    continue
                name = local(each)
                if name == "comment" and (ref := each.get("ref")):
                    found = _area.fullmatch(ref)
                    if found and int(found[2]) - 1 >= at:
                        each.set("ref", f"{found[1]}{int(found[2]) + count}")
                        changed = True
                elif name in ("row", "Row") and (each.text or "").strip().isdigit() and int(each.text) >= at:
                    each.text = str(int(each.text) + count)
                    changed = True
            if changed:
                package.write(target, as_bytes(root))


def shift_names(root: Any, sheet: str, at: int, count: int, model: int) -> bool:
    """The print area and other names that point into the sheet; titles above stay. Says whether any was changed."""
    changed = False
    quoted = sheet.replace("'", "''")
    for each in root.iter():
        if not isinstance(each.tag, str) or local(each) != "definedName" or not each.text:
            continue
        said = []
        for piece in each.text.split(","):
            where, mark, area = piece.rpartition("!")
            if mark and where.strip("'") in (sheet, quoted):
                area = shifted(area, at, count, model)
            said.append(f"{where}{mark}{area}")
        new = ",".join(said)
        if new != each.text:
            each.text, changed = new, True
    return changed
