"""``compare``, ``match``, ``lookup``, ``entry``: two periods, any roster, a few people, what is still to be typed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.commands import Answer, Said, Teller, opened

if TYPE_CHECKING:
    from fupin_desktop.services.matching import SetPlan

TOLD = 20


def words(command: Callable[..., argparse.ArgumentParser], day: Callable[[str], Any]) -> None:
    """The words of the commands."""
    two = command("compare", "比较两期导出表，或一份导出表与本办数据", compare)
    two.add_argument("old", metavar="OLD", help="旧表；写 office 就是本办数据")
    two.add_argument("new", nargs="?", metavar="NEW", help="新表；写 office 就是本办数据")
    two.add_argument("--with-office", action="store_true", help="只给一份表，与本办数据比")
    two.add_argument("--out", type=Path, metavar="FILE.xlsx")
    two.add_argument("--plain", action="store_true", help="写出的表里显示完整证件号码")
    one = command("match", "名单比对：拿任意名单（车辆、死亡、医保、学生……）与本办成员比对", match)
    one.add_argument("roster", type=Path, metavar="ROSTER")
    one.add_argument("--sheet", metavar="S", help="哪一张工作表")
    one.add_argument("--out", type=Path, metavar="FILE.xlsx", help="写出标好命中行的名单")
    one.add_argument("--plain", action="store_true", help="写出的清单里显示完整证件号码")
    one.add_argument("--letters", type=Path, metavar="DIR", help="每村写一份核查函")
    one.add_argument("--on", type=day, metavar="DATE", help="核查函的日期")
    one.add_argument("--due", type=day, metavar="DATE", help="核查函的回复期限")
    one.add_argument("--about", default="", metavar="TEXT", help="名单的叫法，如 机动车登记")
    one.add_argument("--format", choices=("docx", "pdf", "txt"), default="docx", help="核查函的格式")
    one.add_argument(
        "--set", metavar="FIELD[=VALUE]", help="把命中的人写进本办数据，如 是否享受低保 或 yulu=是"
    )
    one.add_argument("--year", type=int, metavar="Y", help="写到哪个年度")
    one.add_argument("--rest", choices=("no",), help="没命中的在册成员一并写成相反的值")
    one.add_argument("--dry-run", action="store_true", help="只看要改什么，不写")
    few = command("lookup", "查一批：粘贴来的姓名、证件号码，按原来的顺序列出户、村、类别、脱贫年度", lookup)
    few.add_argument("file", type=Path, metavar="FILE|-", help="文本文件，每行一人；- 从标准输入读")
    few.add_argument("--out", type=Path, metavar="FILE.xlsx")
    few.add_argument("--plain", action="store_true", help="显示完整证件号码")
    typing = command("entry", "国扶录入清单：国扶系统还没有的，按它的页面顺序列出", entry)
    typing.add_argument("--village", metavar="V")
    typing.add_argument("--all", action="store_true", help="已勾选录入的也列出")
    typing.add_argument("--out", type=Path, metavar="FILE.xlsx")
    typing.add_argument("--plain", action="store_true", help="显示完整证件号码")


def compare(said: Said) -> Answer:
    """Two exports, or an export and the office."""
    from fupin_desktop.domain.errors import Trouble
    from fupin_desktop.services.comparing import OFFICE

    old, new = said.old, said.new
    if new is None:
        if not said.with_office:
            raise Trouble("还缺一份要比较的表：写出第二个文件，或加 --with-office 与本办数据比")
        old, new = OFFICE, old
    elif said.with_office:
        raise Trouble("已经给了两份表，--with-office 只用在给一份表的时候")
    with opened(said) as office:
        found = office.comparing.compare(old, new, Teller())
        answer = found.as_json()
        if said.out is not None:
            answer["rows"] = office.comparing.write(found, said.out, plain=said.plain)
    return answer, "\n".join([found.sentence, *found.remarks])


def match(said: Said) -> Answer:
    """Any roster against the office's people."""
    with opened(said) as office:
        matched = office.matching.match(said.roster, said.sheet, Teller())
        answer = matched.as_json()
        lines = [matched.sentence, *matched.roster.remarks]
        if said.out is not None:
            office.matching.write(matched, said.roster, said.out, plain=said.plain, watch=Teller())
            lines.append(f"已写出标好的名单：{said.out}")
        if said.letters is not None:
            files = office.matching.write_letters(
                matched, said.letters, on=said.on or date.today(), due=said.due, about=said.about, form=said.format,
                watch=Teller(),
            )  # fmt: skip
            answer["files"] = [str(each) for each in files]
            lines.append(f"已写出{len(files)}份核查函：{said.letters}")
        if said.set is not None:
            plan = office.matching.plan_set(matched, said.set, said.year, rest=said.rest == "no")
            answer["set"] = plan.as_json()
            act = None if said.dry_run else office.matching.apply_set(plan, Teller())
            answer["act"] = act
            lines += _set_words(plan, act)
    return answer, "\n".join(lines)


def _set_words(plan: SetPlan, act: int | None) -> list[str]:
    done = "已写入，可以撤销" if act else "没有写入"
    shown = [
        f"  {each.village}　{each.household}　{each.name}　{each.before or '空'}→{each.after}　{each.problem}".rstrip()
        for each in (*plan.problems, *plan.changed)[:TOLD]
    ]
    more = len(plan.problems) + len(plan.changed) - len(shown)
    return [f"{plan.sentence}；{done}", *shown, *([f"  ……还有{more}行"] if more else [])]


def lookup(said: Said) -> Answer:
    """A few people, by names or numbers, in the order of the text."""
    from fupin_desktop.services.matching import lookup as looking

    text = sys.stdin.read() if str(said.file) == "-" else looking.text_of(said.file)
    with opened(said) as office:
        found = office.matching.look_up(text)
        if said.out is not None:
            office.matching.write_answers(found, said.out, plain=said.plain)
    people = [
        dict(zip(looking.KEYS, each.cells(plain=said.plain), strict=True)) | {"order": each.order}
        for each in found
    ]
    words = looking.sentence(found)
    return {"people": people, "sentence": words}, f"{looking.as_text(found, plain=said.plain)}\n{words}"


def entry(said: Said) -> Answer:
    """What is still to be typed into the national system, by a person."""
    from fupin_desktop.services.entering import shown

    with opened(said) as office:
        every = office.entering.items(said.village)
        progress = office.entering.progress(every)
        items = [each for each in every if said.all or not each.done]
        if said.out is not None:
            office.entering.export(items, said.out, plain=said.plain)
    answer = {
        "total": progress.total, "done": progress.done,
        "by_day": {day.isoformat(): count for day, count in progress.by_day},
        "items": [
            {"household": each.household, "village": each.village, "head": each.head, "name": each.name,
             "screen": each.screen, "why": each.why, "field": each.key.field, "label": each.label,
             "national": each.national, "value": shown(each, plain=said.plain), "evidence": each.evidence,
             "entered_on": each.entered_on.isoformat() if each.entered_on else None}
            for each in items
        ],
    }  # fmt: skip
    lines = [progress.sentence]
    lines += [
        f"  {each.village}　{each.household} {each.head}　{each.screen}　{each.name}　{each.label}："
        f"{each.national or '空'}→{shown(each, plain=said.plain)}（{each.why}）"
        for each in items[:TOLD]
    ]
    if len(items) > TOLD:
        lines.append(f"  ……还有{len(items) - TOLD}项，用 --out 写成表，或用 --json 看全部")
    return answer, "\n".join(lines)
