"""Whoever has a certificate signs all four programs: both launchers, the uninstaller, the setup."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installer import __main__ as command
from installer import setup
from installer.paths import BuildError, sign
from installer.payload import Payload
from installer.tests.nsis import Setup

MARK = b"signed by the township"


@pytest.fixture
def small(tmp_path: Path) -> Payload:
    """A payload of two files."""
    for name in ("FupinDesktop.exe", "app/fupin_desktop/a.py"):
        (tmp_path / "payload" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "payload" / name).write_text(name, encoding="utf-8")
    return Payload(tmp_path / "payload", "0.5.0", {})


def signer(folder: Path, does: str) -> str:
    """A program that signs; its path has blanks in it."""
    folder = folder / "safe place"
    folder.mkdir()
    program = folder / "sign.sh"
    program.write_text(f'#!/bin/sh\nset -e\necho "$1" >> "{folder}/asked"\n{does}\n', encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_the_uninstaller_inside_the_setup_and_the_setup_are_signed(small: Payload, tmp_path: Path) -> None:
    program = signer(tmp_path, f'printf %s "{MARK.decode()}" >> "$1"')
    made = setup.make(small, tmp_path / "setup.exe", fast=True, signer=program)
    asked = (tmp_path / "safe place" / "asked").read_text().splitlines()
    assert len(asked) == 2
    assert asked[1].endswith("setup.part")
    content = made.read_bytes()
    assert content.endswith(MARK)
    inside = Setup(content.removesuffix(MARK)).blocks
    assert [block[:2] for block in inside if block.endswith(MARK)] == [b"MZ"]


def test_without_a_signer_nothing_is_signed(small: Payload, tmp_path: Path) -> None:
    made = setup.make(small, tmp_path / "setup.exe", fast=True)
    assert not [block for block in Setup.read(made).blocks if block.endswith(MARK)]


def test_a_signer_that_fails_leaves_no_setup(small: Payload, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^制作安装程序没有成功"):
        setup.make(small, tmp_path / "setup.exe", fast=True, signer=signer(tmp_path, "exit 1"))
    assert not list(tmp_path.glob("setup.*"))


def test_what_a_signer_says_when_it_fails_is_told(tmp_path: Path) -> None:
    program = signer(tmp_path, "echo wrong password; exit 1")
    with pytest.raises(BuildError, match=r"^给 x\.exe 签名没有成功（sign\.sh 返回 1）：\nwrong password$"):
        sign(tmp_path / "x.exe", program)


def test_a_signer_that_is_not_there_is_told_before_anything_is_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["installer", "--fast", "--sign", "/nowhere/sign.sh"])
    assert command.main() == 1
    assert capsys.readouterr().err == (
        "没有找到签名程序 /nowhere/sign.sh，或它没有运行权限（chmod +x）；请写它的完整路径。\n"
    )
