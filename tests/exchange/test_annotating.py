"""The answer to the sender: their own workbook, what is wrong coloured and noted, and a list of all problems."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlrd
import xlwt
from openpyxl.comments import Comment

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange import annotating
from fupin_desktop.exchange.annotating import LIST, answer, answer_name
from fupin_desktop.exchange.dressed import dressed
from fupin_desktop.exchange.rows import FINDING, REFUSED, REMARK, RowProblem
from fupin_desktop.exchange.sheet import Sheet
from fupin_desktop.exchange.workbook import open_workbook
from tests.exchange.rich_book import NAME, a_book, a_macro_book, parts_of, seen_by_office
from tests.exports import EXPORTS, id_of

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
NUMBER = id_of("19700101")


def problems(file: str, sheet: str) -> list[RowProblem]:
    return [
        RowProblem(file, sheet, 2, "B", "人均纯收入", FINDING, "人均纯收入比去年高三倍，请核对", "10"),
        RowProblem(file, sheet, 2, "B", "人均纯收入", REFUSED, "人均纯收入不是数", "10"),
        RowProblem(file, sheet, 3, "A", "证件号码", FINDING, f"证件号码{NUMBER}重复，请核对", NUMBER),
        RowProblem(file, sheet, 4, "A", "姓名", REMARK, "去掉了空格"),
        RowProblem(file, sheet, None, "", "", FINDING, "文件没有写明数据日期"),
    ]


def listed(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[LIST].iter_rows()]


def test_wrong_cells_are_coloured_and_say_why(tmp_path: Path) -> None:
    source = a_book(tmp_path / "名单.xlsx")
    found = answer(source, tmp_path / answer_name(source), problems("名单.xlsx", NAME))
    assert found.path.name == "名单_问题.xlsx"
    assert (found.problems, found.cells, found.alone) == (5, 3, False)
    assert found.sentence == f"已在原表标出3个单元格，附问题清单（5个问题）：{found.path}"
    sheet = openpyxl.load_workbook(found.path)[NAME]
    assert [sheet[place].fill.fgColor.rgb for place in ("B2", "A3", "A4")] == [
        "FFFFC7CE",
        "FFFFEB9C",
        "FFEDEDED",
    ]
    assert sheet["B2"].comment.text.endswith("疑点：人均纯收入比去年高三倍，请核对\n拒绝：人均纯收入不是数")
    assert sheet["A4"].comment.text == "提示：去掉了空格"
    assert [cell.value for cell in sheet[2]][:2] == ["张三", 10]


def test_the_list_leads_to_the_cells_and_hides_id_numbers(tmp_path: Path) -> None:
    source = a_book(tmp_path / "名单.xlsx")
    answer(source, tmp_path / "答.xlsx", problems("名单.xlsx", NAME))
    rows = listed(tmp_path / "答.xlsx")
    assert rows[0][0] == "名单.xlsx　拒绝1处，疑点3处，提示1处"
    assert rows[2] == ["行", "列", "字段", "程度", "问题", "原值"]
    masked = f"{NUMBER[:6]}********{NUMBER[-4:]}"
    assert rows[5] == [3, "A", "证件号码", "疑点", f"证件号码{masked}重复，请核对", masked]
    assert rows[7][:4] == [None, None, None, "疑点"]
    sheet = openpyxl.load_workbook(tmp_path / "答.xlsx")[LIST]
    assert sheet["A6"].hyperlink.location == "'名单''s'!A3"
    assert sheet["A8"].hyperlink is None
    assert not any(
        NUMBER in data.decode("utf-8", "ignore") for data in parts_of(tmp_path / "答.xlsx").values()
    )


def test_a_mended_file_that_comes_back_is_marked_anew(tmp_path: Path) -> None:
    source = a_book(tmp_path / "名单.xlsx")
    first = answer(source, tmp_path / answer_name(source), problems("名单.xlsx", NAME)).path
    left = [RowProblem(first.name, NAME, 3, "A", "证件号码", REFUSED, "证件号码仍不对")]
    again = answer(first, tmp_path / answer_name(first), left).path
    assert again.name == "名单_问题2.xlsx"
    book = openpyxl.load_workbook(again)
    sheet = book[NAME]
    assert book.sheetnames == [NAME, "隐藏的", LIST]
    assert [cell.value for cell in book[LIST]["E"]][3:] == ["证件号码仍不对"]
    assert sheet["A3"].comment.text == "拒绝：证件号码仍不对"
    assert sheet["A4"].comment is None
    assert (sheet["A3"].fill.fgColor.rgb, sheet["A4"].fill.fill_type, sheet["A4"].number_format) == (
        "FFFFC7CE",
        None,
        "@",
    )
    assert sheet["A2"].comment.text == "原来的批注"
    assert parts_of(again)["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 2


def test_what_openpyxl_would_lose_is_still_there(tmp_path: Path) -> None:
    source = a_book(tmp_path / "名单.xlsx")
    answer(source, tmp_path / "答.xlsx", problems("名单.xlsx", NAME))
    before, after = parts_of(source), parts_of(tmp_path / "答.xlsx")
    for part in (
        "xl/drawings/drawing1.xml",
        "xl/media/image1.png",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet2.xml",
    ):
        assert after[part] == before[part]
    assert b"x14:dataValidation " in after["xl/worksheets/sheet1.xml"]


def test_macros_stay_and_the_ending_with_them(tmp_path: Path) -> None:
    source = a_macro_book(tmp_path / "名单.xlsm")
    found = answer(source, tmp_path / answer_name(source), problems("名单.xlsm", NAME))
    assert found.path == tmp_path / "名单_问题.xlsm"
    assert parts_of(found.path)["xl/vbaProject.bin"] == parts_of(source)["xl/vbaProject.bin"]


def an_xls(path: Path) -> Path:
    """An old workbook with a look."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    title = xlwt.easyxf(
        "font: name 黑体, bold on, height 320; align: horiz center; pattern: pattern solid, fore_colour yellow"
    )
    boxed = xlwt.easyxf(
        "borders: left thin, right thin, top thin, bottom double; align: wrap on", num_format_str="0.00"
    )
    sheet.write_merge(0, 0, 0, 3, "贫困户名单", title)
    for row, values in enumerate((("姓名", 1.5, True, "1"), ("=甲", 2, None, "2"), ("乙", 3, None, "3")), 1):
        for column, value in enumerate(values):
            sheet.write(row, column, value, boxed)
    sheet.write(4, 0, xlwt.Formula("B2+B3"))
    sheet.write(4, 1, 43228, xlwt.easyxf(num_format_str="yyyy/m/d"))
    sheet.col(0).width, sheet.col(2).hidden = 20 * 256, True
    sheet.row(1).height_mismatch, sheet.row(1).height = True, 30 * 20
    sheet.row(3).hidden = True
    sheet.set_panes_frozen(True)
    sheet.set_horz_split_pos(2)
    sheet.portrait, sheet.paper_size_code, sheet.fit_num_pages = False, 8, 1
    book.add_sheet("藏").visibility = 1
    book.save(str(path))
    return path


def test_an_xls_is_answered_as_xlsx_with_its_look(tmp_path: Path) -> None:
    source = an_xls(tmp_path / "名单.xls")
    found = answer(source, tmp_path / answer_name(source), problems("名单.xls", "名单"))
    assert found.path.name == "名单_问题.xlsx"
    book = openpyxl.load_workbook(found.path)
    sheet = book["名单"]
    assert (book.sheetnames, book["藏"].sheet_state) == (["名单", "藏", LIST], "hidden")
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:D1"]
    title = sheet["A1"]
    assert (title.value, title.font.name, title.font.sz, title.font.b) == ("贫困户名单", "黑体", 16, True)
    assert (title.fill.fgColor.rgb, title.alignment.horizontal) == ("FFFFFF00", "center")
    boxed = sheet["B2"]
    assert (boxed.value, boxed.number_format, boxed.border.bottom.style, boxed.border.left.style) == (
        1.5,
        "0.00",
        "double",
        "thin",
    )
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=甲", "s")
    assert sheet["A3"].fill.fgColor.rgb == "FFFFEB9C"
    assert (sheet["C2"].value, sheet["B5"].number_format) == (True, "yyyy/m/d")
    assert sheet["A5"].value is None
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["C"].hidden) == (20, True)
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[4].hidden) == (30, True)
    assert sheet.freeze_panes == "A3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)


def test_a_csv_is_answered_as_xlsx_with_its_codes_as_text(tmp_path: Path) -> None:
    source = tmp_path / "名单.csv"
    source.write_bytes(f"姓名,收入\n张三,10\n00{NUMBER},=1+1\n".encode("gb18030"))
    found = answer(source, tmp_path / answer_name(source), problems("名单.csv", "名单"))
    sheet = openpyxl.load_workbook(found.path)["名单"]
    assert (sheet["A3"].value, sheet["A3"].number_format) == (f"00{NUMBER}", "@")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert sheet["B2"].fill.fgColor.rgb == "FFFFC7CE"


def test_a_large_table_is_answered_by_the_list_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "MOST_ROWS", 3)
    source = a_book(tmp_path / "名单.xlsx")
    found = answer(source, tmp_path / "答.xlsx", problems("名单.xlsx", NAME))
    assert found.sentence == f"表超过3行，只写了问题清单（5个问题）：{found.path}"
    assert openpyxl.load_workbook(found.path).sheetnames == [LIST]
    assert len(listed(found.path)) == 3 + 5


def test_the_source_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in (a_book(tmp_path / "名单.xlsx"), an_xls(tmp_path / "旧.xls")):
        before = source.read_bytes()
        for most in (20_000, 3):
            monkeypatch.setattr(annotating, "MOST_ROWS", most)
            with pytest.raises(Trouble) as said:
                answer(source, source, problems(source.name, NAME))
            assert str(said.value) == f"“{source.name}”就是原文件，不能写在它上面，请换一个文件名。"
            assert source.read_bytes() == before


@pytest.mark.skipif(not EXPORTS.exists(), reason="没有样例数据")
@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
def test_the_sample_exports_come_back_with_their_cells(tmp_path: Path, ending: str) -> None:
    source = EXPORTS / f"贫困户信息_20180508.{ending}"
    with open_workbook(source) as book:
        name, rows = book.sheets[0].name, [list(row) for row in book.sheets[0].rows()]
    found = answer(source, tmp_path / answer_name(source), problems(source.name, name))
    with open_workbook(found.path) as book:
        assert [list(row)[: len(rows[place])] for place, row in enumerate(book.sheets[0].rows())] == rows


def test_libreoffice_opens_the_answer_to_an_xls(tmp_path: Path) -> None:
    found = answer(an_xls(tmp_path / "名单.xls"), tmp_path / "答.xlsx", problems("名单.xls", "名单"))
    folder = seen_by_office(found.path, tmp_path)
    text = (folder / "答-名单.csv").read_text(encoding="utf-8")
    assert text.splitlines()[:3] == ["贫困户名单,,,", "姓名,1.5,1,1", "=甲,2,,2"]
    assert "拒绝,人均纯收入不是数,10" in (folder / f"答-{LIST}.csv").read_text(encoding="utf-8")


REAL = sorted((EXPORTS.parent / "real").glob("*.xls"))


@pytest.mark.skipif(not REAL, reason="没有真实表样")
@pytest.mark.parametrize("source", REAL, ids=lambda each: each.stem)
def test_real_forms_keep_every_cell_when_they_become_xlsx(tmp_path: Path, source: Path) -> None:
    dressed(source, tmp_path / "新.xlsx")
    with open_workbook(source) as old, open_workbook(tmp_path / "新.xlsx") as new:
        assert [each.name for each in new.sheets] == [each.name for each in old.sheets]
        for before, after in zip(old.sheets, new.sheets, strict=True):
            assert filled(after) == filled(before)
            assert set(after.merged) == set(before.merged)
            assert after.visible == before.visible


def filled(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {
        (row, column): cell
        for row, cells in enumerate(sheet.rows())
        for column, cell in enumerate(cells)
        if cell not in ("", None)
    }


def test_a_file_that_only_half_follows_the_old_format_keeps_its_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise xlrd.XLRDError("what some programs write")

    monkeypatch.setattr(xlrd, "open_workbook", refuse)
    dressed(an_xls(tmp_path / "名单.xls"), tmp_path / "新.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "新.xlsx")["名单"]
    assert [sheet["A1"].value, sheet["A3"].value, sheet["B2"].value] == ["贫困户名单", "=甲", 1.5]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:D1"]


def test_what_is_printed_and_noted_goes_along(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单 一"
    for row in range(20):
        sheet.append([f"第{row}行", row])
    sheet.print_title_rows, sheet.print_area = "1:2", "A1:B10"
    sheet["B3"].comment, sheet["F30"].comment = Comment("老批注", "王"), Comment("远处", "王")
    book.save(tmp_path / "旧.xlsx")
    dressed(seen_by_office(tmp_path / "旧.xlsx", tmp_path, "xls") / "旧.xls", tmp_path / "新.xlsx")
    made = openpyxl.load_workbook(tmp_path / "新.xlsx")["名单 一"]
    assert (made.print_title_rows, made.print_area) == ("$1:$2", "'名单 一'!$A$1:$B$10")
    assert (made["B3"].comment.text, made["F30"].comment.text) == ("老批注", "远处")
