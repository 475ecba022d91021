"""The program in a Chinese folder with blanks: its main job gives the same words as on Linux, and nothing of it changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installer.paths import ROOT
from installer.wine.conftest import SHOTS, Package
from installer.wine.papers import contents
from installer.wine.prefix import Prefix
from installer.wine.program import KEY, TITLE, WINDOW, Program, sums

FOLDER = r"C:\扶贫 办公\工作台 一号"
EXPORTS = ROOT.parent / "shared" / "data" / "exports"
SAMPLE = ROOT / "resources" / "samples" / "贫困户信息_20180608.xlsx"
BUSY = 2.0
"""A machine that does something else beside may take so many times as long; installer/README has the true times."""
LONGEST_INSTALL = 60.0 * BUSY
FIRST_START, LATER_START = 15.0 * BUSY, 10.0 * BUSY

POSTED = ("--year", "2018", "--from", "2018-06-11")
JOB: tuple[tuple[str, ...], ...] = (
    ("demo",),
    ("import", "国扶导出.xlsx"),
    ("figures", "--on", "2018-06-30", "--json"),
    ("notice", "exit", *POSTED, "--out", "公示/拟退出"),
    ("notice", "exit", *POSTED, "--format", "docx", "--out", "公示/拟退出"),
    ("notice", "housing", *POSTED, "--format", "xlsx", "--out", "公示/危改"),
    ("report", "monthly", "2018-05", "--out", "报表/月报.pdf"),
    ("report", "monthly", "2018-05", "--out", "报表/月报.docx"),
    ("report", "monthly", "2018-05", "--out", "报表/月报.xlsx"),
    ("form", "plan", "--village", "水村", "--on", "2018-06-30", "--out", "一户一策"),
    ("chart", "causes", "--out", "报表/致贫原因.png"),
    ("export", "people", "报表/人口.xlsx"),
)  # fmt: skip
FOLDERS = ("公示", "报表", "一户一策")


@pytest.fixture(scope="module")
def fresh(prefix: Prefix, package: Package) -> tuple[Program, dict[str, str]]:
    """The program just installed, with the sums of all its files before it was ever started."""
    program = Program.install(prefix, package.setup, FOLDER)
    return program, sums(program.folder)


@pytest.fixture(scope="module")
def program(fresh: tuple[Program, dict[str, str]]) -> Program:
    """The program where an office might put it."""
    return fresh[0]


def prepared(folder: Path) -> Path:
    """A folder to do the job in, with the export that is imported."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    exports = sorted(EXPORTS.glob("贫困户信息_*.xlsx"))
    shutil.copy(exports[-1] if exports else SAMPLE, folder / "国扶导出.xlsx")
    return folder


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The job done on Linux: the folder, and what each command said."""
    folder = prepared(tmp_path_factory.mktemp("linux") / "工作 文件")
    said = []
    for words in JOB:
        command = [sys.executable, "-m", "fupin_desktop", "--office", "办公室", "--by", "李经办", *words]
        kept = {
            "PYTHONPATH": str(ROOT),
            "FUPIN_CONFIG": str(folder.parent / "设置"),
            "FUPIN_LOGS": str(folder.parent / "日志"),
        }
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **kept}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        said.append(done.stdout.decode())
    return folder, said


@pytest.fixture(scope="module")
def there(program: Program) -> tuple[Path, list[str]]:
    """The same on Windows, in the user's documents."""
    folder = prepared(program.prefix.drive / "工作 文件")
    return folder, [
        program.fupin("--office", "办公室", "--by", "李经办", *words, folder=folder).out for words in JOB
    ]


@pytest.fixture(scope="module")
def office(there: tuple[Path, list[str]]) -> Path:
    """The office in which the main job was done."""
    return there[0] / "办公室"


def test_it_installs_into_a_chinese_folder_with_blanks(program: Program, measured: dict[str, str]) -> None:
    measured["静默安装（中文带空格的文件夹）"] = f"{program.seconds:.0f} 秒"
    assert program.seconds < LONGEST_INSTALL
    assert program.prefix.registry(KEY)[""]["InstallDir"] == FOLDER
    assert program.window.is_file()


def test_the_window_opens_soon(program: Program, measured: dict[str, str]) -> None:
    times = []
    for _ in range(2):
        with program.opened() as shown:
            times.append(shown.wait_for(WINDOW))
    measured["窗口打开（首次／以后）"] = f"{times[0]:.1f} 秒／{times[1]:.1f} 秒"
    assert times[0] < FIRST_START
    assert times[1] < LATER_START


@pytest.mark.parametrize("platform", ["offscreen", "windows"])
def test_it_finds_itself_in_order(program: Program, platform: str, measured: dict[str, str]) -> None:
    shot = SHOTS / f"自检_{platform}.png"
    shot.parent.mkdir(parents=True, exist_ok=True)
    file = program.prefix.drive / f"自检 {platform}.json"
    answer, found = program.selfcheck(file, "--platform", platform, "--picture", program.prefix.windows(shot))
    assert answer.code == 0, found
    measured[f"自检（{platform}）"] = f"全部正常，{answer.seconds:.0f} 秒"
    assert shot.stat().st_size > 5000


def test_the_main_job_says_what_it_says_on_linux(
    here: tuple[Path, list[str]], there: tuple[Path, list[str]]
) -> None:
    for words, linux, windows in zip(JOB, here[1], there[1], strict=True):
        assert windows.replace("\\", "/") == linux, words


def test_the_papers_hold_the_same_bytes_of_text_as_on_linux(
    here: tuple[Path, list[str]], there: tuple[Path, list[str]], measured: dict[str, str]
) -> None:
    compared = 0
    for name in FOLDERS:
        linux, windows = contents(here[0] / name), contents(there[0] / name)
        assert windows.keys() == linux.keys()
        for paper, text in linux.items():
            assert windows[paper] == text, f"{name}/{paper}"
        compared += len(linux)
    measured["主要工作（演示、导入、公示、月报、一户一策、图表、导出）"] = (
        f"{compared} 份文件的文字与 Linux 上逐字节相同"
    )


def test_the_window_shows_the_office(program: Program, office: Path) -> None:
    with program.opened(FUPIN_OFFICE=program.prefix.windows(office)) as shown:
        shown.wait_for("经办人")
        shown.wait_until_still(SHOTS / "窗口.png", least=60_000)  # the page without its figures has 42,000


def test_a_second_window_on_one_office_does_not_get_it(program: Program, office: Path) -> None:
    named = program.prefix.windows(office)
    with program.opened(FUPIN_OFFICE=named) as first:
        first.wait_for("经办人")
        with program.opened(FUPIN_OFFICE=named) as second:
            second.wait_for(TITLE)  # the office's own window is called after the township
            second.wait_until_still(SHOTS / "重复打开.png")
            second.close(TITLE)
            assert second.ended() == 0
        assert first.process.poll() is None


def test_a_package_that_is_double_clicked_says_what_it_is(program: Program, office: Path) -> None:
    package = program.prefix.drive / "带走 的" / "星星镇 备份.fupin"
    package.parent.mkdir()
    program.fupin("--office", office, "backup", package)
    with program.opened(package) as shown:
        shown.wait_for("打开备份文件")
        shown.wait_until_still(SHOTS / "双击备份.png")
        shown.close("打开备份文件")


def test_a_window_that_was_killed_is_told_of_at_the_next_start(program: Program, office: Path) -> None:
    named = program.prefix.windows(office)
    with program.opened(FUPIN_OFFICE=named) as killed:
        killed.wait_for("经办人")
        killed.process.kill()
        killed.ended()
    with program.opened(FUPIN_OFFICE=named) as shown:
        shown.wait_for("经办人")
        shown.wait_until_still(SHOTS / "上次意外结束.png")
    (told,) = program.office.rglob("崩溃_*.txt")
    assert told.read_text(encoding="utf-8").startswith(TITLE)


def test_an_office_that_cannot_be_written_is_told_in_a_sentence(program: Program) -> None:
    said = program.fupin("--office", r"Z:\proc\办公室", "demo", fails=1).err
    assert "不能" in said or "没有权限" in said
    assert said.count("\n") == 1


def test_after_all_this_nothing_in_its_folder_has_changed(fresh: tuple[Program, dict[str, str]]) -> None:
    program, before = fresh
    assert sums(program.folder) == before
