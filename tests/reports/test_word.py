"""The editable files: the same paper, sizes, faces and words as the printed pages."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document as opened
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports.document import (
    Addressee,
    Attachments,
    Block,
    CutLine,
    Display,
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
    Photo,
    Photos,
    Ruled,
    Sign,
    Signature,
    Signs,
    Space,
    Spines,
    Style,
    Table,
    Wide,
)
from fupin_desktop.reports.word import write_docx

DAY = date(2018, 5, 8)
TABLE = Table(
    [["序号", "家庭", "家庭", "金额"], ["序号", "姓名", "关系", "金额"]],
    [["1", "阿依古丽·买买提", "配偶", "1000.5"], ["2", "王小甲", "长子", "20"], [Wide("合计", 3), "1020.5"]],
    [Kind.CENTRE, Kind.TEXT, Kind.CENTRE, Kind.NUMBER],
    caption="表1　家庭成员",
    unit="元",
    totals=1,
)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 90), "green").save(out, "PNG")
    return out.getvalue()


def every_block() -> list[Block]:
    return [
        Addressee("星海县人民政府"),
        Heading("一、基本情况"),
        Heading("1.任务", 3, "共37户。"),
        Paragraph("全镇13个村共有218户845人。", name="basics"),
        Fields([("监督电话", "0999-1234567")]),
        TABLE,
        Note("注：数字取自本办登记。"),
        Figure(picture, "状况图", "图1　各村状况"),
        Photos([Photo(picture, "改造前", "2018年3月5日"), Photo(None, "改造中")], 2),
        Signs([Sign("户主（签字）"), Sign("村委会（盖章）", "水村村民委员会")]),
        Ruled(3),
        Display("一户一档"),
        Spines([["危改档案", "水村"]]),
        CutLine(),
        Space(2),
        PageBreak(),
        Attachments(["问题清单", "整改台账"]),
        Signature(["星星镇人民政府"], DAY),
        Footer([("填表人", "李经办")]),
        Imprint("星星镇人民政府办公室", DAY, ["各村"]),
    ]


def written(tmp_path: Path, *documents: Document) -> Any:
    write_docx(documents, tmp_path / "paper.docx")
    return opened(str(tmp_path / "paper.docx"))


def words(word: Any) -> str:
    return "".join(each.text or "" for each in word.element.body.iter(qn("w:t")))


def runs(word: Any, text: str) -> Any:
    """The properties of the run that says a text."""
    return next(
        each.getparent().find(qn("w:rPr"))
        for each in word.element.body.iter(qn("w:t"))
        if each.text is not None and text in each.text
    )


def test_an_official_paper_has_the_margins_lines_and_characters_of_the_standard(tmp_path: Path) -> None:
    word = written(tmp_path, Document("关于工作的报告", [Paragraph("全镇13个村共有218户845人。")]))
    section = word.sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    assert abs(section.top_margin - Mm(37)) < Pt(0.1)
    assert abs(section.left_margin - Mm(28)) < Pt(0.1)
    assert abs(section.right_margin - Mm(26)) < Pt(0.1)
    assert abs(section.bottom_margin - Mm(35)) < Pt(0.1)
    spacing = word.paragraphs[-1]._p.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    said = runs(word, "218户")
    assert said.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert said.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert word.paragraphs[-1]._p.pPr.find(qn("w:widowControl")).get(qn("w:val")) == "0"


def test_headings_have_the_faces_of_their_levels_and_stand_in_the_outline(tmp_path: Path) -> None:
    word = written(
        tmp_path,
        Document("报告", [Heading("一、情况"), Heading("（一）住房", 2), Heading("1.任务", 3, "共37户。")]),
    )
    faces = [
        runs(word, text).find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for text in ("报告", "一、情况", "（一）住房", "1.任务", "共37户")
    ]
    assert faces == ["方正小标宋简体", "黑体", "楷体", "仿宋", "仿宋"]
    levels = [each._p.pPr.find(qn("w:outlineLvl")) for each in word.paragraphs]
    assert [each.get(qn("w:val")) for each in levels if each is not None] == ["0", "1", "2", "3"]


def test_every_word_of_every_block_is_in_the_file(tmp_path: Path) -> None:
    for style in Style:
        word = written(tmp_path, Document("关于工作的报告", every_block(), style, subtitle="（演示）"))
        said = words(word)
        for text in (
            "关于工作的报告", "（演示）", "星海县人民政府：", "一、基本情况", "共37户。", "218户845人", "监督电话：", "0999-1234567",
            "表1　家庭成员", "单位：元", "阿依古丽·买买提", "1020.5", "注：数字", "图1　各村状况", "改造前", "2018年3月5日",
            "贴照片处", "户主（签字）：", "水村村民委员会", "年　月　日", "一户一档", "危改档案", "附件：1.问题清单", "2.整改台账",
            "星星镇人民政府", "2018年5月8日", "填表人：李经办", "抄送：各村。", "印发",
        ):  # fmt: skip
            assert text in said, (style, text)
        assert len(word.inline_shapes) >= 1


def test_a_table_repeats_its_heading_keeps_its_rows_whole_and_fills_the_measure(tmp_path: Path) -> None:
    word = written(tmp_path, Document("报告", [TABLE]))
    table = word.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][2] == [
        "1", "阿依古丽·买买提", "配偶", "1000.5",
    ]  # fmt: skip
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc  # 家庭 over two columns
    assert (
        table.cell(0, 0)._tc is table.cell(1, 0)._tc or table.cell(1, 0).text == "序号"
    )  # and 序号 over two rows
    width = sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.iter(qn("w:gridCol")))
    assert abs(width / 20 - Mm(156).pt) < 1


def test_figures_of_a_column_stand_below_each_other_by_their_decimal_points(tmp_path: Path) -> None:
    table = written(tmp_path, Document("报告", [TABLE])).tables[0]
    rights = [
        int(table.rows[at].cells[3].paragraphs[0]._p.pPr.find(qn("w:ind")).get(qn("w:right")))
        for at in (2, 3)
    ]
    assert rights[1] > rights[0]  # 20 has no decimals: it ends further left than 1000.5


def test_pages_are_numbered_outside_in_official_papers_and_by_part_in_bound_ones(tmp_path: Path) -> None:
    word = written(
        tmp_path,
        Document("报告", [Paragraph("一")]),
        Document("成员", [Paragraph("二")], Style.TABLE, part="2", running="户主　王大山"),
    )
    official, bound = word.sections
    odd, even = official.footer.paragraphs[0], official.even_page_footer.paragraphs[0]
    assert (odd._p.pPr.find(qn("w:jc")).get(qn("w:val")), even._p.pPr.find(qn("w:jc")).get(qn("w:val"))) == (
        "right", "left",
    )  # fmt: skip
    assert "— 1 —" in "".join(each.text for each in odd._p.iter(qn("w:t")))
    said = "".join(each.text for each in bound.footer.paragraphs[0]._p.iter(qn("w:t")))
    assert said.startswith("户主　王大山")
    assert said.endswith("2-1")
    starts = [each._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for each in (official, bound)]
    assert starts == ["1", "1"]


def test_an_annex_lies_on_its_side_in_a_section_of_its_own(tmp_path: Path) -> None:
    word = written(
        tmp_path,
        Document(
            "通报",
            [Paragraph("一"), PageBreak(landscape=True), TABLE, PageBreak(landscape=False), Note("二")],
        ),
    )
    assert [round(each.page_width.mm) for each in word.sections] == [210, 297, 210]
    assert words(word).endswith("二")


def test_a_photo_that_is_none_is_named_by_its_caption(tmp_path: Path) -> None:
    paper = Document("照片", [Photos([Photo(lambda: b"nothing", "改造前")])], Style.TABLE)
    with pytest.raises(Trouble, match="照片“改造前”打不开"):
        write_docx(paper, tmp_path / "paper.docx")
    assert list(tmp_path.iterdir()) == []


def test_signs_that_no_file_may_hold_are_left_out_and_the_others_kept(tmp_path: Path) -> None:
    word = written(tmp_path, Document("甲<乙>&丙", [Paragraph("前\x0b后“引”\n下一段")]))
    assert words(word) == "甲<乙>&丙前后“引”下一段"


def test_a_file_that_is_open_elsewhere_stays_and_the_clerk_is_told(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").mkdir()
    with pytest.raises(Trouble, match="是一个文件夹，不能写成文件"):
        write_docx(Document("报告", [Paragraph("一")]), tmp_path / "paper.docx")


def test_units_with_seals_stand_side_by_side_and_their_text_stays_with_them(tmp_path: Path) -> None:
    word = written(
        tmp_path,
        Document(
            "公示", [Paragraph("特此公示。"), Signature(("水村村委会", "驻村工作队"), DAY)], Style.NOTICE
        ),
    )
    said = next(each for each in word.paragraphs if "水村村委会" in each.text)
    assert said.text == "\t水村村委会\t驻村工作队"
    units, dates = said.paragraph_format.tab_stops, word.paragraphs[-1].paragraph_format.tab_stops
    assert [each.position for each in dates] == [units[1].position]
    text = next(each for each in word.paragraphs if each.text == "特此公示。")
    assert text.paragraph_format.keep_with_next


def test_a_new_page_begins_with_its_first_line_so_that_a_full_page_before_it_leaves_no_empty_one(
    tmp_path: Path,
) -> None:
    word = written(tmp_path, Document("表", [TABLE, PageBreak(), Paragraph("下一页。")], Style.TABLE))
    above, gap, below = word.paragraphs[-3:]
    assert (above.text, gap.text, below.text) == ("", "", "下一页。")
    assert above.paragraph_format.line_spacing == Pt(1)
    assert gap.paragraph_format.page_break_before


def test_a_covers_fields_stand_on_rules_in_the_middle_and_signatures_have_a_rule_to_write_on(
    tmp_path: Path,
) -> None:
    blocks = [
        Display("一户一档"),
        Fields([("户主", "高杰武")]),
        PageBreak(),
        Fields([("电话", "12317")]),
        Signs([Sign("户主（签字）")]),
    ]
    word = written(tmp_path, Document("", blocks, Style.TABLE))
    cover, signs = word.tables
    assert [each.text for each in cover.rows[0].cells] == ["户主：", "高杰武"]
    assert cover.rows[0].cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert any(each.text == "电话：12317" for each in word.paragraphs)
    (stop,) = signs.cell(0, 0).paragraphs[0].paragraph_format.tab_stops
    assert stop.leader == WD_TAB_LEADER.LINES
