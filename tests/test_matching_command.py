"""``compare``, ``match``, ``lookup`` and ``entry`` as scripts call them: keys, words, exit status."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.services.office import Office
from tests.exports import EXPORTS, SHARED, a_row, an_export, id_of

REAL = SHARED / "real"
ONE, TWO = "650000000001", "650000000002"
WANG, LI = id_of("19500101", 1), id_of("19600303", 3)


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """An office that has imported two households."""
    rows = [a_row(ONE, 姓名="王平安", 证件号码=WANG), a_row(TWO, 姓名="李四", 证件号码=LI, 行政村="水村")]
    office.importing.apply(office.importing.read(an_export(tmp_path / "五月.xlsx", rows)))
    office.close()
    return office.folder


def told(capsys: pytest.CaptureFixture[str], folder: Path, *words: str | Path) -> dict[str, Any]:
    assert run(["--office", str(folder), "--json", *map(str, words)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *words: str | Path) -> str:
    assert run(["--office", str(folder), *map(str, words)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.strip()


def roster(path: Path, *rows: tuple[str, str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("死亡人员名单",), ("姓名", "身份证号"), *rows):
        sheet.append(row)
    book.save(path)
    return path


def test_compare_answers_as_promised(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    new = an_export(
        tmp_path / "六月.xlsx",
        [a_row(ONE, 姓名="王平安", 证件号码=WANG, 联系电话="13900000077")],
        day="2018-06-08",
    )
    found = told(capsys, folder, "compare", tmp_path / "五月.xlsx", new, "--out", tmp_path / "对比.xlsx")
    assert (found["added"], found["removed"], found["changed"]) == (0, 1, {"户联系电话": 1})
    assert found["sentence"] == ("较上月净减1户1人，其中减少1户1人（水村）；另有字段变更1处（户联系电话1处）")
    assert found["by_village"]["水村"]["went"] == [1, 1]
    assert (tmp_path / "对比.xlsx").exists()


def test_compare_with_the_office_in_either_place(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    same = tmp_path / "五月.xlsx"
    for words in (("office", same), (same, "office"), (same, "--with-office")):
        assert told(capsys, folder, "compare", *words)["added"] == 0
    assert refused(capsys, folder, "compare", same).startswith("还缺一份要比较的表")
    assert refused(capsys, folder, "compare", same, same, "--with-office").startswith("已经给了两份表")
    assert "没有.xlsx" in refused(capsys, folder, "compare", same, tmp_path / "没有.xlsx")


def test_match_answers_as_promised(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path) -> None:
    path = roster(
        tmp_path / "死亡.xlsx",
        ("王平安", f"G{WANG}"),
        ("赵六", LI),
        ("路人", id_of("19620707", 900)),
        ("李四", "65909919"),
    )
    found = told(capsys, folder, "match", path, "--out", tmp_path / "答.xlsx")
    keys = ("header_row", "id_column", "rows", "hits", "missed", "name_differs", "suspicious")
    assert [found[key] for key in keys] == [2, "B", 4, 1, 1, 1, 1]
    assert found["by_village"] == {"月亮村": [1, 1]}
    assert openpyxl.load_workbook(tmp_path / "答.xlsx").sheetnames[1:] == [
        "命中",
        "未命中",
        "姓名不符",
        "号码可疑",
    ]
    letters = told(
        capsys, folder, "match", path, "--letters", tmp_path, "--on", "2018-05-08", "--format", "txt"
    )["files"]
    assert [Path(each).name for each in letters] == ["01水村.txt", "02月亮村.txt"]


def test_match_sets_a_field_only_without_dry_run(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    path = roster(tmp_path / "低保.xlsx", ("王平安", WANG))
    dry = told(capsys, folder, "match", path, "--set", "allowance", "--dry-run")
    assert (dry["set"]["changed"], dry["act"]) == (1, None)
    done = told(capsys, folder, "match", path, "--set", "是否享受低保", "--rest", "no")
    assert done["set"]["changed"] == 2
    assert told(capsys, folder, "undo", str(done["act"]))["undone"]
    assert told(capsys, folder, "match", path, "--set", "是否享受低保", "--dry-run")["set"]["changed"] == 1
    assert refused(capsys, folder, "match", path, "--set", "血型").startswith("没有可以这样填的字段“血型”")


def test_match_without_json_says_it_in_a_sentence(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    path = roster(tmp_path / "低保.xlsx", ("王平安", WANG))
    assert run(["--office", str(folder), "match", str(path), "--set", "allowance", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "名单共1行，命中1行（1户1人），未命中0行，姓名不符0行，号码可疑0行",
        "2018年度的“是否享受低保”：1人要改，0人已经是这样；没有写入",
        f"  月亮村　{ONE}　王平安　空→是",
    ]


def test_lookup_reads_a_file_or_what_is_piped(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "群.txt").write_bytes(f"1、李四\n2、没有的人\n{WANG}".encode("gb18030"))
    found = told(capsys, folder, "lookup", tmp_path / "群.txt")
    assert [(each["order"], each["asked"], each["state"], each["village"]) for each in found["people"]] == [
        (1, "李四", "找到", "水村"),
        (2, "没有的人", "查无", ""),
        (3, "王平安", "找到", "月亮村"),
    ]
    assert found["people"][2]["id_number"] == f"659099********{WANG[-4:]}"
    monkeypatch.setattr("sys.stdin", io.StringIO("李四"))
    assert told(capsys, folder, "lookup", "-", "--plain")["people"][0]["id_number"] == LI


def test_entry_lists_what_is_to_be_typed(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    assert told(capsys, folder, "entry")["items"] == []
    told(capsys, folder, "edit", ONE, "户联系电话=13911112222", "--evidence", "入户核实")
    [item] = told(capsys, folder, "entry", "--village", "月亮村", "--out", tmp_path / "清单.xlsx")["items"]
    assert (item["screen"], item["label"], item["national"], item["value"], item["evidence"]) == (
        "基本情况", "户联系电话", "13900000001", "13911112222", "入户核实",
    )  # fmt: skip
    assert (tmp_path / "清单.xlsx").exists()
    assert refused(capsys, folder, "entry", "--village", "无村") == "没有名为“无村”的行政村，请检查村名"


@pytest.mark.skipif(not EXPORTS.exists(), reason="the exports of the shared folder are not here")
def test_an_export_of_the_national_system_matched_with_its_own_office(
    capsys: pytest.CaptureFixture[str], demo_office: Office
) -> None:
    """The demo township is the shared export: everybody is a hit, whatever the format of the file."""
    demo_office.close()
    for ending in ("xlsx", "xls", "csv"):
        found = told(capsys, demo_office.folder, "match", EXPORTS / f"贫困户信息_20180508.{ending}")
        assert (found["header_row"], found["id_column"], found["rows"]) == (3, "I", 845)
        assert found["hits"] + found["suspicious"] == 845
        assert found["suspicious"] <= 5
    assert (
        told(capsys, demo_office.folder, "compare", "office", EXPORTS / "贫困户信息_20180508.xls")["added"]
        == 0
    )


@pytest.mark.skipif(not REAL.exists(), reason="the real files of the shared folder are not here")
@pytest.mark.parametrize(("name", "header", "column"), [("allpeople.xlsx", 3, "F"), ("azdqyry.xlsx", 4, "B")])
def test_real_templates_show_heading_row_and_number_column(
    capsys: pytest.CaptureFixture[str], folder: Path, name: str, header: int, column: str
) -> None:
    found = told(capsys, folder, "match", REAL / name)
    assert (found["header_row"], found["id_column"], found["hits"]) == (header, column, 0)


@pytest.mark.skipif(not REAL.exists(), reason="the real files of the shared folder are not here")
def test_a_real_table_of_villages_is_no_roster(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    said = refused(capsys, folder, "match", REAL / "export_report_12.xls")
    assert said.endswith("里没有找到证件号码列，也没有姓名列，没法比对；请确认选的是人员名单。")
