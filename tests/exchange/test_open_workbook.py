"""Files are read by what is in them; what is odd is said, and what cannot be read is refused in words."""

from __future__ import annotations

import codecs
import errno
import gc
import io
import json
import random
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange import content, workbook
from fupin_desktop.exchange.workbook import Sheet, open_workbook, shared_copy, spoilt

EXPORTS = Path(__file__).parents[2].parent / "shared" / "data" / "exports"
HEADS = ["户编号", "姓名", "证件号码"]
ROW = ["650000000001", "张三", "65909919551011001X"]


def an_xlsx(path: Path, rows: list[list[object]] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows if rows is not None else [HEADS, ROW]:
        book.active.append(row)
    book.save(path)
    return path


def an_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate((HEADS, ROW)):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))
    return path


def rows_of(path: Path) -> list[list[object]]:
    with open_workbook(path) as book:
        return [list(row) for row in book.sheets[0].rows()]


def refusal(path: Path) -> str:
    with pytest.raises(Trouble) as wrong:
        open_workbook(path)
    return str(wrong.value)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
def test_the_sample_exports_are_read_whole(ending: str) -> None:
    path = EXPORTS / f"贫困户信息_20180508.{ending}"
    truth = json.loads((EXPORTS / f"{path.name}.truth.json").read_text("utf-8"))
    rows = rows_of(path)
    assert len(rows) == truth["people"] + 3
    assert len({row[5] for row in rows[3:]}) == truth["households"]
    assert {str(row[5]): row[7] for row in rows[3:] if row[10] == "户主"}.items() >= truth["heads"].items()


def test_the_rows_come_as_a_stream() -> None:
    with open_workbook(EXPORTS / "贫困户信息_20180508.xlsx") as book:
        rows = book.sheets[0].rows()
        assert isinstance(rows, Iterator)
        assert next(rows)[0] == "全国扶贫开发信息系统　贫困人口信息"
        assert book.sheets[0].height == 848
        assert len(book.sheets[0].first()) == 15


def test_cells_keep_their_kind(tmp_path: Path) -> None:
    path = an_xlsx(
        tmp_path / "a.xlsx",
        [["文字", 1.5, True, date(2018, 5, 8), datetime(2018, 5, 8, 9, 30), None, 6.59e17]],
    )
    ((text, number, flag, day, moment, empty, long),) = rows_of(path)
    assert (text, number, flag, day, empty) == ("文字", 1.5, True, date(2018, 5, 8), "")
    assert moment == datetime(2018, 5, 8, 9, 30)
    assert spoilt(long)


def test_columns_count_from_the_sheets_first_even_when_it_is_empty(tmp_path: Path) -> None:
    assert rows_of(an_xlsx(tmp_path / "a.xlsx", [[None, None, None], [None, "姓名", "性别"]]))[1] == [
        "",
        "姓名",
        "性别",
    ]


@pytest.mark.parametrize(
    ("named", "true_ending"),
    [("a.xlsx", ".xls"), ("a.xls", ".xlsx"), ("a.csv", ".xlsx"), ("a", ".xls"), ("a.xls", ".csv")],
)
def test_a_wrong_ending_is_read_with_a_remark(tmp_path: Path, named: str, true_ending: str) -> None:
    path = tmp_path / named
    if true_ending == ".csv":
        path.write_text(",".join(HEADS) + "\n" + ",".join(ROW), "utf-8")
    else:
        (an_xls if true_ending == ".xls" else an_xlsx)(tmp_path / f"true{true_ending}").rename(path)
    with open_workbook(path) as book:
        assert list(book.sheets[0].rows())[1] == ROW
        assert book.remarks == (
            f"文件名是{path.suffix or '没有后缀'}，内容其实是{true_ending}，已按内容读取",
        )


def test_two_endings_are_read_with_a_remark(tmp_path: Path) -> None:
    with open_workbook(an_xls(tmp_path / "true.xls").rename(tmp_path / "名单.xls.xlsx")) as book:
        assert book.remarks == ("文件名有两个后缀（.xls.xlsx），已按内容（.xls）读取",)


@pytest.mark.parametrize(
    ("encoding", "bom", "known_as"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
    ],
)
def test_the_encoding_of_a_text_table_is_found(
    tmp_path: Path, encoding: str, bom: bytes, known_as: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bom + "户编号,姓名\r\n650000000001,买买提·吐尔逊䶮\r\n".encode(encoding))
    with open_workbook(path) as book:
        assert (book.encoding, book.remarks) == (known_as, ())
        assert list(book.sheets[0].rows()) == [["户编号", "姓名"], ["650000000001", "买买提·吐尔逊䶮"]]
        assert book.sheets[0].height is None


def test_an_ambiguous_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("支模,1\n".encode("gb18030"))
    with open_workbook(path) as book:
        assert book.remarks == ("文字编码不明确，已按GB18030（简体中文）读取，如有乱码请另存为.xlsx再导入",)
        assert list(book.sheets[0].rows()) == [["支模", "1"]]


def test_separators_and_protected_numbers_of_text_tables_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text('姓名\t证件号码\n张三\t="65909919551011001X"\n', "utf-8")
    with open_workbook(path) as book:
        assert list(book.sheets[0].rows()) == [["姓名", "证件号码"], ["张三", "65909919551011001X"]]
        assert book.remarks == ()


def test_a_text_in_no_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xff\x80,1\n")
    assert (
        refusal(path) == "“a.csv”的文字编码既不是UTF-8也不是GB18030，请用Excel或WPS打开后另存为.xlsx再导入。"
    )


def a_dressed_sheet(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1 (2)"
    for row in (["标题"], HEADS, ROW, ["", "李四"], ["", "王五"], ["=1+1", "赵六", "#N/A"]):
        sheet.append(row)
    sheet["C6"].data_type = "e"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A5")
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("旧表").sheet_state = "hidden"
    book.save(path)
    return path


def test_what_is_odd_about_a_sheet_is_said(tmp_path: Path) -> None:
    with open_workbook(a_dressed_sheet(tmp_path / "a.xlsx")) as book:
        assert book.remarks == ("有1张隐藏的工作表：“旧表”",)
        assert book.sheets[0].remarks(2) == [
            "工作表名“Sheet1 (2)”像是复制出来的副本，请确认导入的是这一张",
            "有1行被隐藏（第4行），也已读取",
            "数据区有1处合并单元格（A3:A5），合并的各行按同一个值读取",
            "有2个单元格的公式没有值或是错误值（A6、C6），请在Excel里打开并保存一次再导入",
        ]
        assert book.sheets[0].unvalued == {(5, 0): "=1+1", (5, 2): "#N/A"}
        assert book.sheets[1].remarks(0)[0] == "工作表“旧表”是隐藏的"


def test_merged_cells_stand_in_every_row_they_cover(tmp_path: Path) -> None:
    with open_workbook(a_dressed_sheet(tmp_path / "a.xlsx")) as book:
        filled = [row[0] for row in book.sheets[0].filled(2)]
        assert filled == ["650000000001", "650000000001", "650000000001", ""]
        assert [row[0] for row in book.sheets[0].filled(3)][:2] == ["", ""]


def test_hidden_rows_of_an_old_workbook_are_unknown(tmp_path: Path) -> None:
    with open_workbook(an_xls(tmp_path / "a.xls")) as book:
        assert book.sheets[0].hidden_rows is None
        assert book.sheets[0].remarks(1) == ["旧版.xls看不出有没有隐藏的行，所有行都会读取"]


def test_a_formula_with_its_value_is_no_oddity(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "a.xlsx", [["甲"], ["=1+1"]])
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.namelist():
            new.writestr(
                member, old.read(member).replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
            )
    path.write_bytes(changed.getvalue())
    with open_workbook(path) as book:
        assert book.sheets[0].unvalued == {}
        assert list(book.sheets[0].rows())[1] == [2.0]


def test_oddities_are_found_across_the_blocks_of_a_long_sheet(tmp_path: Path) -> None:
    shuffled = random.Random(1)
    book = openpyxl.Workbook()
    hidden = set()
    for number in range(6000):
        book.active.append([f"{shuffled.random()}" for _ in range(8)])
        if number % 499 == 7:
            book.active.row_dimensions[number + 1].hidden = True
            hidden.add(number)
    book.save(tmp_path / "a.xlsx")
    with open_workbook(tmp_path / "a.xlsx") as opened:
        assert opened.sheets[0].hidden_rows == frozenset(hidden)


def an_office_zip(path: Path, member: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr(member, "")
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def ole_with(stream: str) -> bytes:
    return OLE + (stream + "\0").encode("utf-16-le") + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "“a.xlsx”是空文件（0字节），可能没有下载或拷贝完整，请重新导出。"),
        (
            b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
            "“a.xlsx”其实是图片（PNG），不是表格，请选择导出的.xlsx、.xls或.csv表格。",
        ),
        (b"\xff\xd8\xff\xe0", "“a.xlsx”其实是图片（JPG），不是表格，请选择导出的.xlsx、.xls或.csv表格。"),
        (b"RIFF\0\0\0\0WEBP", "“a.xlsx”其实是图片（WEBP），不是表格，请选择导出的.xlsx、.xls或.csv表格。"),
        (b"%PDF-1.7", "“a.xlsx”其实是PDF文件，不是表格，请选择导出的.xlsx、.xls或.csv表格。"),
        (ole_with("WordDocument"), "“a.xlsx”其实是Word文档，不是表格，请选择导出的.xlsx、.xls或.csv表格。"),
        (ole_with("EncryptedPackage"), "“a.xlsx”设有打开密码，请用Excel或WPS打开，去掉密码后另存，再导入。"),
        (ole_with("Workbook"), "“a.xlsx”已损坏或不完整，打不开，请重新导出或重新拷贝。"),
        (OLE, "“a.xlsx”已损坏或不完整，打不开，请重新导出或重新拷贝。"),
        (b"PK\x03\x04broken", "“a.xlsx”已损坏或不完整，打不开，请重新导出或重新拷贝。"),
        (
            b"\x09\x08\x08\x00\x00\x05",
            "“a.xlsx”是很旧的Excel格式，读不了，请用Excel或WPS打开后另存为.xlsx再导入。",
        ),
        (
            b"<html><table>",
            "“a.xlsx”其实是网页格式的表格，读不了，请用Excel或WPS打开后另存为.xlsx再导入。",
        ),
        (b"\x01\x02\0\x03", "“a.xlsx”不是能识别的表格文件，请选择导出的.xlsx、.xls或.csv表格。"),
        (b"\r\n\r\n", "“a.xlsx”里没有任何数据，请确认导出的内容后重新导出。"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refusal(path) == sentence


@pytest.mark.parametrize(
    ("member", "what"),
    [("word/document.xml", "Word文档"), ("ppt/slides.xml", "演示文稿"), ("名单.txt", "压缩包，请先解压")],
)
def test_other_office_files_are_called_by_their_name(tmp_path: Path, member: str, what: str) -> None:
    path = an_office_zip(tmp_path / "a.xlsx", member)
    assert refusal(path) == f"“a.xlsx”其实是{what}，不是表格，请选择导出的.xlsx、.xls或.csv表格。"


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    assert refusal(an_xlsx(tmp_path / "a.xlsx", [])) == "“a.xlsx”里没有任何数据，请确认导出的内容后重新导出。"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.xlsx") == "找不到文件“没有.xlsx”，请检查文件名和所在文件夹。"
    (tmp_path / "文件夹").mkdir()
    assert refusal(tmp_path / "文件夹") == "“文件夹”是文件夹，请选择里面的表格文件。"


def test_a_lock_file_is_told_from_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "~$名单.xlsx").write_bytes(b"\x05user")
    assert (
        refusal(tmp_path / "~$名单.xlsx")
        == "“~$名单.xlsx”是Excel或WPS打开文件时留下的临时文件，请选择“名单.xlsx”本身。"
    )


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.97])
@pytest.mark.parametrize("make", [an_xlsx, an_xls])
def test_a_file_cut_short_is_refused(tmp_path: Path, make: object, keep: float) -> None:
    path = tmp_path / ("a.xlsx" if make is an_xlsx else "a.xls")
    (an_xlsx if make is an_xlsx else an_xls)(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    if make is an_xls and keep == 0.97:
        return  # only padding is missing at the end of an old workbook
    assert refusal(path) == f"“{path.name}”已损坏或不完整，打不开，请重新导出或重新拷贝。"


def test_a_workbook_damaged_within_is_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    start = bytes(data).index(b"xl/worksheets/sheet1.xml") + 60
    data[start : start + 60] = bytes(byte ^ 0x55 for byte in data[start : start + 60])
    path.write_bytes(bytes(data))
    assert refusal(path) == "“a.xlsx”已损坏或不完整，打不开，请重新导出或重新拷贝。"


def test_an_old_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = an_xls(tmp_path / "a.xls")
    data = path.read_bytes()
    after_start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    path.write_bytes(data[:after_start] + b"\x2f\x00" + data[after_start + 2 :])  # FILEPASS
    assert refusal(path) == "“a.xls”设有打开密码，请用Excel或WPS打开，去掉密码后另存，再导入。"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            PermissionError(errno.EACCES, ""),
            "“a.xlsx”被其他程序占用或没有读取权限，请在Excel或WPS里关闭它，再试一次。",
        ),
        (OSError(errno.EIO, ""), "读取“a.xlsx”时出错（读写磁盘出错），请检查磁盘、U盘或网络。"),
        (OSError(errno.ENOSPC, ""), "读取“a.xlsx”时出错（磁盘已满），请检查磁盘、U盘或网络。"),
    ],
)
def test_what_the_disk_refuses_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: OSError, sentence: str
) -> None:
    path = an_xlsx(tmp_path / "a.xlsx")

    def refuse(*_: object, **__: object) -> None:
        raise wrong

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == sentence


def test_a_file_held_open_is_read_from_a_copy_that_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[Path] = []

    def noted(path: Path) -> Path:
        copies.append(shared_copy(path))
        return copies[-1]

    monkeypatch.setattr(workbook, "shared_copy", noted)
    path = an_xlsx(tmp_path / "名单.xlsx")
    (tmp_path / "~$名单.xlsx").write_bytes(b"")
    with open_workbook(path) as book:
        assert book.remarks == ("文件正被Excel或WPS打开，读取的是最近一次保存的内容",)
        assert list(book.sheets[0].rows())[1] == ROW
    del book
    gc.collect()
    assert len(copies) == 1
    assert not copies[0].exists()


def test_the_copy_of_a_file_that_cannot_be_read_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    (tmp_path / "a.xlsx").write_bytes(b"%PDF")
    assert "PDF文件" in refusal(tmp_path / "a.xlsx")
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_plain_sheet_has_nothing_odd() -> None:
    sheet = Sheet("名单")
    assert (sheet.height, sheet.merged, sheet.unvalued, sheet.remarks(0)) == (None, (), {}, [])
    assert content.Content.TEXT.value == ".csv"
