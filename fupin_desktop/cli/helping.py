"""fupin pair, plan: who helps a household, and its 一户一策."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.domain.cadre import Cadre
    from fupin_desktop.services.office import Office

Answer = tuple[dict[str, Any], str]
Make = Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]


def words(command: Make, day: Callable[[str], date]) -> None:
    """pair HOUSEHOLD… NAME; plan HOUSEHOLD --year Y --measure KIND=TEXT."""
    paired = command("pair", "结对帮扶：给农户登记帮扶责任人", pair)
    paired.add_argument("household", metavar="HOUSEHOLD", help="户编号，几户用逗号隔开")
    paired.add_argument("name", metavar="NAME", help="帮扶责任人")
    paired.add_argument("--unit", default="", metavar="U", help="帮扶单位；新的帮扶干部要写")
    paired.add_argument("--post", choices=("A", "B"), default="A", help="岗别")
    paired.add_argument("--since", type=day, required=True, metavar="DATE")
    planned = command("plan", "一户一策：登记一年的帮扶计划和措施", plan)
    planned.add_argument("household", metavar="HOUSEHOLD", help="户编号，几户用逗号隔开")
    planned.add_argument("--year", type=int, required=True, metavar="Y")
    planned.add_argument("--person", default="", metavar="NAME", help="责任人")
    planned.add_argument("--made", type=day, metavar="DATE", help="制定日期")
    planned.add_argument("--due", type=day, metavar="DATE", help="措施的完成时限")
    planned.add_argument(
        "--measure", action="append", default=[], metavar="KIND=TEXT", help="措施类别=帮扶内容"
    )


def pair(said: argparse.Namespace) -> Answer:
    """Pair households with a cadre, who is kept if the office does not know him yet."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.cadre import Post

    with opened(said) as office:
        ids = _ids(office, said.household)
        cadre = _cadre(office, said.name, said.unit)
        count = office.cadres.pair(ids, cadre.id or 0, Post.of(said.post), said.since)
        act = office.history.newest()
    return {"act": act, "paired": count}, f"已登记{cadre.unit}{cadre.name}与{count}户结对"


def _cadre(office: Office, name: str, unit: str) -> Cadre:
    from fupin_desktop.domain.cadre import Cadre

    known = [each for each in office.cadres.all() if each.name == name and unit in ("", each.unit)]
    if len(known) > 1:
        units = "、".join(each.unit for each in known)
        raise Trouble(f"名为“{name}”的帮扶干部有{len(known)}人（{units}），请用 --unit 写明单位")
    if not known and not unit:
        raise Trouble(f"没有名为“{name}”的帮扶干部，新登记的请用 --unit 写明单位")
    return known[0] if known else office.cadres.save(Cadre(name=name, unit=unit))


def plan(said: argparse.Namespace) -> Answer:
    """Begin a household's plan of a year, or add measures to it."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.plan import Measure, Plan

    measures = list(_measures(said.measure))
    with opened(said) as office:
        for id in _ids(office, said.household):
            plans = office.plans.of_household(id)
            kept = next((each.plan for each in plans if each.plan.year == said.year), None)
            if kept is None:
                new = Plan(household_id=id, year=said.year, person=said.person, made_on=said.made)
                kept = office.plans.save(new)
            for kind, content in measures:
                office.plans.save_measure(
                    Measure(
                        household_id=id, plan_id=kept.id or 0, kind=kind, content=content, person=said.person,
                        due_on=said.due,
                    )
                )  # fmt: skip
        act = office.history.newest()
    return {"act": act, "measures": len(measures)}, f"已登记{said.year}年一户一策，措施{len(measures)}项"


def _ids(office: Office, said: str) -> list[int]:
    """The households that are named by their numbers. Raises Trouble for one that is not there."""
    return [office.households.by_number(part) for part in said.replace("，", ",").split(",") if part]


def _measures(pairs: Iterable[str]) -> Iterable[tuple[Any, str]]:
    from fupin_desktop.domain.plan import MeasureKind
    from fupin_desktop.domain.values import Unreadable

    for pair in pairs:
        kind, equals, content = pair.partition("=")
        try:
            read = MeasureKind.read(kind)
        except Unreadable as wrong:
            raise Trouble(f"措施类别{wrong}，请写成 产业帮扶=养羊10只") from None
        if not equals or not content.strip():
            raise Trouble(f"“{pair}”没有写帮扶内容，请写成 产业帮扶=养羊10只")
        yield read, content.strip()
