from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.codes import IncomeHead
from fupin_desktop.domain.household import HouseholdYear, IncomeItem
from fupin_desktop.domain.income import (
    DEFAULT_ITEMS,
    Income,
    above,
    gap,
    income_of,
    period,
    period_for_new_monitoring,
    to_fen,
    worksheet,
)

LINE = Decimal("2995.00")


def a_year(**more: Any) -> HouseholdYear:
    kept: dict[str, Any] = {
        "year": 2018, "head_count": 4, "wage": Decimal(12000), "business": Decimal(6000),
        "property": Decimal(0), "transfer": Decimal(800), "expense": Decimal(3000), "worksheet_done": True,
    }  # fmt: skip
    return HouseholdYear(**{**kept, **more})


def an_item(head: IncomeHead, amount: str, year: int = 2018) -> IncomeItem:
    return IncomeItem(year=year, head=head, name="务工", amount=Decimal(amount))


def an_income(exact: Fraction) -> Income:
    return Income(to_fen(exact), exact, "computed", "")


def test_four_heads_less_expenses_are_shared_by_the_head_count() -> None:
    sheet = worksheet(a_year())
    assert sheet.net == Decimal(15800)
    assert sheet.per_head == Decimal("3950.00")
    assert sheet.missing == ()


def test_a_blank_head_is_named_and_nothing_is_worked_out() -> None:
    sheet = worksheet(a_year(head_count=None, transfer=None))
    assert sheet.missing_said == "还缺：核算人口、转移性收入"
    assert sheet.per_head is None


def test_nought_is_an_answer_and_blank_is_not() -> None:
    assert worksheet(a_year(property=Decimal(0))).missing == ()
    assert worksheet(a_year(property=None)).missing == ("财产性收入",)


def test_items_go_before_a_typed_total_and_it_is_said() -> None:
    items = [an_item(IncomeHead.WAGE, "8000"), an_item(IncomeHead.WAGE, "1000.50")]
    sheet = worksheet(a_year(), items)
    assert sheet.totals[IncomeHead.WAGE].amount == Decimal("9000.50")
    assert sheet.remarks == ("工资性收入按2个项目合计9,000.50元，未采用直接填写的12,000.00元",)
    assert sheet.totals[IncomeHead.BUSINESS].said == "直接填写"


def test_items_of_another_year_are_left_aside() -> None:
    assert worksheet(a_year(), [an_item(IncomeHead.WAGE, "1", year=2017)]).remarks == ()


def test_a_household_that_spends_more_than_it_earns_has_a_negative_income() -> None:
    sheet = worksheet(a_year(wage=Decimal(0), business=Decimal(0), transfer=Decimal(0), head_count=7))
    assert sheet.per_head == Decimal("-428.57")


def test_the_recorded_value_counts_until_the_worksheet_is_complete() -> None:
    income = income_of(a_year(income_recorded=Decimal("3200.00"), transfer=None))
    assert (income.value, income.source) == (Decimal("3200.00"), "recorded")
    assert income.note == "采用登记的3,200.00元；收入核算未完成，还缺：转移性收入"


def test_a_full_worksheet_waits_until_somebody_calls_it_done() -> None:
    income = income_of(a_year(income_recorded=Decimal("3200.00"), worksheet_done=False))
    assert (income.value, income.computed) == (Decimal("3200.00"), Decimal("3950.00"))
    assert "收入核算已填全（3,950.00元），标记“收入核算完成”后采用" in income.note


def test_done_but_with_a_gap_the_recorded_value_still_counts() -> None:
    assert income_of(a_year(income_recorded=Decimal(100), head_count=None)).source == "recorded"


def test_the_computed_value_counts_when_complete_and_the_difference_is_said() -> None:
    income = income_of(a_year(income_recorded=Decimal("3200.00")))
    assert (income.value, income.source, income.recorded) == (
        Decimal("3950.00"),
        "computed",
        Decimal("3200.00"),
    )
    assert income.note == ("收入核算：纯收入15,800.00元÷4人＝3,950.00元；登记的是3,200.00元，少750.00元")


def test_the_note_names_the_period() -> None:
    since, until = period(2018)
    assert "（2017年10月1日至2018年9月30日）" in income_of(a_year(period_from=since, period_to=until)).note


def test_without_any_value_the_income_is_unknown_and_never_nought() -> None:
    income = income_of(a_year(wage=None))
    assert (income.value, income.source) == (None, None)
    assert income.note == "人均纯收入未知；收入核算未完成，还缺：工资性收入"
    assert income_of(None).value is None
    assert gap(income, LINE) == "人均纯收入未知，无法与标准线比较"


def test_the_gap_to_the_line_is_one_sentence() -> None:
    assert gap(an_income(Fraction("2682.60")), LINE) == "距标准线还差 312.40 元"
    assert gap(an_income(Fraction("4230.00")), LINE) == "高于标准线 1,235.00 元"
    assert gap(an_income(Fraction(2995)), LINE) == "与标准线持平"
    assert gap(an_income(Fraction(2995)), None) == "没有这一年度的标准线，请在设置中填写"


def test_an_income_that_only_rounds_to_the_line_is_below_it() -> None:
    income = an_income(Fraction("2994.9951"))
    assert income.value == LINE
    assert above(income, LINE) == -1
    assert gap(income, LINE) == "距标准线还差不足 0.01 元"


@given(net=st.integers(-(10**9), 10**9), people=st.integers(1, 60), line=st.integers(0, 10**7))
def test_the_comparison_is_exact_for_every_sum_and_head_count(net: int, people: int, line: int) -> None:
    income = an_income(Fraction(net, 100) / people)
    side = above(income, Decimal(line).scaleb(-2))
    assert side == (net > line * people) - (net < line * people)


@given(fen=st.integers(-(10**12), 10**12), people=st.integers(1, 60))
def test_rounding_agrees_with_half_up(fen: int, people: int) -> None:
    expected = (Decimal(fen) / 100 / people).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert to_fen(Fraction(fen, 100) / people) == expected


def test_a_newly_monitored_household_is_measured_over_the_preceding_twelve_months() -> None:
    assert period_for_new_monitoring(date(2020, 3, 17)) == (date(2019, 3, 1), date(2020, 2, 29))
    assert period_for_new_monitoring(date(2021, 1, 31)) == (date(2020, 1, 1), date(2020, 12, 31))


def test_every_head_offers_sub_items_and_none_twice() -> None:
    assert set(DEFAULT_ITEMS) == set(IncomeHead)
    assert all(names and len(set(names)) == len(names) for names in DEFAULT_ITEMS.values())
