"""A layout nobody knows is mapped once with the program's proposals, kept under a name, and recognised the next time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.exchange.guessing import proposals
from fupin_desktop.services.office import Office
from tests.exports import id_of

HEADS = ("属地", "当家人姓甚", "身份号", "跟户主啥关系", "手机", "房子是否危险", "村里备注")
MAPPING = {
    "A": "行政村",
    "B": "姓名",
    "C": "证件号码",
    "D": "与户主关系",
    "E": "户联系电话",
    "F": "是否危房户",
}


def rows(count: int = 6) -> list[tuple[str, ...]]:
    """Households of two: the head, then his wife."""
    found = []
    for order in range(1, count + 1):
        name, relation = (
            (f"王{'平安喜乐顺康'[order - 1]}", "户主")
            if order % 2
            else (f"赵{'平安喜乐顺康'[order - 1]}", "配偶")
        )
        village = "月亮村" if order <= 4 else "水村"
        found.append((village, name, id_of("19700101", order), relation, f"1390000000{order}", "否", "低洼"))
    return found


def a_list(path: Path, heads: Sequence[str] = HEADS, order: Sequence[int] | None = None, **how: Any) -> Path:
    """A list with one title row; ``order`` takes columns of the rows, -1 a new one."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([how.get("title", "星星镇2023年摸底名单")])
    sheet.append(list(heads))
    for row in how.get("rows", rows()):
        sheet.append([row[place] if place >= 0 else "新" for place in order or range(len(row))])
    book.save(path)
    return path


def test_a_list_nobody_knows_asks_instead_of_being_refused(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(a_list(tmp_path / "摸底.xlsx"))
    assert draft.asks == [
        "“摸底.xlsx”的列名没有见过，不知道哪一列是姓名；请核对各列的对应（fupin layouts keep，或在页面上指定），记住后下次自动认出"
    ]
    assert not draft.changes_anything
    with pytest.raises(Refused, match="没有见过"):
        office.importing.apply(draft)


def test_each_column_is_proposed_with_its_reason(office: Office, tmp_path: Path) -> None:
    columns = {each.letter: each for each in office.layouts.look(a_list(tmp_path / "摸底.xlsx")).columns}
    best = {letter: each.proposals[0] for letter, each in columns.items() if each.proposals}
    assert {letter: each.label for letter, each in best.items()} == {
        "A": "行政村", "B": "姓名", "C": "证件号码", "D": "与户主关系", "E": "户联系电话", "F": "危房户", "G": "备注",
    }  # fmt: skip
    assert best["A"].reason == "内容是本办的行政村（100%）"
    assert best["C"].reason.endswith("内容像18位证件号码（100%）")
    assert "内容都是与户主关系的写法（户主、配偶）" in best["D"].reason
    assert best["F"].reason.endswith("内容都是“是/否”")
    assert columns["C"].samples[0] == id_of("19700101", 1)


def test_a_layout_is_mapped_once_and_recognised_with_columns_moved_added_and_missing(
    office: Office, tmp_path: Path
) -> None:
    kept = office.layouts.keep_file("摸底名单", a_list(tmp_path / "摸底.xlsx"), MAPPING, year=2023)
    assert (kept.list, kept.year, json.loads(kept.columns)[5]) == (
        "people",
        2023,
        ["房子是否危险", "household_year.unsafe"],
    )
    first = office.importing.read(a_list(tmp_path / "摸底.xlsx"))
    assert (first.layout, first.asks[:1]) == (
        "本办版式“摸底名单（2023年）”",
        [],
    )
    office.importing.apply(first)
    with office.store.read() as unit:
        assert [each.name for each in unit.people.all()] == ["王平", "赵安", "王喜", "赵乐", "王顺", "赵康"]
        assert {each.unsafe for each in unit.household_years.all()} == {False}
        assert json.loads(unit.people.get(1).extra) == {"村里备注": "低洼"}
    order = (4, 2, -1, 0, 1, 3, 6)
    heads = [HEADS[place] if place >= 0 else "新加的列" for place in order]
    again = office.importing.read(a_list(tmp_path / "再来.xlsx", heads, order))
    assert again.layout == "本办版式“摸底名单（2023年）”"
    assert (again.households["unchanged"], again.people["changed"]) == (3, 6)
    assert again.unknown_columns == ["新加的列", "村里备注"]


def test_a_kept_layout_is_forgotten_and_undone_like_any_act(office: Office, tmp_path: Path) -> None:
    path = a_list(tmp_path / "摸底.xlsx")
    office.layouts.keep_file("摸底名单", path, MAPPING)
    assert office.layouts.all()[0].kept
    office.layouts.forget("摸底名单")
    assert office.importing.read(path).asks
    office.undo()
    assert not office.importing.read(path).asks


def test_a_layout_kept_again_under_its_name_is_replaced(office: Office, tmp_path: Path) -> None:
    path = a_list(tmp_path / "摸底.xlsx")
    office.layouts.keep_file("摸底名单", path, MAPPING, year=2022)
    office.layouts.keep_file("摸底名单", path, MAPPING, year=2023)
    assert [each.year for each in office.layouts.kept()] == [2023]


def test_of_two_years_the_newer_layout_reads_the_file_and_the_old_one_keeps_its_own(
    office: Office, tmp_path: Path
) -> None:
    old, new = (
        ("村名字", "人名", "身份号", "关系人"),
        ("村名字", "人名", "身份号", "关系人", "评议等级", "评议时间"),
    )
    short = [row[:4] for row in rows()]
    longer = [(*row[:4], "A", "2024") for row in rows()]
    mapping = {"A": "行政村", "B": "姓名", "C": "证件号码", "D": "与户主关系"}
    office.layouts.keep_file("旧表", a_list(tmp_path / "旧.xlsx", old, rows=short), mapping, year=2020)
    office.layouts.keep_file("新表", a_list(tmp_path / "新.xlsx", new, rows=longer), mapping, year=2024)
    assert office.importing.read(tmp_path / "旧.xlsx").layout == "本办版式“旧表（2020年）”"
    assert office.importing.read(tmp_path / "新.xlsx").layout == "本办版式“新表（2024年）”"


def test_a_key_of_a_field_that_is_gone_leaves_the_column_unknown(office: Office, tmp_path: Path) -> None:
    path = a_list(tmp_path / "摸底.xlsx")
    kept = office.layouts.keep_file("摸底名单", path, MAPPING)
    with office.store.write("旧版") as unit:
        unit.layouts.save(replace(kept, columns=kept.columns.replace("household.phone", "household.pager")))
    assert "手机" in office.importing.read(path).unknown_columns


@pytest.mark.parametrize(
    ("name", "mapping", "sentence"),
    [
        ("", MAPPING, "版式名称不能为空，请填写"),
        ("H1", MAPPING, "“H1”是已有版式的名称，请换一个"),
        ("摸底", {}, "还没有指明哪一列是姓名或户主姓名，请先核对列的对应再记住"),
        ("摸底", {"B": "名儿"}, "没有“名儿”这个字段，请写成如 姓名、证件号码、户编号"),
        ("摸底", MAPPING | {"Z": "民族"}, "“摸底.xlsx”的表头里没有Z列，请核对列的字母"),
    ],
)
def test_what_cannot_be_kept_is_said(
    office: Office, tmp_path: Path, name: str, mapping: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        office.layouts.keep_file(name, a_list(tmp_path / "摸底.xlsx"), mapping)
    assert not office.layouts.kept()


def test_a_layout_that_is_not_there_cannot_be_forgotten(office: Office) -> None:
    with pytest.raises(Trouble, match="没有名为“摸底”的本办版式（已有：还没有记住过），请检查名称"):
        office.layouts.forget("摸底")


@pytest.mark.parametrize(
    ("heading", "values", "key"),
    [
        ("卡号", ["6228480000000000018", "6228480000000000026"], "household.account"),
        ("户的编码", ["650000000001", "650000000001", "650000000002"], "household.number"),
        ("人的编码", ["65000000000101", "65000000000102", "65000000000201"], "person.number"),
        ("哪个小组", ["1组", "2组", "第三组", "4组"], "household.group"),
        ("致贫的主要原因", ["因病", "因残", "因学", "缺技术", "因病"], "household.cause"),
        ("健康情况", ["健康", "残疾", "长期慢性病", "健康", "健康"], "person_year.health"),
        ("人均纯收入合计", ["3200.5", "4100", "2800"], "household_year.income_recorded"),
        ("生日", ["19700101", "1980-02-03", "1990.3.4"], "person.birth"),
    ],
)
def test_what_a_column_may_be(heading: str, values: list[str], key: str) -> None:
    assert proposals(heading, values)[0].key == key


def test_a_field_that_cannot_hold_the_values_is_not_proposed() -> None:
    assert "person.birth" not in [
        each.key for each in proposals("出生日期原文", ["很久以前", "不详", "不知道"])
    ]
    assert proposals("杂项", ["甲等", "乙等", "丙等"]) == ()


def test_a_layout_of_another_list_is_kept_and_recognised_too(office: Office, tmp_path: Path) -> None:
    heads = ("户编号", "姓名", "证件号码", "务工所在县", "务工月收入", "年度交通费补助", "哪天开始打工")
    row = ("650000000001", "王平", id_of("19700101", 1), "星海县", "3500", "200", "2023-03-01")
    path = a_list(tmp_path / "务工.xlsx", heads, rows=[row])
    draft = office.importing.read(path, day=date(2023, 6, 30))
    assert draft.unknown_columns == ["哪天开始打工"]
    told = office.importing.read(path, day=date(2023, 6, 30), mapping={"G": "work_spell.since"})
    office.layouts.keep("本乡务工表", told.mapping, list_key="work", year=2023)
    moved = a_list(
        tmp_path / "七月.xlsx",
        [heads[place] for place in (6, 0, 2, 1, 3, 4, 5)],
        (6, 0, 2, 1, 3, 4, 5),
        rows=[row],
    )
    again = office.importing.read(moved, day=date(2023, 7, 31))
    assert again.layout == "本办版式“本乡务工表（2023年）”"
    assert again.unknown_columns == []
    assert {each.heading: each.key for each in again.mapping}["哪天开始打工"] == "work_spell.since"
    assert office.layouts.named(again.layout) == "本乡务工表"
