"""Cards, one household a sheet, are read by their labels: moved, with rows between, blank, and two hundred at once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.exchange.card import told_by_name
from fupin_desktop.services.importing import Draft
from fupin_desktop.services.office import Office
from fupin_desktop.services.tasks import Cancelled
from tests.cards import a_card, copies, fill, members
from tests.exports import SHARED, a_row, an_export, id_of

ON = date(2017, 5, 8)


def said(draft: Any, severity: str) -> list[tuple[str, str]]:
    return [(each.file, each.text) for each in draft.problems if each.severity == severity]


def test_a_card_becomes_a_household_with_its_members(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(a_card(tmp_path / "1-一般农户-王安东-2-月亮村1组.xlsx", members(1)))
    assert (draft.layout, draft.data_day) == ("H9 户情档案（一户一档）", ON)
    assert draft.asks == []
    office.importing.apply(draft)
    with office.store.read() as unit:
        (household,) = unit.households.all()
        head, son = unit.people.all()
        (year, _) = unit.person_years.all()
    assert (household.village, household.group, household.head, household.address) == (
        "月亮村", "1组", "王安东", "1组18号",
    )  # fmt: skip
    assert household.office_number
    assert (head.name, str(head.relation), head.id_number, head.phone) == (
        "王安东", "head", id_of("19700101", 2), "13900000001",
    )  # fmt: skip
    assert (son.name, str(son.relation)) == ("王安东一", "son")
    assert year.education.label == "小学"  # type: ignore[union-attr]
    kept = json.loads(head.extra)
    assert (
        kept | {"农户星级": "二星", "承包土地情况": "5亩", "户籍性质": "农业", "从业及地址": "务农"} == kept
    )
    assert kept["有关情况说明"] == "长子在县城务工，逢年过节回家"
    assert "农户星级" not in son.extra


@pytest.mark.parametrize(
    "how", [{"shift": 4}, {"turn": 3}, {"slots": 20}, {"shift": 2, "turn": 5, "slots": 3}]
)
def test_moved_labels_and_more_rows_are_read_the_same(
    office: Office, tmp_path: Path, how: dict[str, int]
) -> None:
    plain = office.importing.read(a_card(tmp_path / "一.xlsx", members(1)))
    moved = office.importing.read(a_card(tmp_path / "二.xlsx", members(1), **how))
    assert sorted(map(str, moved.rows.people[0])) == sorted(map(str, plain.rows.people[0]))
    assert len(moved.rows.people) == 2
    assert dict(zip(moved.rows.household_keys, moved.rows.households[0], strict=True)) == dict(
        zip(plain.rows.household_keys, plain.rows.households[0], strict=True)
    )


def test_labels_with_their_values_beside_them_are_read(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["贫困户信息卡"], ["户主姓名", "王平", "行政村", "月亮村", "村民小组", "1组"],
        ["证件号码", id_of("19700101", 3), "联系电话", "13900000001", "主要致贫原因", "因病"],
        ["耕地面积（亩）", "5.5", "住房面积", "80", "带头人评语", "勤快"], ["家庭成员"],
        ["姓名", "与户主关系", "性别", "身份证号", "健康状况"], ["王平", "户主", "男", id_of("19700101", 3), "健康"],
        ["李安", "妻子", "女", id_of("19720101", 2), "残疾"], ["危房户", "否", "脱贫属性", "未脱贫"],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "卡.xlsx")
    draft = office.importing.read(tmp_path / "卡.xlsx", day=ON)
    assert draft.layout == "卡片（一户一张，按标签读取）"
    office.importing.apply(draft)
    with office.store.read() as unit:
        (household,) = unit.households.all()
        (year,) = unit.household_years.all()
        assert [each.name for each in unit.people.all()] == ["王平", "李安"]
        assert json.loads(unit.people.get(1).extra) == {"带头人评语": "勤快"}
    assert (household.phone, household.cause.label) == ("13900000001", "因病")  # type: ignore[union-attr]
    assert (str(year.farmland), str(year.house_area), year.unsafe) == ("5.500", "80.000", False)


def test_two_hundred_cards_of_a_folder_are_one_import_and_one_act(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "户情档案"
    for order, village in enumerate(("月亮村", "水村")):
        for turn in range(4):
            (inside := folder / village / str(turn)).mkdir(parents=True)
            place = (
                f"乡镇：星星镇；村（社区）：{village}；湾组：{turn + 1}组；建档/更新日期：2017-05-0{turn + 5}"
            )
            start = (order * 4 + turn) * 25
            copies(inside, range(start, start + 25), place=place, shift=turn % 3, turn=turn, slots=6 + order)
    draft = office.importing.read(folder)
    assert isinstance(draft, Draft)
    assert (draft.households["new"], draft.people["new"], draft.data_day) == (200, 400, date(2017, 5, 8))
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert (unit.households.count(), unit.people.count()) == (200, 400)
    assert not office.importing.read(folder).changes_anything
    office.undo()
    with office.store.read() as unit:
        assert unit.households.count() == 0


def test_a_card_that_cannot_be_read_is_named_and_the_others_go_on(office: Office, tmp_path: Path) -> None:
    a_card(tmp_path / "1.xlsx", members(1))
    (tmp_path / "2.xlsx").write_bytes(b"PK\x03\x04nothing")
    a_card(tmp_path / "3.xlsx", [], values=[""] * 7)
    a_card(tmp_path / "4.xlsx", members(4))
    an_export(tmp_path / "5.xlsx", [a_row()])
    draft = office.importing.read(tmp_path)
    assert draft.households["new"] == 2
    (broken, listed) = said(draft, "refused")
    assert broken[0] == "2.xlsx"
    assert "已损坏" in broken[1]
    assert listed == ("5.xlsx", "“5.xlsx”不是卡片，没有读取，请单独导入。")
    assert said(draft, "remark") == [("3.xlsx", "“3.xlsx”是空白的卡片，没有读取")]


def test_the_answer_to_a_folder_lists_the_problems_with_their_files(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "户情档案"
    folder.mkdir()
    a_card(folder / "1.xlsx", members(1))
    a_card(folder / "3.xlsx", [], values=[""] * 7)
    (folder / "2.xlsx").write_bytes(b"PK\x03\x04nothing")
    draft = office.importing.read(folder)
    said = office.importing.annotate(draft, folder, tmp_path / "问题.xlsx")
    assert said.told == "问题来自2个文件，只写了问题清单（2个问题）"
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "问题.xlsx").active.iter_rows()]
    assert rows[2][:2] == ["文件", "行"]
    assert [(row[0], row[4]) for row in rows[3:]] == [("3.xlsx", "提示"), ("2.xlsx", "拒绝")]


def test_a_problem_names_the_file_and_the_cell_it_is_in(office: Office, tmp_path: Path) -> None:
    people = members(1)
    wrong = [people[0], (*people[1][:7], "659099194912310021", *people[1][8:])]
    a_card(tmp_path / "1.xlsx", members(2), shift=1)
    a_card(tmp_path / "2.xlsx", wrong, shift=3)
    draft = office.importing.read(tmp_path)
    (problem,) = [each for each in draft.problems if each.field == "证件号码"]
    assert (problem.file, problem.row, problem.column) == ("2.xlsx", 8, "I")


def test_cards_on_several_sheets_of_one_workbook_are_all_read(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    fill(first, members(1))
    fill(book.create_sheet("第二户"), members(2))
    book.save(tmp_path / "两户.xlsx")
    assert office.importing.read(tmp_path / "两户.xlsx").households["new"] == 2


def test_what_a_card_leaves_open_is_taken_from_the_files_name(office: Office, tmp_path: Path) -> None:
    place = "乡镇：xx；村（社区）：xx；湾组：xxx；建档/更新日期：2017-05-08"
    draft = office.importing.read(
        a_card(tmp_path / "12-脱贫户-王安东-2-月亮村3组-党员.xlsx", members(1), place=place)
    )
    told = dict(zip(draft.rows.household_keys, draft.rows.households[0], strict=True))
    assert (told["household.village"], told["household.group"], told["household_year.people_listed"]) == (
        "月亮村",
        "3组",
        2,
    )
    assert json.loads(draft.rows.extras[0])["党员户"] == "是"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("3-低保户-李喜-4-水村2组.xls", {"household.head": "李喜", "户类": "低保户", "household_year.people_listed": "4",
                                      "household.village": "水村", "household.group": "2组"}),
        ("名单2018-05-08.xlsx", {}),
        ("脱贫户信息_20250902-继续享受政策.xlsx", {}),
    ],
)  # fmt: skip
def test_what_a_files_name_tells(name: str, told: dict[str, str]) -> None:
    assert told_by_name(name) == told


def test_reading_cards_can_be_stopped_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    copies(tmp_path, range(6))
    seen: list[int] = []

    class Stopping:
        def step(self, done: int, total: int, doing: str = "") -> None:
            seen.append(done)
            if done >= 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        office.importing.read(tmp_path, watch=Stopping())
    assert seen == [0, 1, 2, 3]
    assert not office.importing.waiting()


def test_a_blank_card_alone_is_said(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"“空\.xlsx”是空白的卡片，没有填写姓名，请选择填好的卡片。"):
        office.importing.read(a_card(tmp_path / "空.xlsx", [], values=[""] * 7))


def test_lists_and_cards_are_not_mixed(office: Office, tmp_path: Path) -> None:
    listed = an_export(tmp_path / "名单.xlsx", [a_row()])
    with pytest.raises(Refused, match=r"“名单\.xlsx”是名单，“卡\.xlsx”是卡片，请分别导入"):
        office.importing.read([listed, a_card(tmp_path / "卡.xlsx", members(1))])


def test_a_list_of_few_people_is_no_card(office: Office, tmp_path: Path) -> None:
    draft = office.importing.read(an_export(tmp_path / "名单.xlsx", [a_row(), a_row("650000000002")]))
    assert draft.layout.startswith("H1")


@pytest.mark.skipif(not (SHARED / "real").exists(), reason="没有 ../shared/data/real")
def test_the_real_card_is_seen_to_be_a_blank_one(office: Office) -> None:
    with pytest.raises(Trouble, match="是空白的卡片"):
        office.importing.read(SHARED / "real" / "xiaonan_household_card.xls")
