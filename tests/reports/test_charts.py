"""Charts: what each one says, in the words of its time, in grey too, and the sentence where there is nothing to draw."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.colors import to_rgb

from fupin_desktop.domain.codes import Health, Sex, Skill, WorkPlace
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.figures import Count, Figures, VillageFigures, income_bands
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.paper import Printed
from fupin_desktop.reports import charts, shades
from fupin_desktop.reports.shades import Shade
from fupin_desktop.services.office import Office
from tests.papers import text_of
from tests.test_cli import Shell
from tests.township import DAY

LATER = date(2026, 5, 8)


def said(office: Office, kind: str, folder: Path, village: str | None = None) -> str:
    """The words of a chart of the day."""
    return text_of(office.charts.write(kind, folder / f"{kind}.pdf", on=DAY, village=village))


def words_of(kind: str, figures: Figures) -> list[str]:
    """The words of a chart drawn from figures by hand."""
    drawn = charts.figure(kind, figures, title=charts.CHARTS[kind].title(figures))
    shown = [each.get_text() for axes in drawn.axes for each in (*axes.texts, *axes.get_yticklabels())]
    legends = [
        text.get_text() for axes in drawn.axes if (found := axes.get_legend()) for text in found.get_texts()
    ]
    return [*(each.get_text() for each in drawn.texts), *shown, *legends]


def one_year(office: Office, head: str, **values: object) -> None:
    """Say something of the head of a household for 2018."""
    with office.store.write("更正") as unit:
        person = next(each for each in unit.people.all() if each.name == head)
        year = next(each for each in unit.person_years.all(person_id=person.id) if each.year == 2018)
        unit.person_years.save(replace(year, **values))  # type: ignore[arg-type]


def test_every_kind_of_the_contract_is_there(township: Office) -> None:
    assert list(township.charts.kinds()) == [
        "status", "progress", "causes", "ages", "health", "labour", "income", "income_change", "housing", "measures",
        "activity",
    ]  # fmt: skip


def test_a_chart_says_its_title_its_day_and_its_source(township: Office, tmp_path: Path) -> None:
    found = said(township, "status", tmp_path)
    assert "各村建档立卡户脱贫状况（2018年5月8日）" in found
    assert "数据截至2018年5月8日" in found
    assert "来源：贫困户信息_20180508.xlsx（数据日期2018年5月8日）" in found


def test_a_village_has_charts_of_its_own(township: Office, tmp_path: Path) -> None:
    found = said(township, "status", tmp_path, "水村")
    assert "水村建档立卡户脱贫状况（2018年5月8日）" in found
    assert "月亮村" not in found


def test_causes_and_health_are_marked_as_internal_and_no_other_is() -> None:
    assert [key for key, chart in charts.CHARTS.items() if chart.internal] == ["causes", "health"]
    village = VillageFigures("水村", all=Count(5, 17), causes={"illness": 3, "unknown": 2})
    found = words_of("causes", Figures(DAY, True, None, None, "", (village,)))
    assert "内部资料" in found
    assert "3户，60.0%" in found
    assert found[-1] == "未填写"
    assert "内部资料" not in words_of("status", Figures(DAY, True, None, None, "", (village,)))


def test_progress_stands_against_what_the_plans_of_the_year_mean_to_lift(
    township: Office, tmp_path: Path
) -> None:
    found = said(township, "progress", tmp_path)
    assert "2/5户，40.0%；本年计划0/1户" in found
    assert "2/4户，50.0%；本年计划0/1户" in found


def test_ages_go_by_the_sound_number_and_by_sex(township: Office, tmp_path: Path) -> None:
    number = "65909919340708123"
    with township.store.write("更正") as unit:
        heads = {each.name: each for each in unit.people.all()}
        unit.people.save(replace(heads["张三"], sex=Sex.MALE))  # born 3 February 1970: 48
        wrong = replace(heads["单䶮"], sex=Sex.FEMALE, id_number=number + check_character(number))
        unit.people.save(replace(wrong, birth=date(2010, 1, 1)))
    data = township.charts.data("ages", DAY)
    assert (data.men[9], data.women[83 // 5], sum(data.men) + sum(data.women)) == (1, 1, 2)
    found = said(township, "ages", tmp_path)
    assert "男1人" in found
    assert "女1人" in found
    assert "另有23人没有填写性别或出生日期" in found


def test_health_counts_people_under_each_of_their_states(township: Office, tmp_path: Path) -> None:
    one_year(township, "张三", health=(Health.SEVERE, Health.DISABLED))
    one_year(township, "王五", health=(Health.HEALTHY,))
    found = said(township, "health", tmp_path)
    assert "内部资料" in found
    assert found.count("1人，4.0%") == 3
    assert "共25人，同时有几种情况的分别计入" in found


def test_labour_says_who_works_where(township: Office, tmp_path: Path) -> None:
    one_year(township, "张三", work_place=WorkPlace.OUTSIDE, work_months=8)
    one_year(township, "王五", work_months=3, skill=Skill.SKILLED)
    one_year(township, "赵六", work_place=WorkPlace.OTHER)
    data = township.charts.data("labour", DAY)
    assert data.skills == {"ordinary": (1, 22), "skilled": (1, 0), "": (0, 1)}
    assert data.places == {"outside": 1, "": 1}
    found = said(township, "labour", tmp_path)
    assert "务工2人的去向" in found
    assert "务工地点未填写" in found


def test_a_township_where_nobody_works_away_is_told_so(township: Office, tmp_path: Path) -> None:
    assert "没有登记务工的人" in said(township, "labour", tmp_path)


def test_incomes_of_two_years_are_weighed_by_people(township: Office, tmp_path: Path) -> None:
    with township.store.write("更正") as unit:
        for year in unit.household_years.all(year=2017):
            unit.household_years.save(replace(year, income_recorded=Decimal("2000.00")))
    found = said(township, "income_change", tmp_path)
    assert (
        "4,092元（+104.6%）" in found
    )  # 张三 3500 x 5, 单䶮 2800 x 3, 阿依古丽 6000 x 3 …: 102,300 over 25 people
    assert "两年收入都有登记的9户中，9户增加，0户没有增加" in found


def test_years_that_cannot_be_compared_are_said(township: Office) -> None:
    with township.store.write("更正") as unit:
        for year in unit.household_years.all(year=2017):
            unit.household_years.save(replace(year, income_recorded=None))
    with pytest.raises(Trouble, match="全镇还没有可以画“人均纯收入年度比较”的数据，请先导入或录入"):
        township.charts.figure("income_change", DAY)


def test_measures_are_counted_by_how_far_they_are(township: Office, tmp_path: Path) -> None:
    found = said(township, "measures", tmp_path)
    assert "3项" in found  # 养羊 twice done, 鸡苗 late
    for words in ("未启动", "完成", "超期"):
        assert words in found
    assert "进行中" not in found


def test_the_work_of_twelve_months_is_counted(township: Office, tmp_path: Path) -> None:
    with township.store.write("张贴公示") as unit:
        exit = Printed(
            kind="notice:exit", heading="退出公示", village="水村", on=DAY, posted_on=date(2018, 5, 2)
        )
        unit.printed.save(exit)
        unit.printed.save(replace(exit, edition=2))  # printed again, it hangs there once
        unit.printed.save(replace(exit, kind="notice:exit:web"))
        unit.printed.save(Printed(kind="plan", heading="一户一策", on=DAY))
    data = township.charts.data("activity", DAY)
    assert [each[1:] for each in data.months[-2:]] == [(0, 2, 2), (1, 1, 1)]
    found = said(township, "activity", tmp_path)
    assert "张贴公示1份" in found
    assert "入户帮扶记录3条" in found


def test_the_words_are_those_of_the_time() -> None:
    village = VillageFigures(
        "水村", all=Count(10, 40), lifted=Count(8, 30), monitored=Count(4, 15), at_risk=Count(1, 4)
    )
    figures = Figures(LATER, True, None, None, "", (village,))
    status = words_of("status", figures)
    assert "各村脱贫户和监测对象情况（2026年5月8日）" in status
    assert {"未消除风险", "已消除风险", "其他在册户"} <= set(status)
    assert not any("贫困户" in each for each in status)
    progress = words_of("progress", figures)
    assert "3/4户，75.0%" in progress
    assert "各村监测对象风险消除进度（2026年5月8日）" in progress


def test_bands_of_income_have_no_gap_and_follow_the_time() -> None:
    for day, first in ((DAY, "2000元以下"), (LATER, "6000元以下")):
        names = [name for _, name in income_bands(day)]
        edges = [charts.band_edges(name) for name in names]
        assert names[0] == first
        assert [each and each[1] for each in edges[:-1]] == [each and each[0] for each in edges[1:]]
    village = VillageFigures("水村", all=Count(2, 5), income_bands={"8000元以上": 2})
    assert words_of("income", Figures(DAY, True, None, None, "", (village,))).count("0户\n0.0%") == 5


def _light(shade: Shade) -> float:
    red, green, blue = to_rgb(shade.colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "together",
    [
        [shades.DARK, shades.LIGHT, shades.WHITE],
        [shades.DARK, shades.WHITE],
        [shades.MIDDLE, shades.LIGHT],
        [shades.PLAIN, shades.DARK],
        list(shades.STATES.values()),
    ],
)
def test_shades_that_stand_together_differ_in_grey_or_by_their_hatch(together: list[Shade]) -> None:
    for one, other in combinations(together, 2):
        assert one.hatch != other.hatch or abs(_light(one) - _light(other)) > 0.25


@pytest.mark.parametrize("kind", list(charts.CHARTS))
def test_a_chart_of_an_empty_office_is_answered_in_words(office: Office, kind: str) -> None:
    label = charts.CHARTS[kind].label
    with pytest.raises(Trouble, match=f"^全镇还没有可以画“{label}”的数据，请先导入或录入$"):
        office.charts.figure(kind)


@pytest.fixture
def fupin(_township_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line on the township of two villages."""
    shutil.copytree(_township_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


def test_a_chart_is_written_from_the_command_line(fupin: Shell, tmp_path: Path) -> None:
    made = fupin.json("chart", "measures", "--village", "水村", "--on", DAY, "--out", tmp_path / "图.svg")
    assert made == {"file": str(tmp_path / "图.svg")}
    assert (tmp_path / "图.svg").read_text(encoding="utf-8").startswith("<?xml")
    said = fupin("chart", "pie", fails=1)[1]
    assert said.startswith("没有名为“pie”的图表，可以画的有：status（各村建档立卡户脱贫状况）、progress")


@pytest.mark.parametrize("kind", ["status", "health"])
def test_a_day_before_all_data_is_answered_with_the_first_that_has_some(township: Office, kind: str) -> None:
    with pytest.raises(Trouble) as said:
        township.charts.figure(kind, date(2013, 12, 31))
    label = charts.CHARTS[kind].label
    words = f"2013年12月31日还没有数据，画不了“{label}”；最早的数据是2014年1月1日，请选择之后的日期"
    assert str(said.value) == words


def test_a_village_that_is_not_there_is_answered_in_words(township: Office) -> None:
    for kind in ("status", "ages"):
        with pytest.raises(Trouble, match=r"^没有名为“火星村”的行政村，请检查村名$"):
            township.charts.figure(kind, DAY, "火星村")


def test_a_chart_that_cannot_be_written_is_answered_in_words(township: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"不存在，“图\.png”没有写成"):
        township.charts.write("status", tmp_path / "没有" / "图.png", on=DAY)


def test_a_report_draws_each_of_its_charts_once(
    township: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    real = charts.canvas
    monkeypatch.setattr(charts, "canvas", lambda *words, **more: drawn.append("one") or real(*words, **more))
    township.reporting.write("monthly", "2018-04", tmp_path / "月报.pdf")
    assert len(drawn) == 2


def test_a_person_without_a_year_is_not_left_out(township: Office) -> None:
    """The child born in May has no year yet, and is counted under what is not filled in."""
    one_year(township, "张三", health=(Health.HEALTHY,))
    data = township.charts.data("health", DAY)
    assert (data.people, data.counts) == (25, {"healthy": 1, "": 24})
