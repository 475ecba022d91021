"""fupin export: lists as workbooks. fupin outgoing: which lists left this computer."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answer = tuple[dict[str, Any], str]
LISTS = ("households", "people", "plans", "housing", "helpers", "monitoring", "work", "income", "villages",
         "relocation", "visits")  # fmt: skip
"""The lists that can be written (``services.exporting.LISTS``)."""


def words(command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]) -> None:
    """export LIST FILE …, outgoing."""
    give = command("export", "把名单导出为工作簿", export)
    give.add_argument("list", choices=LISTS)
    give.add_argument("file", type=Path)
    give.add_argument("--village", metavar="V")
    give.add_argument("--shape", choices=("households", "people", "both"), default="people")
    give.add_argument("--layout", metavar="NAME", help="按这种版式的列和顺序，如H1，或本办记住的版式名")
    shown = give.add_mutually_exclusive_group()
    shown.add_argument("--masked", action="store_true", help="证件号码只留前6位后4位，银行卡号只留后4位")
    shown.add_argument("--plain", action="store_true", help="写完整的证件号码（不写--masked时就是这样）")
    give.add_argument("--fillable", action="store_true", help="供人填写：加下拉列表、填写说明和代码表")
    left = command("outgoing", "导出记录：谁什么时候导出了什么", outgoing)
    left.add_argument("--last", type=int, default=20, metavar="N")


def export(said: argparse.Namespace) -> Answer:
    """A list as a workbook."""
    from fupin_desktop.cli.commands import Teller, opened

    with opened(said) as office:
        rows = office.exporting.export(
            said.list, said.file, village=said.village, shape=said.shape, layout=said.layout, watch=Teller(),
            masked=said.masked, fillable=said.fillable,
        )  # fmt: skip
    hidden = "，证件号码已遮盖" if said.masked else ""
    return {
        "rows": rows,
        "file": str(said.file),
        "masked": said.masked,
    }, f"已导出{rows}行{hidden}：{said.file}"


def outgoing(said: argparse.Namespace) -> Answer:
    """Which lists left, the newest first."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        found = office.outgoing.all(said.last)
    lists = [
        {"at": each.at.isoformat(timespec="seconds"), "person": each.person, "what": each.list.what,
         "villages": each.list.villages, "file": each.list.file, "rows": each.list.rows, "masked": each.list.masked}
        for each in found
    ]  # fmt: skip
    told = [
        f"{each.at:%Y-%m-%d %H:%M}　{each.person}　{each.list.what}　{each.list.villages or '全部村'}　{each.list.rows}行　"
        f"{'证件号码已遮盖' if each.list.masked else '完整证件号码'}　{each.list.file}"
        for each in found
    ]
    return {"lists": lists}, "\n".join(told) or "还没有导出过名单"
