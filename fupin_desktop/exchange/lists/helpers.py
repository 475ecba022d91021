"""结对帮扶: which cadre helps which household (A岗、B岗), from when to when; cadres without a household at the end.

Layouts: a clerk's pairing sheet of 2018, the pairing table of a county's system, and ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.cadre import Cadre, Pairing
from fupin_desktop.domain.plain import Plain
from fupin_desktop.exchange.lists.common import once
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import ASIDE, HIDDEN_HEAD_ID, HOME, ListSpec, RowIn, Say, columns_of
from fupin_desktop.exchange.rows import REFUSED


def gather(rows: Sequence[RowIn], _year: int, say: Say) -> list[Node]:
    """The pairings of one household, each with its cadre; a cadre alone where the row names no household."""
    found = []
    for row in rows:
        cadre = row.of("cadre")
        if not cadre.get("name"):
            say(row.row, "cadre.name", REFUSED, "没有写帮扶人姓名，请补上")
            continue
        who = Node("cadre", row.row, cadre)
        if any(row.word(key) for key in ("home.number", "home.head", "home.head_id")):
            found.append(Node("pairing", row.row, row.of("pairing"), links={"cadre": who}))
        else:
            found.append(who)
    return once(found, say)


def unfold(node: Node) -> list[dict[str, Plain]]:
    who = node.links.get("cadre", node)
    cells: dict[str, Plain] = {f"cadre.{name}": value for name, value in who.values.items()}
    if who is not node:
        cells |= {f"pairing.{name}": value for name, value in node.values.items()}
    return [cells]


SPEC = ListSpec(
    key="helpers",
    title="结对帮扶",
    subject="household",
    root="pairing",
    columns=(
        *HOME,
        *columns_of("pairing", Pairing, others={"since": ("帮扶开始时间", "结对时间"), "until": ("帮扶结束时间",)}),
        *columns_of(
            "cadre", Cadre,
            called={"name": "帮扶人姓名", "unit": "帮扶单位", "duty": "帮扶人职务", "phone": "帮扶人电话",
                    "sex": "帮扶人性别", "politics": "帮扶人政治面貌", "post": "干部岗别", "in_village": "是否驻村队员",
                    "remark": "干部备注"},
            others={"name": ("帮扶责任人", "帮扶人", "帮扶干部", "帮扶责任人姓名", "干部姓名", "helpPerson"),
                    "unit": ("单位", "所属单位", "工作单位", "帮扶责任人单位"), "duty": ("职务", "帮扶责任人职务"),
                    "phone": ("帮扶人手机号", "帮扶责任人手机号", "帮扶责任人联系电话", "帮扶人联系电话",
                              "helpPerson_phone"),
                    "in_village": ("驻村队员",)},
        ),
        HIDDEN_HEAD_ID, *ASIDE,
    ),
    gather=gather,
    unfold=unfold,
    tells=("帮扶人姓名", "帮扶责任人", "帮扶人", "帮扶干部", "帮扶责任人姓名", "干部姓名", "helpPerson", "帮扶单位",
           "所属单位", "单位", "帮扶人手机号", "helpPerson_phone", "帮扶人电话", "帮扶人联系电话", "帮扶责任人联系电话"),
    keeps=False,
)  # fmt: skip
