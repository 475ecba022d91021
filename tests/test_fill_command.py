"""``fill`` and ``forms`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desktop.services.office import Office
from tests.services.test_filling import monthly
from tests.test_cli import Shell


@pytest.fixture
def shell(township: Office, capsys: pytest.CaptureFixture[str]) -> Shell:
    township.close()
    return Shell(township.folder, capsys)


def test_a_form_is_registered_filled_and_struck_out(shell: Shell, tmp_path: Path) -> None:
    kept = shell.json("forms", "keep", "县月报", monthly(tmp_path / "月报.xlsx"), "--set", "G=figure:pupils")
    assert [each["key"] for each in kept["columns"]][:2] == ["village.name", "figure:all.households"]
    assert [each["name"] for each in shell.json("forms")["forms"]] == ["县月报"]
    made = shell.json("fill", "县月报", "--period", "2018-05", "--out", tmp_path / "out.xlsx")
    assert made["unfilled"] == ["占比"]
    assert made["on"] == "2018-05-08"
    assert load_workbook(made["file"]).worksheets[0]["A5"].value == "水村"
    said, _ = shell("forms", "forget", "县月报")
    assert said == "已删除登记的来表：县月报\n"


def test_wrong_words_are_refused_in_one_sentence(shell: Shell, tmp_path: Path) -> None:
    _, said = shell("fill", "没有这张表", "--out", tmp_path / "a.xlsx", fails=1)
    assert said.startswith("没有登记过名为“没有这张表”的表，也没有这个文件")
    _, said = shell("fill", "monthly_work", "--period", "上个月", "--out", tmp_path / "a.xlsx", fails=1)
    assert said.startswith("“上个月”不是期间，请写成2018-05（月）")
    _, said = shell("forms", "keep", "月报", fails=1)
    assert said == "登记来表要写明名称和文件，如 forms keep 月报表 月报表.xlsx\n"
    assert not (tmp_path / "a.xlsx").exists()
