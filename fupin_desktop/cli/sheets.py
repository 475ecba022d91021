"""``sheets out`` and ``sheets in``: workbooks for the villages."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fupin_desktop.cli.commands import Answer, Said, Teller, opened

TOLD = 20


def words(command: Callable[..., argparse.ArgumentParser], day: Callable[[str], Any]) -> None:
    """The words of the command."""
    sheets = command("sheets", "村级填报小表：out 发出，in 收回", send)
    both = sheets.add_subparsers(dest="way", metavar="out|in", required=True)
    out = both.add_parser("out", help="每村生成一份小表")
    out.set_defaults(do=send)
    out.add_argument("list", metavar="LIST")
    out.add_argument("--out", type=Path, required=True, metavar="DIR")
    out.add_argument("--village", action="append", default=[], metavar="V")
    out.add_argument("--ask", action="append", default=[], metavar="FIELD", help="填报列，可以写几次")
    out.add_argument("--due", type=day, metavar="DATE", help="交表日期")
    out.add_argument("--year", type=int, metavar="Y")
    out.add_argument("--plain", action="store_true", help="显示完整证件号码")
    back = both.add_parser("in", help="收回村里填好的小表")
    back.set_defaults(do=take_back)
    back.add_argument("files", nargs="+", type=Path, metavar="FILE")
    back.add_argument("--dry-run", action="store_true")
    back.add_argument(
        "--take", choices=("office", "village"), default="office", help="冲突或不一致时用谁的（默认本办的）"
    )
    for each in (out, back):
        for option in ("--office", "--database", "--by"):
            each.add_argument(option, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def send(said: Said) -> Answer:
    """One workbook for each village."""
    with opened(said) as office:
        sent = office.village_sheets.send(
            said.list, said.out, villages=said.village, ask=said.ask, due_on=said.due, year=said.year,
            whole_ids=said.plain, watch=Teller(),
        )  # fmt: skip
    answer = {"files": [str(each) for each in sent.files], "rows": sent.rows, "year": sent.year}
    return answer, f"已生成{len(sent.files)}份村级小表，共{sent.rows}行：{said.out}"


def take_back(said: Said) -> Answer:
    """Read what came back, and keep it unless --dry-run."""
    with opened(said) as office:
        draft = office.village_sheets.read(said.files, Teller())
        answer = draft.as_json()
        lines = [draft.sentence, *draft.remarks]
        lines += [f"  {each.file} 第{each.row}行{each.column}：{each.text}" for each in draft.problems[:TOLD]]
        if not said.dry_run:
            take = {
                each.key: said.take for item in draft.of("conflict") for each in item.changes if each.conflict
            }
            lines.append(office.village_sheets.apply(draft, take))
            answer["act"] = office.history.newest()
            answer["batch"] = answer["act"]
    return answer, "\n".join(lines)
