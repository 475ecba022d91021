"""村级填报小表: what goes out, what comes back in any order and under any name, and who wins."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desktop.domain.codes import School
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.village_sheet import Outcome, three_way
from fupin_desktop.services.office import Office

ON = date(2018, 5, 20)


def sent(office: Office, out: Path, key: str = "people", **more: Any) -> list[Path]:
    return list(office.village_sheets.send(key, out, on=ON, **more).files)


def headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The heading's line, and where each heading stands."""
    for row in sheet.iter_rows(max_row=10):
        if row[0].value == "编码":
            return int(row[0].row or 0), {str(cell.value): int(cell.column or 0) for cell in row}
    raise AssertionError("no heading")


def edit(path: Path, change: Callable[[Worksheet, int, dict[str, int]], None]) -> None:
    """Change a workbook as a village would."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    change(sheet, *headings(sheet))
    book.save(path)


def fill(path: Path, name: str, heading: str, value: object) -> None:
    """Write into the row of somebody."""

    def change(sheet: Worksheet, head: int, places: dict[str, int]) -> None:
        who = places.get("姓名") or places["户主姓名"]
        for row in range(head + 1, sheet.max_row + 1):
            if sheet.cell(row, who).value == name:
                sheet.cell(row, places[heading]).value = value  # type: ignore[assignment]
                return
        raise AssertionError(name)

    edit(path, change)


def survey(office: Office, name: str) -> Any:
    with office.store.read() as unit:
        person = unit.people.find(name=name)
        assert person is not None
        return max(unit.person_years.all(person_id=person.id), key=lambda each: each.year)


def test_each_village_gets_a_workbook_with_what_is_known_and_only_the_asked_columns_open(
    township: Office, tmp_path: Path
) -> None:
    files = sent(township, tmp_path / "out", due_on=date(2018, 6, 1))
    assert [path.name for path in files] == [
        "01水村_家庭成员情况_2018年度填报.xlsx", "02月亮村_家庭成员情况_2018年度填报.xlsx",
    ]  # fmt: skip
    book = load_workbook(files[0])
    sheet = book.worksheets[0]
    head, places = headings(sheet)
    assert sheet.cell(1, 2).value == "水村2018年度家庭成员情况填报表"
    assert "请于6月1日前交回星星镇扶贫开发办公室（电话0999-7654321）" in str(sheet.cell(3, 2).value)
    assert sheet.protection.sheet
    assert sheet.cell(head + 1, places["姓名"]).protection.locked
    assert not sheet.cell(head + 1, places["在校生状况"]).protection.locked
    assert sheet.cell(head + 1, places["户编号"]).number_format == "@"
    assert sheet.column_dimensions["A"].hidden
    assert book["_fupin"].sheet_state == "veryHidden"
    assert book["代码"].sheet_state == "hidden"
    kept = township.village_sheets.sent()
    assert {each.token for each in kept} >= {book.custom_doc_props["fupin-village-sheet"].value}
    assert [(each.village, each.due_on) for each in kept[::-1]] == [
        ("水村", date(2018, 6, 1)), ("月亮村", date(2018, 6, 1)),
    ]  # fmt: skip


def test_id_numbers_are_hidden_in_the_middle_unless_asked_for_and_what_left_is_recorded(
    township: Office, tmp_path: Path
) -> None:
    with township.store.write("补号码") as unit:
        person = unit.people.find(name="张三")
        assert person is not None
        unit.people.save(dataclasses.replace(person, id_number="659099197001010012"))
    [hidden] = sent(township, tmp_path / "a", villages=["水村"])
    [whole] = sent(township, tmp_path / "b", villages=["水村"], whole_ids=True)

    def everything(path: Path) -> str:
        return str([cell for sheet in load_workbook(path) for row in sheet.values for cell in row])

    assert "659099********0012" in everything(hidden)
    assert "659099197001010012" not in everything(hidden)
    assert "659099197001010012" in everything(whole)
    with township.store.read() as unit:
        kept = unit.outgoing.all()
    assert [(each.what, each.villages, each.masked) for each in kept] == [
        ("村级小表：家庭成员情况", "水村", True), ("村级小表：家庭成员情况", "水村", False),
    ]  # fmt: skip


def test_files_that_come_back_unchanged_change_nothing(township: Office, tmp_path: Path) -> None:
    for key in ("people", "households", "work", "housing"):
        draft = township.village_sheets.read(sent(township, tmp_path / key, key))
        assert not draft.changes_anything
        assert draft.of("changed", "conflict") == []
        assert draft.problems == []


def test_what_a_village_changed_comes_in_as_one_act_and_is_taken_back_as_one(
    township: Office, tmp_path: Path
) -> None:
    water, moon = sent(township, tmp_path)
    fill(water, "张三", "在校生状况", "小学")
    fill(water, "张三", "务工时间（月）", 5)
    fill(moon, "王五", "成员联系电话", "13900001111")
    draft = township.village_sheets.read([moon.rename(tmp_path / "微信接收 (3).xlsx"), water])
    assert draft.sentence == "收到月亮村、水村的2份小表：2行有变化，3处可以直接采用"
    changes = {(item.name, each.label, each.new) for item in draft.of("changed") for each in item.changes}
    assert changes == {
        ("张三", "在校生状况", "小学"), ("张三", "务工时间", "5"), ("王五", "成员联系电话", "13900001111"),
    }  # fmt: skip
    before = survey(township, "张三")
    assert township.village_sheets.apply(draft, on=ON) == "已收回2份小表，采用3处改动"
    assert (survey(township, "张三").school, survey(township, "张三").work_months) == (School.PRIMARY, 5)
    assert all(each.returned_on == ON for each in township.village_sheets.sent())
    assert township.undo() == "采用村级小表：月亮村、水村"
    assert survey(township, "张三") == before
    assert all(each.returned_on is None for each in township.village_sheets.sent())


def test_what_the_office_changed_meanwhile_is_kept_and_what_both_changed_is_a_conflict(
    township: Office, tmp_path: Path
) -> None:
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "务工时间（月）", 5)
    year = survey(township, "张三")
    with township.store.write("修改") as unit:
        unit.person_years.save(dataclasses.replace(year, work_months=3, school=School.GRADE_7))
    draft = township.village_sheets.read([water])
    [item] = draft.of("conflict")
    assert [(each.label, each.old, each.new, each.conflict) for each in item.changes] == [
        ("务工时间", "3", "5", True)
    ]
    assert draft.sentence.endswith("1处与本办的改动冲突，请逐处选择")
    township.village_sheets.apply(draft, on=ON)
    assert (survey(township, "张三").work_months, survey(township, "张三").school) == (3, School.GRADE_7)
    draft = township.village_sheets.read([water])
    assert any("已于2018-05-20收回过" in said for said in draft.remarks)
    [item] = draft.of("conflict")
    township.village_sheets.apply(draft, {item.changes[0].key: "village"}, on=ON)
    assert survey(township, "张三").work_months == 5


def test_two_copies_of_one_sheet_that_differ_are_a_conflict(township: Office, tmp_path: Path) -> None:
    water, _ = sent(township, tmp_path)
    other = Path(shutil.copy(water, tmp_path / "另一个人填的.xlsx"))
    fill(water, "张三", "务工时间（月）", 5)
    fill(other, "张三", "务工时间（月）", 6)
    draft = township.village_sheets.read([water, other])
    [item] = draft.of("conflict")
    assert item.changes[0].new == "5（另一份小表写“6”）"
    assert any("同一份小表" in said for said in draft.remarks)


def test_rows_may_be_sorted_and_columns_moved(township: Office, tmp_path: Path) -> None:
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "务工时间（月）", 7)

    def shuffle(sheet: Worksheet, head: int, places: dict[str, int]) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head, max_row=sheet.max_row)]
        rows = [rows[0], *rows[:0:-1]]
        sheet.delete_rows(head, sheet.max_row)
        for number, row in enumerate(rows, head):
            for column, value in enumerate([row[0], *row[:0:-1]], 1):
                sheet.cell(number, column, value)  # type: ignore[arg-type]
        sheet.title = "Sheet1"

    edit(water, shuffle)
    draft = township.village_sheets.read([water])
    assert [(item.name, each.new) for item in draft.of("changed") for each in item.changes] == [("张三", "7")]
    assert draft.problems == []


def test_strange_rows_and_cells_are_said_with_their_place_and_left_out(
    township: Office, tmp_path: Path
) -> None:
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "务工时间（月）", "很多")
    fill(water, "张三", "健康状况", "头疼")
    fill(water, "张三", "姓名", "张三丰")
    fill(water, "单䶮", "备注", "已去世")

    def add(sheet: Worksheet, head: int, places: dict[str, int]) -> None:
        last = sheet.max_row
        sheet.cell(last + 1, places["姓名"], "新来的")
        sheet.cell(last + 2, 1, "999999")
        sheet.cell(last + 2, places["姓名"], "陌生人")
        for column in range(1, 5):
            sheet.cell(last + 3, column, sheet.cell(head + 1, column).value)

    edit(water, add)
    draft = township.village_sheets.read([water])
    said = [each.text for each in draft.problems]
    assert any(text.startswith("务工时间") and text.endswith("这一格没有采用") for text in said)
    assert any(text.startswith("健康状况") and "头疼" in text for text in said)
    assert "“姓名”是锁定的列，村里写成了“张三丰”（原来是“张三”），没有采用，请核实" in said
    assert "村里备注：已去世" in said
    assert "这一行是村里新加的，没有编码，没有采用；新增的人请在“农户”页登记" in said
    assert "这一行的编码不在发出的表里，没有采用；请核对是否从别的表粘贴来的" in said
    assert any("是同一条记录，只采用前面一行" in text for text in said)
    assert all(each.file == water.name and each.row for each in draft.problems)
    assert not draft.changes_anything
    assert draft.people["refused"] == 3


def test_somebody_who_left_meanwhile_is_not_brought_back(township: Office, tmp_path: Path) -> None:
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "务工时间（月）", 2)
    with township.store.write("减少") as unit:
        person = unit.people.find(name="张三")
        assert person is not None
        unit.people.save(dataclasses.replace(person, left_on=date(2018, 5, 9)))
    draft = township.village_sheets.read([water])
    assert "这条记录在本办已经减少或销号，没有采用" in [each.text for each in draft.problems]
    assert not draft.changes_anything


def test_an_emptied_cell_is_no_answer(township: Office, tmp_path: Path) -> None:
    with township.store.write("电话") as unit:
        person = unit.people.find(name="张三")
        assert person is not None
        unit.people.save(dataclasses.replace(person, phone="13911112222"))
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "成员联系电话", None)
    draft = township.village_sheets.read([water])
    assert not draft.changes_anything
    assert any("1处原来有内容、交回来是空的，按没有变化处理" in said for said in draft.remarks)


def test_a_new_year_begins_with_the_last_ones_values(township: Office, tmp_path: Path) -> None:
    [water, _] = sent(township, tmp_path, year=2019)
    fill(water, "张三", "务工时间（月）", 9)
    was = survey(township, "张三")
    draft = township.village_sheets.read([water])
    assert township.village_sheets.apply(draft, on=ON) == (
        "已收回1份小表，采用1处改动，其中1条以上一年度的内容为底稿新建了本年度"
    )
    now = survey(township, "张三")
    assert (now.year, now.work_months, now.education, now.skill) == (2019, 9, was.education, was.skill)


def test_the_days_of_a_renovation_come_back_as_its_stages(township: Office, tmp_path: Path) -> None:
    files = sent(township, tmp_path, "housing")
    with township.store.read() as unit:
        house = next(
            each for each in unit.renovations.all(plan_year=2018)
            if unit.stages.find(renovation_id=each.id, kind=StageKind.MOVED_IN) is None
        )  # fmt: skip
        head = unit.households.get(house.household_id).head
    file = next(path for path in files if head in str(list(load_workbook(path).worksheets[0].values)))
    fill(file, head, "入住时间", "2018年5月15日")
    draft = township.village_sheets.read([file])
    township.village_sheets.apply(draft, on=ON)
    with township.store.read() as unit:
        stage = unit.stages.find(renovation_id=house.id, kind=StageKind.MOVED_IN)
    assert stage is not None
    assert stage.on == date(2018, 5, 15)


def test_a_file_that_is_none_of_ours_is_refused_with_what_to_do(township: Office, tmp_path: Path) -> None:
    other = tmp_path / "别的表.xlsx"
    book = Workbook()
    assert book.active is not None
    book.active.append(["姓名", "证件号码"])
    book.save(other)
    with pytest.raises(Trouble, match=r"“别的表\.xlsx”不是本办发出的村级小表"):
        township.village_sheets.read([other])
    water, _ = sent(township, tmp_path / "out")
    edit(water, lambda sheet, head, places: sheet.delete_rows(head))
    with pytest.raises(Trouble, match="表头被改掉了；请让村里恢复表头那一行再交回来"):
        township.village_sheets.read([water])
    with pytest.raises(Refused, match="没有选择文件"):
        township.village_sheets.read([])


def test_a_sheet_of_another_office_is_refused(township: Office, tmp_path: Path) -> None:
    water, _ = sent(township, tmp_path)
    for sheet in township.village_sheets.sent():
        township.village_sheets.forget(sheet)
    with pytest.raises(Trouble, match="不是这个办公室发出的，没有读取"):
        township.village_sheets.read([water])


def test_a_draft_grows_stale_when_the_office_changes(township: Office, tmp_path: Path) -> None:
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "务工时间（月）", 5)
    draft = township.village_sheets.read([water])
    with township.store.write("别的") as unit:
        unit.person_years.save(dataclasses.replace(survey(township, "张三"), work_months=1))
    with pytest.raises(Stale, match="请重新读取再采用"):
        township.village_sheets.apply(draft, on=ON)
    assert survey(township, "张三").work_months == 1


def test_what_cannot_be_asked_is_refused_before_anything_is_written(township: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="“银行卡号”不能作为填报列"):
        sent(township, tmp_path / "x", "households", ask=["银行卡号"])
    with pytest.raises(Trouble, match="没有名为“salaries”的填报表"):
        sent(township, tmp_path / "x", "salaries")
    with pytest.raises(Refused, match="没有名为“火星村”的行政村"):
        sent(township, tmp_path / "x", villages=["火星村"])
    with pytest.raises(Refused, match="交表日期2018-05-01早于发出日期2018-05-20"):
        sent(township, tmp_path / "x", due_on=date(2018, 5, 1))
    assert township.village_sheets.sent() == []
    assert not list((tmp_path / "x").glob("*.xlsx"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_sheet_saved_by_another_program_as_xls_is_still_known(township: Office, tmp_path: Path) -> None:
    water, _ = sent(township, tmp_path)
    fill(water, "张三", "务工时间（月）", 5)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "xls", "--outdir", str(tmp_path / "old"), str(water)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    draft = township.village_sheets.read([tmp_path / "old" / f"{water.stem}.xls"])
    assert [(item.name, each.new) for item in draft.of("changed") for each in item.changes] == [("张三", "5")]


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_who_alone_changed_a_value_wins(base: int, village: int, office: int) -> None:
    outcome = three_way(base, village, office)
    if village in (base, office):
        assert outcome is Outcome.SAME
    elif office == base:
        assert outcome is Outcome.CHANGE
    else:
        assert outcome is Outcome.CONFLICT
