"""Asks that several roads share: votes of an assembly, the review of the township, papers of helpers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from fupin_desktop.domain.procedure.asks import (
    REASON,
    Ask,
    Case,
    Hindrance,
    add,
    count_field,
    flag_field,
    text_field,
)
from fupin_desktop.domain.procedure.records import Meeting, Result
from fupin_desktop.domain.terms import numeral


def _votes(case: Case) -> Iterator[Hindrance]:
    result, meeting = case.step.result, case.meeting
    if result not in (Result.PASSED, Result.FAILED) or (result is Result.FAILED and "yes" not in case.facts):
        return
    if meeting is None:
        yield Hindrance("due", "还没有登记评议会的应到、实到人数，请先填写再登记票数")
        return
    yield from meeting_hindrances(case)
    yes, no, abstained = (int(case.facts.get(name) or 0) for name in ("yes", "no", "abstained"))
    if wrong := sum_problem(meeting, yes, no, abstained):
        yield Hindrance("yes", wrong)
    share = case.numbers.number("assembly.share", case.year_of_work)
    passed = yes > meeting.present * share
    if passed is not (result is Result.PASSED):
        how, so = ("已超过", "通过") if passed else ("没有超过", "不通过")
        yield Hindrance(
            "result",
            f"赞成{yes}票{how}实到{meeting.present}人的{_share(share)}（{case.source('assembly.share')}），"
            f"结果应是{so}，请改正结果或票数",
        )


def ballots(meeting: Meeting) -> tuple[int, str]:
    """How many votes each household has, and by which count: the valid ballots, else those returned, issued, else who came."""
    counts = ((meeting.valid, "有效票"), (meeting.returned, "收回票"), (meeting.issued, "发出票"))
    return next(((count, label) for count, label in counts if count is not None), (meeting.present, "实到"))


def sum_problem(meeting: Meeting, yes: int, no: int, abstained: int) -> str:
    """What is wrong with the votes of one household against what was counted; "" when they add up."""
    valid, counted = ballots(meeting)
    all_said = yes + no + abstained
    if all_said == valid:
        return ""
    return f"赞成{yes}、反对{no}、弃权{abstained}，合计{all_said}票，与{counted}{valid}不一致，请核对"


def _share(share: Fraction) -> str:
    if share == Fraction(1, 2):
        return "半数"
    return f"{numeral(share.denominator)}分之{numeral(share.numerator)}"


def meeting_hindrances(case: Case) -> Iterator[Hindrance]:
    """What is against a meeting: more came than were to come, too few representatives, no quorum."""
    meeting = case.meeting
    if meeting is None:
        return
    if meeting.present > meeting.due:
        yield Hindrance("present", f"实到{meeting.present}人多于应到{meeting.due}人，请核对")
    chain = (("发出票", meeting.issued, "实到", meeting.present), ("收回票", meeting.returned, "发出票", meeting.issued),
             ("有效票", meeting.valid, "收回票", meeting.returned))  # fmt: skip
    for label, count, other, most in chain:
        if count is not None and most is not None and count > most:
            yield Hindrance("valid", f"{label}{count}多于{other}{most}，请核对")
    least, why = case.by_size("assembly.few", "assembly.many")
    village = case.village.name if case.village else case.passage.village
    if meeting.present < least:
        yield Hindrance(
            "present",
            f"{village}评议会实到{meeting.present}人，少于{least}人（{why}；依据：{case.source('assembly.few')}），"
            f"请补开；{REASON}",
            waivable=True,
        )
    quorum = case.numbers.number("assembly.quorum", case.year_of_work)
    if meeting.present < meeting.due * quorum:
        yield Hindrance(
            "present",
            f"{village}评议会应到{meeting.due}人、实到{meeting.present}人，不足{_share(quorum)}"
            f"（{case.source('assembly.quorum')}），会议不能作出决定，请补开；{REASON}",
            waivable=True,
        )


VOTES = add(
    Ask(
        "votes",
        "评议票数",
        (
            count_field("due", "应到人数", unit="人"), count_field("present", "实到人数", unit="人"),
            count_field("valid", "有效票", unit="张"), count_field("yes", "赞成", required=True), count_field("no", "反对"),
            count_field("abstained", "弃权"),
        ),
        _votes,
        always=True,
    )
)  # fmt: skip
REVIEW = add(Ask("review", "审核", (
    flag_field("sampled", "抽查"), text_field("opinion", "审核意见"),
)))  # fmt: skip


def _pairing(case: Case) -> Iterator[Hindrance]:
    if not case.pairings:
        yield Hindrance("kind", f"这户还没有结对帮扶责任人，请先在“结对”里登记；{REASON}", waivable=True)


def _plan(case: Case) -> Iterator[Hindrance]:
    if not case.plans:
        yield Hindrance("kind", f"这户还没有一户一策，请先在“计划”里填写；{REASON}", waivable=True)


PAIRING = add(Ask("pairing", "结对帮扶", (), _pairing))
PLAN = add(Ask("plan", "帮扶计划", (), _plan))
