"""Where things stand on a page, before it is a PDF."""

from datetime import date

import pytest

from fupin_desktop.reports.document import (
    Document,
    Heading,
    Kind,
    Note,
    Paragraph,
    Signature,
    Style,
    Table,
    Wide,
)
from fupin_desktop.reports.faces import Role, measure
from fupin_desktop.reports.layout import Page, lay_out
from fupin_desktop.reports.layout.page import Ink
from fupin_desktop.reports.layout.sheet import MM, official
from fupin_desktop.reports.layout.signature import SEAL

SHEET = official()
RIGHT = SHEET.left + SHEET.text_width


def ink(pages: list[Page], text: str) -> Ink:
    return next(each for page in pages for each in page.inks if each.text == text)


def point(each: Ink) -> float:
    return each.x + measure(each.role, each.text.partition(".")[0]) * each.size


def test_with_a_seal_the_date_is_four_characters_in_and_the_unit_is_centred_on_it() -> None:
    pages = lay_out(Document("通知", [Paragraph("正文。"), Signature(["某某镇人民政府"], date(2018, 3, 5))]))
    unit, day = (
        ink(pages, "某某镇人民政府"),
        [each for each in pages[0].inks if each.y > ink(pages, "某某镇人民政府").y],
    )
    line = [each for each in day if each.size == SHEET.body]
    last = line[-1]
    end = last.x + SHEET.cell * len(last.text)
    middle = unit.x + SHEET.cell * len(unit.text) / 2
    assert RIGHT - end == pytest.approx(4 * SHEET.cell, abs=0.1)
    assert middle == pytest.approx((line[0].x + end) / 2, abs=0.2)


def test_without_a_seal_the_date_begins_two_characters_after_the_unit() -> None:
    units = ["某某县某某镇人民政府办公室"]
    pages = lay_out(Document("通知", [Paragraph("正文。"), Signature(units, date(2018, 3, 5), seal=False)]))
    unit = ink(pages, units[0])
    day = next(each for each in pages[0].inks if each.y > unit.y and each.text == "2018")
    assert day.x - unit.x == pytest.approx(2 * SHEET.cell, abs=0.1)
    assert RIGHT - unit.x - SHEET.cell * len(units[0]) == pytest.approx(2 * SHEET.cell, abs=0.1)


def test_figures_stand_with_their_decimal_points_below_each_other() -> None:
    rows = [["9.5"], ["1234.25"], ["-3"], ["35%"]]
    pages = lay_out(Document("表", [Table(["数"], rows, [Kind.NUMBER])]))
    places = [point(ink(pages, row[0])) for row in rows[:3]]
    assert places == pytest.approx([places[0]] * 3)


def test_a_total_beside_a_wide_cell_stands_on_the_decimal_point_within_its_column() -> None:
    rows = [("1", "高杰武", "1,200.50"), ("2", "唐桂雪", "80.00"), (Wide("合计", 2), "1,234,567.25")]
    heads = [f"{n}月" for n in range(1, 15)]
    table = Table(
        ("序号", "户主", "金额", *heads),
        [(*row, *["9"] * 14) for row in rows],
        kinds=(Kind.CENTRE, Kind.CENTRE, *[Kind.MONEY] * 15),
        totals=1,
    )
    pages = lay_out(Document(title="", blocks=[table], style=Style.TABLE))
    assert len({round(point(ink(pages, text)), 2) for text in ("1,200.50", "80.00", "1,234,567.25")}) == 1
    total = ink(pages, "1,234,567.25")
    sides = sorted({rule.x0 for rule in pages[0].rules if rule.x0 == rule.x1})
    left = max(x for x in sides if x < total.x)
    right = min(x for x in sides if x > total.x)
    assert left + 2 < total.x
    assert total.x + measure(total.role, total.text) * total.size < right - 2


def test_a_figure_with_many_digits_before_and_one_with_many_after_the_point_both_have_room() -> None:
    table = Table(
        ("项目", "数"), [("甲" * 30, "1234567"), ("乙", "0.1234567")], kinds=(Kind.TEXT, Kind.NUMBER)
    )
    pages = lay_out(Document(title="", blocks=[table], style=Style.TABLE))
    last = ink(pages, "0.1234567")
    edge = max(rule.x0 for rule in pages[0].rules if rule.x0 == rule.x1)
    assert last.x + measure(last.role, last.text) * last.size < edge


@pytest.mark.parametrize("lines", range(1, 34, 2))
def test_a_heading_goes_to_the_page_of_its_table_however_tall_the_first_rows_are(lines: int) -> None:
    words = [Paragraph("开展入户走访。") for _ in range(lines)]
    tall = Table(("事项", "记录"), [("发言", "")] * 2, least=9)
    pages = lay_out(Document(title="", blocks=[*words, Heading("会议记录"), tall], style=Style.TABLE))
    with_heading = [
        number for number, page in enumerate(pages) if any("会议记录" in each.text for each in page.inks)
    ]
    with_table = [
        number for number, page in enumerate(pages) if any(each.text == "发言" for each in page.inks)
    ]
    assert with_heading == with_table[:1]


def test_a_total_is_set_in_black() -> None:
    pages = lay_out(Document("表", [Table(["村"], [["月亮村"], ["合计"]], totals=1)]))
    assert (ink(pages, "月亮村").role, ink(pages, "合计").role) == (Role.FANG, Role.HEI)


def test_headings_of_two_levels_share_a_cell_over_their_columns() -> None:
    table = Table([["村名", "贫困户", "贫困户"], ["村名", "户", "人"]], [["月亮村", "5", "22"]])
    page = lay_out(Document("表", [table]))[0]
    said = [each.text for each in page.inks]
    assert said.count("村名") == said.count("贫困户") == 1
    upright = [rule for rule in page.rules if rule.x0 == rule.x1]
    assert len({rule.y0 for rule in upright}) == 2  # the line between 户 and 人 begins below 贫困户


def test_a_cell_over_several_columns_has_no_rule_through_it() -> None:
    page = lay_out(Document("表", [Table([], [["甲", "乙", "丙"], ["丁", Wide("戊", 2)]])]))[0]
    ends = sorted({round(rule.y1, 2) for rule in page.rules if rule.x0 == rule.x1})
    assert len(ends) == 2


def test_text_after_a_table_is_back_on_the_grid() -> None:
    table = Table(["甲"], [["1"]] * 3)
    pages = lay_out(Document("报告", [Paragraph("前。"), table, Paragraph("后。")]))
    rows = (ink(pages, "后。").y - ink(pages, "前。").y) / SHEET.pitch
    assert rows == pytest.approx(round(rows), abs=1e-6)


def test_a_heading_does_not_stand_last_on_a_page() -> None:
    for count in range(10, 24):
        blocks = [*[Paragraph("一行。")] * count, Heading("二、打算"), Paragraph("下文。")]
        pages = lay_out(Document("报告", blocks))
        page = next(page for page in pages if any(each.text == "二、打算" for each in page.inks))
        assert any(each.text == "下文。" for each in page.inks)


def test_page_numbers_are_right_on_odd_and_left_on_even_pages_seven_millimetres_below() -> None:
    pages = lay_out(Document("报告", [Paragraph("一行。")] * 30))
    first, second = (next(each for each in page.inks if each.text.startswith("—")) for page in pages)
    assert (first.text, second.text) == ("— 1 —", "— 2 —")
    assert first.x + measure(first.role, first.text) * 14 == pytest.approx(RIGHT - 14)
    assert second.x == pytest.approx(SHEET.left + 14)
    assert first.y - 0.38 * 14 == pytest.approx(SHEET.top + SHEET.text_height + 7 * MM)


def test_a_short_notice_takes_larger_type_than_a_long_one() -> None:
    def size(count: int) -> float:
        table = Table(["户主", "人口"], [["王珺", "3"]] * count, abreast=2)
        return max(each.size for each in lay_out(Document("公示", [table], Style.NOTICE))[0].inks)

    assert size(3) == 36
    assert size(3) > size(40) >= 22


def test_blocks_side_by_side_are_read_down_first() -> None:
    rows = [[str(number), "王珺"] for number in range(1, 61)]
    table = Table(["序号", "户主"], rows, [Kind.CENTRE, Kind.CENTRE], abreast=2)
    pages = lay_out(Document("公示", [table], Style.NOTICE))
    assert len(pages) == 1
    assert ink(pages, "1").y == ink(pages, "31").y
    assert ink(pages, "1").x < ink(pages, "31").x


def middles(pages: list[Page], *names: str) -> list[tuple[float, float]]:
    """The middle of each unit's name and the row it stands on."""
    found = [ink(pages, name) for name in names]
    return [(each.x + SHEET.cell * len(each.text) / 2, each.y) for each in found]


def sealed(*units: str) -> list[Page]:
    return lay_out(Document("通知", [Paragraph("正文。"), Signature(units, date(2018, 3, 5))]))


def test_seals_stand_side_by_side_and_the_last_one_is_above_the_date() -> None:
    pages = sealed("县扶贫办", "县财政局", "县民政局")
    (a, first), (b, second), (c, third) = middles(pages, "县扶贫办", "县财政局", "县民政局")
    assert first == second == third
    assert min(b - a, c - b) > SEAL  # none touches another
    assert a - SEAL / 2 >= SHEET.left - 0.1
    day = ink(pages, "2018")
    assert day.y == pytest.approx(third + SHEET.pitch)
    assert c == pytest.approx(day.x + SHEET.cell * 3, abs=1)


def test_more_than_three_seals_take_rows_that_do_not_touch() -> None:
    pages = sealed("县扶贫办", "县财政局", "县民政局", "县住建局")
    (a, first), (b, second), (c, third), (d, fourth) = middles(
        pages, "县扶贫办", "县财政局", "县民政局", "县住建局"
    )
    assert (first, third) == (second, fourth)
    assert third - first > SEAL
    assert (a, b) == (c, d)


def test_a_unit_wider_than_its_room_is_broken_by_sense() -> None:
    pages = sealed("县扶贫开发领导小组办公室", "县财政局", "县民政局")
    (a, first), (b, second), (_, third) = middles(pages, "县扶贫开发", "领导小组办公室", "县财政局")
    assert second - first == pytest.approx(SHEET.pitch)
    assert second == pytest.approx(third)
    assert a == pytest.approx(b)


@pytest.mark.parametrize(
    ("caption", "mark"),
    [("表1　各村情况", "续表1"), ("附表2-1 名单", "续表2-1"), ("名单", "续表"), ("", "（续表）")],
)
def test_a_table_that_goes_on_says_so_with_its_number_and_unit(caption: str, mark: str) -> None:
    table = Table(["村", "元"], [["某村", "1"]] * 40, [Kind.TEXT, Kind.NUMBER], caption=caption, unit="元")
    pages = lay_out(Document("表", [table]))
    assert len(pages) > 1
    for page in pages[1:]:
        assert "".join(each.text for each in page.inks).startswith(f"{mark}单位：元村元")
    assert ink(pages[:1], "单位：元").y < ink(pages[:1], "村").y


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_short_table_stays_with_the_seal_below_it(rows: int) -> None:
    for above in range(8, 18):
        table = Table(["村"], [["某村"]] * rows)
        blocks = [*[Paragraph("一行。")] * above, table, Signature(["某镇"], date(2018, 3, 5))]
        pages = lay_out(Document("报告", blocks))
        assert sum(each.text == "某村" for each in pages[-1].inks) == rows


def test_a_note_of_several_lines_stays_whole_below_its_table() -> None:
    note = "注：" + "数据由各村填报，乡镇核对。" * 8
    for rows in range(20, 40):
        table = Table(["村"], [["某村"]] * rows)
        pages = lay_out(Document("表", [table, Note(note)], Style.TABLE))
        last = [each.text for each in pages[-1].inks]
        assert "某村" in last
        assert note in "".join(last)
