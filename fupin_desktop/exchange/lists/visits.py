"""走访记录: one row a visit, under its household: when, who, what was said, what was asked for and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.visit import Visit
from fupin_desktop.exchange.lists.common import once
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import ASIDE, HIDDEN_HEAD_ID, HOME, ListSpec, RowIn, Say, columns_of
from fupin_desktop.exchange.rows import REFUSED


def gather(rows: Sequence[RowIn], _year: int, say: Say) -> list[Node]:
    """One visit a row. Refused: no day, nobody named, nothing said."""
    return once(_visits(rows, say), say)


def _visits(rows: Sequence[RowIn], say: Say) -> Iterator[Node]:
    for row in rows:
        values = row.of("visit")
        if not values.get("on"):
            say(row.row, "visit.on", REFUSED, "没有写走访日期，请补上")
        elif not values.get("who"):
            say(row.row, "visit.who", REFUSED, "没有写走访人，请补上")
        elif not values.get("talk") and not values.get("appeal"):
            say(row.row, "visit.talk", REFUSED, "走访情况和诉求都是空的，请至少写一项")
        else:
            yield Node("visit", row.row, values)


def unfold(node: Node) -> list[dict[str, Plain]]:
    return [{f"visit.{name}": value for name, value in node.values.items()}]


SPEC = ListSpec(
    key="visits",
    title="走访记录",
    subject="household",
    root="visit",
    columns=(
        *HOME,
        *columns_of(
            "visit", Visit, called={"override": "走访破例理由", "remark": "走访备注"},
            others={"who": ("走访干部", "入户干部", "帮扶责任人"), "talk": ("谈话内容", "走访内容"),
                    "appeal": ("群众诉求", "反映问题"), "outcome": ("处理意见", "落实情况", "处理情况")},
        ),
        HIDDEN_HEAD_ID, *ASIDE,
    ),
    gather=gather,
    unfold=unfold,
    tells=("走访日期", "走访时间", "入户时间", "走访人", "走访干部", "入户干部", "走访情况", "走访情况记录", "走访内容", "谈话内容"),
    keeps=False,
)  # fmt: skip
