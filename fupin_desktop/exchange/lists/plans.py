"""一户一策: one row a measure, the plan's own columns on each of them; money and diary in a cell, a line an entry."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desktop.domain.plain import Plain
from fupin_desktop.domain.plan import Measure, MeasureFund, Plan, Progress
from fupin_desktop.domain.values import Unreadable
from fupin_desktop.exchange.lists.cells import read_told, told
from fupin_desktop.exchange.lists.common import merge, year_of
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

_TOLD = (
    ("measure_fund", MeasureFund, ("source", "amount")),
    ("progress", Progress, ("on", "percent", "said")),
)


def gather(rows: Sequence[RowIn], year: int, say: Say) -> list[Node]:
    """The plans of one household, one a year, with their measures."""
    return merge([_plan(row, year, say) for row in rows], say)


def _plan(row: RowIn, year: int, say: Say) -> Node:
    values = row.of("plan")
    values["year"] = year_of(values, "year", year)
    node = Node("plan", row.row, values)
    measure = row.of("measure")
    if measure.get("content"):
        made = Node("measure", row.row, measure)
        made.children = _children(row, say)
        node.children.append(made)
    elif measure:
        say(
            row.row,
            "measure.content",
            FINDING,
            "有措施的其他内容，但没有写帮扶内容，这项措施没有采用，请补上",
        )
    return node


def _children(row: RowIn, say: Say) -> list[Node]:
    found = []
    for table, kind, _ in _TOLD:
        try:
            found += [Node(table, row.row, each) for each in read_told(kind, row.word(f"told.{table}"))]
        except Unreadable as wrong:
            say(row.row, f"told.{table}", FINDING, f"{wrong}，没有采用")
    return found


def unfold(node: Node) -> list[dict[str, Plain]]:
    whole = {f"plan.{name}": value for name, value in node.values.items()}
    rows = []
    for measure in node.children:
        cells: dict[str, Plain] = {f"measure.{name}": value for name, value in measure.values.items()}
        for table, kind, names in _TOLD:
            cells[f"told.{table}"] = told(kind, names, (each.values for each in measure.of(table)))
        rows.append({**whole, **cells})
    return rows or [whole]


_TWICE = {
    name for name in Measure.fields if Measure.fields[name].label in {f.label for f in Plan.fields.values()}
}

SPEC = ListSpec(
    key="plans",
    title="一户一策",
    subject="household",
    root="plan",
    columns=(
        *HOME,
        *columns_of("plan", Plan),
        *columns_of("measure", Measure,
                    called={name: f"措施{Measure.fields[name].label}" for name in _TWICE} | {"result": "措施成效"}),
        Column("told.measure_fund", TEXT, "措施资金"),
        Column("told.progress", TEXT, "措施进展"),
        HIDDEN_HEAD_ID, *ASIDE,
    ),
    gather=gather,
    unfold=unfold,
    tells=("帮扶内容", "致贫原因分析", "帮扶需求", "措施资金", "年终成效", "十个到户", "五个一批", "预期增收"),
    least=3,
    keeps=False,
)  # fmt: skip
