"""fupin event: what happens to a household and its people over the years (动态管理)."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.domain.household import Person
    from fupin_desktop.services.household import HouseholdFile
    from fupin_desktop.services.life import Asked, Outlook
    from fupin_desktop.services.office import Office

Answer = tuple[dict[str, Any], str]


def words(
    command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Callable[[str], date]
) -> None:
    """event KIND HOUSEHOLD …, event list [HOUSEHOLD]."""
    from fupin_desktop.domain.life import EventKind

    event = command("event", "登记家庭变动：出生、死亡、婚嫁、迁移、分户、并户、清退…；event list 列出", do)
    kinds = "、".join(f"{each.value} {each.label}" for each in EventKind)
    event.add_argument("kind", metavar="KIND", help=f"list，或变动种类：{kinds}")
    event.add_argument("household", nargs="?", default="", metavar="HOUSEHOLD", help="户编号")
    event.add_argument("--on", type=day, metavar="DATE", help="变动日期")
    event.add_argument("--person", metavar="P", help="成员：姓名或人编号")
    event.add_argument("--twin", metavar="P", help="同一户里重复的另一条成员记录")
    for name, text in (
        ("reason", "原因"), ("paper", "证明材料"), ("remark", "备注"), ("override", "确需如此的理由"), ("name", "来的人的姓名"),
        ("sex", "性别"), ("id", "证件号码"), ("village", "新户的行政村；list：只列这个村"), ("group", "新户的村民小组"),
        ("end", "销号原因：整户自然减少或整户迁出"),
    ):  # fmt: skip
        event.add_argument(f"--{name}", default="", metavar="TEXT", help=text)
    event.add_argument("--birth", type=day, metavar="DATE", help="来的人的出生日期")
    event.add_argument("--pending", default="", metavar="TEXT", help="没有证件号码的原因，如 新生儿未上户口")
    event.add_argument(
        "--relation", action="append", default=[], metavar="NAME=关系", help="与户主的关系；来的人只写关系"
    )
    event.add_argument("--members", default="", metavar="NAMES", help="分出去或并进来的成员，用逗号分开")
    event.add_argument("--head", metavar="P", help="新户主；分户时是新户的户主")
    event.add_argument("--successor", metavar="P", help="户主离开后，留下的那一户的新户主")
    event.add_argument("--with", dest="other", metavar="HOUSEHOLD", help="并进来的户、重复的户")
    event.add_argument(
        "--keep", action="append", default=[], metavar="FIELD=HOUSEHOLD", help="合并重复户：这一项留哪一户的"
    )
    event.add_argument("--no-standing", action="store_true", help="新户不带户情状态")
    event.add_argument("--no-pairing", action="store_true", help="新户不带结对干部")
    event.add_argument("--dry-run", action="store_true", help="只看会怎样，不登记")
    event.add_argument("--from", dest="since", type=day, metavar="DATE", help="list：从这一天起")
    event.add_argument("--to", dest="until", type=day, metavar="DATE", help="list：到这一天止")


def do(said: argparse.Namespace) -> Answer:
    """Register a change, look at what it would do, or list."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        if said.kind == "list":
            return _listed(office, said)
        asked = _asked(office, said)
        if said.dry_run:
            return _looked(office.life.look(asked, date.today()))
        done = office.life.do(asked, date.today())
        states = [_state(office, each, asked.on) for each in done.households]
    answer = {"act": done.act, "event": done.event, "state": {**states[0], "others": states[1:]}}
    return answer, "\n".join([f"已登记{asked.kind.label}（第{done.act}号操作）", *done.said])


def _looked(outlook: Outlook) -> Answer:
    wrong = [each.text for each in (*outlook.problems, *outlook.doubts)]
    kin = [
        {"name": each.name, "where": each.where, "before": each.before.label if each.before else "",
         "after": each.after.label if each.after else None}
        for each in outlook.kin
    ]  # fmt: skip
    lines = [
        f"{each['where']}　{each['name']}：{each['before']} → {each['after'] or '请写明'}" for each in kin
    ]
    answer = {"act": None, "said": list(outlook.said), "problems": wrong, "relations": kin, "state": None}
    return answer, "\n".join([*outlook.said, *lines, *(f"！{each}" for each in wrong)])


def _state(office: Office, id: int, on: date) -> dict[str, Any]:
    """A household after the change."""
    file = office.households.open(id)
    standing = max(file.standings, key=lambda each: each.since, default=None)
    home = file.household
    return {
        "household": home.number, "village": home.village, "group": home.group, "head": home.head,
        "people": sum(each.left_on is None for each in file.members),
        "members": [
            {"name": each.name, "relation": each.relation.label if each.relation else ""}
            for each in file.members if each.left_on is None
        ],
        "status": standing.status.label if standing and standing.status else None,
        "ended_on": home.ended_on.isoformat() if home.ended_on else None,
        "end_reason": home.end_reason.label if home.end_reason else None,
        "on": on.isoformat(),
    }  # fmt: skip


def _asked(office: Office, said: argparse.Namespace) -> Asked:
    from fupin_desktop.domain.codes import EndReason
    from fupin_desktop.domain.life import JOINS, EventKind
    from fupin_desktop.services.life import Asked

    kind = _code(EventKind, said.kind, "变动种类")
    if not said.household:
        raise Trouble(f"请写明是哪一户：event {kind.value} 户编号 …")
    if said.on is None:
        raise Trouble(f"请写明{kind.label}是哪一天：--on 2018-05-08")
    file = office.households.open(office.households.by_number(said.household))
    other = office.households.open(office.households.by_number(said.other)) if said.other else None
    pool = [file, *((other,) if other is not None else ())]
    comes = kind in JOINS and kind is not EventKind.RETURN
    relations = [] if comes else said.relation
    going = other if kind is EventKind.MERGE and other is not None else file
    return Asked(
        kind=kind, household=file.household.id or 0, on=said.on, person=_person([file], said.person),
        twin=_person([file], said.twin), newcomer=_newcomer(said) if comes else None,
        other=other.household.id if other else None,
        members=tuple(_person([going], each) or 0 for each in _names(said.members)),
        head=_person(pool, said.head), successor=_person([going], said.successor), relations=_relations(pool, relations),
        keep=_keep(pool, said.keep), end=_code(EndReason, said.end, "销号原因") if said.end else None,
        village=said.village, group=said.group, standing=not said.no_standing, pairing=not said.no_pairing,
        reason=said.reason, paper=said.paper, remark=said.remark, override=said.override,
    )  # fmt: skip


def _names(said: str) -> list[str]:
    return [each for each in said.replace("，", ",").replace("、", ",").split(",") if each.strip()]


def _person(files: Sequence[HouseholdFile], said: str | None) -> int | None:
    """A member by name or number: those who are there before those who left, the last to leave first."""
    if not said:
        return None
    found = [each for file in files for each in file.members if said.strip() in (each.name, each.number)]
    here = [each for each in found if each.left_on is None]
    if len(here) > 1:
        raise Trouble(f"有{len(here)}位成员叫“{said}”，请改写人编号")
    if not found:
        where = "、".join(file.household.head or file.household.number for file in files)
        raise Trouble(f"{where}户没有姓名或人编号为“{said}”的成员，请检查")
    return (here or sorted(found, key=lambda each: each.left_on or date.min))[-1].id


def _newcomer(said: argparse.Namespace) -> Person:
    from fupin_desktop.domain.codes import Pending, Relation, Sex
    from fupin_desktop.domain.household import Person

    relation = said.relation[-1].rpartition("=")[2] if said.relation else ""
    return Person(
        name=said.name, id_number=said.id, birth=said.birth,
        relation=_code(Relation, relation, "与户主关系") if relation else None,
        sex=_code(Sex, said.sex, "性别") if said.sex else None,
        pending=_code(Pending, said.pending, "待补证件原因") if said.pending else None,
    )  # fmt: skip


def _relations(files: Sequence[HouseholdFile], said: Sequence[str]) -> dict[int, Any]:
    from fupin_desktop.cli.commands import pairs
    from fupin_desktop.domain.codes import Relation

    named = pairs(list(said), "与户主关系")
    return {
        _person(files, name) or 0: _code(Relation, text, f"{name}与户主的关系")
        for name, text in named.items()
    }


def _keep(files: Sequence[HouseholdFile], said: Sequence[str]) -> dict[str, int]:
    from fupin_desktop.cli.commands import pairs

    homes = {each.household.number: each.household for each in files}
    found = {}
    for name, number in pairs(list(said), "留哪一户的").items():
        if number not in homes:
            raise Trouble(f"“{name}={number}”里的户编号应是要合并的两户之一：{'、'.join(homes)}")
        fields = type(homes[number]).fields
        key = next((each.name for each in fields.values() if name in (each.name, each.label)), None)
        if key is None:
            raise Trouble(f"农户没有名为“{name}”的项目，请检查")
        found[key] = homes[number].id or 0
    return found


def _code(codes: Any, said: str, what: str) -> Any:
    from fupin_desktop.domain.values import Unreadable

    try:
        return codes.read(said)
    except Unreadable as wrong:
        raise Trouble(f"{what}{wrong}") from None


def _listed(office: Office, said: argparse.Namespace) -> Answer:
    found = office.life.events(
        household=office.households.by_number(said.household) if said.household else None,
        since=said.since, until=said.until, village=said.village or None,
    )  # fmt: skip
    events = [
        {"event": each.id, "on": each.on.isoformat(), "kind": each.kind.value if each.kind else None, "label": each.what,
         "village": each.village, "group": each.group, "head": each.head, "household": each.number,
         "other": each.other or None, "name": each.name, "came": each.came, "left": each.left,
         "reason": each.reason, "paper": each.paper, "remark": each.remark}
        for each in found
    ]  # fmt: skip
    lines = [
        f"{each.on}　{each.village}{each.group}　{each.head}（{each.number}）　{each.said}" for each in found
    ]
    return {"events": events}, "\n".join(lines) or "这段时间没有登记变动"
