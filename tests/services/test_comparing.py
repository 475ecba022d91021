"""Two periods held against each other: who came, who went, who changed within the household, and the sentence of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.services.comparing import OFFICE, Compared
from fupin_desktop.services.comparing.choosing import bring_in
from fupin_desktop.services.office import Office
from tests.exports import HEADS, a_row, an_export, id_of

ONE, TWO, THREE, FOUR = (f"65000000000{number}" for number in (1, 2, 3, 4))


def household(number: str, people: int, village: str = "月亮村", **other: str) -> list[dict[str, Any]]:
    return [a_row(number, person, 行政村=village, **other) for person in range(1, people + 1)]


def compared(
    office: Office,
    folder: Path,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    *,
    day: str = "2018-06-08",
) -> Compared:
    before, after = an_export(folder / "旧.xlsx", old), an_export(folder / "新.xlsx", new, day=day)
    return office.comparing.compare(before, after)


def sheet(path: Path, name: str) -> list[list[Any]]:
    rows: list[list[Any]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    return rows


def test_the_parts_of_the_sentence_add_up_to_the_net_figures(office: Office, tmp_path: Path) -> None:
    old = [*household(ONE, 2), *household(TWO, 3, "水村"), *household(THREE, 1)]
    baby = a_row(ONE, 3, 姓名="王新生", 证件号码=id_of("20180520", 7))
    new = [
        *household(ONE, 2),
        baby,
        *household(THREE, 1),
        *household(FOUR, 4),
        *household("650000000005", 2, "水村"),
    ]
    found = compared(office, tmp_path, old, new)
    assert found.sentence == (
        "较上月净增1户4人，其中新增2户6人（月亮村1户4人、水村1户2人），减少1户3人（水村）；户内增加1人（出生1人）"
    )
    assert (found.before, found.after) == ((3, 6), (4, 10))
    assert (found.added, found.removed) == (7, 3)


def test_each_village_has_a_line_and_the_lines_add_up(office: Office, tmp_path: Path) -> None:
    old = [*household(ONE, 2), *household(TWO, 3, "水村")]
    new = [*household(ONE, 1), *household(THREE, 2, "水村")]
    found = compared(office, tmp_path, old, new)
    told = {each.village: each[1:] for each in found.villages}
    assert told["月亮村"] == ((1, 2), (1, 1), (0, 0), (0, 0), 0, 1, 0)
    assert told["水村"] == ((1, 3), (1, 2), (1, 2), (1, 3), 0, 0, 0)


def test_field_by_field_old_and_new_as_people_read_them(office: Office, tmp_path: Path) -> None:
    old = [*household(ONE, 1), *household(TWO, 1)]
    new = [*household(ONE, 1, 健康状况="残疾", 联系电话="13900000077"), *household(TWO, 1)]
    found = compared(office, tmp_path, old, new)
    assert found.changed == {"户联系电话": 1, "健康状况": 1}
    assert {(each.label, each.name, each.old, each.new) for each in found.changes} == {
        ("户联系电话", "", "13900000001", "13900000077"),
        ("健康状况", "王安", "健康", "残疾"),
    }
    assert found.sentence == "户数、人数与上月持平；另有字段变更2处（户联系电话1处、健康状况1处）"


def test_a_changed_number_does_not_count_its_birthday_and_sex_again(office: Office, tmp_path: Path) -> None:
    found = compared(office, tmp_path, household(ONE, 1), household(ONE, 1, 证件号码=id_of("19811231", 4)))
    assert found.changed == {"证件号码": 1}


def test_somebody_who_moves_to_another_household_is_no_newcomer(office: Office, tmp_path: Path) -> None:
    old = [*household(ONE, 2), *household(TWO, 1)]
    mover = household(ONE, 2)[1] | {"户编号": TWO}
    found = compared(office, tmp_path, old, [*household(ONE, 1), *household(TWO, 1), mover])
    assert (found.added, found.removed) == (0, 0)
    assert found.sentence.startswith(
        "户数、人数与上月持平，其中户内增加1人（由其他户转入1人），户内减少1人（转到其他户1人）"
    )
    assert [(each.label, each.old, each.new) for each in found.changes] == [("户编号", ONE, TWO)]


def test_a_household_under_another_number_is_the_same_household(office: Office, tmp_path: Path) -> None:
    old = [*household(ONE, 2), *household(TWO, 1)]
    new = [*(row | {"户编号": "659900000009"} for row in household(ONE, 2)), *household(TWO, 1)]
    found = compared(office, tmp_path, old, new)
    assert (found.came, found.went, found.joined, found.left) == ([], [], [], [])
    assert "另有1户更换了户编号" in found.sentence


def test_without_person_numbers_people_are_known_by_id_number_else_by_name(
    office: Office, tmp_path: Path
) -> None:
    heads = [head for head in HEADS if head != "人编号"]
    hidden = f"{id_of('19700101', 24)[:6]}********{id_of('19700101', 24)[-4:]}"
    rows = household(ONE, 2)
    masked = [rows[0], rows[1] | {"证件号码": hidden}]
    before = an_export(tmp_path / "旧.xlsx", rows, heads=heads)
    after = an_export(tmp_path / "新.xlsx", masked, heads=heads, day="2018-06-08")
    found = office.comparing.compare(before, after)
    assert (found.added, found.removed) == (0, 0)
    other = [rows[0], rows[1] | {"证件号码": id_of("19750505", 9)}]
    again = office.comparing.compare(before, an_export(tmp_path / "又.xlsx", other, heads=heads))
    assert (again.added, again.removed) == (1, 1), "two full numbers are two people, also under one name"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2018-04-30", "2018-05-08", "较上月净增"),
        ("2018-01-31", "2018-05-08", "较2018年1月净增"),
        ("2018-05-01", "2018-05-08", "较2018年5月1日净增"),
        ("2017-12-31", "2018-01-31", "较上月净增"),
        (None, "2018-05-08", "较上期净增"),
    ],
)
def test_the_period_before_is_named_by_the_data_days(
    office: Office, tmp_path: Path, old: str | None, new: str, words: str
) -> None:
    before = an_export(tmp_path / "旧.xlsx", household(ONE, 1), day=old)
    after = an_export(tmp_path / "新.xlsx", [*household(ONE, 1), *household(TWO, 2)], day=new)
    assert office.comparing.compare(before, after).sentence.startswith(words)


def test_files_in_the_wrong_order_and_a_missing_village_are_pointed_out(
    office: Office, tmp_path: Path
) -> None:
    old = [*household(ONE, 1), *household(TWO, 1, "水村")]
    found = compared(office, tmp_path, old, household(ONE, 1), day="2018-04-01")
    assert found.remarks == [
        "“旧.xlsx”的数据日期2018-05-08晚于“新.xlsx”的2018-04-01，两个文件可能选反了，请核对",
        "水村1个村只在“旧.xlsx”里有，请确认“新.xlsx”是不是全乡镇的",
    ]


def test_unreadable_rows_are_named_and_not_counted_as_gone_in_silence(office: Office, tmp_path: Path) -> None:
    new = [*household(ONE, 1), *household(TWO, 1, 人均纯收入="-5")]
    found = compared(office, tmp_path, [*household(ONE, 1), *household(TWO, 1)], new)
    assert found.remarks == ["“新.xlsx”有1行读不成，没有参加比较：第5行王安"]


def test_an_export_and_the_office(office: Office, tmp_path: Path) -> None:
    before = an_export(tmp_path / "旧.xlsx", [*household(ONE, 2), *household(TWO, 1)])
    office.importing.apply(office.importing.read(before))
    assert office.comparing.compare(OFFICE, before).sentence == "与本办数据相比没有变化"
    file = office.households.open(office.households.by_number(ONE))
    office.households.save(replace(file.household, phone="13911111111"), "入户核实")
    assert office.comparing.compare(before, OFFICE).changed == {"户联系电话": 1}
    after = an_export(
        tmp_path / "新.xlsx", [*household(ONE, 1, 联系电话=""), *household(THREE, 1)], day="2018-06-08"
    )
    found = office.comparing.compare(OFFICE, after)
    assert "户联系电话" not in found.changed, "a blank cell says nothing against what the office knows"
    assert found.sentence.startswith(
        "较本办数据净减1人，户数持平，其中新增1户1人（月亮村），减少1户1人（月亮村）；户内减少1人"
    )
    with pytest.raises(Refused, match="本办数据不能和自己比，请至少选一个导出文件"):
        office.comparing.compare(OFFICE, OFFICE)


def test_only_the_wanted_changes_are_brought_in_as_one_act(office: Office, tmp_path: Path) -> None:
    office.importing.apply(
        office.importing.read(an_export(tmp_path / "旧.xlsx", [*household(ONE, 1), *household(TWO, 1)]))
    )
    new = [
        *household(ONE, 1, 联系电话="13900000077", 健康状况="残疾"),
        *household(TWO, 1, 健康状况="残疾"),
        *household(THREE, 2),
    ]
    after = an_export(tmp_path / "新.xlsx", new, day="2018-06-08")
    found = office.comparing.compare(OFFICE, after)
    wanted = [
        *found.came,
        *(each for each in found.changes if each.household == ONE and each.label == "户联系电话"),
        *(each for each in found.changes if each.household == TWO),
    ]
    done = bring_in(office.importing, after, wanted)
    assert done.act is not None
    left = office.comparing.compare(OFFICE, after)
    assert [(each.household, each.label) for each in left.changes] == [(ONE, "健康状况")]
    assert (left.came, left.went) == ([], [])
    office.undo()
    assert len(office.comparing.compare(OFFICE, after).came) == 1
    with pytest.raises(Refused, match="还没有勾选要导入的变化"):
        bring_in(office.importing, after, [])


def test_the_workbook_has_the_sentence_the_villages_and_each_list_with_hidden_numbers(
    office: Office, tmp_path: Path
) -> None:
    old, new = (
        [*household(ONE, 2), *household(TWO, 1)],
        [*household(ONE, 1, 证件号码=id_of("19811231", 4)), *household(THREE, 2)],
    )
    found = compared(office, tmp_path, old, new)
    office.comparing.write(found, tmp_path / "对比.xlsx")
    lines = [row[0] for row in sheet(tmp_path / "对比.xlsx", "汇总")]
    assert found.sentence in "；".join(lines)
    assert sheet(tmp_path / "对比.xlsx", "新增户")[1] == ["月亮村", THREE, "王安", 2, 5]
    assert sheet(tmp_path / "对比.xlsx", "减少户")[1][:4] == ["月亮村", TWO, "王安", 1]
    kind, _, number, _, _, hidden, *_ = sheet(tmp_path / "对比.xlsx", "户内增减")[1]
    assert (kind, number, hidden) == ("户内减少", ONE, f"659099********{id_of('19700101', 24)[-4:]}")
    assert {row[0] for row in sheet(tmp_path / "对比.xlsx", "随户增减的人")[1:]} == {
        "新增户的成员",
        "减少户的成员",
    }
    change = sheet(tmp_path / "对比.xlsx", "变更")[1]
    assert change[4:7] == [
        "证件号码",
        f"659099********{id_of('19700101', 22)[-4:]}",
        f"659099********{id_of('19811231', 4)[-4:]}",
    ]
    office.comparing.write(found, tmp_path / "明.xlsx", plain=True)
    assert id_of("19811231", 4) in sheet(tmp_path / "明.xlsx", "变更")[1]
    assert office.outgoing.all()[0].list.masked is False


def test_a_file_that_cannot_be_written_says_so(office: Office, tmp_path: Path) -> None:
    found = compared(office, tmp_path, household(ONE, 1), household(TWO, 1))
    with pytest.raises(Trouble, match=r"“对比[.]xlsx”没有写成，请换一个位置"):
        office.comparing.write(found, tmp_path / "没有" / "对比.xlsx")


def test_our_own_whole_list_is_the_office_itself(demo_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "全部.xlsx"
    demo_office.exporting.export("people", path)  # with who has left and who only applied
    found = demo_office.comparing.compare(OFFICE, path)
    assert "没有变化" in found.sentence
    checked = demo_office.doctor.examine_file(path)
    assert (checked.result.households, checked.result.people) == (218, 845)
