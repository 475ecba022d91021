"""来表即填: forms in the shapes that upper levels send, filled without losing their look, each number with its list."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from fupin_desktop.db.behind import Lists
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.filling import Equation, RowKind, equations
from fupin_desktop.domain.period import Month
from fupin_desktop.domain.traces import read
from fupin_desktop.domain.village import VillageYear
from fupin_desktop.exchange.filling import read_form
from fupin_desktop.services.filling import Filling, Preview, meaning
from fupin_desktop.services.office import Office
from fupin_desktop.services.reporting.source import spans
from tests.exports import SHARED

REAL = SHARED / "real"
DAY = date(2018, 5, 8)


def monthly(path: Path, *, room: int = 1, total: bool = True) -> Path:
    """A form with two levels of headings, a model row, sums and a note, as counties send them."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "表一 "
    sheet["A1"] = "农村扶贫开发工作统计表"
    sheet.merge_cells("A1:H1")
    sheet["A2"], sheet["E2"] = "填报单位：", "填报日期：　年　月　日"
    heads = [("村名称", ""), ("贫困户　户数(户)", ""), ("贫困户人数(人) ", ""), ("有劳动能力 ", "低保对象(户) "),
             ("", "低收入困难家庭(户)"), ("完成危房改造(户)", ""), ("培训", "就业技能培训(人次)"), ("占比", "")]  # fmt: skip
    for place, (upper, lower) in enumerate(heads, 1):
        sheet.cell(3, place, upper or None)
        sheet.cell(4, place, lower or None)
        if not lower:
            sheet.merge_cells(start_row=3, end_row=4, start_column=place, end_column=place)
    sheet.merge_cells("D3:E3")
    for row in range(5, 5 + room):
        for place in range(1, 9):
            sheet.cell(row, place).font = Font(name="仿宋", size=11, color="FF0000")
            sheet.cell(row, place).fill = PatternFill("solid", fgColor="EEEEEE")
        sheet.cell(row, 8, f"=B{row}/C{row}")
    if total:
        sheet.cell(5 + room, 1, "合计")
        sheet.cell(5 + room, 2, f"=SUM(B5:B{4 + room})")
        sheet.cell(6 + room, 1, "注：1.本表按月报送。")
        sheet.cell(7 + room, 1, "填表人：")
    sheet.page_setup.orientation = "landscape"
    book.save(path)
    return path


def funds(path: Path, heads: Sequence[str] = ()) -> Path:
    """A form of money with its notes."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["帮扶资金"])
    sheet.append(list(heads) or [
        "贫困村", "已投入帮扶资金（元）", "用于帮扶到户资金(元)", "用于帮扶到村资金(元)", "财政专项(元)", "信贷资金(元)",
        "单位自筹(元)", "社会募捐(元)", "社会引资(元)",
    ])  # fmt: skip
    sheet.append([])
    sheet.append(["注：1.已投入帮扶资金= 用于帮扶到户资金 + 用于帮扶到村资金"])
    sheet.append(["    2.已投入帮扶资金= 财政专项 + 信贷资金 + 单位自筹 + 社会募捐 + 社会引资"])
    book.save(path)
    return path


def filled(office: Office, path: Path, **more: Any) -> Preview:
    return office.filling.preview(office.filling.open(path), on=DAY, **more)


def by_heading(made: Preview, row: int = 0) -> dict[str, Any]:
    return {each.heading: made.rows[row].cells.get(each.column) for each in made.form.plan.slots}


def test_a_form_of_villages_is_filled_with_the_offices_own_figures(township: Office, tmp_path: Path) -> None:
    made = filled(township, monthly(tmp_path / "月报.xlsx"))
    assert [row.name for row in made.rows] == ["水村", "月亮村"]
    water = township.figures.on(DAY, "水村")
    found = by_heading(made)
    assert found["贫困户户数(户)"] == water.total("all").households == 5
    assert found["贫困户人数(人)"] == water.total("all").people
    assert made.unfilled == ["培训/就业技能培训(人次)", "占比"]
    assert "2列没有数据，留空待填：培训/就业技能培训(人次)、占比" in made.sentence


def test_what_is_written_keeps_fonts_joined_cells_formulas_and_the_print_set_up(
    township: Office, tmp_path: Path
) -> None:
    made = filled(township, monthly(tmp_path / "月报.xlsx"))
    path = township.filling.write(made, tmp_path / "out" / "填好.xlsx")
    book = load_workbook(path)
    sheet = book["表一 "]
    assert [sheet.cell(row, 1).value for row in range(5, 9)] == [
        "水村",
        "月亮村",
        "合计",
        "注：1.本表按月报送。",
    ]
    assert sheet["B7"].value == "=SUM(B5:B6)"
    assert sheet["H6"].value == "=B6/C6"
    assert (sheet["B6"].font.name, sheet["B6"].fill.fgColor.rgb) == ("仿宋", "00EEEEEE")
    assert sheet.page_setup.orientation == "landscape"
    assert "D3:E3" in {str(each) for each in sheet.merged_cells.ranges}
    assert sheet["A2"].value == "填报单位：星星镇扶贫开发办公室"
    assert sheet["E2"].value == "填报日期：2018年5月8日"
    assert sheet["A9"].value == "填表人：李经办"
    assert sheet["G5"].value is None
    sources = [row for row in book["数字来源"].iter_rows(values_only=True)]
    assert ("B", "贫困户户数(户)", "在册户数", "户", 9) in sources


def test_a_form_with_room_keeps_the_rows_that_are_not_needed(township: Office, tmp_path: Path) -> None:
    made = filled(township, monthly(tmp_path / "月报.xlsx", room=6))
    sheet = load_workbook(township.filling.write(made, tmp_path / "填好.xlsx"))["表一 "]
    assert [sheet.cell(row, 1).value for row in range(5, 13)] == [
        "水村", "月亮村", None, None, None, None, "合计", "注：1.本表按月报送。",
    ]  # fmt: skip


def test_the_list_behind_every_number_comes_to_the_number(demo_office: Office, tmp_path: Path) -> None:
    day = demo_office.figures.last_day()
    assert day is not None
    made = demo_office.filling.preview(demo_office.filling.open("monthly_work"), on=day)
    money = demo_office.filling.preview(demo_office.filling.open("quarterly_funds"), on=day)
    with demo_office.store.read() as unit:
        lists = Lists(unit, spans(Month(day.year, day.month), day), {day.year: None})
        for each in (made, money):
            for row in each.rows:
                for column, key in row.traces.items():
                    name = read(key).left
                    listed = lists.of(name)
                    assert listed.count == row.cells[column], key
                    assert bool(listed.households) is bool(row.cells[column]), key
    total = {slot.heading: made.totals.get(slot.column) for slot in made.form.plan.slots}
    assert (total["贫困户数(户)"], total["贫困人口数(人)"]) == (218, 845)
    assert (
        sum(v for k, v in total.items() if "有劳动能力/" in k and k.endswith("(户)"))
        + sum(  # type: ignore[misc]
            v
            for k, v in total.items()
            if "无劳动能力/" in k and k.endswith("(户)")  # type: ignore[misc]
        )
        == 218
    )
    assert money.wrong == []


def test_the_two_built_in_tables_are_filled_and_their_sums_hold(demo_office: Office, tmp_path: Path) -> None:
    for key, name in demo_office.filling.builtins().items():
        made = demo_office.filling.preview(demo_office.filling.open(name), period="2018-11")
        path = demo_office.filling.write(made, tmp_path / f"{key}.xlsx")
        sheet = load_workbook(path).worksheets[0]
        texts = [str(cell) for row in sheet.values for cell in row if cell]
        assert name in texts
        assert texts.count("合计") == 1
        assert len(made.rows) == 13


def test_the_forms_own_notes_are_read_as_sums() -> None:
    assert equations(
        ["注：1.规划投入资金指已列入规划的资金。", "3.已投入帮扶资金= 用于帮扶到户资金 + 用于帮扶到村资金"]
    ) == (Equation("已投入帮扶资金", ("用于帮扶到户资金", "用于帮扶到村资金")),)
    assert equations(["合计＝甲＋乙；小计=丁+戊。"]) == (
        Equation("合计", ("甲", "乙")),
        Equation("小计", ("丁", "戊")),
    )
    assert equations(["人均=收入/人口", "注：无"]) == ()


def test_money_that_does_not_add_up_is_said_and_nothing_is_written(township: Office, tmp_path: Path) -> None:
    with township.store.write("完成一项") as unit:
        measure = unit.measures.all()[0]
        unit.measures.save(dataclasses.replace(measure, done_on=date(2018, 5, 1)))
        fund = unit.measure_funds.all(measure_id=measure.id)[0]
        unit.measure_funds.save(dataclasses.replace(fund, source="不明来路", amount=Decimal("1200.00")))
        household = unit.households.get(measure.household_id)
    made = filled(township, funds(tmp_path / "季报.xlsx"))
    assert any(
        said.startswith(
            f"{household.village}：已投入帮扶资金=财政专项+信贷资金+单位自筹+社会募捐+社会引资不成立"
        )
        for said in made.wrong
    )
    assert any("的来源认不出归哪一类，请核对资金来源的名称" in said for said in made.wrong)
    with pytest.raises(Refused, match=r"^没有写出："):
        township.filling.write(made, tmp_path / "填好.xlsx")
    assert not (tmp_path / "填好.xlsx").exists()
    assert township.filling.write(made, tmp_path / "填好.xlsx", force=True).exists()


def test_a_form_of_people_with_marks_is_filled_for_everybody(township: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["人员登记信息"])
    sheet.append(
        [
            "姓名",
            "身份证号",
            "是否户主(是/否)",
            "户主身份证号",
            "与户主关系",
            "是否劳动力(是/否)",
            "工号",
            "备注",
        ]
    )
    sheet.append(
        [
            "{.name}",
            "{.idCard}",
            "{.torfHost}",
            "{.hostId}",
            "{.relationship}",
            "{.torfLabor}",
            "{.no}",
            "{.remarks}",
        ]
    )
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "人员.xlsx")
    made = filled(township, tmp_path / "人员.xlsx")
    assert made.form.plan.kind is RowKind.PERSON
    assert len(made.rows) == township.figures.on(DAY).total("all").people
    path = township.filling.write(made, tmp_path / "out.xlsx")
    written: Any = load_workbook(path).worksheets[0]
    assert written["A3"].value == made.rows[0].name
    assert "{" not in str([cell.value for row in written.iter_rows() for cell in row])
    assert written.cell(2 + len(made.rows), 1).fill.fgColor.rgb == "00FFFF00"
    assert made.unfilled == ["身份证号", "户主身份证号", "工号", "备注"] or "工号" in made.unfilled


def test_a_registered_form_fills_itself_with_what_the_clerk_decided(township: Office, tmp_path: Path) -> None:
    form = township.filling.open(monthly(tmp_path / "月报.xlsx"))
    place = next(each.column for each in form.plan.slots if each.heading.startswith("贫困户户数"))
    chosen = township.filling.choose(form, {place: "figure:poor.households"})
    township.filling.keep("县里的月报", chosen)
    (tmp_path / "月报.xlsx").unlink()
    again = township.filling.preview(township.filling.open("县里的月报"), on=DAY)
    assert by_heading(again)["贫困户户数(户)"] == township.figures.on(DAY, "水村").total("poor").households
    assert [each.name for each in township.filling.forms()] == ["县里的月报"]
    assert township.undo() == "登记来表：县里的月报"
    assert township.filling.forms() == []


def test_facts_of_villages_come_from_their_year_in_the_forms_unit(township: Office, tmp_path: Path) -> None:
    with township.store.write("村情况") as unit:
        unit.village_years.save(VillageYear(village="水村", year=2017, collective_income=Decimal("35000.00")))
    path = funds(tmp_path / "村.xlsx", ["村名", "上年村级集体经济收入（万元）", "贫困户数", "低保户数"])
    made = filled(township, path)
    assert by_heading(made)["上年村级集体经济收入（万元）"] == Decimal("3.5")
    assert by_heading(made, 1)["上年村级集体经济收入（万元）"] is None


def test_rows_that_name_villages_are_filled_where_they_stand(township: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["村名称", "贫困户数", "贫困人口数"])
    for name in ("月亮村", "太阳村", "水村"):
        sheet.append([name])
    book.save(tmp_path / "已列村名.xlsx")
    made = filled(township, tmp_path / "已列村名.xlsx")
    written: Any = load_workbook(township.filling.write(made, tmp_path / "out.xlsx")).worksheets[0]
    assert [[cell.value for cell in row][:2] for row in written.iter_rows(min_row=2)] == [
        ["月亮村", 4], ["太阳村", None], ["水村", 5],
    ]  # fmt: skip


def test_what_is_not_there_is_said(township: Office, office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="没有登记过名为“不存在”的表，也没有这个文件；可以填的有：monthly_work"):
        township.filling.open("不存在")
    form = township.filling.open("monthly_work")
    with pytest.raises(Refused, match="第B列不能填“figure:nonsense”"):
        township.filling.choose(form, {1: "figure:nonsense"})
    with pytest.raises(Trouble, match="“去年”不是期间"):
        township.filling.preview(form, period="去年")
    with pytest.raises(Trouble, match="没有名为“火星村”的行政村"):
        township.filling.preview(form, villages=["火星村"])
    with pytest.raises(Trouble, match="没有登记过名为“月报”的表"):
        township.filling.forget("月报")
    source = monthly(tmp_path / "月报.xlsx")
    with pytest.raises(Trouble, match="就是原文件，不能写在它上面"):
        township.filling.write(filled(township, source), source)


def test_every_key_that_can_be_chosen_has_words(township: Office) -> None:
    for kind in (RowKind.VILLAGE, RowKind.HOUSEHOLD, RowKind.PERSON):
        for key, words in meaning.choices(kind).items():
            assert words
            assert words != key, key


@pytest.mark.skipif(not REAL.exists(), reason="the shared forms are not here")
@pytest.mark.parametrize(
    ("name", "columns", "known"),
    [("export_report_12.xls", 65, 30), ("report1.xls", 31, 27), ("report2.xls", 11, 10), ("azdqyry.xlsx", 13, 12),
     ("allpeople.xlsx", 70, 28)],
)  # fmt: skip
def test_the_real_forms_are_understood_and_filled(
    township: Office, tmp_path: Path, name: str, columns: int, known: int
) -> None:
    blank = read_form(REAL / name)
    assert len(blank.columns) == columns
    made = filled(township, REAL / name)
    assert sum(1 for each in made.form.plan.slots if each.key) >= known
    path = township.filling.write(made, tmp_path / f"{Path(name).stem}.xlsx")
    sheet: Any = load_workbook(path).worksheets[0]
    shown = {str(cell.value) for row in sheet.iter_rows(min_row=blank.model + 1) for cell in row}
    assert {row.name for row in made.rows} <= shown


def test_numbers_of_people_are_hidden_in_what_leaves_unless_asked(township: Office, tmp_path: Path) -> None:
    with township.store.write("补号码") as unit:
        person = unit.people.find(name="张三")
        assert person is not None
        unit.people.save(dataclasses.replace(person, id_number="659099197001010012"))
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["姓名", "身份证号", "与户主关系"])
    book.save(tmp_path / "人员.xlsx")
    made = filled(township, tmp_path / "人员.xlsx")
    for plain, shown in ((False, "659099********0012"), (True, "659099197001010012")):
        path = township.filling.write(made, tmp_path / f"{plain}.xlsx", plain=plain)
        numbers = [row[1] for row in load_workbook(path).worksheets[0].values]
        assert shown in numbers
    assert [each.list.masked for each in township.outgoing.all()] == [False, True]


def test_the_list_behind_a_number_is_opened_and_behind_a_sum(township: Office, tmp_path: Path) -> None:
    made = filled(township, monthly(tmp_path / "月报.xlsx"))
    keys = [row.traces[1] for row in made.rows]
    water, both = township.filling.behind(made, keys[:1]), township.filling.behind(made, keys)
    assert (water.count, len(water.households), water.unit) == (5, 5, "户")
    assert (both.label, both.count, len(both.households)) == ("在册户数", 9, 9)
    with pytest.raises(Trouble, match="没有名为“nonsense”的统计数字"):
        township.filling.behind(made, ["figure:nonsense"])


def test_the_sheets_of_a_workbook_are_named(tmp_path: Path) -> None:
    path = monthly(tmp_path / "月报.xlsx")
    book = load_workbook(path)
    book.create_sheet("表二")
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(path)
    assert Filling.sheets(path) == ["表一 ", "表二"]
