"""Photos, places for the hand, covers and labels, where they stand on the page."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports.document import (
    Align,
    Block,
    CellTrace,
    CutLine,
    Display,
    Document,
    Fields,
    Footer,
    Heading,
    Imprint,
    Kind,
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
    Trace,
)
from fupin_desktop.reports.layout import Page, lay_out
from fupin_desktop.reports.layout.page import Ink, Rule
from fupin_desktop.reports.layout.sheet import MM, form, official
from fupin_desktop.reports.pdf import write_pages, write_pdf

ON = date(2018, 3, 5)
FORM = form("A4", landscape=False)
OFFICIAL = official()


def picture(wide: int = 400, high: int = 300, file: str = "JPEG", held: int = 1) -> Callable[[], bytes]:
    """A picture whose upper half is dark; `held` is the EXIF orientation."""
    from PIL import Image

    drawn = Image.new("RGB", (wide, high), "white")
    drawn.paste("black", (0, 0, wide, high // 2))
    exif = Image.Exif()
    exif[0x0112] = held
    out = io.BytesIO()
    drawn.save(out, file, exif=exif)
    return out.getvalue


def paper(*blocks: Block, style: Style = Style.TABLE, **more: object) -> list[Page]:
    return lay_out(Document("", blocks, style, **more))  # type: ignore[arg-type]


def inks(pages: list[Page], text: str) -> list[Ink]:
    return [ink for page in pages for ink in page.inks if ink.text == text]


def page_of(pages: list[Page], text: str) -> int:
    return next(number for number, page in enumerate(pages) if any(ink.text == text for ink in page.inks))


def written(*blocks: Block) -> pypdfium2.PdfDocument:
    out = io.BytesIO()
    write_pdf(Document("照片", blocks, Style.TABLE), out)
    return pypdfium2.PdfDocument(out.getvalue())


def embedded(pdf: pypdfium2.PdfDocument) -> list[tuple[int, int]]:
    """The size in dots of each picture on the first page."""
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    return [found.get_px_size() for found in pdf[0].get_objects([kind])]


def test_photos_stand_in_rows_with_their_words_below() -> None:
    photos = [Photo(picture(), f"第{n}张", "2018年3月5日", f"key{n}") for n in range(1, 6)]
    page = paper(Photos(photos, across=2))[0]
    lefts = [picture.x for picture in page.pictures]
    assert lefts[::2] == [FORM.left] * 3
    assert lefts[1] == lefts[3] > FORM.left + FORM.text_width / 2
    assert [each.key for each in page.pictures] == ["key1", "key2", "key3", "key4", "key5"]
    caption, remark = inks([page], "第1张")[0], inks([page], "2018年3月5日")[0]
    assert page.pictures[0].y + page.pictures[0].height < caption.y < remark.y < page.pictures[2].y
    assert remark.size < caption.size


def test_a_row_of_photos_is_never_split_and_a_heading_stays_with_it() -> None:
    for lines in range(20, 38):
        pages = paper(Space(lines), Heading("三、照片"), Photos([Photo(None, "入住后")], across=1))
        assert page_of(pages, "三、照片") == page_of(pages, "入住后") == page_of(pages, "贴照片处")


def test_a_missing_photo_leaves_a_frame_to_stick_one_in() -> None:
    page = paper(Photos([Photo(None, "改造前")]))[0]
    assert (len(page.rules), len(page.pictures)) == (4, 0)
    assert inks([page], "贴照片处")[0].grey > 0


def test_a_frame_higher_than_the_page_is_made_lower() -> None:
    page = paper(Photos([Photo(None, "长图")], across=1, ratio=3))[0]
    assert max(rule.y1 for rule in page.rules) < FORM.top + FORM.text_height


def test_a_photo_that_fits_is_embedded_as_it_is_and_a_large_one_at_300_dots_an_inch() -> None:
    small, large = picture(400, 300), picture(12_000, 90)
    with written(Photos([Photo(small, "小", key="s"), Photo(large, "大", key="l")])) as pdf:
        (first, second) = embedded(pdf)
        assert first == (400, 300)
        dots = (FORM.text_width - 5 * MM) / 2 / 72 * 300
        assert second[0] == pytest.approx(dots, abs=2)


@pytest.mark.parametrize(
    ("mode", "file"), [("RGB", "PNG"), ("L", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("CMYK", "JPEG")]
)
def test_every_usual_kind_of_picture_is_taken(mode: str, file: str) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, file, **({"transparency": 0} if mode == "P" else {}))
    with written(Photos([Photo(out.getvalue, "照片")])) as pdf:
        assert embedded(pdf) == [(40, 30)]


def test_a_photo_taken_with_the_telephone_on_its_side_stands_upright() -> None:
    with written(Photos([Photo(picture(400, 300, held=6), "竖拍")])) as pdf:
        assert embedded(pdf) == [(300, 400)]
        shown = pdf[0].render(scale=1, grayscale=True).to_pil()
    frame = lay_out(Document("照片", [Photos([Photo(None, "竖拍")])], Style.TABLE))[0].rules
    middle = (frame[0].x0 + frame[0].x1) / 2
    row = (frame[0].y0 + frame[2].y1) / 2
    assert shown.getpixel((int(middle - 40), int(row))) > 200  # what was the upper edge is at the right now
    assert shown.getpixel((int(middle + 40), int(row))) < 50


@pytest.mark.parametrize("data", [b"", b"not a picture", picture()()[:400], b"\x89PNG\r\n\x1a\n" + b"0" * 50])
def test_bytes_that_are_no_picture_are_named_by_their_caption(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "照片.pdf"
    document = Document("照片", [Photos([Photo(lambda: data, "改造前")])], Style.TABLE)
    with pytest.raises(
        Trouble, match="照片“改造前”打不开：文件已损坏或不是图片。请换一张JPG或PNG格式的照片。"
    ):
        write_pdf(document, path)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_beyond_all_measure_is_refused_before_it_is_opened() -> None:
    small = picture(10, 10, file="PNG")()
    head = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + small[24:29]
    vast = small[:12] + head + zlib.crc32(head).to_bytes(4, "big") + small[33:]
    with pytest.raises(Trouble, match="照片“全景”的像素太多，打不开。请先用看图软件把它缩小"):
        written(Photos([Photo(lambda: vast, "全景")]))


def test_places_for_signatures_stand_two_in_a_row_with_a_rule_to_write_on() -> None:
    signs = Signs([Sign("户主（签字）"), Sign("村书记", "王某"), Sign("工作队", dated=False)])
    page = paper(signs)[0]
    head, leader = inks([page], "户主（签字）：")[0], inks([page], "村书记：")[0]
    assert head.y == leader.y
    assert leader.x > FORM.left + FORM.text_width / 2
    assert inks([page], "王某")[0].y == pytest.approx(leader.y)
    assert len(inks([page], "年　　月　　日")) == 2
    assert len(page.rules) == 2  # none where the name is known


def test_signatures_are_not_separated_and_take_the_text_before_them_along() -> None:
    signs = Signs([Sign("户主"), Sign("村书记"), Sign("队长"), Sign("责任人")])
    for lines in range(20, 38):
        pages = paper(Space(lines), Paragraph("以上属实。"), signs)
        assert {page_of(pages, text) for text in ("以上属实。", "户主：", "责任人：")} == {len(pages) - 1}


def test_ruled_lines_go_on_over_pages() -> None:
    pages = paper(Ruled(40))
    assert [len(page.rules) for page in pages] == [28, 12]
    assert pages[0].rules[0].x1 - pages[0].rules[0].x0 == pytest.approx(FORM.text_width)


def test_a_slip_is_not_cut_by_the_end_of_a_page() -> None:
    slip: list[Block] = [Heading("表决票"), Table(["姓名", "同意"], [["甲", ""]] * 5, least=2.0), CutLine()]
    pages = paper(*(slip * 5)[:-1])
    rows = [len(inks([page], "甲")) for page in pages]
    assert sum(rows) == 25
    assert all(row % 5 == 0 for row in rows)
    dashed = [rule for page in pages for rule in page.rules if rule.dash]
    assert all(rule.x0 < FORM.left < rule.x1 - FORM.text_width for rule in dashed)
    assert not any(rule.y0 < FORM.top + FORM.pitch for rule in dashed)  # none at the head of a page


def test_a_cover_has_its_title_large_and_its_fields_in_the_middle() -> None:
    fields = Fields([("户主", "王珺"), ("立卷日期", "2018年3月5日")])
    page = paper(Space(4), Display("一户一档", 44), Space(3), fields, PageBreak(), fields)
    title, name = inks(page, "一户一档")[0], inks(page[:1], "王珺")[0]
    width = 44 * 4 + title.spacing * 3
    assert title.x + width / 2 == pytest.approx(FORM.left + FORM.text_width / 2)
    rules = page[0].rules
    assert (rules[0].x0 + rules[0].x1) / 2 == pytest.approx(name.x + 16)
    label = inks(page[:1], "户主")[0]
    assert label.x + 32 + label.spacing == pytest.approx(label.x + 64)  # drawn out to 立卷日期
    assert not page[1].rules  # on the next page they are fields of the text


def test_a_long_display_is_broken_by_sense() -> None:
    page = paper(Display("某某县某某镇水村贫困户阿依古丽·买买提家庭档案", 36))[0]
    assert [ink.text for ink in page.inks] == ["某某县某某镇水村贫困户", "阿依古丽·买买提家庭档案"]


def test_labels_for_spines_run_downwards_in_their_frames() -> None:
    pages = paper(Spines([["一户一档", "水村（3组）", "2018年"]] * 7))
    assert [len(page.rules) // 4 for page in pages] == [5, 2]
    first = [ink for ink in pages[0].inks if ink.x < FORM.left + 30 * MM]
    assert [ink.text for ink in first] == [*"一户一档", *"水村︵3组︶", "2018", "年"]
    assert [ink.y for ink in first] == sorted(ink.y for ink in first)
    assert first[0].size > first[-1].size
    assert max(ink.y for ink in first) < FORM.top + 200 * MM


def test_a_long_label_is_made_small_enough_for_its_frame() -> None:
    page = paper(Spines([["阿依古丽·买买提家庭建档立卡贫困户档案", "水村"]], height=150))[0]
    assert max(ink.y for ink in page.inks) < FORM.top + 150 * MM


def test_the_imprint_ends_the_text_block_between_its_rules() -> None:
    copies = ["县扶贫开发领导小组办公室", "县委督查室", "各村民委员会", "各驻村工作队", "镇直各单位"]
    pages = lay_out(Document("通知", [Paragraph("正文。"), Imprint("某某镇党政办公室", ON, copies)]))
    rules = pages[0].rules
    assert [round(rule.weight / MM, 2) for rule in rules] == [0.35, 0.25, 0.35]
    assert rules[-1].y0 == pytest.approx(OFFICIAL.top + OFFICIAL.text_height)
    small = [ink for ink in pages[0].inks if ink.size == 14 and not ink.text.startswith("—")]
    assert small[0].text == "抄送："
    flush = {round(ink.x, 1) for ink in small if ink.text.startswith(("县", "工作队", "各"))}
    assert min(flush) == pytest.approx(OFFICIAL.left + 4 * 14, abs=0.1)
    assert inks(pages, "某某镇党政办公室")[0].x == pytest.approx(OFFICIAL.left + 14)
    assert "2018年3月5日印发" in [ink.text for ink in small]


@pytest.mark.parametrize("lines", range(14, 23))
def test_the_imprint_stands_below_the_footer_and_never_without_text(lines: int) -> None:
    blocks = [Paragraph("一行。")] * lines
    end: list[Block] = [Signature(["某镇人民政府"], ON), Footer([("填表人", "张三")]), Imprint("某镇", ON)]
    pages = lay_out(Document("通知", [*blocks, *end]))
    assert len(inks(pages[-1:], "一行。")) > 0
    foot, last = inks(pages, "填表人：张三")[0], inks(pages, "某镇")[0]
    assert page_of(pages, "填表人：张三") == page_of(pages, "某镇") == len(pages) - 1
    assert last.y - foot.y > 20


def test_rows_keep_room_for_handwriting() -> None:
    def heights(least: float | list[float]) -> list[float]:
        page = paper(Table(["意见"], [["甲"], ["乙"]], least=least))[0]
        across = sorted({rule.y0 for rule in page.rules if rule.y0 == rule.y1})
        return [below - above for above, below in pairwise(across[1:])]

    plain = heights(0)
    assert heights(1) == plain
    assert heights(4) == pytest.approx([plain[0] + 3 * 1.3 * 10.5] * 2)
    assert heights([0, 6]) == pytest.approx([plain[0], plain[0] + 5 * 1.3 * 10.5])
    assert heights(500)[0] < FORM.text_height


def test_pages_of_a_part_are_numbered_by_themselves() -> None:
    pages = paper(*[Paragraph("一行。")] * 50, part="3", running="水村3组　王珺")
    assert [page.label for page in pages] == ["3-1", "3-2"]
    assert inks(pages, "3-2")[0].x > inks(pages, "水村3组　王珺")[1].x
    assert not [ink for page in pages for ink in page.inks if "共" in ink.text]


def test_a_page_that_says_the_same_has_the_same_digest_whatever_follows_it() -> None:
    lines = [Paragraph("一行。")] * 38
    one = paper(*lines, part="3")
    two = paper(*lines, Paragraph("第二页。"), part="3")
    other = paper(Paragraph("另一行。"), *lines[1:], part="3")
    assert one[0].digest() == two[0].digest() != other[0].digest()


def test_the_digest_knows_one_photo_from_another() -> None:
    def digest(key: str) -> str:
        return paper(Photos([Photo(picture(), "改造前", key=key)]))[0].digest()

    assert digest("a") == digest("a") != digest("b")


def box_of(pages: list[Page], key: str) -> list[tuple[float, float, float, float]]:
    return [spot[:4] for page in pages for spot in page.spots if spot.key == key]


@pytest.mark.parametrize("align", Align)
def test_a_figure_in_running_text_keeps_its_place(align: Align) -> None:
    text = "全镇共有贫困户三十一户，其中脱贫户132人，占全部贫困人口的一半以上，比上月增加二十五户。"
    at = text.index("132人")
    pages = paper(Paragraph(f"前一段。\n{text}", align=align, traces=[Trace(at + 5, at + 9, "figure:x")]))
    ((x0, y0, x1, y1),) = box_of(pages, "figure:x")
    ink = next(each for each in pages[0].inks if "132" in each.text)
    assert x0 <= ink.x + 60
    assert x1 - x0 == pytest.approx(12 * 2.5, abs=3)
    assert y0 < ink.y < y1


def test_a_figure_broken_over_two_lines_has_two_places() -> None:
    text = "一二三四五六七八九十" * 8
    assert len(box_of(paper(Heading("甲。", 2, text, [Trace(0, 70, "figure:y")])), "figure:y")) == 2


def test_rows_and_cells_of_a_table_keep_their_place_even_side_by_side() -> None:
    rows = [[str(n), f"户{n}"] for n in range(1, 81)]
    traces = [CellTrace(n, -1, f"household:{n}") for n in range(80)] + [CellTrace(70, 1, "figure:z")]
    table = Table(["序号", "户主"], rows, [Kind.CENTRE, Kind.CENTRE], abreast=2, traces=traces)
    pages = paper(table, style=Style.NOTICE)
    for n in (0, 70):
        ink = inks(pages, f"户{n + 1}")[0]
        ((x0, y0, x1, y1),) = box_of(pages, f"household:{n}")
        assert x0 < ink.x < x1
        assert y0 < ink.y < y1
    ((cell_left, _, cell_right, _),) = box_of(pages, "figure:z")
    assert cell_right - cell_left < x1 - x0


def test_lines_to_cut_along_are_dashed_in_the_file() -> None:
    page = Page(100, 100, rules=[Rule(0, 50, 100, 50, 0.5, 3.0), Rule(0, 60, 100, 60, 0.5)])
    out = io.BytesIO()
    assert write_pages([page], Document("票", []), out) == 1
    with pypdfium2.PdfDocument(out.getvalue()) as pdf:
        dashed, whole = (
            [value < 128 for value in pdf[0].render(scale=4, grayscale=True).to_numpy()[row]]
            for row in (200, 240)
        )
    assert all(whole)
    assert 0 < sum(dashed) < len(dashed)


@pytest.mark.parametrize("style", Style)
def test_blocks_with_nothing_in_them_take_their_room_and_no_more(style: Style) -> None:
    empty: list[Block] = [
        Photos([]), Signs([]), Ruled(0), Display("", 40), Fields([]), Spines([]), Spines([[], [""]], height=50),
        Table(["户主"], []), Signature([], ON), Signature([], ON, seal=False), CutLine(), Imprint("", ON),
    ]  # fmt: skip
    pages = paper(Paragraph("正文。"), *empty, style=style)
    assert page_of(pages, "正文。") == 0
    assert {ink.text for page in pages for ink in page.inks} >= {"正文。", "户主"}
