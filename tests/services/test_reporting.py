"""Periodic reports and charts: every figure from the register, and what cannot be said is said to be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import Relation
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.figures import Count, Figures, VillageFigures
from fupin_desktop.domain.life import EventKind
from fupin_desktop.domain.paper import How
from fupin_desktop.reports import charts
from fupin_desktop.services.life import Asked
from fupin_desktop.services.office import Office
from fupin_desktop.services.reporting import counting
from tests.papers import faults, is_golden, text_of
from tests.township import DAY

END = date(2018, 5, 31)


def test_a_monthly_report_reads_as_it_is_kept(township: Office) -> None:
    assert is_golden("monthly_2018-05", township.reporting.monthly("2018-05", on=END))


def test_a_quarterly_summary_reads_as_it_is_kept(township: Office) -> None:
    assert is_golden("quarterly_2018Q2", township.reporting.quarterly("2018Q2", on=END))


@pytest.mark.parametrize(
    ("kind", "period"), [("monthly", "2018-05"), ("quarterly", "2018Q2"), ("monthly", "2014-01")]
)
def test_reports_keep_to_the_standard(township: Office, tmp_path: Path, kind: str, period: str) -> None:
    made = township.reporting.write(kind, period, tmp_path / "report.pdf", on=END)
    assert faults(made.file) == []
    assert made.pages >= 3
    assert made.figures["households"] == 9


def test_the_demos_reports_keep_to_the_standard(demo_office: Office, tmp_path: Path) -> None:
    made = demo_office.reporting.write("monthly", "2018-05", tmp_path / "report.pdf", on=END)
    assert faults(made.file) == []
    said = text_of(made.file)
    assert "218户845人" in said.replace("\r\n", "")
    assert made.figures["poor"] == [31, 132]


def test_the_first_period_says_that_there_was_nothing_before(township: Office) -> None:
    said = township.reporting.monthly("2014-01", on=END).as_text()
    assert "上期无数据，本月变化情况无法比较。" in said
    assert "未脱贫户数（户） | 9 | 上期无数据 | —" in said


def test_a_month_without_data_is_answered_with_the_first_day_there_is(township: Office) -> None:
    with pytest.raises(Trouble, match="2013年12月没有数据：最早的数据是2014年1月1日，请选择之后的时间"):
        township.reporting.monthly("2013-12", on=END)


def test_an_empty_office_is_told_to_import_first(office: Office) -> None:
    with pytest.raises(Trouble, match="2018年5月没有数据：请先导入或录入农户"):
        office.reporting.monthly("2018-05", on=END)


def test_a_month_that_has_not_begun_cannot_be_reported(township: Office) -> None:
    with pytest.raises(Trouble, match="2018年6月还没有到，不能生成报表"):
        township.reporting.monthly("2018-06", on=END)


def test_what_came_and_went_is_counted_by_reason(township: Office) -> None:
    said = township.reporting.monthly("2018-05", on=END).as_text()
    assert "本月脱贫1户2人；家庭成员自然增加1人（出生1人），自然减少1人（死亡1人）。" in said
    assert "未脱贫户较上月减少1户" in said


def test_a_split_and_a_merger_are_said_apart_and_the_sums_close(township: Office) -> None:
    number = township.households.by_number

    def change(kind: EventKind, **more: Any) -> None:
        made = Asked(kind=kind, household=number("65900001"), on=date(2018, 5, 4), override="核实", **more)
        township.life.do(made, DAY)

    members = {each.name: each.id or 0 for each in township.households.open(number("65900001")).members}
    going = (members["张成员甲"], members["张成员乙"])
    change(EventKind.SPLIT, members=going, head=going[0], relations={going[1]: Relation.SON})
    other = number("65900004")
    came = {each.id or 0: Relation.OTHER for each in township.households.open(other).members}
    change(EventKind.MERGE, other=other, relations=came)
    said = township.reporting.monthly("2018-05", on=END).as_text()
    assert (
        "本月分户1户2人、并户1户2人、脱贫1户2人；家庭成员自然增加1人（出生1人），自然减少1人（死亡1人）。"
        in said
    )
    assert "增减记录" not in said
    behind = township.reporting.behind("monthly", "2018-05", "parted.people", on=END)
    assert behind.count == 2
    (new,) = behind.households
    assert township.households.open(new).household.head == "张成员甲"


def test_a_house_lived_in_without_water_is_a_problem(township: Office) -> None:
    assert "危房改造已入住户中，未通水1户" in township.reporting.monthly("2018-05", on=END).as_text()


def test_a_task_of_the_year_is_not_compared_with_the_year_before(township: Office) -> None:
    said = township.reporting.monthly("2018-01", on=END).as_text()
    assert "危房改造任务（户） | 3 | 0 | —" in said
    assert "注：危房改造按年度下达任务，不与上年比较。" in said


def test_at_the_foot_stands_who_answers_for_the_report(township: Office) -> None:
    said = township.reporting.monthly("2018-05", on=END).as_text()
    for line in (
        "数据截至：2018年5月8日",
        "来源：贫困户信息_20180508.xlsx（数据日期2018年5月8日）",
        "填表人：李经办",
        "审核人：古丽·买买提",
        "负责人：王负责",
    ):
        assert line in said


def test_names_follow_the_day_of_the_report(township: Office) -> None:
    said = township.reporting.monthly("2022-03", on=date(2022, 3, 31)).as_text()
    assert said.startswith("星星镇2022年3月巩固拓展脱贫攻坚成果工作月报")
    assert "星海县乡村振兴局：" in said
    assert "全镇2个村在册农户9户25人。其中，脱贫户4户8人，累计识别监测对象0户0人" in said
    assert "未脱贫户" not in said


def test_without_due_dates_and_targets_the_clerk_is_asked_to_complete(township: Office) -> None:
    with township.store.write("清空") as unit:
        for each in unit.plans.all():
            unit.plans.save(replace(each, target_year=None))
        for measure in unit.measures.all():
            unit.measures.save(replace(measure, due_on=None))
        for house in unit.renovations.all():
            unit.renovations.save(replace(house, plan_year=2016))
    said = township.reporting.monthly("2018-05", on=END).as_text()
    assert "〔待补充：下月其他重点工作〕" in said
    assert "〔待补充：2018年计划脱贫户数、人数〕" in said
    assert "2018年没有登记危房改造任务。" in said


def test_a_report_without_unit_or_phone_is_refused(township: Office) -> None:
    township.settings.save(replace(township.settings.facts(), unit=""))
    with pytest.raises(Refused, match="还没有填写单位全称"):
        township.reporting.monthly("2018-05", on=END)


def test_reports_are_written_as_text_and_tables_too(township: Office, tmp_path: Path) -> None:
    for name in ("月报.txt", "月报.xlsx"):
        assert township.reporting.write("monthly", "2018-05", tmp_path / name, on=END).file.exists()
    with pytest.raises(Trouble, match=r"报表不能写成“月报\.doc”，文件名请以\.pdf、\.docx、\.xlsx、\.txt结尾"):
        township.reporting.write("monthly", "2018-05", tmp_path / "月报.doc", on=END)
    with pytest.raises(
        Trouble, match="没有名为“weekly”的报表，可以生成的有：monthly（月报）、quarterly（季度汇总）"
    ):
        township.reporting.write("weekly", "2018-05", tmp_path / "周报.pdf")


# Charts


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("status", "png"),
        ("status", "pdf"),
        ("status", "svg"),
        *((kind, "pdf") for kind in ("causes", "progress")),
    ],
)
def test_charts_are_the_same_bytes_for_the_same_figures(
    township: Office, tmp_path: Path, kind: str, form: str
) -> None:
    first = township.charts.write(kind, tmp_path / f"a.{form}", on=DAY)
    second = township.charts.write(kind, tmp_path / f"b.{form}", on=DAY)
    assert first.read_bytes() == second.read_bytes()


def test_a_chart_writes_its_numbers_where_they_belong(township: Office, tmp_path: Path) -> None:
    said = text_of(township.charts.write("housing", tmp_path / "危改.pdf", on=DAY))
    assert "2户，66.7%" in said
    assert "危房改造进度（2018年5月8日）" in said


def test_the_line_of_poverty_stands_where_it_falls(township: Office, tmp_path: Path) -> None:
    said = text_of(township.charts.write("income", tmp_path / "收入.pdf", on=DAY))
    assert "标准线2995元，低于标准线1户" in said


def test_bands_of_income_know_their_edges() -> None:
    assert charts.band_edges("2000元以下") == (0, 2000)
    assert charts.band_edges("2000～3000元") == (2000, 3000)
    assert charts.band_edges("8000元以上") == (8000, float("inf"))
    assert charts.band_edges("未填") is None


def test_a_chart_of_nothing_is_answered_in_words(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="全镇还没有可以画“各村建档立卡户脱贫状况”的数据，请先导入或录入"):
        office.charts.figure("status")
    with pytest.raises(Trouble, match="没有名为“pie”的图表，可以画的有：status"):
        office.charts.figure("pie")
    with pytest.raises(Trouble, match=r"图表不能写成“图\.bmp”，文件名请以\.png、\.pdf、\.svg结尾"):
        office.charts.write("status", tmp_path / "图.bmp")


def test_rare_names_of_villages_are_drawn_with_the_rare_face() -> None:
    village = VillageFigures(village="䶮𠅤村", all=Count(3, 9), poor=Count(1, 3), lifted=Count(2, 6))
    drawn = charts.figure("status", Figures(DAY, True, None, None, "", (village,), Decimal(2995)))
    drawn.canvas.draw()


def test_an_act_between_two_looks_has_everything_counted_anew(
    township: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, moments = counting._look, [3, 3, 3, 2, 1, 1]
    monkeypatch.setattr(counting, "_look", lambda *asked: (moments.pop(), look(*asked)[1]))
    assert "9户25人" in township.reporting.monthly("2018-05", on=END).as_text()
    assert moments == []


def test_a_report_is_counted_again_only_after_a_change(
    township: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, times = counting._counted, []
    monkeypatch.setattr(counting, "_counted", lambda *asked: times.append(asked) or counted(*asked))
    first = township.reporting.monthly("2018-05", on=END)
    assert township.reporting.monthly("2018-05", on=END) == first
    assert len(times) == 1
    with township.store.write("销号") as unit:
        gone = unit.households.find(head="孙八")
        assert gone is not None
        unit.households.save(replace(gone, ended_on=date(2018, 5, 20)))
    assert "本月销号1户1人" in township.reporting.monthly("2018-05", on=END).as_text()
    assert len(times) == 2


def test_reports_are_recorded_as_they_go_out(township: Office, tmp_path: Path) -> None:
    township.reporting.write("monthly", "2018-05", tmp_path / "看看.txt", on=END)
    assert township.printed.all() == []
    for _ in range(2):
        township.reporting.write("monthly", "2018年5月", tmp_path, form="txt", on=END, how=How.SAVED)
    assert [(each.kind, each.period, each.edition, each.file) for each in township.printed.all()] == [
        ("report:monthly", "2018-05", 2, "2018年5月月报.txt"),
        ("report:monthly", "2018-05", 1, "2018年5月月报.txt"),
    ]


def test_a_report_of_a_village_that_is_not_there_is_refused(township: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="没有名为“山村”的行政村"):
        township.reporting.write("monthly", "2018-05", tmp_path / "a.txt", villages=["山村"], on=END)
    with pytest.raises(Refused, match="月报写的是全部行政村的情况，不能只选水村，请去掉村名"):
        township.reporting.write("monthly", "2018-05", tmp_path / "a.txt", villages=["水村"], on=END)
    with pytest.raises(Trouble, match=r"文件夹“.*没有”不存在，“月报\.txt”没有写成；请先建好文件夹"):
        township.reporting.write("monthly", "2018-05", tmp_path / "没有" / "月报.txt", on=END)
