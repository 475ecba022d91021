"""人均纯收入 of a household: computed from its worksheet, apart from a recorded one, and judged unrounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.household import HouseholdYear, IncomeItem
from fupin_desktop.domain.values import show_day, show_money

DEFAULT_ITEMS: Mapping[IncomeHead, tuple[str, ...]] = {
    IncomeHead.WAGE: ("务工", "行业公益岗", "乡镇公益岗", "村级公益岗", "自主采摘"),
    IncomeHead.BUSINESS: ("种植", "养殖", "林果", "其他经营"),
    IncomeHead.PROPERTY: ("资产收益扶贫分红", "土地流转", "金融贷款项目", "代种代养", "其他财产性收入"),
    IncomeHead.TRANSFER: (
        "计划生育金", "低保金", "特困供养金", "养老金",
        "退耕还林补助", "公益林补偿", "草原生态奖补", "移民补助", "其他生态补偿",
        "种植补贴", "地力补贴", "大田保险", "高龄补贴", "优抚金", "残疾补贴", "教育扶持", "救灾款",
        "失能老人补贴", "赡养费", "取暖费", "物价补贴", "社会救济", "防贫保险", "捐赠赔偿", "其他转移性收入",
    ),
    IncomeHead.EXPENSE: ("种植支出", "养殖支出", "林果支出", "其他经营支出"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Total:
    """One head of the worksheet. Items, where there are any, go before a typed total."""

    head: IncomeHead
    amount: Decimal | None
    items: int = 0
    typed: Decimal | None = None

    @property
    def said(self) -> str:
        """Where the amount comes from, with a word when items and typed total differ."""
        if self.amount is None:
            return "未填写"
        if not self.items:
            return "直接填写"
        said = f"{self.items}个项目合计{show_money(self.amount)}元"
        if self.typed is None or self.typed == self.amount:
            return said
        return f"{said}，未采用直接填写的{show_money(self.typed)}元"


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The income worksheet of one household and year, in yuan; ``exact`` is per head and unrounded."""

    totals: Mapping[IncomeHead, Total]
    head_count: int | None
    missing: tuple[str, ...]
    net: Decimal | None
    exact: Fraction | None

    @property
    def per_head(self) -> Decimal | None:
        """人均纯收入 to the 分."""
        return None if self.exact is None else to_fen(self.exact)

    @property
    def missing_said(self) -> str:
        return f"还缺：{'、'.join(self.missing)}" if self.missing else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """A sentence for each head whose items and typed total differ."""
        return tuple(
            f"{head.label}按{total.said}"
            for head, total in self.totals.items()
            if total.items and total.typed not in (None, total.amount)
        )


@dataclass(frozen=True, slots=True)
class Income:
    """人均纯收入 that counts, in yuan; recorded and computed stay visible beside it."""

    value: Decimal | None
    exact: Fraction | None
    source: Literal["recorded", "computed"] | None
    note: str
    recorded: Decimal | None = None
    computed: Decimal | None = None


UNKNOWN = Income(None, None, None, "没有年度情况，人均纯收入未知")


def to_fen(amount: Fraction) -> Decimal:
    """Yuan to the 分, half a 分 away from nought (ROUND_HALF_UP), without passing through a float."""
    fen = (abs(amount) * 200 + 1) // 2
    return Decimal(-fen if amount < 0 else fen).scaleb(-2)


def worksheet(year: HouseholdYear, items: Sequence[IncomeItem] = ()) -> Worksheet:
    """Add up the worksheet of a year; items of other years are left aside."""
    totals = {head: _total(head, year, items) for head in IncomeHead}
    missing = tuple(head.label for head, total in totals.items() if total.amount is None)
    net = _net(totals)
    if year.head_count is None:
        missing = (HouseholdYear.fields["head_count"].label, *missing)
    exact = Fraction(net) / year.head_count if net is not None and year.head_count else None
    return Worksheet(totals, year.head_count, missing, net, exact)


def _total(head: IncomeHead, year: HouseholdYear, items: Sequence[IncomeItem]) -> Total:
    typed: Decimal | None = getattr(year, head.value)
    amounts = [item.amount for item in items if item.head is head and item.year == year.year]
    if not amounts:
        return Total(head, typed, 0, typed)
    return Total(head, sum(amounts, Decimal("0.00")), len(amounts), typed)


def _net(totals: Mapping[IncomeHead, Total]) -> Decimal | None:
    net = Decimal("0.00")
    for head, total in totals.items():
        if total.amount is None:
            return None
        net += -total.amount if head is IncomeHead.EXPENSE else total.amount
    return net


def income_of(year: HouseholdYear | None, items: Sequence[IncomeItem] = ()) -> Income:
    """What counts as 人均纯收入: the recorded value until the worksheet is complete, then the computed."""
    if year is None:
        return UNKNOWN
    sheet = worksheet(year, items)
    recorded, computed = year.income_recorded, sheet.per_head
    if year.worksheet_done and sheet.exact is not None:
        return Income(computed, sheet.exact, "computed", _computed_note(year, sheet), recorded, computed)
    if recorded is not None:
        note = f"采用登记的{show_money(recorded)}元；{_why_not_computed(sheet)}"
        return Income(recorded, Fraction(recorded), "recorded", note, recorded, computed)
    return Income(None, None, None, f"人均纯收入未知；{_why_not_computed(sheet)}", None, computed)


def exact_income(year: HouseholdYear | None, items: Sequence[IncomeItem] = ()) -> Fraction | Decimal | None:
    """The number alone that ``income_of`` finds, for whoever asks it of many households."""
    if year is None:
        return None
    if year.worksheet_done and (exact := worksheet(year, items).exact) is not None:
        return exact
    return year.income_recorded


def _computed_note(year: HouseholdYear, sheet: Worksheet) -> str:
    assert sheet.net is not None
    assert sheet.per_head is not None
    said = f"收入核算：纯收入{show_money(sheet.net)}元÷{sheet.head_count}人＝{show_money(sheet.per_head)}元"
    if year.period_from and year.period_to:
        said += f"（{show_day(year.period_from)}至{show_day(year.period_to)}）"
    return said + _difference(sheet.per_head, year.income_recorded)


def _difference(computed: Decimal, recorded: Decimal | None) -> str:
    if recorded is None or recorded == computed:
        return ""
    word = "少" if recorded < computed else "多"
    return f"；登记的是{show_money(recorded)}元，{word}{show_money(abs(computed - recorded))}元"


def _why_not_computed(sheet: Worksheet) -> str:
    if sheet.missing or sheet.per_head is None:
        return f"收入核算未完成，{sheet.missing_said}"
    return f"收入核算已填全（{show_money(sheet.per_head)}元），标记“收入核算完成”后采用"


def above(income: Income, line: Decimal | None) -> int | None:
    """1 above the line, 0 on it, -1 below it, unrounded; None when one of them is unknown."""
    if income.exact is None or line is None:
        return None
    return (income.exact > Fraction(line)) - (income.exact < Fraction(line))


def gap(income: Income, line: Decimal | None) -> str:
    """How far the income is from the line, as one sentence."""
    if line is None:
        return "没有这一年度的标准线，请在设置中填写"
    if income.exact is None:
        return "人均纯收入未知，无法与标准线比较"
    difference = income.exact - Fraction(line)
    if difference == 0:
        return "与标准线持平"
    amount = to_fen(abs(difference))
    said = f" {show_money(amount)} 元" if amount else "不足 0.01 元"
    return f"{'高于标准线' if difference > 0 else '距标准线还差'}{said}"


def period(year: int) -> tuple[date, date]:
    """The usual 计算期间 of an income year: 1 October of the year before to 30 September."""
    return date(year - 1, 10, 1), date(year, 9, 30)


def period_for_new_monitoring(identified_on: date) -> tuple[date, date]:
    """The twelve whole months before the month in which a household was identified for monitoring."""
    last = identified_on.replace(day=1) - timedelta(days=1)
    return date(identified_on.year - 1, identified_on.month, 1), last
