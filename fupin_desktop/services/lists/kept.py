"""The records of a list as the office has them, in plain values, under the subject they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.plain import to_plain
from fupin_desktop.exchange.lists.node import RECORDS, Node

REPOSITORIES: Mapping[str, str] = {
    "work_spell": "work_spells",
    "relocation": "relocations",
    "village": "villages",
    "village_year": "village_years",
    "monitoring": "monitorings",
    "household_year": "household_years",
    "income_item": "income_items",
    "renovation": "renovations",
    "stage": "stages",
    "subsidy": "subsidies",
    "plan": "plans",
    "measure": "measures",
    "measure_fund": "measure_funds",
    "progress": "progress",
    "cadre": "cadres",
    "pairing": "pairings",
    "visit": "visits",
}
"""Table → repository of the unit."""

CHILDREN: Mapping[str, Sequence[tuple[str, str]]] = {
    "renovation": (("stage", "renovation_id"), ("subsidy", "renovation_id")),
    "plan": (("measure", "plan_id"),),
    "measure": (("measure_fund", "measure_id"), ("progress", "measure_id")),
}
"""The tables below a table, and how they point up. (Income items belong to a year of a household: see ``_incomes``.)"""

_ORDERS: Mapping[str, tuple[str, ...]] = {"stage": ("on", "id"), "progress": ("on", "id")}


class Kept(NamedTuple):
    """One record of the office with all below it, and whose it is (an id, or a village's name)."""

    owner: int | str
    node: Node


def kept(unit: Unit, root: str) -> list[Kept]:
    """All records of a list."""
    if root == "village_year":
        return [Kept(each.village, node_of(each, root)) for each in unit.village_years.all()]
    if root == "pairing":
        return [*_pairings(unit)]
    if root == "household_year":
        return [*_incomes(unit)]
    order = {
        "renovation": ("plan_year", "household_id"),
        "plan": ("household_id", "year"),
        "visit": ("household_id", "on", "id"),
    }
    found = repository(unit, root).all(order=order.get(root, ("id",)))
    owner = "person_id" if root == "work_spell" else "household_id"
    nodes = [Kept(getattr(each, owner), node_of(each, root)) for each in found]
    _hang_below(unit, root, {each.node.id: each.node for each in nodes})
    return nodes


def repository(unit: Unit, table: str) -> Any:
    return getattr(unit, REPOSITORIES[table])


def node_of(record: Record, table: str) -> Node:
    """A record as a node. Its kept columns stand apart."""
    values = {name: to_plain(field, getattr(record, name)) for name, field in RECORDS[table].fields.items()}
    extra = values.pop("extra", "")
    return Node(table, 0, values, extra=json.loads(str(extra)) if extra else {}, id=record.id or 0)


def _hang_below(unit: Unit, table: str, above: Mapping[int, Node]) -> None:
    for below, link in CHILDREN.get(table, ()):
        nodes: dict[int, Node] = {}
        for each in repository(unit, below).all(order=_ORDERS.get(below, ("id",))):
            parent = above.get(getattr(each, link))
            if parent is not None:
                node = nodes[each.id] = node_of(each, below)
                parent.children.append(node)
        _hang_below(unit, below, nodes)


def _pairings(unit: Unit) -> Iterator[Kept]:
    """The pairings, then the cadres who help nobody (their owner is nought)."""
    cadres = {each.id: node_of(each, "cadre") for each in unit.cadres.all(order=("unit", "name", "id"))}
    paired: set[int | None] = set()
    for each in unit.pairings.all(order=("household_id", "since", "id")):
        node = node_of(each, "pairing")
        node.links["cadre"] = cadres[each.cadre_id]
        paired.add(each.cadre_id)
        yield Kept(each.household_id, node)
    yield from (Kept(0, node) for id, node in cadres.items() if id not in paired)


def _incomes(unit: Unit) -> Iterator[Kept]:
    items: dict[tuple[int, int], list[Node]] = {}
    for item in unit.income_items.all():
        items.setdefault((item.household_id, item.year), []).append(node_of(item, "income_item"))
    for each in unit.household_years.all(order=("household_id", "year")):
        node = node_of(each, "household_year")
        node.children = items.get((each.household_id, each.year), [])
        yield Kept(each.household_id, node)


def has_income(node: Node) -> bool:
    """Does a year of a household say anything of its income?"""
    names = ("wage", "business", "property", "transfer", "expense", "income_recorded", "net_recorded")
    return bool(node.children) or any(node.values.get(name) is not None for name in names)


def by_owner(records: Iterable[Kept]) -> dict[int | str, list[Node]]:
    """The records of each subject, in their order."""
    found: dict[int | str, list[Node]] = {}
    for each in records:
        found.setdefault(each.owner, []).append(each.node)
    return found
