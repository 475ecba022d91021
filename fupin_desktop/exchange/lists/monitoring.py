"""监测对象: one row an episode of a household, with measures and what was found after the risk was removed.

The 2023 export of 监测对象 lists people and is read by the reader of people; this is the office's own list.
"""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.lists.common import once
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import ASIDE, HIDDEN_HEAD_ID, HOME, ListSpec, RowIn, Say, columns_of


def gather(rows: Sequence[RowIn], _year: int, say: Say) -> list[Node]:
    return once((Node("monitoring", row.row, row.of("monitoring")) for row in rows), say)


def unfold(node: Node) -> list[dict[str, Plain]]:
    return [{f"monitoring.{name}": value for name, value in node.values.items()}]


SPEC = ListSpec(
    key="monitoring",
    title="监测对象",
    subject="household",
    root="monitoring",
    columns=(*HOME, *columns_of("monitoring", Monitoring), HIDDEN_HEAD_ID, *ASIDE),
    gather=gather,
    unfold=unfold,
    tells=("已登记帮扶措施", "监测备注", "发现日期", "帮扶措施明细"),
    least=2,
    keeps=False,
)
