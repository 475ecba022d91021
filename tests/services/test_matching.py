"""Any roster against the office's people: where its numbers stand, the four verdicts, the answer, letters, and 查一批."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.domain.codes import LeaveReason
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.services.matching import Matched, Verdict
from fupin_desktop.services.matching.lookup import State, as_text, sentence
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export, id_of

GOLDEN = Path(__file__).parents[1] / "golden"
STRANGER = id_of("19620707", 900)
HIT, MISSED, NAME, ODD = Verdict.HIT, Verdict.MISSED, Verdict.NAME, Verdict.SUSPICIOUS


@pytest.fixture
def peopled(office: Office, tmp_path: Path) -> Office:
    """水村: 王平安 and 阿依古丽·买买提; 月亮村: 张三 twice, in two households."""
    rows = [
        a_row("650000000001", 1, 姓名="王平安", 证件号码=id_of("19500101", 1), 行政村="水村", 自然村="一组"),
        a_row(
            "650000000001",
            2,
            姓名="阿依古丽·买买提",
            证件号码=id_of("19520202", 2),
            行政村="水村",
            自然村="一组",
        ),
        a_row(
            "650000000002", 1, 姓名="张三", 证件号码=id_of("19600303", 3), 自然村="东组", 脱贫属性="已脱贫"
        ),
        a_row("650000000003", 1, 姓名="张三", 证件号码=id_of("19700404", 4), 自然村="西组"),
        a_row("650000000003", 2, 姓名="张小三", 证件号码=id_of("20080505", 5), 自然村="西组"),
    ]
    office.importing.apply(office.importing.read(an_export(tmp_path / "底.xlsx", rows)))
    return office


WANG, AYI, ZHANG, OTHER, CHILD = (
    id_of(*each)
    for each in (("19500101", 1), ("19520202", 2), ("19600303", 3), ("19700404", 4), ("20080505", 5))
)


def roster(path: Path, rows: Sequence[Sequence[Any]], *above: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*above, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def matched(office: Office, folder: Path, *rows: Sequence[Any]) -> Matched:
    return office.matching.match(roster(folder / "名单.xlsx", rows, ("姓名", "身份证号", "车牌")))


def verdicts(found: Matched) -> list[Verdict]:
    return [each.verdict for each in found.found]


def test_heading_row_and_number_column_are_found_below_titles(peopled: Office, tmp_path: Path) -> None:
    path = roster(
        tmp_path / "车.xlsx",
        [(1, "新A1", "王平安", WANG, "2017-01-01"), (2, "新A2", "路人", STRANGER, "2017-01-02"), ("合计", 2)],
        ("星海县机动车登记",),
        ("填表说明：一车一行",),
        ("序号", "车牌号", "车主姓名", "车主证件号", "登记日期"),
    )
    found = peopled.matching.match(path).as_json()
    assert (found["header_row"], found["id_column"], found["rows"]) == (3, "D", 2)
    assert (found["hits"], found["missed"], found["name_differs"], found["suspicious"]) == (1, 1, 0, 0)


def test_every_row_is_one_of_four(peopled: Office, tmp_path: Path) -> None:
    hidden = f"{ZHANG[:6]}********{ZHANG[-4:]}"
    slip = f"{WANG[:16]}{(int(WANG[16]) + 1) % 10}{WANG[17]}"
    swapped = id_of("19600330", 3)
    found = matched(
        peopled, tmp_path,
        ("王平安", WANG), ("阿依古丽买买提", AYI), ("李四", WANG), ("路人", STRANGER), ("张三", hidden), ("王平安", slip),
        ("张三", swapped), ("张三", ""), ("路人", ""), ("王平安", float(WANG[:17] + "0")), ("路人", "护照E123"), ("", ""),
    )  # fmt: skip
    assert verdicts(found) == [HIT, HIT, NAME, MISSED, ODD, ODD, ODD, ODD, MISSED, ODD, ODD]
    why = [each.why for each in found.found]
    assert why[2] == "名单上是李四，本办是王平安"
    assert why[4] == "号码被遮盖，姓名和露出的数字与本办相符，请核对全号"
    assert why[5] == "证件号码第18位应核对：与前17位不符，本办有同名的人，请核对"
    assert why[6] == f"本办没有这个号码，但有号码相近的同名人：张三{ZHANG[:6]}********{ZHANG[-4:]}"
    assert why[7] == "没有证件号码，本办有2个同名的人，请核对"
    assert why[9] == "号码已被Excel变成科学计数，无法恢复原数，请从原表重新导出，姓名和前几位与本办相符"
    assert sum(found.counts.values()) == len(found.found)


@pytest.mark.parametrize(
    "written",
    [
        f"G{WANG}", f"{WANG}43", f"'{WANG}", f"{WANG[:6]} {WANG[6:14]} {WANG[14:]}", f"\t{WANG}\t", f"{WANG}　",
        "".join(chr(ord(sign) + 0xFEE0) for sign in WANG), f"身份证{WANG}", f"{WANG[:6]}{WANG[8:17]}",
    ],
    ids=["school", "disability", "quote", "groups", "tabs", "wide blank", "full width", "words", "fifteen digits"],
)  # fmt: skip
def test_numbers_as_other_offices_write_them(peopled: Office, tmp_path: Path, written: str) -> None:
    found = matched(peopled, tmp_path, ("王平安", written), ("路人", STRANGER))
    assert verdicts(found) == [HIT, MISSED]


def test_a_list_without_a_heading_is_read_from_its_first_row(peopled: Office, tmp_path: Path) -> None:
    path = roster(tmp_path / "光.xlsx", [("王平安", WANG, "水村"), ("路人", STRANGER, "水村")])
    found = peopled.matching.match(path)
    assert (found.as_json()["header_row"], found.as_json()["id_column"]) == (None, "B")
    assert verdicts(found) == [HIT, MISSED]
    peopled.matching.write(found, path, tmp_path / "答.xlsx")
    first = CalamineWorkbook.from_path(str(tmp_path / "答.xlsx")).get_sheet_by_index(0).to_python()[0]
    assert first[:5] == ["王平安", WANG, "水村", "命中", "650000000001"]


def test_the_column_of_the_person_goes_before_that_of_the_parent(peopled: Office, tmp_path: Path) -> None:
    path = roster(
        tmp_path / "学生.xlsx",
        [("张小三", CHILD, "张三", OTHER)],
        ("学生姓名", "学生身份证号", "监护人姓名", "监护人身份证号"),
    )
    found = peopled.matching.match(path)
    assert found.roster.id_letter == "B"
    assert verdicts(found) == [HIT]


@pytest.mark.parametrize("heading", ["车主", "机动车所有人", "不动产权利人", "法定代表人", "参保人"])
def test_the_owner_of_a_car_or_a_house_is_held_against_the_name(
    peopled: Office, tmp_path: Path, heading: str
) -> None:
    rows = [("新A1", "王平安", WANG), ("新A2", "张冠李", ZHANG)]
    found = peopled.matching.match(roster(tmp_path / "车.xlsx", rows, ("号牌", heading, "身份证明号码")))
    assert verdicts(found) == [HIT, NAME]


def test_a_list_of_names_alone_hits_nobody(peopled: Office, tmp_path: Path) -> None:
    path = roster(
        tmp_path / "名.xlsx", [("王平安", "水村"), ("张三", "月亮村"), ("路人", "水村")], ("姓名", "村名")
    )
    found = peopled.matching.match(path)
    assert found.roster.id_letter is None
    assert verdicts(found) == [ODD, ODD, MISSED]
    assert "只能按姓名比对：同名的列入“号码可疑”，不算命中" in "".join(found.roster.remarks)


@pytest.mark.parametrize("ending", ["csv", "xls"])
def test_other_formats_are_answered_as_workbooks(peopled: Office, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"名单.{ending}"
    rows = [["姓名", "身份证号"], ["王平安", WANG], ["路人", STRANGER]]
    if ending == "csv":
        path.write_bytes("\n".join(",".join(row) for row in rows).encode("gb18030"))
    else:
        import xlwt

        book = xlwt.Workbook()
        sheet = book.add_sheet("医保")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        book.save(str(path))
    found = peopled.matching.match(path)
    assert verdicts(found) == [HIT, MISSED]
    peopled.matching.write(found, path, tmp_path / "答.xlsx")
    first = CalamineWorkbook.from_path(str(tmp_path / "答.xlsx")).get_sheet_by_index(0).to_python()
    assert first[0][2:4] == ["比对结果", "户编号"]
    assert first[1] == ["王平安", WANG, "命中", "650000000001", "水村", "王平安", "户主", "未脱贫"] + [""] * 4


def test_the_answer_is_their_file_with_the_hits_marked_and_four_lists(
    peopled: Office, tmp_path: Path
) -> None:
    path = roster(
        tmp_path / "车.xlsx", [("王平安", WANG), ("路人", STRANGER), ("李四", ZHANG), ("张三", "")],
        ("星海县机动车登记",), ("姓名", "身份证号"),
    )  # fmt: skip
    theirs = openpyxl.load_workbook(path)
    theirs.active.column_dimensions["A"].width = 33  # type: ignore[union-attr]
    theirs.active["A1"].font = openpyxl.styles.Font(size=20)  # type: ignore[union-attr,index]
    theirs.save(path)
    found = peopled.matching.match(path)
    peopled.matching.write(found, path, tmp_path / "答.xlsx")
    book = openpyxl.load_workbook(tmp_path / "答.xlsx")
    assert book.sheetnames == ["Sheet", "命中", "未命中", "姓名不符", "号码可疑"]
    sheet = book["Sheet"]
    assert (sheet.column_dimensions["A"].width, sheet["A1"].font.size) == (33, 20)
    assert [sheet.cell(row, 3).value for row in range(2, 7)] == [
        "比对结果",
        "命中",
        "未命中",
        "姓名不符",
        "号码可疑",
    ]
    fills = [sheet.cell(row, 2).fill.fgColor.rgb[-6:] for row in (3, 5, 6)]
    assert fills == ["C6EFCE", "FFEB9C", "FFD8A8"]
    assert sheet["B4"].fill.fill_type is None, "who was not found stays as it was"
    assert sheet["D3"].value == "650000000001"
    assert sheet["D3"].number_format == "@"
    hits = list(book["命中"].values)
    assert hits[1][:6] == (
        3,
        "王平安",
        f"659099********{WANG[-4:]}",
        "王平安",
        f"659099********{WANG[-4:]}",
        "650000000001",
    )
    assert len(list(book["号码可疑"].values)) == 2
    kept = peopled.outgoing.all()[0].list
    assert (kept.what, kept.rows, kept.masked) == ("名单比对：车.xlsx", 4, True)


def test_the_roster_itself_is_never_written_over(peopled: Office, tmp_path: Path) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG))
    before = (tmp_path / "名单.xlsx").read_bytes()
    with pytest.raises(Trouble, match="就是原名单，不能写在它上面，请换一个文件名"):
        peopled.matching.write(found, tmp_path / "名单.xlsx", tmp_path / "名单.xlsx")
    assert (tmp_path / "名单.xlsx").read_bytes() == before


def test_who_is_on_a_list_of_the_dead_and_still_here_is_told_from_who_has_left(
    peopled: Office, tmp_path: Path
) -> None:
    file = peopled.households.open(peopled.households.by_number("650000000003"))
    peopled.households.person_left(file.members[0], date(2018, 4, 2), LeaveReason.DEATH)
    found = matched(peopled, tmp_path, ("张三", OTHER), ("王平安", WANG))
    assert found.still_here == 1
    assert found.found[0].people[0].left == "2018-04-02死亡"
    assert found.sentence.endswith("命中的人里有1人本办已登记减少")


def test_lists_that_cannot_be_matched_say_why(office: Office, peopled: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="里没有找到证件号码列，也没有姓名列，没法比对"):
        peopled.matching.match(roster(tmp_path / "无.xlsx", [("面积", 3), ("产量", 4)], ("项目", "数")))
    with pytest.raises(Trouble, match="没有名为“乙”的工作表"):
        peopled.matching.match(tmp_path / "底.xlsx", "乙")


def test_an_empty_office_asks_for_an_import_first(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="本办还没有一个人的数据，没法比对；请先在“导入”里导入国扶导出表"):
        matched(office, tmp_path, ("王平安", WANG))


# letters


def test_each_village_gets_a_letter_about_its_own_people(peopled: Office, tmp_path: Path) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG), ("李四", ZHANG), ("路人", STRANGER))
    files = peopled.matching.write_letters(
        found, tmp_path, on=date(2018, 5, 8), about="机动车登记", form="txt"
    )
    assert peopled.outgoing.all()[0].list.rows == 2, "who the letters name, not who was only on the roster"
    assert [each.name for each in files] == ["01水村.txt", "02月亮村.txt"]
    said = "────\n".join(each.read_text(encoding="utf-8") for each in files)
    assert WANG not in said
    golden = GOLDEN / "form_checking_letter.txt"
    assert said == golden.read_text(encoding="utf-8")


def test_letters_need_somebody_to_ask_about_and_a_day_to_come(peopled: Office, tmp_path: Path) -> None:
    nobody = matched(peopled, tmp_path, ("路人", STRANGER))
    with pytest.raises(Trouble, match="不用发核查函"):
        peopled.matching.write_letters(nobody, tmp_path, on=date(2018, 5, 8))
    found = matched(peopled, tmp_path, ("王平安", WANG))
    with pytest.raises(Trouble, match="回复期限2018-05-01早于发函日期2018-05-08，请改一个日期"):
        peopled.matching.write_letters(found, tmp_path, on=date(2018, 5, 8), due=date(2018, 5, 1))
    assert not (tmp_path / "核查函").exists()


# writing hits in


def allowance(office: Office, name: str) -> bool | None:
    with office.store.read() as unit:
        person = next(each for each in unit.people.all() if each.name == name)
        kept = unit.person_years.find(person_id=person.id, year=2018)
    return kept.allowance if kept else None


def test_hits_are_written_into_the_years_survey_as_one_act(peopled: Office, tmp_path: Path) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG), ("李四", ZHANG), ("张小三", CHILD))
    plan = peopled.matching.plan_set(found, "享受低保")
    assert plan.sentence == "2018年度的“是否享受低保”：2人要改，0人已经是这样"
    assert [(each.name, each.before, each.after) for each in plan.changed] == [
        ("王平安", "", "是"),
        ("张小三", "", "是"),
    ]
    assert allowance(peopled, "王平安") is None, "a preview changes nothing"
    act = peopled.matching.apply_set(plan)
    assert (allowance(peopled, "王平安"), allowance(peopled, "阿依古丽·买买提")) == (True, None)
    assert (
        "依据" in peopled.history.acts(last=1)[0].label
        or "比对：名单.xlsx" in peopled.history.acts(last=1)[0].label
    )
    waiting = [each for each in peopled.national.waiting() if each.label == "是否享受低保"]
    assert {each.evidence for each in waiting} == {"比对：名单.xlsx"}
    peopled.undo(act)
    assert allowance(peopled, "王平安") is None


def test_the_rest_is_set_only_when_asked(peopled: Office, tmp_path: Path) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG))
    peopled.matching.apply_set(peopled.matching.plan_set(found, "allowance", rest=True))
    assert (allowance(peopled, "王平安"), allowance(peopled, "张小三")) == (True, False)


def test_who_has_left_and_closed_years_are_not_written(peopled: Office, tmp_path: Path) -> None:
    file = peopled.households.open(peopled.households.by_number("650000000003"))
    peopled.households.person_left(file.members[0], date(2018, 4, 2), LeaveReason.DEATH)
    year = peopled.households.open(peopled.households.by_number("650000000001")).year(2018)
    assert year is not None
    peopled.households.save_year(replace(year, closed=True))
    plan = peopled.matching.plan_set(matched(peopled, tmp_path, ("张三", OTHER), ("王平安", WANG)), "yulu")
    assert [each.problem for each in plan.lines] == [
        "本办已于2018-04-02登记减少，请核对名单",
        "2018年度已封存，不能修改",
    ]
    assert peopled.matching.apply_set(plan) is None


def test_a_preview_that_is_no_longer_true_is_not_carried_out(peopled: Office, tmp_path: Path) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG), ("张小三", CHILD))
    plan = peopled.matching.plan_set(found, "allowance")
    peopled.matching.apply_set(
        peopled.matching.plan_set(matched(peopled, tmp_path, ("张小三", CHILD)), "allowance=否")
    )
    with pytest.raises(Stale, match="预览之后，张小三的“是否享受低保”又有改动，请重新比对再写入"):
        peopled.matching.apply_set(plan)
    assert allowance(peopled, "王平安") is None, "nothing is half done"


def test_a_household_field_is_set_once_for_the_household(peopled: Office, tmp_path: Path) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG), ("阿依古丽·买买提", AYI))
    plan = peopled.matching.plan_set(found, "危房户")
    assert [(each.household, each.before, each.after) for each in plan.changed] == [
        ("650000000001", "否", "是")
    ]
    peopled.matching.apply_set(plan)
    year = peopled.households.open(peopled.households.by_number("650000000001")).year(2018)
    assert year is not None
    assert year.unsafe is True


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("血型", "没有可以这样填的字段“血型”，成员的有：文化程度、"),
        ("文化程度", "“文化程度”要写明填成什么，如 文化程度=…，可选"),
        ("文化程度=很高", "“很高”不在可选内容"),
        ("是否享受低保=也许", "是否享受低保“也许”"),
    ],
)
def test_fields_and_values_there_are_not(peopled: Office, tmp_path: Path, said: str, words: str) -> None:
    found = matched(peopled, tmp_path, ("王平安", WANG))
    with pytest.raises(Refused) as refused:
        peopled.matching.plan_set(found, said)
    assert words in str(refused.value)


# 查一批


def test_people_pasted_from_a_chat_come_back_in_their_order(peopled: Office) -> None:
    text = f"""请帮忙查一下这几个人是不是贫困户，谢谢：
1、张小三 {CHILD}
2. 王平安
③张三（身份证后四位{OTHER[-4:]}）
张三
4）李四 {WANG}
{AYI[:6]} {AYI[6:14]} {AYI[14:]}
{ZHANG[:6]}********{ZHANG[-4:]} 张三
没有的人
尾号{CHILD[-4:]}，王平安、张小三"""
    found = peopled.matching.look_up(text)
    told = [
        (each.order, each.asked.name, str(each.state), each.person.name if each.person else "")
        for each in found
    ]
    assert told == [
        (1, "张小三", "找到", "张小三"),
        (2, "王平安", "找到", "王平安"),
        (3, "张三", "找到", "张三"),
        (4, "张三", "同名", "张三"),
        (4, "张三", "同名", "张三"),
        (5, "李四", "姓名不符", "王平安"),
        (6, "", "找到", "阿依古丽·买买提"),
        (7, "张三", "找到", "张三"),
        (8, "没有的人", "查无", ""),
        (9, "王平安", "找到", "王平安"),
        (10, "张小三", "找到", "张小三"),
    ]
    assert sentence(found) == "共查10人：找到7人，同名1人，姓名不符1人，查无1人"


def test_each_answer_says_village_category_and_year_and_hides_the_number(peopled: Office) -> None:
    line = as_text(peopled.matching.look_up(f"张三 {ZHANG}")).splitlines()[1].split("\t")
    assert line[:10] == ["1", "张三", "找到", "张三", "月亮村", "东组", "张三", "一般贫困户", "已脱贫", ""]
    assert line[11:14] == ["户主", "650000000002", f"659099********{ZHANG[-4:]}"]
    assert ZHANG in as_text(peopled.matching.look_up(f"张三 {ZHANG}"), plain=True)


def test_a_wrong_number_of_a_known_name_asks_for_a_look(peopled: Office) -> None:
    slip = f"{WANG[:16]}{(int(WANG[16]) + 1) % 10}{WANG[17]}"
    [answer] = peopled.matching.look_up(f"王平安 {slip}")
    assert (answer.state, answer.why) == (State.DOUBTFUL, "证件号码第18位应核对：与前17位不符")
    [other] = peopled.matching.look_up(f"王平安 {STRANGER}")
    assert (other.state, other.why) == (State.DOUBTFUL, "有同名的人，但号码不同")


def test_no_line_with_figures_is_passed_over_and_each_answer_says_whom_it_is_for(peopled: Office) -> None:
    found = peopled.matching.look_up(f"王平安\n170443\n收到，谢谢\n{STRANGER}\n尾号{CHILD[-4:]}")
    told = [(each.cells()[1], str(each.state), each.why) for each in found]
    assert told == [
        ("王平安", "找到", ""),
        ("170443", "查无", "看不出是谁，请写姓名、18位证件号码或号码后四位"),
        (f"{STRANGER[:6]}********{STRANGER[-4:]}", "查无", ""),
        ("张小三", "找到", f"证件号码尾号{CHILD[-4:]}"),
    ]
    assert found[2].cells(plain=True)[1] == STRANGER


def test_a_text_that_asks_for_nobody_is_refused(peopled: Office) -> None:
    with pytest.raises(Refused, match="没有看到姓名或证件号码，请每行写一个人"):
        peopled.matching.look_up("\n \n123\n")


def test_five_thousand_lines_are_answered_each(peopled: Office, tmp_path: Path) -> None:
    found = peopled.matching.look_up("\n".join(["王平安", f"路人 {STRANGER}"] * 2500))
    assert len(found) == 5000
    assert {each.state for each in found} == {State.FOUND, State.NOBODY}
    peopled.matching.write_answers(found[:4], tmp_path / "查.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "查.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["序号", "查询", "结果", "姓名"]
    assert len(rows) == 6
