"""fupin target, whatif: the targets of exit against what has passed, and who would pass at another line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fupin_desktop.domain.figures import Count

Answer = tuple[dict[str, Any], str]


def words(
    command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Callable[[str], date]
) -> None:
    """target [--year Y] [--text WORDS | --file FILE]; whatif --line AMOUNT."""
    target = command("target", "各村退出任务和完成情况", targets)
    target.add_argument("--year", type=int, metavar="Y")
    target.add_argument("--on", type=day, metavar="DATE")
    target.add_argument("--village", metavar="V")
    target.add_argument(
        "--text", default="", metavar="TEXT", help="登记任务，如 月亮村5户22人，花儿村4户14人"
    )
    target.add_argument(
        "--file", type=Path, metavar="FILE", help="登记任务：文字或村名、户数、人数三列的文本文件"
    )
    target.add_argument("--source", default="", metavar="TEXT", help="任务的依据")
    target.add_argument("--ready", action="store_true", help="列出符合条件、还没有启动退出的户")
    whatif = command("whatif", "换一条标准线测算谁能退出，不改动数据", what_if)
    whatif.add_argument("--line", required=True, metavar="AMOUNT", help="金额，或比现在增减多少：+500、-200")
    whatif.add_argument("--on", type=day, metavar="DATE")
    whatif.add_argument("--year", type=int, metavar="Y", help="按这一年年底测算")
    whatif.add_argument("--village", metavar="V")
    whatif.add_argument("--all", action="store_true", help="测算全部在册户的收入，不只是未脱贫户")


def targets(said: argparse.Namespace) -> Answer:
    """Keep targets where some were given, and tell how far each village is."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.errors import Trouble

    on = said.on or date.today()
    year = said.year or on.year
    remarks: list[str] = []
    with opened(said) as office:
        text = said.text
        if said.file is not None:
            try:
                text = said.file.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise Trouble(f"读不出“{said.file}”，请检查文件是否存在、是不是UTF-8文本") from error
        if text.strip():
            read = office.targets.read(text)
            remarks += read.remarks
            remarks += office.targets.save(year, read.wanted, said.source)
        office.figures.check(said.village)
        found = [each for each in office.targets.of(year, on) if said.village in (None, each.village)]
        ready = office.targets.ready(year, on, said.village) if said.ready else []
    told = [
        {"village": each.village, "households": each.quota.households if each.quota else None,
         "people": each.quota.people if each.quota else None,
         **{name: _pair(getattr(each, name)) for name in ("started", "posted", "struck", "lifted")}, "left": each.left}
        for each in found
    ]  # fmt: skip
    lines = [
        f"{each.village}　任务{_said(each.quota.households, each.quota.people) if each.quota else '未定'}　"
        f"已启动{_words(each.started)}　已公示{_words(each.posted)}　已销号{_words(each.struck)}　登记脱贫{_words(each.lifted)}"
        f"{'　' + each.words if each.words else ''}"
        for each in found
    ]
    lines += [
        f"可以提名：{each.village}{each.group}{each.head}（{'；'.join(each.reasons)}）" for each in ready
    ]
    return {
        "year": year, "targets": told, "remarks": remarks, "ready": [each.number for each in ready],
    }, "\n".join([*lines, *remarks])  # fmt: skip


def what_if(said: argparse.Namespace) -> Answer:
    """Who would pass at another line."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.values import show_money
    from fupin_desktop.services.procedure.whatif import LISTS, Scope

    today = said.on or date.today()
    on = min(today, date(said.year, 12, 31)) if said.year else today
    with opened(said) as office:
        other = office.whatif.read(said.line, on)
        scope = Scope.REGISTERED if said.all else None
        found = office.whatif.at(other, on=on, village=said.village, scope=scope)
    flips = [each for each in found.seen if each.on("gained") or each.on("lost")]
    told = {
        "on": on.isoformat(), "scope": found.scope.value, "line": _amount(found.line), "other": _amount(other),
        "villages": [
            {"village": name, "all": _pair(found.asked(name)), **{each: _pair(found.count(each, name)) for each in LISTS}}
            for name in found.villages
        ],
        "all": _pair(found.asked()), **{each: _pair(found.count(each)) for each in LISTS},
        "flips": [
            {"household": each.number, "village": each.village, "head": each.head, "people": each.people,
             "income": _amount(each.income), "passes": each.after}
            for each in flips
        ],
    }  # fmt: skip
    now = f"{show_money(found.line)}元" if found.line is not None else "没有登记"
    lines = [f"现在的标准线{now}，测算{show_money(other)}元"]
    lines += [
        f"{name or '合计'}　{_words(found.asked(name))}　现在{_words(found.count('before', name))}　"
        f"测算{_words(found.count('after', name))}　收入未知{_words(found.count('unknown', name))}"
        for name in (*found.villages, None)
        if name is None or found.asked(name).households
    ]
    lines += [
        f"{'新达到' if each.after else '不再达到'}：{each.village}{each.group}{each.head}　{each.people}人　"
        f"{show_money(each.income) if each.income is not None else ''}元"
        for each in flips
    ]
    return told, "\n".join(lines)


def _pair(count: Count) -> list[int]:
    return [count.households, count.people]


def _words(count: Count) -> str:
    return f"{count.households}户{count.people}人"


def _said(households: int | None, people: int | None) -> str:
    return "".join(
        f"{number}{unit}" for number, unit in ((households, "户"), (people, "人")) if number is not None
    )


def _amount(amount: Any) -> str | None:
    return None if amount is None else f"{amount:.2f}"
