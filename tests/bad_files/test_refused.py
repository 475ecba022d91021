"""Files that are no table, are damaged or malicious: one sentence, and nothing in the office."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.exchange import bounds
from fupin_desktop.exchange.structure import open_table
from tests.bad_files import made
from tests.bad_files.conftest import Unmoved
from tests.exchange.test_open_workbook import ole_with

CHOOSE = "不是表格，请选择导出的.xlsx、.xls或.csv表格。"
AGAIN = "请用Excel或WPS打开后另存为.xlsx再导入。"
DAMAGED = "已损坏或不完整，打不开，请重新导出或重新拷贝。"
ENDLESS = "，远大于文件本身，不像正常的表格，没有打开；请让发来的人重新导出一份。"
EMPTY = "，没有读取；请在Excel里删掉数据以外的空行、空列，另存后再导入。"
DTD = "里夹带了正常表格没有的定义（DOCTYPE），可能是恶意文件，没有打开；请让发来的人重新导出一份。"


def of(data: bytes) -> made.Make:
    return lambda path: path.write_bytes(data)


KINDS: dict[str, tuple[str, made.Make, str]] = {
    "nothing": ("名单.xlsx", of(b""), "是空文件（0字节），可能没有下载或拷贝完整，请重新导出。"),
    "cut short": ("名单.xlsx", made.cut_short, DAMAGED),
    "password": ("名单.xlsx", of(ole_with("EncryptedPackage")), "设有打开密码，请用Excel或WPS打开，去掉密码后另存，再导入。"),
    "web page": ("名单.xls", of("<html><body><table><tr><td>姓名".encode()), f"其实是网页格式的表格，读不了，{AGAIN}"),
    "letter": ("名单.xlsx", made.other_office_file("[Content_Types].xml", "word/document.xml"), f"其实是Word文档，{CHOOSE}"),
    "packed folder": ("名单.xlsx", made.other_office_file("名单.xls"), f"其实是压缩包，请先解压，{CHOOSE}"),
    "picture": ("名单.xls", of(b"\x89PNG\r\n\x1a\n" + bytes(50)), f"其实是图片（PNG），{CHOOSE}"),
    "only a chart": ("名单.xlsx", made.only_a_chart, "里只有图表，没有工作表，请选择有数据的那个文件。"),
    "open quotation mark": ("名单.csv", made.broken_text(lambda text: text.replace(",王", ',"王', 1)),
                            f"第4行的引号没有成对，后面的内容会连成一格；{AGAIN}"),
    "open quotation mark at the end": ("名单.csv", made.broken_text(lambda text: ',"王'.join(text.rsplit(",王", 1))),
                                       f"第5行的引号没有成对，后面的内容会连成一格；{AGAIN}"),
    "nought bytes": ("名单.csv", made.broken_text(lambda text: text.replace("月亮村", "月亮村\0")),
                     "不是能识别的表格文件，请选择导出的.xlsx、.xls或.csv表格。"),
    "nought bytes further down": ("名单.csv", made.broken_text(lambda text: text + "\r\n" * 4096 + "甲\0,乙"),
                                  "里有空字节（NUL），不是完好的文本表格，请从原系统重新导出。"),
    "no encoding": ("名单.csv", of(b"\xff\xff\x80,1\n"), f"的文字编码既不是UTF-8也不是GB18030，{AGAIN}"),
    "gigabytes of noughts": ("名单.xlsx", made.zeros, f"展开后有0.3GB{ENDLESS}"),
    "gigabytes of words": ("名单.xlsx", made.many_strings, f"展开后有0.1GB{ENDLESS}"),
    "longer than it says": ("名单.xlsx", made.a_lie, DAMAGED),
    "words that unfold": ("名单.xlsx", made.laughs("sharedStrings"), DTD),
    "a list of sheets that unfolds": ("名单.xlsx", made.laughs("workbook"), DTD),
    "the last cell": ("名单.xlsx", made.value_at("A1", "XFD1048576"), f"的表一直写到第1048576行、XFD列，中间几乎全是空的{EMPTY}"),
    "the last row": ("名单.xlsx", made.value_at("A1", "B1048576"), f"的表一直写到第1048576行，中间几乎全是空的{EMPTY}"),
    "nothing but empty rows": ("名单.xlsx", made.empty_rows, "里没有任何数据，请确认导出的内容后重新导出。"),
    "a repeated cell": ("名单.ods", made.repeated, f"的表里有的格子写明要重复上百万次{EMPTY}"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_no_trace(
    fupin: Unmoved, tmp_path: Path, kind: str
) -> None:
    name, make, sentence = KINDS[kind]
    make(tmp_path / name)
    assert fupin.refused("import", tmp_path / name) == f"“{name}”{sentence}"
    with pytest.raises(Trouble) as wrong:
        open_table(tmp_path / name)
    assert str(wrong.value) == f"“{name}”{sentence}"


@pytest.mark.parametrize(
    "make", [made.zeros, made.many_strings, made.a_lie, made.value_at("A1", "XFD1048576")]
)
def test_what_would_fill_the_memory_is_refused_before_anybody_unfolds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: made.Make
) -> None:
    make(tmp_path / "名单.xlsx")
    monkeypatch.delattr("python_calamine.CalamineWorkbook")
    tracemalloc.start()
    with pytest.raises(Trouble):
        open_table(tmp_path / "名单.xlsx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 32 << 20


def test_room_for_millions_of_cells_and_nothing_in_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "SILENT", 2 << 20)
    rows = (b"".join(b'<c r="%c%d" s="1"/>' % (65 + c, n) for c in range(20)) for n in range(1, 9000))
    made.packed(
        tmp_path / "名单.xlsx",
        [made.OPENS, *(b'<row r="%d">%b</row>' % (n, row) for n, row in enumerate(rows, 1)), made.CLOSES],
    )
    with pytest.raises(Trouble) as wrong:
        open_table(tmp_path / "名单.xlsx")
    assert str(wrong.value) == f"“名单.xlsx”的表有上百万个设了格式却没有内容的单元格{EMPTY}"
