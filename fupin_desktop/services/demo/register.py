"""Puts an invented household on the register: itself, its people, its standings."""

from __future__ import annotations

from datetime import date

from fupin_desktop.domain.codes import (
    Attribute,
    Cause,
    IdKind,
    JoinReason,
    Politics,
    Relation,
    Sex,
    Standard,
    Status,
)
from fupin_desktop.domain.household import Household, Person, Standing
from fupin_desktop.services.demo.codes import coded
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import TODAY, Member, Story


def register(piles: Piles, story: Story) -> None:
    """Keep a household with its people; the story learns their ids."""
    story.id = piles.households.put(_household(story))
    for place, member in enumerate(story.members, 1):
        member.id = piles.people.put(person(story.id, story.family.number, place, member, story.registered))


def _household(story: Story) -> Household:
    family, chance = story.family, story.chance
    return Household(
        number=family.number, village=family.village, group=family.group, head=family.head.name,
        phone=family.phone, address=f"{family.village}{family.group}{chance.randrange(1, 90)}号",
        bank="星海县农村信用合作联社" if chance.random() < 0.8 else "", standard=Standard.NATIONAL,
        cause=coded(Cause, family.cause), registered_on=story.registered, lifted_year=family.lifted_year,
        soldier_family=chance.random() < 0.02, only_child=False, two_daughters=chance.random() < 0.03,
        relocated=story.relocated, ended_on=story.ended, end_reason=story.end_reason,
        imported_on=TODAY,
    )  # fmt: skip


def person(household_id: int, number: str, place: int, member: Member, registered: date | None) -> Person:
    """The record of one member; ``number`` is the household's, "" where people have none yet."""
    who = member.who
    party = who.age >= 25 and who.number[16] == "7"  # chance without a draw
    return Person(
        household_id=household_id, number=f"{number}{place:02d}" if number else "", name=who.name,
        relation=coded(Relation, who.relation), sex=Sex.MALE if who.male else Sex.FEMALE, birth=who.birth,
        id_kind=IdKind.DISABLED if who.card else IdKind.RESIDENT, id_number=who.number,
        disability_card=who.number + who.card if who.card else "", nation=who.nation,
        politics=Politics.PARTY if party else Politics.MASSES if who.age >= 18 else None, soldier=False,
        registered_on=max(registered, member.joined or registered) if registered else None,
        joined_on=member.joined, join_reason=member.join_reason or (JoinReason.REGISTERED if registered else None),
        left_on=member.left, leave_reason=member.leave_reason, imported_on=TODAY if registered else None,
    )  # fmt: skip


def stand(piles: Piles, story: Story) -> None:
    """Keep what the poverty register of 2018 says of a household from when on."""
    now = coded(Attribute, story.family.attribute)
    supported = now in (Attribute.ALLOWANCE, Attribute.ALLOWANCE_POOR)
    poor = Attribute.ALLOWANCE_POOR if supported else Attribute.GENERAL
    found = [(story.registered, Status.POOR, poor, "贫困识别，建档立卡")]
    if story.lifted:
        found.append((story.lifted, Status.LIFTED, now or poor, f"{story.lifted.year}年度脱贫退出"))
    if story.stable:
        found.append((story.stable, Status.STABLE, now or poor, "回头看核查，认定稳定脱贫"))
    for since, status, attribute, reason in found:
        piles.standings.put(
            Standing(household_id=story.id, since=since, status=status, attribute=attribute, reason=reason)
        )
