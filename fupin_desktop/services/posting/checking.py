"""What cannot be done with a notice, in words; what the office may decide otherwise asks for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.domain import posting as rules
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.posting import Finding, Objection, Posting
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.posting.reading import PostingFile

if TYPE_CHECKING:
    from fupin_desktop.db.store import Unit

_AGAIN = "登记错了，请撤回这份公示并写明原因，再重新登记"


def refuse(*wrong: Problem) -> None:
    """Raises Refused when there is anything."""
    if wrong:
        raise Refused(wrong)


def gone(posting: Posting) -> Iterator[Problem]:
    """A notice that was withdrawn or archived is over."""
    if posting.withdrawn_on is not None:
        yield Problem(
            "withdrawn_on",
            f"这份公示已于{show_day(posting.withdrawn_on)}撤回（{posting.withdrawn_reason}），请用重新制作的那一份",
        )
    elif posting.archived_on is not None:
        yield Problem("archived_on", f"这份公示已于{show_day(posting.archived_on)}归档，不能再改")


def hanging(posting: Posting, on: date, doing: str) -> Iterator[Problem]:
    """What is done with a notice from the day on which it was posted."""
    yield from gone(posting)
    if posting.posted_on is None:
        yield Problem("posted_on", f"这份公示还没有登记张贴，不能{doing}，请先登记张贴")
    elif on < posting.posted_on:
        yield Problem(
            "on", f"{doing}的日期{show_day(on)}早于张贴日期{show_day(posting.posted_on)}，请改正日期"
        )


def posting_day(posting: Posting, who: str) -> Iterator[Problem]:
    """Who posts what, once."""
    yield from gone(posting)
    if posting.posted_on is not None:
        yield Problem("posted_on", f"这份公示已登记{show_day(posting.posted_on)}张贴；{_AGAIN}")
    if not who.strip():
        yield Problem("posted_by", "还没有写张贴人，请写明由谁张贴")


def hanging_already(unit: Unit, posting: Posting, on: date) -> Iterator[Problem]:
    """Another notice of the kind that hangs in the village that day and names the same households."""
    mine = {each.household_id: each.head for each in unit.posted.all(posting_id=posting.id)}
    for other in unit.postings.all(village=posting.village, kind=posting.kind):
        if other.id == posting.id or other.posted_on is None or other.until is None:
            continue
        if other.withdrawn_on or other.taken_down_on or not other.posted_on <= on <= other.until:
            continue
        listed = unit.posted.all(posting_id=other.id)
        same = [mine[each.household_id] for each in listed if each.household_id in mine]
        if same:
            whose = f"{same[0]}户" if len(same) == 1 else f"{same[0]}等{len(same)}户"
            said = (
                f"{whose}已在{show_day(other.posted_on)}张贴的“{other.heading}”里公示，到{show_day(other.until)}止，"
                f"请核对是否重复；重新制作的请先撤回那一份；{rules.UNLESS}"
            )
            yield Problem("posted_on", said)


def objecting(file: PostingFile, on: date, about: str) -> Iterator[Problem]:
    """When and what may be objected."""
    yield from hanging(file.posting, on, "登记异议")
    if not about.strip():
        yield Problem("about", "还没有写异议内容，请写明反映什么")


def answering(kept: Objection, after: Objection, archived: bool) -> Iterator[Problem]:
    """An answer has an investigator, a result and words, and its days follow each other."""
    yield from problems(Objection, as_values(after))
    if archived:
        yield Problem("answered_on", "这份公示已经归档，异议的答复不能再改")
    if not after.investigator:
        yield Problem("investigator", "还没有写调查人，请写明由谁调查")
    if after.result is None:
        yield Problem("result", f"还没有写调查结果，请选择{'或'.join(each.label for each in Finding)}")
    if not after.answer:
        yield Problem("answer", "还没有写答复内容，请写明查到什么、怎样答复")
    looked, answered = after.investigated_on, after.answered_on
    if looked and looked < kept.on:
        yield Problem(
            "investigated_on", f"调查日期{show_day(looked)}早于异议提出的{show_day(kept.on)}，请改正日期"
        )
    if looked and answered and answered < looked:
        yield Problem(
            "answered_on", f"答复日期{show_day(answered)}早于调查日期{show_day(looked)}，请改正日期"
        )


def taking_down(posting: Posting, on: date, who: str, override: str) -> Iterator[Problem]:
    """Who takes it down; before its last day only for a reason."""
    yield from hanging(posting, on, "登记撤下")
    if posting.taken_down_on is not None and not override.strip():
        said = f"这份公示已登记{show_day(posting.taken_down_on)}撤下，不用再登记；{rules.UNLESS}"
        yield Problem("taken_down_on", said)
    if not who.strip():
        yield Problem("taken_down_by", "还没有写撤下人，请写明由谁撤下")
    if posting.until is not None and on < posting.until and not override.strip():
        yield Problem(
            "taken_down_on",
            f"公示期到{show_day(posting.until)}止，{show_day(on)}撤下就没有满期，请期满后再撤下；{rules.UNLESS}",
        )


def withdrawing(posting: Posting, on: date, reason: str) -> Iterator[Problem]:
    """Once, for a reason, not before it was made and posted."""
    if posting.withdrawn_on is not None:
        yield from gone(posting)
    if not reason.strip():
        yield Problem("withdrawn_reason", "撤回公示要写明原因；原件和经过都会保留")
    yield from _after("撤回", on, (("制作", posting.made_on), ("张贴", posting.posted_on)))


def _after(doing: str, on: date, earlier: Sequence[tuple[str, date | None]]) -> Iterator[Problem]:
    """What is done on a day before something that it follows."""
    for what, day in earlier:
        if day is not None and on < day:
            yield Problem("on", f"{doing}日期{show_day(on)}早于{what}日期{show_day(day)}，请改正日期")
            return


def archiving(file: PostingFile, on: date, override: str) -> Iterator[Problem]:
    """What its file must have, and that all of it was before."""
    posting = file.posting
    if wrong := list(gone(posting)):
        yield from wrong
    elif posting.posted_on is None:
        yield Problem("archived_on", "这份公示还没有张贴，没有可归档的；不用了请撤回")
    elif early := list(
        _after(
            "归档",
            on,
            (
                ("撤下", posting.taken_down_on),
                ("无异议证明", posting.certified_on),
                ("张贴", posting.posted_on),
            ),
        )
    ):
        yield from early
    elif not override.strip():
        yield from rules.archive_problems(posting, file.objections, [each.paper for each in file.photos])
