"""Single cells of somebody's workbook are changed, and everything else in it stays as it is."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange.patching import Patch
from fupin_desktop.exchange.writing import SheetOut
from tests.exchange.rich_book import (
    MAIN,
    NAME,
    PARTS,
    REL,
    SHEET,
    a_book,
    a_macro_book,
    parts_of,
    seen_by_office,
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says what it would lose


def patched(tmp_path: Path, book: Path) -> Path:
    """Everything that can be done to a workbook."""
    out = tmp_path / f"改过{book.suffix}"
    with Patch(book) as patch:
        patch.colour(NAME, 1, 0, "FFC7CE")
        patch.note(NAME, 1, 0, "姓名与公安不符")
        patch.note(NAME, 1, 1, "收入偏低")
        patch.note(NAME, 3, 3, "日期在将来")
        patch.put(NAME, 1, 2, 99)
        patch.put(NAME, 11, 6, "=新的一行")
        patch.add_sheet(
            SheetOut("问题清单", ["行", "问题"], [(2, "姓名与公安不符")], links={(0, 0): "'名单''s'!A2"})
        )
        patch.save(out)
    return out


def test_every_part_that_is_not_touched_stays_byte_for_byte(tmp_path: Path) -> None:
    book = a_macro_book(tmp_path / "a.xlsm")
    before, after = parts_of(book), parts_of(patched(tmp_path, book))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml",
        "xl/calcChain.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/persons/person.xml",
        "xl/threadedComments/threadedComment1.xml",
    }  # fmt: skip
    assert "xl/calcChain.xml" not in after
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}


def test_rows_that_are_not_touched_stay_byte_for_byte_too(tmp_path: Path) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        patch.colour(NAME, 1, 1, "FFC7CE")
        patch.save(tmp_path / "b.xlsx")
    sheet = parts_of(tmp_path / "b.xlsx")["xl/worksheets/sheet1.xml"].decode()
    first, second = SHEET.index('<row r="2"'), SHEET.index('<row r="3"')
    assert sheet.startswith(SHEET[:first])
    assert sheet.endswith(SHEET[second:])
    assert sheet[first : -len(SHEET[second:])] == SHEET[first:second].replace(
        '<c r="B2">', '<c r="B2" s="4">'
    )


def test_openpyxl_and_calamine_read_what_was_changed(tmp_path: Path) -> None:
    out = patched(tmp_path, a_book(tmp_path / "a.xlsx"))
    book = openpyxl.load_workbook(out)
    sheet = book[NAME]
    assert book.sheetnames == [NAME, "隐藏的", "问题清单"]
    assert (sheet["A2"].fill.fgColor.rgb, sheet["A2"].number_format) == ("FFFFC7CE", "@")
    assert sheet["A2"].comment.text == "原来的批注\n姓名与公安不符"
    assert sheet["D4"].comment.text == "日期在将来"
    assert (sheet["C2"].value, sheet["C3"].value, sheet["C4"].value) == (99, "=B3*2", "=B4*2")
    assert (sheet["G12"].value, sheet["G12"].data_type) == ("=新的一行", "s")
    assert sheet.dimensions == "A1:G12"
    assert book["问题清单"]["A2"].hyperlink.location == "'名单''s'!A2"
    assert book.calculation.fullCalcOnLoad
    rows = CalamineWorkbook.from_path(out).get_sheet_by_name(NAME).to_python()
    assert rows[1][:3] == ["张三", 10.0, 99.0]


def test_libreoffice_shows_the_values_notes_and_colours(tmp_path: Path) -> None:
    out = patched(tmp_path, a_book(tmp_path / "a.xlsx"))
    text = (seen_by_office(out, tmp_path, "fods") / "改过.fods").read_text(encoding="utf-8")
    for said in (
        "姓名与公安不符",
        "原来的批注",
        "日期在将来",
        "填表人签字",
        "#ffc7ce",
        "=新的一行",
        "问题清单",
    ):
        assert said in text


def test_a_conversation_on_a_cell_gets_an_answer(tmp_path: Path) -> None:
    parts = parts_of(patched(tmp_path, a_book(tmp_path / "a.xlsx")))
    thread = parts["xl/threadedComments/threadedComment1.xml"].decode()
    assert thread.count("<text>") == 2
    assert "收入偏低" in thread
    assert 'parentId="{A0000000-0000-0000-0000-000000000001}"' in thread
    assert 'displayName="乡镇扶贫工作台"' in parts["xl/persons/person.xml"].decode()


def test_notes_find_room_where_there_were_none(tmp_path: Path) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        for row in range(1200):
            patch.note("隐藏的", row, 2, f"第{row}条")
        patch.save(tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["隐藏的"]
    assert sheet["C1200"].comment.text == "第1199条"
    parts = parts_of(tmp_path / "b.xlsx")
    drawing = parts["xl/drawings/vmlDrawing2.vml"].decode()
    shapes = [part.partition('"')[0] for part in drawing.split('id="_x0000_s')[1:]]
    assert len(set(shapes)) == 1200
    assert 'data="2,3"' in drawing
    assert {int(each) // 1024 for each in shapes} == {2, 3}


def test_a_note_is_said_once_and_lines_go_below_each_other(tmp_path: Path) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        for text in ("一", "二", "一"):
            patch.note(NAME, 8, 4, text)
        patch.save(tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")[NAME]["E9"].comment.text == "一\n二"


def test_a_cell_below_a_joined_one_stands_for_the_joined_one(tmp_path: Path) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        patch.colour(NAME, 6, 1, "FFEB9C")
        patch.put(NAME, 6, 0, "李四")
        patch.save(tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")[NAME]
    assert (sheet["A6"].value, sheet["A6"].fill.fgColor.rgb) == ("李四", "FFFFEB9C")


def test_a_new_cell_looks_as_its_row_or_column_does(tmp_path: Path) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        patch.put(NAME, 20, 0, "001")
        patch.put(NAME, 5, 3, date(2018, 5, 8))
        patch.put(NAME, 20, 1, date(2018, 5, 8))
        patch.put(NAME, 20, 5, date(2018, 5, 8))
        patch.save(tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")[NAME]
    assert (sheet["A21"].value, sheet["A21"].number_format) == ("001", "@")
    assert (sheet["B21"].number_format, sheet["B21"].value.date()) == ("yyyy-mm-dd", date(2018, 5, 8))
    assert (sheet["D6"].number_format, sheet["D6"].value.date()) == ("mm-dd-yy", date(2018, 5, 8))
    assert sheet["F21"].number_format == "mm-dd-yy"


@pytest.mark.parametrize(
    ("value", "read"),
    [("  空格 ", "  空格 "), ("一\n二", "一\n二"), ("-1+1", "-1+1"), ("李\x01四", "李四"), (Decimal("12.50"), 12.5), (True, True),
     ("", None), (None, None), ("<b>&", "<b>&")],
)  # fmt: skip
def test_values_go_in_as_they_are(tmp_path: Path, value: object, read: object) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        patch.put(NAME, 1, 1, value)  # type: ignore[arg-type]
        patch.save(tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")[NAME]["B2"].value == read


def test_files_of_other_programs_are_patched_too(tmp_path: Path) -> None:
    """No styles, no shared strings, names with a prefix, rows and cells that do not say where they stand, other quotes."""
    sheet = (
        f"<?xml version='1.0' encoding='GB18030'?><x:worksheet xmlns:x='{MAIN}'><x:sheetData>"
        "<x:row><x:c t='inlineStr'><x:is><x:t>姓名</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row><x:row/>"
        "<x:row><x:c t='str'><x:v>王五</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    ).encode("gb18030")
    rels = re.sub(r'<Relationship Id="rId[3-9].*?/>', "", PARTS["xl/_rels/workbook.xml.rels"].decode())
    types = re.sub(
        r'<Override PartName="/xl/(?:s[ht]|c|t|p|d).*?/>', "", PARTS["[Content_Types].xml"].decode()
    )
    kept = ("[", "_rels", "xl/workbook.xml", "xl/_rels", "xl/worksheets/sheet")
    more: dict[str, str | bytes | None] = dict.fromkeys(name for name in PARTS if not name.startswith(kept))
    more |= {
        "xl/worksheets/sheet1.xml": sheet,
        "xl/_rels/workbook.xml.rels": rels,
        "[Content_Types].xml": types,
    }
    more |= {"xl/worksheets/_rels/sheet1.xml.rels": None}
    with Patch(a_book(tmp_path / "a.xlsx", **more)) as patch:
        assert patch.size(NAME)[0] == 3
        patch.colour(NAME, 2, 0, "FFC7CE")
        patch.note(NAME, 0, 1, "应是文字")
        patch.put(NAME, 1, 1, "中间的行")
        patch.put(NAME, 2, 1, 7)
        patch.save(tmp_path / "b.xlsx")
    sheet_read = openpyxl.load_workbook(tmp_path / "b.xlsx")[NAME]
    assert [[cell.value for cell in row] for row in sheet_read.iter_rows()] == [
        ["姓名", 1],
        [None, "中间的行"],
        ["王五", 7],
    ]
    assert sheet_read["A3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet_read["B1"].comment.text == "应是文字"
    assert CalamineWorkbook.from_path(tmp_path / "b.xlsx").get_sheet_by_name(NAME).to_python()[2] == [
        "王五",
        7.0,
    ]


def test_a_strict_workbook_stays_strict(tmp_path: Path) -> None:
    names = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        REL: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts: dict[str, str | bytes | None] = dict(PARTS)
    for transitional, strict in names.items():
        parts |= {
            name: data.replace(transitional.encode(), strict.encode())
            for name, data in parts.items()
            if isinstance(data, bytes)
        }
    with Patch(a_book(tmp_path / "a.xlsx", **parts)) as patch:
        patch.note("隐藏的", 0, 0, "请核对")
        patch.add_sheet(SheetOut("清单", ["行"], [(1,)]))
        patch.save(tmp_path / "b.xlsx")
    for name, data in parts_of(tmp_path / "b.xlsx").items():
        if name.endswith((".xml", ".rels")):
            assert b"schemas.openxmlformats.org/spreadsheetml" not in data, name
            assert b"schemas.openxmlformats.org/officeDocument/2006/relationships" not in data, name


def test_a_workbook_without_rows_takes_cells(tmp_path: Path) -> None:
    empty = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with Patch(a_book(tmp_path / "a.xlsx", **{"xl/worksheets/sheet2.xml": empty})) as patch:
        assert patch.size("隐藏的") == (0, 0)
        patch.put("隐藏的", 2, 1, "甲")
        patch.save(tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["隐藏的"]["B3"].value == "甲"


def test_the_new_sheet_gets_a_name_of_its_own(tmp_path: Path) -> None:
    with Patch(a_book(tmp_path / "a.xlsx")) as patch:
        assert patch.add_sheet(SheetOut("隐藏的", ["列"], [])) == "隐藏的 (2)"
        assert patch.add_sheet(SheetOut("一/二", ["列"], [])) == "一_二"
        patch.save(tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames[2:] == ["隐藏的 (2)", "一_二"]


def test_the_source_is_never_written_over(tmp_path: Path) -> None:
    book = a_book(tmp_path / "a.xlsx")
    before = book.read_bytes()
    with Patch(book) as patch:
        patch.put(NAME, 0, 0, "新")
        with pytest.raises(Trouble) as said:
            patch.save(tmp_path / "." / "a.xlsx")
    assert str(said.value) == "“a.xlsx”就是原文件，不能写在它上面，请换一个文件名。"
    assert book.read_bytes() == before


def test_macros_keep_their_ending(tmp_path: Path) -> None:
    with Patch(a_macro_book(tmp_path / "a.xlsm")) as patch:
        assert patch.ending == ".xlsm"
        with pytest.raises(Trouble, match=r"^“a\.xlsm”带有宏，只能另存为\.xlsm，请改“b\.xlsx”的后缀。$"):
            patch.save(tmp_path / "b.xlsx")
    with (
        Patch(a_book(tmp_path / "a.xlsx")) as patch,
        pytest.raises(Trouble, match=r"^“b\.xls”的后缀应是\.xlsx，请改名后再试。$"),
    ):
        patch.save(tmp_path / "b.xls")


def test_what_is_no_workbook_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(Trouble, match=r"“a\.xlsx”已损坏或不完整"):
        Patch(tmp_path / "a.xlsx")
    with Patch(a_book(tmp_path / "b.xlsx", **{"xl/worksheets/sheet1.xml": "<worksheet"})) as patch:
        with pytest.raises(Trouble, match=r"“b\.xlsx”已损坏或不完整"):
            patch.put(NAME, 0, 0, 1)
        with pytest.raises(Trouble, match=r"“b\.xlsx”里没有名为“没有”的工作表，请核对。"):
            patch.put("没有", 0, 0, 1)
