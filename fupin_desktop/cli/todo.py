"""``todo``: what is due. ``remind``: own reminders and flags, and ticks for what no record tells."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.commands import Answer, Said, Teller, opened
from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.domain.due import Due, Reminder
    from fupin_desktop.services.office import Office

TOLD = 20


def words(command: Callable[..., argparse.ArgumentParser], day: Callable[[str], Any]) -> None:
    """The words of both commands."""
    from fupin_desktop.domain.due import DueKind, Flag

    todo = command("todo", "催办：到期和快到期的事，按哪条规则，谁负责", todo_)
    todo.add_argument("--on", type=day, metavar="DATE", help="按哪一天算，默认今天")
    todo.add_argument("--village", metavar="V")
    todo.add_argument("--person", metavar="NAME", help="只看责任人里有这个姓名的")
    todo.add_argument(
        "--kind", action="append", default=[], choices=[each.value for each in DueKind], metavar="KIND"
    )
    todo.add_argument("--out", type=Path, metavar="DIR|FILE", help="写出各村催办单")
    remind = command("remind", "提醒和旗标：新增、办结、列出", remind_)
    acts = remind.add_subparsers(dest="act", metavar="add|done|list|rules|rule", required=True)
    add = acts.add_parser("add", help="新增提醒")
    add.add_argument("text", help="要办的事")
    add.add_argument("--until", required=True, metavar="DATE", help="截止日期")
    add.add_argument("--household", metavar="H")
    add.add_argument("--village", default="", metavar="V")
    add.add_argument("--person", default="", metavar="NAME")
    add.add_argument("--flag", choices=[each.value for each in Flag], default=Flag.RED.value)
    done = acts.add_parser("done", help="办结一条提醒，或给报表、会议打勾")
    done.add_argument("id", help="提醒的编号，或规则（如 report.meeting）")
    done.add_argument("--period", default="", metavar="P", help="规则的期间，如 2018-05")
    done.add_argument("--village", default="", metavar="V")
    done.add_argument("--on", type=day, metavar="DATE", help="办结日期，默认今天")
    done.add_argument("--outcome", default="", metavar="TEXT", help="办理结果")
    listed = acts.add_parser("list", help="列出提醒")
    listed.add_argument("--household", metavar="H")
    listed.add_argument("--all", action="store_true", help="办结了的也列出")
    rules = acts.add_parser("rules", help="列出催办规则：种类、从哪天算、天数、依据")
    rules.add_argument("--on", type=day, metavar="DATE", help="按哪一天的规定，默认今天")
    rule = acts.add_parser("rule", help="改一条催办规则：天数、按工作日、停用")
    rule.add_argument("rule", metavar="RULE", help="规则，如 visit.appeal，见 remind rules")
    rule.add_argument("--days", type=int, metavar="N", help="天数")
    rule.add_argument("--count", choices=("working", "calendar"), help="按工作日或自然日")
    rule.add_argument("--switch", choices=("on", "off"), help="启用或停用")
    rule.add_argument("--source", default="", metavar="TEXT", help="依据")
    rule.add_argument("--reset", action="store_true", help="恢复程序自带的")
    for each in (add, done, listed, rules, rule):
        for option in ("--office", "--database", "--by"):
            each.add_argument(option, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def todo_(said: Said) -> Answer:
    """Everything that is due on a day."""
    from fupin_desktop.domain.paper import How

    on = said.on or date.today()
    with opened(said) as office:
        found = office.due.all(on, village=said.village, person=said.person, kinds=said.kind, watch=Teller())
        answer: dict[str, Any] = {"on": on.isoformat(), "items": [each.as_json(on) for each in found]}
        lines = list(_listed(found, on))
        if said.out is not None:
            made = office.papers.write(
                "due", said.out, on=on, year=on.year, how=How.SAVED, villages=[said.village] if said.village else (),
                options={"person": said.person} if said.person else {}, watch=Teller(),
            )  # fmt: skip
            answer["files"] = [str(each) for each in made.files]
            lines.append(f"已写出催办单{len(made.files)}个文件，{made.pages}页：{said.out}")
    return answer, "\n".join(lines)


def _listed(found: list[Due], on: date) -> Iterator[str]:
    from fupin_desktop.domain.due import counted, days_words, group_of

    if not found:
        yield f"{on.isoformat()}没有到期的事"
        return
    yield "，".join(f"{group.label}{count}项" for group, count in counted(found, on).items())
    for group, part in groupby(found, lambda each: group_of(each.due, on)):
        items = list(part)
        yield f"{group.label}："
        for each in items[:TOLD]:
            yield f"  {each.due.isoformat()}　{days_words(each.days_left(on))}　{each.village}　{each.subject}　{each.text}　{each.person}"
        if len(items) > TOLD:
            yield f"  ……还有{len(items) - TOLD}项，用 --village、--kind 缩小，或用 --json 看全部"


def remind_(said: Said) -> Answer:
    """Own reminders."""
    with opened(said) as office:
        if said.act == "add":
            kept = _added(office, said)
            return {"reminder": _json(kept)}, f"已记下提醒{kept.id}：{kept.said}，{kept.on.isoformat()}前"
        if said.act == "done":
            return _done(office, said)
        if said.act in ("rules", "rule"):
            return _ruled(office, said)
        household = office.households.by_number(said.household) if said.household else None
        listed = office.due.reminders(household=household, open_only=not said.all)
    lines = [
        f"{each.id}　{each.on.isoformat()}　{each.flag.label}　{each.village}　{each.said}　{each.person}"
        for each in listed
    ]
    return {"reminders": [_json(each) for each in listed]}, "\n".join(lines) or "没有提醒"


def _ruled(office: Office, said: Said) -> Answer:
    """The rules as the office has them; one that is named is shown alone."""
    from fupin_desktop.domain.due import due_rule

    if said.act == "rule":
        due_rule(said.rule)
    if said.act == "rule":
        if said.reset:
            office.due.forget_rule(said.rule)
        elif any((said.switch, said.days is not None, said.count, said.source)):
            office.due.set_rule(
                said.rule, on=None if said.switch is None else said.switch == "on", days=said.days,
                working=None if said.count is None else said.count == "working", source=said.source,
            )  # fmt: skip
    on = date.today() if said.act == "rule" else said.on or date.today()
    found = [
        each.rule for each in office.due.rules(on.year) if said.act == "rules" or each.rule.key == said.rule
    ]
    lines = [
        f"{each.key}　{each.kind.label}　{each.label}　{each.base}　{each.days_words or '登记的日期'}　{each.source}"
        + ("" if each.on else "　停用")
        for each in found
    ]
    rows = [
        {"rule": each.key, "kind": each.kind.value, "label": each.label, "base": each.base, "days": each.days,
         "working": each.working, "on": each.on, "source": each.source}
        for each in found
    ]  # fmt: skip
    return {"rules": rows}, "\n".join(lines)


def _added(office: Office, said: Said) -> Reminder:
    from fupin_desktop.domain.due import Flag, Reminder
    from fupin_desktop.domain.values import Unreadable, read_day

    try:
        until = read_day(said.until)
    except Unreadable as wrong:
        raise Trouble(f"截止日期{wrong}") from None
    household = office.households.by_number(said.household) if said.household else None
    return office.due.remind(
        Reminder(household_id=household, village=said.village, flag=Flag.of(said.flag), on=until, said=said.text.strip(),
                 person=said.person)
    )  # fmt: skip


def _done(office: Office, said: Said) -> Answer:
    on = said.on or date.today()
    if said.id.isdigit():
        kept = office.due.finish(int(said.id), on, said.outcome)
        return {"reminder": _json(kept)}, f"已办结：{kept.said}"
    from fupin_desktop.domain.due import due_rule

    rule = due_rule(said.id)
    wanted = [
        each
        for each in office.due.all(on, kinds=[rule.kind.value])
        if each.rule == rule.key and each.period == said.period and said.village in ("", each.village)
    ]
    if not wanted:
        where = f"{said.village}的" if said.village else ""
        raise Trouble(f"{where}“{rule.label}”没有期间为“{said.period}”的待办事项，请用 todo 看期间")
    count = office.due.tick(wanted, on, said.outcome)
    return {"ticked": count}, f"已办结：{rule.label}{said.period}，{count}项"


def _json(kept: Reminder) -> dict[str, Any]:
    return {
        "id": kept.id, "flag": kept.flag.value, "on": kept.on.isoformat(), "text": kept.said, "person": kept.person,
        "village": kept.village, "household": kept.household_id, "done_on": kept.done_on.isoformat() if kept.done_on else None,
        "outcome": kept.outcome,
    }  # fmt: skip
