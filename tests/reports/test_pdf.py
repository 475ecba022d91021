"""Finished PDFs, measured and read back as a clerk would meet them."""

import errno
import io
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports.document import (
    Addressee,
    Attachments,
    Block,
    Document,
    Fields,
    Figure,
    Footer,
    Heading,
    Imprint,
    Kind,
    Note,
    PageBreak,
    Paragraph,
    Signature,
    Style,
    Table,
)
from fupin_desktop.reports.pdf import write_pdf
from tests.papers import faults

CHECKS = Path(__file__).parents[2].parent / "shared" / "checks"
SENTENCE = (
    "2018年6月，全镇对31户132人逐户逐人核实，落实产业扶贫资金89.9万元，完成危房改造37户，占计划的35%，"
    "聚焦“两不愁三保障”，惠及阿依古丽·买买提等187户713人（联系邮箱dzb@example.cn）。"
)
NAMES = ["阿依古丽·买买提", "王珺", "李㛃", "赵𬭎", "䶮昇", "𠅤垚喆"]
ON = date(2018, 7, 3)
FOOT = Footer(
    [("数据截至", "2018年6月30日"), ("填报单位", "某某镇扶贫办"), ("填表人", "张三"), ("审核人", "")]
)


@pytest.fixture(scope="module")
def measure() -> Callable[..., list[Any]]:
    sys.path.insert(0, str(CHECKS))
    import gbt9704

    return gbt9704.measure  # type: ignore[no-any-return]


def read(path: Path) -> list[str]:
    """The text of each page, as copying gives it."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return [
            pdf[number].get_textpage().get_text_range().replace("\r\n", "\n") for number in range(len(pdf))
        ]
    finally:
        pdf.close()


def a_chart() -> Any:
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(6, 3))
    drawing.add_subplot().bar(["a", "b"], [5, 9], color="0.5", hatch="//")
    return drawing


def village_table(count: int = 7) -> Table:
    rows = [[str(n), f"第{n}村", str(n * 3), f"{n * 1000.5:.2f}"] for n in range(1, count + 1)]
    kinds = [Kind.CENTRE, Kind.TEXT, Kind.NUMBER, Kind.MONEY]
    heads = ["序号", "村名", "贫困户（户）", "人均纯收入（元）"]
    return Table(heads, [*rows, ["", "合计", "31", "12,345.60"]], kinds, caption="表1　各村情况", totals=1)


def a_report(paragraphs: int = 3, seal: bool = True, extra: list[Block] | None = None) -> Document:
    blocks: list[Block] = [Addressee("县扶贫开发领导小组办公室")]
    for number in range(paragraphs):
        blocks += [
            Heading("一、基本情况"),
            Heading("（一）住房安全。", 2, SENTENCE),
            Paragraph(SENTENCE * (number + 1)),
        ]
    blocks += [
        village_table(),
        Note("注：数据截至2018年6月30日。"),
        Figure(a_chart, "户数", "图1　各村户数", ratio=0.5),
    ]
    blocks += [Paragraph(SENTENCE), *(extra or []), Signature(["某某县某某镇人民政府"], ON, seal), FOOT]
    return Document("某某镇人民政府关于2018年第二季度脱贫攻坚工作进展情况的报告", blocks)


def a_notice(households: int, paper: str = "A4", abreast: int = 2) -> Document:
    rows = [[str(n + 1), f"{n % 5 + 1}组", NAMES[n % 6], str(n % 6 + 1), ""] for n in range(households)]
    kinds = [Kind.CENTRE, Kind.CENTRE, Kind.CENTRE, Kind.NUMBER, Kind.TEXT]
    heads = ["序号", "村民小组", "户主姓名", "家庭人口", "备注"]
    blocks: list[Block] = [
        Paragraph(f"经农户申请、入户调查、民主评议，拟确定以下{households}户为贫困户，公示期7天。"),
        Table(heads, rows, kinds, abreast=abreast),
        Fields([("监督电话", "0998-1234567"), ("举报电话", "12317")]),
        Signature(["月亮村村民委员会"], date(2018, 5, 1)),
    ]
    return Document("月亮村2018年贫困户识别初选名单公示", blocks, Style.NOTICE, paper)


@pytest.mark.parametrize("seal", [True, False])
def test_a_report_meets_the_standard(tmp_path: Path, measure: Callable[..., list[Any]], seal: bool) -> None:
    attachments = Attachments(
        ["各村贫困户名单", "危房改造进展情况统计表及其附表和相关说明材料汇总以及其他有关情况"]
    )
    path = tmp_path / "报告.pdf"
    pages = write_pdf(a_report(3, seal, [attachments]), path)
    assert pages > 3
    assert measure(str(path), None, seal) == []


@pytest.mark.parametrize("length", range(1, 30, 2))
def test_a_seal_never_stands_on_a_page_without_text(
    tmp_path: Path, measure: Callable[..., list[Any]], length: int
) -> None:
    text = Paragraph("经研究同意拨付" * (length * 8))
    path = tmp_path / "通知.pdf"
    write_pdf(Document("关于拨付资金的通知", [text, Signature(["某某镇人民政府"], ON), FOOT]), path)
    assert measure(str(path), None, True) == []


UNITS = [
    "某某镇人民政府",
    "某某县扶贫开发领导小组办公室",
    "某某县财政局",
    "某某县住房和城乡建设局",
    "某某县民政局",
]


@pytest.mark.parametrize("seal", [True, False])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_a_paper_of_several_units_with_its_imprint_meets_the_standard(
    tmp_path: Path, count: int, seal: bool
) -> None:
    names = ["名单", "某某镇2018年第三季度危房改造和产业扶贫项目进度统计表及其说明"][: 1 + count % 2]
    blocks = [
        Addressee("各村民委员会"),
        Paragraph(SENTENCE * 2),
        Attachments(names),
        Signature(UNITS[:count], ON, seal),
        Imprint("某某镇党政办公室", ON, ["县委办公室", "县政府办公室", "县扶贫开发领导小组办公室"]),
    ]
    path = tmp_path / "通知.pdf"
    write_pdf(Document("关于印发《某某镇2018年脱贫攻坚工作要点》的通知", blocks), path)
    assert faults(path, seal=seal) == []


@pytest.mark.parametrize("rows", [17, 18, 20, 22, 24, 26])
def test_a_seal_below_a_long_table_takes_rows_along(
    tmp_path: Path, measure: Callable[..., list[Any]], rows: int
) -> None:
    path = tmp_path / "表.pdf"
    write_pdf(Document("各村情况表", [village_table(rows), Signature(["某某镇人民政府"], ON)]), path)
    assert measure(str(path), None, True) == []


def test_a_wide_table_lies_on_annex_pages_and_the_next_page_stands_again(
    tmp_path: Path, measure: Callable[..., list[Any]]
) -> None:
    wide = Table(["村名", *[f"指标{n}" for n in range(14)]], [["某村", *["1000.5"] * 14]] * 3)
    blocks = [
        Paragraph(SENTENCE),
        Signature(["某镇"], ON),
        PageBreak(True),
        wide,
        PageBreak(False),
        Paragraph("完。"),
    ]
    path = tmp_path / "附件.pdf"
    assert write_pdf(Document("关于报送报表的报告", blocks), path) == 3
    assert measure(str(path), 2, True) == []


@pytest.mark.parametrize(
    ("households", "paper", "pages"), [(1, "A4", 1), (9, "A4", 1), (42, "A4", 1), (60, "A3", 1)]
)
def test_a_notice_fits_its_sheet(
    tmp_path: Path, measure: Callable[..., list[Any]], households: int, paper: str, pages: int
) -> None:
    path = tmp_path / "公示.pdf"
    assert write_pdf(a_notice(households, paper), path) == pages
    assert measure(str(path), None, True, True) == []
    text = "".join(read(path))
    assert "共" not in text.replace("共产", "")
    assert "12317" in text


def test_a_long_notice_repeats_its_heading_and_loses_no_household(
    tmp_path: Path, measure: Callable[..., list[Any]]
) -> None:
    path = tmp_path / "公示.pdf"
    pages = write_pdf(a_notice(200, abreast=1), path)
    texts = read(path)
    assert pages > 1
    assert measure(str(path), None, True, True) == []
    assert all("户主姓名" in text for text in texts)
    assert all("续表" in text for text in texts[1:])
    assert f"第{pages}页" in texts[-1]
    numbers = [int(line) for text in texts for line in re.findall(r"^(\d+) \d组", text, re.MULTILINE)]
    assert numbers == list(range(1, 201))


def test_rare_names_can_be_copied_and_searched(tmp_path: Path) -> None:
    path = tmp_path / "公示.pdf"
    write_pdf(a_notice(6), path)
    text = "".join(read(path))
    assert [name for name in NAMES if name not in text] == []


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_pdf(a_report(), first)
    write_pdf(a_report(), second)
    assert first.getvalue() == second.getvalue()


def test_several_documents_begin_on_new_pages_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    path = tmp_path / "合订.pdf"
    documents = [Document(f"第{n}份", [Paragraph("正文。")], Style.TABLE) for n in (1, 2, 3)]
    assert write_pdf(documents, path, progress=lambda *said: told.append(said)) == 3
    assert told == [(1, 3, "第1份"), (2, 3, "第2份"), (3, 3, "第3份")]
    assert ["第2份" in text.replace("\n", "") for text in read(path)] == [False, True, False]


def test_a_row_higher_than_a_page_is_carried_on_rather_than_lost(tmp_path: Path) -> None:
    path = tmp_path / "长行.pdf"
    text = "".join(f"第{n}项措施已经落实。" for n in range(900))
    assert write_pdf(Document("台账", [Table(["措施"], [[text]])], Style.TABLE), path) > 1
    said = "".join(read(path)).replace("\n", "")
    assert all(f"第{n}项" in said for n in range(900))


def test_a_character_without_a_face_stops_the_paper_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "公示.pdf"
    rows = [["1", "王珺", "水村"], ["2", "李四", "𰚼家湾"]]
    said = r"“𰚼”（U\+306BC）不在任何字体中，无法打印（在《水村公示》的“2　李四　𰚼家湾”里）。请核对这个字"
    with pytest.raises(Trouble, match=said):
        write_pdf(Document("水村\n公示", [Table(["序号", "户主", "住址"], rows)], Style.NOTICE), path)
    assert list(tmp_path.iterdir()) == []


def test_a_character_without_a_face_is_found_in_a_long_paragraph_of_a_bound_file(tmp_path: Path) -> None:
    path = tmp_path / "一户一档.pdf"
    text = Paragraph("根据入户调查情况" * 9 + "户主𰚼某家庭" + "收入稳定" * 9)
    said = "（在《水村3组　李四》的“…户调查情况根据入户调查情况户主𰚼某家庭收入稳定收入稳定收入稳定…”里）"
    with pytest.raises(Trouble, match=said):
        write_pdf(Document("调查表", [text], Style.TABLE, running="水村3组　李四"), path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"不存在，“公示\.pdf”没有写成。请先建好文件夹"):
        write_pdf(a_notice(1), tmp_path / "没有" / "公示.pdf")


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "公示.pdf").mkdir()
    with pytest.raises(Trouble, match=r"“公示\.pdf”是一个文件夹"):
        write_pdf(a_notice(1), tmp_path / "公示.pdf")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.EACCES, "正被其他程序打开"), (errno.ENOSPC, "磁盘已满"), (errno.EIO, "请检查.*所在的磁盘")],
)
def test_a_file_that_cannot_be_replaced_stays_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    path = tmp_path / "公示.pdf"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Trouble, match=sentence):
        write_pdf(a_notice(1), path)
    assert [each.name for each in tmp_path.iterdir()] == ["公示.pdf"]
    assert path.read_bytes() == b"old"
