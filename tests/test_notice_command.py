"""The command ``notice``: kinds, packs, websites and periods as scripts ask for them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.notice import KINDS
from fupin_desktop.services.office import Office
from tests.test_cli import Shell


@pytest.fixture
def fupin(_township_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line on the township of two villages."""
    shutil.copytree(_township_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


def asked(fupin: Shell, kind: str, *more: object) -> dict[str, Any]:
    return fupin.json("notice", kind, "--from", "2018-05-08", "--out", fupin.office.parent / "out", *more)


def test_scripts_are_told_files_households_and_the_period(fupin: Shell) -> None:
    answer = asked(fupin, "exit", "--to", "2018-05-18", "--format", "txt", "--village", "水村")
    (file,) = answer["files"]
    assert {**answer, "files": 1} == {
        "files": 1, "households": 1, "from": "2018-05-08", "to": "2018-05-18",
        "remarks": ["名单中有的户“两不愁三保障”还有未核实的项目，请核实后再张贴"],
    }  # fmt: skip
    assert "公示期10天：2018年5月8日张贴，自次日起计算，至2018年5月18日止。" in Path(file).read_text("utf-8")


def test_an_announcement_has_no_end(fupin: Shell) -> None:
    assert asked(fupin, "exit_announcement", "--format", "txt")["to"] is None
    said = fupin(
        "notice",
        "commitment",
        "--from",
        "2018-05-08",
        "--out",
        fupin.office.parent / "out",
        "--format",
        "txt",
    )
    assert said[0].startswith("已生成2份公示，2018-05-08起长期张贴：")


@pytest.mark.parametrize(
    ("more", "name"), [(("--pack",), "01水村_成套材料.xlsx"), (("--web",), "01水村_网站版.xlsx")]
)
def test_packs_and_website_versions_are_files_of_their_own(
    fupin: Shell, more: tuple[str, ...], name: str
) -> None:
    (file,) = asked(fupin, "housing_payment", "--format", "xlsx", *more)["files"]
    assert Path(file).name == name


def test_what_the_command_wrote_is_recorded_as_one_act(fupin: Shell) -> None:
    asked(fupin, "exit", "--format", "txt")
    office = Office.open(fupin.office)
    assert [each.village for each in office.printed.all()] == ["月亮村", "水村"]
    office.close()
    assert (
        fupin.json("history", "--last", 1)["acts"][0]["label"]
        == "存为文件公示：水村2018年贫困户拟退出公示等2份"
    )


def test_a_kind_that_is_not_there_is_answered_with_all_there_are(fupin: Shell) -> None:
    said = fupin("notice", "火箭", "--out", "x", fails=2)[1]
    assert all(f"{kind.key}（{kind.label}）" in said for kind in KINDS.values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("exit", "--to", "2018-05-01"), "公示截止2018年5月1日早于张贴日期2018年5月8日，请改正日期"),
        (("exit", "--days", "0"), "公示天数应在1到365之间，现在是0"),
        (("monitoring", "--web"), "监测对象公示只在村里张贴，没有网站版；请去掉网站版再生成"),
        (("commitment", "--household", "65900001"), "工作队承诺公示不列农户，请只选行政村"),
        (("risk_removed",), "各村没有需要列入风险消除公示的农户"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_file(fupin: Shell, words: tuple[str, ...], said: str) -> None:
    out = fupin.office.parent / "out"
    assert said in fupin("notice", *words, "--from", "2018-05-08", "--out", out, fails=1)[1]
    assert not out.exists()
