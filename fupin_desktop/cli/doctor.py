"""``check``: the data doctor without a window."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fupin_desktop.cli.commands import Answer, Said, Teller, opened

TOLD = 30


def words(command: Callable[..., argparse.ArgumentParser], day: Callable[[str], Any]) -> None:
    """The words of the command."""
    check = command("check", "数据体检：按规则查本办数据，或查一份还没导入的导出表", check_)
    check.add_argument("file", nargs="?", type=Path, metavar="FILE")
    check.add_argument("--village", metavar="V")
    check.add_argument("--on", type=day, metavar="DATE")
    check.add_argument("--out", type=Path, metavar="DIR", help="写出问题表、汇总、入户核实表和核查报告")
    check.add_argument("--plain", action="store_true", help="写出的表里显示完整证件号码")


def check_(said: Said) -> Answer:
    """Examine the office or a file."""
    with opened(said) as office:
        doctor = office.doctor
        if said.file is not None:
            checked = doctor.examine_file(said.file, on=said.on, watch=Teller())
        else:
            checked = doctor.examine(on=said.on, village=said.village, watch=Teller())
            if said.on is None:
                doctor.remember(checked)
        answer = checked.as_json()
        lines = [checked.sentence, *([checked.remark] if checked.remark else [])]
        if said.file is None:
            lines += [each.sentence for days in (7, 30) if (each := doctor.trend(checked, days)).since]
        lines += [
            f"  {each.severity.label}　{each.village}　{each.household}　{each.text}"
            for each in checked.findings[:TOLD]
        ]
        if len(checked.findings) > TOLD:
            lines.append(f"  ……还有{len(checked.findings) - TOLD}处，用 --out 写成表，或用 --json 看全部")
        if said.out is not None:
            files = doctor.hand_out(checked, said.out, plain=said.plain)
            answer["files"] = [str(each) for each in files]
            lines.append(f"已写出{len(files)}个文件：{said.out}")
    return answer, "\n".join(lines)
