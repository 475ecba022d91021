"""Half-year reports of the teams, the year's summary and plan, and the circular of supervision."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.domain.assessment import TWO_AND_THREE, Result, Verdict
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import Health, Status
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Count
from fupin_desktop.domain.household import Standing
from fupin_desktop.domain.id_number import looks_private
from fupin_desktop.domain.inspection import Inspection
from fupin_desktop.domain.paper import How
from fupin_desktop.domain.period import Month
from fupin_desktop.reports.document import Document, Paragraph, Signature, Table
from fupin_desktop.reports.supervision import build
from fupin_desktop.services.office import Office
from fupin_desktop.services.sender import sender
from tests.papers import faults, is_golden, text_of
from tests.services.test_traces import printed, unlike

END = date(2018, 5, 31)
KINDS = {"halfyear": "2018H1", "annual": "2018", "supervision": "2018-05", "yearplan": "2018"}
ANNEX = {"halfyear": 4, "supervision": 3}


def made(office: Office, kind: str, villages: Sequence[str] = (), on: date = END, **options: str) -> Document:
    return office.reporting.make(kind, KINDS[kind], on=on, villages=villages, options=options)[0]


def tables(document: Document) -> list[Table]:
    return [each for each in document.blocks if isinstance(each, Table)]


def refused(office: Office, kind: str, period: str, villages: Sequence[str] = (), **options: str) -> str:
    with pytest.raises((Refused, Trouble)) as wrong:
        office.reporting.make(kind, period, on=END, villages=villages, options=options)
    return str(wrong.value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_reads_as_it_is_kept(township: Office, kind: str) -> None:
    assert is_golden(f"{kind}_{KINDS[kind]}", made(township, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_keeps_the_standard_and_gives_its_words_back(
    township: Office, kind: str, tmp_path: Path
) -> None:
    out = tmp_path / f"{kind}.pdf"
    township.reporting.write(kind, KINDS[kind], out, on=END, villages=["水村"] if kind == "halfyear" else ())
    assert faults(out, annex_from=ANNEX.get(kind)) == []
    text = re.sub(r"\s", "", text_of(out))
    assert "2018年5月31日" in text
    assert "水村" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_is_written_in_every_format(township: Office, kind: str, tmp_path: Path) -> None:
    for form in ("docx", "xlsx", "txt"):
        done = township.reporting.write(kind, KINDS[kind], tmp_path, form=form, on=END)
        assert done.files
        assert all(each.stat().st_size > 1000 for each in done.files)


@pytest.mark.parametrize("kind", ["halfyear", "annual", "yearplan"])
def test_every_number_has_a_list_behind_it_that_comes_to_the_same(township: Office, kind: str) -> None:
    assert unlike(township, kind, KINDS[kind], END) == []


def test_each_team_gets_its_own_report_recorded_by_village(
    township: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--office", str(township.folder), "report", "halfyear", "2018H1", "--on", "2018-05-31", "--json"]
    assert run([*words, "--out", str(tmp_path)]) == 0
    files = [Path(each).name for each in json.loads(capsys.readouterr().out)["files"]]
    assert files == ["01水村2018年上半年工作队半年报告.pdf", "02月亮村2018年上半年工作队半年报告.pdf"]
    kept = [(each.village, each.period) for each in township.printed.all() if each.kind == "report:halfyear"]
    assert sorted(kept) == [("月亮村", "2018H1"), ("水村", "2018H1")]


def test_what_only_the_team_knows_is_said_as_options_or_left_to_be_filled_in(township: Office) -> None:
    text = made(township, "halfyear").as_text()
    for what in ("派出单位", "片长单位", "驻村天数", "走访户次"):
        assert f"〔待补充：{what}〕" in text
    said = made(
        township, "halfyear", leader="县水利局", sent_by="县教育局", days="112", visits="36", seal="0"
    )
    assert "县水利局，县教育局：" in said.as_text()
    assert "工作队驻村112天，走访农户36户次" in said.as_text()
    (signature,) = (each for each in said.blocks if isinstance(each, Signature))
    assert not signature.seal


def test_the_annexed_funds_add_up(township: Office) -> None:
    (funds,) = tables(made(township, "halfyear"))
    amounts = [float(str(row[2])) for row in funds.rows if row[2]]
    assert sum(amounts[:-1]) == amounts[-1] == 29500


def test_totals_of_the_plan_are_the_sums_of_its_villages(township: Office) -> None:
    targets, _, houses, *_ = tables(made(township, "yearplan"))
    for table in (targets, houses):
        *villages, total = [[int(str(cell)) for cell in row[1:]] for row in table.rows]
        assert [sum(column) for column in zip(*villages, strict=True)] == total


def test_the_plan_names_who_answers_for_each_village(township: Office) -> None:
    assert "〔待补充：包村单位和帮扶责任人〕" in made(township, "yearplan").as_text()
    with township.store.write("结对") as unit:
        homes = {each.village: each.id or 0 for each in unit.households.all()}
        for village, post in (("水村", Post.A), ("月亮村", Post.B)):
            cadre = unit.cadres.save(Cadre(name=f"{village}干部", unit="县教育局"))
            unit.pairings.save(
                Pairing(
                    household_id=homes[village], cadre_id=cadre.id or 0, post=post, since=date(2018, 1, 1)
                )
            )
    with township.store.write("在册") as unit:
        for home in homes.values():
            unit.standings.save(Standing(household_id=home, since=date(2014, 1, 2), status=Status.POOR))
    *_, duty = tables(made(township, "yearplan"))
    assert duty.rows == (
        ("水村", "县教育局", "1", "1", "0"),
        ("月亮村", "县教育局", "1", "0", "1"),
        ("合计", "1个", "2", "1", "1"),
    )


def test_a_plan_without_targets_says_where_they_are_set(township: Office) -> None:
    with township.store.write("去掉计划脱贫年度") as unit:
        for plan in unit.plans.all():
            unit.plans.save(replace(plan, target_year=None))
    text = made(township, "yearplan").as_text()
    assert "〔待补充：2018年计划脱贫的户数和人数，在一户一策里填写计划脱贫年度后自动汇总〕" in text
    assert "表1" not in text


def test_after_2020_reports_speak_of_monitoring_instead_of_poverty(township: Office) -> None:
    for kind, period in (("yearplan", "2021"), ("annual", "2021"), ("halfyear", "2021H1")):
        (document, *_) = township.reporting.make(kind, period, on=date(2021, 3, 1))
        text = document.as_text()
        assert "未脱贫户" not in text.split("存在问题")[0].split("对照标准")[0]
        assert "贫困发生率" not in text
        assert "监测" in text


def test_incomes_of_two_years_are_set_against_each_other(township: Office) -> None:
    assert "2018年人均纯收入4092元，与2017年相同" in made(township, "annual").as_text()
    with township.store.write("收入") as unit:
        (first,) = unit.households.all(number="65900004")
        for each in unit.household_years.all(household_id=first.id, year=2018):
            unit.household_years.save(replace(each, income_recorded=Decimal("7250.00")))
    text = made(township, "annual").as_text()
    assert "由2017年的4092元提高到2018年的4192元，其中收入增加的1户、减少的0户" in text


def test_what_is_assured_is_only_said_when_everything_is(township: Office) -> None:
    said = "在册户“两不愁三保障”各项均已达标"
    assert said not in made(township, "annual").as_text()
    with township.store.write("认定") as unit:
        for each in unit.households.all():
            for item in TWO_AND_THREE:
                unit.verdicts.save(
                    Verdict(
                        household_id=each.id or 0,
                        year=2018,
                        item=item,
                        result=Result.MET,
                        evidence="入户核实",
                    )
                )
    assert said in made(township, "annual").as_text()


def test_the_circular_counts_what_its_annex_lists(township: Office) -> None:
    circular = made(township, "supervision")
    (annex,) = tables(circular)
    text = circular.as_text()
    assert f"共发现问题{len(annex.rows)}条" in text
    for village in ("水村", "月亮村"):
        mine = [row for row in annex.rows if row[1] == village]
        (found,) = (
            each.text
            for each in circular.blocks
            if isinstance(each, Paragraph) and each.name == f"village:{village}"
        )
        assert f"发现问题{len(mine)}条，涉及{len({row[2] for row in mine})}户：" in found
        assert sum(map(int, re.findall(r"(\d+)[户项](?=；|。)", found.split("：")[1]))) == len(mine)
    keys = {each.key for each in annex.traces}
    assert len(keys) == len({row[2] for row in annex.rows})


def test_the_circular_counts_the_households_of_the_register(township: Office) -> None:
    circular = made(township, "supervision")
    running = replace(circular, blocks=[each for each in circular.blocks if not isinstance(each, Table)])
    figures = list(printed(running))
    assert [text for text, _ in figures] == ["9", "25", "5", "15", "4", "10"]
    lists = township.reporting.behind_each("supervision", "2018-05", (key for _, key in figures), on=END)
    assert [str(lists[key].count) for _, key in figures] == [text for text, _ in figures]
    (part,) = township.reporting.make("supervision", "2018-05", on=END, villages=["月亮村"])
    assert "逐户核对了在册4户10人的" in part.as_text()


def test_a_circular_is_also_of_a_week_and_of_chosen_villages(township: Office) -> None:
    (week,) = township.reporting.make("supervision", "2018W19", on=date(2018, 5, 13), villages=["月亮村"])
    assert "2018年5月7日至13日" in week.as_text()
    assert {row[1] for row in tables(week)[0].rows} == {"月亮村"}
    assert tables(week)[0].rows[0][5] == "5月20日"  # until the end of the week to come
    assert refused(township, "supervision", "2018年春") == (
        "“2018年春”不是周或月份，周督查请写成2018W19，月通报请写成2018-05"
    )


def test_a_circular_never_tells_numbers_or_health(township: Office) -> None:
    with township.store.write("健康状况") as unit:
        person = unit.people.all(name="王五")[0]
        unit.people.save(replace(person, id_number="659099197002030010"))
        for each in unit.person_years.all(person_id=person.id):
            unit.person_years.save(replace(each, health=(Health.HEALTHY,)))
        unit.people.save(replace(unit.people.get(person.id or 0), disability_card="65909919700203001143"))
    text = made(township, "supervision").as_text()
    assert looks_private(text, []) == []
    assert "残疾" not in text
    assert "成员登记事项有矛盾" in text


def test_a_number_in_free_text_stops_the_circular(township: Office) -> None:
    with township.store.write("帮扶内容") as unit:
        (late,) = unit.measures.all(content="鸡苗")
        unit.measures.save(replace(late, content="鸡苗，户主证件659099197002030010"))
    said = refused(township, "supervision", "2018-05")
    assert said.startswith("督查通报有像证件号码的数字")
    assert said.endswith("没有生成，请改正后再试")
    assert "659099197002030010" not in said


def test_nothing_found_leaves_no_annex(township: Office) -> None:
    month = Month(2018, 5)
    clean = build(
        Inspection(
            sender=sender(township.settings.facts(), END, ""),
            period=month,
            on=END,
            as_of=END,
            until=month.after.last,
            looked={"水村": Count(5, 15)},
            issues=(),
        )
    )
    assert tables(clean) == []
    assert "没有发现需要整改的问题。" in clean.as_text()
    assert "附件" not in clean.as_text()


def test_deadlines_that_cannot_be_are_refused(township: Office) -> None:
    assert refused(township, "supervision", "2018-05", until="2018-05-20") == (
        "整改时限2018年5月20日早于成文日期2018年5月31日，请改成之后的日期"
    )
    assert refused(township, "supervision", "2018-05", until="月底").startswith("整改时限“月底”")
    moved = made(township, "supervision", until="2018-06-15")
    assert "于2018年6月15日前完成" in moved.as_text()
    assert {row[5] for row in tables(moved)[0].rows} == {"6月15日"}
    assert {row[5] for row in tables(made(township, "supervision", until="2019-01-15"))[0].rows} == {
        "2019年1月15日"
    }


def test_a_report_of_the_township_is_not_of_one_village(township: Office) -> None:
    assert refused(township, "annual", "2018", ["水村"]) == (
        "年度总结写的是全部行政村的情况，不能只选水村，请去掉村名"
    )
    assert (
        refused(township, "halfyear", "2018H1", ["火村"])
        == "没有名为“火村”的行政村，请检查村名（有：水村、月亮村）"
    )
    assert refused(township, "annual", "2018", title="x") == "年度总结没有名为“title”的选项，这种文书没有选项"


def test_periods_without_data_are_refused(township: Office) -> None:
    assert refused(township, "annual", "2019") == "2019年还没有到，不能生成报表，请选择已经开始的期间"
    assert "没有数据" in refused(township, "yearplan", "2010")


def test_saving_a_report_records_it_once(township: Office, tmp_path: Path) -> None:
    township.reporting.write("annual", "2018", tmp_path / "总结.pdf", on=END, how=How.SAVED)
    township.reporting.write("annual", "2018", tmp_path / "看看.pdf", on=END)
    assert [each.heading for each in township.printed.all()] == ["2018年度总结"]
