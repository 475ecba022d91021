"""A list without 户编号 goes in by its heads: found households keep their numbers, new ones get the office's own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.exchange.layouts import layout_named
from fupin_desktop.services.importing import Draft
from fupin_desktop.services.office import Office
from tests.exports import HEADS, a_row, an_export, id_of

LATER = "2018-06-08"
WITHOUT = [head for head in HEADS if head not in ("户编号", "人编号")]


def known(office: Office, tmp_path: Path, *rows: dict[str, Any]) -> None:
    office.importing.apply(office.importing.read(an_export(tmp_path / "国扶.xlsx", rows)))


def read(office: Office, tmp_path: Path, *rows: dict[str, Any], heads: list[str] = WITHOUT) -> Draft:
    return office.importing.read(an_export(tmp_path / "村里.xlsx", rows, day=LATER, heads=heads))


def refused(draft: Draft) -> list[str]:
    return [each.text for each in draft.problems if each.severity == "refused"]


def test_a_household_is_found_by_its_heads_id_number_and_nothing_changes(
    office: Office, tmp_path: Path
) -> None:
    rows = [a_row(人数="2"), a_row(person=2, 人数="2"), a_row("650000000002")]
    known(office, tmp_path, *rows)
    draft = read(office, tmp_path, *rows)
    assert (draft.households["unchanged"], draft.people["unchanged"]) == (2, 3)
    assert not draft.changes_anything
    assert "文件里没有户编号，按户主分户：2户在本办找到" in draft.remarks


def test_a_household_is_found_by_group_and_name_where_there_is_no_id_number(
    office: Office, tmp_path: Path
) -> None:
    known(office, tmp_path, a_row(姓名="王平", 人数="1"))
    draft = read(office, tmp_path, a_row(姓名="王平", 证件号码="", 联系电话="13900000002"))
    (item,) = draft.of("changed")
    assert (item.household, [(c.label, c.new) for c in item.changes]) == (
        "650000000001",
        [("户联系电话", "13900000002")],
    )


def test_new_households_get_numbers_of_the_office_and_members_follow_their_head(
    office: Office, tmp_path: Path
) -> None:
    draft = read(
        office, tmp_path, a_row(人数="2"), a_row(person=2, 人数="2"), a_row("650000000002", 行政村="水村")
    )
    assert "文件里没有户编号，按户主分户：2户是新的，先编本办编号" in draft.remarks
    office.importing.apply(draft)
    with office.store.read() as unit:
        households = unit.households.all()
        assert [(each.number, each.office_number, each.village) for each in households] == [
            ("本01-00001", True, "月亮村"),
            ("本00-00001", True, "水村"),
        ]
        assert [each.household_id for each in unit.people.all()] == [1, 1, 2]
    assert not read(
        office, tmp_path, a_row(人数="2"), a_row(person=2, 人数="2"), a_row("650000000002", 行政村="水村")
    ).changes_anything


def test_running_numbers_go_on_within_a_file(office: Office, tmp_path: Path) -> None:
    rows = [a_row(f"65000000000{n}", 姓名=f"王{'一二三'[n]}") for n in range(3)]
    draft = read(office, tmp_path, *rows)
    assert list(draft.rows.numbers) == ["本01-00001", "本01-00002", "本01-00003"]


def test_the_national_number_takes_the_place_of_the_offices_own_later(office: Office, tmp_path: Path) -> None:
    office.importing.apply(read(office, tmp_path, a_row()))
    draft = office.importing.read(an_export(tmp_path / "七月.xlsx", [a_row()], day="2018-07-08"))
    office.importing.apply(draft)
    with office.store.read() as unit:
        (household,) = unit.households.all()
        assert (household.number, household.office_number) == ("650000000001", False)


def test_a_member_above_every_head_is_refused_with_the_reason(office: Office, tmp_path: Path) -> None:
    draft = read(office, tmp_path, a_row(person=2), a_row("650000000002"))
    assert refused(draft) == ["上面没有户主，不知道是哪一户的人，请补上户编号或把户主放在成员前面"]
    (problem,) = [each for each in draft.problems if each.severity == "refused"]
    assert (problem.row, problem.field) == (4, "与户主关系")
    assert draft.households["new"] == 1


def test_a_member_of_another_village_than_the_head_above_is_refused(office: Office, tmp_path: Path) -> None:
    draft = read(office, tmp_path, a_row(姓名="王平"), a_row(person=2, 行政村="水村"))
    assert refused(draft) == ["行政村与上面的户主王平不同，不知道是哪一户的人，请补上户编号或户主姓名"]


def test_members_may_stand_anywhere_when_each_row_names_its_head(office: Office, tmp_path: Path) -> None:
    heads = [*WITHOUT, "户主姓名"]
    rows = [
        a_row(person=2, 户主姓名="王平"), a_row("650000000002", 姓名="赵安", 户主姓名="赵安"),
        a_row(姓名="王平", 户主姓名="王平"),
    ]  # fmt: skip
    draft = read(office, tmp_path, *rows, heads=heads)
    assert not refused(draft)
    assert list(draft.rows.owners) == [0, 1, 0]


def test_two_heads_of_one_name_are_two_households(office: Office, tmp_path: Path) -> None:
    rows = [a_row(姓名="王平"), a_row("650000000002", 姓名="王平", 证件号码=id_of("19600101", 7))]
    assert read(office, tmp_path, *rows).households["new"] == 2


def test_a_new_household_without_a_village_is_refused(office: Office, tmp_path: Path) -> None:
    draft = read(office, tmp_path, a_row(姓名="王平", 行政村=""), a_row("650000000002"))
    assert refused(draft) == ["户主王平的一户是新的，但行政村为空，请补上"]
    assert (draft.households["new"], draft.people["refused"]) == (1, 1)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"证件号码": id_of("19620203", 9)},
         "户主王平的证件号码与本办同名户主（户编号650000000001）的不同，请核对，补上户编号再导入"),
        ({"证件号码": "", "自然村": "9组"},
         "本办月亮村有同名户主王平，但不在9组，请核对，补上户编号或证件号码再导入"),
    ],
)  # fmt: skip
def test_a_head_who_may_be_another_is_refused_not_guessed(
    office: Office, tmp_path: Path, row: dict[str, str], sentence: str
) -> None:
    known(office, tmp_path, a_row(姓名="王平"))
    draft = read(office, tmp_path, a_row(姓名="王平") | row)
    assert refused(draft) == [sentence]
    assert not draft.changes_anything


def test_two_rows_that_are_one_household_of_the_office_are_said(office: Office, tmp_path: Path) -> None:
    known(office, tmp_path, a_row(姓名="王平", 人数="2"), a_row(person=2, 姓名="王安", 人数="2"))
    draft = read(office, tmp_path, a_row(姓名="王平"), a_row(person=2, 姓名="王安", 与户主关系="户主"))
    assert refused(draft) == [
        "户主王安的一户与第4行户主王平的一户在本办是同一户（户编号650000000001），请核对"
    ]


def test_a_household_with_a_new_head_is_found_by_its_members_and_said(office: Office, tmp_path: Path) -> None:
    known(office, tmp_path, a_row(姓名="王平", 人数="2"), a_row(person=2, 姓名="王安", 人数="2"))
    rows = [a_row(person=4, 姓名="李新", 与户主关系="户主", 人数="2"), a_row(person=2, 姓名="王安", 人数="2")]
    draft = read(office, tmp_path, *rows)
    assert list(draft.rows.numbers) == ["650000000001"]
    assert "户主李新不在本办，按成员的证件号码认作户编号650000000001（户主王平），请核对" in [
        each.text for each in draft.problems
    ]


def test_a_list_of_heads_alone_finds_its_households(office: Office, tmp_path: Path) -> None:
    known(office, tmp_path, a_row(姓名="王平"))
    heads = ["行政村", "户主姓名", "户主身份证号", "联系电话", "住房面积"]
    row = {
        "行政村": "月亮村",
        "户主姓名": "王平",
        "户主身份证号": a_row()["证件号码"],
        "联系电话": "13900000009",
    }
    draft = read(office, tmp_path, row, heads=heads)
    (item,) = draft.of("changed", level="household")
    assert (item.household, item.changes[0].new) == ("650000000001", "13900000009")


def test_a_list_of_members_with_the_name_under_the_heads_heading_is_read_by_name(
    office: Office, tmp_path: Path
) -> None:
    heads = ["家庭编号", "旗区", "苏木乡", "噶查村", "户主姓名", "性别", "证件号码", "与户主关系", "民族", "文化程度",
             "在校生状况", "健康状况", "劳动能力", "务工状况", "务工时间（月）", "是否参加新农合", "政治面貌"]  # fmt: skip
    more = {"家庭编号": "650000000001", "噶查村": "月亮村"}
    rows = [a_row(户主姓名="王平", **more), a_row(person=2, 户主姓名="王安", **more)]
    draft = read(office, tmp_path, *rows, heads=heads)
    assert draft.layout == "H8C 内蒙古 家庭成员"
    office.importing.apply(draft)
    with office.store.read() as unit:
        assert [each.name for each in unit.people.all()] == ["王平", "王安"]
        assert unit.households.get(1).head == "王平"


def test_the_measures_of_a_2023_export_become_codes_and_words(office: Office, tmp_path: Path) -> None:
    measures = {"就业帮扶": "技能培训,劳务输出", "产业帮扶": "是", "健康帮扶": "无", "监测对象类别": "边缘易致贫户",
                "识别监测时间": "202203", "风险消除后理赔收入": "120.5", "风险消除后是否住房损毁": "否"}  # fmt: skip
    heads = [*HEADS, *measures]
    draft = office.importing.read(an_export(tmp_path / "监测.xlsx", [a_row(**measures)], heads=heads))
    office.importing.apply(draft)
    with office.store.read() as unit:
        (episode,) = unit.monitorings.all()
    assert [each.label for each in episode.measures] == ["产业帮扶", "就业帮扶"]
    assert episode.measure_words == "就业帮扶：技能培训,劳务输出"
    assert (str(episode.after_claim), episode.after_house) == ("120.50", False)
    assert episode.identified_on == date(2022, 3, 1)
    turned = [*HEADS, *reversed(measures)]
    again = office.importing.read(an_export(tmp_path / "监测2.xlsx", [a_row(**measures)], heads=turned))
    assert not again.changes_anything


def test_a_dump_with_field_codes_is_read_with_its_codes(office: Office, tmp_path: Path) -> None:
    row = {"行政村": "月亮村", "AAC001": "650000000001", "AAB001": "65000000000101", "AAB002": "王平", "AAB003": "1",
           "AAB004": a_row()["证件号码"], "AAB006": "01", "AAB008": "02", "AAR010": "1", "AAC317": "80"}  # fmt: skip
    draft = read(office, tmp_path, row, heads=list(row))
    assert draft.layout == "AC 国扶系统字段码（AC01、AB01）"
    office.importing.apply(draft)
    with office.store.read() as unit:
        (person,) = unit.people.all()
        (year,) = unit.person_years.all()
        (standing,) = unit.standings.all()
    assert (person.name, str(person.relation), person.sex.label) == ("王平", "head", "男")  # type: ignore[union-attr]
    assert (year.education.label, standing.status.label) == ("小学", "已脱贫")  # type: ignore[union-attr]


def test_the_whole_county_export_keeps_what_has_no_field_and_reads_the_rest(
    office: Office, tmp_path: Path
) -> None:
    layout = layout_named("H7")
    assert layout is not None
    values = {"村": "月亮村", "人口编号": "65000000000101", "户主姓名": "王安", "户主证件号码": a_row()["证件号码"],
              "纯收入（元）": "12000", "人均纯收入（元）": "6000", "是否会讲普通话": "是", "务工所在地": "乌鲁木齐市",
              "是否参加城乡居民基本医疗保险": "是", "公益性岗位": "护林员", "公益性岗位(月数)": "6", "是否接受医疗救助": "否",
              "户类型": "脱贫户", "养老金或离退休金": "1300", "政治面貌": "群众", "性别": "男"}  # fmt: skip
    draft = read(office, tmp_path, a_row(**values), heads=list(layout.headings))
    assert draft.layout == "H7 全县全字段"
    office.importing.apply(draft)
    with office.store.read() as unit:
        (household,), (year,) = unit.household_years.all(), unit.person_years.all()
        (person,) = unit.people.all()
    assert (str(household.net_recorded), str(household.income_recorded)) == ("12000.00", "6000.00")
    assert (year.work_at, year.post_months, year.medical_help, year.mandarin) == (
        "乌鲁木齐市",
        6,
        False,
        True,
    )
    assert json.loads(person.extra)["养老金或离退休金"] == "1300"
