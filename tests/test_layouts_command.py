"""fupin layouts: what is recognised, what a file's columns are, keeping and forgetting."""

from __future__ import annotations

from pathlib import Path

import pytest

from fupin_desktop.services.office import Office
from tests.exports import HEADS, a_row, an_export
from tests.services.test_kept_layouts import MAPPING, a_list
from tests.test_cli import Shell


@pytest.fixture
def fupin(office: Office, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(office.folder, capsys)


def test_a_layout_is_kept_used_and_forgotten_by_command(fupin: Shell, tmp_path: Path) -> None:
    path = a_list(tmp_path / "摸底.xlsx")
    said = fupin("layouts", "look", path)[0].splitlines()
    assert said[0] == "未识别的版式（按列名读取）　工作表“Sheet”　标题行：第2行"
    assert "内容像18位证件号码（100%））　例：659099********" in said[3]
    assert "没有见过" in fupin("import", path, "--on", "2023-06-30", fails=1)[1]
    settings = [word for letter, key in MAPPING.items() for word in ("--set", f"{letter}={key}")]
    fupin("layouts", "keep", "摸底名单", path, *settings, "--year", 2023)
    answer = fupin.json("import", path, "--on", "2023-06-30")
    assert answer["layout"] == "本办版式“摸底名单（2023年）”"
    assert answer["households"]["new"] == 3
    assert fupin.json("layouts")["layouts"][0]["name"] == "摸底名单"
    assert fupin("layouts", "forget", "摸底名单")[0].strip() == "已忘掉版式“摸底名单”"
    assert all(not each["kept"] for each in fupin.json("layouts")["layouts"])


def test_known_layouts_are_listed_with_their_years(fupin: Shell) -> None:
    lines = fupin("layouts")[0].splitlines()
    assert lines[0] == "H1 2016–17 国家系统人员导出　2016–2017年　27列"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("look",), "请写成：layouts look 文件"),
        (("keep", "名称"), "请写成：layouts keep 名称 文件"),
        (("forget", "没有的"), "没有名为“没有的”的本办版式（已有：还没有记住过），请检查名称"),
    ],
)
def test_wrong_words_are_answered_with_how_to_say_it(
    fupin: Shell, words: tuple[str, ...], sentence: str
) -> None:
    assert fupin("layouts", *words, fails=1)[1].strip() == sentence


def test_check_and_compare_do_not_pass_over_a_list_they_cannot_read(fupin: Shell, tmp_path: Path) -> None:
    strange = a_list(tmp_path / "摸底.xlsx")
    listed = an_export(tmp_path / "无号.xlsx", [a_row()], heads=[head for head in HEADS if head != "户编号"])
    assert "没有见过" in fupin("check", strange, fails=1)[1]
    assert "没有见过" in fupin("compare", strange, listed, fails=1)[1]
    assert "里没有“户编号”一列，两期的户对不上" in fupin("compare", listed, listed, fails=1)[1]
    assert fupin.json("check", listed)["by_rule"]
    nobody = an_export(tmp_path / "全拒.xlsx", [a_row(户编号="", 证件号码="659099")])
    assert "里没有读到农户，没有可查的" in fupin("check", nobody, fails=1)[1]
    assert "里没有读到农户，没有可比的" in fupin("compare", nobody, "office", fails=1)[1]


def test_a_list_without_a_village_is_examined_too(fupin: Shell, tmp_path: Path) -> None:
    short = an_export(tmp_path / "少列.xlsx", [a_row()], heads=("户编号", "姓名", "证件号码", "与户主关系"))
    answer = fupin.json("check", short)
    assert (answer["households"], answer["people"]) == (1, 1)
