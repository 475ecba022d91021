"""import and export of lists on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from fupin_desktop.cli.exporting import LISTS as EXPORTED
from fupin_desktop.cli.run import run
from fupin_desktop.services.exporting import LISTS
from fupin_desktop.services.office import Office
from tests.builders import a_household

Said = Callable[..., dict[str, Any]]


@pytest.fixture
def fupin(office: Office, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command with --json and gives its answer."""
    for place in (1, 2):
        a_household(office, f"65000000000{place}", people=2)
    folder = office.folder

    def say(*words: str, status: int = 0) -> dict[str, Any]:
        assert run(["--office", str(folder), "--json", *words]) == status
        said = capsys.readouterr()
        return {"stderr": said.err} if status else dict(json.loads(said.out))

    return say


def a_work_list(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["（务工月监测）已外出务工信息"])
    sheet.append(["数据日期：2018-05-08"])
    sheet.append(
        [
            "县",
            "乡",
            "行政村",
            "户编号",
            "姓名",
            "是否已务工",
            "务工所在县",
            "开始时间",
            "务工月收入",
            "带队人",
        ]
    )
    for row in rows:
        sheet.append(["星海县", "星星镇", "水村", *row])
    book.save(path)
    return path


def test_every_list_of_the_office_can_be_exported() -> None:
    assert set(EXPORTED) == set(LISTS)


def test_a_list_is_recognised_and_applied(fupin: Said, tmp_path: Path) -> None:
    path = a_work_list(
        tmp_path / "务工.xlsx",
        ("650000000001", "王大山", "是", "库尔勒市", "201803", "3000", "李队长"),
        ("650000000009", "某人", "是", "库尔勒市", "201803", "3000", ""),
    )
    looked = fupin("import", str(path), "--dry-run")
    assert (looked["list"], looked["header_row"], looked["data_day"]) == ("work", 3, "2018-05-08")
    assert looked["people"] == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1, "conflict": 0}
    assert looked["households"] == dict.fromkeys(looked["households"], 0)
    assert looked["unknown_columns"] == ["带队人"]
    (problem,) = looked["problems"]
    assert (problem["row"], problem["severity"]) == (5, "refused")
    assert problem["text"] == "本办没有户编号650000000009，请先导入户与人的名单，或核对编号"
    done = fupin("import", str(path))
    assert done["act"]
    assert done["batch"]
    again = fupin("import", str(path))
    assert (again["act"], again["people"]["unchanged"]) == (None, 1)
    assert fupin("undo", str(done["act"]))["undone"] == done["act"]
    assert fupin("import", str(path), "--dry-run")["people"]["new"] == 1


def test_what_was_exported_is_read_back_without_change(fupin: Said, tmp_path: Path) -> None:
    path = a_work_list(
        tmp_path / "务工.xlsx", ("650000000001", "王大山", "是", "库尔勒市", "201803", "3000", "李队长")
    )
    fupin("import", str(path), "--on", "2018-06-01")
    out = tmp_path / "出.xlsx"
    assert fupin("export", "work", str(out))["rows"] == 1
    back = fupin("import", str(out), "--dry-run")
    assert (back["list"], back["data_day"], back["problems"]) == ("work", "2018-06-01", [])
    assert back["people"]["unchanged"] == 1
    assert back["changes"] == []


def test_only_the_rows_of_one_household_go_in(fupin: Said, tmp_path: Path) -> None:
    rows = [(f"65000000000{place}", "王大山", "是", "库尔勒市", "201803", "3000", "") for place in (1, 2)]
    path = a_work_list(tmp_path / "务工.xlsx", *rows)
    done = fupin("import", str(path), "--only", "650000000002")
    assert (done["applied"]["people"]["new"], done["waiting"]) == (1, 1)
    assert fupin("import", str(path), "--dry-run")["people"]["new"] == 1


def test_a_list_waits_and_is_taken_up_again(fupin: Said, tmp_path: Path) -> None:
    path = a_work_list(
        tmp_path / "务工.xlsx", ("650000000001", "王大山", "是", "库尔勒市", "201803", "3000", "")
    )
    token = fupin("import", str(path), "--keep")["staged"]
    path.unlink()
    assert fupin("staged")["staged"][0]["token"] == token
    assert fupin("import", token)["applied"]["people"]["new"] == 1
    assert fupin("staged")["staged"] == []


def test_the_clerk_s_choice_of_list_goes_before_the_headings(fupin: Said, tmp_path: Path) -> None:
    path = a_work_list(
        tmp_path / "务工.xlsx", ("650000000001", "王大山", "是", "库尔勒市", "201803", "3000", "")
    )
    said = fupin("import", str(path), "--layout", "relocation", "--dry-run")
    assert said["list"] == "relocation"
    assert (
        "没有名为“骆驼”的版式，可选H1" in fupin("import", str(path), "--layout", "骆驼", status=1)["stderr"]
    )


def test_the_problems_of_a_list_are_marked_in_the_sender_s_workbook(fupin: Said, tmp_path: Path) -> None:
    path = a_work_list(
        tmp_path / "务工.xlsx", ("650000000009", "某人", "是", "库尔勒市", "201803", "3000", "")
    )
    out = tmp_path / "问题.xlsx"
    said = fupin("import", str(path), "--dry-run", "--out", str(out))
    assert said["households"]["refused"] + said["people"]["refused"] == 1
    from openpyxl import load_workbook

    book = load_workbook(out)
    assert "问题清单" in book.sheetnames
    assert any("本办没有户编号" in str(cell.value) for row in book["问题清单"].iter_rows() for cell in row)


def test_a_list_without_a_day_asks_for_it(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["村", "总户数", "总人口数", "是否出列"])
    sheet.append(["水村", "300", "1200", "是"])
    book.save(tmp_path / "村.xlsx")
    words = ["--office", str(office.folder), "import", str(tmp_path / "村.xlsx")]
    assert run(words) == 1
    assert "没有写明数据日期，请用 --on" in capsys.readouterr().err
    assert run([*words, "--on", "2018-05-08"]) == 0
    assert "已导入行政村信息：新增1条、变更0条" in capsys.readouterr().out
