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


def test_a_form_stays_together_on_one_sheet_named_after_its_household(tmp_path: Path) -> None:
    from fupin_desktop.reports.document import Heading, Sign, Signs, Style

    def form(head: str) -> Document:
        blocks = [
            Heading("一、基本情况"),
            Table((), [["户主", head]], [Kind.LABEL, Kind.TEXT]),
            Heading("二、措施"),
            Table(
                ["序号", "金额"], [["1", "1000.50"], ["合计", "1000.50"]], [Kind.CENTRE, Kind.MONEY], totals=1
            ),
            Signs([Sign("户主（签字）")]),
        ]
        return Document("2018年一户一策帮扶计划表", blocks, Style.TABLE, running=f"水村1组　{head}户")

    assert write_xlsx([form("王大山"), form("王大山"), form("李四")], tmp_path / "forms.xlsx") == 3
    book = openpyxl.load_workbook(tmp_path / "forms.xlsx")
    assert book.sheetnames == ["水村1组 王大山户", "水村1组 王大山户（2）", "水村1组 李四户"]
    said = [[cell for cell in row if cell is not None] for row in book.worksheets[2].values]
    assert said[:4] == [["2018年一户一策帮扶计划表"], ["一、基本情况"], ["户主", "李四"], []]
    assert said[4:8] == [["二、措施"], ["序号", "金额"], ["1", 1000.5], ["合计", 1000.5]]
    assert said[-1] == ["户主（签字）：　年　月　日"]
