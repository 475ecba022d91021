"""The commands target and whatif, and a whole road of exit with its notices, as scripts ask for them."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.codes import LineKind
from fupin_desktop.domain.office import PovertyLine
from fupin_desktop.domain.village import Village
from fupin_desktop.services.office import Office
from tests.test_cli import Shell

DAY = "2018-12-28"
READY = "65900002"
SEED = (
    "2018年计划脱贫31户132人，其中月亮村5户22人，花儿村4户14人，星星村1户3人，太阳村2户6人，火村1户4人，"
    "水村9户42户，泥土村9户41人。"
)


@pytest.fixture
def fupin(_township_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line on the township of two villages, where 单䶮 has an income above the line."""
    shutil.copytree(_township_folder, tmp_path / "office")
    shell = Shell(tmp_path / "office", capsys)
    shell("edit", READY, "人均纯收入=3600", "--year", "2018", "--evidence", "入户核实")
    return shell


def seven_villages(fupin: Shell) -> None:
    office = Office.open(fupin.office)
    for name in ("花儿村", "星星村", "太阳村", "火村", "泥土村"):
        office.settings.save_village(Village(name=name))
    office.close()


def by_village(answer: dict[str, Any]) -> dict[str, Any]:
    return {each["village"]: each for each in answer["targets"]}


def test_the_targets_of_a_plan_are_read_as_they_stand_in_it(fupin: Shell) -> None:
    seven_villages(fupin)
    answer = fupin.json("target", "--year", "2018", "--on", DAY, "--text", SEED, "--source", "2018年工作计划")
    assert {name: (each["households"], each["people"]) for name, each in by_village(answer).items()} == {
        "水村": (9, 42), "月亮村": (5, 22), "花儿村": (4, 14), "星星村": (1, 3), "太阳村": (2, 6), "火村": (1, 4), "泥土村": (9, 41),
    }  # fmt: skip
    assert answer["remarks"] == ["“水村9户42户”的第二个数按人数读作42人，请核对"]


def test_targets_are_read_from_three_columns_of_a_sheet(fupin: Shell, tmp_path: Path) -> None:
    (tmp_path / "任务.txt").write_text(
        "村\t户\t人\n水村\t2\t8\n月亮村\t1\t3\n合计\t3\t12\n", encoding="utf-8"
    )
    answer = fupin.json("target", "--year", "2018", "--on", DAY, "--file", tmp_path / "任务.txt")
    assert [each["households"] for each in answer["targets"]] == [2, 1]
    assert answer["remarks"] == ["写的合计3户12人，各村相加是3户11人，请核对"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("火星村2户5人", "没有名为“火星村”的行政村（有：水村、月亮村），请检查村名"),
        ("水村2户5人，水村3户6人", "水村写了两次，请只留一次"),
        ("按计划执行", "没有读出各村的任务，请写成“月亮村5户22人”，或从表格粘贴村名、户数、人数三列"),
        ("水村5户3人", "水村任务5户3人，人数少于户数，请核对"),
    ],
)
def test_targets_that_cannot_be_are_refused_and_none_is_kept(fupin: Shell, text: str, sentence: str) -> None:
    assert sentence in fupin("target", "--year", "2018", "--on", DAY, "--text", text, fails=1)[1]
    assert by_village(fupin.json("target", "--year", "2018", "--on", DAY))["水村"]["households"] is None


def test_a_file_that_cannot_be_read_is_named(fupin: Shell, tmp_path: Path) -> None:
    said = fupin("target", "--file", tmp_path / "没有.txt", fails=1)[1]
    assert "请检查文件是否存在、是不是UTF-8文本" in said
    assert "没有名为“火星村”的行政村" in fupin("target", "--village", "火星村", fails=1)[1]


def step(fupin: Shell, household: str, key: str, on: str, *more: str, road: str = "exit") -> dict[str, Any]:
    said = [word for each in more for word in ("--set", each)]
    state: dict[str, Any] = fupin.json("step", road, household, key, "--on", on, "--today", DAY, *said)[
        "state"
    ]
    return state


def notice(fupin: Shell, kind: str, on: str) -> dict[str, Any]:
    return fupin.json(
        "notice",
        kind,
        "--from",
        on,
        "--year",
        "2018",
        "--format",
        "txt",
        "--out",
        fupin.office.parent / "out",
    )


def heads(answer: dict[str, Any]) -> set[str]:
    said = "".join(Path(each).read_text(encoding="utf-8") for each in answer["files"])
    return {name for name in ("单䶮", "张三", "王五", "李某某") if name in said}


def test_a_household_goes_the_whole_road_and_the_notices_follow_it(fupin: Shell, tmp_path: Path) -> None:
    scan = tmp_path / "认可书.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    fupin.json("target", "--year", "2018", "--on", DAY, "--text", "水村1户3人")
    assert heads(notice(fupin, "exit", "2018-10-08")) == {"单䶮", "张三", "王五"}, "by the data alone"
    step(fupin, READY, "assembly", "2018-10-09", "due=36", "present=32", "yes=30", "no=2")
    assert step(fupin, READY, "verified", "2018-10-11", "verifiers=李干部、王队员")["next"] == "consented"
    assert heads(notice(fupin, "exit", "2018-10-12")) == {"王五"}, (
        "水村 goes the road: nobody there has agreed yet"
    )
    fupin(
        "step", "exit", READY, "consented", "--on", "2018-10-12", "--today", DAY, "--set", "signer=单䶮", "--file", scan,
        "--paper", "农户认可书",
    )  # fmt: skip
    assert heads(notice(fupin, "exit", "2018-10-13")) == {"单䶮", "王五"}
    assert step(fupin, READY, "posted", "2018-10-13")["state"] == "待公告"
    assert heads(notice(fupin, "exit", "2018-10-14")) == {"王五"}, "it hangs"
    assert heads(notice(fupin, "exit_second", "2018-10-25")) == {"单䶮", "王五"}
    assert "单䶮" in heads(notice(fupin, "exit_announcement", "2018-10-25"))
    step(fupin, READY, "announced", "2018-10-25")
    assert step(fupin, READY, "struck", "2018-10-28")["state"] == "已办结"
    water = by_village(fupin.json("target", "--year", "2018", "--on", DAY))["水村"]
    assert (water["started"], water["posted"], water["struck"], water["lifted"], water["left"]) == (
        [1, 3], [1, 3], [1, 3], [1, 3], 0,
    )  # fmt: skip
    assert "已完成" in fupin("target", "--year", "2018", "--on", DAY, "--village", "水村")[0]
    fupin(
        "step",
        "exit",
        READY,
        "struck",
        "--withdraw",
        "--reason",
        "县里未批",
        "--on",
        "2018-11-02",
        "--today",
        DAY,
    )
    assert by_village(fupin.json("target", "--year", "2018", "--on", DAY))["水村"]["struck"] == [0, 0]


def test_more_than_the_target_is_shown_and_never_refused(fupin: Shell) -> None:
    answer = fupin.json("target", "--year", "2018", "--on", DAY, "--text", "月亮村0户0人")
    assert answer["remarks"] == ["月亮村超出任务1户"]


def test_who_is_ready_and_not_yet_on_the_road_is_proposed(fupin: Shell) -> None:
    assert fupin.json("target", "--year", "2018", "--on", DAY, "--ready")["ready"] == [
        READY, "65900001", "65900006",
    ]  # fmt: skip
    step(fupin, READY, "assembly", "2018-10-09", "due=36", "present=32", "yes=30", "no=2")
    assert fupin.json("target", "--year", "2018", "--on", DAY, "--ready")["ready"] == ["65900001", "65900006"]


def test_another_line_is_tried_and_nothing_kept(fupin: Shell) -> None:
    before = fupin.json("history")["acts"]
    answer = fupin.json("whatif", "--line", "3400", "--on", DAY)
    assert (answer["line"], answer["other"], answer["scope"]) == ("2995.00", "3400.00", "exit")
    assert (answer["all"], answer["before"], answer["after"], answer["lost"], answer["gained"]) == (
        [5, 17], [3, 12], [2, 8], [1, 4], [0, 0],
    )  # fmt: skip
    assert answer["flips"] == [
        {"household": "65900006", "village": "月亮村", "head": "王五", "people": 4, "income": "3300.00", "passes": False}
    ]  # fmt: skip
    assert fupin.json("history")["acts"] == before


def test_a_line_may_be_said_as_a_difference(fupin: Shell) -> None:
    assert fupin.json("whatif", "--line", "+405", "--on", DAY)["other"] == "3400.00"
    assert fupin.json("whatif", "--line", "-295", "--on", DAY)["other"] == "2700.00"


def test_everybody_on_the_register_may_be_asked_by_income_alone(fupin: Shell) -> None:
    answer = fupin.json("whatif", "--line", "3200", "--on", DAY, "--all", "--village", "月亮村")
    assert [(each["village"], each["all"], each["after"]) for each in answer["villages"]] == [
        ("月亮村", [4, 10], [3, 7])
    ]
    assert (
        "不再达到：月亮村东组钱七　3人　3,000.00元"
        in fupin("whatif", "--line", "3200", "--on", DAY, "--all")[0]
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("高一点", "测算的标准线应写成金额（如3500）或比现在增减多少（如+500、-200），现在是“高一点”"),
        ("-4000", "测算的标准线应大于0、不超过100,000.00元，现在是-1,005.00元"),
    ],
)
def test_a_line_that_is_none_is_refused(fupin: Shell, line: str, sentence: str) -> None:
    assert sentence in fupin("whatif", f"--line={line}", "--on", DAY, fails=1)[1]


def test_without_a_line_of_the_year_a_difference_says_nothing(fupin: Shell) -> None:
    said = fupin("whatif", "--line", "+100", "--on", "2030-05-01", fails=1)[1]
    assert "没有2030年的标准线，不能按增减测算，请直接写金额，或在“设置”里填写标准线" in said
    assert "没有名为“火星村”的行政村" in fupin("whatif", "--line", "3400", "--village", "火星村", fails=1)[1]


def test_after_2020_everybody_is_held_against_the_line_of_monitoring(fupin: Shell) -> None:
    office = Office.open(fupin.office)
    with office.store.write("监测线和收入") as unit:
        unit.poverty_lines.save(
            PovertyLine(year=2025, region="国家", kind=LineKind.MONITORING, amount=Decimal("8000"))
        )
        for year in unit.household_years.all(year=2018):
            unit.household_years.save(dataclasses.replace(year, id=None, version=0, year=2025))
    office.close()
    answer = fupin.json("whatif", "--line", "3200", "--on", date(2026, 5, 8))
    assert (answer["scope"], answer["line"], answer["before"]) == ("registered", "8000.00", [0, 0])
