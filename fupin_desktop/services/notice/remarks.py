"""What a clerk should know of a batch of notices before they are posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from fupin_desktop.domain.holidays import DaysOff, is_day_off, known, notice_end
from fupin_desktop.domain.notice import Notice
from fupin_desktop.domain.values import show_day
from fupin_desktop.domain.village import Village
from fupin_desktop.services.notice.asking import Asked
from fupin_desktop.services.notice.candidate import Candidate

_WORKING_DAYS = 20
"""Within how many working days results are to be made public (基层政务公开标准目录, 危房改造)."""


def remarks(
    asked: Asked,
    chosen: Sequence[Candidate],
    notices: Sequence[Notice],
    villages: Mapping[str, Village],
    paid: Iterable[date],
    own: DaysOff,
    term: int | None,
) -> Iterator[str]:
    """One sentence each: period, draft, payments made long ago, how the list came about, villages without anybody."""
    yield from _period(asked, notices[0], own, term)
    if asked.kind.draft:
        office = notices[0].sender.addressee
        yield f"{asked.kind.label}是代拟稿，请报{office}审定、印发后再张贴"
    if late := [day for day in paid if notice_end(day, _WORKING_DAYS, working=True, own=own) < asked.on]:
        yield f"最早一笔补助资金{show_day(min(late))}拨付，离公示已超过{_WORKING_DAYS}个工作日，请尽快张贴"
    if asked.households is not None or not asked.kind.lists:
        return
    yield from dict.fromkeys(each.note for each in chosen if each.note)
    here = {each.village for each in notices}
    if empty := [each for each in asked.villages or villages if each not in here]:
        yield f"没有需要公示的村：{'、'.join(empty)}"


def _period(asked: Asked, notice: Notice, own: DaysOff, term: int | None) -> Iterator[str]:
    until = notice.until
    if until is None:
        return
    if not known(until.year, own):
        yield f"{until.year}年的放假安排还没有收录，公示期满日只避开了周末，请核对，也可在“设置”里填写放假安排"
    if asked.until is not None and is_day_off(until, own):
        yield f"公示期满日{show_day(until)}是休息日，请核对"
    if term and (notice.days or 0) < term:
        unit = "个工作日" if notice.working else "天"
        yield f"公示期只有{notice.term}，{asked.kind.label}一般不少于{term}{unit}，请核对"
