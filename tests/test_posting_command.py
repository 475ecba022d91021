"""The command ``posting``: a notice from draft to archive, as scripts do it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.services.test_postings import photo
from tests.test_cli import Shell


@pytest.fixture
def fupin(_township_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line on the township of two villages."""
    shutil.copytree(_township_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


def refused(fupin: Shell, *words: object) -> str:
    """The one sentence that a refusal says."""
    return fupin(*words, fails=1)[1].strip()


def test_scripts_lead_a_notice_from_draft_to_archive(fupin: Shell, tmp_path: Path) -> None:
    (drafted,) = fupin.json("posting", "draft", "exit", "--village", "水村", "--from", "2018-05-08")[
        "postings"
    ]
    assert (drafted["state"], drafted["households"], drafted["until"]) == ("draft", 1, "2018-05-15")
    id = drafted["id"]
    board = photo(tmp_path)
    _, wrong = fupin("posting", "post", id, "--on", "2099-05-08", "--who", "马队长", fails=1)
    assert wrong.startswith("日期2099年5月8日还没有到（今天是")
    posted = fupin.json(
        "posting", "post", id, "--on", "2018-05-08", "--who", "马队长", "--place", "村委会", "--photo", board
    )
    assert (posted["state"], posted["place"], posted["photos"]) == ("posted", "村委会", 1)
    (running,) = fupin.json("posting", "list", "--on", "2018-05-11", "--village", "水村")["postings"]
    assert [running[key] for key in ("state", "day", "of", "left", "next")] == ["running", 3, 7, 4, None]
    made = fupin.json(
        "posting", "object", id, "--on", "2018-05-10", "--about", "有车", "--household", "65900001"
    )
    assert made["objections"][0]["household"] == "张三"
    fupin.json(
        "posting", "answer", made["objection"], "--on", "2018-05-12", "--investigator", "马队长", "--result", "不成立",
        "--answer", "车已报废",
    )  # fmt: skip
    ended = fupin.json("posting", "end", id, "--on", "2018-05-16", "--out", tmp_path / "证明.pdf")
    assert (ended["state"], ended["certified_on"], ended["pages"]) == ("ended", "2018-05-16", 1)
    fupin.json("posting", "down", id, "--on", "2018-05-16", "--who", "马队长", "--photo", board)
    assert fupin.json("posting", "archive", id, "--on", "2018-05-17")["state"] == "archived"
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    fupin.json("posting", "reprint", id, "--out", first)
    fupin.json("posting", "reprint", id, "--out", second)
    assert first.read_bytes() == second.read_bytes()
    assert fupin.json("posting", "diff", id, "--on", "2018-05-17") == {"differences": []}


def test_what_is_refused_is_one_sentence_and_changes_nothing(fupin: Shell, tmp_path: Path) -> None:
    said = refused(
        fupin, "posting", "draft", "exit", "--village", "水村", "--from", "2018-05-08", "--days", "3"
    )
    assert said.startswith("拟退出公示应公示7天")
    assert said.endswith("确需如此，请写明理由")
    assert fupin.json("posting", "list") == {"postings": []}
    assert refused(fupin, "posting", "withdraw", "9", "--reason", "名单有误") == (
        "没有第9号公示，请用“posting list”查看编号"
    )
    fupin.json("posting", "draft", "exit", "--village", "水村", "--from", "2018-05-08")
    assert refused(fupin, "posting", "reprint", "1", "--out", tmp_path / "a.docx") == (
        "原样补打只能写成PDF，“a.docx”请改为以.pdf结尾"
    )
    assert refused(
        fupin, "posting", "answer", "4", "--investigator", "马", "--result", "成立", "--answer", "好"
    ) == ("没有第4号异议，请用“posting list”查看编号")
    assert fupin("posting", "withdraw", "1", "--reason", "名单有误")[0].startswith(
        "已撤回：1　水村2018年贫困户拟退出公示"
    )
