"""What happened to each invented household since 2014: when it was registered, lifted, grew and shrank."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fupin_desktop.domain.codes import EndReason, JoinReason, LeaveReason
from fupin_desktop.services.demo.families import Family, Someone, make_unique, someone

TODAY = date(2018, 5, 8)
"""The day as of which everything in the demo is known."""
FIRST = date(2014, 1, 1)
STABLE_SINCE = date(2018, 3, 20)
_LATER = (date(2015, 11, 20), date(2016, 6, 15), date(2017, 6, 30))
_NEWEST = date(2018, 4, 16)


@dataclass(slots=True)
class Member:
    """A person of a household with the days of coming and going."""

    who: Someone
    joined: date | None = None
    join_reason: JoinReason | None = None
    left: date | None = None
    leave_reason: LeaveReason | None = None
    id: int = 0

    def present(self, on: date) -> bool:
        return (self.joined is None or self.joined <= on) and (self.left is None or on < self.left)


@dataclass(slots=True)
class Story:
    """A household with its history. ``chance`` is its own stream, so that one household does not move another."""

    family: Family
    chance: random.Random
    registered: date
    lifted: date | None
    stable: date | None
    members: list[Member] = field(default_factory=list)
    ended: date | None = None
    end_reason: EndReason | None = None
    relocated: bool = False
    newest: bool = False
    earns: bool = False  # a poor one that is above this year's line by now
    id: int = 0

    @property
    def years(self) -> range:
        return range(self.registered.year, (self.ended or TODAY).year + 1)

    def status_at_end(self, year: int) -> bool:
        """Whether it was lifted by the end of a year."""
        return self.lifted is not None and self.lifted.year <= year

    def present(self, on: date) -> list[Member]:
        return [each for each in self.members if each.present(on)]


def stories(families: Sequence[Family], seed: int, taken: set[str]) -> list[Story]:
    """The histories of one township, with the people who went and the household that ended."""
    chance = random.Random(f"{seed}:{families[0].number}")
    told = [_story(each, seed) for each in families]
    _come_later(chance, told)
    for each in told:
        each.members = [_member(each, who) for who in each.family.members]
    _marry_in(chance, told)
    for story, member in _leavers(chance, told):
        make_unique(member.who, taken)
        story.members.append(member)
    _relocate(told)
    if len(families) > 20:
        told.append(_ended(chance, families, taken))
    return told


def _story(family: Family, seed: int) -> Story:
    chance = random.Random(f"{seed}-{family.number}")
    lifted = None if family.poor else date(family.lifted_year or 0, 12, chance.randrange(5, 29))
    stable = STABLE_SINCE if family.status == "稳定脱贫" else None
    return Story(family, chance, FIRST, lifted, stable)


def _come_later(chance: random.Random, told: Sequence[Story]) -> None:
    """Some were registered at the yearly adjustments; one poor household this spring."""
    for each in told:
        day = chance.choice(_LATER)
        if chance.random() < 0.2 and (each.lifted is None or day.year < each.lifted.year):
            each.registered = day
    poor = [each for each in told if each.family.poor]
    if len(told) > 20 and poor:
        chance.choice(poor).registered = _NEWEST


def _member(story: Story, who: Someone) -> Member:
    """Whoever was born after the registration came by birth, a few days after it."""
    if who.birth <= story.registered:
        return Member(who)
    joined = min(who.birth + timedelta(days=story.chance.randrange(3, 25)), TODAY - timedelta(days=1))
    return Member(who, joined, JoinReason.BIRTH)


def _marry_in(chance: random.Random, told: Sequence[Story]) -> None:
    young = [
        member
        for story in told
        for member in story.members
        if member.who.relation == "配偶" and member.who.age <= 45 and story.registered == FIRST
    ]
    days = (date(2015, 5, 4), date(2016, 10, 12), date(2017, 2, 8), date(2018, 1, 22), date(2018, 4, 12))
    for member, day in zip(chance.sample(young, min(len(days), len(young))), days, strict=False):
        member.joined, member.join_reason = day, JoinReason.MARRIAGE


_WENT = (
    ("之母", 79, LeaveReason.DEATH, date(2015, 2, 11)), ("之父", 81, LeaveReason.DEATH, date(2016, 1, 19)),
    ("之女", 24, LeaveReason.MARRIAGE, date(2016, 9, 30)), ("之父", 77, LeaveReason.DEATH, date(2017, 3, 3)),
    ("之女", 23, LeaveReason.MARRIAGE, date(2017, 10, 6)), ("之子", 27, LeaveReason.MOVED_OUT, date(2017, 11, 15)),
    ("之母", 84, LeaveReason.DEATH, date(2018, 1, 9)), ("之女", 22, LeaveReason.MARRIAGE, date(2018, 2, 14)),
    ("之父", 80, LeaveReason.DEATH, date(2018, 3, 27)), ("之子", 25, LeaveReason.MOVED_OUT, date(2018, 4, 3)),
    ("之母", 76, LeaveReason.DEATH, date(2018, 5, 2)),
)  # fmt: skip


def _leavers(chance: random.Random, told: Sequence[Story]) -> Iterator[tuple[Story, Member]]:
    """People who are no longer there: died, married out, moved out. Each from another household."""
    able = [each for each in told if each.registered == FIRST and 40 <= each.family.head.age <= 58]
    for story, (relation, age, reason, left) in zip(
        chance.sample(able, min(len(_WENT), len(able))), _WENT, strict=False
    ):
        head = story.family.head.name
        surname = None if "·" in head or relation == "之母" else head[0]
        who = someone(chance, relation, age, relation in ("之父", "之子"), chance.randrange(499), surname)
        who.school, who.education = "非在校生", who.education or "初中"
        yield story, Member(who, left=left, leave_reason=reason)


def _relocate(told: Sequence[Story]) -> None:
    """Four lifted households moved in 2017 with the relocation scheme."""
    movable = [each for each in told if each.lifted and each.lifted.year == 2017 and not each.family.unsafe]
    for each in movable[:4]:
        each.relocated = True


def _ended(chance: random.Random, families: Sequence[Family], taken: set[str]) -> Story:
    """An old man who lived alone, and died this winter: his household is struck off."""
    who = someone(chance, "户主", 83, True, chance.randrange(499))
    make_unique(who, taken)
    last = families[-1]
    family = Family(
        number=f"65{9_000_000_000 + int(last.number[2:]):010d}", village="太阳村", group="2组", members=[who],
        status="已脱贫", lifted_year=2016, cause="缺劳力", attribute="一般农户", income=4120.0, phone="",
    )  # fmt: skip
    story = _story(family, 0)
    story.ended, story.end_reason = date(2018, 2, 23), EndReason.DIED_OUT
    story.members = [Member(who, left=story.ended, leave_reason=LeaveReason.DEATH)]
    return story
