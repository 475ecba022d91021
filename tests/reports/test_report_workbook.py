"""Tables taken on as a workbook: figures count, codes stay as they are."""

from pathlib import Path

import openpyxl
import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports.document import Document, Footer, Kind, Note, Table, Wide
from fupin_desktop.reports.workbook import write_xlsx

TABLE = Table(
    ["户编号", "户主", "人数", "补助（元）", "占比"],
    [
        ["6590990000000001", "=王珺", "4", "1,234.50", "35.2%"],
        ["6590990000000002", "李㛃", "无数据", "-3.00", "100%"],
        [Wide("合计", 2), "4", "1,231.50", ""],
    ],
    [Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.MONEY, Kind.NUMBER],
    caption="表1　补助/名单",
    unit="元",
    totals=1,
)


def test_figures_become_numbers_and_codes_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert write_xlsx(Document("月报", [TABLE, Note("注：模拟。"), Footer([("填表人", "张三")])]), path) == 1
    sheet = openpyxl.load_workbook(path)["表1　补助名单"]
    assert [cell.value for cell in sheet[4]] == ["6590990000000001", "=王珺", 4, 1234.5, 0.352]
    assert [cell.number_format for cell in sheet[4]] == ["@", "@", "0", "#,##0.00", "0.0%"]
    assert sheet["B4"].data_type == "s"
    assert [sheet["C5"].value, sheet["D5"].value, sheet["E5"].value] == ["无数据", -3, 1]
    assert [sheet["A6"].value, sheet["C6"].value, sheet["A7"].value, sheet["A8"].value] == [
        "合计",
        4,
        "注：模拟。",
        "填表人：张三",
    ]
    assert sheet.freeze_panes == "A4"


def test_two_tables_of_one_name_have_sheets_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert write_xlsx(Document("月报", [TABLE, TABLE]), path) == 2
    assert openpyxl.load_workbook(path).sheetnames == ["表1　补助名单", "表1　补助名单（2）"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"不存在，“表\.xlsx”没有写成"):
        write_xlsx(Document("月报", [TABLE]), tmp_path / "没有" / "表.xlsx")
