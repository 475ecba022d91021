"""Where the command line takes a password from: never from its own words, which every process of the PC can read."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from fupin_desktop.domain.errors import Trouble

VARIABLE = "FUPIN_PASSWORD"
_LARGEST = 4096


def words(parser: argparse.ArgumentParser) -> None:
    """The options of a command that makes or opens locked files."""
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--password-file", type=Path, metavar="F", help="密码写在这个文件的第一行")
    asked.add_argument("--ask", action="store_true", help="在命令窗口里输入密码，不显示")


def password(said: Any, *, twice: bool = False) -> str:
    """The password that was said in a file, typed (``twice`` for a new one) or in $FUPIN_PASSWORD; "" for none."""
    if said.password_file:
        return _first_line(said.password_file)
    if not said.ask:
        return os.environ.get(VARIABLE, "")
    if not sys.stdin or not sys.stdin.isatty():
        raise Trouble("--ask 要在能打字的命令窗口里用；没有人输入的时候请用 --password-file")
    typed = getpass.getpass("密码：")
    if not typed:
        raise Trouble("没有输入密码，什么也没有做")
    if twice and getpass.getpass("再输一次：") != typed:
        raise Trouble("两次输入的密码不一样，什么也没有做；请重新来一次")
    return typed


def _first_line(file: Path) -> str:
    """UTF-8, or what Notepad of an older Windows calls ANSI."""
    try:
        with file.open("rb") as source:
            raw = source.read(_LARGEST)
    except OSError as error:
        raise Trouble(f"密码文件“{file}”读不出来，请检查路径和权限") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    line = text.split("\n")[0].rstrip("\r")
    if not line:
        raise Trouble(f"密码文件“{file}”的第一行是空的，请把密码写在第一行")
    return line
