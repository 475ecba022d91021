"""event on the command line, and the paper that lists what happened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.services.office import Office
from tests.papers import is_golden
from tests.township import DAY

Said = Callable[..., Any]
ZHANG, OTHER = "65900001", "65900005"


@pytest.fixture
def fupin(township: Office, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command with --json and gives its answer, or the sentence that refused it."""
    folder = township.folder

    def say(*words: str, status: int = 0) -> Any:
        assert run(["--office", str(folder), "--json", *words]) == status
        said = capsys.readouterr()
        return said.err.strip() if status else json.loads(said.out)

    return say


def test_a_birth_and_a_death_change_the_state(fupin: Said) -> None:
    born = fupin(
        "event",
        "birth",
        ZHANG,
        "--name",
        "张小阳",
        "--relation",
        "之子",
        "--on",
        "2018-05-04",
        "--paper",
        "出生证",
    )
    assert born["state"]["people"] == 6
    died = fupin("event", "死亡", ZHANG, "--person", "张小阳", "--on", "2018-05-06", "--reason", "病故")
    assert (died["state"]["people"], died["act"] > born["act"]) == (5, True)
    assert fupin("figures", "--on", "2018-05-05")["people"] == 26
    assert fupin("undo")["label"].startswith("死亡：张小阳")
    assert fupin("show", ZHANG)["members"][-1]["present"]


def test_a_split_by_names_gives_both_households(fupin: Said) -> None:
    before = fupin("figures", "--on", "2017-12-31")
    words = ("event", "split", ZHANG, "--members", "张成员甲，张小月", "--head", "张成员甲", "--on", "2018-05-05",
             "--relation", "张小月=之女")  # fmt: skip
    seen = fupin(*words, "--dry-run")
    assert seen["act"] is None
    assert [(each["name"], each["before"], each["after"]) for each in seen["relations"]] == [
        ("张成员甲", "配偶", "户主"), ("张小月", "之女", "之女"),
    ]  # fmt: skip
    done = fupin(*words)
    assert done["state"]["people"] == 3
    assert [(each["head"], each["people"], each["status"]) for each in done["state"]["others"]] == [
        ("张成员甲", 2, "未脱贫")
    ]
    assert fupin("figures", "--on", "2017-12-31") == before
    number = done["state"]["others"][0]["household"]
    listed = fupin("event", "list", number)["events"]
    assert [
        (each["kind"], each["name"], each["came"], each["household"], each["other"]) for each in listed
    ] == [("split", "张成员甲、张小月", 2, number, ZHANG)]


def test_a_merger_asks_what_it_cannot_know(fupin: Said) -> None:
    words = ("event", "merge", ZHANG, "--with", OTHER, "--on", "2018-05-05")
    assert fupin(*words, status=1).startswith("请写明李小明与户主的关系（本户），从原来的关系推算不出来")
    done = fupin(*words, "--relation", "李小明=侄儿", "--relation", "李成员甲=其他")
    assert done["state"]["people"] == 7
    assert done["state"]["others"][0]["end_reason"] == "并户"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("birth", ZHANG, "--name", "甲"), "请写明出生是哪一天：--on 2018-05-08"),
        (("wedding", ZHANG, "--on", "2018-05-01"), "变动种类“wedding”不在可选内容"),
        (("death",), "请写明是哪一户：event death 户编号"),
        (("death", ZHANG, "--on", "2018-05-01", "--person", "李四"), "张三户没有姓名或人编号为“李四”的成员，请检查"),
        (("death", "1", "--on", "2018-05-01", "--person", "李四"), "没有户编号为“1”的农户"),
        (("ended", ZHANG, "--on", "2018-05-01", "--end", "清空"), "销号原因“清空”不在可选内容"),
        (("split", ZHANG, "--on", "2018-05-04", "--relation", "张三"), "与户主关系“张三”应写成 名称=值 的样子"),
        (("double", ZHANG, "--with", OTHER, "--on", "2018-05-04", "--keep", "phone=1"), "“phone=1”里的户编号应是要合并的两户之一"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(fupin: Said, words: tuple[str, ...], said: str) -> None:
    assert fupin("event", *words, status=1).startswith(said)


def test_the_table_of_a_village_counts_month_by_month(township: Office, tmp_path: Path) -> None:
    folder = township.folder
    for words in (
        (
            "death",
            ZHANG,
            "--person",
            "张成员甲",
            "--on",
            "2018-04-20",
            "--reason",
            "病故",
            "--paper",
            "死亡证明",
        ),
        (
            "split",
            ZHANG,
            "--members",
            "张成员丙",
            "--head",
            "张成员丙",
            "--on",
            "2018-05-04",
            "--reason",
            "成家",
        ),
    ):
        assert run(["--office", str(folder), "event", *words]) == 0
    papers = list(township.papers.make("change", villages=["水村"], on=DAY, options={"from": "2018-04-01"}))
    assert is_golden("form_change", *papers[0].documents)
    out = tmp_path / "变动.pdf"
    assert run(["--office", str(folder), "form", "change", "--on", "2018-05-08", "--out", str(out)]) == 0
    assert out.exists()


def test_a_period_in_which_nothing_changed_makes_no_paper(fupin: Said, tmp_path: Path) -> None:
    out = str(tmp_path / "变动.pdf")
    assert fupin("form", "change", "--on", "2018-03-08", "--out", out, status=1) == (
        "2018-03-01到2018-03-08没有登记家庭变动，没有生成文件；请换一段时间"
    )
    assert fupin(
        "form", "change", "--on", "2018-05-08", "--set", "from=2018-06-01", "--out", out, status=1
    ) == ("开始日期2018-06-01晚于结束日期2018-05-08，请核对日期")
