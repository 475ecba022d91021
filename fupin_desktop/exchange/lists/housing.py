"""危房改造台账: one row a renovation, its stages by their days, its money by source.

Layouts: two ledgers of counties from 2018 (是否动工、动工时间 …; 批准列入危房改造计划年度、中央资金 …), and ours.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.housing import DEFAULT_ORDER, Renovation, Stage, StageKind, Subsidy
from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.values import Unreadable, show_day
from fupin_desktop.exchange.lists.cells import read_told, told
from fupin_desktop.exchange.lists.common import once, year_of
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import (
    ASIDE,
    HIDDEN_HEAD_ID,
    HOME,
    TEXT,
    Column,
    ListSpec,
    RowIn,
    Say,
    columns_of,
)
from fupin_desktop.exchange.rows import FINDING

_MONEY = ("中央资金", "省级资金", "市县配套资金", "双联单位帮扶资金", "企业社会投资", "建房补助")
"""Columns of money by source in other people's ledgers; the heading is the source."""
_DETAILS = ("kind", "who", "skip_reason", "remark")
_PAID = ("source", "amount", "paid_on")
_FLAG = Field(label="是否完成", kind=Kind.FLAG, yes=("已", "已完成"), no=("未", "未完成"))


def _stage_columns() -> Iterator[Column]:
    for kind in StageKind:
        others = [f"{alias}{word}" for alias in (kind.label, *kind.aliases) for word in ("时间", "日期")]
        if kind is StageKind.APPRAISED:
            others.remove("鉴定日期")  # the renovation has a field of that name
        heading = f"{kind.label}时间"
        more = tuple(each for each in others if each != heading)
        yield Column(f"stage.{kind}", Stage.fields["on"], heading, more)
        said = tuple(f"是否{alias}" for alias in (kind.label, *kind.aliases))
        yield Column(f"said.{kind}", _FLAG, said[0], said[1:], shown=False)


def gather(rows: Sequence[RowIn], year: int, say: Say) -> list[Node]:
    """One renovation a row; two rows of one household and year are a conflict."""
    found = []
    for row in rows:
        values = row.of("renovation")
        values["plan_year"] = year_of(values, "plan_year", year)
        node = Node("renovation", row.row, values, extra=row.extra)
        node.children = [*_stages(row, say), *_subsidies(row, say)]
        found.append(node)
    return once(found, say)


def _stages(row: RowIn, say: Say) -> list[Node]:
    found: dict[str, Node] = {}
    for kind in StageKind:
        on, said = row.cells.get(f"stage.{kind}"), row.cells.get(f"said.{kind}")
        if on:
            found[str(kind)] = Node("stage", row.row, {"kind": str(kind), "on": on})
            if said == 0:
                text = f"填了{kind.label}时间，“是否{kind.label}”却填“否”，按已{kind.label}登记，请核对"
                say(row.row, f"said.{kind}", FINDING, text)
        elif said == 1:
            text = f"“是否{kind.label}”填“是”，但没有{kind.label}时间，没有登记这一步，请补上日期"
            say(row.row, f"said.{kind}", FINDING, text)
    if details := row.word("stage.details"):
        try:
            for values in read_told(Stage, details, _DETAILS):
                if (stage := found.get(str(values["kind"]))) is not None:
                    stage.values |= {name: value for name, value in values.items() if name != "kind"}
        except Unreadable as wrong:
            say(row.row, "stage.details", FINDING, f"{wrong}，阶段说明没有采用")
    _backwards(row, found, say)
    return list(found.values())


def _backwards(row: RowIn, stages: dict[str, Node], say: Say) -> None:
    """Building, completion, acceptance and moving in that run backwards, or lie in the future of the row."""
    steps = [
        kind for kind in DEFAULT_ORDER[DEFAULT_ORDER.index(StageKind.STARTED) : -1] if str(kind) in stages
    ]
    for one, two in itertools.pairwise(steps):
        first, second = (str(stages[str(kind)].values["on"]) for kind in (one, two))
        if second < first:
            days = f"{show_day(date.fromisoformat(second))}）早于{one.label}（{show_day(date.fromisoformat(first))}"
            say(row.row, f"stage.{two}", FINDING, f"{two.label}（{days}），请核对")


def _subsidies(row: RowIn, say: Say) -> list[Node]:
    found = [
        Node("subsidy", row.row, {"source": key.partition(".")[2], "amount": amount})
        for key, amount in row.cells.items()
        if key.startswith("money.") and amount
    ]
    if text := row.word("subsidy.told"):
        try:
            found += [Node("subsidy", row.row, values) for values in read_told(Subsidy, text)]
        except Unreadable as wrong:
            say(row.row, "subsidy.told", FINDING, f"{wrong}，补助资金没有采用")
    return found


def unfold(node: Node) -> list[dict[str, Plain]]:
    cells: dict[str, Plain] = {f"renovation.{name}": value for name, value in node.values.items()}
    stages = list(node.of("stage"))
    cells |= {f"stage.{each.values['kind']}": each.values["on"] for each in stages}
    noted = [each.values for each in stages if any(each.values.get(name) for name in _DETAILS[1:])]
    cells["stage.details"] = told(Stage, _DETAILS, noted)
    cells["subsidy.told"] = told(Subsidy, _PAID, (each.values for each in node.of("subsidy")))
    return [cells]


SPEC = ListSpec(
    key="housing",
    title="危房改造台账",
    subject="household",
    root="renovation",
    columns=(
        *HOME,
        *columns_of(
            "renovation", Renovation,
            others={
                "plan_year": ("年度", "批准列入危房改造计划年度", "改造年度"), "own_money": ("个人自筹", "自筹"),
                "area": ("住房面积", "住房建筑面积"), "grade": ("住房危险等级", "危房等级", "危房级别"),
                "cost": ("计划投资", "总投资"), "relocation": ("是否易地搬迁",),
            },
        ),
        *_stage_columns(),
        Column("stage.details", TEXT, "阶段说明"),
        Column("subsidy.told", TEXT, "补助资金"),
        *(Column(f"money.{name}", Subsidy.fields["amount"], name, shown=False) for name in _MONEY),
        HIDDEN_HEAD_ID, *ASIDE,
    ),
    gather=gather,
    unfold=unfold,
    tells=("是否动工", "动工时间", "开工时间", "是否竣工", "竣工时间", "验收时间", "建房补助", "个人自筹", "计划年度",
           "批准列入危房改造计划年度", "住房危险等级", "计划投资", "中央资金", "改造方式", "建设方式", "拟补助金额"),
)  # fmt: skip
