"""Rows put into somebody's form: what they look like, and what goes down with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from fupin_desktop.exchange.patching import Patch
from fupin_desktop.exchange.patching.rows import shifted


def form(path: Path) -> Path:
    """A title, a heading, one model row with a sum across, a row of sums, and a note below."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "表 1"
    sheet.append(["标题"])
    sheet.append(["村", "户", "人", "计", "备注", ""])
    sheet.append([None, None, None, "=B3+C3"])
    sheet.append(["合计", "=SUM(B3:B3)", "=SUM(C3:C3)", '=SUM(D3:D3)&"A3:A3"'])
    sheet.append(["注：已投入=到户+到村"])
    for ref in ("A1:D1", "E3:F3", "A5:D5"):
        sheet.merge_cells(ref)
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor="FFFFEE")
    sheet["A5"].comment = Comment("看注", "村")
    rule = DataValidation(type="whole")
    rule.add("B3:C3")
    sheet.add_data_validation(rule)
    sheet.print_area, sheet.print_title_rows = "A1:F5", "1:2"
    book.save(path)
    return path


def test_new_rows_look_like_the_model_and_sums_take_them_in(tmp_path: Path) -> None:
    with Patch(form(tmp_path / "a.xlsx")) as patch:
        patch.insert_rows("表 1", 3, 3, 2)
        for row in range(2, 6):
            patch.put("表 1", row, 1, row)
        patch.save(tmp_path / "b.xlsx")
    sheet = load_workbook(tmp_path / "b.xlsx")["表 1"]
    assert [sheet.cell(row, 2).value for row in range(3, 8)] == [2, 3, 4, 5, "=SUM(B3:B6)"]
    assert [sheet.cell(row, 4).value for row in range(3, 8)] == [
        "=B3+C3", "=B4+C4", "=B5+C5", "=B6+C6", '=SUM(D3:D6)&"A3:A3"',
    ]  # fmt: skip
    assert {sheet.cell(row, 1).fill.fgColor.rgb for row in range(3, 7)} == {"00FFFFEE"}


def test_what_stands_below_goes_down_with_all_that_points_to_it(tmp_path: Path) -> None:
    with Patch(form(tmp_path / "a.xlsx")) as patch:
        patch.insert_rows("表 1", 3, 3, 2)
        patch.save(tmp_path / "b.xlsx")
    sheet = load_workbook(tmp_path / "b.xlsx")["表 1"]
    assert {str(each) for each in sheet.merged_cells.ranges} == {
        "A1:D1", "A8:D8", "E3:F3", "E4:F4", "E5:F5", "E6:F6",
    }  # fmt: skip
    assert sheet["A8"].value == "注：已投入=到户+到村"
    assert sheet["A8"].comment is not None
    assert sheet.print_area == "'表 1'!$A$1:$F$8"
    assert sheet.print_title_rows == "$1:$2"
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["B3:C6"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(B3:B3)", "SUM(B3:B7)"), ("B3+B9", "B3+B13"), ("SUM($B$3:$B$3)*2", "SUM($B$3:$B$7)*2"),
        ('IF(A5="B9",B9,0)', 'IF(A9="B9",B13,0)'), ("LOG10(B2)", "LOG10(B2)"), ("SUM(B1:B9)", "SUM(B1:B13)"),
        ("SUM(Sheet2!B9)", "SUM(Sheet2!B9)"),
    ],
)  # fmt: skip
def test_references_follow(before: str, after: str) -> None:
    assert shifted(before, 3, 4, 2) == after
