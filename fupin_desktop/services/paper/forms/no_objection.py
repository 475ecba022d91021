"""公示无异议证明: a paper for each notice whose time is over and whose objections are answered."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desktop.db import postings as lists
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.posting import ending_problems
from fupin_desktop.reports.forms.no_objection import build
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source
from fupin_desktop.services.posting.reading import PostingFile, files_of, posting_of

OPTIONS = {"posting": "公示编号"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """Of one notice that is named by its number, else of all of the year and the villages that have ended."""
    number = Options(asked, OPTIONS).number("posting", least=1)
    sender = source.sender
    found = _files(asked, source, number)
    if number is not None and (wrong := _wrong(found[0], asked)):
        raise Refused(wrong)
    over = [each for each in found if not _wrong(each, asked)]
    if not over:
        where = "、".join(asked.villages) or "各村"
        said = f"{where}{asked.year}年没有期满的公示可出无异议证明（公示期过后、异议都已答复的才能出），请核对日期"
        raise Refused([Problem("villages", said)])
    for each in over:
        yield Paper(
            name=f"{each.posting.heading}_无异议证明",
            documents=(build(each.proof(asked.on), sender),),
            village=each.posting.village,
        )


def _wrong(file: PostingFile, asked: Asked) -> list[Problem]:
    posting = file.posting
    if posting.posted_on is None:
        return [Problem("posting", "这份公示还没有登记张贴，不能出无异议证明，请先登记张贴")]
    if posting.withdrawn_on is not None:
        return [Problem("posting", "这份公示已经撤回，不能出无异议证明，请用重新制作的那一份")]
    return list(ending_problems(posting, file.objections, asked.on))


def _files(asked: Asked, source: Source, number: int | None) -> list[PostingFile]:
    for name in asked.villages:
        source.village(name)
    own = source.facts.days_off
    with source.store.read() as unit:
        if number is not None:
            posting_of(unit, number)
            return files_of(unit, [number], asked.on, own)
        found = files_of(unit, lists.in_order(unit), asked.on, own)
    places = list(source.villages)
    wanted = [
        each
        for each in found
        if each.posting.year == asked.year and each.posting.village in (asked.villages or places)
    ]
    return sorted(wanted, key=lambda each: (places.index(each.posting.village), each.posting.id or 0))
