"""Journeys by command line: what scripts rely on, and the sentences a clerk would see."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli import run

EXPORTS = Path(__file__).parents[2] / "shared" / "data" / "exports"


class Shell:
    """The command line on one office."""

    def __init__(self, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.office, self._capsys = office, capsys

    def __call__(self, *words: object, fails: int = 0) -> tuple[str, str]:
        self._capsys.readouterr()
        status = run(["--office", str(self.office), *map(str, words)])
        said = self._capsys.readouterr()
        assert status == fails, said.err
        return said.out, said.err

    def json(self, *words: object) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self("--json", *words)[0])
        return found


@pytest.fixture
def fupin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """An office that does not exist yet."""
    return Shell(tmp_path / "office", capsys)


@pytest.fixture
def demo(_demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The demo township."""
    shutil.copytree(_demo_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


def test_init_makes_an_empty_office_once(fupin: Shell) -> None:
    assert fupin.json("init", "--township", "星星镇", "--county", "星海县") == {"office": str(fupin.office)}
    assert "里已有办公室，没有改动" in fupin("init", fails=1)[1]
    assert fupin("figures")[0] == "现在无数据，请先导入国扶导出表\n"


def test_an_office_that_is_not_there_is_answered_in_words(fupin: Shell) -> None:
    assert "还没有办公室数据，请先新建（init）或载入演示乡镇（demo）" in fupin("figures", fails=1)[1]


def test_wrong_words_are_answered_in_chinese(fupin: Shell) -> None:
    assert fupin("find", fails=2)[1].startswith("缺少参数：text")
    assert "不认识的参数：--nonsense" in fupin("figures", "--nonsense", fails=2)[1]
    assert "“火箭”不在可选内容" in fupin("notice", "火箭", "--out", "x", fails=2)[1]
    assert "“4月31日”不是有效日期（原文“2018-04-31”）" in fupin("figures", "--on", "2018-04-31", fails=2)[1]


def test_the_demo_is_the_township_of_the_plan(demo: Shell) -> None:
    found = demo.json("figures")
    assert (found["households"], found["people"]) == (218, 845)
    assert (found["poor"], found["lifted"], found["stable"]) == ([31, 132], [187, 713], [10, 53])
    assert (found["unsafe_houses"], found["pupils"], found["allowance"]) == (37, 141, [35, 63])
    assert len(found["by_village"]) == 13
    assert demo.json("figures", "--village", "水村")["poor"] == [9, 42]


def test_the_demo_refuses_an_office_that_is_not_empty(demo: Shell) -> None:
    assert "已有" in demo("demo", fails=1)[1]


def test_find_show_and_history_tell_of_one_household(demo: Shell) -> None:
    hit = demo.json("find", "gjw")["hits"][0]
    assert hit["name"] == "高杰武"
    shown = demo.json("show", hit["household"])
    assert {"members", "years", "plan", "housing", "history"} <= shown.keys()
    assert shown["members"][0]["name"] == "高杰武"
    assert "高杰武" in demo("show", hit["household"])[0]
    assert demo.json("history", "--household", hit["household"])["acts"]


def test_an_edit_is_undone_and_said(demo: Shell) -> None:
    number = demo.json("find", "高杰武")["hits"][0]["household"]
    act = demo.json("edit", number, "户联系电话=13900000009", "--evidence", "入户核实")["act"]
    assert demo.json("show", number)["phone"] == "13900000009"
    assert demo.json("undo")["undone"] == act
    assert demo.json("show", number)["phone"] != "13900000009"
    assert "不是有效日期" in demo("edit", number, "申请识别日期=4月31日", "--evidence", "x", fails=1)[1]
    assert "应写成 字段=值" in demo("edit", number, "星座=狮子", "--evidence", "x", fails=1)[1]
    assert "没有户编号为“0”的农户" in demo("edit", 0, "备注=x", "--evidence", "x", fails=1)[1]


def test_an_export_is_read_into_an_empty_office(fupin: Shell) -> None:
    fupin("init")
    file = EXPORTS / "贫困户信息_20180508.xlsx"
    truth = json.loads((EXPORTS / f"{file.name}.truth.json").read_text(encoding="utf-8"))
    dry = fupin.json("import", file, "--dry-run")
    assert dry["batch"] is None
    assert dry["households"]["new"] == 218
    assert not fupin.json("figures").get("households")
    done = fupin.json("import", file)
    assert (done["header_row"], done["people"]["new"]) == (3, 845)
    found = fupin.json("figures")
    assert {key: found[key] for key in truth if key != "heads"} == {
        key: truth[key] for key in truth if key != "heads"
    }
    again = fupin.json("import", file)
    assert again["batch"] is None
    assert again["households"]["unchanged"] == 218
    assert fupin.json("undo")["undone"] == done["act"]
    assert not fupin.json("figures").get("households")


def test_files_that_are_none_are_refused_in_words(fupin: Shell, tmp_path: Path) -> None:
    fupin("init")
    assert "没有.xlsx" in fupin("import", tmp_path / "没有.xlsx", fails=1)[1]
    empty = tmp_path / "空.xlsx"
    empty.touch()
    assert "空" in fupin("import", empty, fails=1)[1]


def test_what_is_exported_is_read_back_without_loss(
    demo: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "全部.xlsx"
    assert demo.json("export", "people", out)["rows"] > 845  # applicants and people who left are there too
    other = Shell(tmp_path / "other", capsys)
    other("init")
    other("import", out, "--on", "2018-05-08")
    mine, theirs = demo.json("figures"), other.json("figures")
    for key in ("households", "people", "poor", "lifted", "stable", "pupils", "allowance", "by_village"):
        assert theirs[key] == mine[key], key


@pytest.mark.parametrize("kind", ["identification", "exit", "housing", "monitoring"])
def test_notices_of_all_villages_are_files(demo: Shell, tmp_path: Path, kind: str) -> None:
    made = demo.json("notice", kind, "--year", 2018, "--from", "2018-05-08", "--out", tmp_path / "公示")
    assert made["files"]
    assert made["households"] > 0
    assert made["from"] == "2018-05-08"
    assert made["to"] > made["from"]
    assert all(Path(each).read_bytes().startswith(b"%PDF") for each in made["files"])


def test_reports_and_charts_are_files(demo: Shell, tmp_path: Path) -> None:
    monthly = demo.json("report", "monthly", "2018-04", "--out", tmp_path / "月报.pdf")
    assert monthly["pages"] >= 1
    assert monthly["figures"]
    assert demo.json("report", "quarterly", "2018Q1", "--out", tmp_path / "季报.pdf")["pages"] >= 1
    for kind in ("status", "causes", "housing", "income"):
        demo("chart", kind, "--out", tmp_path / f"{kind}.png")
        assert (tmp_path / f"{kind}.png").stat().st_size > 5000


def test_a_backup_is_put_back_with_a_safety_copy(demo: Shell, tmp_path: Path) -> None:
    file = demo.json("backup", tmp_path / "备份.fupin")["file"]
    before = demo.json("figures")
    number = demo.json("find", "高杰武")["hits"][0]["household"]
    demo("edit", number, "备注=改过", "--evidence", "x")
    safety = demo.json("restore", file)["safety_copy"]
    assert Path(safety).exists()
    assert demo.json("show", number)["remark"] == ""
    assert demo.json("figures") == before
    assert demo.json("verify") == {"ok": True, "problems": []}
    assert demo.json("upgrade")["from"] == demo.json("upgrade")["to"]


def test_a_damaged_office_is_checked_and_answered_in_words(demo: Shell) -> None:
    file = demo.office / "office.db"
    file.write_bytes(b"\x00" * 4096 + file.read_bytes()[4096:])
    out, _ = demo("--json", "verify", fails=1)
    found = json.loads(out)
    assert found["ok"] is False
    assert "恢复备份" in found["problems"][0]


def test_a_months_export_tells_each_change_field_by_field(demo: Shell) -> None:
    sample = next((Path(__file__).parents[1] / "resources" / "samples").glob("*.xlsx"))
    found = demo.json("import", sample, "--dry-run")
    assert len(found["changes"]) == found["households"]["changed"] + found["people"]["changed"]
    told = [each for changed in found["changes"] for each in changed["changes"]]
    assert told
    assert all(each["field"] and each["old"] != each["new"] for each in told)
