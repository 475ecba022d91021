"""A full disk, a path that is too long, a user name in Chinese with a blank: each a sentence, nothing lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop import assets, settings
from fupin_desktop.cli.run import run
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.office import Office

LONG = "长" * 100
"""A name that no disk takes: 300 bytes."""
ENDS = ("请换一个短一些的名字", "请换一个可以写入的位置", "现有数据没有受影响")


@pytest.fixture
def folder(_township_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(_township_folder, tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The one sentence with which a command is refused."""

    def ask(*words: object) -> str:
        assert run(["--office", str(folder), *map(str, words)]) == 1
        said = capsys.readouterr().err.strip()
        assert "\n" not in said
        assert "Traceback" not in said
        return said

    return ask


@pytest.mark.parametrize(
    "words",
    [
        ("notice", "monitoring", "--year", "2018", "--on", "2018-05-08", "--out", "{}"),
        ("report", "monthly", "2018-05", "--out", "{}.pdf"),
        ("export", "people", "{}.xlsx"),
        ("backup", "{}.fupin"),
        ("restore", "{}.fupin"),
        ("import", "{}.xlsx"),
        ("--office", "{}", "init", "--township", "星星镇"),
    ],
)
def test_a_path_that_is_too_long_is_told_with_its_length(
    refused: Callable[..., str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "出").mkdir()
    said = refused(*(each.replace("{}", str(tmp_path / "出" / LONG)) for each in words))
    assert "名字太长（“长长长长长长…”有10" in said
    assert said.rstrip("。").endswith(ENDS)


def test_a_photo_with_a_path_that_is_too_long_is_told(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"打不开：名字太长（“长长长长长长…”有104个字.*请换一个短一些的名字"):
        office.files.add(tmp_path / f"{LONG}.jpg")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which nothing more lasts."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "monthly", "2018-05", "--out", "{}/月报.docx"), "磁盘已满，“月报.docx”没有写成，原有文件没有变动。请清理“"),
        (("backup", "{}/一份.fupin"), "磁盘已满，没有备份到“"),
    ],
)  # fmt: skip
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    refused: Callable[..., str], full: None, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "出"
    out.mkdir()
    assert refused(*(each.replace("{}", str(out)) for each in words)).startswith(said)
    assert list(out.iterdir()) == []


def test_settings_that_do_not_fit_on_the_disk_stay_as_they_were(full: None) -> None:
    with pytest.raises(Trouble, match=r"设置没有保存：.*写不进去（磁盘已满），请检查磁盘空间和文件夹权限"):
        settings.change(worker="李经办")
    assert settings.load().worker == ""


def test_an_office_in_the_place_of_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "文件").touch()
    assert run(["--office", str(tmp_path / "文件"), "init", "--township", "星星镇"]) == 1
    assert capsys.readouterr().err.strip() == (
        f"不能在“{tmp_path / '文件'}”建立办公室文件夹（那里有一个同名的文件），请换一个可以写入的位置"
    )


def test_a_program_without_its_resources_asks_for_a_new_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "package" / "fupin_desktop" / "assets.py"))
    with pytest.raises(Trouble, match=r"程序文件不全：.*中找不到 resources 文件夹，请重新安装程序"):
        assets.root()


def test_a_user_whose_name_is_chinese_with_a_blank_works_as_others(tmp_path: Path) -> None:
    """As a process of that user: everything lies below the own folder."""
    home = tmp_path / "用户 张三"
    home.mkdir()
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("FUPIN_", "XDG_", "LOCALAPPDATA"))
    }
    code = (
        "import sys; from fupin_desktop import settings; from fupin_desktop.cli import run;"
        "settings.change(worker='李经办');"
        "words = ['demo --households 3', 'backup 一份.fupin', 'verify', '--json figures'];"
        "sys.exit(max(run(each.split(' ')) for each in words))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **kept,
            "PYTHONPATH": str(Path(assets.__file__).parent.parent),
            "HOME": str(home),
            "USERPROFILE": str(home),
        },
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["households"] == 3
    assert (home / "一份.fupin").is_file()
    assert list(home.rglob("office.db"))
    assert list(home.rglob("settings.json"))
