"""Backups with a password by command line: where the password comes from, and what is said without one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fupin_desktop.cli import locking
from tests.test_cli import Shell

PASSWORD = "星星之火2026"


@pytest.fixture
def fupin(_empty_folder: Path, tmp_path: Path, quick_lock: None, capsys: pytest.CaptureFixture[str]) -> Shell:
    """An office with two villages."""
    shutil.copytree(_empty_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the password in its first line."""
    file = tmp_path / "密码.txt"
    file.write_bytes(f"{PASSWORD}\r\n不要外传\r\n".encode("utf-8-sig"))
    return file


def test_a_backup_that_leaves_the_pc_says_that_it_is_not_encrypted(fupin: Shell, tmp_path: Path) -> None:
    out, _ = fupin("backup", tmp_path / "U盘" / "一.fupin")
    assert "这个备份没有加密，谁拿到都能看；带出本机请加 --ask 或 --password-file 设密码" in out
    assert fupin.json("backup", tmp_path / "U盘" / "二.fupin")["locked"] is False
    assert "没有加密" not in fupin("backup")[0]


def test_a_password_from_a_file_locks_and_opens(fupin: Shell, tmp_path: Path, secret: Path) -> None:
    file = tmp_path / "U盘" / "一.fupin"
    assert fupin.json("backup", file, "--password-file", secret) == {"file": str(file), "locked": True}
    assert "“一.fupin”有密码，请加 --ask 输入密码，或用 --password-file" in fupin("restore", file, fails=1)[1]
    assert Path(fupin.json("restore", file, "--password-file", secret)["safety_copy"]).exists()
    assert fupin.json("verify")["ok"]
    there = Shell(tmp_path / "另一台电脑", fupin._capsys)
    assert there("restore", file, "--password-file", secret)[0] == f"已恢复{file}\n"
    assert there.json("verify")["ok"]


def test_a_password_file_of_an_old_notepad_is_read(fupin: Shell, tmp_path: Path, secret: Path) -> None:
    file = tmp_path / "一.fupin"
    fupin("backup", file, "--password-file", secret)
    secret.write_bytes(PASSWORD.encode("gb18030"))
    fupin("restore", file, "--password-file", secret)


def test_the_environment_may_say_the_password(
    fupin: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "一.fupin"
    monkeypatch.setenv(locking.VARIABLE, PASSWORD)
    assert fupin.json("backup", file)["locked"] is True
    monkeypatch.setenv(locking.VARIABLE, "别的密码20260101")
    assert "密码不对，打不开“一.fupin”，请重新输入" in fupin("restore", file, fails=1)[1]


def test_a_weak_password_makes_no_file(fupin: Shell, tmp_path: Path, secret: Path) -> None:
    secret.write_text("1234", encoding="utf-8")
    assert "密码至少8个字符，现在是4个" in fupin("backup", tmp_path / "一.fupin", "--password-file", secret, fails=1)[1]  # fmt: skip
    assert not (tmp_path / "一.fupin").exists()


def test_a_password_file_that_says_nothing_is_named(fupin: Shell, tmp_path: Path, secret: Path) -> None:
    said = fupin("backup", tmp_path / "一.fupin", "--password-file", tmp_path / "没有.txt", fails=1)[1]
    assert "没有.txt”读不出来" in said
    secret.write_text("\n密码在第二行", encoding="utf-8")
    said = fupin("backup", tmp_path / "一.fupin", "--password-file", secret, fails=1)[1]
    assert "的第一行是空的，请把密码写在第一行" in said


def test_a_typed_password_is_asked_for_twice(
    fupin: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "一.fupin"
    said = fupin("backup", file, "--ask", "--password-file", "x", fails=2)[1]
    assert "--password-file和--ask不能一起用，请只留一个" in said
    assert "--ask 要在能打字的命令窗口里用" in fupin("backup", file, "--ask", fails=1)[1]
    typed = iter([PASSWORD, "打错了的密码", PASSWORD, PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert "两次输入的密码不一样" in fupin("backup", file, "--ask", fails=1)[1]
    fupin("backup", file, "--ask")
    fupin("restore", file, "--ask")
