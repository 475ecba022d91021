"""The records of a list in words: what each is, what it says."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.services.importing.items import FieldChange


def shown(node: Node, name: str, value: Plain) -> str:
    """A value as a person reads it."""
    return show_plain(node.field(name), value) if value not in (None, "") else ""


def values_of(node: Node) -> Iterator[FieldChange]:
    """What a new record says, as changes from nothing."""
    for name, value in node.values.items():
        if text := shown(node, name, value):
            yield FieldChange(node.field(name).label, "", text)
    for below in node.children:
        if not below.only_known:
            label, now = below_said(below)
            yield FieldChange(label, "", now)


def below_said(node: Node) -> tuple[str, str]:
    """A record below another in two words: what it is, and what it says (开工时间, 2018-05-08)."""
    said = {name: shown(node, name, value) for name, value in node.values.items()}
    table = node.table
    if table == "stage":
        return f"{said['kind']}时间", said["on"]
    if table == "subsidy":
        return f"补助资金（{said['source']}）", said["amount"]
    if table == "income_item":
        return f"{said['head']}：{said['name']}", said["amount"]
    if table == "measure_fund":
        return f"措施资金（{said['source']}）", said["amount"]
    if table == "progress":
        return f"措施进展（{said['on']}）", said["said"]
    return "帮扶措施", said.get("content", "")
