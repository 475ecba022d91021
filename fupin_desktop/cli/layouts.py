"""fupin layouts: which layouts are recognised, what the columns of a file are, and those the office keeps itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import mask_number

if TYPE_CHECKING:
    from fupin_desktop.exchange.rows import ColumnMeaning

Answer = tuple[dict[str, Any], str]


def words(command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]) -> None:
    """layouts [list], layouts look FILE, layouts keep NAME FILE --set LETTER=KEY, layouts forget NAME."""
    layouts = command("layouts", "认识的版式；看一个文件的列、记住或忘掉一种版式", manage)
    layouts.add_argument("act", nargs="?", default="list", choices=("list", "look", "keep", "forget"))
    layouts.add_argument(
        "names", nargs="*", metavar="NAME|FILE", help="look 文件；keep 名称 文件；forget 名称"
    )
    layouts.add_argument(
        "--set", action="append", default=[], metavar="LETTER=KEY", help="指定一列，如 C=姓名；可以写多次"
    )
    layouts.add_argument("--year", type=int, metavar="Y", help="版式的年度")


def manage(said: argparse.Namespace) -> Answer:
    """List, look, keep or forget."""
    from fupin_desktop.cli.commands import opened, pairs

    names = _names(said.act, said.names)
    mapping = pairs(said.set, "--set")
    with opened(said) as office:
        if said.act == "look":
            from fupin_desktop.services.layouts import key_of

            rows = office.layouts.look(
                names[0], {letter.upper(): key_of(key) for letter, key in mapping.items()}
            )
            columns = [_column(each) for each in rows.columns]
            lines = [
                f"{rows.layout}　工作表“{rows.sheet}”　标题行：第{rows.header_row}行",
                *map(_line, rows.columns),
            ]
            answer = {
                "layout": rows.layout,
                "sheet": rows.sheet,
                "header_row": rows.header_row,
                "list": rows.list_key,
            }
            return {**answer, "columns": columns, "asks": list(rows.asks)}, "\n".join([*lines, *rows.asks])
        if said.act == "keep":
            kept = office.layouts.keep_file(names[0], names[1], mapping, year=said.year)
            return {"kept": kept.name}, f"已记住版式“{kept.name}”，下次自动认出"
        if said.act == "forget":
            office.layouts.forget(names[0])
            return {"forgotten": names[0]}, f"已忘掉版式“{names[0]}”"
        every = office.layouts.all()
    shown = [
        f"{'本办　' if each.kept else ''}{each.name if each.kept else f'{each.key} {each.name}'}　{each.years}　{each.columns}列"
        for each in every
    ]
    listed = [
        {
            "key": each.key,
            "name": each.name,
            "list": each.list,
            "years": each.years,
            "columns": each.columns,
            "kept": each.kept,
        }
        for each in every
    ]
    return {"layouts": listed}, "\n".join(shown)


def _names(act: str, names: list[str]) -> list[str]:
    needed = {"list": 0, "look": 1, "keep": 2, "forget": 1}[act]
    if len(names) != needed:
        how = {
            "list": "layouts",
            "look": "layouts look 文件",
            "keep": "layouts keep 名称 文件",
            "forget": "layouts forget 名称",
        }
        raise Trouble(f"请写成：{how[act]}")
    return [*names[:1], *(str(Path(each)) for each in names[1:])]


def _column(each: ColumnMeaning) -> dict[str, Any]:
    guessed = [{"key": one.key, "label": one.label, "score": round(one.score, 2), "reason": one.reason}
               for one in each.proposals]  # fmt: skip
    return {
        "letter": each.letter,
        "heading": each.heading,
        "key": each.key,
        "label": each.label,
        "proposals": guessed,
    }


def _line(each: ColumnMeaning) -> str:
    sample = "、".join(mask_number(text) if len(text) >= 15 else text for text in each.samples)
    meant = each.label or "（不认识，原样保留）"
    if not each.key and each.proposals:
        best = each.proposals[0]
        meant += f"　可能是：{best.label}（{best.reason}）"
    return f"{each.letter}　{each.heading}　→　{meant}" + (f"　例：{sample}" if sample else "")
