"""fupin year: 年度结转, 核实, 封存, 解除封存."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from fupin_desktop.domain.errors import Trouble

Answer = tuple[dict[str, Any], str]


def words(
    command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Callable[[str], date]
) -> None:
    """year list, year open|verify|close|reopen YEAR."""
    year = command("year", "年度结转、核实、封存、解除封存", manage)
    year.add_argument("act", choices=("list", "open", "verify", "close", "reopen"))
    year.add_argument("year", nargs="?", type=int, metavar="YEAR")
    year.add_argument("--village", action="append", default=[], metavar="V", help="只核实这些村")
    year.add_argument("--household", action="append", default=[], metavar="H", help="只核实这些户")
    year.add_argument("--on", type=day, metavar="DATE", help="办理日期，不写是今天")
    year.add_argument("--reason", default="", metavar="TEXT", help="解除封存的原因，或破例的理由")


def manage(said: argparse.Namespace) -> Answer:
    """Do it, then tell how the years stand."""
    from fupin_desktop.cli.commands import Teller, opened

    if said.act != "list" and said.year is None:
        raise Trouble("请写明年度，如：year open 2019")
    on, done = said.on or date.today(), ""
    with opened(said) as office:
        match said.act:
            case "open":
                made = office.years.open(said.year, on, Teller())
                done = f"已结转{said.year}年度：{made.households}户{made.people}人，待核实；原有{made.there}户没有改动"
            case "verify":
                homes = [office.households.by_number(each) for each in said.household] or None
                count = office.years.verify(said.year, villages=said.village, households=homes)
                done = f"已核实{said.year}年度{count}户"
            case "close":
                office.years.close(said.year, on, said.reason)
                done = f"已封存{said.year}年度"
            case "reopen":
                office.years.reopen(said.year, said.reason, on)
                done = f"已解除{said.year}年度的封存"
        years = office.years.all()
        waiting = {each.year: office.years.unverified(each.year) for each in years if each.unverified}
    found = [
        {"year": each.year, "households": each.households, "unverified": each.unverified, "closed": each.closed,
         "by_village": waiting.get(each.year, {})}
        for each in years
    ]  # fmt: skip
    lines = [f"{each.year}年度　{each.households}户　{each.said}" for each in years]
    for place, each in enumerate(years):
        if each.unverified:
            lines[place] += "：" + "，".join(f"{name}{n}户" for name, n in waiting[each.year].items())
    return {"years": found}, done or "\n".join(lines) or "还没有任何年度"
