"""The data doctor over a whole office: what is found, waived, mended, remembered, and handed out."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fupin_desktop.domain.codes import Sex
from fupin_desktop.domain.doctor.examine import Finding
from fupin_desktop.domain.doctor.rule import rules
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.reports.doctor import short_report, visit_sheet
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export, id_of
from tests.papers import is_golden
from tests.test_cli import Shell

ON = date(2018, 5, 8)


def spoil(office: Office, name: str = "张三", **values: Any) -> None:
    """Put something wrong into the office behind its back."""
    with office.store.write("弄错") as unit:
        person = unit.people.find(name=name)
        assert person is not None
        unit.people.save(dataclasses.replace(person, **values))


def found(office: Office, rule: str, on: date = ON) -> list[Finding]:
    return [each for each in office.doctor.examine(on=on).findings if each.rule == rule]


def wrong_sex(office: Office) -> Finding:
    """张三 has the number of a woman and says he is a man."""
    spoil(office, id_number=id_of("19700101", 2), sex=Sex.MALE)
    [finding] = found(office, "A008")
    return finding


def test_findings_say_village_household_person_and_what_is_wrong(township: Office) -> None:
    finding = wrong_sex(township)
    assert (finding.village, finding.name) == ("水村", "张三")
    assert finding.text.startswith("张三：性别填男")
    assert id_of("19700101", 2) not in finding.text


def test_one_village_alone_is_examined(township: Office) -> None:
    whole, water = township.doctor.examine(on=ON), township.doctor.examine(on=ON, village="水村")
    assert {each.village for each in water.findings} == {"水村"}
    assert 0 < water.result.households < whole.result.households
    with pytest.raises(Refused, match="没有名为“火星村”的行政村，本办的村有：水村、月亮村"):
        township.doctor.examine(on=ON, village="火星村")


def test_a_household_alone_has_the_same_findings_as_in_the_whole(township: Office) -> None:
    finding = wrong_sex(township)
    whole = [
        each for each in township.doctor.examine(on=ON).findings if each.household_id == finding.household_id
    ]
    assert finding.household_id is not None
    assert township.doctor.of_household(finding.household_id, ON).findings == whole


def test_every_rule_is_counted_and_those_that_wait_say_for_what(township: Office) -> None:
    answer = township.doctor.examine(on=ON).as_json()
    waiting = {key for key, rule in rules().items() if rule.waits}
    off = {key for key, rule in rules().items() if not rule.on}
    assert set(answer["by_rule"]) == set(rules())
    assert {key for key in off | waiting if answer["by_rule"][key]["applicable"]} == set()
    assert set(answer["waiting"]) == waiting
    assert all(answer["waiting"].values())
    assert sum(each["found"] for each in answer["by_rule"].values()) == len(answer["findings"])
    assert all(each["found"] <= each["applicable"] for each in answer["by_rule"].values())


def test_a_waiver_keeps_a_finding_off_the_list_until_its_day(township: Office) -> None:
    finding = wrong_sex(township)
    township.doctor.waive([finding], "户口簿如此", "李经办", date(2018, 11, 8), ON)
    checked = township.doctor.examine(on=ON)
    assert "A008" not in {each.rule for each in checked.findings}
    assert [each.reason for _, each in checked.waived] == ["户口簿如此"]
    assert checked.sentence.endswith("另有1处已核实属实")
    assert len(found(township, "A008", date(2018, 11, 8))) == 0
    assert len(found(township, "A008", date(2018, 11, 9))) == 1
    assert township.undo().startswith("核实属实：张三：性别填男")
    assert len(found(township, "A008")) == 1


def test_a_waiver_can_be_taken_back(township: Office) -> None:
    finding = wrong_sex(township)
    [waiver] = township.doctor.waive([finding], "户口簿如此", "李经办", date(2018, 11, 8), ON)
    township.doctor.end_waivers([waiver], date(2018, 6, 1))
    assert len(found(township, "A008", date(2018, 5, 31))) == 0
    assert len(found(township, "A008", date(2018, 6, 1))) == 1


@pytest.mark.parametrize(
    ("reason", "person", "until", "said"),
    [
        ("", "李经办", date(2018, 11, 8), "核实情况不能为空，请写明怎样核实、为什么属实"),
        ("属实", " ", date(2018, 11, 8), "核实人不能为空，请填写核实人姓名"),
        ("属实", "李经办", ON, "有效期至2018-05-08应晚于今天，请改正"),
        ("属实", "李经办", date(2020, 5, 8), "有效期至2020-05-08太长，最长一年，到期后需要再核实一次"),
        ("属实" * 200, "李经办", date(2018, 11, 8), "核实情况不能超过200个字"),
    ],
)  # fmt: skip
def test_a_waiver_needs_a_reason_a_person_and_an_end(
    township: Office, reason: str, person: str, until: date, said: str
) -> None:
    finding = wrong_sex(township)
    with pytest.raises(Refused) as refused:
        township.doctor.waive([finding], reason, person, until, ON)
    assert str(refused.value) == said
    assert township.doctor.waivers() == []
    with pytest.raises(Refused, match="没有选择问题"):
        township.doctor.waive([], "属实", "李经办", date(2018, 11, 8), ON)


def test_a_certain_mend_is_shown_first_and_done_as_one_act(township: Office) -> None:
    wrong_sex(township)
    spoil(township, "王五", id_number=id_of("19680101", 3).replace("X", "x").lower(), sex=None)
    fixes = {fix.finding.name: fix for fix in township.doctor.mends(township.doctor.examine(on=ON))}
    assert (fixes["张三"].label, fixes["张三"].old, fixes["张三"].new) == ("性别", "男", "女")
    assert township.doctor.mend(list(fixes.values())) == len(fixes)
    assert found(township, "A008") == []
    assert township.undo() == f"体检改正：{len(fixes)}处"
    assert len(found(township, "A008")) == 1
    with pytest.raises(Refused, match="没有选择要改正的内容"):
        township.doctor.mend([])


def test_a_mend_is_refused_when_somebody_changed_the_record_meanwhile(township: Office) -> None:
    wrong_sex(township)
    fixes = [
        fix for fix in township.doctor.mends(township.doctor.examine(on=ON)) if fix.finding.rule == "A008"
    ]
    spoil(township, nation="回族")
    with pytest.raises(Stale, match="张三的性别在体检之后又有改动，请重新体检再改正；什么都没有改变"):
        township.doctor.mend(fixes)


def test_what_went_away_since_an_earlier_examination_is_noticed_by_itself(township: Office) -> None:
    wrong_sex(township)
    township.doctor.remember(township.doctor.examine(on=ON))
    township.doctor.remember(township.doctor.examine(on=ON))
    later = date(2018, 5, 16)
    before = len(township.doctor.examine(on=later).findings)
    spoil(township, sex=Sex.FEMALE)
    spoil(township, "王五", phone="123")
    checked = township.doctor.examine(on=later)
    trend = township.doctor.trend(checked, 7)
    assert trend.since == ON
    assert [rule for rule, _, _ in trend.mended if rule == "A008"] == ["A008"]
    assert trend.now == len(checked.findings)
    assert f"已整改{len(trend.mended)}处" in trend.sentence
    assert trend.sentence.startswith("较5月8日")
    assert township.doctor.trend(checked, 30).sentence == ""
    assert before > 0
    with township.store.read() as unit:
        assert unit.check_runs.count() == 1


def test_remembering_an_examination_is_no_work_to_take_back(township: Office) -> None:
    wrong_sex(township)
    township.doctor.remember(township.doctor.examine(on=ON))
    assert township.undo() == "弄错"


def test_the_demos_unsafe_houses_of_lifted_households_are_findings(demo_office: Office) -> None:
    checked = demo_office.doctor.examine()
    assert Counter(each.rule for each in checked.findings)["E067"] == 37


def test_a_file_that_was_not_imported_is_examined_alone(office: Office, tmp_path: Path) -> None:
    rows = [a_row(person=1), a_row(person=2, 与户主关系="配偶", 证件号码=id_of("19700101", 2)[:-1] + "0")]
    path = an_export(tmp_path / "名单_20180508.xlsx", rows)
    checked = office.doctor.examine_file(path)
    answer = checked.as_json()
    [finding] = [each for each in answer["findings"] if each["rule"] == "A003"]
    assert (finding["household"], finding["person"], finding["row"]) == ("650000000001", "王喜", 5)
    assert "| 王安 |" in visit_sheet(office.doctor.report(checked), "月亮村").as_text()
    assert office.figures.last_day() is None
    assert answer["by_rule"]["H107"]["applicable"] == 0
    with pytest.raises(Trouble, match=r"找不到文件“没有\.xlsx”"):
        office.doctor.examine_file(tmp_path / "没有.xlsx")
    empty = an_export(tmp_path / "空表_20180508.xlsx", [])
    with pytest.raises(Trouble, match=r"空表_20180508\.xlsx”里只有表头，没有一行数据"):
        office.doctor.examine_file(empty)


def test_the_papers_are_handed_out_with_numbers_hidden(township: Office, tmp_path: Path) -> None:
    wrong_sex(township)
    checked = township.doctor.examine(on=ON)
    files = township.doctor.hand_out(checked, tmp_path / "体检")
    names = {path.relative_to(tmp_path / "体检").as_posix() for path in files}
    assert "【汇总统计】疑点类型×村-5月8日.xlsx" in names
    assert {"入户核实表/01水村.pdf", "入户核实表/02月亮村.pdf", "核查报告-5月8日.docx"} <= names
    by_rule = next(path for path in files if "A008" in path.name)
    sheet = load_workbook(by_rule).worksheets[0]
    texts = [[cell for cell in row] for row in sheet.values]
    assert texts[1][:7] == ["乡镇名", "村名", "村民小组", "户编号", "户主", "姓名", "证件号码"]
    assert texts[2][6] == f"{id_of('19700101', 2)[:6]}********{id_of('19700101', 2)[-4:]}"
    plain = township.doctor.hand_out(checked, tmp_path / "全号", plain=True)
    whole = load_workbook(next(path for path in plain if "A008" in path.name)).worksheets[0]
    assert id_of("19700101", 2) in [cell for row in whole.values for cell in row]
    summary = load_workbook(next(path for path in files if "汇总" in path.name))
    total = next(row for row in summary["疑点类型×村"].values if row[1] == "合计")
    assert total[-1] == len(checked.findings)


def test_the_words_of_the_papers(township: Office) -> None:
    wrong_sex(township)
    report = township.doctor.report(township.doctor.examine(on=ON))
    assert is_golden("doctor_report", short_report(report))
    assert is_golden("doctor_visit", visit_sheet(report, "水村"))


def test_check_on_the_command_line(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong_sex(township)
    township.close()
    shell = Shell(township.folder, capsys)
    answer = shell.json("check", "--on", "2018-05-08", "--out", tmp_path / "out")
    assert {"findings", "by_rule", "waived", "files"} <= set(answer)
    assert set(answer["findings"][0]) >= {"rule", "severity", "household", "person", "text"}
    assert json.dumps(answer, ensure_ascii=False).count(id_of("19700101", 2)) == 0
    said, _ = shell("check", "--on", "2018-05-08")
    assert said.startswith("体检")
    _, wrong = shell("check", "--village", "火星村", fails=1)
    assert wrong == "没有名为“火星村”的行政村，本办的村有：水村、月亮村\n"
    path = an_export(tmp_path / "名单_20180508.xlsx", [a_row()])
    assert shell.json("check", path)["households"] == 1
