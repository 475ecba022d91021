"""fupin warnings: 返贫预警 from the office's own data, and the 返贫率."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

Answer = tuple[dict[str, Any], str]


def words(
    command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Callable[[str], date]
) -> None:
    """warnings [--on D] [--village V] [--begin H,H | --dismiss H,H --reason TEXT]."""
    warned = command("warnings", "返贫预警：从本办数据里找出情况变差的户", look)
    warned.add_argument("--on", type=day, metavar="DATE")
    warned.add_argument("--village", metavar="V")
    warned.add_argument("--begin", default="", metavar="H", help="登记为监测线索的户编号，几户用逗号隔开")
    warned.add_argument("--dismiss", default="", metavar="H", help="核实没有风险的户编号")
    warned.add_argument("--reason", default="", metavar="TEXT", help="核实情况")


def look(said: argparse.Namespace) -> Answer:
    """List the warnings, or make clues of some, or set some aside."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.errors import Trouble

    on = said.on or date.today()
    with opened(said) as office:
        found = office.warnings.find(on, said.village)

        def named(numbers: str) -> list[Any]:
            wanted = [part for part in numbers.replace("，", ",").split(",") if part]
            known = {each.number: each for each in found}
            if lacking := [each for each in wanted if each not in known]:
                raise Trouble(f"没有户编号为“{'、'.join(lacking)}”的预警，请先用 warnings 查看名单")
            return [known[each] for each in wanted]

        files = office.warnings.begin(named(said.begin), today=on) if said.begin else []
        if said.dismiss:
            office.warnings.dismiss(named(said.dismiss), said.reason, on=on, person=said.by)
        if said.begin or said.dismiss:
            found = office.warnings.find(on, said.village)
        rate = office.warnings.rate(on, said.village)
        act = office.history.newest() if said.begin or said.dismiss else None
    items = [
        {
            "household": each.number, "village": each.village, "group": each.group, "head": each.head, "people": each.people,
            "reasons": [{"kind": why.kind.value, "year": why.year, "text": why.said} for why in each.reasons],
        }
        for each in found
    ]  # fmt: skip
    told = {
        "percent": round(float(rate.percent), 2), "lifted": list(rate.lifted), "returned": list(rate.returned),
        "monitored": list(rate.monitored), "limit": float(rate.limit), "over": rate.over,
    }  # fmt: skip
    begun = [f"{each.subject}　{each.course.label}" for each in files]
    shown = [*begun, *(f"{each.village}　{each.head}（{each.number}）　{each.words}" for each in found)]
    shown = [*(shown or ["没有需要核实的预警"]), rate.words]
    return {"items": items, "rate": told, "act": act}, "\n".join(shown)
