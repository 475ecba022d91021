"""Two judgements of a household in a year, item by item and with reasons: 两不愁三保障 and 五有四保障.

What counts as assured follows 国开发〔2019〕15号; 五有四保障 is the township's own set.
Blank data are 未核实, never 未达标.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from fupin_desktop.domain.assessment import home, people
from fupin_desktop.domain.assessment.facts import Answer, Facts, Judgement
from fupin_desktop.domain.assessment.verdict import FIVE_AND_FOUR, TWO_AND_THREE, Item, Result, Verdict

__all__ = [
    "FIVE_AND_FOUR",
    "TWO_AND_THREE",
    "Facts",
    "Item",
    "Judgement",
    "Result",
    "Verdict",
    "judge",
    "overall",
]


def judge(facts: Facts, items: Iterable[Item] = Item) -> list[Judgement]:
    """Judge every item of both sets, or only some; what the office itself found goes before the data."""
    return [_judged(facts, item) for item in items]


def overall(judgements: Iterable[Judgement]) -> Result:
    """达标 when nothing is open, 未达标 when one item is, else 未核实. Ask it of one set at a time."""
    results = {each.result for each in judgements}
    if Result.UNMET in results:
        return Result.UNMET
    return Result.MET if results and results <= {Result.MET, Result.NONE} else Result.UNKNOWN


def _judged(facts: Facts, item: Item) -> Judgement:
    result, reason = _RULES[item](facts)
    verdict = _verdict(facts, item)
    if verdict is None:
        return Judgement(item, result, reason, f"{facts.number}年度数据", "data")
    said = f"本办认定{verdict.result.label}"
    if result not in (verdict.result, Result.UNKNOWN):
        said += f"（按数据为{result.label}：{reason}）"
    return Judgement(item, verdict.result, said, verdict.evidence, "office")


def _verdict(facts: Facts, item: Item) -> Verdict | None:
    found = [each for each in facts.verdicts if each.item is item and each.year == facts.number]
    return max(found, key=lambda each: (each.on or date.min, each.id or 0), default=None)


_RULES: Mapping[Item, Callable[[Facts], Answer]] = {
    Item.FOOD: home.flag_answer("enough_food", "吃不愁", "吃不能保证"),
    Item.CLOTHES: home.flag_answer("enough_clothes", "穿不愁", "穿不能保证"),
    Item.SCHOOLING: people.schooling,
    Item.MEDICAL: people.medical,
    Item.HOUSE: home.house,
    Item.WATER: home.water,
    Item.INCOME: home.income_answer,
    Item.SAFE_WATER: home.water,
    Item.POWER: home.flag_answer("power", "已通生活用电", "未通生活用电"),
    Item.BROADCAST: home.flag_answer("broadcast", "已通广播电视", "未通广播电视"),
    Item.ALLOWANCE: people.allowance,
    Item.EDUCATION: people.schooling,
    Item.HEALTH: people.health,
    Item.PENSION: people.pension,
    Item.SAFE_HOUSE: home.house,
}
