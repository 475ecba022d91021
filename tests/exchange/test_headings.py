"""The heading is found by its words, and the day of the data by what the file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.headings import data_day, find_heading_row, normal, unit
from fupin_desktop.exchange.workbook import open_workbook

DATA = Path(__file__).parents[2].parent / "shared" / "data"
WORDS = {
    "户编号": "number", "人编号": "person", "姓名": "name", "户主姓名": "head", "证件号码": "id", "身份证号": "id",
    "与户主关系": "relation", "联系电话": "phone", "人均纯收入（元）": "income", "乡(镇)": "township", "行政村": "village",
}  # fmt: skip


def named_and_numbered(keys: set[str]) -> bool:
    return bool(keys & {"name", "head"}) and bool(keys & {"id", "number"})


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("务工时间（月）", "务工时间"),
        ("人均\n纯收入 (元) *", "人均纯收入"),
        ("＊姓　名", "姓名"),
        ("县（市、区、旗）", "县(市、区、旗)"),
        ("公益性岗位(月数)", "公益性岗位(月数)"),
        ("行政村文化（图书）室个数 （个）", "行政村文化(图书)室个数"),
        ("与主干路距离（公里）", "与主干路距离"),
        ("住房面积（㎡）", "住房面积"),
        ("是否户主(是/否)", "是否户主"),
        ("（元）", "(元)"),
    ],
)
def test_headings_are_compared_without_blanks_and_units(written: str, compared: str) -> None:
    assert normal(written) == compared


def test_the_dropped_unit_can_be_asked_for() -> None:
    assert unit("村级集体经济收入（万元）*") == "万元"
    assert unit("姓名") == ""


@pytest.mark.parametrize(
    "name", ["贫困户信息_20180508.xlsx", "贫困户信息_20180508.xls", "脱贫户名单_2019.xlsx"]
)
def test_the_sample_exports_have_their_heading_in_the_third_row(name: str) -> None:
    with open_workbook(DATA / "exports" / name) as book:
        found = find_heading_row(book.sheets[0].first(), WORDS, named_and_numbered, name)
    assert (found.row_index, found.data_from) == (2, 3)
    assert set(found.columns.values()) >= {"number", "person", "name", "id", "relation", "phone", "income"}
    assert "是否享受低保" in found.unknown.values()
    assert data_day(found.titles, name) == date(2018, 5, 8)
    assert found.remarks == []


@pytest.mark.parametrize(
    "layout",
    [
        "national_poor_household_2017_26col",
        "national_poor_household_2018_27col_jeecg",
        "jeecg_HPoorTuopin_24col",
    ],
)
def test_the_headings_of_known_layouts_are_found(layout: str) -> None:
    heads = (DATA / "layouts" / f"{layout}.csv").read_text("utf-8-sig").strip().split(",")
    found = find_heading_row([["标题"], heads], WORDS, named_and_numbered)
    assert found.row_index == 1
    assert found.titles == ("标题",)
    assert {"number", "person", "name", "id", "relation", "phone", "income"} <= set(found.columns.values())


def test_the_first_of_two_equal_headings_counts_and_the_remark_says_which() -> None:
    found = find_heading_row([["姓名", "证件号码", "户编号", "联系电话", "联系电话", "身份证号"]], WORDS)
    assert found.columns == {0: "name", 1: "id", 2: "number", 3: "phone"}
    assert found.remarks == [
        "表头“联系电话”重复（第E列），以第D列为准",
        "表头“身份证号”与“证件号码”意思相同（第F列），以第B列为准",
    ]


def test_two_level_headings_are_read_together() -> None:
    rows = [
        ["某县贫困户花名册"],
        ["户编号", "户主", "", "家庭成员", "", "收入"],
        ["", "姓名", "联系电话", "姓名", "证件号码", "合计"],
        ["650000000001", "张三", "", "李四", "65909919551011001X", "1"],
    ]
    found = find_heading_row(rows, WORDS, named_and_numbered)
    assert found.row_index == 2
    assert found.columns == {0: "number", 1: "head", 2: "phone", 3: "name", 4: "id"}
    assert found.unknown == {5: "收入/合计"}
    assert found.titles == ("某县贫困户花名册",)


def test_a_row_without_name_and_number_is_no_heading() -> None:
    rows = [["乡(镇)", "行政村", "联系电话", "人均纯收入", "与户主关系"]]
    with pytest.raises(Trouble) as wrong:
        find_heading_row(rows, WORDS, named_and_numbered, "汇总.xlsx")
    assert str(wrong.value) == (
        "“汇总.xlsx”里没有找到表头：前15行中没有同时出现姓名和证件号码（或户编号）等至少4个列名。"
        "请确认选的是导出的名单，表头没有被删掉或改名。"
    )


def test_the_heading_is_not_looked_for_below_the_fifteenth_row() -> None:
    heads = ["姓名", "证件号码", "户编号", "联系电话"]
    assert find_heading_row([[""]] * 14 + [heads], WORDS).row_index == 14
    with pytest.raises(Trouble):
        find_heading_row([[""]] * 15 + [heads], WORDS)


@pytest.mark.parametrize(
    ("titles", "name", "day"),
    [
        (["数据日期：2018-05-08"], "名单_20190101.xlsx", date(2018, 5, 8)),
        (["数据日期: 2018年5月8日"], "", date(2018, 5, 8)),
        (["截至2018年5月"], "", date(2018, 5, 31)),
        (["数据截至2018.5.8"], "", date(2018, 5, 8)),
        (["贫困户情况（2018年）"], "", date(2018, 12, 31)),
        (["贫困户情况（2018年）"], "名单_20180508.xlsx", date(2018, 5, 8)),
        ([], "贫困户信息_20180508.xlsx", date(2018, 5, 8)),
        ([], "脱贫户信息_20250902-继续享受政策.xlsx", date(2025, 9, 2)),
        ([], "监测对象_201805.xls", date(2018, 5, 31)),
        ([], "贫困户（2018年）.xls", date(2018, 12, 31)),
        ([], "脱贫户名单_2019.xlsx", date(2019, 12, 31)),
        ([], "（自定义）监测对象信息 (22).xlsx", None),
        ([], "名单_20181340.xlsx", None),
        (["填表说明：" + "请按示例2020/04/29填写，" * 9], "名单.xlsx", None),
    ],
)
def test_the_day_of_the_data_is_what_the_file_says(titles: list[str], name: str, day: date | None) -> None:
    assert data_day(titles, name) == day
