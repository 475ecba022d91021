"""What the clerk decided about a draft: whose value counts, which items go in, what became of those not in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import and_
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.services.importing.outcome import CHANGED, CONFLICT, KINDS, NEW

if TYPE_CHECKING:
    from fupin_desktop.services.importing.draft import Draft

NATIONAL, OFFICE, LATER = "national", "office", "later"
"""Whose value of a field counts. 本办的 is noted as 国扶待改; ``later`` leaves it as it is, to be asked again."""
OPEN = (NEW, CHANGED, CONFLICT)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of somebody who is not in the file: a code of LeaveReason or EndReason with its day, or 漏报."""

    what: str
    on: date | None = None


@dataclass(slots=True)
class Choice:
    """Everything that was decided. ``take``: key of an item or a field → national, office or later; a field without
    one takes the file's value, one in conflict the office's. ``only``: keys of items, 户编号 or kinds; None is all.
    ``without``: keys of items left out, a household with its people. ``gone``: key of a Gone → its Decision."""

    take: dict[str, str] = field(default_factory=dict)
    only: Collection[str] | None = None
    without: Collection[str] = ()
    gone: dict[str, Decision] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept beside a file that was read."""
        decided = {
            key: [each.what, each.on.isoformat() if each.on else None] for key, each in self.gone.items()
        }
        only = None if self.only is None else sorted(self.only)
        return {"take": self.take, "only": only, "without": sorted(self.without), "gone": decided}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Choice:
        """The choice again. Raises KeyError, TypeError or ValueError for what is none."""
        gone = {
            str(key): Decision(str(what), date.fromisoformat(on) if on else None)
            for key, (what, on) in said["gone"].items()
        }
        take = {str(key): str(value) for key, value in said["take"].items()}
        only = None if said["only"] is None else {str(each) for each in said["only"]}
        return cls(take, only, {str(each) for each in said["without"]}, gone)


class Chosen:
    """Which households and people of a draft go in. Raises Refused for a 户编号 that the file does not have."""

    def __init__(self, draft: Draft, choice: Choice) -> None:
        assert draft.outcome is not None
        self._draft, self._out = draft, draft.outcome
        self.all = choice.only is None and not choice.without
        begin = choice.only is None
        self.households = bytearray([begin]) * len(draft.rows.households)
        self.people = bytearray([begin]) * len(draft.rows.people)
        if self.all:
            return
        self._put_in(choice.only or ())
        self._leave_out(choice.without)
        self._bring_households()

    def _put_in(self, only: Iterable[str]) -> None:
        """A household comes with its people, a person alone, a kind with what is of it."""
        whole: set[int] = set()
        for key in only:
            level, _, place = key.partition(":")
            if level == "household" and place.isdigit() and int(place) < len(self.households):
                whole.add(int(place))
            elif level == "person" and place.isdigit() and int(place) < len(self.people):
                self.people[int(place)] = True
            elif key in KINDS:
                self._put_in_kind(KINDS.index(key))
            elif key in self._draft.rows.numbers:
                whole.add(self._draft.rows.numbers[key])
            else:
                raise Refused([Problem("only", f"文件里没有户编号为“{key}”的户，请核对要导入哪几户")])
        for household in whole:
            self.households[household] = True
        if whole:
            for person, owner in enumerate(self._draft.rows.owners):
                if owner in whole:
                    self.people[person] = True

    def _put_in_kind(self, kind: int) -> None:
        for flags, states in (
            (self.households, self._out.household_states),
            (self.people, self._out.person_states),
        ):
            for place, state in enumerate(states):
                if state == kind:
                    flags[place] = True

    def _leave_out(self, without: Iterable[str]) -> None:
        whole = _places(without, "household:", len(self.households))
        for household in whole:
            self.households[household] = False
        for person in _places(without, "person:", len(self.people)):
            self.people[person] = False
        if whole:
            for person, owner in enumerate(self._draft.rows.owners):
                if owner in whole:
                    self.people[person] = False

    def _bring_households(self) -> None:
        """Somebody who is new in, or moves to, a household that is new itself brings it in."""
        owners, states = self._draft.rows.owners, self._out.household_states
        for place, on in enumerate(self.people):
            owner = owners[place]
            if on and states[owner] == NEW and not self.households[owner]:
                changes = self._out.person_changes.get(place, ())
                if self._out.person_states[place] == NEW or any(c.name == "household_id" for c in changes):
                    self.households[owner] = True

    def left(self) -> int:
        """How many new or changed items stay out."""
        if self.all:
            return 0
        return sum(
            1
            for flags, states in (
                (self.households, self._out.household_states),
                (self.people, self._out.person_states),
            )
            for on, state in zip(flags, states, strict=True)
            if not on and state in OPEN
        )

    def count(self, kind: int) -> tuple[int, int]:
        """How many households and people of a kind go in."""
        which = bytes(each == kind for each in range(256))
        households, people = (
            sum(map(and_, flags, states.translate(which)))
            for flags, states in (
                (self.households, self._out.household_states),
                (self.people, self._out.person_states),
            )
        )
        return households, people


def _places(keys: Iterable[str], level: str, count: int) -> set[int]:
    """The places that keys of a level name."""
    cut = len(level)
    places = (key[cut:] for key in keys if key.startswith(level))
    return {place for place in map(int, filter(str.isdigit, places)) if place < count}


def counts(draft: Any, choice: Choice) -> dict[tuple[str, str], int]:
    """How many new and changed households and people a choice lets in; of other lists too."""
    left, home = choice.without, getattr(draft, "home_of", lambda _: "")
    found: dict[tuple[str, str], int]
    if not left or not hasattr(draft, "home_of"):
        told = (("household", draft.households), ("person", draft.people))
        found = {(kind, level): every[kind] for level, every in told for kind in ("new", "changed")}
        for kind, level in found if left else ():
            items = draft.of(kind, level=level)
            found[kind, level] = len(set(items.keys(range(len(items)))).difference(left))
    else:
        chosen = Chosen(draft, choice)
        found = {}
        for kind in ("new", "changed"):
            found[kind, "household"], found[kind, "person"] = chosen.count(KINDS.index(kind))
    for item in draft.conflicts():  # what of it is no conflict changes too
        if any(not each.conflict for each in item.changes) and not {item.key, home(item.key)} & set(left):
            found["changed", item.level] = found.get(("changed", item.level), 0) + 1
    return found
