"""fupin posting: notices on the villages' boards, from the draft to the archive."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.commands import Answer, Said, Teller, opened

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.posting import PostingFile

Day = Callable[[str], date]
Add = Callable[[str, str, Callable[[Said], Answer]], argparse.ArgumentParser]


def words(command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Day) -> None:
    """posting list | draft | post | object | answer | end | down | archive | withdraw | renew | reprint | diff."""
    posting = command("posting", "张贴的公示：张贴、异议、期满证明、撤下、归档、撤回、原样补打", show_list)
    of = posting.add_subparsers(dest="act", metavar="做什么", required=True, parser_class=type(posting))

    def add(name: str, text: str, do: Callable[[Said], Answer]) -> argparse.ArgumentParser:
        each = of.add_parser(name, help=text, description=text)
        for option in ("--office", "--database", "--by"):
            each.add_argument(option, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="只输出一个 JSON")
        each.add_argument("--on", type=day, metavar="DATE", help="日期，不写就是今天")
        each.set_defaults(do=do)
        return each

    listed = add("list", "列出公示和它们到了哪一步", show_list)
    listed.add_argument("--village", metavar="V")
    _drafting(add("draft", "拟一份公示，原件留存", draft), day)
    post = _one(add("post", "登记张贴", put_up))
    post.add_argument("--who", required=True, metavar="NAME", help="张贴人")
    post.add_argument("--place", default="", metavar="TEXT", help="张贴地点")
    _photos(_reason(post))
    objection = _reason(_one(add("object", "登记异议", object_)))
    objection.add_argument("--household", metavar="H", help="涉及的户（名单里的户编号）")
    objection.add_argument("--who", default="", metavar="NAME", help="提出人")
    objection.add_argument("--about", required=True, metavar="TEXT", help="异议内容")
    _answering(add("answer", "登记异议的调查和答复", answer), day)
    end = _one(add("end", "期满，出无异议证明", prove))
    end.add_argument("--out", type=Path, required=True, metavar="FILE")
    down = _one(add("down", "登记撤下", take_down))
    down.add_argument("--who", required=True, metavar="NAME", help="撤下人")
    _photos(_reason(down))
    _reason(_one(add("archive", "归档", archive)))
    withdraw = _one(add("withdraw", "撤回（原件和经过都保留）", take_back))
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help="撤回原因")
    _one(add("renew", "照原件重新登记一份撤回的公示", renew))
    reprint = _one(add("reprint", "原样补打：写出与张贴的完全相同的PDF", print_again))
    reprint.add_argument("--out", type=Path, required=True, metavar="FILE")
    _one(add("diff", "现在的数据与张贴的有什么不同", differ))


def _one(each: argparse.ArgumentParser) -> argparse.ArgumentParser:
    each.add_argument("id", type=int, metavar="ID", help="公示编号（见 posting list）")
    return each


def _reason(each: argparse.ArgumentParser) -> argparse.ArgumentParser:
    each.add_argument("--override", default="", metavar="TEXT", help="破例的理由")
    return each


def _photos(each: argparse.ArgumentParser) -> None:
    each.add_argument(
        "--photo", type=Path, action="append", default=[], metavar="FILE", help="照片，可以写多次"
    )


def _drafting(each: argparse.ArgumentParser, day: Day) -> None:
    from fupin_desktop.cli.notices import kind_of

    each.add_argument("kind", type=kind_of, metavar="KIND", help="公示种类，与 notice 相同")
    each.add_argument("--village", action="append", default=[], metavar="V")
    each.add_argument("--household", action="append", default=[], metavar="H")
    each.add_argument("--year", type=int, metavar="Y")
    each.add_argument("--from", dest="start", type=day, metavar="DATE", help="张贴日期")
    each.add_argument("--to", dest="until", type=day, metavar="DATE", help="公示截止日期（代替天数）")
    each.add_argument("--days", type=int, metavar="N", help="公示天数")
    each.add_argument("--paper", choices=("A4", "A3"), default="A4")
    _reason(each)


def _answering(each: argparse.ArgumentParser, day: Day) -> None:
    each.add_argument("id", type=int, metavar="OBJECTION", help="异议编号（见 posting list）")
    each.add_argument("--investigator", required=True, metavar="NAME", help="调查人")
    each.add_argument("--investigated", type=day, metavar="DATE", help="调查日期，不写就是答复日期")
    each.add_argument("--result", required=True, choices=("成立", "不成立"), help="调查结果")
    each.add_argument("--answer", required=True, metavar="TEXT", help="答复内容")


def show_list(said: Said) -> Answer:
    """Every notice with its state and what is next."""
    with opened(said) as office:
        found = office.postings.all(on=_on(said), village=said.village)
    lines = [_line(each) for each in found]
    return {"postings": [each.as_json() for each in found]}, "\n".join(lines or ["还没有公示"])


def draft(said: Said) -> Answer:
    """A draft for each village."""
    start = said.start or _on(said)
    with opened(said) as office:
        made = office.postings.draft(
            said.kind, villages=said.village, households=said.household or None, start=start,
            year=said.year or start.year, days=said.days, until=said.until, paper=said.paper, override=said.override,
            watch=Teller(),
        )  # fmt: skip
        found = [office.postings.get(each.id or 0, start) for each in made]
    lines = [f"已拟公示{len(found)}份，原件已留存", *map(_line, found)]
    return {"postings": [each.as_json() for each in found]}, "\n".join(lines)


def put_up(said: Said) -> Answer:
    """Posted."""
    from fupin_desktop.services.posting import sequel

    with opened(said) as office:
        made = office.postings.post(said.id, _done(said), said.who, said.place, said.photo, said.override)
        return _after(office, said, "已登记张贴", sequel.after_posting(office, made, _done(said)))


def object_(said: Said) -> Answer:
    """Objected to."""
    from fupin_desktop.services.posting import sequel

    with opened(said) as office:
        made = office.postings.object_(
            said.id, _done(said), said.who, said.about, said.household, said.override
        )
        more = sequel.after_objection(office, made, _done(said))
        found, line = _after(office, said, f"已登记异议（编号{made.id}）", more)
        return {**found, "objection": made.id}, line


def answer(said: Said) -> Answer:
    """An objection answered."""
    from fupin_desktop.domain.posting import Finding
    from fupin_desktop.services.posting import sequel

    result = Finding.UPHELD if said.result == "成立" else Finding.REJECTED
    with opened(said) as office:
        made = office.postings.answer(
            said.id, _done(said), said.investigator, result, said.answer, said.investigated
        )
        said.id = made.posting_id
        more = sequel.after_answer(office, made, _done(said), _done(said))
        found, line = _after(office, said, f"已登记异议{made.id}的答复：{said.result}", more)
        return {**found, "objection": made.id}, line


def prove(said: Said) -> Answer:
    """无异议证明 written."""
    with opened(said) as office:
        pages = office.postings.end(said.id, _done(said), said.out)
        found, line = _after(office, said, f"已出无异议证明：{said.out}")
        return {**found, "file": str(said.out), "pages": pages}, line


def take_down(said: Said) -> Answer:
    """Taken down."""
    with opened(said) as office:
        office.postings.take_down(said.id, _done(said), said.who, said.photo, said.override)
        return _after(office, said, "已登记撤下")


def archive(said: Said) -> Answer:
    """Archived."""
    with opened(said) as office:
        office.postings.archive(said.id, _done(said), said.override)
        return _after(office, said, "已归档")


def take_back(said: Said) -> Answer:
    """Withdrawn."""
    from fupin_desktop.services.posting import sequel

    with opened(said) as office:
        made = office.postings.withdraw(said.id, said.reason, _done(said))
        return _after(office, said, "已撤回", sequel.after_withdrawal(office, made, _done(said), _done(said)))


def renew(said: Said) -> Answer:
    """A withdrawn notice begun anew."""
    with opened(said) as office:
        said.id = office.postings.renew(said.id, _on(said)).id
        return _after(office, said, "已照原件重新登记")


def print_again(said: Said) -> Answer:
    """The very paper that hung, into a file."""
    from fupin_desktop.domain.paper import How

    with opened(said) as office:
        office.postings.reprint(said.id, said.out, How.SAVED, _on(said))
        found, line = _after(office, said, f"已原样写出：{said.out}")
        return {**found, "file": str(said.out)}, line


def differ(said: Said) -> Answer:
    """What would be shown otherwise now."""
    with opened(said) as office:
        found = office.postings.differences(said.id, _on(said))
    lines = [each.sentence for each in found] or ["现在的数据与张贴的公示一致"]
    return {"differences": [each.as_json() for each in found]}, "\n".join(lines)


def _on(said: Said) -> date:
    return said.on or date.today()


def _done(said: Said) -> date:
    """The day of something that was done. Raises Refused for one that is to come."""
    from fupin_desktop.domain.errors import Refused
    from fupin_desktop.domain.posting import not_yet

    on = _on(said)
    if wrong := list(not_yet("日期", on, date.today())):
        raise Refused(wrong)
    return on


def _after(office: Office, said: Said, done: str, more: str = "") -> Answer:
    """``more``: what became of the roads of those on the notice."""
    found = office.postings.get(said.id, _on(said))
    line = f"{done}：{_line(found)}"
    return {**found.as_json(), "procedures": more}, f"{line}\n{more}" if more else line


def _line(each: PostingFile) -> str:
    posting = each.posting
    counted = f"{each.households}户" if each.households else ""
    open_ = f"，{len(each.open_objections)}件异议待答复" if each.open_objections else ""
    next_ = f"，下一步：{each.next.label}" if each.next else ""
    return f"{posting.id}　{posting.heading}　{counted}　{each.life.words}{open_}{next_}"
