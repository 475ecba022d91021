"""fupin quota, calendar, meeting, number: the size of identification, the year's stages, 民主评议, the numbers of procedures."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.showing import plain
from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.domain.procedure import Window
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.procedure.calendar import LateStep

Answer = tuple[dict[str, Any], str]
Make = Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]


def words(command: Make, day: Callable[[str], date]) -> None:
    """quota list|allot|set|clear; calendar list|offer|set|remove; meeting list|nominees|hold; number [KEY VALUE]."""
    size = command("quota", "识别规模：分解到村、修改、已用和剩余", quota)
    size.add_argument("act", nargs="?", default="list", choices=("list", "allot", "set", "clear"))
    size.add_argument("village", nargs="?", metavar="V")
    size.add_argument("--year", type=int, required=True, metavar="Y")
    size.add_argument("--rate", action="append", default=[], metavar="V=RATE", help="某村的发生率（%%）")
    size.add_argument("--households", type=int, metavar="N")
    size.add_argument("--people", type=int, metavar="N")
    size.add_argument("--reason", default="", metavar="TEXT", help="超出或调整的理由")
    size.add_argument("--source", default="", metavar="TEXT", help="依据")
    plan = command("calendar", "工作日程：各阶段的起止、进度和逾期", calendar)
    plan.add_argument("act", nargs="?", default="list", choices=("list", "offer", "set", "remove"))
    plan.add_argument("name", nargs="?", default="", metavar="STAGE")
    plan.add_argument("--year", type=int, required=True, metavar="Y")
    plan.add_argument("--on", type=day, metavar="DATE")
    plan.add_argument("--village", metavar="V")
    plan.add_argument("--road", default="identification", metavar="ROAD")
    plan.add_argument("--steps", default="", metavar="STEP,STEP")
    plan.add_argument("--starts", type=day, metavar="DATE")
    plan.add_argument("--ends", type=day, metavar="DATE")
    plan.add_argument("--source", default="", metavar="TEXT", help="依据")
    _meeting_words(command, day)
    number = command("number", "程序参数：天数、人数、比例", numbers)
    number.add_argument("key", nargs="?", default="", metavar="KEY")
    number.add_argument("value", nargs="?", default="", metavar="VALUE")
    number.add_argument("--year", type=int, metavar="Y", help="从哪一年起（不写：一直）")
    number.add_argument("--source", default="", metavar="TEXT", help="依据")
    number.add_argument("--usual", action="store_true", help="恢复通用的数")


def _meeting_words(command: Make, day: Callable[[str], date]) -> None:
    held = command("meeting", "民主评议：谁要评议，登记会议和票数", meeting)
    held.add_argument("act", nargs="?", default="list", choices=("list", "nominees", "hold"))
    held.add_argument("village", nargs="?", metavar="V")
    held.add_argument("--road", default="identification", metavar="ROAD")
    held.add_argument("--year", type=int, metavar="Y")
    held.add_argument("--on", type=day, metavar="DATE")
    held.add_argument("--today", type=day, metavar="DATE", help="以这一天为今天")
    for name, label in (
        ("due", "应到"),
        ("present", "实到"),
        ("issued", "发出票"),
        ("returned", "收回票"),
        ("valid", "有效票"),
    ):
        held.add_argument(f"--{name}", type=int, metavar="N", help=label)
    for name, label in (
        ("place", "地点"),
        ("chair", "主持人"),
        ("recorder", "记录人"),
        ("minutes", "发言摘要"),
    ):
        held.add_argument(f"--{name}", default="", metavar="TEXT", help=label)
    held.add_argument(
        "--vote", action="append", default=[], metavar="H=赞成/反对/弃权", help="一户的票数，可以写多次"
    )
    held.add_argument("--override", default="", metavar="TEXT", help="破例理由")


def quota(said: argparse.Namespace) -> Answer:
    """Share out, change, take back or show the sizes of a year."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        if said.act == "allot":
            office.quotas.allot(said.year, _rates(said.rate), source=said.source)
        elif said.act == "clear":
            office.quotas.remove(said.year)
        elif said.act == "set":
            if not said.village or (said.households is None and said.people is None):
                raise Trouble("请写明村名和规模，如 quota set 水村 --year 2014 --people 120 --households 40")
            office.quotas.set_size(
                said.village, said.year, households=said.households, people=said.people, reason=said.reason, source=said.source,
            )  # fmt: skip
        lines = [each for each in office.quotas.lines(said.year) if said.village in (None, each.village.name)]
        controlled, sums = office.quotas.on(said.year), office.quotas.sums(said.year)
    told = [
        {"village": each.village.name, "key_village": each.village.key_village, "population": each.village.population,
         "rate": str(each.quota.rate) if each.quota and each.quota.rate is not None else None,
         "households": each.quota.households if each.quota else None, "people": each.quota.people if each.quota else None,
         "used": list(each.used), "left": list(each.left)}
        for each in lines
    ]  # fmt: skip
    shown = [f"{said.year}年识别规模{'' if controlled else '（没有启用，只供参考）'}"]
    for each in lines:
        size = "没有规模"
        if each.quota is not None:
            size = f"规模{_counted(each.quota.households, each.quota.people)}，剩余{_counted(*each.left)}"
        shown.append(f"  {each.village.name}　{size}　已列入{_counted(*each.used)}")
    for kind in sums if controlled and not said.village else ():
        check = "" if kind.given in (0, kind.wanted) else "，与平均发生率不一致，请核对"
        shown.append(f"  {kind.label}　共分解{kind.given}人，按平均发生率应为{kind.wanted}人{check}")
    together = [{"kind": each.label, "wanted": each.wanted, "given": each.given} for each in sums]
    return {"year": said.year, "on": controlled, "villages": told, "sums": together}, "\n".join(shown)


def _counted(households: int | None, people: int | None) -> str:
    parts = [f"{n}{unit}" for n, unit in ((households, "户"), (people, "人")) if n is not None]
    return "".join(parts) or "不限"


def _rates(pairs: Iterable[str]) -> dict[str, Fraction]:
    found = {}
    for pair in pairs:
        village, _, rate = pair.partition("=")
        try:
            found[village] = Fraction(rate.strip().rstrip("%"))
        except (ValueError, ZeroDivisionError):
            raise Trouble(f"“{pair}”应写成 村名=发生率，如 水村=45") from None
    return found


def calendar(said: argparse.Namespace) -> Answer:
    """The stages of a year with what is done, open and late."""
    from fupin_desktop.cli.commands import opened

    on = said.on or date.today()
    with opened(said) as office:
        _change_stages(office, said)
        stages = office.calendar.stages(said.year, on, said.village)
        sampled = office.calendar.samples(said.year, on, said.village)
    told = [
        {"stage": each.window.name, "road": each.window.road.value, "steps": each.window.steps.split(","),
         "starts": each.window.starts.isoformat(), "ends": each.window.ends.isoformat(), "state": each.state(on),
         "done": each.done, "open": each.open, "late": [_late(one) for one in each.late]}
        for each in stages
    ]  # fmt: skip
    shown = [
        f"{each.window.name}　{each.window.starts}至{each.window.ends}　{each.state(on)}　"
        f"已办{each.done}{each.unit}，待办{each.open}{each.unit}"
        + (f"，逾期{len(each.late)}步" if each.late else "")
        for each in stages
    ]
    shown = shown or [f"{said.year}年还没有阶段安排"]
    shown += [each.words for each in sampled]
    samples = [
        {"village": each.village, "step": each.step, "reviewed": each.reviewed, "sampled": each.sampled,
         "least": float(each.least), "enough": each.enough}
        for each in sampled
    ]  # fmt: skip
    return {"year": said.year, "stages": told, "samples": samples}, "\n".join(shown)


def _change_stages(office: Office, said: argparse.Namespace) -> None:
    """What ``calendar offer``, ``set`` and ``remove`` do."""
    if said.act == "offer":
        office.calendar.offer(said.year)
    elif said.act != "list":
        kept = next((each for each in office.calendar.windows(said.year) if each.name == said.name), None)
        if said.act == "set":
            office.calendar.save([_stage(said, kept)])
        elif kept is None:
            raise Trouble(f"{said.year}年没有名为“{said.name}”的阶段，请检查名称")
        else:
            office.calendar.save([], [kept])


def _stage(said: argparse.Namespace, kept: Window | None) -> Window:
    """A stage as it was said; what was not said stays as it is kept."""
    from fupin_desktop.cli.procedures import road_kind
    from fupin_desktop.domain.procedure import Window

    if not said.name or said.starts is None or said.ends is None:
        raise Trouble(
            "请写明阶段名称、开始和截止日期，如 calendar set 入户调查 --year 2014 --starts … --ends …"
        )
    return Window(
        id=kept.id if kept else None, version=kept.version if kept else 0, name=said.name, year=said.year,
        road=kept.road if kept else road_kind(said.road), steps=_steps(said, kept),
        starts=said.starts, ends=said.ends, source=said.source or (kept.source if kept else ""),
    )  # fmt: skip


def _steps(said: argparse.Namespace, kept: Window | None) -> str:
    """The steps of a stage as they are kept: said by key or label, else as they were."""
    from fupin_desktop.cli.procedures import road_kind
    from fupin_desktop.domain.procedure import ROADS
    from fupin_desktop.domain.procedure.stages import steps_named

    if not said.steps:
        return kept.steps if kept else ""
    return steps_named(ROADS[kept.road if kept else road_kind(said.road)], said.steps)


def _late(each: LateStep) -> dict[str, Any]:
    return {"subject": each.subject, "village": each.village, "step": each.step, "days": each.days,
            "on": each.on.isoformat() if each.on else None}  # fmt: skip


def meeting(said: argparse.Namespace) -> Answer:
    """Who is to be voted on, and the meetings that were held; registers one with everybody's votes."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.cli.procedures import road_kind

    road, today = road_kind(said.road), said.today or said.on or date.today()
    with opened(said) as office:
        if said.act == "nominees":
            waiting = office.meetings.nominees(road, today, said.village, said.year)
            told = [{"household": each.household.number, "village": each.passage.village, "head": each.household.head}
                    for each in waiting if each.household]  # fmt: skip
            shown = [f"{each['village']}　{each['head']}户　户编号{each['household']}" for each in told]
            return {"nominees": told}, "\n".join(shown) or "没有等待评议的农户"
        if said.act == "hold":
            _hold(office, said, road, today)
        held = [each for each in office.meetings.all(road, said.year) if said.village in (None, each.village)]
        answers = [_meeting(office, each) for each in held]
    shown = [
        f"{each['on']}　{each['village']}　应到{each['due']}人，实到{each['present']}人，"
        f"通过{sum(1 for one in each['votes'] if one['passed'])}户，不通过{sum(1 for one in each['votes'] if not one['passed'])}户"
        for each in answers
    ]
    return {"meetings": answers}, "\n".join(shown) or "还没有登记过评议会"


def _hold(office: Office, said: argparse.Namespace, road: Any, today: date) -> None:
    from fupin_desktop.services.procedure.meetings import Count

    if not said.village or said.on is None or said.due is None or said.present is None:
        raise Trouble(
            "请写明村名、日期、应到和实到人数，如 meeting hold 水村 --on 2014-06-04 --due 30 --present 26"
        )
    count = Count(
        road=road, village=said.village, on=said.on, year=said.year or said.on.year, due=said.due, present=said.present,
        issued=said.issued, returned=said.returned, valid=said.valid, place=said.place, chair=said.chair,
        recorder=said.recorder, minutes=said.minutes, override=said.override,
    )  # fmt: skip
    office.meetings.register(count, _votes(office, said.vote), today=today)


def _votes(office: Office, pairs: Iterable[str]) -> Mapping[int, tuple[int, int, int]]:
    found: dict[int, tuple[int, int, int]] = {}
    for pair in pairs:
        number, _, counts = pair.partition("=")
        parts = [part.strip() for part in counts.split("/")]
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            raise Trouble(f"“{pair}”应写成 户编号=赞成/反对/弃权，如 650000000001=18/2/1")
        yes, no, abstained = map(int, parts)
        found[office.households.by_number(number)] = (yes, no, abstained)
    return found


def _meeting(office: Office, held: Any) -> dict[str, Any]:
    return {
        **(plain(held) or {}),
        "id": held.id,
        "votes": [
            {"household": each.number, "head": each.head, "yes": each.yes, "no": each.no, "abstained": each.abstained,
             "passed": each.passed}
            for each in office.meetings.votes(held)
        ],
    }  # fmt: skip


def numbers(said: argparse.Namespace) -> Answer:
    """The numbers of the procedures as the office has them; changes one or goes back to the usual."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.procedure import NUMBERS, ProcedureNumber

    if said.key and said.key not in NUMBERS:
        raise Trouble(f"没有名为“{said.key}”的程序参数，请用 number 列出来看")
    with opened(said) as office:
        if said.usual:
            for kept in office.procedures.numbers():
                if kept.key == said.key and said.year in (None, kept.year):
                    office.procedures.remove_number(kept)
        elif said.key and said.value:
            office.procedures.save_number(
                ProcedureNumber(key=said.key, year=said.year or 0, value=said.value, source=said.source)
            )
        own = office.procedures.rules().numbers
    year = said.year or date.today().year
    told = []
    for key, each in NUMBERS.items():
        if said.key in ("", key):
            value, source = own.said(key, year)
            told.append(
                {"key": key, "label": each.label, "value": value, "unit": each.unit, "source": source}
            )
    return {"numbers": told}, "\n".join(
        f"{each['key']}　{each['label']}　{each['value']}{each['unit']}　{each['source']}" for each in told
    )
