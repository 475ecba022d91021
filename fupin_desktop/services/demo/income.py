"""Invents incomes that grow: below the line until a household was lifted, above it since, with worksheets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.household import IncomeItem
from fupin_desktop.domain.income import period, period_for_new_monitoring
from fupin_desktop.domain.lines import DEFAULT_LINES, pick
from fupin_desktop.services.demo.story import TODAY, Story

LINES = {
    year: int(found.amount * 100) for year in range(2014, 2021) if (found := pick(DEFAULT_LINES, year, ""))
}
"""The national line by year, in 分."""
YUAN = 100
Fen = int


def sheet(story: Story, year: int, people: int) -> tuple[dict[str, Any], list[IncomeItem]]:
    """The income fields of a year and, for a part of the households, the items of its worksheet."""
    income, drawn = _income(story, year), story.chance.random()
    if not people:
        return {}, []
    if year == TODAY.year:
        return _this_year(story, income, people, drawn)
    if drawn < 0.4 or year < 2015:
        return {"income_recorded": _yuan(income)}, []
    heads = _heads(story, income * people, drawn)
    recorded = _yuan(income) if drawn < 0.7 else None
    money = {**_written(heads, people, year), "income_recorded": recorded, "worksheet_done": True}
    return money, _items(story, year, heads) if year == TODAY.year - 1 and drawn > 0.6 else []


def _yuan(fen: Fen) -> Decimal:
    return Decimal(fen).scaleb(-2)


def _income(story: Story, year: int) -> Fen:
    """人均纯收入 of a year: the present one in 2018, before it a path that crosses the line when it should."""
    now = round(story.family.income * 100)
    if year == TODAY.year:
        return now
    wobble = 0.95 + 0.1 * story.chance.random()
    path = int(now * 0.9 ** (TODAY.year - year) * wobble)
    line = LINES[year]
    if story.status_at_end(year):
        return max(path, int(line * (1.03 + 0.2 * story.chance.random())))
    return min(path, int(line * (0.7 + 0.25 * story.chance.random())))


def _this_year(
    story: Story, recorded: Fen, people: int, drawn: float
) -> tuple[dict[str, Any], list[IncomeItem]]:
    """2018: most only recorded; the poor ones are reckoned ahead, two thirds of them above the line by now."""
    year, money = TODAY.year, {"income_recorded": _yuan(recorded)}
    if not story.family.poor:
        return ({**money, "wage": _yuan(recorded * people // 3 // YUAN * YUAN)} if drawn < 0.1 else money), []
    if drawn > 0.85 or story.registered.year == year:
        return money, []
    above = int(LINES[year] * (1.02 + 0.35 * story.chance.random())) if drawn < 0.62 else recorded + 4000
    story.earns = drawn < 0.62
    heads = _heads(story, above * people, drawn)
    return {**money, **_written(heads, people, year), "worksheet_done": True}, _items(story, year, heads)


def _written(heads: dict[IncomeHead, Fen], people: int, year: int) -> dict[str, Any]:
    begins, ends = period_for_new_monitoring(TODAY) if year == TODAY.year else period(year)
    return {
        "period_from": begins, "period_to": ends, "head_count": people,
        **{head.value: _yuan(amount) for head, amount in heads.items()},
    }  # fmt: skip


def _heads(story: Story, net: Fen, drawn: float) -> dict[IncomeHead, Fen]:
    """Split a household's net income so that the heads less the expense give it back to the 分."""
    works = any(each.who.work_months for each in story.members)
    wage = _share(net, 0.35 + 0.2 * drawn) if works else 0
    rent, transfer = _share(net, 0.02 + 0.05 * drawn), _share(net, 0.1 + 0.1 * drawn)
    expense = _share(net - wage - rent - transfer, 0.3)
    business = net - wage - rent - transfer + expense
    return {
        IncomeHead.WAGE: wage, IncomeHead.BUSINESS: business, IncomeHead.PROPERTY: rent,
        IncomeHead.TRANSFER: transfer, IncomeHead.EXPENSE: expense,
    }  # fmt: skip


def _share(net: Fen, part: float) -> Fen:
    return int(net * part) // YUAN * YUAN


_EVIDENCE = {"务工": "务工合同、工资条", "种植": "村组核实", "养殖": "村组核实"} | dict.fromkeys(
    ("村级公益岗", "低保金", "草原生态奖补", "种植补贴"), "一折通"
)


def _items(story: Story, year: int, heads: dict[IncomeHead, Fen]) -> list[IncomeItem]:
    """Two items under each head that is not nought."""
    named = {
        IncomeHead.WAGE: ("务工", "村级公益岗"),
        IncomeHead.BUSINESS: ("养殖", "种植"),
        IncomeHead.PROPERTY: ("土地流转", "资产收益扶贫分红"),
        IncomeHead.TRANSFER: ("低保金" if any(each.who.allowance for each in story.members) else "草原生态奖补", "种植补贴"),
        IncomeHead.EXPENSE: ("养殖支出", "种植支出"),
    }  # fmt: skip
    found = []
    for head, (first, second) in named.items():
        most = _share(heads[head], 0.6)
        for name, amount in ((first, most), (second, heads[head] - most)):
            if amount:
                found.append(
                    IncomeItem(
                        household_id=story.id, year=year, head=head, name=name, amount=_yuan(amount),
                        evidence=_EVIDENCE.get(name, ""),
                    )
                )  # fmt: skip
    return found
