"""What several lists do alike with the rows of one subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fupin_desktop.domain.plain import Plain, show_plain
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import Say
from fupin_desktop.exchange.rows import FINDING, REFUSED, REMARK


def year_of(values: dict[str, Plain], name: str, year: int) -> int:
    """The year that a row says, else the year of the data."""
    said = values.get(name)
    return said if isinstance(said, int) else year


def once(nodes: Iterable[Node], say: Say) -> list[Node]:
    """Rows that speak of the same record: the first stands, an equal one is remarked, another one is a conflict."""
    kept: dict[object, Node] = {}
    for node in nodes:
        first = kept.setdefault(node.same, node)
        if first is node:
            continue
        if first.values == node.values and not node.children:
            say(node.row, "", REMARK, f"与第{first.row}行完全相同，只取一行")
        else:
            what = _named(node)
            say(
                node.row,
                "",
                REFUSED,
                f"{what}与第{first.row}行相同，内容却不一样，只取前面一行，请核对后删去一行",
            )
    return list(kept.values())


def _named(node: Node) -> str:
    from fupin_desktop.exchange.lists.node import SAME

    said = [
        show_plain(node.field(name), node.values.get(name))
        for name in SAME[node.table]
        if name in node.kind.fields and node.values.get(name)
    ]
    return f"{node.kind.title}（{'、'.join(said)}）" if said else node.kind.title


def merge(nodes: Sequence[Node], say: Say) -> list[Node]:
    """Rows of the same record come together: blanks are filled, children gathered; a value that differs is said."""
    kept: dict[object, Node] = {}
    for node in nodes:
        first = kept.setdefault(node.same, node)
        if first is node:
            continue
        for name, value in node.values.items():
            old = first.values.setdefault(name, value)
            if old != value and value not in (None, "") and old not in (None, ""):
                label = node.field(name).label
                text = f"同一份{node.kind.title}的“{label}”与第{first.row}行不一致，以第{first.row}行为准，请核对"
                say(node.row, f"{node.table}.{name}", FINDING, text)
        first.children += node.children
        first.extra = {**node.extra, **first.extra}
    return list(kept.values())
