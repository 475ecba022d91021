"""fupin scheme: rosters kept for next time (花名册方案)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Answer = tuple[dict[str, Any], str]


def words(command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]) -> None:
    """scheme save NAME …, scheme remove NAME, scheme list."""
    scheme = command("scheme", "保存、删除、列出花名册方案", manage)
    scheme.add_argument("act", choices=("list", "save", "remove"))
    scheme.add_argument("name", nargs="?", default="", metavar="NAME")
    scheme.add_argument("--list", default="households", metavar="LIST", help="名单")
    scheme.add_argument("--title", default="", metavar="TEXT", help="标题")
    scheme.add_argument("--column", action="append", default=[], metavar="COLUMN", help="一列，可以写多次")


def manage(said: argparse.Namespace) -> Answer:
    """Keep, take away or list the schemes."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.services.schemes import columns_of

    with opened(said) as office:
        if said.act == "save":
            office.schemes.save(said.name, said.list, said.column, heading=said.title)
        elif said.act == "remove":
            office.schemes.remove(said.name)
        kept = [
            {"name": each.name, "list": each.list, "title": each.heading, "columns": columns_of(each)}
            for each in office.schemes.all()
        ]
    done = {"save": f"已保存花名册方案“{said.name}”", "remove": f"已删除花名册方案“{said.name}”", "list": ""}[
        said.act
    ]
    listed = [
        f"{each['name']}　{each['list']}　{each['title']}　{'、'.join(each['columns'])}" for each in kept
    ]
    shown = [done] if done else listed or ["还没有保存过花名册方案"]
    return {"schemes": kept}, "\n".join(shown)
