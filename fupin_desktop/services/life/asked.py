"""What the clerk says of a change in a household, and what would come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.domain.codes import EndReason, Relation
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.household import Person
from fupin_desktop.domain.life import EventKind

NEWCOMER = 0
"""The key of somebody who comes and has no record yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One change. Which of the fields count depends on the kind.

    ``person`` is whom it happens to, ``newcomer`` who comes and is not known yet. ``head`` is the new head (of the household
    that is split off, where one is split off), ``successor`` the new head of the household that stays. ``members`` are
    those who go. ``other`` is the household that is merged into this one, or its double; ``twin`` is the same person once
    more, in this household or in ``other``. ``relations`` are what was answered of people's relation to their new head, by
    person id. ``keep`` says of a double's fields whose value stays (field → household id). ``override`` is why something
    unusual is right all the same.
    """

    kind: EventKind
    household: int
    on: date
    person: int | None = None
    twin: int | None = None
    newcomer: Person | None = None
    other: int | None = None
    members: tuple[int, ...] = ()
    head: int | None = None
    successor: int | None = None
    relations: Mapping[int, Relation] = field(default_factory=dict)
    keep: Mapping[str, int] = field(default_factory=dict)
    end: EndReason | None = None
    village: str = ""
    group: str = ""
    standing: bool = True
    pairing: bool = True
    reason: str = ""
    paper: str = ""
    remark: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True)
class KinLine:
    """What somebody is to the head before and after; ``after`` None has to be answered. ``where``: 本户 or 新户."""

    person: int
    name: str
    before: Relation | None
    after: Relation | None
    where: str
    derived: bool = True


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of a change: in words, what hinders it, what is unusual, and who becomes what."""

    label: str
    said: tuple[str, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    kin: tuple[KinLine, ...]

    @property
    def asked(self) -> tuple[KinLine, ...]:
        """Whose relation has to be said."""
        return tuple(each for each in self.kin if each.after is None)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the act, the event, and the households that it touched (the named one first)."""

    act: int
    event: int
    households: tuple[int, ...]
    said: tuple[str, ...]
