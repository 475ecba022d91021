"""Lists in other people's layouts: out in their columns and their order, and back without a change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.office import Office
from tests.lists import DAY, a_sheet, filled, read, texts


def heads_of(path: Path) -> list[Any]:
    """The heading row of what was written: the third."""
    sheet = load_workbook(path).worksheets[0]
    return [each.value for each in sheet[3]]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Its rows by heading."""
    sheet = load_workbook(path).worksheets[0]
    heads = heads_of(path)
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]


def somebody(office: Office) -> dict[str, str]:
    """The head of the first household, under headings of the 2023 exports."""
    with office.store.read() as unit:
        home = unit.households.all()[0]
        head = next(each for each in unit.people.all(household_id=home.id) if each.name == home.head)
    return {"村": home.village, "户编号": home.number, "姓名": head.name, "证件号码": head.id_number}


THEIRS: Mapping[str, tuple[str, dict[str, str]]] = {
    "work": (
        "H6W 2023 务工月监测",
        {"是否已务工": "是", "开始时间": "2018-01-01", "务工所在县": "某县", "就业渠道": "外出务工",
         "务工月收入": "2500", "是否点对点输送": "否", "村里自留": "甲"},
    ),
    "housing": (
        "D1 危房改造进度台账",
        {"是否动工": "是", "动工时间": "2018-03-01", "是否竣工": "是", "竣工时间": "2018-04-20", "建房补助": "14000",
         "个人自筹": "20000", "村里自留": "乙"},
    ),
    "helpers": (
        "P1 结对帮扶表",
        {"帮扶责任人": "陈干部", "帮扶单位": "县水利局", "帮扶责任人电话": "13900000001"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", THEIRS)
def test_a_list_goes_out_in_the_columns_it_came_in_and_changes_nothing(
    township: Office, tmp_path: Path, key: str
) -> None:
    layout, values = THEIRS[key]
    row = {**values, **somebody(township)}
    theirs = a_sheet(tmp_path / "来.xlsx", [row], titles=["标题", ""])
    draft = read(township, theirs)
    assert (draft.list_key, draft.layout) == (key, layout)
    township.importing.apply(draft)
    path = tmp_path / "去.xlsx"
    assert township.exporting.export(key, path, layout=layout.partition(" ")[0]) > 0
    assert heads_of(path) == list(row)
    kept = [each.get("村里自留") for each in rows_of(path)]
    assert values.get("村里自留") in kept  # the ledger of helpers keeps no columns of its own
    back = read(township, path, day=None)
    assert (back.layout, back.data_day) == (layout, DAY)
    assert not back.changes_anything, [each.changes for each in back.of("changed")]
    assert [text for text in texts(back, "refused")] == []
    assert (layout, layout) in township.exporting.layouts(key)


def test_the_68_columns_of_income_go_out_an_item_a_column(township: Office, tmp_path: Path) -> None:
    filled(township)
    path = tmp_path / "收入.xlsx"
    township.exporting.export("income", path, layout="H4")
    found = next(each for each in rows_of(path) if each["低保金"])
    assert heads_of(path)[:3] == ["行政县", "乡镇", "行政村"]
    assert (found["低保金"], found["赡养费"], found["其他转移性收入合计"]) == ("3000.00", "0.00", "0.00")
    assert (found["与户主关系"], found["姓名"]) == ("户主", somebody(township)["姓名"])
    back = read(township, path, day=None)
    assert not back.changes_anything, [each.changes for each in back.of("changed")]


def test_the_villages_go_out_in_the_unit_of_the_heading(township: Office, tmp_path: Path) -> None:
    filled(township)
    path = tmp_path / "村.xlsx"
    township.exporting.export("villages", path, layout="H6V")
    assert rows_of(path)[0]["村级集体经济收入（万元）"] == "5.2"
    assert heads_of(path)[-1] == "村干部数"  # what nobody knows stands behind
    back = read(township, path, day=None)
    assert not back.changes_anything


def test_a_layout_of_another_list_or_one_never_imported_is_refused(township: Office, tmp_path: Path) -> None:
    path = tmp_path / "无.xlsx"
    with pytest.raises(Refused, match="收入明细不能按“H1”版式导出，可选H4 收入明细"):
        township.exporting.export("income", path, layout="H1")
    with pytest.raises(Refused, match="危房改造台账不能按“D1”版式导出，导入过一份这种表以后才能按它的列导出"):
        township.exporting.export("housing", path, layout="D1")
    assert not path.exists()
