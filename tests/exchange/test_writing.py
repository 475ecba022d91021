"""Workbooks are written whole or not at all, and codes in them stay text."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange import writing
from fupin_desktop.exchange.workbook import open_workbook
from fupin_desktop.exchange.writing import SheetOut, write_table

HEADS = ["户编号", "姓名", "收入", "日期"]
ROWS = [("650000000001", "张三", Decimal("12.50"), date(2018, 5, 8)), ("0012", "=1+1", None, None)]


def a_sheet(rows: object = ROWS) -> SheetOut:
    return SheetOut("名单", HEADS, rows, ["标题"], frozenset({0}), [16, 10])  # type: ignore[arg-type]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert write_table(tmp_path / "a.xlsx", [a_sheet()]) == 2
    with open_workbook(tmp_path / "a.xlsx") as book:
        (sheet,) = book.sheets
        assert [list(row) for row in sheet.rows()] == [
            ["标题", "", "", ""],
            HEADS,
            ["650000000001", "张三", 12.5, date(2018, 5, 8)],
            ["0012", "=1+1", "", ""],
        ]


def test_codes_stay_text_and_the_heading_in_sight(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", [a_sheet()])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["名单"]
    assert (sheet["A3"].number_format, sheet["A3"].data_type) == ("@", "s")
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["A"].width == 16
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=1+1", "s")
    assert sheet.freeze_panes == "A3"
    book.close()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=["C"]), max_size=12), min_size=1, max_size=6))
def test_every_text_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("texts") / "a.xlsx"
    write_table(path, [SheetOut("甲", ["列"], [[text] for text in texts], text_columns=frozenset({0}))])
    book = openpyxl.load_workbook(path)
    found = [cell.value or "" for (cell,) in book["甲"].iter_rows(min_row=2)]
    assert found + [""] * (len(texts) - len(found)) == texts  # blank rows at the end have no cells
    book.close()


def test_unprintable_characters_are_left_out(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", [SheetOut("甲", ["列"], [["李\x01四"]])])
    with open_workbook(tmp_path / "a.xlsx") as book:
        assert list(book.sheets[0].rows())[1] == ["李四"]


def test_sheet_names_are_made_allowed_and_unique(tmp_path: Path) -> None:
    names = ["月亮村/一组", "月亮村/一组", "长" * 40, "长" * 40]
    write_table(tmp_path / "a.xlsx", [SheetOut(name, ["列"], [["1"]]) for name in names])
    with open_workbook(tmp_path / "a.xlsx") as book:
        assert [sheet.name for sheet in book.sheets] == [
            "月亮村_一组", "月亮村_一组 (2)", "长" * 31, "长" * 27 + " (2)",
        ]  # fmt: skip


def stops_midway() -> Iterator[tuple[str, ...]]:
    yield ("1", "张三", "", "")
    raise KeyboardInterrupt


def test_a_stop_midway_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", [a_sheet()])
    before = (tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        write_table(tmp_path / "a.xlsx", [a_sheet(stops_midway())])
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (PermissionError(errno.EACCES, ""), "“a.xlsx”写不进去，可能正在Excel或WPS里打开，请关闭后再导出。"),
        (OSError(errno.ENOSPC, ""), "磁盘空间不足，“a.xlsx”没有写成，请清理磁盘或换一个位置再导出。"),
        (OSError(errno.EIO, ""), "“a.xlsx”没有写成（读写磁盘出错），请检查磁盘或换一个位置再导出。"),
    ],
)
def test_a_file_that_cannot_be_replaced_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: OSError, sentence: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise wrong

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Trouble) as said:
        write_table(tmp_path / "a.xlsx", [a_sheet()])
    assert str(said.value) == sentence
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(Trouble, match=r"^文件夹“.+”不能写入，请换一个位置导出“a\.xlsx”。$"):
        write_table(tmp_path / "a.xlsx", [a_sheet()])


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"^文件夹“.+没有”不存在，“a\.xlsx”没有写成，请换一个位置。$"):
        write_table(tmp_path / "没有" / "a.xlsx", [a_sheet()])
    (tmp_path / "b.xlsx").mkdir()
    with pytest.raises(Trouble, match=r"^“b\.xlsx”是文件夹，请换一个文件名。$"):
        write_table(tmp_path / "b.xlsx", [a_sheet()])


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    with pytest.raises(Trouble, match="一张工作表最多3行，数据太多，请分村导出。"):
        write_table(tmp_path / "a.xlsx", [a_sheet()])
