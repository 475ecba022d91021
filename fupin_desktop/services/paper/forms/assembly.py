"""民主评议会议材料: whom the data propose to each village's meeting, and what was counted there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_desktop.domain import assembly as meetings
from fupin_desktop.domain.assembly import BALLOT_NOTE, HALF, Assembly, Nominee, Outcome, Topic, Votes
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.procedure import Numbers
from fupin_desktop.reports.forms import assembly as forms
from fupin_desktop.services.notice import Notices
from fupin_desktop.services.paper.held import registered
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

if TYPE_CHECKING:
    from fupin_desktop.domain.village import Village
    from fupin_desktop.reports.document import Document

SHEETS = {"attendance": "签到册", "minutes": "会议记录", "ballots": "表决票", "result": "评议结果"}
OPTIONS = {
    "topic": "评议事项",
    "sheet": "只要哪一份",
    "blank": "空白名单，手写",
    "place": "会议地点",
    "chair": "主持人",
    "recorder": "记录人",
    "due": "应到人数",
    "present": "实到人数",
    "seats": "签到册行数",
    "ballots": "表决票张数",
    "note": "表决票上的填写说明",
    "issued": "发出票",
    "returned": "收回票",
    "valid": "有效票",
    "share": "通过须超过到会人数的几分之几",
    "meeting": "已登记的评议会编号",
    "vote:": "各户票数，如 vote:户编号=赞成/反对/弃权",
}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A file for each village that has somebody to vote on; with ``blank`` for every village."""
    options = Options(asked, OPTIONS)
    topic = Topic.of(options.choice("topic", list(Topic), Topic.IDENTIFICATION.value))
    sheet = options.choice("sheet", ("", *SHEETS), "")
    if (number := options.number("meeting", least=1)) is not None:
        held = registered(source, number, asked.paper, options.text("note", BALLOT_NOTE))
        yield _paper(held, sheet)
        return
    sender = source.sender
    for village, nominees in _nominees(asked, source, options, topic).items():
        place = source.villages.get(village)
        meeting = Assembly(
            village=village,
            year=asked.year,
            on=asked.on,
            topic=topic,
            poor=sender.poor,
            nominees=nominees,
            seats=options.number("seats", least=1)
            or options.number("due", least=1)
            or _seats(source, place, asked.year),
            ballots=options.number("ballots", least=1),
            due=options.number("due", least=1),
            present=options.number("present"),
            place=options.text("place"),
            chair=options.text("chair"),
            recorder=options.text("recorder"),
            ballot_note=options.text("note", BALLOT_NOTE),
            outcome=_outcome(options, nominees, wanted=sheet == "result"),
            paper=asked.paper,
            demo=sender.demo,
        )
        yield _paper(meeting, sheet)


def _paper(meeting: Assembly, sheet: str) -> Paper:
    return Paper(
        name=meeting.named("会议材料"),
        documents=tuple(_documents(meeting, sheet)),
        village=meeting.village,
        remarks=tuple(meetings.remarks(meeting)),
    )


def _documents(meeting: Assembly, sheet: str) -> Iterator[Document]:
    build = {
        "attendance": forms.attendance,
        "minutes": forms.minutes,
        "ballots": forms.ballots,
        "result": forms.result,
    }
    for name in [sheet] if sheet else SHEETS:
        if name != "result" or meeting.outcome is not None:
            yield build[name](meeting)


def _seats(source: Source, village: Village | None, year: int) -> int:
    """As many representatives as the road asks for at least."""
    with source.store.read() as unit:
        numbers = Numbers(unit.procedure_numbers.all())
    return numbers.by_size(village.population if village else None, "assembly.few", "assembly.many", year)[0]


def _nominees(asked: Asked, source: Source, options: Options, topic: Topic) -> dict[str, tuple[Nominee, ...]]:
    """Whom each village votes on: the households that were named, else those that the data propose."""
    for name in asked.villages:
        source.village(name)
    if options.flag("blank"):
        return {name: () for name in asked.villages or source.villages}
    offered = Notices(source.store, source.settings, source.files).propose(
        topic.value, on=asked.on, year=asked.year
    )
    if asked.villages:
        offered = [each for each in offered if each.village in asked.villages]
    if asked.households is None:
        chosen = [each for each in offered if (each.ticked if each.nominated is None else each.nominated)]
    else:
        wanted = set(asked.households)
        chosen = [each for each in offered if wanted & {each.number, each.household_id}]
        missing = wanted - {each.number for each in chosen} - {each.household_id for each in chosen}
        if missing:
            said = "、".join(str(each) for each in asked.households if each in missing)
            about = topic.label.format(poor=source.sender.poor)
            raise Refused(
                [
                    Problem(
                        "households", f"户编号为“{said}”的农户不在{about}的备选名单里，不能列入评议，请核对"
                    )
                ]
            )
    found: dict[str, tuple[Nominee, ...]] = {}
    for each in chosen:
        nominee = Nominee(each.number, each.group, each.head, each.people)
        found[each.village] = (*found.get(each.village, ()), nominee)
    if len(found) > 1 and ("present" in options or options.family("vote:")):
        raise Refused([Problem("villages", "评议结果一次只能填一个村的，请先选定一个村")])
    return found


def _outcome(options: Options, nominees: Sequence[Nominee], *, wanted: bool) -> Outcome | None:
    """What was counted, when it was typed. Raises Refused for a count that cannot be."""
    votes = options.family("vote:")
    if not votes and not wanted:
        return None
    due, present = options.number("due", least=1), options.number("present")
    if due is None or present is None:
        raise Refused(
            [Problem("present", "还没有填写应到人数和实到人数，请用选项due和present填写后再生成评议结果")]
        )
    issued = options.number("issued")
    issued = present if issued is None else issued
    returned = options.number("returned")
    returned = issued if returned is None else returned
    valid = options.number("valid")
    found = Outcome(
        due=due,
        present=present,
        issued=issued,
        returned=returned,
        valid=returned if valid is None else valid,
        votes=_votes(votes, nominees),
        share=options.share("share", HALF),
    )
    if wrong := list(meetings.problems(found, nominees)):
        raise Refused(wrong)
    return found


def _votes(said: Mapping[str, str], nominees: Sequence[Nominee]) -> dict[str, Votes]:
    """The votes by household number; a household may also be named by its head where that is plain."""
    heads = [each.head for each in nominees]
    numbers = {each.head: each.number for each in nominees if heads.count(each.head) == 1}
    found = {}
    for name, words in said.items():
        parts = [part.strip() for part in words.split("/")]
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            raise Refused(
                [Problem("votes", f"“{name}”的票数应写成 赞成/反对/弃权（如18/2/1），现在是“{words}”")]
            )
        yes, no, abstained = map(int, parts)
        found[numbers.get(name, name)] = Votes(yes, no, abstained)
    return found
