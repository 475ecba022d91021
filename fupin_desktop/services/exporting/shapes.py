"""In which columns a list goes out: those of a known layout, of one that the office mapped, or of the file last imported in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.sheets import KeptLayout
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.known_layouts import LAYOUTS, Layout
from fupin_desktop.exchange.layouts import fields, layout_named, vocabulary
from fupin_desktop.services.layouts import columns_of

REGISTER = ("people", "households")


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a list in their order. A key is "" for a column that the office keeps as it came."""

    said: str
    headings: tuple[str, ...]
    keys: tuple[str, ...]
    list: str = "people"
    title: str = ""
    unit: str = ""

    @property
    def usable(self) -> bool:
        """Can what is written so be read again: is there a household number, and in a list of people their names?"""
        needed = {"household.number"} if self.list == "households" else {"household.number", "person.name"}
        return self.list in REGISTER and needed <= set(self.keys)


def shape_named(unit: Unit, name: str) -> Shape:
    """The columns of a layout, in the order of the file last imported in it. Raises Refused when it cannot be written."""
    layout = layout_named(name)
    kept = unit.layouts.find(name=name) if layout is None else None
    found = _of_layout(layout) if layout else None
    if kept is not None:
        pairs = columns_of(kept)
        found = Shape(
            kept.name,
            tuple(each for each, _ in pairs),
            tuple(key for _, key in pairs),
            kept.list,
            kept.heading,
        )
    if found is not None:
        found = _as_last_imported(unit, found)
    if found is None or not found.usable:
        raise Refused([Problem("layout", f"不能按“{name}”版式导出，可选{'、'.join(names(unit))}")])
    return found


def names(unit: Unit) -> list[str]:
    """The layouts that households and people can be written in, the known ones first."""
    known = [
        layout.key
        for layout in LAYOUTS
        if layout.list in REGISTER and _as_last_imported(unit, _of_layout(layout)).usable
    ]
    own = [
        each.name
        for each in unit.layouts.all(order=("name",))
        if _as_last_imported(unit, _of_kept(each)).usable
    ]
    return [*known, *own]


def _of_layout(layout: Layout) -> Shape:
    keys = [vocabulary().get(normal(heading), "") for heading in layout.headings]
    return Shape(layout.said, layout.headings, tuple(_once(keys)), layout.list, layout.title, layout.unit)


def _of_kept(kept: KeptLayout) -> Shape:
    pairs = columns_of(kept)
    headings, keys = tuple(heading for heading, _ in pairs), [key for _, key in pairs]
    return Shape(kept.name, headings, tuple(_once(keys)), kept.list, kept.heading)


def _as_last_imported(unit: Unit, shape: Shape) -> Shape:
    """The columns as they stood in the newest file of the layout, also those that nobody knows."""
    batches = [
        each for each in unit.batches.all(layout=shape.said[:60]) if each.columns and each.list in REGISTER
    ]
    if not batches:
        return shape
    columns = json.loads(max(batches, key=lambda each: each.id or 0).columns)
    known = fields()
    keys = [key if key.partition("#")[0] in known else "" for _, _, key in columns]
    return replace(shape, headings=tuple(heading for _, heading, _ in columns), keys=tuple(_once(keys)))


def _once(keys: Sequence[str]) -> list[str]:
    """A second column of the same meaning is left to what came with the file."""
    return [key if key not in keys[:place] else "" for place, key in enumerate(keys)]
