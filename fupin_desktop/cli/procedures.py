"""fupin step, road: the steps of procedures, and where each household stands."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.domain.procedure import Passage, RoadKind
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.procedure import PassageFile

WHOLE = ("all", "整个")
"""What stands in place of a step where the whole passage is given up."""
Answer = tuple[dict[str, Any], str]


def words(
    command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Callable[[str], date]
) -> None:
    """step ROAD HOUSEHOLD STEP --on DATE …; road [ROAD]."""
    step = command("step", "登记（或撤回）程序的一步", register)
    step.add_argument(
        "road", metavar="ROAD", help="identification、exit、monitoring、removal、housing、relocation …"
    )
    step.add_argument("household", metavar="HOUSEHOLD", help="户编号，几户用逗号隔开；村的程序写村名")
    step.add_argument("step", metavar="STEP", help="步骤的代码或名称")
    step.add_argument("--on", type=day, required=True, metavar="DATE")
    step.add_argument("--today", type=day, metavar="DATE", help="以这一天为今天")
    step.add_argument("--year", type=int, metavar="Y", help="工作年度")
    step.add_argument("--result", default="", metavar="通过|不通过|有异议待查|退回")
    step.add_argument("--reason", default="", metavar="TEXT", help="不通过、退回、有异议、撤回的原因")
    step.add_argument("--back-to", default="", metavar="STEP", help="退回到哪一步")
    step.add_argument("--person", default="", metavar="NAME", help="经办")
    step.add_argument("--until", type=day, metavar="DATE", help="公示截止")
    step.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="这一步要登记的内容")
    step.add_argument("--override", default="", metavar="TEXT", help="破例理由")
    step.add_argument("--remark", default="", metavar="TEXT")
    step.add_argument(
        "--file", action="append", default=[], type=Path, metavar="FILE", help="附上的照片或扫描件"
    )
    step.add_argument("--paper", default="", metavar="NAME", help="附件是什么材料")
    step.add_argument(
        "--withdraw", action="store_true", help="撤回这一步（要写 --reason）；步骤写“整个”就是整个程序"
    )
    road = command("road", "程序：有哪些步骤，各户走到哪一步", look)
    road.add_argument("road", nargs="?", metavar="ROAD")
    road.add_argument("--household", metavar="H")
    road.add_argument("--village", metavar="V")
    road.add_argument("--year", type=int, metavar="Y")
    road.add_argument("--on", type=day, metavar="DATE")


def road_kind(said: str) -> RoadKind:
    """The road that is named by its key or words. Raises Trouble with what there is."""
    from fupin_desktop.domain.procedure import RoadKind
    from fupin_desktop.domain.values import Unreadable

    try:
        return RoadKind.read(said)
    except Unreadable:
        can = "、".join(f"{each.value} {each.label}" for each in RoadKind)
        raise Trouble(f"没有名为“{said}”的程序（有：{can}），请检查") from None


def _subjects(office: Office, road: Any, said: str) -> list[int | str]:
    parts = [part for part in said.replace("，", ",").split(",") if part]
    if office.procedures.road(road).of_village:
        return list(parts)
    return [office.households.by_number(part) for part in parts]


def _typed(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Trouble(f"“{pair}”应写成 名称=内容")
        found[name] = value
    return found


def register(said: argparse.Namespace) -> Answer:
    """Register or withdraw one step of one or more households."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.procedure import Result
    from fupin_desktop.services.procedure import Doing

    kind = road_kind(said.road)
    today = said.today or date.today()
    with opened(said) as office:
        subjects = _subjects(office, kind, said.household)
        if said.withdraw:
            files = [_withdrawn(office, kind, each, said, today) for each in subjects]
        else:
            doing = Doing(
                step=said.step, on=said.on, result=Result.read(said.result) if said.result else Result.PASSED,
                reason=said.reason, back_to=said.back_to, person=said.person or said.by, until=said.until,
                said=_typed(said.set), override=said.override, remark=said.remark,
                files=tuple((each, said.paper) for each in said.file),
            )  # fmt: skip
            files = office.procedures.do(kind, subjects, doing, today=today, year=said.year)
        act = office.history.newest()
    state = [_state(each) for each in files]
    shown = "\n".join(f"{each.subject}　{each.course.road.label}：{each.course.label}" for each in files)
    return {"act": act, "state": state[0] if len(state) == 1 else state}, shown


def _given_up(file: PassageFile, said: argparse.Namespace) -> Passage:
    return dataclasses.replace(file.passage, withdrawn_on=said.on, withdrawn_reason=said.reason)


def _withdrawn(
    office: Office, kind: Any, subject: int | str, said: argparse.Namespace, today: date
) -> PassageFile:
    file = office.procedures.current(kind, subject, today)
    if file is not None and said.step in WHOLE:
        office.procedures.withdraw(file, said.reason, said.on)
        return dataclasses.replace(
            file, course=dataclasses.replace(file.course, passage=_given_up(file, said))
        )
    steps = [] if file is None else [
        each for each in file.steps
        if each.withdrawn_on is None and said.step in (each.kind, file.course.road.step(each.kind).label)
    ]  # fmt: skip
    if file is None or not steps:
        raise Trouble(f"没有登记过“{said.step}”这一步，不能撤回，请检查步骤")
    office.procedures.withdraw_step(file, steps[-1], said.reason, said.on)
    found = office.procedures.current(kind, subject, today)
    assert found is not None
    return found


def look(said: argparse.Namespace) -> Answer:
    """The steps of a road, or the passages on it or of a household."""
    from fupin_desktop.cli.commands import opened

    on = said.on or date.today()
    with opened(said) as office:
        if said.household:
            files = office.procedures.of_household(office.households.by_number(said.household), on)
            if said.road:
                files = [each for each in files if each.passage.road is road_kind(said.road)]
        elif said.road:
            files = office.procedures.of_road(road_kind(said.road), on, said.village, said.year)
        else:
            files = []
        roads = [office.procedures.road(road_kind(said.road))] if said.road else list(_roads(office))
    told = [
        {"road": each.kind.value, "label": each.label, "source": each.source,
         "steps": [{"key": str(step.key), "label": step.label, "actor": step.actor} for step in each.steps]}
        for each in roads
    ]  # fmt: skip
    shown = [f"{each.subject}　{each.course.road.label}：{each.course.label}" for each in files] or [
        f"{each.kind.value}　{each.label}：{' → '.join(step.label for step in each.steps)}" for each in roads
    ]
    return {"roads": told, "passages": [_state(each) for each in files]}, "\n".join(shown)


def _roads(office: Office) -> list[Any]:
    from fupin_desktop.domain.procedure import RoadKind

    return [office.procedures.road(each) for each in RoadKind]


def _state(file: PassageFile) -> dict[str, Any]:
    course, road = file.course, file.course.road
    return {
        "road": road.kind.value,
        "household": file.household.number if file.household else None,
        "village": file.passage.village,
        "year": file.passage.year,
        "state": course.label,
        "next": str(course.next.key) if course.next else None,
        "due": course.due.isoformat() if course.due else None,
        "done": [{"step": str(key), "on": step.on.isoformat()} for key, step in course.done.items()],
        "withdrawn": sum(1 for each in file.steps if each.withdrawn_on is not None),
    }
