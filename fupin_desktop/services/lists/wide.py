"""What the columns of other people's lists say of a record where ours say it otherwise: an item of income a column …"""

from __future__ import annotations

from decimal import Decimal

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.lists.income import MAIN, item_key
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import ListSpec

YEARS = {"income": "year", "work": "year", "housing": "plan_year", "villages": "year", "plans": "year"}
"""The field that says of which year a record is."""


def rows_of(spec: ListSpec, node: Node, keys: frozenset[str]) -> list[dict[str, Plain]]:
    """The rows of one record for a sheet of these columns."""
    if spec.key == "income" and not keys & {"income_item.name", "income_item.amount"}:
        return [_income(node, keys)]
    rows = spec.unfold(node)
    if spec.key == "housing":
        return [row | _housing(node) for row in rows]
    return rows


def of_year(spec: ListSpec, node: Node, keys: frozenset[str], year: int) -> bool:
    """A sheet without a column of years holds one year alone, or several would run into one."""
    name = YEARS.get(spec.key)
    return name is None or f"{spec.root}.{name}" in keys or node.values.get(name) in (None, year)


def _income(node: Node, keys: frozenset[str]) -> dict[str, Plain]:
    """One year of a household, an item a column; the sums are those of the columns that are there."""
    said: dict[str, Plain] = {f"household_year.{name}": value for name, value in node.values.items()}
    for each in node.children:
        key = item_key(IncomeHead.of(str(each.values["head"])), str(each.values["name"]))
        if key in keys:
            said[key] = _number(said.get(key)) + _number(each.values.get("amount"))
    transfer = [_number(value) for key, value in said.items() if key.startswith("item.transfer.")]
    if transfer:
        main = sum(_number(said.get(item_key(IncomeHead.TRANSFER, name))) for name in MAIN)
        said["sum.others"] = sum(transfer) - main
    heads = [node.values.get(each) for each in ("wage", "business", "property", "transfer")]
    if None not in heads:
        said["sum.all"] = sum(_number(each) for each in heads)
    return said


def _number(value: Plain) -> int:
    return int(Decimal(str(value or 0)))


def _housing(node: Node) -> dict[str, Plain]:
    said: dict[str, Plain] = {f"said.{each.values['kind']}": 1 for each in node.of("stage")}
    for each in node.of("subsidy"):
        key = f"money.{each.values.get('source')}"
        said[key] = _number(said.get(key)) + _number(each.values.get("amount"))
    return said
