"""Which words the command line understands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from fupin_desktop.cli import (
    commands,
    doctor,
    duplicates,
    events,
    exits,
    exporting,
    filling,
    helping,
    identification,
    importing,
    layouts,
    locking,
    matching,
    notices,
    papers,
    posters,
    postings,
    procedures,
    reports,
    rosters,
    selfcheck,
    sheets,
    todo,
    visits,
    warnings,
    years,
)
from fupin_desktop.domain.values import Unreadable, read_day


class Words(Exception):
    """The words were wrong: one sentence in Chinese."""


class _Parser(argparse.ArgumentParser):
    """argparse, speaking Chinese."""

    def error(self, message: str) -> NoReturn:
        raise Words(f"{_chinese(message)}；用“{self.prog} -h”查看用法")


def _chinese(message: str) -> str:
    for pattern, said in (
        (r"the following arguments are required: (.+)", r"缺少参数：\1"),
        (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
        (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"“\2”不在可选内容（\3）中"),
        (r"argument (.+?): expected one argument", r"\1后面要写一个值"),
        (r"argument (.+?): expected at least one argument", r"\1后面至少要写一个值"),
        (r"argument (.+?): invalid int value: '(.*)'", r"\1应是整数，“\2”不是"),
        (r"argument (.+?): not allowed with argument (.+)", r"\1和\2不能一起用，请只留一个"),
        (r"argument (.+?): (.+)", r"\1：\2"),
    ):
        if re.fullmatch(pattern, message):
            return re.sub(pattern, said, message).replace("'", "")
    return message


def day(said: str) -> date:
    """A day as 2018-05-08."""
    try:
        return read_day(said)
    except Unreadable as wrong:
        raise argparse.ArgumentTypeError(f"{wrong}，请写成 2018-05-08") from None


def _common(parser: argparse.ArgumentParser, *, again: bool) -> None:
    """Options that may stand before or after the command."""
    hidden: Any = argparse.SUPPRESS if again else None
    parser.add_argument("--office", metavar="DIR", default=hidden, help="办公室文件夹")
    parser.add_argument("--database", metavar="URL", default=hidden, help="用这个数据库代替 office.db")
    parser.add_argument("--by", metavar="NAME", default=argparse.SUPPRESS if again else "", help="经办人")
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS if again else False, help="只输出一个 JSON"
    )


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(prog="fupin", description="乡镇扶贫工作台：不开窗口也能做的事", add_help=True)
    _common(top, again=False)
    found = top.add_subparsers(dest="command", metavar="命令", required=True, parser_class=_Parser)

    def command(name: str, text: str, do: Callable[[Any], Any]) -> argparse.ArgumentParser:
        each = found.add_parser(name, help=text, description=text)
        _common(each, again=True)
        each.set_defaults(do=do)
        return each

    _first(command)
    _looking(command)
    importing.words(command, day)
    duplicates.words(command)
    events.words(command, day)
    exporting.words(command)
    _papers(command)
    doctor.words(command, day)
    filling.words(command, day)
    matching.words(command, day)
    layouts.words(command)
    rosters.words(command)
    sheets.words(command, day)
    todo.words(command, day)
    procedures.words(command, day)
    warnings.words(command, day)
    exits.words(command, day)
    identification.words(command, day)
    helping.words(command, day)
    papers.add(command, day)
    posters.words(command)
    postings.words(command, day)
    visits.words(command, day)
    years.words(command, day)
    selfcheck.words(command)
    _safety(command)
    return top


Make = Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]


def _first(command: Make) -> None:
    init = command("init", "新建一个空办公室", commands.init)
    for name in ("township", "county", "unit", "phone"):
        init.add_argument(f"--{name}", metavar="NAME", default="")
    init.add_argument("--village", action="append", default=[], metavar="V")
    init.add_argument(
        "--report-day",
        type=int,
        choices=range(1, 32),
        default=25,
        metavar="DAY",
        help="月报日：每月几日报出月报",
    )
    demo = command("demo", "在空办公室里载入虚构的演示乡镇", commands.demo)
    demo.add_argument("--households", type=int, default=218, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.add_argument("--era", choices=("2018", "2026"), default="2018")


def _looking(command: Make) -> None:
    figures = command("figures", "本办自己的统计数", commands.figures)
    figures.add_argument("--on", type=day, metavar="DATE")
    figures.add_argument("--village", metavar="V")
    find = command("find", "按姓名、拼音、证件或电话尾号、户编号、组查找", commands.find)
    find.add_argument("text")
    find.add_argument("--limit", type=int, default=50, metavar="N")
    show = command("show", "一户的全部情况", commands.show)
    show.add_argument("household")
    edit = command("edit", "更正一户或一人的一项", commands.edit)
    edit.add_argument("household")
    edit.add_argument("values", nargs="+", metavar="FIELD=VALUE")
    edit.add_argument("--person", metavar="P")
    edit.add_argument("--year", type=int, metavar="Y")
    edit.add_argument("--evidence", required=True, metavar="TEXT")
    history = command("history", "做过的操作", commands.history)
    history.add_argument("--household", metavar="H")
    history.add_argument("--last", type=int, default=20, metavar="N")
    undo = command("undo", "撤销最近一次（或指定的）操作", commands.undo)
    undo.add_argument("act", nargs="?", type=int)


def _papers(command: Make) -> None:
    notices.words(command("notice", "生成公示和公告", notices.notice), day)
    form = command("form", "生成农户和村的文书", commands.form)
    form.add_argument("kind", metavar="KIND")
    form.add_argument("--village", action="append", default=[], metavar="V")
    form.add_argument("--household", action="append", default=[], metavar="H")
    form.add_argument("--year", type=int, metavar="Y")
    form.add_argument("--on", type=day, metavar="DATE")
    form.add_argument("--paper", choices=("A4", "A3"), default="A4")
    form.add_argument("--format", choices=("pdf", "docx", "xlsx", "txt"), default="pdf")
    form.add_argument("--each", action="store_true", help="每户一个文件")
    form.add_argument("--changed", action="store_true", help="只补打变动页")
    form.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="这种文书自己的选项")
    form.add_argument("--out", type=Path, required=True, metavar="DIR|FILE")
    reports.words(command("report", "生成月报、季度汇总等报表", reports.report), day)
    chart = command("chart", "生成统计图", commands.chart)
    chart.add_argument("kind", metavar="KIND")
    chart.add_argument("--village", metavar="V")
    chart.add_argument("--on", type=day, metavar="DATE")
    chart.add_argument("--out", type=Path, metavar="FILE")


def _safety(command: Make) -> None:
    backup = command("backup", "备份", commands.backup)
    backup.add_argument("file", nargs="?", type=Path)
    locking.words(backup)
    restore = command("restore", "恢复备份（先留一份现在的）", commands.restore)
    restore.add_argument("file", type=Path)
    locking.words(restore)
    command("verify", "检查整个办公室的数据文件", commands.verify)
    command("upgrade", "把数据库升级到本程序的版本", commands.upgrade)
