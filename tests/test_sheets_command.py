"""``sheets out`` and ``sheets in`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desktop.services.office import Office
from tests.test_cli import Shell


@pytest.fixture
def shell(township: Office, capsys: pytest.CaptureFixture[str]) -> Shell:
    township.close()
    return Shell(township.folder, capsys)


def test_sheets_go_out_and_come_back(shell: Shell, tmp_path: Path) -> None:
    made = shell.json(
        "sheets", "out", "households", "--out", tmp_path / "out", "--ask", "饮水安全", "--ask", "户联系电话"
    )
    assert len(made["files"]) == 2
    assert (made["rows"], made["year"]) == (9, 2018)
    book = load_workbook(made["files"][0])
    sheet = book.worksheets[0]
    heads = next(row for row in sheet.iter_rows(max_row=9) if row[0].value == "编码")
    place = next(cell.column for cell in heads if cell.value == "户联系电话")
    sheet.cell(heads[0].row + 1, place).value = "13900002222"  # type: ignore[operator]
    book.save(made["files"][0])
    seen = shell.json("sheets", "in", *made["files"], "--dry-run")
    assert seen["households"]["changed"] == 1
    assert [change["village"] for item in seen["changes"] for change in item["changes"]] == ["13900002222"]
    done = shell.json("sheets", "in", *made["files"])
    assert done["act"]
    assert shell("history", "--last", 1)[0].split("　")[3].startswith("采用村级小表：水村、月亮村")
    again, _ = shell("sheets", "in", *made["files"])
    assert "0行有变化" in again
    assert "收回过" in again


def test_wrong_words_are_refused_in_one_sentence(shell: Shell, tmp_path: Path) -> None:
    _, said = shell("sheets", "out", "salaries", "--out", tmp_path, fails=1)
    assert said.startswith("没有名为“salaries”的填报表，可以发给村里填的有：people（家庭成员情况）")
    _, said = shell("sheets", "in", tmp_path / "没有.xlsx", fails=1)
    assert said == "找不到文件“没有.xlsx”，请检查文件名和所在文件夹。\n"
    shell("sheets", fails=2)
