"""``export`` and ``outgoing`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export, id_of
from tests.test_cli import Shell


@pytest.fixture
def shell(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    office.importing.apply(
        office.importing.read(an_export(tmp_path / "一.xlsx", [a_row(证件号码=id_of("19700101"))]))
    )
    office.close()
    return Shell(office.folder, capsys)


def texts(path: Path) -> str:
    return str([row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)])


def test_scripts_get_whole_numbers_and_may_ask_for_hidden_ones(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "出.xlsx"
    assert shell.json("export", "people", out)["masked"] is False
    assert id_of("19700101") in texts(out)
    assert shell.json("export", "people", out, "--plain")["rows"] == 1
    assert id_of("19700101") in texts(out)
    assert shell("export", "people", out, "--masked")[0].strip() == f"已导出1行，证件号码已遮盖：{out}"
    assert id_of("19700101") not in texts(out)


def test_what_left_is_listed(shell: Shell, tmp_path: Path) -> None:
    assert shell("outgoing")[0].strip() == "还没有导出过名单"
    shell("export", "people", tmp_path / "出.xlsx", "--layout", "H3", "--village", "月亮村", "--masked")
    shell("export", "households", tmp_path / "户.xlsx")
    last, first = shell.json("outgoing")["lists"]
    assert (first["what"], first["villages"], first["rows"], first["masked"]) == (
        "家庭成员（H3 2018–19 脱贫户名单）",
        "月亮村",
        1,
        True,
    )
    assert (last["file"], last["masked"]) == ("户.xlsx", False)
    assert "月亮村　1行　证件号码已遮盖　出.xlsx" in shell("outgoing", "--last", 2)[0]
    assert "导出" not in shell("undo")[0]


def test_a_list_to_fill_in_comes_with_codes(shell: Shell, tmp_path: Path) -> None:
    shell("export", "people", tmp_path / "出.xlsx", "--fillable")
    assert load_workbook(tmp_path / "出.xlsx").sheetnames == ["家庭成员", "代码"]


def test_a_layout_that_cannot_be_written_is_said(shell: Shell, tmp_path: Path) -> None:
    _, said = shell("export", "people", tmp_path / "出.xlsx", "--layout", "H9", fails=1)
    assert said.strip() == "不能按“H9”版式导出，可选H1、H2、H3、H5、H7、H8A、H8B"
    assert not (tmp_path / "出.xlsx").exists()


def test_the_answer_says_where_it_is(shell: Shell, tmp_path: Path) -> None:
    path = an_export(tmp_path / "二.xlsx", [a_row(人均纯收入="-3")])
    said, _ = shell("import", path, "--dry-run", "--out", tmp_path / "二_问题.xlsx")
    assert f"已在原表标出1个单元格，附问题清单（1个问题）：{tmp_path / '二_问题.xlsx'}" in said
    assert load_workbook(tmp_path / "二_问题.xlsx").sheetnames == ["Sheet", "问题清单"]


def test_each_of_several_files_gets_its_answer(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "来表"
    folder.mkdir()
    wrong, right = a_row(人均纯收入="-3"), a_row("650000000002")
    files = [an_export(folder / f"{name}.xlsx", [row]) for name, row in
             (("甲", right), ("乙", wrong), ("丙", wrong | {"户编号": "650000000003", "人编号": "65000000000301"}))]  # fmt: skip
    said, _ = shell("import", *files, "--dry-run", "--out", tmp_path / "答.xlsx")
    assert "2份表各写了一份答复（共2个问题）：答.xlsx、丙_问题.xlsx，在" in said
    for name in ("答", "丙_问题"):
        assert load_workbook(tmp_path / f"{name}.xlsx").sheetnames == ["Sheet", "问题清单"]
    assert not (tmp_path / "甲_问题.xlsx").exists()
