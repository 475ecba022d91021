"""fupin duplicates: people who stand twice on the register, or seem to."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.id_number import mask_number

if TYPE_CHECKING:
    from fupin_desktop.db.duplicates import Member
    from fupin_desktop.services.duplicates import Pair

Answer = tuple[dict[str, Any], str]
SHOWN = 50


def words(command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]) -> None:
    """duplicates [--village V], duplicates distinct A B --reason TEXT."""
    same = command("duplicates", "疑似重复的人：列出，或认定不是同一人", look)
    same.add_argument("act", nargs="?", choices=("list", "distinct"), default="list")
    same.add_argument("people", nargs="*", type=int, metavar="PERSON", help="两个人的编号（列表里的）")
    same.add_argument("--village", metavar="V")
    same.add_argument("--reason", default="", metavar="TEXT", help="凭什么认定不是同一人")


def look(said: argparse.Namespace) -> Answer:
    """List the pairs, or decide about one."""
    from fupin_desktop.cli.commands import Teller, opened

    with opened(said) as office:
        if said.act == "distinct":
            if len(said.people) != 2:
                raise Trouble("请给出两个人的编号，如 duplicates distinct 12 345 --reason 入户核实")
            one, other = said.people
            kept = office.duplicates.distinct(one, other, said.reason)
            return {
                "one": kept.one,
                "other": kept.other,
                "reason": kept.reason,
            }, "已记下不是同一人，以后不再提示"
        found = office.duplicates.find(said.village, watch=Teller())
    answer = {"pairs": [_told(each) for each in found]}
    more = (
        [f"（还有{len(found) - SHOWN}对，用 --village 一村一村地看，或在窗口里查看）"]
        if len(found) > SHOWN
        else []
    )
    lines = [_words(each) for each in found[:SHOWN]] + more
    return answer, "\n".join([f"疑似重复{len(found)}对", *lines]) if found else "没有疑似重复的人"


def _told(pair: Pair) -> dict[str, Any]:
    return {"why": pair.why, "score": pair.score, "one": _member(pair.one), "other": _member(pair.other)}


def _member(each: Member) -> dict[str, Any]:
    return {
        "person": each.id, "name": each.name, "birth": each.birth, "id_number": mask_number(each.id_number),
        "village": each.village, "group": each.group,
    }  # fmt: skip


def _words(pair: Pair) -> str:
    one, other = (
        f"{each.name}（编号{each.id}，{each.village}{each.group}，{each.birth or '出生日期未填'}）"
        for each in (pair.one, pair.other)
    )
    return f"{pair.why}　{one}　{other}"
