"""Plans, renovations and helpers as sheets: one row each, with the household they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.fields import Record
from fupin_desktop.domain.household import Household
from fupin_desktop.domain.values import Cell
from fupin_desktop.exchange.writing import SheetOut
from fupin_desktop.services.words import KINDS

_HOME = ("行政村", "村民小组", "户编号", "户主姓名")


def plans(unit: Unit, village: str | None) -> SheetOut:
    """One row a measure, plans without any one row too."""
    homes = _homes(unit, village)
    measures: dict[int, list[Any]] = {}
    for each in unit.measures.all():
        measures.setdefault(each.plan_id, []).append(each)
    funds: dict[int, list[str]] = {}
    for fund in unit.measure_funds.all():
        funds.setdefault(fund.measure_id, []).append(f"{fund.source}{fund.amount:.2f}元")
    heads = [*_HOME, *_labels("plan"), *(f"措施{label}" if label in _labels("plan") else label
             for label in _labels("measure")), "措施资金"]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for plan in unit.plans.all(order=("household_id", "year")):
            if plan.household_id in homes:
                for measure in measures.get(plan.id or 0, [None]):
                    paid = "、".join(funds.get(measure.id, ())) if measure else ""
                    yield [
                        *homes[plan.household_id],
                        *_shown("plan", plan),
                        *_shown("measure", measure),
                        paid,
                    ]

    return _sheet("一户一策", heads, rows())


def housing(unit: Unit, village: str | None) -> SheetOut:
    """One row a renovation, its stages and subsidies in words."""
    homes = _homes(unit, village)
    stages: dict[int, list[str]] = {}
    for stage in unit.stages.all(order=("on", "id")):
        stages.setdefault(stage.renovation_id, []).append(f"{stage.kind.label}{stage.on}")
    paid: dict[int, list[str]] = {}
    for subsidy in unit.subsidies.all():
        paid.setdefault(subsidy.renovation_id, []).append(f"{subsidy.source}{subsidy.amount:.2f}元")

    def rows() -> Iterator[list[Cell]]:
        for each in unit.renovations.all(order=("plan_year", "household_id")):
            if each.household_id in homes:
                said = "、".join(stages.get(each.id or 0, ())), "、".join(paid.get(each.id or 0, ()))
                yield [*homes[each.household_id], *_shown("renovation", each), *said]

    return _sheet("危房改造", [*_HOME, *_labels("renovation"), "各阶段", "补助资金"], rows())


def helpers(unit: Unit, village: str | None) -> SheetOut:
    """One row a pairing, cadres who help nobody yet at the end."""
    homes = _homes(unit, village)
    cadres = {each.id: each for each in unit.cadres.all()}
    cadre_heads = [
        f"干部{label}" if label in ("姓名", "备注", "岗别") else label for label in _labels("cadre")
    ]

    def rows() -> Iterator[list[Cell]]:
        paired = set()
        for each in unit.pairings.all(order=("household_id", "since")):
            paired.add(each.cadre_id)
            if each.household_id in homes:
                cadre = cadres[each.cadre_id]
                yield [*homes[each.household_id], *_shown("pairing", each), *_shown("cadre", cadre)]
        for id, cadre in cadres.items():
            if id not in paired and village is None:
                yield [*[""] * len(_HOME), *_shown("pairing", None), *_shown("cadre", cadre)]

    return _sheet("帮扶干部", [*_HOME, *_labels("pairing"), *cadre_heads], rows())


SUBJECTS: Mapping[str, Callable[[Unit, str | None], SheetOut]] = {
    "plans": plans,
    "housing": housing,
    "helpers": helpers,
}


def _homes(unit: Unit, village: str | None) -> dict[int, Sequence[str]]:
    found: list[Household] = unit.households.all(**({"village": village} if village else {}))
    return {each.id or 0: (each.village, each.group, each.number, each.head) for each in found}


def _labels(table: str) -> list[str]:
    return [field.label for field in KINDS[table].fields.values()]


def _shown(table: str, record: Record | None) -> list[str]:
    specs = KINDS[table].fields
    return [field.show(getattr(record, name)) if record else "" for name, field in specs.items()]


def _sheet(name: str, heads: Sequence[str], rows: Iterator[list[Cell]]) -> SheetOut:
    widths = [max(8, min(24, 2 * len(head) + 2)) for head in heads]
    return SheetOut(name, heads, rows, (), frozenset(range(len(heads))), widths)
