"""``fill`` and ``forms``: forms from above that fill themselves."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fupin_desktop.cli.commands import Answer, Said, opened, pairs
from fupin_desktop.domain.errors import Trouble


def words(command: Callable[..., argparse.ArgumentParser], day: Callable[[str], Any]) -> None:
    """The words of the commands."""
    fill = command("fill", "来表即填：把登记过的表（或一张空表）填好", fill_)
    fill.add_argument("form", metavar="FORM", help="登记的名称、内置的表，或表格文件")
    fill.add_argument("--period", metavar="P", help="2018-05、2018Q2、2018H1或2018")
    fill.add_argument("--on", type=day, metavar="DATE")
    fill.add_argument("--village", action="append", default=[], metavar="V")
    fill.add_argument("--sheet", metavar="NAME")
    fill.add_argument("--force", action="store_true", help="表内关系不成立也写出")
    fill.add_argument("--plain", action="store_true", help="写出完整证件号码")
    fill.add_argument("--out", type=Path, required=True, metavar="FILE")
    forms = command("forms", "登记过的来表；keep 登记，forget 删除", forms_)
    forms.add_argument("do_what", nargs="?", choices=("list", "keep", "forget"), default="list")
    forms.add_argument("name", nargs="?", metavar="NAME")
    forms.add_argument("file", nargs="?", type=Path, metavar="FILE")
    forms.add_argument("--sheet", metavar="NAME")
    forms.add_argument(
        "--set", action="append", default=[], metavar="COLUMN=KEY", help="某列填什么，如 F=figure:pupils"
    )


def fill_(said: Said) -> Answer:
    """Fill a form."""
    with opened(said) as office:
        form = office.filling.open(said.form, said.sheet)
        made = office.filling.preview(form, period=said.period, on=said.on, villages=said.village)
        path = office.filling.write(made, said.out, force=said.force, plain=said.plain)
    answer = {
        "file": str(path), "form": form.name, "rows": len(made.rows), "on": made.day.isoformat(), "filled": made.filled,
        "unfilled": made.unfilled, "wrong": made.wrong, "remarks": made.remarks,
    }  # fmt: skip
    return answer, "\n".join([f"{made.sentence}：{path}", *made.wrong, *made.remarks])


def forms_(said: Said) -> Answer:
    """List, register or strike out forms."""
    with opened(said) as office:
        if said.do_what == "keep":
            return _keep(office, said)
        if said.do_what == "forget":
            office.filling.forget(said.name or "")
            return {"forgotten": said.name}, f"已删除登记的来表：{said.name}"
        kept = [{"name": each.name, "file": each.file} for each in office.filling.forms()]
        own = office.filling.builtins()
    lines = [f"{each['name']}　{each['file']}" for each in kept]
    lines += [f"{name}　内置（{key}）" for key, name in own.items()]
    return {"forms": kept, "builtin": own}, "\n".join(lines)


def _keep(office: Any, said: Said) -> Answer:
    from fupin_desktop.exchange.oddities import column_number

    if not said.name or said.file is None:
        raise Trouble("登记来表要写明名称和文件，如 forms keep 月报表 月报表.xlsx")
    form = office.filling.open(said.file, said.sheet)
    chosen = {column_number(column): key for column, key in pairs(said.set, "列").items()}
    form = office.filling.choose(form, chosen)
    office.filling.keep(said.name, form)
    columns = [{"heading": each.heading, "key": each.key, "reason": each.reason} for each in form.plan.slots]
    blank = sum(1 for each in form.plan.slots if not each.key)
    return {
        "name": said.name,
        "columns": columns,
    }, f"已登记“{said.name}”：{len(columns)}列，其中{blank}列留空待填"
