"""What went out on paper: listing it, and recording which pages were signed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from fupin_desktop.cli.showing import plain
from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.domain.paper import Printed, PrintedPage
    from fupin_desktop.services.office import Office

Answer = tuple[dict[str, Any], str]
Make = Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser]


def add(command: Make, day: Callable[[str], date]) -> None:
    """The words of this subject."""
    listed = command("printed", "出过的文书；登记哪些页已签字", printed)
    listed.add_argument("--household", metavar="H")
    listed.add_argument("--kind", default="household_file", metavar="KIND", help="登记签字的是哪种档案")
    listed.add_argument("--year", type=int, metavar="Y", help="登记签字的是哪一年的档案")
    listed.add_argument("--sign", nargs="+", default=[], metavar="PAGE", help="已签字的页号，如 2-1")
    listed.add_argument("--on", type=day, metavar="DATE", help="签字日期")
    listed.add_argument("--last", type=int, default=100, metavar="N")
    parts = command("file-parts", "一户一档由哪些部分组成，危改档案怎样编号", file_parts)
    parts.add_argument("parts", nargs="*", metavar="PART")
    parts.add_argument("--all", action="store_true", help="恢复为全部")
    parts.add_argument("--number", metavar="PATTERN", help="危改档案编号的样式，空的恢复为常用的")


def printed(said: argparse.Namespace) -> Answer:
    """What went out, the newest first; of one household with its pages."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        household = office.households.by_number(said.household) if said.household else None
        if said.sign:
            return _signed(office, household, said)
        papers = office.printed.all(household=household, last=said.last)
        pages = office.printed.pages(household) if household is not None else []
        with office.store.read() as unit:
            numbers = unit.households.some({each.household_id for each in papers if each.household_id})
    names = {id: each.number for id, each in numbers.items()}
    answer: dict[str, Any] = {"papers": [_paper(each, names) for each in papers]}
    words = [_line(each, names) for each in papers]
    if household is not None:
        answer["pages"] = [_page(each) for each in pages]
        words += [f"  第{each.page}页　{_state(each)}" for each in pages]
    return answer, "\n".join(words) or "还没有出过文书"


def _signed(office: Office, household: int | None, said: argparse.Namespace) -> Answer:
    if household is None:
        raise Trouble("登记签字要说明是哪一户，请加上 --household 户编号")
    if said.on is None:
        raise Trouble("登记签字要说明签字日期，请加上 --on 日期")
    period = str(said.year) if said.year else ""
    pages = office.printed.sign(household, said.kind, said.sign, said.on, period=period)
    named = "、".join(each.page for each in pages)
    return {"signed": [_page(each) for each in pages]}, f"已登记{said.on}签字：第{named}页"


def _paper(paper: Printed, numbers: dict[int, str]) -> dict[str, Any]:
    household = numbers.get(paper.household_id) if paper.household_id else None
    return {**(plain(paper) or {}), "household": household, "id": paper.id}


def _page(page: PrintedPage) -> dict[str, Any]:
    known = plain(page) or {}
    return {name: known[name] for name in ("kind", "page", "printed_on", "signed_on")}


def _line(paper: Printed, numbers: dict[int, str]) -> str:
    whose = numbers.get(paper.household_id or 0, "") or paper.village
    until = f"　张贴至{paper.until}" if paper.until else ""
    count = f"　{paper.pages}页" if paper.pages else ""
    return f"{paper.on}　{paper.heading}　{whose}　第{paper.edition}版{count}{until}　{paper.file}"


def _state(page: PrintedPage) -> str:
    return f"{page.printed_on}打印" + (f"，{page.signed_on}签字" if page.signed_on else "")


def file_parts(said: argparse.Namespace) -> Answer:
    """Show or decide what a 一户一档 holds and how files of renovations are numbered."""
    from fupin_desktop.cli.commands import opened
    from fupin_desktop.reports.forms.household_file import PARTS
    from fupin_desktop.services import filing

    with opened(said) as office:
        if said.parts or said.all:
            chosen = filing.parts_from("、".join(said.parts)) if said.parts else ()
            filing.keep_file_parts(office.store, chosen)
        if said.number is not None:
            filing.keep_housing_number(office.store, said.number)
        kept, number = filing.file_parts(office.store), filing.housing_number(office.store)
    words = "一户一档由以下部分组成：" + "、".join(PARTS[each] for each in kept)
    return {"parts": list(kept), "number": number}, f"{words}\n危改档案编号的样式：{number}"
