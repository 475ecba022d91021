"""民主评议: who was to come and who came, how they voted on each household, and whether that passes.

村民代表会议 is held when two thirds of its members are there, and decides by more than half of those present
(村民委员会组织法第二十六条); the share that is needed can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fupin_desktop.domain.fields import Code, Problem
from fupin_desktop.domain.notice import committee

HALF = Fraction(1, 2)
QUORUM = Fraction(2, 3)


class Topic(Code):
    """What an assembly is asked, by the kind of notice that follows it."""

    IDENTIFICATION = "identification", "{poor}识别"
    EXIT = "exit", "{poor}退出"
    HOUSING = "housing", "农村危房改造补助对象"
    MONITORING = "monitoring", "防止返贫监测对象识别"
    REMOVAL = "risk_removed", "防止返贫监测对象风险消除"


_QUESTIONS = {
    Topic.IDENTIFICATION: "将以下农户初步选定为{year}年{poor}",
    Topic.EXIT: "以下{poor}于{year}年退出",
    Topic.HOUSING: "将以下农户列为{year}年农村危房改造补助对象",
    Topic.MONITORING: "将以下农户纳入防止返贫监测对象",
    Topic.REMOVAL: "将以下监测对象标注为风险消除",
}


@dataclass(frozen=True, slots=True)
class Votes:
    """赞成、反对、弃权 for one household."""

    yes: int
    no: int
    abstained: int

    @property
    def all(self) -> int:
        return self.yes + self.no + self.abstained

    def passes(self, present: int, share: Fraction = HALF) -> bool:
        """Whether more than ``share`` of those present said yes."""
        return self.yes > present * share


@dataclass(frozen=True, slots=True)
class Nominee:
    """A household that stands for the vote, as the papers of the meeting show it."""

    number: str
    group: str
    head: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was counted at the end. ``votes`` by household number; a valid ballot says something of every household."""

    due: int
    present: int
    issued: int
    returned: int
    valid: int
    votes: Mapping[str, Votes]
    share: Fraction = HALF

    @property
    def quorum(self) -> bool:
        return self.present >= self.due * QUORUM

    def passes(self, household: str) -> bool:
        return self.votes[household].passes(self.present, self.share)


BALLOT_NOTE = (
    "在每户的一个栏内画“√”；一户画两栏以上或不画的，该户按弃权计。本票不署名，加盖村民委员会印章有效。"
)
"""How a ballot is filled in, where the office has no words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """One village's meeting. What is not known yet ("", None) is left to be written by hand."""

    village: str
    year: int
    on: date
    topic: Topic
    poor: str
    nominees: tuple[Nominee, ...]
    seats: int  # rows of the attendance list
    ballots: int | None = None  # None: one page full
    due: int | None = None
    present: int | None = None
    place: str = ""
    chair: str = ""
    recorder: str = ""
    ballot_note: str = BALLOT_NOTE
    minutes: str = ""  # what was said, where it was written down
    outcome: Outcome | None = None
    paper: str = "A4"
    demo: bool = False

    @property
    def subject(self) -> str:
        """贫困户识别"""
        return self.topic.label.format(poor=self.poor)

    @property
    def question(self) -> str:
        """将以下农户初步选定为2018年贫困户"""
        return _QUESTIONS[self.topic].format(year=self.year, poor=self.poor)

    @property
    def committee(self) -> str:
        return committee(self.village)

    def named(self, words: str) -> str:
        """水村贫困户识别民主评议会签到册"""
        return f"{self.village}{self.subject}民主评议{words}"


def problems(outcome: Outcome, nominees: Sequence[Nominee]) -> Iterator[Problem]:
    """What cannot be in a count, one sentence each."""
    steps = (
        ("present", f"实到{outcome.present}人", outcome.present, f"应到{outcome.due}人", outcome.due),
        ("issued", f"发出票{outcome.issued}张", outcome.issued, f"实到{outcome.present}人", outcome.present),
        (
            "returned",
            f"收回票{outcome.returned}张",
            outcome.returned,
            f"发出票{outcome.issued}张",
            outcome.issued,
        ),
        ("valid", f"有效票{outcome.valid}张", outcome.valid, f"收回票{outcome.returned}张", outcome.returned),
    )
    for key, said, counted, other, most in steps:
        if counted > most:
            yield Problem(key, f"{said}多于{other}，请核对后重新填写")
    known = {each.number for each in nominees}
    for number in outcome.votes:
        if number not in known:
            yield Problem("votes", f"户编号为“{number}”的农户不在评议名单里，请检查编号")
    for each in nominees:
        votes = outcome.votes.get(each.number)
        if votes is None:
            yield Problem(
                "votes", f"还没有填写{each.head}户（户编号{each.number}）的票数，请填写赞成、反对、弃权"
            )
        elif votes.all != outcome.valid:
            yield Problem(
                "votes",
                f"{each.head}户（户编号{each.number}）赞成{votes.yes}、反对{votes.no}、弃权{votes.abstained}，"
                f"合计{votes.all}票，与有效票{outcome.valid}张不一致，请核对",
            )


def remarks(assembly: Assembly) -> Iterator[str]:
    """What the clerk should know before the result is used."""
    found = assembly.outcome
    if found is not None and not found.quorum:
        yield (
            f"{assembly.village}应到{found.due}人、实到{found.present}人，到会人数不足应到的三分之二，"
            "按规定会议不能作出决定，请核对或重新召开"
        )
