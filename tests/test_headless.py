"""The main job without a screen: what lies in the folder afterwards, and what is said when it cannot be done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fupin_desktop import headless
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.office import Office


def test_the_whole_job_is_done_and_told_step_by_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert headless.main([str(tmp_path / "out")]) == 0
    out = tmp_path / "out"
    said = capsys.readouterr().out
    told = [line.partition("：")[0] for line in said.splitlines()]
    assert told[: len(headless.STEPS)] == list(headless.STEPS)
    assert len(re.findall(r"（\d+\.\d秒）", said)) == len(headless.STEPS)
    assert "218户845人" in said
    for kind in headless.NOTICES.values():
        assert list((out / "公示" / kind / "2018-06-11").glob("*.pdf"))
    assert {each.name for each in (out / "报表").iterdir()} == {"月报2018-05.pdf", "季度汇总2018Q2.pdf"}
    assert len(list((out / "图表").glob("*.png"))) >= 4
    office = Office.open(out / "office")
    assert office.figures.latest().on.isoformat() == "2018-06-08"
    office.close()


def test_a_second_run_leaves_the_first_alone_and_takes_a_fresh_folder(tmp_path: Path) -> None:
    assert headless.fresh(tmp_path) == tmp_path
    (tmp_path / "office").mkdir()
    assert headless.fresh(tmp_path) == tmp_path / "第2次运行"
    (tmp_path / "第2次运行").mkdir()
    assert headless.fresh(tmp_path) == tmp_path / "第3次运行"


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("不是文件夹", encoding="utf-8")
    assert headless.main([str(tmp_path / "file" / "out")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("不能写入“")
    assert "请换一个可以写入的文件夹" in said
    assert said.count("\n") == 1


def test_trouble_in_a_step_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(office: Office, out: Path) -> str:
        raise Trouble("磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响")

    monkeypatch.setattr(headless, "STEPS", {"载入演示乡镇": full})
    assert headless.main([str(tmp_path)]) == 1
    assert (
        capsys.readouterr().err == "磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响\n"
    )


def test_without_a_folder_the_usage_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert headless.main([]) == 2
    assert "用法：" in capsys.readouterr().err
