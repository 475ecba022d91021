"""What clerks and spreadsheets write is read as they meant it, or refused in words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain import values
from fupin_desktop.domain.values import Unreadable

MAY = date(2018, 5, 8)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONEY = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def said(read: Callable[[Any], object], value: object) -> str:
    with pytest.raises(Unreadable) as wrong:
        read(value)
    return str(wrong.value)


@pytest.mark.parametrize(
    "written",
    [
        "2018-05-08",
        "2018.5.8",
        "2018/5/8",
        "20180508",
        "2018年5月8日",
        "２０１８年５月８日",
        "二〇一八年五月八日",
        " 2018-05-08 00:00:00 ",
        "2018-05-08T10:20:30",
        "43228",
        43228,
        43228.75,
        20180508.0,
        MAY,
        datetime(2018, 5, 8, 12, 30),
    ],
)
def test_a_day_is_read_in_every_common_spelling(written: str) -> None:
    assert values.read_day(written) == MAY


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("4月31日", "“4月31日”不是有效日期"),
        ("2018年4月31日", "“4月31日”不是有效日期（原文“2018年4月31日”）"),
        ("2018-02-29", "“2018年2月29日”不是有效日期（原文“2018-02-29”）"),
        ("20181301", "“13月1日”不是有效日期（原文“20181301”）"),
        ("5月8日", "“5月8日”没有年份，请写成2018-5-8这样"),
        ("2018年5月", "“2018年5月”只有年月，不是完整日期，请补上日"),
        ("2018", "“2018”只有年份，不是完整日期，请补上月和日"),
        (2018.0, "“2018”不是日期，请写成2018-5-8这样"),
        ("明天", "“明天”不是日期，请写成2018-5-8这样"),
        ("0018-05-08", "“0018-05-08”的年份不合理，请核对"),
        ("", "这里是空的，应填日期，请写成2018-5-8这样"),
        (None, "这里是空的，应填日期"),
        (True, "“True”不是日期"),
        (float("nan"), "“nan”不是日期，请写成2018-5-8这样"),
    ],
)
def test_what_is_no_day_is_refused_in_words(written: object, sentence: str) -> None:
    assert said(values.read_day, written) == sentence


@given(DAYS)
def test_a_day_survives_each_way_of_writing_it(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    ways = [day.isoformat(), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", values.show_day(day)]
    assert {values.read_day(way) for way in ways} == {day}
    if serial >= 3654:
        assert values.read_day(serial) == day


@pytest.mark.parametrize(
    "written", ["201805", "2018.05", "2018.5", "2018年5月", "2018-05-31", 201805.0, 2018.05, MAY]
)
def test_a_month_is_its_first_day(written: object) -> None:
    assert values.read_month(written) == date(2018, 5, 1)  # type: ignore[arg-type]


def test_october_typed_as_a_number_is_not_taken_for_january() -> None:
    assert said(values.read_month, 2018.1) == "“2018.1”可能是1月，也可能是10月，请把单元格改成文本再填"
    assert values.read_month("2018.10") == date(2018, 10, 1)
    assert said(values.read_month, "201813") == "“201813”不是有效月份"
    assert said(values.read_month, "2018年") == "“2018年”只有年份，不是年月，请补上月"


def test_a_year_is_read_alone_or_from_a_day() -> None:
    assert {
        values.read_year(each) for each in ("2018", "2018年", "2018年度", 2018, 2018.0, "201805", MAY)
    } == {2018}
    assert said(values.read_year, "18") == "“18”不是年份，请写四位数字"
    assert said(values.read_year, "1018") == "“1018”的年份不合理，请核对"


@pytest.mark.parametrize(
    ("written", "day"),
    [("5-8", MAY), ("5.8", MAY), ("0508", MAY), ("5月8日", MAY), ("2017-12-31", date(2017, 12, 31))],
)
def test_a_form_takes_month_and_day_of_this_year(written: str, day: date) -> None:
    assert values.typed_day(written, date(2018, 6, 1)) == day


def test_a_form_refuses_the_31st_of_april() -> None:
    assert (
        said(lambda text: values.typed_day(str(text), MAY), "0431") == "“4月31日”不是有效日期（原文“0431”）"
    )


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("2670.52", "2670.52"),
        ("1,234.50", "1234.50"),
        ("￥１，２３４．５元", "1234.50"),
        ("1 234.5", "1234.50"),
        ("-300", "-300.00"),
        ("(12.50)", "-12.50"),
        ("1.5万元", "15000.00"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        (2670.525, "2670.53"),
        (3, "3.00"),
        (Decimal("1.1"), "1.10"),
    ],
)
def test_money_is_read_to_the_fen(written: str, amount: str) -> None:
    assert str(values.read_money(written)) == amount


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("三千", "“三千”不是数字"),
        ("12,34", "“12,34”不是数字"),
        (".", "“.”不是数字"),
        ("", "这里是空的，应填数字"),
        (True, "“True”不是数字"),
        (float("inf"), "“inf”不是数字"),
        ("1.23E+17", "“1.23E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
        (1.23e17, "“1.23E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
        ("1234567890123456", "“1234567890123456”太大，不像金额，请核对"),
        ("一" * 40, f"“{'一' * 29}…”不是数字"),
    ],
)
def test_what_is_no_money_is_refused_in_words(written: object, sentence: str) -> None:
    assert said(values.read_money, written) == sentence


@given(MONEY)
def test_money_survives_being_shown(amount: Decimal) -> None:
    assert values.read_money(values.show_money(amount)) == amount
    assert values.read_money(f"{amount}元") == amount
    assert values.read_money(float(amount)) == amount


@given(st.integers(-(10**9), 10**9))
def test_a_count_survives_its_decimals_and_its_unit(count: int) -> None:
    assert {values.read_whole(each) for each in (str(count), f"{count}.0", f"{count:,}人", float(count))} == {
        count
    }


def test_half_a_person_is_refused() -> None:
    assert said(values.read_whole, "12.5") == "“12.5”不是整数"
    assert values.read_whole("3个月") == 3


def test_an_area_keeps_its_decimals() -> None:
    assert values.read_decimal("12.125亩") == Decimal("12.125")
    assert values.read_decimal(0.1) == Decimal("0.1")
    assert said(values.read_decimal, "500米") == "“500米”不是数字"


@pytest.mark.parametrize("written", ["是", "有", "√", "1", 1, 1.0, True, "Y", "yes", "true", " 是 "])
def test_yes_is_said_in_many_ways(written: str) -> None:
    assert values.read_flag(written) is True


@pytest.mark.parametrize("written", ["否", "无", "×", "0", 0, 0.0, False, "n", "ＮＯ", "False"])
def test_no_is_said_in_many_ways(written: str) -> None:
    assert values.read_flag(written) is False


def test_perhaps_is_neither() -> None:
    assert said(values.read_flag, "也许") == "“也许”不是“是”或“否”"
    assert said(values.read_flag, None) == "这里是空的，应填“是”或“否”"


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("　１２３ ", "123"),
        ("65 90\t99", "659099"),
        ("\ufeff人均纯收入（元）\u200b", "人均纯收入(元)"),
        ("月亮 村", "月亮 村"),
        ("你好，世界", "你好，世界"),
    ],
)
def test_text_is_tidied_without_changing_its_words(written: str, tidy: str) -> None:
    assert values.clean(written) == tidy


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"),
        (" 欧阳 修 ", "欧阳修"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("买买提 ・ 吐尔逊", "买买提·吐尔逊"),
        ("阿依古丽·艾山", "阿依古丽·艾山"),
        ("Maria  Li", "Maria Li"),
        ("梁䶮娟", "梁䶮娟"),
    ],
)
def test_a_name_has_one_spelling(written: str, name: str) -> None:
    assert values.clean_name(written) == name


@given(st.text(max_size=30))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert values.clean(values.clean(text)) == values.clean(text)
    assert values.clean_name(values.clean_name(text)) == values.clean_name(text)


@given(st.text(max_size=12))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (values.read_day, values.read_month, values.read_year, values.read_money, values.read_whole):
        with contextlib.suppress(Unreadable):
            read(text)


def test_more_than_fifteen_digits_in_a_number_cell_are_spoilt() -> None:
    assert values.spoilt(6.59099195510110e17)
    assert not values.spoilt(659099550110001.0)
    assert not values.spoilt("65909919551011001X")


def test_a_shown_day_has_no_leading_noughts() -> None:
    assert values.show_day(MAY - timedelta(days=7)) == "2018年5月1日"
    assert values.show_money(Decimal("2615.3")) == "2,615.30"
