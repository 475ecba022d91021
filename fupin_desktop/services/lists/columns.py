"""In which columns a list goes out: our own, those of a layout as it was last imported, or of a known one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Field, Kind, Problem
from fupin_desktop.domain.plain import Plain, from_plain
from fupin_desktop.exchange.headings import factor, normal
from fupin_desktop.exchange.known_layouts import LAYOUTS
from fupin_desktop.exchange.lists import vocabulary
from fupin_desktop.exchange.lists.cells import shown
from fupin_desktop.exchange.lists.income import own_item
from fupin_desktop.exchange.lists.spec import Column, ListSpec
from fupin_desktop.services.layouts import columns_of

_WHOSE = {
    "household": {"home.number"},
    "person": {"member.id_number", "member.number"},
    "village": {"home.village"},
}
"""One of these must be there, or nobody can tell whose a row is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a list in their order; None for one that the office keeps as it came. ``said``: "" is our own."""

    said: str
    headings: tuple[str, ...]
    columns: tuple[Column | None, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(each.key for each in self.columns if each)

    def usable(self, spec: ListSpec) -> bool:
        """Can what is written so be read again?"""
        return bool(self.keys & _WHOSE[spec.subject])


def own_shape(spec: ListSpec) -> Shape:
    """Our own columns: everything that is kept."""
    columns = tuple(each for each in spec.columns if each.shown)
    return Shape("", tuple(each.heading for each in columns), columns)


def shape_named(unit: Unit, spec: ListSpec, name: str) -> Shape:
    """The columns of a layout of this list. Raises Refused when the list cannot be written in it."""
    found = shapes(unit, spec)
    for each in found:
        if name in (each.said, each.said.partition(" ")[0]):
            return each
    names = "、".join(each.said for each in found)
    hint = f"可选{names}" if names else "导入过一份这种表以后才能按它的列导出；不写版式就按本办的列导出"
    raise Refused([Problem("layout", f"{spec.title}不能按“{name}”版式导出，{hint}")])


def shapes(unit: Unit, spec: ListSpec) -> list[Shape]:
    """The layouts that a list can be written in: as last imported, else as they are known."""
    found: dict[str, Shape] = {}
    for layout in LAYOUTS:
        if layout.list == spec.key:
            known = [vocabulary(spec.key).get(normal(each)) for each in layout.headings]
            found[layout.said] = Shape(layout.said, layout.headings, _once(known))
    for kept in unit.layouts.all(list=spec.key, order=("name",)):
        found[kept.name] = _shape(spec, kept.name, columns_of(kept))
    for batch in unit.batches.all(list=spec.key, order=("id",)):
        if batch.layout in {each[:60] for each in found}:
            pairs = [(heading, key) for _, heading, key in json.loads(batch.columns or "[]")]
            if pairs:
                found[batch.layout] = _shape(spec, batch.layout, pairs)
    return [each for each in found.values() if each.usable(spec)]


def _shape(spec: ListSpec, said: str, pairs: Sequence[tuple[str, str]]) -> Shape:
    known = {each.key: each for each in spec.columns}
    columns = [known.get(key) or _own(heading, key) for heading, key in pairs]
    return Shape(said, tuple(heading for heading, _ in pairs), _once(columns))


def _own(heading: str, key: str) -> Column | None:
    return own_item(heading) if key.startswith("item.") else None


def _once(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """A second column of the same meaning is left to what came with the file."""
    seen: set[str] = set()
    return tuple(
        None if each is None or each.key in seen or seen.add(each.key) else each  # type: ignore[func-returns-value]
        for each in columns
    )


def written(spec: Field, heading: str, value: Plain) -> str:
    """A value as the cell under a heading says it, in the heading's unit (村级集体经济收入（万元）)."""
    times = factor(heading, spec.unit) or Decimal(1)
    if times == 1 or value in (None, "") or spec.kind not in (Kind.MONEY, Kind.DECIMAL, Kind.WHOLE):
        return shown(spec, value)
    return f"{(Decimal(str(from_plain(spec, value))) / times).normalize():f}"
