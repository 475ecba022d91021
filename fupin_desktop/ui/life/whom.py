"""Whom a change lets one choose from: members, those who may come back, and those who can be the head afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from fupin_desktop.domain.codes import Away, LeaveReason, Relation
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.life import EventKind

K = EventKind


class Heads(NamedTuple):
    """Who can be the new head, who can be that of the household that stays, and whether it needs one."""

    new: list[Person]
    stay: list[Person]
    successor: bool = False


def living(members: Sequence[Person]) -> list[Person]:
    """Those who have not left, the head first."""
    here = [each for each in members if each.left_on is None]
    return sorted(here, key=lambda each: (each.relation is not Relation.HEAD, each.id or 0))


def returning(members: Sequence[Person]) -> list[Person]:
    """Who may come back: from prison or service, or after having moved or married out."""
    return [
        each for each in members
        if (each.left_on is None and each.away in (Away.PRISON, Away.MILITARY))
        or (each.left_on is not None and each.leave_reason in (LeaveReason.MOVED_OUT, LeaveReason.MARRIAGE))
    ]  # fmt: skip


def heads(
    kind: EventKind,
    mine: Sequence[Person],
    theirs: Sequence[Person],
    going: Collection[int],
    gone: int | None,
) -> Heads:
    """Who can be the head afterwards: of those who go, of both families, of those who are left.

    ``mine`` and ``theirs`` are the living of both households, ``going`` the ids of those who are ticked, ``gone`` who
    died or left.
    """
    if kind is K.HEAD_CHANGE:
        return Heads([each for each in mine if each.relation is not Relation.HEAD], [])
    if kind not in (K.SPLIT, K.MERGE):
        return Heads([each for each in mine if each.id != gone], [])
    source = mine if kind is K.SPLIT else theirs
    parting = [each for each in source if each.id in going]
    stay = [each for each in source if each.id not in going]
    needs = bool(stay) and any(each.relation is Relation.HEAD for each in parting)
    return Heads(parting if kind is K.SPLIT else [*mine, *parting], stay, needs)


def named(person: Person) -> str:
    """张三（户主）"""
    return f"{person.name}（{person.relation.label}）" if person.relation else person.name


def gone_words(person: Person) -> str:
    """李四（婚出 2017-05-01）"""
    why = person.leave_reason.label if person.leave_reason else person.away.label if person.away else ""
    return f"{person.name}（{why}{f' {person.left_on}' if person.left_on else ''}）"
