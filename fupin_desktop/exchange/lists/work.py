"""务工月监测: several rows a person, each a spell of work away from home, done or planned.

Columns of the 2023 exports 已外出务工信息 and 计划外出务工信息 (H6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.work import WorkSpell
from fupin_desktop.exchange.lists.common import once, year_of
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import ASIDE, HOME, MEMBER, Column, ListSpec, RowIn, Say, columns_of

_PLANNED = Column(
    "planned.county", WorkSpell.fields["county"], "计划务工所在县", ("计划务工地",), shown=False
)
_OWN = {"since": "开始时间", "until": "结束时间"}


def gather(rows: Sequence[RowIn], year: int, say: Say) -> list[Node]:
    """One spell a row; a plan for another county beside it is a spell of its own."""
    return once((node for row in rows for node in _spells(row, year)), say)


def _spells(row: RowIn, year: int) -> Iterator[Node]:
    values = row.of("work_spell")
    values["year"] = year_of(values, "year", year)
    planned = row.cells.get("planned.county")
    if planned and values.get("county") and planned != values["county"]:
        service = {"service": values.pop("service")} if "service" in values else {}
        plan: dict[str, Plain] = {"year": values["year"], "planned": 1, "county": planned, **service}
        values.pop("planned", None)
        yield Node("work_spell", row.row, values, extra=row.extra)
        yield Node("work_spell", row.row, plan)
        return
    if planned:
        values.setdefault("county", planned)
    yield Node("work_spell", row.row, values, extra=row.extra)


def unfold(node: Node) -> list[dict[str, Plain]]:
    return [{f"work_spell.{name}": value for name, value in node.values.items()}]


SPEC = ListSpec(
    key="work",
    title="务工月监测",
    subject="person",
    root="work_spell",
    columns=(
        *HOME, *MEMBER,
        *columns_of("work_spell", WorkSpell, called={**_OWN, "county": "务工所在县"},
                    others={"since": ("务工开始时间", "外出时间"), "until": ("务工结束时间", "返回时间")}),
        _PLANNED, *ASIDE,
    ),
    gather=gather,
    unfold=unfold,
    tells=("是否已务工", "是否计划务工", "务工所在县", "计划务工所在县", "务工月收入", "是否点对点输送",
           "年度交通费补助", "就业服务需求"),
    least=1,
)  # fmt: skip
