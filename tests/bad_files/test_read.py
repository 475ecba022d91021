"""Files that are odd and can be read: what is odd is said, the values are right, and one taking back undoes it all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desktop.exchange.structure import open_table
from tests.bad_files import made
from tests.bad_files.conftest import Unmoved
from tests.exports import HEADS, a_row, an_export, id_of


def renamed(sheet: Worksheet) -> None:
    sheet.title = " 2018年5月（终稿）"


def pushed_down(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 5)


def copied(sheet: Worksheet) -> None:
    sheet.title = "Sheet1"
    assert sheet.parent is not None
    sheet.parent.copy_worksheet(sheet).title = "Sheet1 (2)"


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[5].hidden = True


def hidden_columns(sheet: Worksheet) -> None:
    for letter in "CD":
        sheet.column_dimensions[letter].hidden = True


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A3:AA5"
    sheet.auto_filter.filterColumn.append(FilterColumn(colId=3, filters=Filters(filter=["月亮村"])))
    sheet.row_dimensions[5].hidden = True


def joined(sheet: Worksheet) -> None:
    sheet["D5"] = ""
    sheet.merge_cells("D4:D5")


def doubled(sheet: Worksheet) -> None:
    sheet["AB3"], sheet["AB4"], sheet["AB5"] = "姓名", "张三", "李四"


def over_two_rows(sheet: Worksheet) -> None:
    """基本情况 over five columns, the others joined over two rows."""
    sheet.insert_rows(3)
    for column in range(1, len(HEADS) + 1):
        if 1 <= column <= 5:
            continue
        sheet.cell(3, column).value, sheet.cell(4, column).value = HEADS[column - 1], None
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet["A3"] = "基本情况"
    sheet.merge_cells("A3:E3")


def with_footers(sheet: Worksheet) -> None:
    sheet.append(
        [
            "合计",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "2",
            "",
            "",
            "",
            "",
            "",
            "",
            "0",
            "0",
            "2",
            "0",
            "0",
            "",
            "0",
            "",
            "",
            "5201",
        ]
    )
    sheet.append(["填表人：某某", "", "", "", "审核人：某某"])


SEEN: dict[str, tuple[str, made.Make, str | None]] = {
    "sheet of another name": ("名单.xlsx", made.changed(renamed), None),
    "blank rows first": ("名单.xlsx", made.changed(pushed_down), None),
    "heading of two rows": ("名单.xlsx", made.changed(over_two_rows), None),
    "sums and signatures": ("名单.xlsx", made.changed(with_footers), None),
    "a copy behind": ("名单.xlsx", made.changed(copied), "还有1张表也像名单（“Sheet1 (2)”），没有读取"),
    "a hidden row": ("名单.xlsx", made.changed(hidden_row), "有1行被隐藏（第5行），也已读取"),
    "hidden columns": ("名单.xlsx", made.changed(hidden_columns), "有2列被隐藏（C、D列），也已读取"),
    "a filter": ("名单.xlsx", made.changed(filtered), "工作表正在筛选（A3:AA5），筛掉的行也已读取"),
    "joined cells": ("名单.xlsx", made.changed(joined), "数据区有1处合并单元格（D4:D5），合并的各行按同一个值读取"),
    "a heading twice": ("名单.xlsx", made.changed(doubled), "表头“姓名”重复（第AB列），以第H列为准"),
    "a wrong dimension": ("名单.xlsx", made.with_dimension, None),
    "macros": ("名单.xlsm", made.with_macros, "文件里有宏，没有运行"),
    "days since 1904": ("名单.xlsx", made.since_1904, None),
    "new under an old name": ("名单.xls", lambda path: an_export(path, made.TWO), "文件名是.xls，内容其实是.xlsx，已按内容读取"),
    "old under a new name": ("名单.xlsx", made.old_workbook, "文件名是.xlsx，内容其实是.xls，已按内容读取"),
    "old": ("名单.xls", made.old_workbook, "旧版.xls看不出有没有隐藏的行，所有行都会读取"),
    "GBK": ("名单.csv", lambda path: made.text_table(path, "gb18030"), None),
    "UTF-8 with a mark": ("名单.csv", lambda path: made.text_table(path, "utf-8-sig"), None),
    "UTF-16": ("名单.csv", lambda path: made.text_table(path, "utf-16"), None),
}  # fmt: skip


@pytest.mark.parametrize("kind", SEEN)
def test_an_odd_file_is_read_whole_with_a_remark(fupin: Unmoved, tmp_path: Path, kind: str) -> None:
    name, make, remark = SEEN[kind]
    make(tmp_path / name)
    before = fupin.state()
    looked = fupin("import", tmp_path / name, "--dry-run")[0].splitlines()
    assert fupin.state() == before
    assert remark is None or remark in looked
    fupin("import", tmp_path / name)
    assert fupin.stored("SELECT number FROM household ORDER BY id") == [("650000000001",), ("650000000002",)]
    assert fupin.stored("SELECT name FROM person") == [("王安",), ("王安",)]
    assert fupin.stored("SELECT DISTINCT village FROM household") == [("月亮村",)]
    book, table = open_table(tmp_path / name)
    with book:
        rows = [row for _, row in table.rows()]
        assert [row[table.column("户编号") or 0] for row in rows] == ["650000000001", "650000000002"]
    fupin("undo")
    assert fupin.stored("SELECT count(*) FROM household") == [(0,)]


def test_days_counted_from_1904_are_the_days_that_were_meant(fupin: Unmoved, tmp_path: Path) -> None:
    made.since_1904(tmp_path / "名单.xlsx")
    fupin("import", tmp_path / "名单.xlsx")
    assert [each for (each,) in fupin.stored("SELECT registered_on FROM household ORDER BY id")] == [
        "2014-04-01"
    ] * 2


def test_days_counted_from_1904_in_an_old_workbook_are_the_days_that_were_meant(
    fupin: Unmoved, tmp_path: Path
) -> None:
    rows = [row | {"首次识别时间": date(2014, 4, 1)} for row in made.TWO]
    made.old_workbook(tmp_path / "名单.xls", rows, since_1904=True)
    fupin("import", tmp_path / "名单.xls")
    assert [each for (each,) in fupin.stored("SELECT registered_on FROM household ORDER BY id")] == [
        "2014-04-01"
    ] * 2


def refusals(fupin: Unmoved, path: Path) -> list[tuple[int, str, str]]:
    """Import a file: row, column and sentence of what was refused."""
    problems = fupin.json("import", path)["problems"]
    return [(each["row"], each["column"], each["text"]) for each in problems if each["severity"] == "refused"]


@pytest.mark.parametrize(
    ("written", "read"),
    [("202104", "2021-04-01"), ("2021.4", "2021-04-01"), (2021.4, "2021-04-01"), (44287, "2021-04-01"),
     ("44287", "2021-04-01"), ("2021年4月", "2021-04-01"), ("20210401", "2021-04-01"), ("２０２１-０４-０１", "2021-04-01")],
)  # fmt: skip
def test_a_day_is_read_in_every_spelling(fupin: Unmoved, tmp_path: Path, written: Any, read: str) -> None:
    path = an_export(tmp_path / "名单.xlsx", [a_row(首次识别时间=written)], heads=[*HEADS, "首次识别时间"])
    said = fupin("import", path, "--on", "2021-12-31")[0]
    assert [each for (each,) in fupin.stored("SELECT registered_on FROM household ORDER BY id")] == [read], (
        said
    )


def test_numbers_of_cards_blanks_and_wide_digits_are_understood_and_spoilt_ones_refused(
    fupin: Unmoved, tmp_path: Path
) -> None:
    good = id_of("19700101", 7)
    rows = [
        a_row(证件号码=f"{good}43"),
        a_row("650000000002", 证件号码=" ".join((id_of("19700101", 8)[:6], id_of("19700101", 8)[6:]))),
        a_row("650000000003", 证件号码=659099197001010010),
        a_row(
            "650000000004", 证件号码=id_of("19700101", 9).translate({48 + n: 0xFF10 + n for n in range(10)})
        ),
    ]
    said = refusals(fupin, an_export(tmp_path / "名单.xlsx", rows))
    assert said == [(6, "I", "证件号码“6.59099E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出")]
    assert [each for (each,) in fupin.stored("SELECT id_number FROM person ORDER BY id")] == [
        good,
        id_of("19700101", 8),
        id_of("19700101", 9),
    ]
    assert fupin.stored("SELECT disability_card FROM person ORDER BY id LIMIT 1") == [(f"{good}43",)]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("#N/A", "人均纯收入是错误值#N/A，请更正"),
        ("=SUM(A1:A2)", "人均纯收入是公式但没有值，请在Excel里打开并保存一次再导入"),
    ],
)
def test_a_cell_without_a_value_refuses_its_row_and_says_where(
    fupin: Unmoved, tmp_path: Path, cell: str, sentence: str
) -> None:
    def spoil(sheet: Worksheet) -> None:
        sheet["Z4"] = cell
        sheet["Z4"].data_type = "e" if cell.startswith("#") else "f"

    made.changed(spoil)(tmp_path / "名单.xlsx")
    assert refusals(fupin, tmp_path / "名单.xlsx") == [(4, "Z", sentence)]
    assert fupin.stored("SELECT number FROM household") == [("650000000002",)]


def test_more_rows_than_an_old_sheet_holds_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("户编号,姓名\n" + "650000000001,王安\n" * 70_000 + "合计,70000\n", "utf-8")
    book, table = open_table(path)
    with book:
        numbers = [number for number, _ in table.rows()]
    assert (len(numbers), numbers[0], numbers[-1]) == (70_000, 1, 70_000)
    assert table.footers == (70_001,)


@pytest.mark.parametrize("sign", "=+-@")
def test_a_cell_that_could_be_a_formula_is_text_when_it_goes_out(
    fupin: Unmoved, tmp_path: Path, sign: str
) -> None:
    def write(path: Path, spell: Callable[[str], str] = str) -> None:
        made.broken_text(lambda text: text.replace("1组", spell(f"{sign}1+1")))(path)

    write(tmp_path / "名单.csv")
    fupin("import", tmp_path / "名单.csv")
    fupin("export", "people", tmp_path / "名单.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "名单.xlsx").active
    assert sheet is not None
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == f"{sign}1+1"]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
