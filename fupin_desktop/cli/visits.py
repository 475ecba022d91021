"""fupin visit, handover, scan: 走访, 责任人移交, 扫描件."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.showing import plain
from fupin_desktop.domain.period import read_month, read_year

if TYPE_CHECKING:
    from fupin_desktop.domain.visit import Visit
    from fupin_desktop.services.handover import Handover
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.visit import Covered, Told

Answer = tuple[dict[str, Any], str]
Make = Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]
Day = Callable[[str], date]


def words(command: Make, day: Day) -> None:
    """The words of these three commands."""
    _visit(command("visit", "登记走访、办结诉求、看走访覆盖", visit), day)
    hand = command("handover", "责任人移交：甲的农户从某日起移交给乙", handover)
    hand.add_argument("giver", metavar="FROM", help="移交人")
    hand.add_argument("taker", metavar="TO", help="接收人")
    hand.add_argument("--on", type=day, required=True, metavar="DATE", help="从这一天起由接收人负责")
    hand.add_argument("--village", action="append", default=[], metavar="V", help="只移交这些村的")
    hand.add_argument("--household", action="append", default=[], metavar="H", help="只移交这些户")
    hand.add_argument("--plan", action="store_true", help="只看会移交哪些户，不移交")
    hand.add_argument("--out", type=Path, metavar="FILE", help="责任人移交清单存到这里")
    scan = command("scan", "把一个扫描件归入一户", take_scan)
    scan.add_argument("file", type=Path, metavar="FILE")
    scan.add_argument("--household", required=True, metavar="H")
    scan.add_argument("--paper", required=True, metavar="NAME", help="材料名称，如 申请书")
    scan.add_argument("--on", type=day, metavar="DATE", help="归入日期，不写是今天")
    scan.add_argument("--reason", default="", metavar="TEXT", help="同一文件再次归入的理由")


def _visit(command: argparse.ArgumentParser, day: Day) -> None:
    acts = command.add_subparsers(dest="act", required=True, metavar="做什么")

    def act(name: str, text: str, do: Callable[[Any], Any]) -> argparse.ArgumentParser:
        made = acts.add_parser(name, help=text, description=text)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="只输出一个 JSON")
        made.set_defaults(do=do)
        return made

    add = act("add", "登记一次走访", add_visit)
    add.add_argument("household", metavar="HOUSEHOLD")
    add.add_argument("--on", type=day, required=True, metavar="DATE", help="走访日期")
    add.add_argument("--who", default="", metavar="NAME", help="走访人，不写是这一户的帮扶责任人")
    add.add_argument("--kind", default="走访", choices=("走访", "回访", "电话联系"))
    for name, label in (
        ("talk", "走访情况"),
        ("appeal", "诉求"),
        ("outcome", "办理结果"),
        ("remark", "备注"),
    ):
        add.add_argument(f"--{name}", default="", metavar="TEXT", help=label)
    add.add_argument("--settled", type=day, metavar="DATE", help="办结日期")
    add.add_argument("--return", dest="return_on", type=day, metavar="DATE", help="回访日期")
    add.add_argument("--photo", action="append", default=[], type=Path, metavar="FILE")
    add.add_argument("--reason", default="", metavar="TEXT", help="破例的理由")
    settle = act("settle", "办结一项诉求", settle_visit)
    settle.add_argument("id", type=int, metavar="ID")
    settle.add_argument("--outcome", required=True, metavar="TEXT", help="办理结果")
    settle.add_argument("--on", type=day, metavar="DATE", help="办结日期，不写是今天")
    remove = act("remove", "删除一次登记错了的走访", remove_visit)
    remove.add_argument("id", type=int, metavar="ID")
    listed = act("list", "列出走访记录", list_visits)
    listed.add_argument("--household", metavar="H")
    listed.add_argument("--village", action="append", default=[], metavar="V")
    listed.add_argument("--who", default="", metavar="NAME")
    listed.add_argument("--month", metavar="2018-05")
    listed.add_argument("--open", action="store_true", help="只看没有办结的诉求")
    covered = act("coverage", "按责任人或村看走访覆盖", coverage)
    covered.add_argument("--month", required=True, metavar="2018-05", help="月份，写2018看全年")
    covered.add_argument("--by", choices=("helper", "village"), default="helper")
    covered.add_argument("--village", action="append", default=[], metavar="V")
    covered.add_argument("--per-month", type=int, metavar="N", help="改为每户每月应走访N次")


def visit(said: argparse.Namespace) -> Answer:
    """What ``visit`` does stands with its acts."""
    result: Answer = said.do(said)
    return result


def add_visit(said: argparse.Namespace) -> Answer:
    """Write a visit down."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.visit import Visit, VisitKind

    with opened(said) as office:
        kept = office.visits.save(
            Visit(
                household_id=office.households.by_number(said.household), on=said.on, who=said.who,
                kind=next(each for each in VisitKind if each.label == said.kind), talk=said.talk,
                appeal=said.appeal, outcome=said.outcome, settled_on=said.settled, return_on=said.return_on,
                override=said.reason, remark=said.remark,
            ),
            date.today(),
            said.photo,
        )  # fmt: skip
        return _one(office, kept, "已登记")


def settle_visit(said: argparse.Namespace) -> Answer:
    """What came of an appeal."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        today = date.today()
        kept = office.visits.settle(_kept(office, said.id), said.outcome, said.on or today, today)
        return _one(office, kept, "已办结")


def remove_visit(said: argparse.Namespace) -> Answer:
    """Take one away."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        office.visits.remove(_kept(office, said.id))
    return {"removed": said.id}, f"已删除第{said.id}条走访记录"


def list_visits(said: argparse.Namespace) -> Answer:
    """Visits, the newest first."""
    from fupin_desktop.cli.commands import opened

    since, until = _period(said.month) if said.month else (None, None)
    with opened(said) as office:
        ids = office.visits.find(
            date.today(), since=since, until=until, villages=said.village, what="open" if said.open else ""
        )
        found = office.visits.told(ids)
        if said.household:
            home = office.households.by_number(said.household)
            found = [each for each in found if each.household.id == home]
        found = [each for each in found if said.who in ("", each.visit.who)]
    lines = [
        f"{each.visit.id}　{each.visit.on}　{each.household.village}{each.household.head}　{each.visit.who}　"
        f"{each.visit.talk or each.visit.appeal}{_appeal(each.visit)}"
        for each in found
    ]
    return {"visits": [_json(each) for each in found]}, "\n".join(lines) or "没有走访记录"


def coverage(said: argparse.Namespace) -> Answer:
    """How far each helper or village is."""
    from fupin_desktop.cli.commands import opened

    since, until = _period(said.month)
    with opened(said) as office:
        if said.per_month is not None:
            office.visits.keep_per_month(said.per_month)
        found = office.visits.coverage(since, until, by=said.by, villages=said.village)
        lines = office.households.lines([id for each in found.lines for id in each.missing])
    answer = [
        {"name": each.name, "unit": each.unit, "households": each.households, "visited": each.visited,
         "percent": each.percent, "enough": each.enough, "visits": each.visits,
         "missing": [lines[id].number for id in each.missing]}
        for each in found.lines
    ]  # fmt: skip
    head = f"{since}至{until}走访覆盖（每户应走访{found.asked}次，本办自定）"
    shown = [
        f"{each.name}　{f'{each.unit}　' if each.unit else ''}{_said(each)}"
        f"　未走访：{_heads([lines[id].head for id in each.missing])}"
        for each in found.lines
    ]
    none = "还没有结对的帮扶干部" if said.by == "helper" else "还没有在册的农户"
    return {"asked": found.asked, "lines": answer}, "\n".join([head, *(shown or [none])])


def _heads(names: list[str], most: int = 5) -> str:
    more = f"等{len(names)}户" if len(names) > most else ""
    return "、".join(names[:most]) + more or "无"


def _said(line: Covered) -> str:
    return f"应走访{line.households}户，已走访{line.visited}户（{line.percent}%），{line.visits}次"


def handover(said: argparse.Namespace) -> Answer:
    """A's households to B."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.domain.paper import How

    with opened(said) as office:
        giver, taker = (office.handover.cadre(name).id or 0 for name in (said.giver, said.taker))
        homes = [office.households.by_number(each) for each in said.household] or None
        do = office.handover.plan if said.plan else office.handover.apply
        found = do(giver, taker, said.on, villages=said.village, households=homes)
        if said.out is not None:
            office.papers.write(
                "handover", said.out, on=said.on, options={"from": str(giver), "to": str(taker)}, how=How.SAVED,
                households=[each.pairing.household_id for each in found.lines],
            )  # fmt: skip
    answer = {
        "done": found.done,
        "households": [each.household.number for each in found.lines],
        "reprint": [
            {"household": each.household.number, "kind": paper.kind, "on": paper.on.isoformat()}
            for each in found.lines for paper in each.reprint
        ],
    }  # fmt: skip
    return answer, "\n".join(_handed(found))


def _handed(found: Handover) -> list[str]:
    from fupin_desktop.services.handover import NAMED

    done = "已移交" if found.done else "将移交"
    lines = [f"{done}：{found.giver.name}的{len(found.lines)}户从{found.on}起由{found.taker.name}负责"]
    lines += [
        f"  {each.household.village}{each.household.group}　{each.household.head}　{each.household.number}"
        + (f"　待办诉求：{'；'.join(each.appeals)}" if each.appeals else "")
        for each in found.lines
    ]
    if found.reprint:
        lines.append(f"下面{len(found.reprint)}份写着{found.giver.name}的名字，请重新打印：")
        lines += [
            f"  {each.household.head}　{NAMED[paper.kind]}（{paper.on}打印）"
            for each in found.lines
            for paper in each.reprint
        ]
    return lines


def take_scan(said: argparse.Namespace) -> Answer:
    """One file to one household."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        home = office.households.by_number(said.household)
        taken = office.scans.take(said.file, home, said.paper, said.on or date.today(), reason=said.reason)
    answer = {"attachment": plain(taken.attachment), "moved": str(taken.moved) if taken.moved else None}
    return answer, taken.remark or f"已归入：{said.paper}，原文件移到{taken.moved}"


def _kept(office: Office, id: int) -> Visit:
    with office.store.read() as unit:
        return unit.visits.get(id)


def _one(office: Office, visit: Visit, done: str) -> Answer:
    told = office.visits.told([visit.id or 0])[0]
    answer = {"act": office.history.newest(), "visit": _json(told)}
    who = f"{told.visit.who}{told.visit.kind.label}{told.household.head}户（{told.visit.on}）"
    return answer, f"{done}：{who}，第{visit.id}条"


def _json(told: Told) -> dict[str, Any]:
    return {**(plain(told.visit) or {}), "id": told.visit.id, "household": told.household.number,
            "head": told.household.head, "village": told.household.village, "photos": told.photos}  # fmt: skip


def _appeal(visit: Visit) -> str:
    if not visit.appeal:
        return ""
    return f"　诉求：{visit.appeal}（{'已办结' if visit.settled_on else '未办结'}）"


def _period(said: str) -> tuple[date, date]:
    """2018-05, or 2018 for the whole year. Raises Trouble."""
    period = read_year(said) if said.isdigit() else read_month(said)
    return period.first, period.last
