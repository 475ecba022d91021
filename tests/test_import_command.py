"""fupin import and staged: what is taken, what waits, and which rows are refused and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.services.office import Office
from tests.exports import a_row, an_export


class Clerk:
    """Somebody at the command line of one office."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def says(self, *words: object) -> tuple[int, str]:
        status = run(["--office", str(self._folder), *map(str, words)])
        said = self._capsys.readouterr()
        return status, said.out + said.err

    def asks(self, *words: object) -> Any:
        status = run(["--office", str(self._folder), "--json", *map(str, words)])
        out = self._capsys.readouterr().out
        assert status == 0
        return json.loads(out)


@pytest.fixture
def clerk(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    office.importing.apply(office.importing.read(an_export(tmp_path / "五月.xlsx", rows("13900000001"))))
    return Clerk(office.folder, capsys)


def rows(phone: str) -> list[dict[str, Any]]:
    return [a_row("650000000001", 联系电话=phone), a_row("650000000002", 联系电话=phone)]


@pytest.fixture
def june(tmp_path: Path) -> Path:
    new = a_row("650000000003", 姓名="赵新")
    return an_export(tmp_path / "六月.xlsx", [*rows("13700000000"), new], day="2018-06-08")


def test_only_the_chosen_household_goes_in(clerk: Clerk, june: Path) -> None:
    said = clerk.asks("import", june, "--only", "650000000002")
    assert said["applied"]["households"]["changed"] == 1
    assert said["waiting"] == 3
    assert clerk.asks("show", "650000000002")["phone"] == "13700000000"
    assert clerk.asks("show", "650000000001")["phone"] == "13900000001"
    assert clerk.asks("import", june, "--only", "new")["applied"]["people"]["new"] == 1
    assert clerk.asks("import", june)["applied"]["households"] == {
        "new": 0, "changed": 1, "unchanged": 2, "refused": 0, "conflict": 0,
    }  # fmt: skip


def test_a_household_that_is_not_in_the_file_is_said(clerk: Clerk, june: Path) -> None:
    status, said = clerk.says("import", june, "--only", "999")
    assert (status, said.strip().splitlines()[-1]) == (
        1,
        "文件里没有户编号为“999”的户，请核对要导入哪几户",
    )


def test_what_is_kept_waits_and_is_imported_by_its_number(clerk: Clerk, june: Path) -> None:
    kept = clerk.asks("import", june, "--keep")
    assert (kept["batch"], kept["households"]["changed"]) == (None, 2)
    june.unlink()
    (waits,) = clerk.asks("staged")["staged"]
    assert (waits["token"], waits["file"], waits["data_day"]) == (kept["staged"], ["六月.xlsx"], "2018-06-08")
    done = clerk.asks("import", kept["staged"])
    assert done["batch"] is not None
    assert clerk.asks("staged")["staged"] == []


def test_what_waits_can_be_given_up(clerk: Clerk, june: Path) -> None:
    token = clerk.asks("import", june, "--keep")["staged"]
    status, said = clerk.says("staged", "drop", token)
    assert (status, said.splitlines()[0]) == (0, f"已放弃{token}，本办数据和原来的文件都没有动")
    status, said = clerk.says("staged", "drop", token)
    assert (status, said.strip()) == (1, f"没有编号为“{token}”的待处理文件，用 staged 查看编号")
    assert clerk.says("staged") == (0, "没有读了还没导入的文件\n")


def test_a_dry_run_leaves_nothing_waiting(clerk: Clerk, june: Path) -> None:
    assert clerk.asks("import", june, "--dry-run")["staged"] is None
    assert clerk.asks("staged")["staged"] == []


def test_each_refused_row_is_told_with_its_reason(clerk: Clerk, tmp_path: Path) -> None:
    bad = [a_row(f"65000000001{n}", 人均纯收入="-5") for n in range(9)]
    homeless = [a_row(f"6500000000{20 + n}", 行政村="") for n in range(14)]
    path = an_export(tmp_path / "坏.xlsx", [*bad, *homeless], day="2018-06-08")
    said = clerk.asks("import", path, "--dry-run")
    assert said["people"]["refused"] == len(said["refused"]) == 23
    assert said["refused"][0] == {
        "file": "坏.xlsx", "row": 4, "household": "650000000010", "name": "王安", "why": "人均纯收入为负数，请核对",
    }  # fmt: skip
    assert said["refused"][-1]["why"] == "户编号650000000033是新的一户，但行政村为空，请补上"
    _, words = clerk.says("import", path, "--dry-run")
    told = [line for line in words.splitlines() if line.startswith("拒绝")]
    assert len(told) == 20
    assert told[0] == "拒绝 “坏.xlsx”第4行 王安：人均纯收入为负数，请核对"
    assert "（还有3条，用 --out 问题.xlsx 写出全部，或在窗口里查看）" in words


def test_people_refused_with_their_household_say_so(clerk: Clerk, tmp_path: Path) -> None:
    two = [a_row("650000000040", 行政村="", 人数="2"), a_row("650000000040", 2, 行政村="", 人数="2")]
    said = clerk.asks("import", an_export(tmp_path / "坏.xlsx", two, day="2018-06-08"), "--dry-run")
    assert [(each["row"], each["name"]) for each in said["refused"]] == [(4, "王安"), (5, "王喜")]
    assert len({each["why"] for each in said["refused"]}) == 1
