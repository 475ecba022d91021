"""易地搬迁: where a household moved from and to; sheets of people, each with the head's ID number, or one row a household.

Layouts: the registration sheets of a city, 2020 (搬迁人员登记信息; 70 columns with policies), and ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.relocation import Relocation
from fupin_desktop.exchange.lists.common import merge
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import (
    ASIDE,
    HEAD_ID,
    HOME,
    Column,
    ListSpec,
    RowIn,
    Say,
    columns_of,
)

_FLAG = Field(label="是否户主", kind=Kind.FLAG, yes=("户主",), no=())
_IS_HEAD = Column("member.head", _FLAG, "是否户主", ("是否户主(是/否)",), shown=False)
_WHO = (
    Column("member.name", Person.fields["name"], "搬迁人员姓名", ("姓名",), shown=False),
    Column("member.id_number", Person.fields["id_number"], "搬迁人员身份证号",
           ("证件号码", "身份证号", "身份证号码", "搬迁人员身份证号码"), shown=False),
)  # fmt: skip


def gather(rows: Sequence[RowIn], _year: int, say: Say) -> list[Node]:
    """One relocation a household: the head's row leads, those of others fill what it leaves blank."""
    led = sorted(rows, key=lambda row: not leads(row))
    nodes = [Node("relocation", row.row, row.of("relocation")) for row in led]
    if any(row.word("member.name") for row in rows):
        whole = merge(nodes, say)[:1]
        whole[0].extra = _kept(led)
        return whole
    for row, node in zip(led, nodes, strict=True):
        node.extra = row.extra
    return nodes  # one row a household: a household that moved twice has two


def leads(row: RowIn) -> bool:
    """Is this the row of the head?"""
    return row.cells.get("member.head") == 1 or row.word("aside.与户主关系") in ("户主", "本人")


def _kept(rows: Sequence[RowIn]) -> dict[str, str]:
    """Kept columns of several people: one text where all say the same, else each with the name."""
    heads = dict.fromkeys(head for row in rows for head in row.extra)
    kept = {}
    for head in heads:
        said = [(row.word("member.name"), row.extra[head]) for row in rows if row.extra.get(head)]
        alike = len({text for _, text in said}) == 1 and len(said) in (1, len(rows))
        kept[head] = said[0][1] if alike else "；".join(f"{name}：{text}" for name, text in said)
    return kept


def unfold(node: Node) -> list[dict[str, Plain]]:
    return [{f"relocation.{name}": value for name, value in node.values.items()}]


SPEC = ListSpec(
    key="relocation",
    title="易地搬迁",
    subject="household",
    root="relocation",
    columns=(
        *HOME,
        *columns_of("relocation", Relocation,
                    others={"remark": ("备注", "备注(新增或者死亡人员)"), "site": ("安置点",),
                            "moved_on": ("搬迁入住时间",), "living": ("是否入住",),
                            "demolished": ("是否拆旧",)}),
        HEAD_ID, *_WHO, _IS_HEAD, *ASIDE,
    ),
    gather=gather,
    unfold=unfold,
    tells=("搬迁方式", "安置方式", "安置点名称", "迁出地", "迁入地", "安置地", "是否拆旧复垦", "安置房面积",
           "搬迁人员姓名", "是否实际入住", "搬迁意愿"),
)  # fmt: skip
